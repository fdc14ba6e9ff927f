// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QString>

namespace gatewright::git {

// Where a repository lies, found without opening it.
struct RepositoryPlace
{
    QString root;      // what is opened: the folder that holds .git, or a bare repository itself
    QString gitFolder; // absolute
};

// The nearest repository at or above `folder`, on the same file system. NotFound: none.
[[nodiscard]] Result<RepositoryPlace> findRepository(const QString &folder);

// Whether the library may read what lies there: every file that it will open is an ordinary file of a
// sensible size (a pipe would hold the thread for ever), and so is all that its configuration includes.
// Unsupported names the file that is not.
[[nodiscard]] Result<void> checkRepositoryFiles(const RepositoryPlace &place);

} // namespace gatewright::git
