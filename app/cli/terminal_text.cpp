// SPDX-License-Identifier: Apache-2.0
#include "app/cli/terminal_text.h"

namespace gatewright::cli {

namespace {

constexpr char16_t firstPicture = 0x2400; // Unicode draws the control characters from here on
constexpr char16_t pictureOfDelete = 0x2421;

bool setsDirection(char16_t unit)
{
    return unit == 0x061c || unit == 0x200e || unit == 0x200f || (unit >= 0x202a && unit <= 0x202e) ||
           (unit >= 0x2066 && unit <= 0x2069);
}

} // namespace

QString forTerminal(const QString &text)
{
    QString safe = text;
    for (QChar &character : safe) {
        const char16_t unit = character.unicode();
        if (unit == u'\n' || unit == u'\t')
            continue;
        if (unit < 0x20)
            character = QChar(static_cast<char16_t>(firstPicture + unit));
        else if (unit == 0x7f)
            character = QChar(pictureOfDelete);
        else if ((unit >= 0x80 && unit <= 0x9f) || setsDirection(unit))
            character = QChar(QChar::ReplacementCharacter);
    }
    return safe;
}

} // namespace gatewright::cli
