// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/revision.h"
#include "core/project/atomic_write.h"
#include "ui/bridge/save_cleanup.h"

#include <QHash>
#include <QObject>

#include <functional>
#include <vector>

namespace gatewright {

class Document;
class NoticePresenter;

// Writes documents to their files off the GUI thread, one save of a document after the other, and says what
// went wrong as a notice with a remedy. Part of the DocumentManager.
class DocumentSaver : public QObject
{
    Q_OBJECT

public:
    using Saved = std::function<void(bool saved)>;

    explicit DocumentSaver(NoticePresenter &notices, QObject *parent = nullptr);

    void setCleanup(const SaveCleanup &cleanup) { m_cleanup = cleanup; }
    // WriteRequest::safetyFolder.
    void setSafetyFolder(const QString &folder) { m_safetyFolder = folder; }
    // Where versions of files lie as they were before they were overwritten (core/recovery).
    void setBackupFolder(const QString &folder) { m_backupFolder = folder; }
    [[nodiscard]] const QString &backupFolder() const { return m_backupFolder; }
    // How many of each file; 0: none.
    void setBackups(int count) { m_backups = count; }

    // Gives the document this path when, and only when, the file could be written. An `expected` stamp that
    // does not exist means: whatever is there may be replaced.
    void write(Document &document, const QString &path, const FileStamp &expected, Saved done);
    // Runs `step` on the saving thread right before the file is written, with the checksum of what it will
    // hold. For receivers of started().
    using Step = std::function<void(const QByteArray &checksum)>;
    void beforeNextWrite(const Document &document, Step step);
    [[nodiscard]] bool isSaving(const Document &document) const;
    void forget(const Document &document);

Q_SIGNALS:
    // The text of this revision goes to the file now.
    void started(gatewright::Document *document);
    void saved(gatewright::Document *document);
    // It failed; the user has been told, unless it is a conflict.
    void failed(gatewright::Document *document);
    // Another program changed the file meanwhile, and nothing was written.
    void conflicted(gatewright::Document *document);
    void saveAsRequested(gatewright::Document *document);

private:
    struct Saving
    {
        std::vector<Saved> waiting; // asked for while a save ran
        Step before;
    };

    void cleanUp(Document &document) const;
    void finish(Document &document, const QString &path, Revision revision,
                const Result<files::WrittenFile> &written, const Saved &done);
    void tellFailure(Document &document, const QString &path, const Error &error);

    NoticePresenter &m_notices;
    SaveCleanup m_cleanup;
    QString m_safetyFolder;
    QString m_backupFolder;
    int m_backups = 0;
    QHash<int, Saving> m_saving; // by document
};

} // namespace gatewright
