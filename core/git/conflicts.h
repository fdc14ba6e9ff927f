// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/git/file_versions.h"

#include <string>
#include <string_view>
#include <vector>

namespace gatewright::git {

// A file that a merge could not settle. A side that is Missing removed it, or never had it.
struct Conflict
{
    GitPath path;
    FileVersion base;
    FileVersion ours;   // of the branch that we are on
    FileVersion theirs; // of what is merged
};

[[nodiscard]] Result<std::vector<GitPath>> listConflicts(const Repository &repository);
// NotFound when the file has none.
[[nodiscard]] Result<Conflict> readConflict(const Repository &repository, const GitPath &path);

enum class ConflictSide { Ours, Theirs };
// The file is as that side has it, and staged. What stood in it is thrown away, with a way back: it is kept
// as an object, whose id is the answer (empty: there was no file).
[[nodiscard]] Result<QByteArray> takeSide(const Repository &repository, const GitPath &path,
                                          ConflictSide side);
// The merge, revert or cherry-pick never happened: its files are as the last commit has them. Changes in
// other files stay.
[[nodiscard]] Result<void> abortMerge(const Repository &repository, const std::stop_token &stop = {});

// --- in the text of a file ---

// "<<<<<<<" to ">>>>>>>": whole lines, as byte offsets of the text.
struct ConflictBlock
{
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t oursBegin = 0;
    std::size_t oursEnd = 0;
    std::size_t theirsBegin = 0;
    std::size_t theirsEnd = 0;

    friend bool operator==(const ConflictBlock &, const ConflictBlock &) = default;
};
// Complete ones only; with or without the base between "|||||||" and "=======".
[[nodiscard]] std::vector<ConflictBlock> findConflicts(std::string_view text);

enum class ConflictChoice { Ours, Theirs, Both };
// What takes the place of the block.
[[nodiscard]] std::string settled(std::string_view text, const ConflictBlock &block, ConflictChoice choice);

} // namespace gatewright::git
