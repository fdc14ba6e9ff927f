// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <optional>

namespace gatewright {

// How far code has been proved: it parses, it compiles and lints, it runs (C simulation, a Qiskit run).
enum class Tier { T0, T1, T2 };

enum class CheckStatus { Passed, Failed, Skipped, Error };

// "passed", "failed", "skipped", "error".
[[nodiscard]] inline QString checkStatusName(CheckStatus status)
{
    switch (status) {
    case CheckStatus::Passed:
        return QStringLiteral("passed");
    case CheckStatus::Failed:
        return QStringLiteral("failed");
    case CheckStatus::Skipped:
        return QStringLiteral("skipped");
    case CheckStatus::Error:
        return QStringLiteral("error");
    }
    return QStringLiteral("error");
}

[[nodiscard]] inline std::optional<CheckStatus> checkStatusFromName(const QString &name)
{
    for (const CheckStatus status :
         {CheckStatus::Passed, CheckStatus::Failed, CheckStatus::Skipped, CheckStatus::Error}) {
        if (name == checkStatusName(status))
            return status;
    }
    return std::nullopt;
}

} // namespace gatewright
