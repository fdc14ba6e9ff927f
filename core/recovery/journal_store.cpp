// SPDX-License-Identifier: Apache-2.0
#include "core/recovery/journal_store.h"

#include "core/project/file_access.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRandomGenerator>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>

namespace gatewright::recovery {

namespace {

constexpr QLatin1String suffix(".journal");
constexpr QLatin1String newSuffix(".new");
constexpr qint64 largestJournal = 2 * files::largestFile;

tl::unexpected<Error> cannotWrite(int code, const QString &path)
{
    return makeError(ErrorCode::Io,
                     code == ENOSPC || code == EDQUOT || code == EFBIG
                         ? QStringLiteral("There is no room for the crash journal, so unsaved text would not "
                                          "survive a crash; save your files and free some space.")
                         : QStringLiteral("The crash journal cannot be written, so unsaved text would not "
                                          "survive a crash; save your files."),
                     QString::fromLocal8Bit(std::strerror(code)), path);
}

// 0, or the error's number.
int writeAll(int file, const QByteArray &bytes)
{
    qsizetype at = 0;
    while (at < bytes.size()) {
        const ssize_t count =
            ::write(file, bytes.constData() + at, static_cast<std::size_t>(bytes.size() - at));
        if (count < 0 && errno != EINTR)
            return errno;
        at += std::max<ssize_t>(count, 0);
    }
    return 0;
}

// Whether nobody holds the lock of the file.
bool isLeft(const QString &path)
{
    const FileDescriptor file(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    return file.isOpen() && ::flock(file.get(), LOCK_EX | LOCK_NB) == 0;
}

} // namespace

QString JournalStore::fileOf(const QString &id) const
{
    return m_folder + QLatin1Char('/') + id + suffix;
}

std::vector<JournalStore::LeftBehind> JournalStore::leftBehind() const
{
    std::vector<LeftBehind> found;
    const QFileInfoList entries =
        QDir(m_folder).entryInfoList(QDir::Files | QDir::NoSymLinks | QDir::Hidden, QDir::Time);
    for (const QFileInfo &entry : entries) {
        const QString path = entry.filePath();
        if (!isLeft(path))
            continue;
        if (path.endsWith(newSuffix)) { // a kill while it was begun: the older one is still there
            QFile::remove(path);
            continue;
        }
        if (!path.endsWith(suffix))
            continue;
        LeftBehind journal;
        journal.id = entry.fileName().chopped(suffix.size());
        Result<Journal> read = this->read(journal.id);
        if (!read) {
            // Kept for an engineer's eyes, out of the way of the next start.
            if (read.error().code == ErrorCode::Corrupt)
                QFile::rename(path, path + QStringLiteral(".damaged"));
            continue;
        }
        journal.header = std::move(read->header);
        journal.kept = read->kept;
        journal.changed = entry.lastModified();
        found.push_back(std::move(journal));
    }
    return found;
}

Result<Journal> JournalStore::read(const QString &id) const
{
    QFile file(fileOf(id));
    if (!file.open(QIODevice::ReadOnly))
        return makeError(ErrorCode::Io, QStringLiteral("The crash journal cannot be read."),
                         file.errorString(), file.fileName());
    if (file.size() > largestJournal)
        return makeError(ErrorCode::LimitExceeded, QStringLiteral("The crash journal is too large."), {},
                         file.fileName());
    return parseJournal(file.readAll());
}

void JournalStore::remove(const QString &id) const
{
    QFile::remove(fileOf(id));
}

QString newJournalId()
{
    return QStringLiteral("%1").arg(QRandomGenerator::system()->generate64(), 16, 16, QLatin1Char('0'));
}

Result<JournalFile> JournalFile::create(const JournalStore &store, const QString &id,
                                        const QByteArray &records)
{
    if (!QDir().mkpath(store.folder()))
        return cannotWrite(errno, store.folder());
    ::chmod(QFile::encodeName(store.folder()).constData(), 0700);
    const QString path = store.fileOf(id);
    const QByteArray made = QFile::encodeName(path + newSuffix);
    ::unlink(made.constData());
    FileDescriptor file(
        ::open(made.constData(), O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!file.isOpen())
        return cannotWrite(errno, path);
    ::flock(file.get(), LOCK_EX | LOCK_NB);
    const QByteArray bytes = journalMagic.toByteArray() + records;
    int code = writeAll(file.get(), bytes);
    if (code == 0 && std::rename(made.constData(), QFile::encodeName(path).constData()) != 0)
        code = errno;
    if (code != 0) {
        ::unlink(made.constData());
        return cannotWrite(code, path);
    }
    JournalFile journal(path, std::move(file));
    journal.m_size = bytes.size();
    return journal;
}

Result<void> JournalFile::append(const QByteArray &records)
{
    if (const int code = writeAll(m_file.get(), records); code != 0) {
        // Half a record would hide what is appended later.
        [[maybe_unused]] const int shortened = ::ftruncate(m_file.get(), m_size);
        return cannotWrite(code, m_path);
    }
    m_size += records.size();
    return {};
}

Result<void> JournalFile::sync()
{
    if (::fdatasync(m_file.get()) != 0)
        return cannotWrite(errno, m_path);
    return {};
}

} // namespace gatewright::recovery
