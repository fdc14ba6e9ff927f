// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/welcome_page.h"

#include "ui/bridge/command_registry.h"

#include <QDir>
#include <QFileInfo>
#include <QGridLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace gatewright {

namespace {

constexpr qsizetype mostRecent = 6;

QLabel *heading(const QString &text, double scale, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    QFont font = label->font();
    font.setPointSizeF(font.pointSizeF() * scale);
    font.setBold(scale < 1.5);
    label->setFont(font);
    return label;
}

QToolButton *link(const QString &text, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setText(text);
    button->setAccessibleName(text);
    button->setAutoRaise(true);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setCursor(Qt::PointingHandCursor);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

// "/home/me/work/fir" as "~/work/fir".
QString shortened(const QString &path)
{
    const QString home = QDir::homePath();
    return path.startsWith(home + QLatin1Char('/')) ? QLatin1Char('~') + path.mid(home.size()) : path;
}

} // namespace

WelcomePage::WelcomePage(CommandRegistry &commands, QWidget *parent)
    : QScrollArea(parent)
    , m_commands(commands)
    , m_content(new QWidget)
    , m_start(new QGridLayout)
    , m_firstSteps(new QWidget(m_content))
    , m_recentBlock(new QWidget(m_content))
    , m_recent(new QVBoxLayout(m_recentBlock))
{
    setObjectName(QStringLiteral("welcomePage"));
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus); // its buttons take the keys
    setWidget(m_content);
    m_content->setAutoFillBackground(true);
    m_content->setBackgroundRole(QPalette::Base);

    auto *title = heading(QStringLiteral("Gatewright"), 1.9, m_content);
    auto *subtitle = new QLabel(
        tr("Hardware in code: HLS kernels and quantum circuits, with a model on this computer."), m_content);
    subtitle->setWordWrap(true);
    subtitle->setForegroundRole(QPalette::PlaceholderText);

    m_start->setHorizontalSpacing(24);
    m_start->setVerticalSpacing(4);
    m_recent->setContentsMargins(0, 0, 0, 0);
    m_recent->setSpacing(4);

    auto *column = new QVBoxLayout;
    column->setSpacing(8);
    column->addWidget(title);
    column->addWidget(subtitle);
    column->addSpacing(16);
    column->addWidget(heading(tr("Start"), 1.05, m_content));
    column->addLayout(m_start);
    column->addSpacing(16);
    column->addWidget(m_recentBlock);
    column->addWidget(m_firstSteps);
    m_recentBlock->hide();

    auto *frame = new QGridLayout(m_content);
    frame->addLayout(column, 1, 1);
    frame->setRowStretch(0, 1);
    frame->setRowStretch(2, 2);
    frame->setColumnStretch(0, 1);
    frame->setColumnStretch(2, 1);
}

void WelcomePage::build()
{
    for (const QString &id :
         {QStringLiteral("file.openFolder"), QStringLiteral("file.open"), QStringLiteral("file.new"),
          QStringLiteral("file.newFromTemplate"), QStringLiteral("view.palette")})
        addCommandRow(*m_start, id);
    addFirstSteps();
}

// What a new user may want to settle; nothing of it must be.
void WelcomePage::addFirstSteps()
{
    auto *column = new QVBoxLayout(m_firstSteps);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(heading(tr("First Steps"), 1.05, m_firstSteps));
    auto *rows = new QGridLayout;
    rows->setHorizontalSpacing(24);
    rows->setVerticalSpacing(4);
    addCommandRow(*rows, QStringLiteral("model.manage"),
                  tr("One came with the program and loads by itself; others can be imported."));
    addCommandRow(*rows, QStringLiteral("qiskit.setUp"),
                  tr("Only for Qiskit programs; it asks before it uses the network."));
    addCommandRow(*rows, QStringLiteral("tools.settings"), tr("Theme, font, keys, when to suggest."));
    addCommandRow(*rows, QStringLiteral("help.contents"), tr("A few short pages, also without a network."));
    column->addLayout(rows);
    // What stands beside the names stands in one line in both blocks.
    int width = 0;
    const QList<QToolButton *> buttons = findChildren<QToolButton *>();
    for (const QToolButton *button : buttons)
        width = std::max(width, button->sizeHint().width());
    for (QGridLayout *grid : {m_start, rows}) {
        grid->setColumnMinimumWidth(0, width);
        grid->setColumnStretch(1, 1);
    }
    column->addSpacing(8);
    auto *privacy = new QLabel(
        tr("Nothing that you write leaves this computer. Unsaved text survives a crash."), m_firstSteps);
    privacy->setWordWrap(true);
    privacy->setForegroundRole(QPalette::PlaceholderText);
    column->addWidget(privacy);
}

void WelcomePage::addCommandRow(QGridLayout &rows, const QString &id, const QString &text)
{
    const UserCommand *command = m_commands.find(id);
    if (!command)
        return;
    const int row = rows.rowCount();
    QToolButton *button = link(CommandRegistry::plainText(*command), m_content);
    button->setObjectName(QStringLiteral("welcome.") + id);
    button->setIcon(command->icon);
    connect(button, &QToolButton::clicked, this, [this, id] { m_commands.run(id); });
    auto *beside = new QLabel(
        text.isEmpty() ? m_commands.action(id)->shortcut().toString(QKeySequence::NativeText) : text,
        m_content);
    beside->setForegroundRole(QPalette::PlaceholderText);
    rows.addWidget(button, row, 0, Qt::AlignLeft);
    rows.addWidget(beside, row, 1, Qt::AlignLeft);
}

void WelcomePage::setRecent(const QStringList &folders, const QStringList &files)
{
    while (QLayoutItem *item = m_recent->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const bool isRecent = !folders.isEmpty() || !files.isEmpty();
    m_recentBlock->setVisible(isRecent);
    m_firstSteps->setVisible(!isRecent);
    m_recent->addWidget(heading(tr("Recent"), 1.05, m_recentBlock));
    for (const QString &path : folders.first(std::min(mostRecent / 2, folders.size())))
        addRecentRow(path, true);
    for (const QString &path : files.first(std::min(mostRecent, files.size())))
        addRecentRow(path, false);
}

void WelcomePage::addRecentRow(const QString &path, bool isFolder)
{
    QToolButton *button = link(QFileInfo(path).fileName(), m_recentBlock);
    const QString where = shortened(QFileInfo(path).absolutePath());
    button->setText(QStringLiteral("%1   %2").arg(
        QFileInfo(path).fileName(),
        fontMetrics().elidedText(where, Qt::ElideMiddle, 40 * fontMetrics().averageCharWidth())));
    button->setToolTip(path);
    if (const UserCommand *command =
            m_commands.find(isFolder ? QStringLiteral("file.openFolder") : QStringLiteral("file.new")))
        button->setIcon(command->icon);
    connect(button, &QToolButton::clicked, this, [this, path, isFolder] {
        if (isFolder)
            Q_EMIT folderChosen(path);
        else
            Q_EMIT fileChosen(path);
    });
    m_recent->addWidget(button, 0, Qt::AlignLeft);
}

} // namespace gatewright
