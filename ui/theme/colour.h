// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>

namespace gatewright {

// The contrast of two opaque colours as WCAG 2.1 defines it: 1 (none) to 21. Text needs 4.5, large shapes 3.
[[nodiscard]] double contrastRatio(const QColor &one, const QColor &other);

// `share` of `over` on `under`: 0 gives under, 1 gives over.
[[nodiscard]] QColor mixed(const QColor &under, const QColor &over, double share);

// The colour nearest to `background` on the way from it to `text` that keeps `contrast` to the background.
[[nodiscard]] QColor dimmed(const QColor &text, const QColor &background, double contrast);

// The colour, moved towards `text` no further than it takes to keep `contrast` to the background.
[[nodiscard]] QColor readableOn(const QColor &background, const QColor &colour, const QColor &text,
                                double contrast);

} // namespace gatewright
