// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/file_place.h"

#include <QFileInfo>
#include <QRegularExpression>

namespace gatewright {

FilePlace parseFilePlace(const QString &text)
{
    if (QFileInfo::exists(text))
        return {text};
    static const QRegularExpression pattern(QStringLiteral("^(.+?):(\\d{1,9})(?::(\\d{1,9}))?:?$"));
    const QRegularExpressionMatch match = pattern.match(text);
    if (!match.hasMatch())
        return {text};
    const int column = match.captured(3).toInt();
    return {match.captured(1), match.captured(2).toInt(), column > 0 ? column : 1};
}

} // namespace gatewright
