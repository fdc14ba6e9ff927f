// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

namespace gatewright::test {

// Makes the folders above as well; returns the path. A test that cannot write its own files ends here.
inline QString writeFile(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!QDir().mkpath(QFileInfo(path).path()) || !file.open(QIODevice::WriteOnly) ||
        file.write(bytes) != bytes.size() || !file.flush())
        qFatal("the test cannot write %s", qPrintable(path));
    return path;
}

// Empty where nothing can be read.
inline QByteArray readFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// A folder that goes with the test.
class Folder
{
public:
    [[nodiscard]] QString path() const { return m_folder.path(); }
    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }
    [[nodiscard]] QString path(const char *name) const { return path(QString::fromUtf8(name)); }
    // Returns the file's path.
    QString write(const QString &name, const QByteArray &bytes = {}) const
    {
        return writeFile(path(name), bytes);
    }
    QString write(const char *name, const QByteArray &bytes = {}) const
    {
        return writeFile(path(name), bytes);
    }

private:
    QTemporaryDir m_folder;
};

} // namespace gatewright::test
