// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace gatewright {

// How a line differs from the version that was checked in. Removed: lines that stood in front of this one are
// gone; RemovedBelow: lines behind it, the last one, are.
enum class ChangeKind { Added, Modified, Removed, RemovedBelow };

struct ChangeMark
{
    int line = 0; // 0-based
    ChangeKind kind = ChangeKind::Modified;

    friend bool operator==(const ChangeMark &, const ChangeMark &) = default;
};

} // namespace gatewright
