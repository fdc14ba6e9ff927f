// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/check/simulation.h"
#include "ui/theme/icon_provider.h"
#include "ui/theme/theme.h"

#include <QTreeWidget>

namespace gatewright {

// What a run found, one row each: the first wrong value, then the places in the program. As high as its rows,
// up to a few.
class FindingsList : public QTreeWidget
{
    Q_OBJECT

public:
    FindingsList(const IconProvider &icons, const Theme &theme, QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    void setReport(const SimulationReport &report);
    [[nodiscard]] bool isEmpty() const { return topLevelItemCount() == 0; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

Q_SIGNALS:
    // A place in the program that ran.
    void placeChosen(gatewright::Position place);

private:
    void add(Severity severity, const QString &text, const Diagnostic *diagnostic);
    void choose(QTreeWidgetItem *item);
    void setIcon(QTreeWidgetItem &item) const;

    const IconProvider &m_icons;
    Theme m_theme;
};

} // namespace gatewright
