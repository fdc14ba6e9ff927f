// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/run/circuits_view.h"

#include "ui/panels/run/counts_chart.h"

#include <QHeaderView>
#include <QLocale>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QTreeWidget>

namespace gatewright {

namespace {

constexpr std::size_t mostCircuits = 500;
// A drawing of a hundred qubits is no drawing any more.
constexpr qsizetype largestDrawing = 128 * 1024;

} // namespace

CircuitsView::CircuitsView(const Theme &theme, QWidget *parent)
    : QSplitter(Qt::Horizontal, parent)
    , m_table(new QTreeWidget(this))
    , m_countsArea(new QScrollArea(this))
    , m_counts(new CountsChart(theme))
    , m_drawing(new QPlainTextEdit(this))
{
    m_table->setObjectName(QStringLiteral("runCircuits"));
    m_table->setAccessibleName(tr("Circuits"));
    m_table->setHeaderLabels({tr("Circuit"), tr("Qubits"), tr("Bits"), tr("Depth"), tr("2q Gates")});
    m_table->headerItem()->setToolTip(2, tr("Classical bits"));
    m_table->headerItem()->setToolTip(4, tr("Gates on two qubits"));
    m_table->setRootIsDecorated(false);
    m_table->setUniformRowHeights(true);
    m_table->setAllColumnsShowFocus(true);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setTextElideMode(Qt::ElideMiddle);
    m_table->header()->setStretchLastSection(false);
    m_table->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    for (int column = 1; column < m_table->columnCount(); ++column)
        m_table->headerItem()->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);

    m_countsArea->setWidget(m_counts);
    m_countsArea->setWidgetResizable(true);
    m_countsArea->setFrameShape(QFrame::NoFrame);
    m_countsArea->setBackgroundRole(QPalette::Base);

    m_drawing->setObjectName(QStringLiteral("runDrawing"));
    m_drawing->setAccessibleName(tr("Drawing of the circuit"));
    m_drawing->setReadOnly(true);
    m_drawing->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_drawing->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_drawing->setTabChangesFocus(true);
    m_drawing->setFrameShape(QFrame::NoFrame);
    m_drawing->setFont(defaultEditorFont());
    m_drawing->document()->setDocumentMargin(8);

    addWidget(m_table);
    addWidget(m_drawing);
    addWidget(m_countsArea);
    setChildrenCollapsible(false);
    setSizes({320, 300, 300});
    connect(m_table, &QTreeWidget::currentItemChanged, this,
            [this](QTreeWidgetItem *item) { showCircuit(m_table->indexOfTopLevelItem(item)); });
}

void CircuitsView::setTheme(const Theme &theme)
{
    m_counts->setTheme(theme);
}

void CircuitsView::setCircuits(const std::vector<CircuitSummary> &circuits)
{
    m_table->clear();
    m_circuits = circuits;
    const bool tooMany = m_circuits.size() > mostCircuits;
    if (tooMany)
        m_circuits.resize(mostCircuits);
    const QLocale locale;
    for (const CircuitSummary &circuit : m_circuits) {
        auto *item =
            new QTreeWidgetItem(m_table, {circuit.name.simplified(), locale.toString(circuit.qubits),
                                          locale.toString(circuit.clbits), locale.toString(circuit.depth),
                                          locale.toString(circuit.twoQubitGates)});
        for (int column = 1; column < m_table->columnCount(); ++column)
            item->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
    }
    if (tooMany) {
        auto *item = new QTreeWidgetItem(
            m_table, {tr("and %Ln more", nullptr, static_cast<int>(circuits.size() - mostCircuits))});
        item->setFlags(Qt::NoItemFlags);
    }
    if (!m_circuits.empty())
        m_table->setCurrentItem(m_table->topLevelItem(0));
    else
        showCircuit(-1);
}

void CircuitsView::showCircuit(int row)
{
    const bool known = row >= 0 && static_cast<std::size_t>(row) < m_circuits.size();
    const CircuitSummary circuit = known ? m_circuits[static_cast<std::size_t>(row)] : CircuitSummary();
    m_drawing->setPlainText(circuit.drawing.size() <= largestDrawing
                                ? circuit.drawing
                                : tr("The drawing of this circuit is too large to be shown."));
    m_drawing->setVisible(!circuit.drawing.isEmpty());
    m_counts->setCounts(circuit.name, circuit.counts);
    m_countsArea->setVisible(!circuit.counts.empty());
}

} // namespace gatewright
