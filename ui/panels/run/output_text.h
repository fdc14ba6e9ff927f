// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/run/output_links.h"

#include <stop_token>

namespace gatewright {

// What of an output is shown, and what it leads to.
struct OutputText
{
    QString text;
    std::vector<OutputLink> links;   // in order, without overlaps
    qsizetype charactersLeftOut = 0; // of the whole output, UTF-16 units

    friend bool operator==(const OutputText &, const OutputText &) = default;
};

// How much a text view shows without making anybody wait.
struct OutputLimits
{
    qsizetype firstCharacters = 64 * 1024; // from the beginning
    qsizetype lastCharacters = 192 * 1024; // and from the end, where a program says why it failed
    qsizetype lines = 8'000;               // in each of the two, in the same shares
    qsizetype lineCharacters = 4'000;
};

// Plain text of what a program printed: terminal escapes are gone, other control characters and those that
// turn the writing direction are made visible, what is too much is left out with a line that says how much.
// Takes some milliseconds per megabyte and asks the disk about links: for a task.
[[nodiscard]] OutputText readOutput(const QString &raw, PlaceResolver resolver,
                                    const OutputLimits &limits = {}, const std::stop_token &stop = {});

} // namespace gatewright
