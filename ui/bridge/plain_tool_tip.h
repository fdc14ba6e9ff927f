// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QTextDocument>

namespace gatewright {

// A tool tip that reads as it is written: Qt takes a text for rich text by the look of it, and the words here
// come from programs and files. Long ones are made rich text that says the same, because Qt wraps no other.
[[nodiscard]] inline QString plainToolTip(const QString &text)
{
    constexpr qsizetype longestLine = 80;
    return text.size() > longestLine || Qt::mightBeRichText(text)
               ? QStringLiteral("<span>%1</span>").arg(text.toHtmlEscaped())
               : text;
}

} // namespace gatewright
