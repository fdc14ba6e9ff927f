// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

namespace gatewright::git {

// libgit2 is ready after this; cheap, from any thread. Every entry of this module calls it first.
void ensureLibrary();

// What libgit2 answered, as an error of ours: `message` says what could not be done, the library's own words
// become the detail. Cancelled when a callback of ours ended the call.
[[nodiscard]] tl::unexpected<Error> gitError(int code, const QString &message, const QString &place = {});

// Nothing when `code` says that it went well.
[[nodiscard]] Result<void> checked(int code, const QString &message, const QString &place = {});

} // namespace gatewright::git
