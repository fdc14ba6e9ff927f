// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"

namespace gatewright::cli {

// The exit codes of the contract.
enum class ExitCode : int {
    Good = 0,
    Bad = 1, // done, and what was checked is bad
    BadInput = 2,
    Missing = 3,
    Internal = 4,
    Interrupted = 130,
};

[[nodiscard]] ExitCode exitCodeFor(const Error &error);

} // namespace gatewright::cli
