// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/git/repository.h"

#include <QDateTime>

#include <stop_token>
#include <vector>

namespace gatewright::git {

// Who wrote a line last, and when.
struct BlameCommit
{
    CommitId id;
    QString author;
    QDateTime time;
    QString subject;
    GitPath path; // what the file was called then

    friend bool operator==(const BlameCommit &, const BlameCommit &) = default;
};

struct Blame
{
    std::vector<BlameCommit> commits;
    // For each line of the text: which of `commits` it comes from; -1: it is not committed yet.
    std::vector<int> lines;

    // Null: not committed.
    [[nodiscard]] const BlameCommit *at(int line) const;
};

// For `text`, which may hold more or less than the file of the last commit: what `git blame` says, line by
// line. Moved lines are not looked for. NotFound when the last commit has no such file.
[[nodiscard]] Result<Blame> blameText(const Repository &repository, const GitPath &path,
                                      const QByteArray &text, const std::stop_token &stop = {});

} // namespace gatewright::git
