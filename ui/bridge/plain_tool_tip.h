// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace gatewright {

// A tool tip that reads as it is written: Qt takes a text for rich text by the look of it, and the words here
// come from programs and files. Long ones are wrapped.
[[nodiscard]] inline QString plainToolTip(const QString &text)
{
    return text.isEmpty() ? QString() : QStringLiteral("<span>%1</span>").arg(text.toHtmlEscaped());
}

} // namespace gatewright
