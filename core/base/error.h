// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace gatewright {

// What kind of failure it was; programs map these to exit codes and JSON-RPC codes, the window to texts and
// icons.
enum class ErrorCode {
    Cancelled,     // somebody asked for it; never shown as a failure
    InvalidInput,  // the caller's or the user's argument is wrong
    NotFound,      // a named file, document or id does not exist
    Missing,       // something needed is not installed: model, compiler, Python
    Io,            // the operating system refused to read, write or start something
    Corrupt,       // a file or message breaks its own format
    Unsupported,   // well formed, but not something this version can do
    LimitExceeded, // a size, count, memory or time limit was hit
    Timeout,       // no answer in time
    Crashed,       // a child process died
    Internal,      // a bug of ours
};

// An error as a value. `message` is one sentence for the user, in English; `detail` is what an engineer would
// want to see (may be empty); `place` names the file, offset or argument (may be empty). The remedy, where
// one is known, is in `message`; where the window has a command that is the remedy, `remedy` is its id.
struct Error
{
    ErrorCode code = ErrorCode::Internal;
    QString message;
    QString detail;
    QString place;
    QString remedy = {}; // "qiskit.setUp"

    // "place: message (detail)" on one line.
    [[nodiscard]] QString toString() const;

    friend bool operator==(const Error &, const Error &) = default;
};

// The name of the code, for logs and tests: "InvalidInput".
[[nodiscard]] QLatin1String errorCodeName(ErrorCode code);

} // namespace gatewright
