// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/learning/day_chart.h"

#include "ui/panels/learning/learning_texts.h"
#include "ui/theme/colour.h"

#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace gatewright {

namespace {

constexpr int margin = 4;
constexpr int gap = 6;
constexpr int widestBar = 28;
constexpr int fewestPlaces = 14; // so that the bars of a first week do not look like a wall
constexpr double lowest = 1.0;   // plain decoding
constexpr double seen = 3.0;     // the contrast that shapes need

} // namespace

DayChart::DayChart(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("learningChart"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    describe();
}

void DayChart::setTheme(const Theme &theme)
{
    m_theme = theme;
    update();
}

void DayChart::setDays(const std::vector<completion::LearningDay> &days, const QDate &today)
{
    if (days == m_days && today == m_today)
        return;
    // Who looks at the last day goes on doing so.
    const bool followed = m_chosen < 0 || m_chosen + 1 >= dayCount();
    m_days = days;
    m_today = today;
    m_hovered = -1;
    m_chosen = followed ? dayCount() - 1 : std::min(m_chosen, dayCount() - 1);
    double largest = lowest;
    for (const completion::LearningDay &day : m_days)
        largest = std::max(largest, day.tokensPerPass());
    m_top = std::clamp(std::ceil(largest * 2) / 2, 2.0, 1000.0);
    describe();
    update();
}

QString DayChart::toldDay() const
{
    const int told = m_hovered >= 0 ? m_hovered : m_chosen;
    return told >= 0 && told < dayCount() ? dayText(m_days[static_cast<std::size_t>(told)], m_today)
                                          : QString();
}

// The numbers as words, for who does not see bars.
void DayChart::describe()
{
    const QString chosen = toldDay();
    const QString title = tr("Tokens per pass, by day");
    setAccessibleName(chosen.isEmpty() ? title : tr("%1; %2").arg(title, chosen));
    QStringList words{tr("Plain decoding brings 1 token per pass.")};
    for (const completion::LearningDay &day : m_days)
        words.append(dayText(day, m_today));
    setAccessibleDescription(words.join(QStringLiteral("; ")));
}

QSize DayChart::sizeHint() const
{
    return {60 * fontMetrics().averageCharWidth(), 9 * fontMetrics().height()};
}

QSize DayChart::minimumSizeHint() const
{
    return {20 * fontMetrics().averageCharWidth(), 7 * fontMetrics().height()};
}

QRect DayChart::plot() const
{
    const int line = fontMetrics().height();
    const int axis = fontMetrics().horizontalAdvance(QLocale().toString(m_top, 'f', 1)) + gap;
    return rect().adjusted(margin + axis, margin + line + gap, -margin, -margin - line - 4);
}

int DayChart::heightOf(double tokensPerPass) const
{
    const double share = std::clamp((tokensPerPass - lowest) / (m_top - lowest), 0.0, 1.0);
    return static_cast<int>(std::lround(share * plot().height()));
}

QRect DayChart::barOf(int day) const
{
    const QRect area = plot();
    const double place =
        std::min(area.width() / static_cast<double>(std::max(fewestPlaces, dayCount())), 1.6 * widestBar);
    const int width = std::clamp(static_cast<int>(place * 0.68), 1, widestBar);
    const int middle = area.left() + static_cast<int>((day + 0.5) * place);
    // A day without any gain is seen as one.
    const int height = std::max(2, heightOf(m_days[static_cast<std::size_t>(day)].tokensPerPass()));
    return {middle - width / 2, area.bottom() + 1 - height, width, height};
}

int DayChart::dayAt(const QPoint &place) const
{
    const QRect area = plot();
    if (m_days.empty() || !area.adjusted(0, -gap, 0, gap).contains(place))
        return -1;
    for (int day = 0; day < dayCount(); ++day) {
        const QRect bar = barOf(day);
        const int air = std::max(1, bar.width() / 3);
        if (place.x() >= bar.left() - air && place.x() <= bar.right() + air)
            return day;
    }
    return -1;
}

void DayChart::choose(int day)
{
    if (m_days.empty())
        return;
    m_chosen = std::clamp(day, 0, dayCount() - 1);
    m_hovered = -1;
    describe();
    update();
}

void DayChart::hover(int day)
{
    if (std::exchange(m_hovered, day) != day)
        update();
}

void DayChart::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Left:
        return choose(m_chosen - 1);
    case Qt::Key_Right:
        return choose(m_chosen + 1);
    case Qt::Key_Home:
        return choose(0);
    case Qt::Key_End:
        return choose(dayCount() - 1);
    default:
        QWidget::keyPressEvent(event);
    }
}

void DayChart::mouseMoveEvent(QMouseEvent *event)
{
    hover(dayAt(event->position().toPoint()));
}

void DayChart::mousePressEvent(QMouseEvent *event)
{
    if (const int day = dayAt(event->position().toPoint()); day >= 0)
        choose(day);
}

void DayChart::leaveEvent(QEvent *event)
{
    QWidget::leaveEvent(event);
    hover(-1);
}

