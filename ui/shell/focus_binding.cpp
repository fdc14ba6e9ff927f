// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/focus_binding.h"

#include "ui/editor/code_view.h"
#include "ui/shell/appearance.h"
#include "ui/shell/command_adder.h"
#include "ui/shell/editor_area.h"
#include "ui/shell/editor_page.h"
#include "ui/shell/notice_area.h"

#include <QKeyEvent>
#include <QMainWindow>
#include <QPushButton>
#include <QToolButton>

namespace gatewright {

namespace {

// The newest that is seen; those of documents behind others are not.
NoticeBar *newestBar(const QMainWindow &window)
{
    NoticeBar *newest = nullptr;
    const QList<NoticeArea *> areas = window.findChildren<NoticeArea *>();
    for (const NoticeArea *area : areas) {
        if (area->isVisible() && !area->bars().isEmpty())
            newest = area->bars().last(); // those of a document come after the window's
    }
    return newest;
}

} // namespace

FocusBinding::FocusBinding(const WindowContext &context, QMainWindow &window, EditorArea &editors,
                           QObject *parent)
    : QObject(parent)
    , m_window(window)
    , m_editors(editors)
{
    const CommandAdder add(context.commands, context.appearance.icons(), CommandCategory::View);
    add("view.message", tr("Answer the Newest &Message"), [this] { focusMessage(); })
        .key(Qt::CTRL | Qt::Key_F6)
        .describe(tr("Puts the keyboard on the buttons of the newest message; Esc goes back to the text"))
        .enabledWhen([this] { return newestBar(m_window) != nullptr; });
    const QList<NoticeArea *> areas = window.findChildren<NoticeArea *>();
    for (NoticeArea *area : areas)
        connect(area, &NoticeArea::focusFreed, this, &FocusBinding::focusText);
    connect(&editors, &EditorArea::pageCreated, this, [this](EditorPage *page) {
        connect(&page->notices(), &NoticeArea::focusFreed, this, &FocusBinding::focusText);
    });
    window.installEventFilter(this);
}

// A key comes to the window itself only where nobody below it took it.
bool FocusBinding::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == &m_window && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Escape && key->modifiers() == Qt::NoModifier) {
            focusText();
            return true;
        }
    }
    return QObject::eventFilter(watched, event);
}

void FocusBinding::focusText()
{
    if (EditorPage *page = m_editors.currentPage(); page && page->isVisible())
        page->view().setFocus(Qt::OtherFocusReason);
}

void FocusBinding::focusMessage()
{
    const NoticeBar *bar = newestBar(m_window);
    if (!bar)
        return;
    if (auto *button = bar->findChild<QPushButton *>())
        button->setFocus(Qt::ShortcutFocusReason);
    else if (auto *close = bar->findChild<QToolButton *>())
        close->setFocus(Qt::ShortcutFocusReason);
}

} // namespace gatewright
