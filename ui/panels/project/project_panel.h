// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/workspace_model.h"

#include <QStringListModel>
#include <QWidget>

class QLineEdit;
class QListView;
class QPushButton;
class QStackedWidget;
class QTreeView;

namespace gatewright {

class FileFinder;
class NoticePresenter;

// The open folder: a tree to look through, and while something is typed above it the list of files that fit.
// Its actions are public, because the shell makes commands of them.
class ProjectPanel : public QWidget
{
    Q_OBJECT

public:
    // `finder` is the shell's, for the filter; it outlives the panel.
    ProjectPanel(WorkspaceModel &workspace, FileFinder &finder, NoticePresenter &notices,
                 QWidget *parent = nullptr);

    // Marks this file in the tree, as long as the user is not in the tree himself.
    void setCurrentFile(const QString &path);
    // The finder has other files now.
    void filesChanged();
    void focusFilter();

    // The path that the actions below mean: the selected one, else the folder itself; empty without a folder.
    [[nodiscard]] QString selectedPath() const;
    [[nodiscard]] bool hasSelection() const;
    void newFile();
    void newFolder();
    void renameSelected();
    void trashSelected();
    void openContainingFolder();
    void copyPath();

Q_SIGNALS:
    void fileChosen(const QString &path);
    void openFolderRequested();
    void contextMenuRequested(const QPoint &globalPosition);

private:
    [[nodiscard]] QString selectedFolder() const;
    void updateRoot();
    void updateMatches();
    void follow();
    // Starts the inline rename as soon as the model has seen the new file.
    void renameWhenSeen(const QString &path);
    void fail(const QString &text, const QString &path);

    WorkspaceModel &m_workspace;
    FileFinder &m_finder;
    NoticePresenter &m_notices;
    QString m_currentFile;
    QString m_toRename;
    QLineEdit *m_filter;
    QStackedWidget *m_stack;
    QTreeView *m_tree;
    QListView *m_matches;
    QStringListModel *m_matchModel;
    QWidget *m_empty;
};

} // namespace gatewright
