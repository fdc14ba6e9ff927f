// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/journal_keeper.h"

#include "core/base/log.h"
#include "ui/bridge/notice.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace gatewright {

using recovery::encodeRecord;

namespace {

constexpr QLatin1String keyPrefix("untitled:");
constexpr QLatin1String problemNotice("journal");
// A power cut takes at most this much with it, and the disk is left alone in between.
constexpr std::chrono::seconds syncDelay{10};
// Larger texts are not copied at their first change: their journal counts from the file.
constexpr std::size_t largestWhole = 16U * 1024U * 1024U;
// A journal that is so much longer than its text is begun anew.
constexpr qint64 longestTail = 4 * 1024 * 1024;
constexpr qint64 retryMilliseconds = 10'000;

} // namespace

JournalKeeper::JournalKeeper(const QString &folder, DocumentManager &documents, NoticePresenter &notices,
                             QObject *parent)
    : QObject(parent)
    , m_documents(documents)
    , m_notices(notices)
    , m_writer(recovery::JournalStore(folder), [this](const QString &id, const Error &error) {
        QMetaObject::invokeMethod(this, [this, id, error] { tellProblem(id, error); }, Qt::QueuedConnection);
    })
{
    m_sync.setSingleShot(true);
    m_sync.setInterval(syncDelay);
    connect(&m_sync, &QTimer::timeout, this, [this] { m_writer.sync(); });
    connect(&documents, &DocumentManager::opened, this, [this](Document *document) { watch(*document); });
    connect(&documents, &DocumentManager::saved, this, [this](Document *document) { saved(*document); });
    connect(&documents.saver(), &DocumentSaver::started, this,
            [this](Document *document) { saveStarted(*document); });
    connect(&documents.saver(), &DocumentSaver::failed, this, [this](Document *document) {
        Entry &entry = m_entries[document->id()];
        entry.isSaving = false;
        entry.sinceMark.clear();
    });
    connect(&documents, &DocumentManager::aboutToClose, this, [this](Document *document) {
        discard(m_entries[document->id()]);
        m_entries.erase(document->id());
    });
}

JournalKeeper::~JournalKeeper()
{
    m_writer.sync();
}

QString JournalKeeper::idOfKey(const QString &sessionKey)
{
    return sessionKey.startsWith(keyPrefix) ? sessionKey.mid(keyPrefix.size()) : QString();
}

QString JournalKeeper::keyOfId(const QString &id)
{
    return keyPrefix + id;
}

void JournalKeeper::watch(Document &document)
{
    m_entries[document.id()].id = recovery::newJournalId();
    DocumentBuffer &buffer = document.buffer();
    connect(&buffer, &DocumentBuffer::edited, this,
            [this, &document](const DocumentEdit &edit) { edited(document, edit); });
    connect(&buffer, &DocumentBuffer::modifiedChanged, this, [this, &document](bool modified) {
        if (!modified)
            cleaned(document);
    });
    const auto changed = [this, &document] { formatChanged(document); };
    connect(&buffer, &DocumentBuffer::formatChanged, this, changed);
    connect(&buffer, &DocumentBuffer::languageChanged, this, changed);
    connect(&buffer, &DocumentBuffer::pathChanged, this, changed);
    if (buffer.isModified())
        begin(document, Contents::AsItFits);
}

void JournalKeeper::begin(Document &document, Contents contents)
{
    Entry &entry = m_entries[document.id()];
    const DocumentBuffer &buffer = document.buffer();
    entry.begun = true;
    entry.broken = false;
    entry.appended = 0;
    entry.from = buffer.revision();
    entry.whole =
        contents == Contents::Whole || buffer.size() <= largestWhole || document.checksum().isEmpty();
    if (document.path().isEmpty())
        document.setKeptAs(keyOfId(entry.id));
    std::optional<std::string> base;
    if (entry.whole)
        base = std::string(buffer.text());
    m_writer.begin(entry.id,
                   {document.path(), document.path().isEmpty() ? document.title() : QString(),
                    buffer.language(), buffer.encoding(), document.diskEncoding(), document.checksum(),
                    QDateTime::currentDateTimeUtc()},
                   std::move(base));
    if (!m_sync.isActive())
        m_sync.start();
}

