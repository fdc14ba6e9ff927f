// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/symbol_sources.h"

#include "ui/bridge/fuzzy_match.h"

#include <QFileInfo>

#include <algorithm>

namespace gatewright {

namespace {

constexpr std::size_t mostSymbols = 200;

struct Scored
{
    int score = 0;
    QuickPickItem item;
};

} // namespace

QList<QuickPickItem> SymbolSource::items(const QString &query) const
{
    const QString root = m_root();
    std::vector<Scored> scored;
    for (const FileSymbol &symbol : m_symbols()) {
        const std::optional<FuzzyMatch> match = fuzzyMatch(query, symbol.name);
        if (!match)
            continue;
        QString context = symbol.inside;
        if (m_scope == Scope::Folder) {
            const bool below = !root.isEmpty() && symbol.path.startsWith(root + QLatin1Char('/'));
            context = below ? symbol.path.mid(root.size() + 1) : symbol.path;
        }
        scored.push_back({match->score,
                          {symbol.name, context, symbolKindName(symbol.kind),
                           [go = m_go, symbol] { go(symbol); }, match->positions}});
    }
    // Without a query they keep the order of the text.
    std::ranges::stable_sort(scored, std::greater(), &Scored::score);
    QList<QuickPickItem> items;
    for (std::size_t index = 0; index < std::min(scored.size(), mostSymbols); ++index)
        items.append(std::move(scored[index].item));
    return items;
}

QList<QuickPickItem> SnippetSource::items(const QString &query) const
{
    std::vector<Scored> scored;
    for (const SnippetEntry &entry : m_snippets()) {
        std::optional<FuzzyMatch> match = fuzzyMatch(query, entry.name);
        if (const std::optional<FuzzyMatch> byPrefix = fuzzyMatch(query, entry.prefix);
            byPrefix && (!match || byPrefix->score > match->score))
            match = FuzzyMatch{byPrefix->score, {}};
        if (!match) {
            match = fuzzyMatch(query, entry.description);
            if (!match)
                continue;
            match = FuzzyMatch{match->score / 2, {}};
        }
        scored.push_back(
            {match->score,
             {entry.name, entry.description, entry.prefix,
              [insert = m_insert, snippet = entry.snippet] { insert(snippet); }, match->positions}});
    }
    std::ranges::stable_sort(scored, std::greater(), &Scored::score);
    QList<QuickPickItem> items;
    for (Scored &entry : scored)
        items.append(std::move(entry.item));
    return items;
}

QList<QuickPickItem> BookmarkSource::items(const QString &query) const
{
    std::vector<Scored> scored;
    for (const Bookmarks::Place &place : m_bookmarks.all()) {
        const QString where =
            QStringLiteral("%1:%2").arg(QFileInfo(place.path).fileName()).arg(place.line + 1);
        const QString line = m_lineText(place).trimmed();
        std::optional<FuzzyMatch> match = fuzzyMatch(query, where);
        if (!match) {
            match = fuzzyMatch(query, line);
            if (!match)
                continue;
            match->positions.clear();
        }
        scored.push_back({match->score,
                          {where,
                           line,
                           {},
                           [go = m_go, place] { go({place.path, place.line + 1, 1}); },
                           match->positions}});
    }
    std::ranges::stable_sort(scored, std::greater(), &Scored::score);
    QList<QuickPickItem> items;
    for (Scored &entry : scored)
        items.append(std::move(entry.item));
    return items;
}

} // namespace gatewright
