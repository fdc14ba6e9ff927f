// SPDX-License-Identifier: Apache-2.0
#include "core/project/file_attributes.h"

#include <QByteArray>
#include <QFile>
#include <QList>

#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <cerrno>

namespace gatewright::files {

namespace {

// Names and values are at most 64 KiB each in Linux.
constexpr int largestAttribute = 64 * 1024;

QList<QByteArray> attributesOf(const char *path)
{
    QByteArray names(largestAttribute, '\0');
    const ssize_t size = ::listxattr(path, names.data(), static_cast<std::size_t>(names.size()));
    if (size <= 0)
        return {};
    names.truncate(size);
    QList<QByteArray> list = names.split('\0');
    list.removeAll(QByteArray());
    return list;
}

// Labels of the security modules are theirs to give, and they do so for a new file in the same folder.
bool mustBeKept(const QByteArray &name)
{
    return name.startsWith("user.") || name == "system.posix_acl_access";
}

bool hasAttributes(const char *path, int to)
{
    const QList<QByteArray> names = attributesOf(path);
    for (const QByteArray &name : names) {
        QByteArray value(largestAttribute, '\0');
        const ssize_t size =
            ::getxattr(path, name.constData(), value.data(), static_cast<std::size_t>(value.size()));
        const bool copied = size >= 0 && ::fsetxattr(to, name.constData(), value.constData(),
                                                     static_cast<std::size_t>(size), 0) == 0;
        if (!copied && mustBeKept(name))
            return false;
    }
    return true;
}

} // namespace

bool copyAttributes(const QString &path, const struct stat &status, int to)
{
    struct stat made = {};
    if (::fstat(to, &made) != 0)
        return false;
    if ((made.st_uid != status.st_uid || made.st_gid != status.st_gid) &&
        ::fchown(to, status.st_uid, status.st_gid) != 0)
        return false;
    // After the owner, because a change of owner takes set-user-id away; after the access list, whose mask is
    // the group's permission.
    return hasAttributes(QFile::encodeName(path).constData(), to) &&
           ::fchmod(to, status.st_mode & 07777) == 0;
}

} // namespace gatewright::files
