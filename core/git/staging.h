// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/git/repository.h"
#include "core/git/text_diff.h"

#include <vector>

namespace gatewright::git {

// --- whole files; paths as readStatus() gives them, a folder with '/' at its end means all in it ---

// What is gone from the work folder is gone from the index then. Settles conflicts. Unsupported, and nothing
// staged, for files that a filter program of the user's must see first (foreignFilter()).
[[nodiscard]] Result<void> stageFiles(const Repository &repository, const std::vector<GitPath> &paths);
// The index has them as the last commit has.
[[nodiscard]] Result<void> unstageFiles(const Repository &repository, const std::vector<GitPath> &paths);

// What was thrown away, so that it can be had back: kept in the repository as objects.
struct Discarded
{
    struct File
    {
        GitPath path;
        QByteArray id; // of the bytes; empty: there was no file
        unsigned mode = 0;
    };
    std::vector<File> files;
};

// The files are as the index has them; what git does not know is removed. LimitExceeded for files that are
// too large to be kept (100 MiB in all), and nothing is changed then.
[[nodiscard]] Result<Discarded> discardFiles(const Repository &repository, const std::vector<GitPath> &paths);
[[nodiscard]] Result<void> restoreDiscarded(const Repository &repository, const Discarded &discarded);

// --- parts of a file ---

// What of the changes from the index to `bytes` (the file's, or those of an editor) is staged. `index` is
// the id of the staged object that the selection was made for (FileVersion::id); InvalidInput when the index
// has another by now.
[[nodiscard]] Result<void> stageLines(const Repository &repository, const GitPath &path,
                                      const QByteArray &bytes, const LineSelection &selection,
                                      const QByteArray &index);
// What of the changes from the last commit to the index is taken back. The selection counts in diffLines()
// from the commit's text to the staged one.
[[nodiscard]] Result<void> unstageLines(const Repository &repository, const GitPath &path,
                                        const LineSelection &selection, const QByteArray &index);

} // namespace gatewright::git
