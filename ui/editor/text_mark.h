// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/position.h"
#include "ui/theme/theme.h"

#include <QString>

namespace gatewright {

// A squiggle with its gutter marker and its tooltip. Whoever has diagnostics makes marks from them.
struct TextMark
{
    Range range; // an empty range marks the word or the character that it touches
    MarkLevel level = MarkLevel::Error;
    QString message;

    friend bool operator==(const TextMark &, const TextMark &) = default;
};

} // namespace gatewright
