// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/quick_fix.h"
#include "ui/shell/window_context.h"

#include <QObject>
#include <QPointer>

class QMenu;
class QPoint;
class QWidget;

namespace gatewright {

class EditorArea;
class ProblemsPanel;

// Offers what the checks propose: at the caret, or for a row of the problems. One fix is applied at once when
// a key asked for it; of several the user chooses in a menu.
class QuickFixMenu : public QObject
{
    Q_OBJECT

public:
    QuickFixMenu(const WindowContext &context, EditorArea &editors, ProblemsPanel &panel, QWidget *window);

    // For the caret, or for the selected problem while its list has the keyboard.
    void open();
    [[nodiscard]] bool hasFixes() const { return !fixes().empty(); }
    // The menu that stands open, for tests; null for none.
    [[nodiscard]] QMenu *menu() const;

private:
    [[nodiscard]] std::vector<QuickFix> fixes() const;
    void offer(const std::vector<QuickFix> &fixes, const QPoint &place);
    void showRowMenu(int row, const QPoint &place);
    void addFixes(QMenu &menu, const std::vector<QuickFix> &fixes);
    void apply(const QuickFix &fix);

    WindowContext m_context;
    EditorArea &m_editors;
    ProblemsPanel &m_panel;
    QWidget *m_window;
    QuickFixer m_fixer;
    QPointer<QMenu> m_menu;
};

} // namespace gatewright
