// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/fuzzy_match.h"

#include <algorithm>
#include <limits>
#include <vector>

namespace gatewright {

namespace {

constexpr int candidateLimit = 512;
constexpr int impossible = std::numeric_limits<int>::min() / 2;
constexpr int hit = 16;
constexpr int wordStart = 24;
constexpr int sideBySide = 20;
constexpr int sameCase = 1;
constexpr int skipped = 1;

bool startsWord(const QString &text, int place)
{
    if (place == 0)
        return true;
    const QChar before = text[place - 1];
    const QChar here = text[place];
    return (!before.isLetterOrNumber() && here.isLetterOrNumber()) || (before.isLower() && here.isUpper());
}

int worth(const QString &candidate, int place, QChar letter)
{
    return hit + (startsWord(candidate, place) ? wordStart : 0) + (candidate[place] == letter ? sameCase : 0);
}

} // namespace

std::optional<FuzzyMatch> fuzzyMatch(const QString &query, const QString &candidate)
{
    QString letters;
    std::copy_if(query.begin(), query.end(), std::back_inserter(letters),
                 [](QChar c) { return !c.isSpace(); });
    if (letters.isEmpty())
        return FuzzyMatch{};
    const int rows = static_cast<int>(letters.size());
    const int columns = static_cast<int>(std::min<qsizetype>(candidate.size(), candidateLimit));
    if (rows > columns)
        return std::nullopt;

    // ending[r][c]: the best score with letter r placed at c. from[r][c]: where letter r-1 stands then.
    const auto cell = [columns](int row, int column) {
        return static_cast<std::size_t>(row) * static_cast<std::size_t>(columns) +
               static_cast<std::size_t>(column);
    };
    const std::size_t cells = static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns);
    std::vector<int> ending(cells, impossible);
    std::vector<int> from(cells, -1);
    for (int row = 0; row < rows; ++row) {
        const QChar wanted = letters[row].toLower();
        int bestBefore = impossible; // of the row above, up to two columns back, less what is skipped since
        int bestPlace = -1;
        for (int column = row; column < columns; ++column) {
            if (row > 0 && column >= 2) {
                bestBefore -= skipped;
                const int candidateScore = ending[cell(row - 1, column - 2)] - skipped;
                if (candidateScore > bestBefore) {
                    bestBefore = candidateScore;
                    bestPlace = column - 2;
                }
            }
            if (candidate[column].toLower() != wanted)
                continue;
            const int gain = worth(candidate, column, letters[row]);
            int score = row == 0 ? gain - skipped * std::min(column, 8) : impossible;
            if (row > 0 && bestBefore > impossible / 2) {
                score = bestBefore + gain;
                from[cell(row, column)] = bestPlace;
            }
            if (row > 0 && column >= 1) {
                const int before = ending[cell(row - 1, column - 1)];
                if (before > impossible / 2 && before + gain + sideBySide > score) {
                    score = before + gain + sideBySide;
                    from[cell(row, column)] = column - 1;
                }
            }
            ending[cell(row, column)] = score;
        }
    }

    const auto lastRow = ending.begin() + static_cast<std::ptrdiff_t>(cell(rows - 1, 0));
    const auto best = std::max_element(lastRow, ending.end());
    if (*best <= impossible / 2)
        return std::nullopt;
    FuzzyMatch match{*best, {}};
    // What was typed as it stands is meant before first letters of other words: "Models" before "Model Save".
    const QString typed = query.trimmed();
    if (candidate.startsWith(typed, Qt::CaseInsensitive) &&
        (candidate.size() == typed.size() || candidate[typed.size()].isSpace() ||
         candidate[typed.size()] == QChar(0x2026)))
        match.score += wordStart;
    int column = static_cast<int>(best - lastRow);
    for (int row = rows - 1; row >= 0; --row) {
        match.positions.prepend(column);
        column = from[cell(row, column)];
    }
    return match;
}

} // namespace gatewright
