// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/git/commit.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QAction;
class QCheckBox;
class QLabel;
class QPlainTextEdit;
class QToolButton;

namespace gatewright {

// Where a commit is described: the message, what could be better about it, and the button.
class CommitBox : public QWidget
{
    Q_OBJECT

public:
    explicit CommitBox(const Theme &theme, QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    // The command becomes the button; `action` outlives the box.
    void setAction(QAction *action);
    [[nodiscard]] QString message() const;
    void setMessage(const QString &message);
    [[nodiscard]] bool amends() const;
    // Unticks "amend" as well.
    void clear();
    // A message that is there only while nothing was written: of the last commit while it is amended, or of
    // a merge.
    void offer(const QString &message);
    // What the user should know before a commit: hooks that are not run. Empty: nothing.
    void setRemark(const QString &remark);
    void focusMessage();

Q_SIGNALS:
    void amendChanged(bool amends);
    void messageChanged();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void update();
    void showIssue();

    Theme m_theme;
    QPlainTextEdit *m_message;
    QLabel *m_counter;
    QLabel *m_issue;
    QLabel *m_remark;
    QCheckBox *m_amend;
    QToolButton *m_commit;
    QString m_offered;
};

} // namespace gatewright
