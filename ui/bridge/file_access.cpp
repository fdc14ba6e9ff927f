// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/file_access.h"

#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

namespace gatewright::files {

namespace {

constexpr qint64 chunk = 4 * 1024 * 1024;

} // namespace

FileStamp stampOf(const QString &path)
{
    const QFileInfo info(path);
    if (!info.exists())
        return {};
    return {true, info.size(), info.lastModified()};
}

Result<LoadedFile> read(const QString &path, std::stop_token stop)
{
    const QFileInfo info(path);
    if (!info.exists())
        return makeError(ErrorCode::NotFound, QStringLiteral("There is no such file."), {}, path);
    if (!info.isFile())
        return makeError(ErrorCode::InvalidInput, QStringLiteral("This is not a file that can be edited."),
                         {}, path);
    if (info.size() > largestFile)
        return makeError(ErrorCode::LimitExceeded, QStringLiteral("The file is larger than 1 GiB."), {},
                         path);
    QFile file(path);
    LoadedFile loaded;
    loaded.stamp = stampOf(path);
    if (!file.open(QIODevice::ReadOnly))
        return makeError(ErrorCode::Io, QStringLiteral("The file cannot be read; check its permissions."),
                         file.errorString(), path);
    loaded.bytes.reserve(file.size());
    while (!file.atEnd()) {
        if (stop.stop_requested())
            return makeError(ErrorCode::Cancelled, QStringLiteral("Cancelled."), {}, path);
        const QByteArray part = file.read(chunk);
        if (part.isEmpty())
            break;
        loaded.bytes.append(part);
        if (loaded.bytes.size() > largestFile)
            return makeError(ErrorCode::LimitExceeded, QStringLiteral("The file is larger than 1 GiB."), {},
                             path);
    }
    if (file.error() != QFileDevice::NoError)
        return makeError(ErrorCode::Io, QStringLiteral("The file cannot be read to its end."),
                         file.errorString(), path);
    loaded.writable = info.isWritable();
    return loaded;
}

Result<FileStamp> write(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    // Where only the file and not its folder may be written, writing in place is the only way there is.
    file.setDirectWriteFallback(true);
    if (!file.open(QIODevice::WriteOnly))
        return makeError(
            ErrorCode::Io,
            QStringLiteral("The file cannot be written; check its permissions or save it elsewhere."),
            file.errorString(), path);
    if (file.write(bytes) != bytes.size() || !file.commit())
        return makeError(
            ErrorCode::Io,
            QStringLiteral("The file could not be written; free some space on the disk or save it elsewhere. "
                           "The old file is unchanged."),
            file.errorString(), path);
    return stampOf(path);
}

} // namespace gatewright::files
