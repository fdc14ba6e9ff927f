// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/quick_pick_sources.h"

#include "ui/bridge/command_registry.h"
#include "ui/bridge/fuzzy_match.h"

#include <QRegularExpression>
#include <QSet>

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

// What the settings call a command, "git.blame", is the word that other editors and English menus have for
// it.
bool hasInId(const UserCommand &command, const QString &query)
{
    constexpr qsizetype leastLetters = 3;
    const QString word = query.trimmed();
    return word.size() >= leastLetters && command.id.contains(word, Qt::CaseInsensitive);
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
            if (match)
                match->score /= 2;
            else if (hasInId(command, query))
                match.emplace();
            else
                continue;
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
    // Not parseFilePlace(): what is typed is no path yet.
    static const QRegularExpression place(QStringLiteral("^(.*?)(?::(\\d{0,9})(?::(\\d{0,9}))?)?$"));
    const QRegularExpressionMatch parts = place.match(query);
    const QString wanted = parts.captured(1);
    const int line = parts.captured(2).toInt();
    const int column = std::max(1, parts.captured(3).toInt());
    const FileIndex *index = m_finder.index().get();
    const QString root = index && !index->root.isEmpty() ? index->root + QLatin1Char('/') : QString();

    std::vector<Scored> scored;
    QSet<QString> taken;
    const auto add = [&](const QString &path, int score, const QList<int> &matched) {
        if (taken.contains(path))
            return;
        taken.insert(path);
        const QString shown = !root.isEmpty() && path.startsWith(root) ? path.mid(root.size()) : path;
        const qsizetype slash = shown.lastIndexOf(QLatin1Char('/'));
        scored.push_back({score,
                          {shown.mid(slash + 1), slash < 0 ? QString() : shown.left(slash),
                           line > 0 ? tr("line %1").arg(line) : QString(),
                           [this, path, line, column] { m_open({path, line, column}); }, matched}});
    };
    int rank = 0;
    const QStringList recent = m_recent();
    for (const QString &path : recent) {
        const int bonus = std::max(0, recentBonus - rank++);
        const QString below = !root.isEmpty() && path.startsWith(root) ? path.mid(root.size()) : path;
        if (const std::optional<FoundFile> match = matchFile(wanted, below))
            add(path, match->score + bonus, match->matched);
    }
    for (const FoundFile &file : m_finder.find(wanted, mostFiles))
        add(index->absolutePath(file.file), file.score, file.matched);
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

QList<QuickPickItem> ListSource::items(const QString &query) const
{
    std::vector<Scored> scored;
    QList<QuickPickItem> list = m_list();
    for (QuickPickItem &item : list) {
        const std::optional<FuzzyMatch> match = fuzzyMatch(query, item.text);
        if (!match)
            continue;
        item.matched = match->positions;
        scored.push_back({match->score, std::move(item)});
    }
    return bestFirst(std::move(scored), list.size());
}

} // namespace gatewright
