// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace gatewright {

// A file and, when `line` is not 0, a place in it: 1-based, columns in code points.
struct FilePlace
{
    QString path;
    int line = 0;
    int column = 1;

    friend bool operator==(const FilePlace &, const FilePlace &) = default;
};

// "FILE", "FILE:LINE" or "FILE:LINE:COLUMN" as compilers write it. A file that exists under the whole text
// wins, because colons are allowed in names.
[[nodiscard]] FilePlace parseFilePlace(const QString &text);

} // namespace gatewright