void DayChart::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintGrid(painter);
    paintBars(painter);
    paintWords(painter);
    if (hasFocus()) {
        painter.setPen(m_theme.accent());
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void DayChart::paintGrid(QPainter &painter) const
{
    const QRect area = plot();
    const QColor background = palette().color(QPalette::Base);
    const QColor text = palette().color(QPalette::Text);
    // As many lines as can be told apart.
    double step = m_top <= 2.5 ? 0.5 : 1.0;
    while (area.height() * step / (m_top - lowest) < 1.4 * fontMetrics().height() && step < m_top)
        step *= 2;
    for (double value = lowest; value <= m_top + 1e-6; value += step) {
        const bool isBase = value < lowest + 1e-6;
        const int y = area.bottom() + 1 - heightOf(value);
        painter.setPen(isBase ? mixed(background, text, 0.6) : mixed(background, text, 0.14));
        painter.drawLine(area.left(), y, area.right(), y);
        painter.setPen(palette().color(QPalette::PlaceholderText));
        const QString label = QLocale().toString(value, 'f', step < 1 ? 1 : 0);
        painter.drawText(
            QRect(margin, y - fontMetrics().height() / 2, area.left() - margin - gap, fontMetrics().height()),
            Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, label);
    }
}

void DayChart::paintBars(QPainter &painter) const
{
    const QColor background = palette().color(QPalette::Base);
    const QColor quiet = readableOn(background, mixed(background, m_theme.accent(), 0.6),
                                    palette().color(QPalette::Text), seen);
    const int told = m_hovered >= 0 ? m_hovered : m_chosen;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    for (int day = 0; day < dayCount(); ++day) {
        const QRect bar = barOf(day);
        const double round = std::min({3.0, bar.width() / 3.0, bar.height() / 2.0});
        painter.setBrush(day == told ? m_theme.accent() : quiet);
        // Round above, straight on the base line.
        painter.setClipRect(bar);
        painter.drawRoundedRect(QRectF(bar).adjusted(0, 0, 0, round), round, round);
        painter.setClipping(false);
        if (day == told) {
            const QPointF tip(bar.center().x() + 0.5, plot().bottom() + 2);
            painter.drawPolygon(QPolygonF{tip, tip + QPointF(-3.5, 4), tip + QPointF(3.5, 4)});
        }
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void DayChart::paintWords(QPainter &painter) const
{
    const QRect area = plot();
    const int line = fontMetrics().height();
    const QRect above(margin, margin, width() - 2 * margin, line);
    const QString told = toldDay();
    const int toldWidth = std::min(fontMetrics().horizontalAdvance(told) + 1, above.width());
    painter.setPen(palette().color(QPalette::Text));
    painter.drawText(above, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine,
                     fontMetrics().elidedText(told, Qt::ElideRight, above.width()));
    painter.setPen(palette().color(QPalette::PlaceholderText));
    const QString title = tr("Tokens per pass, by day");
    const int room = above.width() - toldWidth - 2 * gap;
    if (room > 12 * fontMetrics().averageCharWidth())
        painter.drawText(above, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                         fontMetrics().elidedText(title, Qt::ElideRight, room));
    if (m_days.empty()) {
        painter.drawText(area, Qt::AlignCenter | Qt::TextWordWrap,
                         tr("The first suggestions of a day draw its bar here."));
        return;
    }
    // The ends of the time that is shown, and what the base line is, as far as there is room.
    const QFontMetrics metrics = fontMetrics();
    const QRect below(area.left(), area.bottom() + 5, area.width(), line);
    const QString first = dayCount() > 1 ? dayName(m_days.front().day, m_today) : QString();
    const QString last = dayName(m_days.back().day, m_today);
    const QString base = tr("1 is plain decoding");
    const int lastWidth = metrics.horizontalAdvance(last) + 1;
    const int lastStart = std::max(
        area.left(), std::min(barOf(dayCount() - 1).center().x() - lastWidth / 2, area.right() - lastWidth));
    const int firstEnd = area.left() + metrics.horizontalAdvance(first) + 2 * gap;
    painter.drawText(QRect(lastStart, below.top(), lastWidth, line), Qt::AlignVCenter, last);
    if (firstEnd < lastStart)
        painter.drawText(below, Qt::AlignLeft | Qt::AlignVCenter, first);
    // Between the two, or behind the last where few bars stand.
    const int baseWidth = metrics.horizontalAdvance(base) + 1;
    const int behind = lastStart + lastWidth + 2 * gap;
    if (area.right() - behind > baseWidth)
        painter.drawText(QRect(area.right() - baseWidth, below.top(), baseWidth, line), Qt::AlignVCenter,
                         base);
    else if (lastStart - firstEnd - 2 * gap > baseWidth)
        painter.drawText(QRect((firstEnd + lastStart - baseWidth) / 2, below.top(), baseWidth, line),
                         Qt::AlignVCenter, base);
}

} // namespace gatewright
