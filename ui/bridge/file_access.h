// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>

#include <stop_token>

namespace gatewright {

// What tells one state of a file on disk from another without reading it.
struct FileStamp
{
    bool exists = false;
    qint64 size = 0;
    QDateTime modified;

    friend bool operator==(const FileStamp &, const FileStamp &) = default;
};

struct LoadedFile
{
    QByteArray bytes;
    FileStamp stamp;
    bool writable = true;
};

// Reading and writing whole files for the editor. Synchronous: call them from a task.
namespace files {

// Larger files are refused with LimitExceeded: an editor that holds the whole text is the wrong tool for
// them.
inline constexpr qint64 largestFile = qint64(1) << 30;

[[nodiscard]] FileStamp stampOf(const QString &path);
[[nodiscard]] Result<LoadedFile> read(const QString &path, std::stop_token stop = {});
// Writes beside the file and renames, so that a full disk or a crash leaves the old contents; keeps
// permissions and writes through symbolic links. The answer is the stamp of what was written.
[[nodiscard]] Result<FileStamp> write(const QString &path, const QByteArray &bytes);

} // namespace files

} // namespace gatewright
