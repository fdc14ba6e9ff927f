// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/document.h"
#include "ui/bridge/save_cleanup.h"

#include <QFileSystemWatcher>
#include <QHash>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include <functional>
#include <memory>
#include <vector>

namespace gatewright {

class NoticePresenter;
class SyntaxLibrary;
class TaskProgressModel;

// What is open. Reads and writes files off the GUI thread, keeps every byte of them, notices when other
// programs change them, and says what goes wrong as notices with a remedy. Text is given up only by close()
// and reload().
class DocumentManager : public QObject
{
    Q_OBJECT

public:
    // Null: it could not be opened; the user has been told.
    using Opened = std::function<void(Document *document)>;
    using Saved = std::function<void(bool saved)>;
    enum class OnConflict { Ask, Overwrite };

    DocumentManager(const SyntaxLibrary &library, NoticePresenter &notices, TaskProgressModel &tasks,
                    QObject *parent = nullptr);
    ~DocumentManager() override;

    [[nodiscard]] QList<Document *> documents() const;
    [[nodiscard]] Document *find(const QString &path) const;
    [[nodiscard]] bool hasModified() const;

    Document &create(Language language = Language::PlainText, std::string_view text = {},
                     const QString &name = {});
    // `done` runs once the text is there (at once when the file is open already).
    void open(const QString &path, Opened done = {});
    // The document must have a path. While a save runs, another one waits for it.
    void save(Document &document, Saved done = {}, OnConflict onConflict = OnConflict::Ask);
    // Gives the document this path when, and only when, the file could be written.
    void saveAs(Document &document, const QString &path, Saved done = {});
    // Reads the file again; the text before it can be had back by undo.
    void reload(Document &document);
    // Somebody renamed a file or folder through us: open documents go along.
    void renamed(const QString &from, const QString &to);
    // Without asking. The pages that show it must let go of it in aboutToClose.
    void close(Document &document);

    void setCleanup(const SaveCleanup &cleanup) { m_cleanup = cleanup; }
    // Looks whether files changed on disk; called by the watcher, and when the window becomes active.
    void checkDisk();

Q_SIGNALS:
    void opened(gatewright::Document *document);
    void saved(gatewright::Document *document);
    void aboutToClose(gatewright::Document *document);
    // The user chose to save elsewhere: the window asks for a path.
    void saveAsRequested(gatewright::Document *document);

private:
    struct Saving
    {
        std::vector<Saved> waiting; // asked for while a save ran
    };

    Document &add(const QString &name);
    void finishOpen(const QString &path, Result<LoadedFile> loaded);
    void tellAboutFormat(const Document &document, bool writable);
    void write(Document &document, const QString &path, const FileStamp &expected, Saved done);
    void finishWrite(Document &document, const QString &path, Revision revision, Result<FileStamp> written,
                     const Saved &done);
    void tellConflict(Document &document);
    void tellDiskState(Document &document);
    void watch(const Document &document);
    void updateDiskState(Document &document, const FileStamp &now);

    const SyntaxLibrary &m_library;
    NoticePresenter &m_notices;
    TaskProgressModel &m_tasks;
    SaveCleanup m_cleanup;
    std::vector<std::unique_ptr<Document>> m_documents;
    QHash<QString, std::vector<Opened>> m_opening; // by path
    QHash<int, Saving> m_saving;                   // by document
    QFileSystemWatcher m_watcher;
    QTimer m_diskCheck; // gathers the watcher's signals: one save by another program is several
    int m_nextId = 1;
    int m_nextUntitled = 1;
};

} // namespace gatewright
