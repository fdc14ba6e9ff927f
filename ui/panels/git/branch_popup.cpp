// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/git/branch_popup.h"

#include "ui/bridge/plain_tool_tip.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QLocale>
#include <QScreen>
#include <QVBoxLayout>

#include <algorithm>

namespace gatewright {

namespace {

enum ItemRole { NameRole = Qt::UserRole, CreateRole };

constexpr int popupWidth = 380;
constexpr int mostRows = 12;

} // namespace

BranchPopup::BranchPopup(const IconProvider &icons, QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_icons(icons)
    , m_words(new QLineEdit(this))
    , m_list(new QListWidget(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setFrameShape(QFrame::StyledPanel);
    setObjectName(QStringLiteral("branchPopup"));
    m_words->setPlaceholderText(tr("Switch to a branch, or type the name of a new one"));
    m_words->setAccessibleName(tr("Branch"));
    m_words->installEventFilter(this);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setTextElideMode(Qt::ElideMiddle);
    m_list->setAccessibleName(tr("Branches"));
    m_list->addItem(tr("Reading the branches…"));
    m_list->item(0)->setFlags(Qt::NoItemFlags);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 8);
    column->setSpacing(4);
    column->addWidget(m_words);
    column->addWidget(m_list);
    connect(m_words, &QLineEdit::textChanged, this, &BranchPopup::fill);
    connect(m_list, &QListWidget::itemClicked, this, &BranchPopup::choose);
}

void BranchPopup::setBranches(const std::vector<git::Branch> &branches)
{
    m_branches = branches;
    m_isRead = true;
    fill();
    if (m_isChosen)
        choose();
}

// Not before it is known which names exist.
void BranchPopup::fill()
{
    if (!m_isRead)
        return;
    const QString words = m_words->text().trimmed();
    m_list->clear();
    bool exists = false;
    for (const git::Branch &branch : m_branches) {
        exists = exists || branch.name == words;
        if (!branch.name.contains(words, Qt::CaseInsensitive))
            continue;
        auto *item =
            new QListWidgetItem(m_icons.icon(branch.isCurrent                          ? Symbol::Check
                                             : branch.kind == git::Branch::Kind::Local ? Symbol::Branch
                                                                                       : Symbol::ArrowDown),
                                branch.name, m_list);
        item->setData(NameRole, branch.name);
        item->setToolTip(plainToolTip(QStringLiteral("%1\n%2").arg(
            branch.subject, QLocale().toString(branch.time, QLocale::ShortFormat))));
        if (branch.isCurrent) {
            QFont bold = item->font();
            bold.setBold(true);
            item->setFont(bold);
        }
    }
    if (!words.isEmpty() && !exists) {
        auto *item = new QListWidgetItem(m_icons.icon(Symbol::Add),
                                         tr("New branch “%1” from here").arg(words), m_list);
        item->setData(NameRole, words);
        item->setData(CreateRole, true);
    }
    m_list->setCurrentRow(0);
    fit();
}

void BranchPopup::fit()
{
    const int rows = std::clamp(m_list->count(), 1, mostRows);
    m_list->setFixedHeight(rows * std::max(22, m_list->sizeHintForRow(0)) + 2);
    adjustSize();
}

void BranchPopup::openAt(const QRect &anchor)
{
    setFixedWidth(popupWidth);
    fit();
    const QRect room = screen()->availableGeometry();
    const int below = anchor.bottom() + 1;
    const int top = below + height() <= room.bottom() ? below : anchor.top() - height();
    move(std::clamp(anchor.left(), room.left(), std::max(room.left(), room.right() - width())),
         std::max(room.top(), top));
    show();
    m_words->setFocus();
}

void BranchPopup::choose()
{
    m_isChosen = !m_isRead; // a quick typist need not wait
    if (m_isChosen)
        return;
    const QListWidgetItem *item = m_list->currentItem();
    const QString name = item ? item->data(NameRole).toString() : QString();
    if (name.isEmpty())
        return;
    const bool creates = item->data(CreateRole).toBool();
    hide();
    if (creates)
        Q_EMIT createRequested(name);
    else
        Q_EMIT switchRequested(name);
    close();
}

bool BranchPopup::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    switch (key->key()) {
    case Qt::Key_Down:
    case Qt::Key_Up:
    case Qt::Key_PageDown:
    case Qt::Key_PageUp:
        QApplication::sendEvent(m_list, event);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        choose();
        return true;
    default:
        return QFrame::eventFilter(watched, event);
    }
}

} // namespace gatewright
