// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/language.h"

#include <QDateTime>
#include <QLatin1String>
#include <QString>

#include <array>
#include <optional>
#include <vector>

// What goes into the store and comes out of it.
namespace gatewright::store {

// What became of a suggestion; the names are those of the engine's protocol.
enum class OutcomeKind { Accepted, Partial, Dismissed, TypedOver, Kept30s, Kept5min };

inline constexpr std::array<OutcomeKind, 6> outcomeKinds{OutcomeKind::Accepted,  OutcomeKind::Partial,
                                                         OutcomeKind::Dismissed, OutcomeKind::TypedOver,
                                                         OutcomeKind::Kept30s,   OutcomeKind::Kept5min};

[[nodiscard]] QLatin1String outcomeName(OutcomeKind kind);
[[nodiscard]] std::optional<OutcomeKind> outcomeFromName(QStringView name);

// A suggestion as it was handed out. Only what the user accepts of it is ever written.
struct Suggestion
{
    QString id;
    QDateTime time; // UTC
    Language language = Language::PlainText;
    QString path;       // of the file, absolute; empty = not saved yet. Never written: see Completion::file
    QString linePrefix; // what stands before it on its line. Never written: helps to find secrets
    QString model;      // file name without its suffix
    int tier = -1;      // -1 = none passed
    double score = 0.0; // mean probability of a token, 0–1
    int tokens = 0;
    QString text;
    // Store::erasures() when it was shown. After another erasure no row is made of it.
    qint64 erasures = 0;
};

struct Outcome
{
    QString id; // of the suggestion
    OutcomeKind kind = OutcomeKind::Dismissed;
    int characters = 0; // code points accepted, kept or typed
    int tier = -1;
};

struct StoredOutcome
{
    OutcomeKind kind = OutcomeKind::Dismissed;
    int characters = 0;
    int tier = -1;
    QDateTime time; // UTC

    friend bool operator==(const StoredOutcome &, const StoredOutcome &) = default;
};

// A row of the store with its outcomes.
struct Completion
{
    QString id;
    QDateTime time; // UTC
    Language language = Language::PlainText;
    // Sixteen hexadecimal digits that tell one file from another and nothing else: a hash of its path with a
    // salt that stays in the store. Empty for a text that was not saved yet.
    QString file;
    QString model;
    int tier = -1;
    double score = 0.0;
    int tokens = 0;
    QString text; // what was accepted, scrubbed; empty when nothing was
    std::vector<StoredOutcome> outcomes;

    friend bool operator==(const Completion &, const Completion &) = default;
};

struct Filter
{
    std::optional<OutcomeKind> kind;
    std::optional<Language> language;
};

struct Statistics
{
    int completions = 0;
    int texts = 0;                                   // different accepted texts
    qint64 textBytes = 0;                            // of these, UTF-8
    qint64 fileBytes = 0;                            // of the store on the disk, its journal included
    std::array<int, 6> byKind{};                     // by the kind's number
    std::vector<std::pair<QString, int>> byLanguage; // by LSP's name of the language
    std::vector<std::pair<int, int>> byTier;         // from -1 up
    QDateTime oldest;                                // invalid when the store is empty
    QDateTime newest;
};

inline constexpr int maximumIdLength = 64;
inline constexpr int identityLength = 16; // of Completion::file
inline constexpr int maximumModelLength = 200;
inline constexpr int maximumTextLength = 64 * 1024; // UTF-16 units
inline constexpr int maximumCount = 1'000'000;      // of characters and tokens
inline constexpr int maximumTier = 2;

// Letters, digits and -_.: only, one to maximumIdLength of them.
[[nodiscard]] bool isValidId(const QString &id);

} // namespace gatewright::store
