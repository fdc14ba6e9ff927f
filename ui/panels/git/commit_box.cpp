// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/git/commit_box.h"

#include <QAction>
#include <QCheckBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPlainTextEdit>
#include <QToolButton>
#include <QVBoxLayout>

namespace gatewright {

namespace {

QString issueText(const git::MessageIssue &issue)
{
    using Kind = git::MessageIssue::Kind;
    switch (issue.kind) {
    case Kind::SubjectLong:
        return CommitBox::tr("The first line is over %1 characters long").arg(git::longestSubject);
    case Kind::SubjectStop:
        return CommitBox::tr("The first line ends with a full stop");
    case Kind::SecondLine:
        return CommitBox::tr("Leave the second line empty: the first one is the title");
    case Kind::LineLong:
        return CommitBox::tr("Line %1 is very long").arg(issue.line + 1);
    case Kind::TrailingSpace:
        return CommitBox::tr("Blanks at the end of line %1 are taken away").arg(issue.line + 1);
    case Kind::Empty:
        break;
    }
    return {};
}

} // namespace

CommitBox::CommitBox(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_message(new QPlainTextEdit(this))
    , m_counter(new QLabel(this))
    , m_issue(new QLabel(this))
    , m_remark(new QLabel(this))
    , m_amend(new QCheckBox(tr("Amend"), this))
    , m_commit(new QToolButton(this))
{
    m_message->setPlaceholderText(tr("Message (Ctrl+Enter commits)"));
    m_message->setAccessibleName(tr("Commit message"));
    m_message->setObjectName(QStringLiteral("commitMessage"));
    m_message->setTabChangesFocus(true);
    m_message->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    const int lines = m_message->fontMetrics().lineSpacing();
    m_message->setMinimumHeight(3 * lines + 12);
    m_message->setMaximumHeight(7 * lines + 12);
    m_message->installEventFilter(this);
    m_amend->setToolTip(tr("Replaces the last commit by one with these changes added"));
    m_counter->setToolTip(
        tr("Characters of the first line; up to %1 are read at a glance").arg(git::goodSubjectLength));
    for (QLabel *label : {m_issue, m_remark}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->hide();
    }
    m_remark->setForegroundRole(QPalette::PlaceholderText);
    m_commit->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_commit->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);

    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_amend);
    buttons->addStretch();
    buttons->addWidget(m_counter);
    buttons->addWidget(m_commit);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 8);
    column->setSpacing(4);
    column->addWidget(m_message);
    column->addWidget(m_issue);
    column->addWidget(m_remark);
    column->addLayout(buttons);

    connect(m_message, &QPlainTextEdit::textChanged, this, [this] {
        update();
        Q_EMIT messageChanged();
    });
    connect(m_amend, &QCheckBox::toggled, this, &CommitBox::amendChanged);
    update();
}

void CommitBox::setTheme(const Theme &theme)
{
    m_theme = theme;
    update();
}

void CommitBox::setAction(QAction *action)
{
    m_commit->setDefaultAction(action);
}

QString CommitBox::message() const
{
    return m_message->toPlainText();
}

void CommitBox::setMessage(const QString &message)
{
    m_message->setPlainText(message);
}

bool CommitBox::amends() const
{
    return m_amend->isChecked();
}

void CommitBox::clear()
{
    m_offered.clear();
    m_message->clear();
    m_amend->setChecked(false);
}

void CommitBox::offer(const QString &message)
{
    const QString text = message.trimmed();
    const bool untouched = this->message().trimmed().isEmpty() || this->message() == m_offered;
    if (!untouched || (text.isEmpty() && m_offered.isEmpty()))
        return;
    m_offered = text;
    m_message->setPlainText(text);
}

void CommitBox::setRemark(const QString &remark)
{
    m_remark->setText(remark);
    m_remark->setVisible(!remark.isEmpty());
}

void CommitBox::focusMessage()
{
    m_message->setFocus(Qt::OtherFocusReason);
}

void CommitBox::update()
{
    const QString subject = message().section(QLatin1Char('\n'), 0, 0);
    const auto length = static_cast<int>(subject.size());
    m_counter->setText(length == 0 ? QString()
                                   : QStringLiteral("%1/%2").arg(length).arg(git::goodSubjectLength));
    m_counter->setAccessibleName(tr("%n character(s) in the first line", nullptr, length));
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, length > git::longestSubject ? m_theme.editor().error
                                           : length > git::goodSubjectLength
                                               ? m_theme.editor().warning
                                               : palette().color(QPalette::PlaceholderText));
    m_counter->setPalette(colours);
    showIssue();
}

void CommitBox::showIssue()
{
    const std::vector<git::MessageIssue> issues = git::checkMessage(message());
    const QString text = issues.empty() ? QString() : issueText(issues.front());
    m_issue->setText(text);
    m_issue->setVisible(!text.isEmpty());
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, m_theme.editor().warning);
    m_issue->setPalette(colours);
}

bool CommitBox::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool commits = (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) &&
                             (key->modifiers() & ~Qt::KeypadModifier) == Qt::ControlModifier;
        if (commits && event->type() == QEvent::ShortcutOverride) {
            event->accept();
            return true;
        }
        if (commits) {
            if (QAction *action = m_commit->defaultAction())
                action->trigger();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace gatewright
