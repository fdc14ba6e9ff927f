// SPDX-License-Identifier: Apache-2.0
#include "core/recovery/backup_store.h"

#include "core/base/whole_file.h"
#include "core/project/file_access.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>

#include <algorithm>

namespace gatewright::recovery {

namespace {

// Sorts as it counts.
QString timeFormat()
{
    return QStringLiteral("yyyyMMdd-hhmmss-zzz");
}
// Larger files are logs and data, not what somebody wrote.
constexpr qint64 largestBackup = 32 * 1024 * 1024;

} // namespace

QString BackupStore::folderOf(const QString &path) const
{
    const QByteArray name = QCryptographicHash::hash(path.toUtf8(), QCryptographicHash::Blake2b_160).toHex();
    return m_folder + QLatin1Char('/') + QString::fromLatin1(name);
}

std::vector<BackupStore::Backup> BackupStore::backupsOf(const QString &path) const
{
    std::vector<Backup> found;
    const QDir folder(folderOf(path));
    const QStringList names = folder.entryList(QDir::Files, QDir::Name | QDir::Reversed);
    for (const QString &name : names) {
        QDateTime made = QDateTime::fromString(name, timeFormat());
        made.setTimeSpec(Qt::UTC);
        if (made.isValid())
            found.push_back({folder.filePath(name), made});
    }
    return found;
}

Result<void> BackupStore::keep(const QString &path, int most) const
{
    GW_TRY(target, files::targetOf(path));
    if (const FileStamp now = files::stampOf(target); !now.exists || now.size > largestBackup)
        return {};
    GW_TRY(file, files::read(target));
    std::vector<Backup> backups = backupsOf(path);
    if (!backups.empty()) {
        QFile latest(backups.front().file);
        if (latest.open(QIODevice::ReadOnly) && latest.readAll() == file.bytes)
            return {};
    }
    // Versions stand in the order in which they were kept: two of one millisecond, and a clock set back.
    QDateTime made = QDateTime::currentDateTimeUtc();
    if (!backups.empty())
        made = std::max(made, backups.front().made.addMSecs(1));
    const QString folder = folderOf(path);
    const QString copy = folder + QLatin1Char('/') + made.toString(timeFormat());
    QDir().mkpath(folder);
    if (const Result<void> kept = writeWhole(copy, file.bytes, FileReaders::Owner); !kept)
        return makeError(ErrorCode::Io,
                         QStringLiteral("The old version of the file could not be kept; free some space or "
                                        "turn backups off in the settings. The file is unchanged."),
                         kept.error().detail, copy);
    QFile::setPermissions(m_folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    backups = backupsOf(path);
    for (std::size_t index = static_cast<std::size_t>(most); index < backups.size(); ++index)
        QFile::remove(backups[index].file);
    return {};
}

} // namespace gatewright::recovery
