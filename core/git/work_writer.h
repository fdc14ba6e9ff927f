// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/git/git_handles.h"
#include "core/git/repository.h"

namespace gatewright::git {

// Inside this module: changes files of the work folder, each at one stroke: whoever looks, and whatever
// kills us, finds the old file or the new one. Never through a link to a folder, never outside the work
// folder.
class WorkWriter
{
public:
    explicit WorkWriter(const Repository &repository)
        : m_repository(repository)
    {
    }

    // `mode` is git's: ordinary, executable, or a link, whose target the bytes are then. Makes folders.
    [[nodiscard]] Result<void> write(const GitPath &path, const QByteArray &bytes, unsigned mode) const;
    // As git would check it out: with the line ends of the work folder. A submodule becomes an empty folder.
    [[nodiscard]] Result<void> writeStored(const GitPath &path, const git_oid &id, unsigned mode) const;
    // Also the folders that are empty then. What is not there is no error.
    [[nodiscard]] Result<void> remove(const GitPath &path) const;

private:
    const Repository &m_repository;
};

// What the index says about a file that has just been written: with the stat that makes git believe it is
// unchanged.
[[nodiscard]] git_index_entry indexEntry(const Repository &repository, const GitPath &path, const git_oid &id,
                                         unsigned mode);

} // namespace gatewright::git
