// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/git_session.h"
#include "ui/panels/git/status_model.h"

#include <QWidget>

class QAction;
class QLabel;
class QPushButton;
class QSplitter;
class QStackedWidget;
class QToolButton;
class QTreeView;

namespace gatewright {

class CommitBox;

// The buttons of the panel; owned by whoever made the commands.
struct GitActions
{
    QAction *initialise;
    QAction *openFolder;
    QAction *branches;
    QAction *refresh;
    QAction *commit;
    QAction *abortMerge;
    QList<QAction *> more; // null: a line between
};

// What changed, what of it is staged, the message and the branch. Space stages and unstages, Enter opens,
// Del discards.
class GitPanel : public QWidget
{
    Q_OBJECT

public:
    using Group = GitStatusModel::Group;

    // A file of the list, in one of its groups.
    struct Chosen
    {
        Group group = Group::Changes;
        git::StatusEntry entry;
    };

    // `session` and `icons` outlive the panel.
    GitPanel(GitSession &session, const IconProvider &icons, const Theme &theme, QWidget *parent = nullptr);

    // Once.
    void setActions(const GitActions &actions);
    void setTheme(const Theme &theme);
    [[nodiscard]] CommitBox &commitBox() const { return *m_commit; }
    [[nodiscard]] const GitStatusModel &model() const { return *m_model; }
    // What is selected; a selected group stands for all in it.
    [[nodiscard]] std::vector<Chosen> chosen() const;
    [[nodiscard]] bool hasListFocus() const;
    [[nodiscard]] QTreeView &list() const { return *m_list; }
    // Under the button with the branch's name.
    [[nodiscard]] QRect branchButton() const;

Q_SIGNALS:
    // The user looks at the file: what changed in it is wanted.
    void compareRequested(const gatewright::GitPanel::Chosen &chosen);
    void openRequested(const gatewright::GitPanel::Chosen &chosen);
    void stageRequested(const std::vector<gatewright::git::GitPath> &paths);
    void unstageRequested(const std::vector<gatewright::git::GitPath> &paths);
    void contextMenuRequested(const QPoint &globalPosition);
    void discardRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildHeader();
    void buildList();
    void buildEmptyPage();
    void showSession();
    void showHead();
    void showState();
    void act(const QModelIndex &index);
    void toggleChosen();
    void rememberPlace();
    void restorePlace();

    GitSession &m_session;
    const IconProvider &m_icons;
    GitStatusModel *m_model;
    QToolButton *m_branch;
    QLabel *m_distance;
    QToolButton *m_refresh;
    QToolButton *m_more;
    QWidget *m_header;
    QWidget *m_banner; // a merge under way
    QLabel *m_bannerText;
    QToolButton *m_abort;
    QStackedWidget *m_stack;
    QWidget *m_emptyPage;
    QLabel *m_emptyText;
    QPushButton *m_emptyButton;
    QSplitter *m_work;
    QStackedWidget *m_listStack;
    QTreeView *m_list;
    QLabel *m_clean;
    CommitBox *m_commit;
    GitActions m_actions{};
    QString m_folder;              // of the messages in the box
    std::optional<Chosen> m_place; // where the list was while the model is filled anew
    bool m_filling = false;
};

} // namespace gatewright
