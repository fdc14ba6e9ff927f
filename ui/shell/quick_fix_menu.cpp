// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/quick_fix_menu.h"

#include "ui/bridge/document.h"
#include "ui/bridge/notice_hub.h"
#include "ui/editor/code_view.h"
#include "ui/panels/problems/problems_panel.h"
#include "ui/shell/appearance.h"
#include "ui/shell/editor_area.h"
#include "ui/shell/editor_page.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>

namespace gatewright {

QuickFixMenu::QuickFixMenu(const WindowContext &context, EditorArea &editors, ProblemsPanel &panel,
                           QWidget *window)
    : QObject(window)
    , m_context(context)
    , m_editors(editors)
    , m_panel(panel)
    , m_window(window)
    , m_fixer(context.documents, context.problems)
{
    connect(&panel, &ProblemsPanel::fixesRequested, this,
            [this](int row, const QPoint &place) { offer(m_fixer.fixesOf(row), place); });
    connect(&panel, &ProblemsPanel::contextMenuRequested, this, &QuickFixMenu::showRowMenu);
}

QMenu *QuickFixMenu::menu() const
{
    return m_menu;
}

std::vector<QuickFix> QuickFixMenu::fixes() const
{
    if (m_panel.hasListFocus() && m_panel.currentRow() >= 0)
        return m_fixer.fixesOf(m_panel.currentRow());
    const EditorPage *page = m_editors.currentPage();
    return page ? m_fixer.fixesAt(page->document().id(), page->view().caretPosition())
                : std::vector<QuickFix>();
}

void QuickFixMenu::open()
{
    const std::vector<QuickFix> found = fixes();
    if (found.size() == 1) {
        apply(found.front());
    } else if (found.size() > 1 && m_panel.hasListFocus()) {
        offer(found, m_panel.menuPlace());
    } else if (const EditorPage *page = m_editors.currentPage(); page && found.size() > 1) {
        const CodeView &view = page->view();
        offer(found, view.mapToGlobal(view.caretRectangle().bottomLeft()));
    }
}

// With the mouse even a single fix is a menu: a click on a symbol must not change a text unread.
void QuickFixMenu::offer(const std::vector<QuickFix> &fixes, const QPoint &place)
{
    if (fixes.empty())
        return;
    m_menu = new QMenu(m_window);
    m_menu->setAttribute(Qt::WA_DeleteOnClose);
    addFixes(*m_menu, fixes);
    m_menu->setActiveAction(m_menu->actions().constFirst());
    m_menu->popup(place);
}

void QuickFixMenu::addFixes(QMenu &menu, const std::vector<QuickFix> &fixes)
{
    const QIcon icon = m_context.appearance.icons().icon(Symbol::QuickFix);
    for (const QuickFix &fix : fixes) {
        QString title = fix.fix.title.simplified();
        QAction *action = menu.addAction(icon, title.replace(QLatin1Char('&'), QLatin1String("&&")));
        connect(action, &QAction::triggered, this, [this, fix] { apply(fix); });
    }
}

void QuickFixMenu::showRowMenu(int row, const QPoint &place)
{
    const QString message = m_context.problems.problem(row).diagnostic.message;
    m_menu = new QMenu(m_window);
    m_menu->setAttribute(Qt::WA_DeleteOnClose);
    addFixes(*m_menu, m_fixer.fixesOf(row));
    if (!m_menu->isEmpty())
        m_menu->addSeparator();
    const QAction *copy =
        m_menu->addAction(m_context.appearance.icons().icon(Symbol::EditCopy), tr("Copy Message"));
    connect(copy, &QAction::triggered, this, [message] { QGuiApplication::clipboard()->setText(message); });
    m_menu->popup(place);
}

void QuickFixMenu::apply(const QuickFix &fix)
{
    const QString key = QStringLiteral("quick fix");
    if (const Result<void> applied = m_fixer.apply(fix); !applied) {
        Notice notice = noticeFor(applied.error(), tr("The fix was not applied."));
        notice.kind = Notice::Kind::Information;
        notice.key = key;
        m_context.notices.present(notice, fix.document);
    } else {
        m_context.notices.withdraw(key, fix.document);
    }
}

} // namespace gatewright
