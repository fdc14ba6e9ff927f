// SPDX-License-Identifier: Apache-2.0
#include "app/cli/exit_code.h"

namespace gatewright::cli {

ExitCode exitCodeFor(const Error &error)
{
    switch (error.code) {
    case ErrorCode::Cancelled:
        return ExitCode::Interrupted;
    case ErrorCode::InvalidInput:
    case ErrorCode::NotFound:
    case ErrorCode::Io:
    case ErrorCode::Corrupt:
    case ErrorCode::Unsupported:
    case ErrorCode::LimitExceeded:
        return ExitCode::BadInput;
    case ErrorCode::Missing:
        return ExitCode::Missing;
    case ErrorCode::Timeout:
    case ErrorCode::Crashed:
    case ErrorCode::Internal:
        return ExitCode::Internal;
    }
    return ExitCode::Internal;
}

} // namespace gatewright::cli
