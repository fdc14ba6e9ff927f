// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/run/findings_list.h"

#include "ui/bridge/diagnostics_model.h"
#include "ui/bridge/mark_level.h"
#include "ui/bridge/plain_tool_tip.h"

#include <QHeaderView>

#include <algorithm>

namespace gatewright {

namespace {

constexpr int mostRows = 200;
constexpr int visibleRows = 5;
constexpr int severityRole = Qt::UserRole;
constexpr int lineRole = Qt::UserRole + 1; // 0-based; unset: no place
constexpr int columnRole = Qt::UserRole + 2;

} // namespace

FindingsList::FindingsList(const IconProvider &icons, const Theme &theme, QWidget *parent)
    : QTreeWidget(parent)
    , m_icons(icons)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("runFindings"));
    setAccessibleName(tr("What the run found"));
    setColumnCount(2);
    setHeaderHidden(true);
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    setAllColumnsShowFocus(true);
    setFrameShape(QFrame::NoFrame);
    setTextElideMode(Qt::ElideRight);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    header()->setStretchLastSection(false);
    header()->setSectionResizeMode(0, QHeaderView::Stretch);
    header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    connect(this, &QTreeWidget::itemClicked, this, &FindingsList::choose);
    connect(this, &QTreeWidget::itemActivated, this, &FindingsList::choose);
}

void FindingsList::setTheme(const Theme &theme)
{
    m_theme = theme;
    for (int row = 0; row < topLevelItemCount(); ++row)
        setIcon(*topLevelItem(row));
}

void FindingsList::setReport(const SimulationReport &report)
{
    clear();
    if (!report.firstMismatch.isEmpty())
        add(Severity::Error, tr("First difference: %1").arg(report.firstMismatch), nullptr);
    const int shown = std::min(static_cast<int>(report.diagnostics.size()), mostRows);
    for (int index = 0; index < shown; ++index) {
        const Diagnostic &diagnostic = report.diagnostics[static_cast<std::size_t>(index)];
        add(diagnostic.severity, diagnostic.message, &diagnostic);
    }
    if (const int rest = static_cast<int>(report.diagnostics.size()) - shown; rest > 0)
        add(Severity::Info, tr("and %Ln more", nullptr, rest), nullptr);
    updateGeometry();
}

void FindingsList::add(Severity severity, const QString &text, const Diagnostic *diagnostic)
{
    const QString line = text.simplified();
    auto *item = new QTreeWidgetItem(this, {line});
    item->setData(0, severityRole, static_cast<int>(severity));
    item->setData(0, Qt::AccessibleTextRole, tr("%1: %2").arg(severityText(severity), line));
    item->setToolTip(0, plainToolTip(text.trimmed()));
    if (diagnostic) {
        item->setText(1, tr("line %1").arg(diagnostic->range.start.line + 1));
        item->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
        item->setData(0, lineRole, diagnostic->range.start.line);
        item->setData(0, columnRole, diagnostic->range.start.column);
    }
    setIcon(*item);
}

void FindingsList::setIcon(QTreeWidgetItem &item) const
{
    const auto severity = static_cast<Severity>(item.data(0, severityRole).toInt());
    const QIcon symbol = m_icons.icon(severitySymbol(severity), m_theme.levelColour(markLevel(severity)));
    item.setIcon(0, symbol);
}

void FindingsList::choose(QTreeWidgetItem *item)
{
    const QVariant line = item->data(0, lineRole);
    if (line.isValid())
        Q_EMIT placeChosen(Position{line.toInt(), item->data(0, columnRole).toInt()});
}

QSize FindingsList::sizeHint() const
{
    const int rows = std::clamp(topLevelItemCount(), 1, visibleRows);
    const int row = std::max(sizeHintForRow(0), fontMetrics().height() + 2);
    return {QTreeWidget::sizeHint().width(), rows * row + 2 * frameWidth()};
}

} // namespace gatewright
