// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/tier_badge.h"

#include <QCoreApplication>

namespace gatewright {

QString tierBadgeText(TierBadge badge)
{
    switch (badge) {
    case TierBadge::None:
        break;
    case TierBadge::Parses:
        return QCoreApplication::translate("TierBadge", "parses");
    case TierBadge::Compiles:
        return QCoreApplication::translate("TierBadge", "compiles");
    case TierBadge::Simulated:
        return QCoreApplication::translate("TierBadge", "simulated");
    case TierBadge::Failed:
        return QCoreApplication::translate("TierBadge", "failed");
    }
    return {};
}

QString tierBadgeSymbol(TierBadge badge)
{
    switch (badge) {
    case TierBadge::None:
        break;
    case TierBadge::Parses:
        return QStringLiteral("○");
    case TierBadge::Compiles:
        return QStringLiteral("◐");
    case TierBadge::Simulated:
        return QStringLiteral("●");
    case TierBadge::Failed:
        return QStringLiteral("✕");
    }
    return {};
}

void paintTierBadge(QPainter &painter, const QRectF &square, TierBadge badge, const QColor &colour)
{
    if (badge == TierBadge::None)
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const qreal line = qMax(1.0, square.width() / 8);
    const QRectF inner = square.adjusted(line, line, -line, -line);
    painter.setPen(QPen(colour, line, Qt::SolidLine, Qt::RoundCap));
    painter.setBrush(badge == TierBadge::Simulated ? QBrush(colour) : QBrush(Qt::NoBrush));
    if (badge == TierBadge::Failed) {
        painter.drawLine(inner.topLeft(), inner.bottomRight());
        painter.drawLine(inner.topRight(), inner.bottomLeft());
    } else {
        painter.drawEllipse(inner);
    }
    if (badge == TierBadge::Compiles) {
        constexpr int sixteenthsOfDegree = 16;
        painter.setBrush(colour);
        painter.drawPie(inner, 90 * sixteenthsOfDegree, 180 * sixteenthsOfDegree);
    }
    painter.restore();
}

} // namespace gatewright
