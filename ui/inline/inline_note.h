// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace gatewright {

// A short remark painted behind the end of a line: II and latency of a loop, depth of a circuit, who changed
// it last.
struct InlineNote
{
    int line = 0; // 0-based
    QString text;
    QString toolTip;

    friend bool operator==(const InlineNote &, const InlineNote &) = default;
};

} // namespace gatewright
