// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonObject>
#include <QString>

#include <vector>

namespace gatewright::completion {

// What drafting does for the user, as part of gatewright/status:
// {"enabled", "paused", "passes", "tokens", "tokensPerPass", "drafted", "accepted", "savedMs", "shares":
// [{"drafter", "share"}…], "texts", "textTokens", "dropped", "rows", "measured", "memoryBytes"}.
// Counts are since the model was loaded.
struct DraftReport
{
    struct Share
    {
        QString drafter;    // "buffer", "history", "answers", "recycling", "variations", "head"
        double share = 0.0; // of the drafts that stood, 0–1

        friend bool operator==(const Share &, const Share &) = default;
    };

    bool enabled = false;
    bool paused = false; // switched itself off for a while, because it did not pay
    qint64 passes = 0;
    qint64 tokens = 0;    // that these passes brought
    qint64 drafted = 0;   // tokens that were verified beside those that had to be evaluated
    qint64 accepted = 0;  // of these
    double savedMs = 0.0; // against plain decoding on this machine, by the measured times of passes
    std::vector<Share> shares;
    qint64 texts = 0; // files and accepted texts that are drafted from
    qint64 textTokens = 0;
    qint64 dropped = 0;    // texts that went for lack of room
    double rows = 0.0;     // of a pass on average
    bool measured = false; // whether the times of passes on this machine are known
    qint64 memoryBytes = 0;

    [[nodiscard]] double tokensPerPass() const
    {
        return passes > 0 ? static_cast<double>(tokens) / static_cast<double>(passes) : 0.0;
    }

    friend bool operator==(const DraftReport &, const DraftReport &) = default;
};

[[nodiscard]] QJsonObject toJson(const DraftReport &report);
[[nodiscard]] DraftReport draftReportFromJson(const QJsonValue &json);

} // namespace gatewright::completion
