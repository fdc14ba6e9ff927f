// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <memory>
#include <vector>

struct git_repository;

namespace gatewright::git {

// 40 hexadecimal digits; empty: none.
using CommitId = QByteArray;
// A file as git names it: bytes, relative to the work folder, '/' between folders. Names may hold anything
// but NUL: line ends, bytes that are not UTF-8.
using GitPath = QByteArray;

// For people: what is not UTF-8 is replaced, line ends and other control characters are made visible.
[[nodiscard]] QString displayPath(const GitPath &path);

// Where HEAD is.
struct Head
{
    QString branch;   // its short name; empty: detached
    CommitId commit;  // empty: the branch has no commit yet
    QString upstream; // "origin/main"; empty: none
    int ahead = 0;    // commits that the upstream lacks
    int behind = 0;   // commits of the upstream that we lack

    [[nodiscard]] bool isUnborn() const { return commit.isEmpty(); }
    [[nodiscard]] bool isDetached() const { return branch.isEmpty(); }
    friend bool operator==(const Head &, const Head &) = default;
};

// What somebody began in the repository and did not end.
enum class Unfinished { Nothing, Merge, Revert, CherryPick, Rebase, Bisect, Patches };

struct Remote
{
    QString name;
    QString url;
    QString host; // "example.org"; empty: on this machine

    friend bool operator==(const Remote &, const Remote &) = default;
};

// An open repository. Cheap to open, so that each task opens its own: one thread at a time uses one.
// Everything in it may have been made by somebody else: no hook, no filter program and no command of its
// configuration is ever run, and no network used.
//
// The functions that work on it are in the other headers of this folder.
class Repository
{
public:
    // The repository that `folder` (absolute) lies in. NotFound: in none. Unsupported: bare, owned by
    // somebody else (as the git program sees it, safe.directory included), or with its work tree elsewhere.
    // Corrupt: broken.
    [[nodiscard]] static Result<Repository> open(const QString &folder);
    // A new one in `folder`, without templates; the first branch is called as init.defaultBranch says, or
    // "main".
    [[nodiscard]] static Result<Repository> initialise(const QString &folder);

    // Absolute, without links and without a '/' at the end.
    [[nodiscard]] const QString &workFolder() const { return m_workFolder; }
    [[nodiscard]] const QString &gitFolder() const { return m_gitFolder; }

    [[nodiscard]] Result<Head> head() const;
    [[nodiscard]] Unfinished unfinished() const;
    [[nodiscard]] std::vector<Remote> remotes() const;
    // The message that a merge prepared; empty: none.
    [[nodiscard]] QString preparedMessage() const;
    // Hooks that the git program would run at a commit, and we do not: "pre-commit".
    [[nodiscard]] QStringList commitHooks() const;
    // The configuration wants commits signed, which we do not.
    [[nodiscard]] bool wantsSignatures() const;

    // Empty for what is not inside the work folder, or is the git folder.
    [[nodiscard]] GitPath pathOf(const QString &absolute) const;
    [[nodiscard]] QString absolutePath(const GitPath &path) const;
    [[nodiscard]] bool isIgnored(const GitPath &path) const;

    // For this module alone.
    [[nodiscard]] git_repository *handle() const { return m_handle.get(); }

private:
    struct Close
    {
        void operator()(git_repository *repository) const;
    };

    std::unique_ptr<git_repository, Close> m_handle;
    QString m_workFolder;
    QString m_gitFolder;
};

// A name and an address for commits, from the configuration. Missing when there is none.
struct Identity
{
    QString name;
    QString address;

    friend bool operator==(const Identity &, const Identity &) = default;
};
[[nodiscard]] Result<Identity> readIdentity(const Repository &repository);
// For this repository alone.
[[nodiscard]] Result<void> writeIdentity(const Repository &repository, const Identity &identity);

} // namespace gatewright::git
