// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/diagnostics_model.h"
#include "ui/theme/icon_provider.h"
#include "ui/theme/theme.h"

#include <QHash>
#include <QWidget>

class QLabel;
class QLineEdit;
class QStackedWidget;
class QToolButton;
class QTreeView;

namespace gatewright {

class ProblemsFilter;

// What the checks found: filters above, the list below, and where there is nothing a word about what would
// stand here. A row whose problem can be mended has a symbol that offers the fixes.
class ProblemsPanel : public QWidget
{
    Q_OBJECT

public:
    ProblemsPanel(DiagnosticsModel &problems, const IconProvider &icons, const Theme &theme,
                  QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    // Document::id(), 0 for none.
    void setCurrentDocument(int document);
    // Selects the row of the model, for next and previous.
    void reveal(int row);
    // The model's row that is selected, -1 for none.
    [[nodiscard]] int currentRow() const;
    // The keyboard is in the list, so that a command without a place means the selected row.
    [[nodiscard]] bool hasListFocus() const;
    // Under the selected row, for a menu; global.
    [[nodiscard]] QPoint menuPlace() const;

Q_SIGNALS:
    // The user picked a row of the model.
    void problemChosen(int row);
    // The user wants to choose among the fixes of a row of the model; `globalPosition` is for a menu.
    void fixesRequested(int row, const QPoint &globalPosition);
    void contextMenuRequested(int row, const QPoint &globalPosition);

private:
    void buildList();
    void choose(const QModelIndex &index);
    QToolButton *addSeverity(Severity severity);
    void updateCounts();
    void updateEmptyState();

    DiagnosticsModel &m_problems;
    const IconProvider &m_icons;
    ProblemsFilter *m_filter;
    QHash<int, QToolButton *> m_severities; // by severity
    QLineEdit *m_words;
    QToolButton *m_currentOnly;
    QStackedWidget *m_stack;
    QTreeView *m_list;
    QLabel *m_empty;
};

} // namespace gatewright
