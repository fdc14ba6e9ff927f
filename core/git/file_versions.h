// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/git/status.h"

namespace gatewright::git {

// A file in one of the states that git knows.
struct FileVersion
{
    enum class Kind { Missing, Text, Binary, Link, Submodule, TooLarge };

    Kind kind = Kind::Missing;
    // Of a text or binary file; the target of a link; the commit of a submodule, in hex.
    QByteArray bytes;
    QByteArray id; // of the stored object, in hex; empty for what is not stored yet

    [[nodiscard]] bool isText() const { return kind == Kind::Text || kind == Kind::Missing; }
};

inline constexpr qint64 largestVersion = qint64{32} << 20; // bytes

// How the bytes of a stored text are wanted: as git stores it, or as it stands in the work folder, where line
// ends may be others. Only the conversions that git itself has are done; no filter program is run.
enum class TextForm { Stored, WorkFolder };

[[nodiscard]] Result<FileVersion> versionInCommit(const Repository &repository, const CommitId &commit,
                                                  const GitPath &path, TextForm form = TextForm::WorkFolder);
// In the last commit; Missing where there is none.
[[nodiscard]] Result<FileVersion> versionInHead(const Repository &repository, const GitPath &path,
                                                TextForm form = TextForm::WorkFolder);
// The staged one. Of a file with a conflict: ours.
[[nodiscard]] Result<FileVersion> versionInIndex(const Repository &repository, const GitPath &path,
                                                 TextForm form = TextForm::WorkFolder);
// The file itself. `form` Stored: what git would store.
[[nodiscard]] Result<FileVersion> versionInWorkFolder(const Repository &repository, const GitPath &path,
                                                      TextForm form = TextForm::WorkFolder);

// What git would store of these bytes, which may be an editor's, for the file.
[[nodiscard]] Result<QByteArray> storedForm(const Repository &repository, const GitPath &path,
                                            const QByteArray &bytes);

// A file that two commits have differently.
struct ChangedFile
{
    GitPath path;
    GitPath oldPath; // of what was renamed
    FileChange change = FileChange::Modified;
    bool isSubmodule = false;

    friend bool operator==(const ChangedFile &, const ChangedFile &) = default;
};

// What `commit` changed against its first parent, by path; of a commit without parents, everything in it.
[[nodiscard]] Result<std::vector<ChangedFile>>
changedFiles(const Repository &repository, const CommitId &commit, const std::stop_token &stop = {});
[[nodiscard]] Result<std::vector<ChangedFile>> changedFiles(const Repository &repository,
                                                            const CommitId &from, const CommitId &to,
                                                            const std::stop_token &stop = {});

// Which two states are compared.
enum class DiffScope {
    Staged,  // the last commit and the index
    Working, // the index and the work folder
};

// The patch as `git diff --full-index` prints it, for all files or one.
[[nodiscard]] Result<QByteArray> patchText(const Repository &repository, DiffScope scope,
                                           const GitPath &path = {}, const std::stop_token &stop = {});
[[nodiscard]] Result<QByteArray> patchText(const Repository &repository, const CommitId &from,
                                           const CommitId &to, const std::stop_token &stop = {});

// What the git program would run a program for: a filter driver or an encoding of the attributes. We do not,
// so such files are left to it. Empty: none.
[[nodiscard]] QString foreignFilter(const Repository &repository, const GitPath &path);

} // namespace gatewright::git
