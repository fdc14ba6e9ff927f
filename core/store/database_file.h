// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QDate>
#include <QString>
#include <QStringList>

// The files of the store, before and beside SQLite: FILE, FILE-wal, FILE-shm, FILE.broken-DATE.
namespace gatewright::store {

// Makes the folder and an empty file that only its owner may read, or takes the rights of others from what is
// there. SQLite gives its journal the rights of the file.
[[nodiscard]] Result<void> prepareFile(const QString &path);

// Renames a broken store with its journal to FILE.broken-2026-01-02 (and a number when that exists), and
// gives the new name.
[[nodiscard]] Result<QString> setAside(const QString &path, const QDate &today);

// What setAside() left in the folder, journals included.
[[nodiscard]] QStringList brokenCopies(const QString &path);
// Removes those that were last written before `before`; all of them for an invalid date.
[[nodiscard]] Result<void> removeBrokenCopies(const QString &path, const QDateTime &before);

// The bytes of the store and its journal.
[[nodiscard]] qint64 bytesOnDisk(const QString &path);

} // namespace gatewright::store