void JournalKeeper::edited(Document &document, const DocumentEdit &edit)
{
    Entry &entry = m_entries[document.id()];
    if (entry.broken && entry.brokenSince.elapsed() > retryMilliseconds) {
        begin(document, Contents::Whole);
        return;
    }
    if (!entry.begun) {
        if (!document.buffer().isModified()) // this was the undo that led back to the file
            return;
        begin(document, Contents::AsItFits);
        if (!entry.whole)
            append(entry, encodeRecord(edit.edit));
        return;
    }
    if (entry.whole && edit.revision <= entry.from)
        return;
    append(entry, encodeRecord(edit.edit));
    if (entry.whole && entry.appended > longestTail &&
        entry.appended > 4 * static_cast<qint64>(document.buffer().size()))
        begin(document, Contents::Whole);
}

void JournalKeeper::append(Entry &entry, const QByteArray &record)
{
    // At once: what the window does next may take long, and a window that stands still is one that gets
    // killed.
    m_writer.append(entry.id, record);
    entry.appended += record.size();
    if (entry.isSaving && !entry.whole)
        entry.sinceMark += record;
    if (!m_sync.isActive())
        m_sync.start();
}

void JournalKeeper::discard(Entry &entry)
{
    if (std::exchange(entry.begun, false))
        m_writer.discard(entry.id);
}

// The text is the file's again. While it is being saved that is said by saved().
void JournalKeeper::cleaned(Document &document)
{
    Entry &entry = m_entries[document.id()];
    // The changes since the file, undone ones with them, still lead to the text; which of them are undone is
    // not known here.
    if (entry.begun && !entry.whole && !entry.isSaving)
        return;
    discard(entry);
}

void JournalKeeper::formatChanged(Document &document)
{
    Entry &entry = m_entries[document.id()];
    if (entry.begun && document.buffer().isModified())
        begin(document, entry.whole ? Contents::Whole : Contents::AsItFits);
}

void JournalKeeper::saveStarted(Document &document)
{
    Entry &entry = m_entries[document.id()];
    entry.isSaving = true;
    entry.sinceMark.clear();
    if (!entry.begun || entry.whole)
        return;
    // A kill between the moment when the file gets its new text and the end of the save must not leave a
    // journal that counts in the old one.
    append(entry, encodeRecord(recovery::JournalMark{++entry.mark}));
    entry.sinceMark.clear();
    m_documents.saver().beforeNextWrite(
        document, [&writer = m_writer, id = entry.id, mark = entry.mark](const QByteArray &checksum) {
            writer.append(id, encodeRecord(recovery::JournalSaved{mark, checksum}));
            writer.wait();
        });
}

void JournalKeeper::saved(Document &document)
{
    Entry &entry = m_entries[document.id()];
    entry.isSaving = false;
    const QByteArray since = std::exchange(entry.sinceMark, {});
    if (!document.buffer().isModified()) {
        discard(entry);
        return;
    }
    // Typed on while it was written.
    const bool whole = entry.whole;
    begin(document, whole ? Contents::Whole : Contents::AsItFits);
    if (!entry.whole)
        append(entry, since);
}

void JournalKeeper::keepAll(std::function<void(bool)> done)
{
    QStringList ids;
    const QList<Document *> documents = m_documents.documents();
    for (Document *document : documents) {
        Entry &entry = m_entries[document->id()];
        if (document->isDisposable()) {
            discard(entry);
            continue;
        }
        // The file may be another one at the next start, so its text alone is nothing to count from.
        if (!entry.begun || !entry.whole || entry.broken)
            begin(*document, Contents::Whole);
        append(entry, encodeRecord(recovery::JournalKept()));
        ids << entry.id;
    }
    m_writer.sync();
    m_writer.whenWritten(ids, [this, done = std::move(done)](bool whole) {
        QMetaObject::invokeMethod(this, [done, whole] { done(whole); }, Qt::QueuedConnection);
    });
}

void JournalKeeper::tellProblem(const QString &id, const Error &error)
{
    qCWarning(logUi) << error.toString();
    for (auto &[document, entry] : m_entries) {
        if (entry.id == id && !std::exchange(entry.broken, true))
            entry.brokenSince.start();
    }
    Notice notice = noticeFor(error, {});
    notice.key = problemNotice;
    m_notices.present(notice, 0);
}

} // namespace gatewright
