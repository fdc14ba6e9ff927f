// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme_style.h"

namespace gatewright {

// The same with edges everywhere, for those who need contrast: Fusion makes its outlines from the window's
// colour, so that on black nothing shows where a button, a field or a panel ends. What has the focus gets a
// thick edge in the highlight's colour.
class ContrastStyle : public ThemeStyle
{
    Q_OBJECT

public:
    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                     const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                            const QWidget *widget) const override;
};

} // namespace gatewright
