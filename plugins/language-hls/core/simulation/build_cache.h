// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>

namespace gatewright::hls {

class ProjectMirror;

// Compiled objects and linked programs by the content of all that they were made from. Several threads and
// processes may use one folder: files appear whole or not at all. What is damaged or gone is made again:
// contents are compared with their hashes before they are used.
class BuildCache
{
public:
    // `folder` is made when needed.
    explicit BuildCache(QString folder);

    // An object that was compiled from this key (flags, compiler, text) and from headers that are still the
    // same (those in the mirror by content, others by size and time); its path, and a name for its content.
    struct Object
    {
        QString path;
        QByteArray identity;
    };
    [[nodiscard]] std::optional<Object> findObject(const QByteArray &key, const ProjectMirror &mirror) const;
    // `headers` are paths in the mirror and of the system. Nothing when the cache cannot be written: the
    // caller uses its own file then.
    std::optional<Object> addObject(const QByteArray &key, const ProjectMirror &mirror, const QString &object,
                                    const QStringList &headers) const;

    [[nodiscard]] std::optional<QString> findProgram(const QByteArray &identity) const;
    void addProgram(const QByteArray &identity, const QString &program) const;

    // The least recently made go until the rest fits.
    void prune() const;

private:
    [[nodiscard]] QString path(const QByteArray &name, const char *suffix) const;

    QString m_folder;
};

[[nodiscard]] QByteArray contentHash(const QByteArray &bytes);
// A hash of the names in a folder, which need not exist.
[[nodiscard]] QByteArray namesIn(const QString &folder);

} // namespace gatewright::hls
