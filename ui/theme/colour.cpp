// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/colour.h"

#include <algorithm>
#include <cmath>

namespace gatewright {

namespace {

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &colour)
{
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) +
           0.0722 * linear(colour.blueF());
}

} // namespace

double contrastRatio(const QColor &one, const QColor &other)
{
    const auto [darker, lighter] = std::minmax({luminance(one), luminance(other)});
    return (lighter + 0.05) / (darker + 0.05);
}

QColor mixed(const QColor &under, const QColor &over, double share)
{
    const auto channel = [share](int a, int b) { return static_cast<int>(std::lround(a + (b - a) * share)); };
    return {channel(under.red(), over.red()), channel(under.green(), over.green()),
            channel(under.blue(), over.blue())};
}

QColor dimmed(const QColor &text, const QColor &background, double contrast)
{
    constexpr int steps = 64;
    for (int step = 1; step < steps; ++step) {
        const QColor candidate = mixed(background, text, static_cast<double>(step) / steps);
        if (contrastRatio(candidate, background) >= contrast)
            return candidate;
    }
    return text;
}

QColor readableOn(const QColor &background, const QColor &colour, const QColor &text, double contrast)
{
    constexpr int steps = 32;
    for (int step = 0; step < steps; ++step) {
        const QColor candidate = mixed(colour, text, static_cast<double>(step) / steps);
        if (contrastRatio(candidate, background) >= contrast)
            return candidate;
    }
    return text;
}

} // namespace gatewright
