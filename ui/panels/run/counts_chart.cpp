// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/run/counts_chart.h"

#include "ui/bridge/plain_tool_tip.h"

#include <QHelpEvent>
#include <QLocale>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <numeric>

namespace gatewright {

namespace {

constexpr std::size_t mostBars = 64;
constexpr int margin = 8;
constexpr int gap = 8;

} // namespace

CountsChart::CountsChart(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_codeFont(defaultEditorFont())
{
    setFocusPolicy(Qt::TabFocus);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
}

void CountsChart::setTheme(const Theme &theme)
{
    m_theme = theme;
    update();
}

void CountsChart::setCounts(const QString &name, const std::map<QString, qint64> &counts)
{
    std::vector<std::pair<QString, qint64>> sorted(counts.begin(), counts.end());
    std::ranges::stable_sort(sorted, std::ranges::greater(), &std::pair<QString, qint64>::second);
    const double total =
        std::accumulate(counts.begin(), counts.end(), 0.0, [](double sum, const auto &count) {
            return sum + static_cast<double>(count.second);
        });
    const std::size_t shown = std::min(sorted.size(), mostBars);
    m_rest = shown < sorted.size() ? tr("and %Ln more", nullptr, static_cast<int>(sorted.size() - shown))
                                   : QString();
    m_bars.clear();
    m_largest = 1e-9;
    QStringList words;
    const QLocale locale;
    for (std::size_t index = 0; index < shown; ++index) {
        const auto &[bits, count] = sorted[index];
        const double share = total > 0 ? static_cast<double>(count) / total : 0;
        const QString number =
            tr("%1 (%2 %)").arg(locale.toString(count), locale.toString(100 * share, 'f', 1));
        m_bars.push_back({bits, number, share});
        m_largest = std::max(m_largest, share);
        words.append(tr("%1: %2").arg(bits, number));
    }
    if (!m_rest.isEmpty())
        words.append(m_rest);
    setAccessibleName(tr("Counts of %1").arg(name));
    setAccessibleDescription(words.join(QStringLiteral("; ")));
    updateGeometry();
    update();
}

int CountsChart::rowHeight() const
{
    return std::max(fontMetrics().height(), QFontMetrics(m_codeFont).height()) + 4;
}

int CountsChart::labelWidth(int width) const
{
    const QFontMetrics metrics(m_codeFont);
    int widest = 0;
    for (const Bar &bar : m_bars)
        widest = std::max(widest, metrics.horizontalAdvance(bar.bits));
    return std::min(widest, width * 2 / 5);
}

int CountsChart::numberWidth() const
{
    int widest = 0;
    for (const Bar &bar : m_bars)
        widest = std::max(widest, fontMetrics().horizontalAdvance(bar.number));
    return widest;
}

QSize CountsChart::sizeHint() const
{
    const int rows = barCount() + (m_rest.isEmpty() ? 0 : 1);
    return {2 * margin + 2 * gap + labelWidth(400) + numberWidth() + 120, 2 * margin + rows * rowHeight()};
}

QSize CountsChart::minimumSizeHint() const
{
    return {2 * margin + 2 * gap + numberWidth() + 80, sizeHint().height()};
}

void CountsChart::paintEvent(QPaintEvent *event)
{
    QPainter painter(this);
    const int height = rowHeight();
    int top = margin;
    for (const Bar &bar : m_bars) {
        const QRect row(margin, top, width() - 2 * margin, height);
        if (row.intersects(event->rect()))
            paintBar(painter, bar, row);
        top += height;
    }
    if (!m_rest.isEmpty()) {
        painter.setPen(palette().color(QPalette::PlaceholderText));
        painter.drawText(QRect(margin, top, width() - 2 * margin, height), Qt::AlignVCenter, m_rest);
    }
    if (hasFocus()) {
        painter.setPen(m_theme.accent());
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void CountsChart::paintBar(QPainter &painter, const Bar &bar, const QRect &row) const
{
    const int label = labelWidth(row.width());
    const int number = numberWidth();
    painter.setPen(palette().color(QPalette::Text));
    painter.setFont(m_codeFont);
    painter.drawText(QRect(row.left(), row.top(), label, row.height()),
                     Qt::AlignVCenter | Qt::AlignRight | Qt::TextSingleLine,
                     QFontMetrics(m_codeFont).elidedText(bar.bits, Qt::ElideMiddle, label));
    const int left = row.left() + label + gap;
    const int space = std::max(1, row.right() - left - number - gap);
    // What was counted is seen, however rare.
    const int length = std::max(1, static_cast<int>(space * bar.share / m_largest));
    const int thickness = std::max(4, row.height() - 8);
    painter.fillRect(QRect(left, row.top() + (row.height() - thickness) / 2, length, thickness),
                     m_theme.accent());
    painter.setFont(font());
    painter.drawText(QRect(row.right() - number, row.top(), number + 1, row.height()),
                     Qt::AlignVCenter | Qt::AlignRight | Qt::TextSingleLine, bar.number);
}

bool CountsChart::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const int row = (help->pos().y() - margin) / rowHeight();
    if (help->pos().y() < margin || row >= barCount()) {
        QToolTip::hideText();
        return true;
    }
    const Bar &bar = m_bars[static_cast<std::size_t>(row)];
    QToolTip::showText(help->globalPos(), plainToolTip(tr("%1: %2").arg(bar.bits, bar.number)), this);
    return true;
}

} // namespace gatewright
