// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/git/repository.h"

#include <QDateTime>

#include <stop_token>
#include <vector>

namespace gatewright::git {

struct Branch
{
    enum class Kind { Local, Remote };

    QString name; // "main", "origin/main"
    Kind kind = Kind::Local;
    bool isCurrent = false;
    QString upstream; // of a local one; empty: none
    CommitId commit;
    QString subject; // of that commit
    QDateTime time;

    friend bool operator==(const Branch &, const Branch &) = default;
};

// Local ones first, each kind with what was committed to last in front.
[[nodiscard]] Result<std::vector<Branch>> listBranches(const Repository &repository);

// What keeps `name` from being a branch, as a sentence; empty: nothing.
[[nodiscard]] QString branchNameProblem(const Repository &repository, const QString &name);

// At `start`, or at the last commit. Does not switch to it. On a branch without commits it takes its place.
[[nodiscard]] Result<void> createBranch(const Repository &repository, const QString &name,
                                        const CommitId &start = {});
// Takes the work folder there. InvalidInput, and nothing changed, when that would lose changes; they are
// named in the message. A remote branch is followed by a new local one.
[[nodiscard]] Result<void> switchBranch(const Repository &repository, const QString &name,
                                        const std::stop_token &stop = {});
// Leaves every branch: HEAD is the commit itself then.
[[nodiscard]] Result<void> switchToCommit(const Repository &repository, const CommitId &commit,
                                          const std::stop_token &stop = {});
[[nodiscard]] Result<void> renameBranch(const Repository &repository, const QString &name,
                                        const QString &newName);
enum class Unmerged { Refuse, Delete };
// The answer is where it was, so that it can be made again. InvalidInput: it is the current one, or commits
// of it are in no other branch.
[[nodiscard]] Result<CommitId> deleteBranch(const Repository &repository, const QString &name,
                                            Unmerged unmerged = Unmerged::Refuse);

} // namespace gatewright::git
