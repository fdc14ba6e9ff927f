// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"

namespace gatewright {

QString Error::toString() const
{
    QString text;
    if (!place.isEmpty())
        text += place + QLatin1String(": ");
    text += message.isEmpty() ? QString(errorCodeName(code)) : message;
    if (!detail.isEmpty())
        text += QLatin1String(" (") + detail + QLatin1Char(')');
    return text;
}

QLatin1String errorCodeName(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Cancelled:
        return QLatin1String("Cancelled");
    case ErrorCode::InvalidInput:
        return QLatin1String("InvalidInput");
    case ErrorCode::NotFound:
        return QLatin1String("NotFound");
    case ErrorCode::Missing:
        return QLatin1String("Missing");
    case ErrorCode::Io:
        return QLatin1String("Io");
    case ErrorCode::Corrupt:
        return QLatin1String("Corrupt");
    case ErrorCode::Unsupported:
        return QLatin1String("Unsupported");
    case ErrorCode::LimitExceeded:
        return QLatin1String("LimitExceeded");
    case ErrorCode::Timeout:
        return QLatin1String("Timeout");
    case ErrorCode::Crashed:
        return QLatin1String("Crashed");
    case ErrorCode::Internal:
        return QLatin1String("Internal");
    }
    return QLatin1String("Internal");
}

} // namespace gatewright
