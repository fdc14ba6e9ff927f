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

void QuickFixMenu::setOffers(std::function<bool()> canAsk, std::function<void(Offered)> ask)
{
    m_canAsk = std::move(canAsk);
    m_ask = std::move(ask);
}

bool QuickFixMenu::maySeeOffers() const
{
    return m_ask && m_canAsk() && !m_panel.hasListFocus();
}

bool QuickFixMenu::hasFixes() const
{
    return maySeeOffers() || !fixes().empty();
}

void QuickFixMenu::open()
{
    if (m_panel.hasListFocus()) {
        const std::vector<QuickFix> found = fixes();
        if (found.size() == 1)
            apply(found.front());
        else
            offer(found, m_panel.menuPlace());
        return;
    }
    if (!maySeeOffers()) {
        openAtCaret(fixes(), {});
        return;
    }
    m_ask([self = QPointer<QuickFixMenu>(this)](const std::vector<Offer> &others) {
        if (self)
            self->openAtCaret(self->fixes(), others);
    });
}

void QuickFixMenu::openAtCaret(const std::vector<QuickFix> &fixes, const std::vector<Offer> &others)
{
    const EditorPage *page = m_editors.currentPage();
    if (!page)
        return;
    const QString nothing = QStringLiteral("no quick fix");
    m_context.notices.withdraw(nothing, page->document().id());
    if (fixes.empty() && others.empty()) {
        Notice notice;
        notice.key = nothing;
        notice.text = tr("Nothing can be done here.");
        m_context.notices.present(notice, page->document().id());
    } else if (fixes.size() == 1 && others.empty()) {
        apply(fixes.front());
    } else {
        const CodeView &view = page->view();
        offer(fixes, view.mapToGlobal(view.caretRectangle().bottomLeft()), others);
    }
}

// With the mouse even a single fix is a menu: a click on a symbol must not change a text unread.
void QuickFixMenu::offer(const std::vector<QuickFix> &fixes, const QPoint &place,
                         const std::vector<Offer> &others)
{
    if (fixes.empty() && others.empty())
        return;
    m_menu = new QMenu(m_window);
    m_menu->setAttribute(Qt::WA_DeleteOnClose);
    addFixes(*m_menu, fixes);
    if (!fixes.empty() && !others.empty())
        m_menu->addSeparator();
    for (const Offer &other : others) {
        QString title = other.title.simplified();
        QAction *action = m_menu->addAction(title.replace(QLatin1Char('&'), QLatin1String("&&")));
        connect(action, &QAction::triggered, this, other.run);
    }
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
