// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/file_descriptor.h"
#include "core/base/result.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace gatewright::files {

// What a file held and what it is about to hold, on disk while it is written in place: the program may be
// killed in the middle, and the next start then puts the file right. The copy is readable by its owner only,
// and goes with the object.
class SafetyCopy
{
public:
    [[nodiscard]] static Result<SafetyCopy> create(const QString &folder, const QString &path,
                                                   const QByteArray &before, const QByteArray &after);
    ~SafetyCopy();
    SafetyCopy(SafetyCopy &&) noexcept = default;
    SafetyCopy &operator=(SafetyCopy &&) noexcept = delete;

    // For tests: as after a kill.
    void abandon() { m_path.clear(); }

private:
    SafetyCopy(QString path, FileDescriptor lock)
        : m_path(std::move(path))
        , m_lock(std::move(lock))
    {
    }

    QString m_path; // empty after a move
    FileDescriptor m_lock;
};

// Puts right what writes in place left half done when their process was killed: a file that holds the first
// part of the new text and the rest of the old one gets the new text. A file that anybody changed since is
// left alone. Returns the files that were mended. Call it before files are opened.
[[nodiscard]] QStringList mendTornFiles(const QString &folder);

// Whether `now` begins as `after` and goes on as `before`.
[[nodiscard]] bool isTorn(const QByteArray &now, const QByteArray &before, const QByteArray &after);

} // namespace gatewright::files
