// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/quick_pick_sources.h"

#include "ui/bridge/command_registry.h"
#include "ui/bridge/fuzzy_match.h"

#include <QDir>

#include <algorithm>
#include <limits>
#include <vector>

namespace gatewright {

namespace {

constexpr qsizetype mostFiles = 50;
// What a lately used command or an early file is worth against a better spelled one.
constexpr int recentBonus = 30;

struct Scored
{
    int score = 0;
    QuickPickItem item;
};

QList<QuickPickItem> bestFirst(std::vector<Scored> scored, qsizetype limit)
{
    std::stable_sort(scored.begin(), scored.end(),
                     [](const Scored &a, const Scored &b) { return a.score > b.score; });
    QList<QuickPickItem> items;
    for (Scored &entry : scored) {
        if (items.size() == limit)
            break;
        items.append(std::move(entry.item));
    }
    return items;
}

} // namespace

QList<QuickPickItem> CommandSource::items(const QString &query) const
{
    m_commands.refresh();
    std::vector<Scored> scored;
    for (const UserCommand &command : m_commands.commands()) {
        if (!m_commands.action(command.id)->isEnabled())
            continue;
        const QString text = CommandRegistry::plainText(command);
        std::optional<FuzzyMatch> match = fuzzyMatch(query, text);
        if (!match) {
            // "file save" should find it too, but not before a name that fits by itself.
            match = fuzzyMatch(query, categoryName(command.category) + QLatin1Char(' ') + text);
            if (!match)
                continue;
            match->score /= 2;
            match->positions.clear();
        }
        const qsizetype used = m_commands.recent().indexOf(command.id);
        if (used >= 0)
            match->score += recentBonus - static_cast<int>(used);
        const QString id = command.id;
        scored.push_back({match->score,
                          {text, categoryName(command.category),
                           m_commands.action(id)->shortcut().toString(QKeySequence::NativeText),
                           [this, id] { m_commands.run(id); }, match->positions}});
    }
    return bestFirst(std::move(scored), std::numeric_limits<qsizetype>::max());
}

QList<QuickPickItem> FileSource::items(const QString &query) const
{
    const QDir root(m_root());
    const QStringList files = m_files();
    std::vector<Scored> scored;
    int rank = 0;
    for (const QString &path : files) {
        const QString shown = m_root().isEmpty() ? path : root.relativeFilePath(path);
        const qsizetype slash = shown.lastIndexOf(QLatin1Char('/'));
        const QString name = shown.mid(slash + 1);
        const QString folder = slash < 0 ? QString() : shown.left(slash);
        std::optional<FuzzyMatch> match = fuzzyMatch(query, name);
        if (!match) {
            match = fuzzyMatch(query, shown);
            if (!match)
                continue;
            match->score /= 2;
            match->positions.clear();
        }
        match->score += std::max(0, recentBonus - rank++);
        scored.push_back(
            {match->score, {name, folder, {}, [this, path] { m_open(path); }, match->positions}});
    }
    return bestFirst(std::move(scored), mostFiles);
}

QList<QuickPickItem> LineSource::items(const QString &query) const
{
    const int lines = m_lineCount();
    if (lines == 0)
        return {};
    const QStringList parts = query.split(QLatin1Char(':'));
    bool isNumber = false;
    const int wanted = parts.value(0).trimmed().toInt(&isNumber);
    if (!isNumber || wanted < 1)
        return {{tr("A line from 1 to %1").arg(lines), {}, {}, {}, {}}};
    const int line = std::min(wanted, lines);
    const int column = std::max(1, parts.value(1).trimmed().toInt());
    const QString text = parts.size() > 1 ? tr("Go to line %1, column %2").arg(line).arg(column)
                                          : tr("Go to line %1").arg(line);
    return {{text, {}, {}, [this, line, column] { m_go(line, column); }, {}}};
}

} // namespace gatewright
