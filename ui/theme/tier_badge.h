// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPainter>
#include <QString>

namespace gatewright {

// How far a suggestion, a sample or a file was verified; looks the same wherever it is shown: ○ parses, ◐
// compiles, ● simulated, ✕ failed.
enum class TierBadge { None, Parses, Compiles, Simulated, Failed };

// The word that goes with the shape: "parses"; empty for None.
[[nodiscard]] QString tierBadgeText(TierBadge badge);
// The shape as a character, for places that show text only.
[[nodiscard]] QString tierBadgeSymbol(TierBadge badge);

// Draws the shape inside the square, as lines and not as a character: fonts disagree about the size of these.
void paintTierBadge(QPainter &painter, const QRectF &square, TierBadge badge, const QColor &colour);

} // namespace gatewright
