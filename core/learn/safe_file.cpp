// SPDX-License-Identifier: Apache-2.0
#include "core/learn/safe_file.h"

#include <QDir>
#include <QFile>

namespace gatewright::learn {

Result<QByteArray> readWhole(const QString &path, qint64 most)
{
    QFile file(path);
    if (!file.exists())
        return makeError(ErrorCode::NotFound, QStringLiteral("There is no such file."), {}, path);
    if (!file.open(QIODevice::ReadOnly))
        return makeError(ErrorCode::Io, QStringLiteral("The file cannot be read."), file.errorString(), path);
    if (file.size() > most)
        return makeError(ErrorCode::LimitExceeded, QStringLiteral("The file is too large for what it is."),
                         {}, path);
    return file.read(most);
}

Result<void> makeFolder(const QString &path)
{
    if (!QDir().mkpath(path))
        return makeError(ErrorCode::Io,
                         QStringLiteral("The folder cannot be made; see its rights and whether the disk is "
                                        "full."),
                         {}, path);
    return {};
}

} // namespace gatewright::learn
