// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <functional>
#include <stop_token>

struct stat;

namespace gatewright {

// What tells one state of a file on disk from another without reading it.
struct FileStamp
{
    bool exists = false;
    qint64 size = 0;
    qint64 modified = 0; // nanoseconds since 1970
    quint64 device = 0;
    quint64 inode = 0;

    friend bool operator==(const FileStamp &, const FileStamp &) = default;
};

struct LoadedFile
{
    QByteArray bytes;
    QByteArray checksum; // of the bytes
    FileStamp stamp;
    bool writable = true;
    QString whyNot; // one sentence with its remedy when it is not writable
};

// Reading whole files for the editor. Synchronous: call these from a task.
namespace files {

// Larger files are refused with LimitExceeded: an editor that holds the whole text is the wrong tool for
// them.
inline constexpr qint64 largestFile = qint64(1) << 30;

using ReadProgress = std::function<void(qint64 done, qint64 total)>;

[[nodiscard]] FileStamp stampOf(const QString &path);
[[nodiscard]] FileStamp stampOf(const struct stat &status);
// Follows symbolic links. A pipe or a device is refused and never waited for.
[[nodiscard]] Result<LoadedFile> read(const QString &path, std::stop_token stop = {},
                                      const ReadProgress &progress = {});
// The same 32 bytes (BLAKE2b) for the same contents, in every version of the program.
[[nodiscard]] QByteArray checksumOf(QByteArrayView bytes);
// The file that a path means, links followed, also when that file does not exist yet. InvalidInput: the links
// lead in a circle.
[[nodiscard]] Result<QString> targetOf(const QString &path);
// Error::remedy of a file that is the user's own and write-protected.
inline constexpr QLatin1String allowWritingRemedy("file.allowWriting");
// An error with owner and remedy when the file exists and may not be written.
[[nodiscard]] Result<void> checkWritable(const QString &path);

} // namespace files

} // namespace gatewright
