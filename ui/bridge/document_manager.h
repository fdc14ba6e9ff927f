// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/disk_watch.h"
#include "ui/bridge/document.h"
#include "ui/bridge/document_saver.h"

#include <QHash>
#include <QObject>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace gatewright {

class DocumentOpening;
class NoticePresenter;
class SyntaxLibrary;
class TaskProgressModel;

// Two texts to be shown beside each other, as bytes in UTF-8.
struct ComparedTexts
{
    QString title; // of the document
    QString path;  // names the language; may be empty
    QString leftName;
    QByteArray left;
    QString rightName;
    QByteArray right;
};

// What is open. Reads and writes files off the GUI thread, keeps every byte of them, notices when other
// programs change them, and says what goes wrong as notices with a remedy. Text is given up only by close();
// what reload() replaces comes back by undo.
class DocumentManager : public QObject
{
    Q_OBJECT

public:
    // Null: it could not be opened; the user has been told.
    using Opened = std::function<void(Document *document)>;
    using Saved = DocumentSaver::Saved;
    enum class OnConflict { Ask, Overwrite };

    DocumentManager(const SyntaxLibrary &library, NoticePresenter &notices, TaskProgressModel &tasks,
                    QObject *parent = nullptr);
    ~DocumentManager() override;

    [[nodiscard]] QList<Document *> documents() const;
    [[nodiscard]] Document *find(const QString &path) const;
    [[nodiscard]] Document *byId(int id) const;
    [[nodiscard]] bool hasModified() const;

    Document &create(Language language = Language::PlainText, std::string_view text = {},
                     const QString &name = {});
    // A document whose file does not exist, with a text that came from elsewhere (a journal).
    Document &createFor(const QString &path, std::string_view text, Encoding encoding);
    // `done` runs once the text is there (at once when the file is open already). A large file shows its
    // progress and can be cancelled.
    void open(const QString &path, Opened done = {});
    // The document must have a path. While a save runs, another one waits for it.
    void save(Document &document, Saved done = {}, OnConflict onConflict = OnConflict::Ask);
    // Gives the document this path when, and only when, the file could be written.
    void saveAs(Document &document, const QString &path, Saved done = {});
    // Reads the file again, in the encoding that the document has or in another one; the text before it can
    // be had back by undo.
    void reload(Document &document, std::optional<Encoding> encoding = {});
    // The document beside its file: compared() follows.
    void compareWithDisk(Document &document);
    // Somebody renamed a file or folder through us: open documents go along.
    void renamed(const QString &from, const QString &to);
    // Without asking. The pages that show it must let go of it in aboutToClose.
    void close(Document &document);

    void setCleanup(const SaveCleanup &cleanup) { m_saver.setCleanup(cleanup); }
    [[nodiscard]] DocumentSaver &saver() { return m_saver; }
    [[nodiscard]] DiskWatch &diskWatch() { return m_disk; }
    // Looks whether files changed on disk; called by the watcher, and when the window becomes active.
    void checkDisk() { m_disk.check(); }

Q_SIGNALS:
    void opened(gatewright::Document *document);
    void saved(gatewright::Document *document);
    void aboutToClose(gatewright::Document *document);
    // The user chose to save elsewhere: the window asks for a path.
    void saveAsRequested(gatewright::Document *document);
    void compared(const gatewright::ComparedTexts &texts);

private:
    std::unique_ptr<Document> make(const QString &name);
    Document &add(std::unique_ptr<Document> document);
    QString freeName();
    void connectParts();
    void finishOpen(DocumentOpening &opening, const Error *error);
    void tellAboutFormat(const Document &document, const LoadedFile &file);

    const SyntaxLibrary &m_library;
    NoticePresenter &m_notices;
    TaskProgressModel &m_tasks;
    std::vector<std::unique_ptr<Document>> m_documents;
    std::vector<std::unique_ptr<DocumentOpening>> m_opening;
    DocumentSaver m_saver;
    DiskWatch m_disk;
    int m_nextId = 1;
    int m_nextUntitled = 1;
};

} // namespace gatewright
