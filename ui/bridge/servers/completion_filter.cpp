// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/servers/completion_filter.h"

#include "ui/bridge/fuzzy_match.h"
#include "ui/bridge/servers/server_texts.h"

#include <algorithm>

namespace gatewright {

namespace {

constexpr int sameCaseBonus = 15;
constexpr int preselectedBonus = 10;

} // namespace

std::vector<FittingCompletion> fittingCompletions(const std::vector<lsp::CompletionItem> &items,
                                                  const QString &typed)
{
    std::vector<FittingCompletion> fitting;
    for (std::size_t index = 0; index < items.size(); ++index) {
        const lsp::CompletionItem &item = items[index];
        const std::optional<FuzzyMatch> match = fuzzyMatch(typed, item.filterText);
        if (!match)
            continue;
        FittingCompletion found{index, match->score, match->positions};
        if (!typed.isEmpty() && item.filterText.startsWith(typed))
            found.score += sameCaseBonus;
        if (item.isPreselected)
            found.score += preselectedBonus;
        // The label may have more in front (clangd marks what needs an include with a dot).
        const qsizetype shift = item.label.indexOf(item.filterText);
        if (shift < 0)
            found.matched.clear();
        else
            for (int &place : found.matched)
                place += static_cast<int>(shift);
        fitting.push_back(std::move(found));
    }
    std::ranges::stable_sort(fitting, [&items](const FittingCompletion &a, const FittingCompletion &b) {
        return a.score != b.score ? a.score > b.score : items[a.item].sortText < items[b.item].sortText;
    });
    return fitting;
}

CompletionRow completionRow(const lsp::CompletionItem &item, const QList<int> &matched)
{
    CompletionRow row;
    // One line each, whatever a server sends.
    row.label = item.label.simplified();
    row.matched = row.label == item.label ? matched : QList<int>();
    row.detail = (item.detail.isEmpty() ? item.description : item.detail).simplified();
    row.kind = completionKindLetter(item.kind);
    row.kindName = completionKindName(item.kind);
    row.isDeprecated = item.isDeprecated;
    return row;
}

} // namespace gatewright
