// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/git/text_diff.h"

#include <QString>

#include <stop_token>
#include <string>
#include <vector>

namespace gatewright {

// One line of a pane. Where the other side has lines that this one lacks stands a filler.
struct DiffRow
{
    enum class Kind { Same, Changed, Filler };
    struct Mark
    {
        int begin = 0; // UTF-16 columns
        int end = 0;

        friend bool operator==(const Mark &, const Mark &) = default;
    };

    Kind kind = Kind::Same;
    int line = -1;           // 0-based line of the text, -1 for a filler
    std::vector<Mark> marks; // the words that changed

    friend bool operator==(const DiffRow &, const DiffRow &) = default;
};

// One side as it is shown: as many rows as the other side.
struct DiffPaneContents
{
    std::vector<DiffRow> rows;
    QString text; // the rows, with LF between them
};

// A change and where it stands.
struct DiffChange
{
    git::LineChange lines;
    int firstRow = 0;
    int rowCount = 0;

    friend bool operator==(const DiffChange &, const DiffChange &) = default;
};

// Two texts, row by row.
struct TextComparison
{
    DiffPaneContents left;
    DiffPaneContents right;
    std::vector<DiffChange> changes;
    // The lines of the texts end differently throughout (LF here, CR LF there). That is said once, and not
    // shown as a change of every line.
    bool lineEndsDiffer = false;
};

// A stretch that one side or both changed.
struct ThreeWayChange
{
    int firstRow = 0;
    int rowCount = 0;
    bool byOurs = false;
    bool byTheirs = false;

    [[nodiscard]] bool isConflict() const { return byOurs && byTheirs; }
    friend bool operator==(const ThreeWayChange &, const ThreeWayChange &) = default;
};

// Two texts that came from the same one, with it between them.
struct ThreeWayComparison
{
    DiffPaneContents ours;
    DiffPaneContents base;
    DiffPaneContents theirs;
    std::vector<ThreeWayChange> changes;
};
[[nodiscard]] Result<ThreeWayComparison> compareThree(const std::string &base, const std::string &ours,
                                                      const std::string &theirs,
                                                      const std::stop_token &stop = {});

// Takes some milliseconds per megabyte: for a task. LimitExceeded as git::diffLines() says; Cancelled when
// stopped.
[[nodiscard]] Result<TextComparison> compareTexts(const std::string &before, const std::string &after,
                                                  const std::stop_token &stop = {});

} // namespace gatewright
