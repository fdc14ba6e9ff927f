// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/file_descriptor.h"
#include "core/recovery/journal.h"

#include <QHash>

namespace gatewright::recovery {

// The journals of a profile: <state>/journals/<id>.journal, readable by their owner only. A journal is locked
// while its process lives, however that ends; one that is not locked was left behind.
class JournalStore
{
public:
    explicit JournalStore(QString folder)
        : m_folder(std::move(folder))
    {
    }

    [[nodiscard]] const QString &folder() const { return m_folder; }
    [[nodiscard]] QString fileOf(const QString &id) const;

    struct LeftBehind
    {
        QString id;
        JournalHeader header;
        QDateTime changed;
        bool kept = false;
    };
    // What was left behind and can be read, the latest first. What nobody can read goes.
    [[nodiscard]] std::vector<LeftBehind> leftBehind() const;
    [[nodiscard]] Result<Journal> read(const QString &id) const;
    void remove(const QString &id) const;

private:
    QString m_folder;
};

// 64 random bits.
[[nodiscard]] QString newJournalId();

// One journal that this process writes. For one thread.
class JournalFile
{
public:
    // Takes the place of an older journal with this id, at once and as a whole. Io: no room, no rights.
    [[nodiscard]] static Result<JournalFile> create(const JournalStore &store, const QString &id,
                                                    const QByteArray &records);

    [[nodiscard]] Result<void> append(const QByteArray &records);
    [[nodiscard]] Result<void> sync();

private:
    JournalFile(QString path, FileDescriptor file)
        : m_path(std::move(path))
        , m_file(std::move(file))
    {
    }

    QString m_path;
    FileDescriptor m_file;
    qint64 m_size = 0;
};

} // namespace gatewright::recovery
