// SPDX-License-Identifier: Apache-2.0
#include "core/store/writer_lock.h"

#include <QFile>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace gatewright::store {

Result<std::unique_ptr<WriterLock>> WriterLock::tryAcquire(const QString &path)
{
    const int descriptor = ::open(QFile::encodeName(path).constData(),
                                  O_RDWR | O_CREAT | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW, S_IRUSR | S_IWUSR);
    if (descriptor < 0)
        return makeError(ErrorCode::Io, QStringLiteral("The lock of the learning store cannot be made."),
                         QString::fromLocal8Bit(std::strerror(errno)), path);
    if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0)
        return std::unique_ptr<WriterLock>(new WriterLock(descriptor));
    const int problem = errno;
    ::close(descriptor);
    if (problem == EWOULDBLOCK)
        return nullptr;
    return makeError(ErrorCode::Io, QStringLiteral("The learning store cannot be locked."),
                     QString::fromLocal8Bit(std::strerror(problem)), path);
}

WriterLock::~WriterLock()
{
    ::close(m_descriptor);
}

} // namespace gatewright::store
