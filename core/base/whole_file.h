// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QSaveFile>
#include <QString>

namespace gatewright {

enum class FileReaders {
    AsUsual, // what the process's umask says
    Owner,   // mode 0600
};

// A file of our own that is written beside its place and takes its name when all of it is on the disk:
// whatever happens, the path holds the old bytes or the new ones. The only way to write with QSaveFile, since
// that of Qt 6.4 forgets a write that a full disk refused, and puts a cut file in place of a whole one. The
// user's files have core/project/atomic_write.h. Every error is Io, names the path and holds the system's
// reason. Not committed: nothing was written. Any one thread.
class WholeFile
{
public:
    explicit WholeFile(const QString &path);

    // Before all else. The folder must be there.
    [[nodiscard]] Result<void> open(FileReaders readers = FileReaders::AsUsual);
    [[nodiscard]] Result<void> write(QByteArrayView bytes);
    // The last step; no other may follow.
    [[nodiscard]] Result<void> commit();

private:
    [[nodiscard]] Result<void> failed() const;

    QSaveFile m_file;
};

// All at once.
[[nodiscard]] Result<void> writeWhole(const QString &path, QByteArrayView bytes,
                                      FileReaders readers = FileReaders::AsUsual);

} // namespace gatewright
