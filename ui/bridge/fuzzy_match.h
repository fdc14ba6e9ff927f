// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

#include <optional>

namespace gatewright {

struct FuzzyMatch
{
    // Higher is better; comparable only between candidates of one query.
    int score = 0;
    // Which characters of the candidate (UTF-16 units) the query took, ascending.
    QList<int> positions;
};

// Whether the letters of `query` occur in `candidate` in this order, whatever their case, and how well:
// letters at the start of words and letters side by side count more, letters skipped count against. Blanks in
// the query are passed over. An empty query matches everything with score 0. The best of all placements is
// found (dynamic programming over query × candidate), for candidates up to 512 characters; what lies behind
// them is not looked at.
[[nodiscard]] std::optional<FuzzyMatch> fuzzyMatch(const QString &query, const QString &candidate);

} // namespace gatewright
