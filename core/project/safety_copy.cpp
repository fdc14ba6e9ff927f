// SPDX-License-Identifier: Apache-2.0
#include "core/project/safety_copy.h"

#include "core/project/file_access.h"

#include <QDataStream>
#include <QDir>
#include <QFile>
#include <QRandomGenerator>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <algorithm>

namespace gatewright::files {

namespace {

constexpr QLatin1String suffix(".save");
constexpr char magic[] = "Gatewright save 1\n";
constexpr qsizetype magicSize = sizeof magic - 1;
constexpr qsizetype checksumSize = 32;

struct Contents
{
    QString path;
    QByteArray before;
    QByteArray after;
};

tl::unexpected<Error> cannotCopy(const QString &detail, const QString &path)
{
    return makeError(ErrorCode::Io,
                     QStringLiteral("The file can only be written in place, and the copy that keeps it safe "
                                    "meanwhile cannot be made; free some space or save it elsewhere. The old "
                                    "file is unchanged."),
                     detail, path);
}

QByteArray packed(const Contents &contents)
{
    QByteArray body;
    QDataStream stream(&body, QIODevice::WriteOnly);
    stream.setVersion(QDataStream::Qt_6_4);
    stream << contents.path << contents.before << contents.after;
    return magic + checksumOf(body) + body;
}

// Nothing when the copy was not finished: then nothing was written in place either.
std::optional<Contents> unpacked(const QByteArray &bytes)
{
    if (!bytes.startsWith(magic))
        return std::nullopt;
    const QByteArray body = bytes.mid(magicSize + checksumSize);
    if (checksumOf(body) != bytes.mid(magicSize, checksumSize))
        return std::nullopt;
    Contents contents;
    QDataStream stream(body);
    stream.setVersion(QDataStream::Qt_6_4);
    stream >> contents.path >> contents.before >> contents.after;
    return stream.status() == QDataStream::Ok ? std::optional(contents) : std::nullopt;
}

bool writeAndSync(int descriptor, const QByteArray &bytes, QString &problem)
{
    QFile file;
    if (!file.open(descriptor, QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.flush() ||
        ::fsync(descriptor) != 0) {
        problem = file.errorString();
        return false;
    }
    return true;
}

bool mend(const Contents &contents)
{
    QFile file(contents.path);
    if (!file.open(QIODevice::ReadOnly) || file.size() > largestFile ||
        !isTorn(file.readAll(), contents.before, contents.after))
        return false;
    file.close();
    // In place again: the file has the same other names as before. Another kill leaves it torn in the same
    // way.
    return file.open(QIODevice::ReadWrite) && file.write(contents.after) == contents.after.size() &&
           file.flush() && file.resize(contents.after.size()) && ::fsync(file.handle()) == 0;
}

} // namespace

Result<SafetyCopy> SafetyCopy::create(const QString &folder, const QString &path, const QByteArray &before,
                                      const QByteArray &after)
{
    if (!QDir().mkpath(folder))
        return cannotCopy({}, folder);
    QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    const QString place =
        folder + QLatin1Char('/') + QString::number(QRandomGenerator::system()->generate64(), 36) + suffix;
    FileDescriptor file(::open(QFile::encodeName(place).constData(),
                               O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!file.isOpen())
        return cannotCopy(qt_error_string(errno), place);
    ::flock(file.get(), LOCK_EX | LOCK_NB);
    SafetyCopy copy(place, std::move(file));
    QString problem;
    if (!writeAndSync(copy.m_lock.get(), packed({path, before, after}), problem))
        return cannotCopy(problem, path);
    return copy;
}

SafetyCopy::~SafetyCopy()
{
    if (!m_path.isEmpty())
        QFile::remove(m_path);
}

bool isTorn(const QByteArray &now, const QByteArray &before, const QByteArray &after)
{
    if (now == before || now == after)
        return false;
    const auto [inNow, inAfter] = std::mismatch(now.begin(), now.end(), after.begin(), after.end());
    const qsizetype written = inNow - now.begin();
    return now.mid(written) == before.mid(written);
}

QStringList mendTornFiles(const QString &folder)
{
    QStringList mended;
    const QDir copies(folder);
    const QStringList names = copies.entryList({QLatin1Char('*') + suffix}, QDir::Files | QDir::Hidden);
    for (const QString &name : names) {
        const QString place = copies.filePath(name);
        const FileDescriptor lock(
            ::open(QFile::encodeName(place).constData(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
        // Another window writes that file now.
        if (!lock.isOpen() || ::flock(lock.get(), LOCK_EX | LOCK_NB) != 0)
            continue;
        QFile file(place);
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const std::optional<Contents> contents = unpacked(file.readAll());
        if (contents && mend(*contents))
            mended << contents->path;
        QFile::remove(place);
    }
    return mended;
}

} // namespace gatewright::files
