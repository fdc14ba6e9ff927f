// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/project/path_list.h"

#include <QString>
#include <QStringList>

#include <memory>
#include <stop_token>

namespace gatewright {

// Folders that hold what tools made, not what people wrote: .git, build, __pycache__, virtual environments,
// the output of the HLS tools … The project tree and the listing leave them out.
[[nodiscard]] bool isIgnoredFolder(const QString &name);

struct FileList
{
    QStringList files;      // relative to the root, sorted, '/' between folders
    bool truncated = false; // there were more than the limit
};

// The files below `root`, without ignored folders and without following links to folders (so a loop of links
// ends). Synchronous: call it from a task. NotFound when there is no such folder, Cancelled when stopped.
[[nodiscard]] Result<FileList> listFiles(const QString &root, qsizetype limit = 100'000,
                                         std::stop_token token = {});

// What quick open and search know of a folder. A value that is shared and never changed.
struct FileIndex
{
    QString root;           // absolute
    PathList files;         // relative to the root; a folder's files stand together, sorted
    PathList folders;       // those that hold them, for watching; the root itself is the empty path
    bool truncated = false; // there were more files than the limit

    [[nodiscard]] QString absolutePath(std::size_t file) const
    {
        return root + QLatin1Char('/') + files.text(file);
    }
};

// As listFiles(), and without what .gitignore files leave out: those in the tree, those above the root in the
// same repository, and the repository's .git/info/exclude.
[[nodiscard]] Result<std::shared_ptr<const FileIndex>>
indexFiles(const QString &root, std::size_t limit = 500'000, std::stop_token token = {});

} // namespace gatewright
