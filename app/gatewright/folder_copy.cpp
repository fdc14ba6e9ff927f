// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gatewright/folder_copy.h"

#include "core/project/file_index.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace gatewright {

Result<void> copyFolder(const QString &source, const QString &target)
{
    GW_TRY(list, listFiles(source));
    const QDir from(source);
    const QDir to(target);
    for (const QString &name : list.files) {
        const QString copy = to.filePath(name);
        if (!QDir().mkpath(QFileInfo(copy).absolutePath()) || !QFile::copy(from.filePath(name), copy))
            return makeError(ErrorCode::Io, QStringLiteral("The file cannot be copied."), copy,
                             from.filePath(name));
        QFile::setPermissions(copy, QFile::permissions(copy) | QFileDevice::WriteOwner);
    }
    return {};
}

} // namespace gatewright
