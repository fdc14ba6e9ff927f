// SPDX-License-Identifier: Apache-2.0
#include "app/cli/terminal_text.h"

#include "core/text/direction.h"

namespace gatewright::cli {

namespace {

constexpr char16_t firstPicture = 0x2400; // Unicode draws the control characters from here on
constexpr char16_t pictureOfDelete = 0x2421;

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
        else if ((unit >= 0x80 && unit <= 0x9f) || turnsDirection(unit))
            character = QChar(QChar::ReplacementCharacter);
    }
    return safe;
}

} // namespace gatewright::cli
