// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/git/status.h"
#include "ui/theme/icon_provider.h"
#include "ui/theme/theme.h"

#include <QAbstractItemModel>

#include <array>
#include <optional>

namespace gatewright {

// The state of the files as a tree of two levels: groups, and the files in each. A file that is staged and
// was changed again stands in two groups. Empty groups are left out.
class GitStatusModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum class Group { Conflicts, Staged, Changes, Untracked, Ignored };
    enum Column { NameColumn, StateColumn, ActionColumn, ColumnCount };
    enum Role { PathRole = Qt::UserRole, GroupRole, ChangeRole };

    GitStatusModel(const IconProvider &icons, const Theme &theme, QObject *parent = nullptr);

    // Keeps the rows that stay, so that selection and scrolling do too.
    void setStatus(const git::Status &status);
    void setTheme(const Theme &theme);
    [[nodiscard]] std::size_t count(Group group) const { return files(group).size(); }

    [[nodiscard]] bool isGroup(const QModelIndex &index) const;
    [[nodiscard]] std::optional<Group> groupOf(const QModelIndex &index) const;
    // Null for a group.
    [[nodiscard]] const git::StatusEntry *entry(const QModelIndex &index) const;
    // The index and the entries of a group, whatever is chosen in it.
    [[nodiscard]] const std::vector<git::StatusEntry> &files(Group group) const;
    [[nodiscard]] QModelIndex find(Group group, const git::GitPath &path) const;
    // The entry of the file, or of the folder that stands for it; null: none. Cheap: commands ask at every
    // key.
    [[nodiscard]] const git::StatusEntry *holding(Group group, const git::GitPath &path) const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &index) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    static constexpr int groupCount = 5;

    [[nodiscard]] QVariant groupData(Group group, int column, int role) const;
    [[nodiscard]] QVariant fileData(Group group, const git::StatusEntry &entry, int column, int role) const;
    [[nodiscard]] QColor colourOf(Group group, git::FileChange change) const;

    const IconProvider &m_icons;
    Theme m_theme;
    std::array<std::vector<git::StatusEntry>, groupCount> m_files;
    std::vector<Group> m_groups; // those that have files
};

// One letter and the words for it: "M", "Modified".
struct ChangeText
{
    QString letter;
    QString words;
};
[[nodiscard]] ChangeText changeText(git::FileChange change);

} // namespace gatewright
