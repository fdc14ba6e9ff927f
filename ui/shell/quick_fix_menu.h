// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/quick_fix.h"
#include "ui/shell/window_context.h"

#include <QObject>
#include <QPointer>

#include <functional>
#include <vector>

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

    // What others offer beside the fixes of the checks: a title and what it does.
    struct Offer
    {
        QString title;
        std::function<void()> run;
    };
    // `ask` gives its offers for the caret later, once, at most a second later; `canAsk` says whether it may
    // have any.
    using Offered = std::function<void(std::vector<Offer>)>;
    void setOffers(std::function<bool()> canAsk, std::function<void(Offered)> ask);

    // For the caret, or for the selected problem while its list has the keyboard.
    void open();
    [[nodiscard]] bool hasFixes() const;
    // The menu that stands open, for tests; null for none.
    [[nodiscard]] QMenu *menu() const;

private:
    [[nodiscard]] std::vector<QuickFix> fixes() const;
    void offer(const std::vector<QuickFix> &fixes, const QPoint &place,
               const std::vector<Offer> &others = {});
    void openAtCaret(const std::vector<QuickFix> &fixes, const std::vector<Offer> &others);
    [[nodiscard]] bool maySeeOffers() const;
    void showRowMenu(int row, const QPoint &place);
    void addFixes(QMenu &menu, const std::vector<QuickFix> &fixes);
    void apply(const QuickFix &fix);

    WindowContext m_context;
    EditorArea &m_editors;
    ProblemsPanel &m_panel;
    QWidget *m_window;
    QuickFixer m_fixer;
    QPointer<QMenu> m_menu;
    std::function<bool()> m_canAsk;
    std::function<void(Offered)> m_ask;
};

} // namespace gatewright
