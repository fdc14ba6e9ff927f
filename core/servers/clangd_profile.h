// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QString>
#include <QStringList>

namespace gatewright::servers {

// What clangd must know of HLS: the headers that come with the product, what the C simulation defines, and
// every source of the folder, so that references reach files that are not open.
struct ClangdProfile
{
    // Everything is written below this folder, in the user's cache.
    QString folder;
    // Searched with -isystem, in this order.
    QStringList headerFolders;

    // What a file without a compile command is compiled with.
    [[nodiscard]] QStringList flags() const;
    // clangd reads <configHome()>/clangd/config.yaml as the user's configuration.
    [[nodiscard]] QString configHome() const { return folder; }
    // Where clangd finds the sources of this workspace.
    [[nodiscard]] QString databaseFolder(const QString &workspace) const;

    // Writes config.yaml: the flags are added whatever a project says, and the user's own configuration (a
    // file of YAML documents, may not exist) comes behind. Io when it cannot be written.
    [[nodiscard]] Result<void> writeConfig(const QString &userConfig) const;
    // Writes compile_commands.json for these files, absolute paths; those that are no C or C++ are left out.
    // Nothing is written when it says that already. Io when it cannot be written. For a task: reads and
    // writes files.
    [[nodiscard]] Result<void> writeDatabase(const QString &workspace, const QStringList &files) const;
};

// The folder of the project's own compile_commands.json: the workspace itself or `build` below it; empty when
// there is none.
[[nodiscard]] QString projectDatabaseFolder(const QString &workspace);

} // namespace gatewright::servers
