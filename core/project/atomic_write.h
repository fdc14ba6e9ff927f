// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/project/file_access.h"

namespace gatewright::files {

struct WriteRequest
{
    QString path;
    QByteArray bytes;
    // What the caller last saw there; when the file is another one by now, the answer is Cancelled and
    // nothing was written. One that does not exist means: whatever is there may be replaced.
    FileStamp expected;
    // Where a copy lies while a file is written in place (safety_copy.h). Empty: there is none, and a kill in
    // that moment tears the file.
    QString safetyFolder;
};

enum class WriteMethod {
    Replaced, // a new file took the name of the old one: there is no moment at which it is torn
    InPlace,  // the file has other names, or its owner or folder do not allow a new one
};

struct WrittenFile
{
    FileStamp stamp;
    QByteArray checksum;
    WriteMethod method = WriteMethod::Replaced;
};

// Writes beside the file and renames, so that a full disk or a crash leaves the old contents. Owner, group,
// permissions, access lists and other extended attributes stay; symbolic links stay links and their target is
// written; a file with several hard links keeps them. On an error the file is as it was. Synchronous: call it
// from a task.
[[nodiscard]] Result<WrittenFile> write(const WriteRequest &request);
[[nodiscard]] Result<WrittenFile> write(const QString &path, const QByteArray &bytes);

} // namespace gatewright::files
