// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/id.h"
#include "core/base/result.h"
#include "core/completion/protocol/draft_report.h"
#include "core/completion/protocol/why_nothing.h"

#include <QJsonObject>
#include <QLatin1String>
#include <QString>

#include <array>
#include <optional>
#include <vector>

namespace gatewright::completion {

using CompletionId = Id<struct CompletionTag>;

namespace method {
inline constexpr QLatin1String inlineCompletion{"textDocument/inlineCompletion"};
inline constexpr QLatin1String completionProgress{"gatewright/completionProgress"};
inline constexpr QLatin1String samples{"gatewright/samples"};
inline constexpr QLatin1String cursor{"gatewright/cursor"};
inline constexpr QLatin1String outcome{"gatewright/outcome"};
inline constexpr QLatin1String status{"gatewright/status"};
inline constexpr QLatin1String model{"gatewright/model"};
inline constexpr QLatin1String store{"gatewright/store"};
inline constexpr QLatin1String learn{"gatewright/learn"};
inline constexpr QLatin1String rollback{"gatewright/rollback"};
inline constexpr QLatin1String learning{"gatewright/learning"};
} // namespace method

// One item of the answer to textDocument/inlineCompletion: {insertText, data: {id, score, tier, tokens}}.
struct Suggestion
{
    CompletionId id;
    QString text;       // with the document's line ends
    double score = 0.0; // mean probability of a token, 0–1
    int tier = 0;       // highest tier that passed; -1 = none
    int tokens = 0;

    friend bool operator==(const Suggestion &, const Suggestion &) = default;
};

// The answer: {items: [...], data: {why, whyText, detail, ms, promptTokens, reusedTokens, tokensPerSecond,
// cached}}.
struct SuggestionAnswer
{
    std::vector<Suggestion> items; // best first
    WhyNothing why = WhyNothing::Nothing;
    bool cached = false; // made before it was asked for; the model did nothing for it
    QString detail;
    double milliseconds = 0.0;
    int promptTokens = 0;
    int reusedTokens = 0;
    double tokensPerSecond = 0.0;
};

[[nodiscard]] QJsonObject toJson(const SuggestionAnswer &answer);
// Items without text or id are left out; InvalidInput when it is no answer at all.
[[nodiscard]] Result<SuggestionAnswer> suggestionAnswerFromJson(const QJsonValue &json);

// Good up to a whole line, while the rest is generated: {id, text}.
struct SuggestionProgress
{
    CompletionId id;
    QString text;
};

[[nodiscard]] QJsonObject toJson(const SuggestionProgress &progress);
[[nodiscard]] std::optional<SuggestionProgress> suggestionProgressFromJson(const QJsonValue &json);

// What became of a suggestion.
enum class OutcomeKind { Accepted, Partial, Dismissed, TypedOver, Kept30s, Kept5min };

[[nodiscard]] QLatin1String outcomeName(OutcomeKind kind);
[[nodiscard]] std::optional<OutcomeKind> outcomeFromName(const QString &name);

struct Outcome
{
    CompletionId id;
    OutcomeKind kind = OutcomeKind::Dismissed;
    int characters = 0; // code points accepted, kept or typed
    int tier = 0;

    friend bool operator==(const Outcome &, const Outcome &) = default;
};

// How often each kind was reported, by the kind's number.
using OutcomeCounts = std::array<int, 6>;

[[nodiscard]] QJsonObject toJson(const Outcome &outcome);
[[nodiscard]] Result<Outcome> outcomeFromJson(const QJsonValue &json);

// What the engine's model is doing.
enum class ModelState {
    None,
    Loading,
    Ready,
    Failed,
    Asleep, // unloaded since nobody used it for a while; the next request, or a change of a text, loads it
};

[[nodiscard]] QLatin1String modelStateName(ModelState state);

// gatewright/status. Every figure is of the last request; zero before the first.
struct EngineStatus
{
    ModelState state = ModelState::None;
    QString model;   // file name without its suffix
    QString problem; // why there is no model, or why another one was not loaded, and what to do about it
    QString device;  // "cpu"
    QString kernels; // "avx512-vnni"
    int threads = 0;
    qint64 memoryBytes = 0; // of the engine process
    int queue = 0;          // requests that wait or run
    double tokensPerSecond = 0.0;
    double tokensPerPass = 0.0;
    WhyNothing lastWhy = WhyNothing::Nothing;
    QString lastDetail;
    double lastMilliseconds = 0.0;
    OutcomeCounts outcomes{}; // since the engine started
    DraftReport drafting;
    double loading = -1.0;   // how much of a model is loaded, 0–1; negative: not known, or none is
    double importing = -1.0; // the same of one that is copied

    friend bool operator==(const EngineStatus &, const EngineStatus &) = default;
};

[[nodiscard]] QJsonObject toJson(const EngineStatus &status);
[[nodiscard]] EngineStatus engineStatusFromJson(const QJsonValue &json);

} // namespace gatewright::completion
