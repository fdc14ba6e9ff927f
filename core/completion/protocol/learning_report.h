// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QDate>
#include <QJsonObject>
#include <QString>

#include <array>
#include <optional>
#include <vector>

namespace gatewright::completion {

// What the engine learned, learns and serves: the answer to gatewright/learn and gatewright/rollback, and the
// params of the notification gatewright/learning, which follows every change (at most one a second while it
// trains).
//
//   gatewright/learn {"action": "status"}            what there is; changes nothing
//                    {"action": "now"}               trains as soon as nobody waits, without idle time's
//                    limit
//                    {"action": "cancel"}            ends what "now" began; the checkpoint is kept
//                    {"action": "pause"|"resume"}    no training in idle time until resumed; remembered
//                    {"action": "drop", "version"}   removes a version for good
//   gatewright/rollback {"version"?}                 that version serves, or the one before the one that does
//
// What the index and the recycling table learned at once is in gatewright/status (draft_report.h); here is
// the acceleration head, which learns slowly.
enum class LearningState {
    Unavailable, // there is no trainer, no model or no permission to keep text: `problem` says which
    TooLittle,   // waits for more accepted text
    Waiting,     // enough text: trains in idle time
    Training,
    Paused, // by the user
};

// What a head is worth on text it did not learn from.
struct HeadWorth
{
    qint64 positions = 0;          // that it was measured on
    std::array<double, 4> right{}; // of its first candidate, at depths 1–4; 0–1
    double tokensPerPass = 1.0;    // when it alone drafts a chain

    friend bool operator==(const HeadWorth &, const HeadWorth &) = default;
};

struct LearnedVersion
{
    int version = 0; // 0: the one that came with the program
    bool serves = false;
    QString title;
    std::optional<HeadWorth> before; // of the head that served before it, on the same positions
    std::optional<HeadWorth> after;
    QString problem; // why it cannot be read; empty: it can

    friend bool operator==(const LearnedVersion &, const LearnedVersion &) = default;
};

// A day of decoding with drafts.
struct LearningDay
{
    QDate day; // of the user's clock
    qint64 passes = 0;
    qint64 tokens = 0;
    double savedMs = 0.0; // against plain decoding on this machine

    [[nodiscard]] double tokensPerPass() const
    {
        return passes > 0 ? static_cast<double>(tokens) / static_cast<double>(passes) : 0.0;
    }
    friend bool operator==(const LearningDay &, const LearningDay &) = default;
};

// How the last training ended.
struct LearningOutcome
{
    bool kept = false;
    int version = 0; // that serves since; 0 when it was not kept
    QString reason;  // one sentence

    friend bool operator==(const LearningOutcome &, const LearningOutcome &) = default;
};

struct LearningReport
{
    static constexpr int kMostDays = 90;

    LearningState state = LearningState::Unavailable;
    QString problem;
    qint64 positions = 0;       // tokens of accepted text that are kept to learn from
    qint64 newPositions = 0;    // of them since the last training
    qint64 wantedPositions = 0; // new ones that a training begins with
    qint64 step = 0;            // while training: of `steps`
    qint64 steps = 0;
    bool onDemand = false; // "now" began it
    std::optional<LearningOutcome> last;
    std::vector<LearnedVersion> versions; // the newest first
    std::vector<LearningDay> days;        // rising; only days with passes

    friend bool operator==(const LearningReport &, const LearningReport &) = default;
};

[[nodiscard]] QLatin1String learningStateName(LearningState state);
[[nodiscard]] QJsonObject toJson(const LearningReport &report);
// Whatever is missing or of another type has its default; lists are cut at sane lengths. InvalidInput when
// the state is none of ours.
[[nodiscard]] Result<LearningReport> learningReportFromJson(const QJsonValue &json);

} // namespace gatewright::completion
