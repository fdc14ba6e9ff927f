// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/git/status_model.h"

#include "ui/bridge/plain_tool_tip.h"

#include <QFont>

#include <algorithm>

namespace gatewright {

namespace {

using Group = GitStatusModel::Group;

std::size_t number(Group group)
{
    return static_cast<std::size_t>(group);
}

QString groupTitle(Group group)
{
    switch (group) {
    case Group::Conflicts:
        return GitStatusModel::tr("Conflicts");
    case Group::Staged:
        return GitStatusModel::tr("Staged");
    case Group::Changes:
        return GitStatusModel::tr("Changes");
    case Group::Untracked:
        return GitStatusModel::tr("Not Tracked");
    case Group::Ignored:
        break;
    }
    return GitStatusModel::tr("Ignored");
}

git::FileChange changeIn(Group group, const git::StatusEntry &entry)
{
    return group == Group::Staged ? entry.staged : entry.working;
}

// "fir.cpp" and "src/filters".
std::pair<QString, QString> nameAndFolder(const git::GitPath &path)
{
    QString text = git::displayPath(path);
    const bool isFolder = text.endsWith(QLatin1Char('/'));
    if (isFolder)
        text.chop(1);
    const qsizetype slash = text.lastIndexOf(QLatin1Char('/'));
    return {text.mid(slash + 1) + (isFolder ? QStringLiteral("/") : QString()),
            text.left(std::max<qsizetype>(slash, 0))};
}

} // namespace

ChangeText changeText(git::FileChange change)
{
    switch (change) {
    case git::FileChange::Added:
        return {QStringLiteral("A"), GitStatusModel::tr("Added")};
    case git::FileChange::Modified:
        return {QStringLiteral("M"), GitStatusModel::tr("Modified")};
    case git::FileChange::Deleted:
        return {QStringLiteral("D"), GitStatusModel::tr("Deleted")};
    case git::FileChange::Renamed:
        return {QStringLiteral("R"), GitStatusModel::tr("Renamed")};
    case git::FileChange::TypeChanged:
        return {QStringLiteral("T"), GitStatusModel::tr("Became another kind of file")};
    case git::FileChange::Untracked:
        return {QStringLiteral("?"), GitStatusModel::tr("Not tracked")};
    case git::FileChange::Ignored:
        return {QStringLiteral("I"), GitStatusModel::tr("Ignored")};
    case git::FileChange::Conflicted:
        return {QStringLiteral("!"), GitStatusModel::tr("In conflict")};
    case git::FileChange::Unreadable:
        return {QStringLiteral("X"), GitStatusModel::tr("Cannot be read")};
    case git::FileChange::None:
        break;
    }
    return {};
}

GitStatusModel::GitStatusModel(const IconProvider &icons, const Theme &theme, QObject *parent)
    : QAbstractItemModel(parent)
    , m_icons(icons)
    , m_theme(theme)
{
}

void GitStatusModel::setStatus(const git::Status &status)
{
    std::array<std::vector<git::StatusEntry>, groupCount> files;
    for (const git::StatusEntry &entry : status.entries) {
        const auto add = [&](Group group) { files[number(group)].push_back(entry); };
        if (entry.isConflicted()) {
            add(Group::Conflicts);
            continue;
        }
        if (entry.staged != git::FileChange::None)
            add(Group::Staged);
        if (entry.working == git::FileChange::Untracked)
            add(Group::Untracked);
        else if (entry.working == git::FileChange::Ignored)
            add(Group::Ignored);
        else if (entry.working != git::FileChange::None)
            add(Group::Changes);
    }
    if (files == m_files)
        return;
    beginResetModel();
    m_files = std::move(files);
    m_groups.clear();
    for (std::size_t group = 0; group < groupCount; ++group) {
        if (!m_files[group].empty())
            m_groups.push_back(static_cast<Group>(group));
    }
    endResetModel();
}

void GitStatusModel::setTheme(const Theme &theme)
{
    m_theme = theme;
    if (!m_groups.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

const std::vector<git::StatusEntry> &GitStatusModel::files(Group group) const
{
    return m_files[number(group)];
}

// A file's index carries the number of its group's row, plus one; a group's carries nothing.
bool GitStatusModel::isGroup(const QModelIndex &index) const
{
    return index.isValid() && index.internalId() == 0;
}

std::optional<Group> GitStatusModel::groupOf(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    const auto row = isGroup(index) ? static_cast<std::size_t>(index.row()) : index.internalId() - 1;
    return row < m_groups.size() ? std::optional<Group>(m_groups[row]) : std::nullopt;
}

const git::StatusEntry *GitStatusModel::entry(const QModelIndex &index) const
{
    const std::optional<Group> group = groupOf(index);
    if (!group || isGroup(index) || index.row() >= static_cast<int>(files(*group).size()))
        return nullptr;
    return &files(*group)[static_cast<std::size_t>(index.row())];
}

QModelIndex GitStatusModel::find(Group group, const git::GitPath &path) const
{
    const auto row = std::find(m_groups.begin(), m_groups.end(), group);
    if (row == m_groups.end())
        return {};
    const std::vector<git::StatusEntry> &all = files(group);
    const auto file = std::find_if(all.begin(), all.end(),
                                   [&](const git::StatusEntry &entry) { return entry.path == path; });
    if (file == all.end())
        return {};
    return index(static_cast<int>(file - all.begin()), 0, index(static_cast<int>(row - m_groups.begin()), 0));
}

const git::StatusEntry *GitStatusModel::holding(Group group, const git::GitPath &path) const
{
    const std::vector<git::StatusEntry> &all = files(group); // in the order of their paths
    const auto exact = [&all](const git::GitPath &name) -> const git::StatusEntry * {
        const auto found = std::lower_bound(
            all.begin(), all.end(), name,
            [](const git::StatusEntry &entry, const git::GitPath &wanted) { return entry.path < wanted; });
        return found != all.end() && found->path == name ? &*found : nullptr;
    };
    if (path.isEmpty() || all.empty())
        return nullptr;
    if (const git::StatusEntry *entry = exact(path))
        return entry;
    for (qsizetype slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
        if (const git::StatusEntry *folder = exact(path.left(slash + 1)))
            return folder;
    }
    return nullptr;
}

QModelIndex GitStatusModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? static_cast<quintptr>(parent.row()) + 1 : quintptr{0});
}

QModelIndex GitStatusModel::parent(const QModelIndex &index) const
{
    if (!index.isValid() || isGroup(index))
        return {};
    return createIndex(static_cast<int>(index.internalId()) - 1, 0, quintptr{0});
}

int GitStatusModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_groups.size());
    if (!isGroup(parent) || parent.column() != 0)
        return 0;
    return static_cast<int>(files(m_groups[static_cast<std::size_t>(parent.row())]).size());
}

int GitStatusModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

Qt::ItemFlags GitStatusModel::flags(const QModelIndex &index) const
{
    return index.isValid() ? Qt::ItemIsEnabled | Qt::ItemIsSelectable : Qt::NoItemFlags;
}

QVariant GitStatusModel::data(const QModelIndex &index, int role) const
{
    const std::optional<Group> group = groupOf(index);
    if (!group)
        return {};
    if (role == GroupRole)
        return static_cast<int>(*group);
    if (isGroup(index))
        return groupData(*group, index.column(), role);
    const git::StatusEntry *file = entry(index);
    return file ? fileData(*group, *file, index.column(), role) : QVariant();
}

QVariant GitStatusModel::groupData(Group group, int column, int role) const
{
    if (column == NameColumn && (role == Qt::DisplayRole || role == Qt::AccessibleTextRole))
        return QStringLiteral("%1 (%2)").arg(groupTitle(group)).arg(count(group));
    if (column == NameColumn && role == Qt::FontRole) {
        QFont font;
        font.setBold(true);
        return font;
    }
    if (column != ActionColumn || group == Group::Conflicts || group == Group::Ignored)
        return {};
    const bool staged = group == Group::Staged;
    if (role == Qt::DecorationRole)
        return m_icons.icon(staged ? Symbol::Remove : Symbol::Add);
    if (role == Qt::ToolTipRole || role == Qt::AccessibleTextRole)
        return staged ? tr("Unstage all of these") : tr("Stage all of these");
    return {};
}

QColor GitStatusModel::colourOf(Group group, git::FileChange change) const
{
    if (group == Group::Conflicts)
        return m_theme.editor().error;
    switch (change) {
    case git::FileChange::Added:
    case git::FileChange::Untracked:
        return m_theme.editor().added;
    case git::FileChange::Deleted:
        return m_theme.editor().removed;
    case git::FileChange::Ignored:
        return m_theme.editor().note;
    default:
        return m_theme.editor().changed;
    }
}

QVariant GitStatusModel::fileData(Group group, const git::StatusEntry &entry, int column, int role) const
{
    const git::FileChange change = changeIn(group, entry);
    const ChangeText text = changeText(change);
    switch (role) {
    case PathRole:
        return entry.path;
    case ChangeRole:
        return static_cast<int>(change);
    case Qt::ToolTipRole: {
        if (column == ActionColumn)
            return group == Group::Staged      ? tr("Unstage this file")
                   : group == Group::Conflicts ? tr("Mark as settled")
                   : group == Group::Ignored   ? QString()
                                               : tr("Stage this file");
        QString words = QStringLiteral("%1 — %2").arg(git::displayPath(entry.path), text.words);
        if (group == Group::Staged && !entry.oldPath.isEmpty())
            words += tr(" from %1").arg(git::displayPath(entry.oldPath));
        if (entry.isSubmodule)
            words += tr(" (submodule)");
        return plainToolTip(words);
    }
    case Qt::AccessibleTextRole:
        return column == NameColumn     ? git::displayPath(entry.path)
               : column == StateColumn  ? text.words
               : group == Group::Staged ? tr("Unstage")
                                        : tr("Stage");
    case Qt::DisplayRole: {
        if (column == StateColumn)
            return text.letter;
        if (column != NameColumn)
            return {};
        const auto [name, folder] = nameAndFolder(entry.path);
        return folder.isEmpty() ? name : QStringLiteral("%1\t%2").arg(name, folder);
    }
    case Qt::ForegroundRole:
        return column == StateColumn ? QVariant(colourOf(group, change)) : QVariant();
    case Qt::TextAlignmentRole:
        return column == StateColumn ? QVariant(Qt::AlignCenter) : QVariant();
    case Qt::DecorationRole:
        if (column == ActionColumn && group != Group::Ignored)
            return m_icons.icon(group == Group::Staged      ? Symbol::Remove
                                : group == Group::Conflicts ? Symbol::Check
                                                            : Symbol::Add);
        return {};
    default:
        return {};
    }
}

} // namespace gatewright
