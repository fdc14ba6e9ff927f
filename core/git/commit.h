// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/git/repository.h"

#include <vector>

namespace gatewright::git {

// What could be better about a message. Only Empty keeps a commit from being made.
struct MessageIssue
{
    enum class Kind {
        Empty,
        SubjectLong,   // over 72 characters
        SubjectStop,   // ends with a full stop
        SecondLine,    // is not empty: there is no subject then
        LineLong,      // a line of the body is over 100 characters
        TrailingSpace, // is taken away
    };
    Kind kind = Kind::Empty;
    int line = 0; // 0-based

    friend bool operator==(const MessageIssue &, const MessageIssue &) = default;
};

inline constexpr int goodSubjectLength = 50;
inline constexpr int longestSubject = 72;

[[nodiscard]] std::vector<MessageIssue> checkMessage(const QString &message);
// As the git program tidies it up: no blanks at line ends, no empty lines around or in a row, one line end
// last. Lines that begin with # stay.
[[nodiscard]] QString tidyMessage(const QString &message);

struct CommitOptions
{
    enum class Amend { No, Yes };
    Amend amend = Amend::No;
    enum class Empty { Refuse, Allow };
    Empty empty = Empty::Refuse;
};

// Commits what is staged and ends a merge, revert or cherry-pick. No hook is run and nothing signed.
// Missing: git does not know the user's name. InvalidInput: nothing staged, conflicts left, an empty message,
// nothing to amend. Unsupported: in the middle of a rebase, which only the git program can go on with.
[[nodiscard]] Result<CommitId> commit(const Repository &repository, const QString &message,
                                      const CommitOptions &options = {});
// The message of the last commit; empty where there is none.
[[nodiscard]] Result<QString> lastMessage(const Repository &repository);

} // namespace gatewright::git
