// SPDX-License-Identifier: Apache-2.0
#include "plugins/language-hls/core/compile/visible_folders.h"

#include "core/base/path_inside.h"
#include "core/base/whole_file.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace gatewright::hls {

VisibleFolders::VisibleFolders(const QStringList &folders)
{
    for (const QString &folder : folders) {
        const QFileInfo info(folder);
        if (folder.isEmpty() || !info.isDir())
            continue;
        m_folders << QDir::cleanPath(info.absoluteFilePath()) << info.canonicalFilePath();
    }
    // A workspace of everything is none; libclang crashes on an overlay of it.
    m_folders.removeAll(QStringLiteral("/"));
    m_folders.removeDuplicates();
    // One below another one is shown with it.
    const QStringList all = m_folders;
    m_folders.removeIf([&all](const QString &folder) {
        return std::ranges::any_of(
            all, [&folder](const QString &other) { return folder != other && isInside(folder, other); });
    });
}

bool VisibleFolders::contains(const QString &path) const
{
    const QString clean = QDir::cleanPath(path);
    return std::ranges::any_of(m_folders,
                               [&clean](const QString &folder) { return isInside(clean, folder); });
}

bool VisibleFolders::containsReal(const QString &path) const
{
    const QString real = QFileInfo(path).canonicalFilePath();
    return !real.isEmpty() && contains(real);
}

Result<QString> VisibleFolders::overlayFile(const QString &folder) const
{
    QJsonArray roots;
    for (const QString &visible : m_folders)
        roots.append(QJsonObject{{QStringLiteral("name"), visible},
                                 {QStringLiteral("type"), QStringLiteral("directory-remap")},
                                 {QStringLiteral("external-contents"), visible}});
    const QJsonObject overlay{{QStringLiteral("version"), 0},
                              {QStringLiteral("case-sensitive"), QStringLiteral("true")},
                              {QStringLiteral("use-external-names"), QStringLiteral("false")},
                              {QStringLiteral("redirecting-with"), QStringLiteral("redirect-only")},
                              {QStringLiteral("roots"), roots}};
    const QByteArray bytes = QJsonDocument(overlay).toJson();
    const QByteArray hash = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex().left(16);
    const QString path = QStringLiteral("%1/folders-%2.yaml").arg(folder, QString::fromLatin1(hash));
    if (QFileInfo::exists(path))
        return path;
    GW_CHECK(writeWhole(path, bytes));
    return path;
}

} // namespace gatewright::hls
