// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/notice.h"

#include "ui/bridge/core_texts.h"

#include <QStringList>

namespace gatewright {

Notice noticeFor(const Error &error, const QString &whatFailed)
{
    QStringList detail;
    for (const QString &part : {error.place, error.detail}) {
        if (!part.isEmpty())
            detail.append(part);
    }
    Notice notice;
    notice.kind = Notice::Kind::Error;
    notice.text =
        whatFailed.isEmpty() ? coreText(error) : QStringLiteral("%1 %2").arg(whatFailed, coreText(error));
    notice.detail = detail.join(QLatin1Char('\n'));
    return notice;
}

} // namespace gatewright
