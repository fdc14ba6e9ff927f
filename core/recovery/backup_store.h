// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QDateTime>
#include <QString>

#include <vector>

namespace gatewright::recovery {

// Versions of files as they were before they were overwritten: <state>/backups/<hash of the path>/<time>,
// readable by their owner only. Synchronous: for a task.
class BackupStore
{
public:
    explicit BackupStore(QString folder)
        : m_folder(std::move(folder))
    {
    }

    struct Backup
    {
        QString file;
        QDateTime made;
    };

    // Keeps the file as it is now, unless the latest backup is the same, and of all its backups the latest
    // `most`. Nothing when there is no such file.
    [[nodiscard]] Result<void> keep(const QString &path, int most) const;
    // The latest first.
    [[nodiscard]] std::vector<Backup> backupsOf(const QString &path) const;

private:
    [[nodiscard]] QString folderOf(const QString &path) const;

    QString m_folder;
};

} // namespace gatewright::recovery
