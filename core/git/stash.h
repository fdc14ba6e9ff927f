// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/git/repository.h"

#include <QDateTime>

#include <stop_token>
#include <vector>

namespace gatewright::git {

// Changes that were put aside.
struct Stash
{
    std::size_t index = 0; // stash@{index}; the latest is 0
    CommitId commit;
    QString message; // "WIP on main: 1234567 subject", "On main: what the user said"
    QDateTime time;

    friend bool operator==(const Stash &, const Stash &) = default;
};

[[nodiscard]] Result<std::vector<Stash>> listStashes(const Repository &repository);

enum class UntrackedFiles { Leave, Stash };
// Puts aside what is changed and staged, so that the files are as the last commit has them. InvalidInput when
// there is nothing to be put aside. Kept in the form of the git program, which can apply it too.
[[nodiscard]] Result<void> saveStash(const Repository &repository, const QString &message,
                                     UntrackedFiles untracked, const std::stop_token &stop = {});

enum class StashEnd { Keep, Drop };
// What was put aside is in the files again; with Drop it is forgotten where everything fitted. The answer:
// the files with conflicts, in which case it stays. InvalidInput, and nothing changed, where files with
// changes of their own are in the way. `commit` names the stash that was seen at `index`.
[[nodiscard]] Result<std::vector<GitPath>> applyStash(const Repository &repository, const Stash &stash,
                                                      StashEnd end, const std::stop_token &stop = {});
[[nodiscard]] Result<void> dropStash(const Repository &repository, const Stash &stash);
// One that was dropped, as the latest.
[[nodiscard]] Result<void> restoreStash(const Repository &repository, const Stash &stash);

} // namespace gatewright::git
