// SPDX-License-Identifier: Apache-2.0
#include "core/project/file_index.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>

#include <algorithm>
#include <array>

namespace gatewright {

namespace {

constexpr std::array ignoredNames{".git",        ".hg",         ".svn",          ".cache",
                                  ".venv",       "venv",        ".tox",          "__pycache__",
                                  ".mypy_cache", ".ruff_cache", ".pytest_cache", "node_modules",
                                  "build",       ".Xil",        ".autopilot"};

} // namespace

bool isIgnoredFolder(const QString &name)
{
    return std::any_of(ignoredNames.begin(), ignoredNames.end(),
                       [&name](const char *ignored) { return name == QLatin1String(ignored); });
}

Result<FileList> listFiles(const QString &root, qsizetype limit, std::stop_token token)
{
    if (!QFileInfo(root).isDir())
        return makeError(ErrorCode::NotFound, QStringLiteral("The folder does not exist."), {}, root);
    const QDir base(root);
    FileList list;
    QStringList folders{base.absolutePath()};
    while (!folders.isEmpty()) {
        QDirIterator entries(folders.takeLast(), QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden);
        while (entries.hasNext()) {
            entries.next();
            if (token.stop_requested())
                return makeError(ErrorCode::Cancelled, QStringLiteral("Cancelled."));
            const QFileInfo entry = entries.fileInfo();
            if (entry.isDir()) {
                if (!entry.isSymLink() && !isIgnoredFolder(entry.fileName()))
                    folders << entry.absoluteFilePath();
            } else if (list.files.size() < limit) {
                list.files << base.relativeFilePath(entry.absoluteFilePath());
            } else {
                list.truncated = true;
                folders.clear();
                break;
            }
        }
    }
    list.files.sort();
    return list;
}

} // namespace gatewright
