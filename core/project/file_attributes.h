// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

struct stat;

namespace gatewright::files {

// Gives the open file what the file at `path` has besides its contents: owner, group, permissions, access
// list and other extended attributes. False when the owner, the group or an attribute of the user cannot be
// kept.
[[nodiscard]] bool copyAttributes(const QString &path, const struct stat &status, int to);

} // namespace gatewright::files
