// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractFileIconProvider>
#include <QCollator>
#include <QFileSystemModel>
#include <QSortFilterProxyModel>

#include <functional>
#include <memory>

namespace gatewright {

// The open folder as a tree: read lazily and off the GUI thread, watched, folders first, without what is made
// by tools (see isWorkspaceFile). GUI thread.
class WorkspaceModel : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    // Makes the icon of a file or folder. Empty: none.
    using FileIcon = std::function<QIcon(const QFileInfo &file)>;

    explicit WorkspaceModel(FileIcon icon, QObject *parent = nullptr);
    ~WorkspaceModel() override;

    // An absolute path, or empty for none.
    void setFolder(const QString &folder);
    [[nodiscard]] const QString &folder() const { return m_folder; }
    [[nodiscard]] QModelIndex rootIndex() const;
    // Invalid for what is outside the folder, left out, or in a folder that was not read yet.
    [[nodiscard]] QModelIndex indexOf(const QString &path) const;
    [[nodiscard]] QString pathOf(const QModelIndex &index) const;
    [[nodiscard]] bool isFolder(const QModelIndex &index) const;

Q_SIGNALS:
    void folderChanged(const QString &folder);
    // A file or folder was renamed in the tree.
    void renamed(const QString &from, const QString &to);

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    [[nodiscard]] bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    std::unique_ptr<QAbstractFileIconProvider> m_icons; // used by m_files, so it goes after it
    std::unique_ptr<QFileSystemModel> m_files;
    QCollator m_collator;
    QString m_folder;
};

} // namespace gatewright
