// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <exception>
#include <string_view>

namespace gatewright::model {

// What torch throws does not leave this folder.
template <class Work>
auto guarded(Work work) -> decltype(work())
{
    try {
        return work();
    } catch (const std::exception &problem) {
        const QString said = QString::fromUtf8(problem.what()).section(QLatin1Char('\n'), 0, 0);
        if (std::string_view(problem.what()).find("out of memory") != std::string_view::npos)
            return makeError(ErrorCode::LimitExceeded,
                             QStringLiteral("The GPU has too little free memory; close what else uses it, "
                                            "or use --device cpu."),
                             said);
        return makeError(ErrorCode::Internal, QStringLiteral("The GPU decoder failed; use --device cpu."),
                         said);
    }
}

} // namespace gatewright::model
