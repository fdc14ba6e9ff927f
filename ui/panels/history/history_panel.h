// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/git/file_versions.h"
#include "core/git/history.h"
#include "ui/bridge/git_session.h"
#include "ui/theme/icon_provider.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QSortFilterProxyModel;
class QSplitter;
class QStackedWidget;
class QToolButton;
class QTreeView;
class QTreeWidget;

namespace gatewright {

class GraphDelegate;
class HistoryModel;

// The commits, with their graph, and beside them what the chosen one says and changed. Reads while it is
// seen, and again when the repository changes.
class HistoryPanel : public QWidget
{
    Q_OBJECT

public:
    // A file of a commit, against the commit before it.
    struct FileOfCommit
    {
        git::CommitId commit;
        git::CommitId parent; // empty: the commit has none
        git::ChangedFile file;
    };

    // `session` and `icons` outlive the panel.
    HistoryPanel(GitSession &session, const IconProvider &icons, const Theme &theme,
                 QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    // The history of one file, followed through renames; empty: of everything.
    void showFile(const git::GitPath &path);
    // Selects the commit once it is read.
    void showCommit(const git::CommitId &commit);
    // Empty: none.
    [[nodiscard]] git::CommitId currentCommit() const;
    [[nodiscard]] const HistoryModel &model() const { return *m_model; }
    [[nodiscard]] QTreeView &list() const { return *m_list; }

Q_SIGNALS:
    void compareRequested(const gatewright::HistoryPanel::FileOfCommit &file);
    void contextMenuRequested(const QPoint &globalPosition);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void buildBar();
    void buildList();
    void buildDetails();
    void readSoon();
    void read();
    void take(Result<git::History> history);
    void showChosen();
    void showDetails(const git::CommitDetails &details, const std::vector<git::ChangedFile> &files);
    void chooseFile();
    void updateEmpty();

    GitSession &m_session;
    const IconProvider &m_icons;
    HistoryModel *m_model;
    QSortFilterProxyModel *m_filter;
    QComboBox *m_scope;
    QLabel *m_file;
    QToolButton *m_wholeAgain;
    QLineEdit *m_words;
    QStackedWidget *m_stack;
    QSplitter *m_content;
    QTreeView *m_list;
    GraphDelegate *m_graph;
    QPushButton *m_more;
    QPlainTextEdit *m_message;
    QTreeWidget *m_files;
    QLabel *m_empty;
    git::GitPath m_path;
    git::CommitId m_wanted; // is selected once it is there
    git::CommitDetails m_details;
    std::vector<git::ChangedFile> m_changed;
    std::size_t m_limit = 0;
    std::stop_source m_stop;
    std::stop_source m_stopDetails;
    int m_stamp = 0;
    bool m_isStale = true;
    bool m_reading = false;
    QString m_error;  // of the last reading
    git::Head m_head; // when it was read
};

} // namespace gatewright
