// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/learning/shares_bar.h"

#include "ui/bridge/plain_tool_tip.h"
#include "ui/panels/learning/learning_texts.h"
#include "ui/theme/colour.h"

#include <QHelpEvent>
#include <QLocale>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace gatewright {

namespace {

constexpr int margin = 4;
constexpr int barHeight = 14;
constexpr int gap = 6;
constexpr int between = 2;
constexpr double seen = 3.0;
constexpr std::size_t mostParts = 12;

// The accent with another hue: as light, as strong.
QColor turned(const QColor &colour, double turn)
{
    const double hue = std::fmod(std::max(0.0F, colour.hslHueF()) + turn, 1.0);
    return QColor::fromHslF(static_cast<float>(hue), colour.hslSaturationF() * 0.8F, colour.lightnessF());
}

} // namespace

SharesBar::SharesBar(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("learningShares"));
    setFocusPolicy(Qt::TabFocus);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setShares({});
}

void SharesBar::setTheme(const Theme &theme)
{
    m_theme = theme;
    update();
}

void SharesBar::setShares(const std::vector<completion::DraftReport::Share> &shares)
{
    std::vector<completion::DraftReport::Share> sorted;
    std::ranges::copy_if(shares, std::back_inserter(sorted),
                         [](const auto &each) { return std::isfinite(each.share) && each.share > 0; });
    std::ranges::stable_sort(sorted, std::ranges::greater(), &completion::DraftReport::Share::share);
    sorted.resize(std::min(sorted.size(), mostParts));
    if (sorted == m_shares && !accessibleName().isEmpty())
        return;
    m_shares = sorted;
    m_parts.clear();
    m_sum = 0.0;
    QStringList words;
    for (const auto &[drafter, share] : sorted) {
        m_sum += share;
        const QString text = tr("%1 %2 %").arg(drafterName(drafter),
                                               QLocale().toString(100 * share, 'f', share < 0.0995 ? 1 : 0));
        m_parts.push_back({drafter, text, share});
        words.append(text);
    }
    m_sum = std::max(m_sum, 1.0);
    setAccessibleName(tr("Whose drafts stood"));
    setAccessibleDescription(words.isEmpty() ? tr("No draft stood yet.") : words.join(QStringLiteral("; ")));
    updateGeometry();
    update();
}

QColor SharesBar::colourOf(const QString &drafter) const
{
    const QColor background = palette().color(QPalette::Base);
    const QColor accent = m_theme.accent();
    QColor colour = m_theme.editor().lineNumber;
    if (drafter == QLatin1String("history"))
        colour = accent;
    else if (drafter == QLatin1String("buffer"))
        colour = m_theme.levelColour(MarkLevel::Hint);
    else if (drafter == QLatin1String("head"))
        colour = m_theme.levelColour(MarkLevel::Warning);
    else if (drafter == QLatin1String("recycling"))
        colour = turned(accent, 0.17);
    else if (drafter == QLatin1String("answers"))
        colour = turned(accent, 0.91);
    else if (drafter == QLatin1String("variations"))
        colour = turned(accent, 0.37);
    return readableOn(background, colour, palette().color(QPalette::Text), seen);
}

std::vector<QRect> SharesBar::legend(int width) const
{
    const int line = fontMetrics().height();
    const int square = fontMetrics().ascent();
    const int right = std::max(width - margin, margin + 1);
    std::vector<QRect> places;
    int left = margin;
    int top = margin + barHeight + gap;
    for (const Part &part : m_parts) {
        const int needed = square + gap + fontMetrics().horizontalAdvance(part.text) + 1;
        if (left > margin && left + needed > right) {
            left = margin;
            top += line + 2;
        }
        places.emplace_back(left, top, std::min(needed, right - left), line);
        left += needed + 2 * gap;
    }
    return places;
}

int SharesBar::heightForWidth(int width) const
{
    const std::vector<QRect> places = legend(width);
    return (places.empty() ? margin + barHeight + gap + fontMetrics().height() : places.back().bottom() + 1) +
           margin;
}

QSize SharesBar::sizeHint() const
{
    const int width = 44 * fontMetrics().averageCharWidth();
    return {width, heightForWidth(width)};
}

QSize SharesBar::minimumSizeHint() const
{
    return {18 * fontMetrics().averageCharWidth(), 2 * margin + barHeight};
}

void SharesBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF bar(margin, margin, width() - 2 * margin, barHeight);
    QPainterPath round;
    round.addRoundedRect(bar, 3, 3);
    painter.fillPath(round, mixed(palette().color(QPalette::Base), palette().color(QPalette::Text), 0.1));
    painter.save();
    painter.setClipPath(round);
    double left = bar.left();
    for (const Part &part : m_parts) {
        const double length = bar.width() * part.share / m_sum;
        painter.fillRect(QRectF(left, bar.top(), std::max(1.0, length - between), bar.height()),
                         colourOf(part.drafter));
        left += length;
    }
    painter.restore();

    const int square = fontMetrics().ascent();
    const std::vector<QRect> places = legend(width());
    for (std::size_t i = 0; i < places.size(); ++i) {
        const QRect &place = places[i];
        painter.setPen(Qt::NoPen);
        painter.setBrush(colourOf(m_parts[i].drafter));
        painter.drawRoundedRect(
            QRectF(place.left(), place.top() + (place.height() - square) / 2.0, square, square)
                .adjusted(1, 1, -1, -1),
            2, 2);
        painter.setPen(palette().color(QPalette::Text));
        const int text = place.left() + square + gap;
        painter.drawText(QRect(text, place.top(), place.right() - text + 1, place.height()),
                         Qt::AlignVCenter | Qt::TextSingleLine,
                         fontMetrics().elidedText(m_parts[i].text, Qt::ElideRight, place.right() - text + 1));
    }
    if (m_parts.empty()) {
        painter.setPen(palette().color(QPalette::PlaceholderText));
        painter.drawText(
            QRect(margin, margin + barHeight + gap, width() - 2 * margin, fontMetrics().height()),
            Qt::AlignVCenter | Qt::TextSingleLine,
            fontMetrics().elidedText(tr("No draft stood yet."), Qt::ElideRight, width() - 2 * margin));
    }
    if (hasFocus()) {
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setPen(m_theme.accent());
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

bool SharesBar::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const std::vector<QRect> places = legend(width());
    double left = margin;
    for (std::size_t i = 0; i < places.size(); ++i) {
        const double length = (width() - 2 * margin) * m_parts[i].share / m_sum;
        const bool inBar = help->pos().y() <= margin + barHeight && help->pos().x() >= left &&
                           help->pos().x() < left + length;
        if (inBar || places[i].contains(help->pos())) {
            const QString why = drafterExplanation(m_parts[i].drafter);
            QToolTip::showText(
                help->globalPos(),
                plainToolTip(why.isEmpty() ? m_parts[i].text : tr("%1: %2").arg(m_parts[i].text, why)), this);
            return true;
        }
        left += length;
    }
    QToolTip::hideText();
    return true;
}

} // namespace gatewright
