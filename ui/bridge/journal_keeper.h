// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/recovery/journal_writer.h"
#include "ui/bridge/document_manager.h"

#include <QElapsedTimer>
#include <QTimer>

#include <map>

namespace gatewright {

// Keeps a crash journal of every document with unsaved text: what is typed goes to its file at once, by
// another thread, and to the disk itself ten seconds later. A journal goes when its text is saved, given up
// with its document, or is the file's again by undo.
class JournalKeeper : public QObject
{
    Q_OBJECT

public:
    // `folder`: <state>/journals.
    JournalKeeper(const QString &folder, DocumentManager &documents, NoticePresenter &notices,
                  QObject *parent = nullptr);
    ~JournalKeeper() override;

    [[nodiscard]] const recovery::JournalStore &store() const { return m_writer.store(); }
    // The journal of a document that was never saved, as a session names it (Document::sessionKey); the id is
    // empty for every other key.
    [[nodiscard]] static QString idOfKey(const QString &sessionKey);
    [[nodiscard]] static QString keyOfId(const QString &id);

    // At the end of the program: the text of every modified document stays in its journal and comes back at
    // the next start without a question. False: some of it could not be kept.
    void keepAll(std::function<void(bool kept)> done);
    // A journal that was left behind is not needed any more: after what is written now.
    void discardLeft(const QString &id) { m_writer.discard(id); }

private:
    struct Entry
    {
        QString id;
        bool begun = false;
        bool whole = false; // the journal has the whole text, not only changes of the file
        Revision from;      // of the base: earlier edits are in it
        qint64 appended = 0;
        quint32 mark = 0;     // of the last save
        QByteArray sinceMark; // what the next journal begins with when the save goes well; not for whole ones
        bool isSaving = false; // since that mark
        bool broken = false;   // it could not be written
        QElapsedTimer brokenSince;
    };
    enum class Contents { AsItFits, Whole };

    void watch(Document &document);
    void edited(Document &document, const DocumentEdit &edit);
    void begin(Document &document, Contents contents);
    void append(Entry &entry, const QByteArray &record);
    void cleaned(Document &document);
    void formatChanged(Document &document);
    void saveStarted(Document &document);
    void saved(Document &document);
    void discard(Entry &entry);
    void tellProblem(const QString &id, const Error &error);

    DocumentManager &m_documents;
    NoticePresenter &m_notices;
    std::map<int, Entry> m_entries; // by document
    QTimer m_sync;
    recovery::JournalWriter m_writer; // last: its thread calls back
};

} // namespace gatewright
