// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/check/simulation.h"
#include "ui/theme/theme.h"

#include <QSplitter>

class QPlainTextEdit;
class QScrollArea;
class QTreeWidget;

namespace gatewright {

class CountsChart;

// The circuits that a program made: a table of them, and the drawing and the counts of the chosen one.
class CircuitsView : public QSplitter
{
    Q_OBJECT

public:
    explicit CircuitsView(const Theme &theme, QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    void setCircuits(const std::vector<CircuitSummary> &circuits);

private:
    void showCircuit(int row);

    QTreeWidget *m_table;
    QScrollArea *m_countsArea;
    CountsChart *m_counts;
    QPlainTextEdit *m_drawing;
    std::vector<CircuitSummary> m_circuits;
};

} // namespace gatewright
