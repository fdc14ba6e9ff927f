// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QString>
#include <QStringList>

namespace gatewright::hls {

// The folders that an #include may reach: a source file of a stranger must not read /etc/passwd into an error
// message. libclang is shown nothing else (overlay file); links that lead out of them are found afterwards.
class VisibleFolders
{
public:
    // Also the folders that the given ones are links to. What does not exist is left out, and so is "/".
    explicit VisibleFolders(const QStringList &folders);

    // Of a path as it is written; "." and ".." are resolved, links are not.
    [[nodiscard]] bool contains(const QString &path) const;
    // Of a path with every link resolved.
    [[nodiscard]] bool containsReal(const QString &path) const;

    // Writes the file for clang's -ivfsoverlay, once for each list of folders; returns its path.
    [[nodiscard]] Result<QString> overlayFile(const QString &folder) const;

private:
    QStringList m_folders;
};

} // namespace gatewright::hls
