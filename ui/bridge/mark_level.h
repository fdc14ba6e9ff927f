// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/check/diagnostic.h"
#include "ui/theme/icon_provider.h"
#include "ui/theme/theme.h"

namespace gatewright {

// How what a check found looks: the colour of its underline, its symbol and its row.
[[nodiscard]] inline MarkLevel markLevel(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return MarkLevel::Error;
    case Severity::Warning:
        return MarkLevel::Warning;
    case Severity::Info:
        return MarkLevel::Information;
    case Severity::Hint:
        break;
    }
    return MarkLevel::Hint;
}

[[nodiscard]] inline Symbol severitySymbol(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return Symbol::Error;
    case Severity::Warning:
        return Symbol::Warning;
    case Severity::Info:
        return Symbol::Information;
    case Severity::Hint:
        break;
    }
    return Symbol::Hint;
}

} // namespace gatewright
