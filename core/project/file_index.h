// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QString>
#include <QStringList>

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

} // namespace gatewright
