// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/crash_recovery.h"

#include "core/recovery/edit_replay.h"
#include "core/task/start_task.h"
#include "ui/bridge/document_opening.h"
#include "ui/bridge/notice.h"

#include <QFileInfo>
#include <QLocale>
#include <QPointer>

#include <algorithm>

namespace gatewright {

namespace {

constexpr QLatin1String recoveryNotice("recovery");
// More undo steps than anybody goes back take too long to make.
constexpr std::size_t mostSteps = 3000;

QByteArray asBytes(std::string_view text)
{
    return {text.data(), static_cast<qsizetype>(text.size())};
}

} // namespace

CrashRecovery::CrashRecovery(JournalKeeper &journals, DocumentManager &documents, NoticePresenter &notices,
                             QObject *parent)
    : QObject(parent)
    , m_journals(journals)
    , m_documents(documents)
    , m_notices(notices)
{
    connect(&documents, &DocumentManager::opened, this,
            [this](Document *document) { offerIfLeft(*document); });
    // It is offered again when the file is opened again.
    connect(&documents, &DocumentManager::aboutToClose, this,
            [this](Document *document) { m_offers.erase(document->id()); });
}

void CrashRecovery::start(std::function<void()> done)
{
    using List = std::vector<LeftBehind>;
    startTask<List>(
        this, [store = m_journals.store()](std::stop_token) -> Result<List> { return store.leftBehind(); },
        [this, done = std::move(done)](Result<List> left) {
            if (left)
                m_left = std::move(*left);
            // Those that were opened while the journals were listed.
            const QList<Document *> open = m_documents.documents();
            for (Document *document : open)
                offerIfLeft(*document);
            done();
        });
}

QString CrashRecovery::keyOf(const LeftBehind &left)
{
    return left.header.path.isEmpty() ? JournalKeeper::keyOfId(left.id) : left.header.path;
}

bool CrashRecovery::has(const QString &sessionKey) const
{
    return std::any_of(m_left.begin(), m_left.end(),
                       [&](const LeftBehind &left) { return keyOf(left) == sessionKey; });
}

QStringList CrashRecovery::left() const
{
    QStringList keys;
    for (const LeftBehind &left : m_left)
        keys << keyOf(left);
    keys.removeDuplicates();
    return keys;
}

void CrashRecovery::restore(const QString &sessionKey, Restored done)
{
    const auto found = std::find_if(m_left.begin(), m_left.end(),
                                    [&](const LeftBehind &left) { return keyOf(left) == sessionKey; });
    const bool isFile = JournalKeeper::idOfKey(sessionKey).isEmpty();
    if (found == m_left.end() || (isFile && QFileInfo(sessionKey).isFile())) {
        if (isFile)
            m_documents.open(sessionKey, std::move(done));
        else
            done(nullptr);
        return;
    }
    restoreWithoutFile(*found, std::move(done));
}

Result<CrashRecovery::Recovery> CrashRecovery::recover(const recovery::JournalStore &store,
                                                       const LeftBehind &left)
{
    GW_TRY(journal, store.read(left.id));
    Recovery recovery;
    std::optional<DocumentFile> file;
    if (!journal.header.path.isEmpty() && QFileInfo(journal.header.path).isFile()) {
        Result<DocumentFile> read = readDocumentFile(journal.header.path, journal.header.diskEncoding);
        // A journal that has the whole text can do without.
        if (!read && !journal.base)
            return propagate(std::move(read));
        if (read) {
            file = std::move(*read);
            recovery.diskChecksum = file->file.checksum;
        }
    }
    GW_TRY(text,
           recovery::recoverText(journal, recovery.diskChecksum, file ? file->text() : std::string_view()));
    recovery.text = std::move(text);
    recovery.header = std::move(journal.header);
    return recovery;
}

// --- text that is in no file
// ------------------------------------------------------------------------------------------

void CrashRecovery::restoreWithoutFile(const LeftBehind &left, Restored done)
{
    startTask<Recovery>(
        this, [store = m_journals.store(), left](std::stop_token) { return recover(store, left); },
        [this, left, done = std::move(done)](Result<Recovery> recovery) {
            std::erase_if(m_left, [&](const LeftBehind &other) { return other.id == left.id; });
            if (!recovery) {
                m_notices.present(
                    noticeFor(recovery.error(), tr("Unsaved text of the last run could not be read.")), 0);
                done(nullptr);
                return;
            }
            const recovery::JournalHeader &header = recovery->header;
            Document &document =
                header.path.isEmpty()
                    ? m_documents.create(header.language, recovery->text.text, header.title)
                    : m_documents.createFor(header.path, recovery->text.text, header.encoding);
            // The document has a journal of its own by now.
            m_journals.discardLeft(left.id);
            if (!left.kept) {
                Notice notice;
                notice.key = recoveryNotice;
                notice.text =
                    recovery->text.damaged
                        ? tr("This text was not saved when the program ended. Its journal is damaged: "
                             "the last changes are missing.")
                        : tr("This text was not saved when the program ended.");
                notice.actions = {{tr("Save As…"), [this, target = QPointer<Document>(&document)] {
                                       if (target)
                                           Q_EMIT m_documents.saveAsRequested(target);
                                   }}};
                m_notices.present(notice, document.id());
            }
            done(&document);
        });
}

// --- changes of a file
// -----------------------------------------------------------------------------------------------

void CrashRecovery::offerIfLeft(Document &document)
{
    if (document.path().isEmpty() || document.buffer().isModified() || m_offers.contains(document.id()))
        return;
    const auto left = std::ranges::find_if(
        m_left, [&](const LeftBehind &behind) { return behind.header.path == document.path(); });
    if (left != m_left.end())
        offer(document, LeftBehind(*left));
}

void CrashRecovery::offer(Document &document, const LeftBehind &left)
{
    m_offers[document.id()] = {left, {}};
    document.buffer().setReadOnly(true);
    connect(&document.buffer(), &DocumentBuffer::modificationRefused, this,
            [this, target = QPointer<Document>(&document)] {
                if (target && m_offers.contains(target->id()))
                    tell(*target);
            });
    startTask<Recovery>(
        this, [store = m_journals.store(), left](std::stop_token) { return recover(store, left); },
        [this, target = QPointer<Document>(&document)](Result<Recovery> recovery) {
            if (target)
                decide(*target, std::move(recovery));
        });
}

void CrashRecovery::decide(Document &document, Result<Recovery> recovery)
{
    const auto offered = m_offers.find(document.id());
    if (offered == m_offers.end())
        return;
    if (!recovery) {
        // The journal stays: the right version of the file may come back.
        Notice notice = noticeFor(
            recovery.error(), tr("The unsaved changes of “%1” were not recovered.").arg(document.title()));
        notice.key = recoveryNotice;
        m_notices.present(notice, document.id());
        document.buffer().setReadOnly(false);
        m_offers.erase(offered);
        return;
    }
    if (recovery->text.text == document.buffer().text()) {
        settle(document);
        return;
    }
    offered->second.recovery = std::move(*recovery);
    // What was kept on purpose needs no question, unless the file went its own way meanwhile.
    const Recovery &read = *offered->second.recovery;
    if (offered->second.left.kept && read.diskChecksum == read.header.diskChecksum)
        apply(document);
    else
        tell(document);
}

void CrashRecovery::tell(Document &document)
{
    const Offer &offer = m_offers.at(document.id());
    if (!offer.recovery)
        return;
    const QPointer<Document> target(&document);
    const QString when = QLocale().toString(offer.left.changed.toLocalTime(), QLocale::ShortFormat);
    Notice notice;
    notice.kind = Notice::Kind::Warning;
    notice.key = recoveryNotice;
    notice.text = tr("“%1” had unsaved changes when the program ended (%2).").arg(document.title(), when);
    if (offer.recovery->text.damaged)
        notice.text += QLatin1Char(' ') + tr("Their journal is damaged: the last of them are missing.");
    if (offer.recovery->diskChecksum != offer.recovery->header.diskChecksum)
        notice.text += QLatin1Char(' ') + tr("The file has been changed since.");
    notice.actions = {{tr("Recover"),
                       [this, target] {
                           if (target)
                               apply(*target);
                       }},
                      {tr("Compare"),
                       [this, target] {
                           if (target)
                               compare(*target);
                       },
                       NoticeAction::After::Stays},
                      {tr("Discard"), [this, target] {
                           if (target)
                               settle(*target);
                       }}};
    m_notices.present(notice, document.id());
}

void CrashRecovery::apply(Document &document)
{
    const auto offered = m_offers.find(document.id());
    if (offered == m_offers.end() || !offered->second.recovery)
        return;
    const Recovery recovery = std::move(*offered->second.recovery);
    DocumentBuffer &buffer = document.buffer();
    buffer.setReadOnly(false);
    bool done = false;
    if (recovery.text.startsFromDisk && recovery.diskChecksum == document.checksum() &&
        recovery.header.diskEncoding == buffer.encoding()) {
        const std::vector<TextEdit> steps = recovery::coalesced(recovery.text.edits);
        done = steps.size() <= mostSteps &&
               std::all_of(steps.begin(), steps.end(),
                           [&buffer](const TextEdit &step) { return buffer.apply(step).has_value(); }) &&
               buffer.text() == recovery.text.text;
    }
    buffer.setEncoding(recovery.header.encoding);
    if (!done) {
        [[maybe_unused]] const Result<void> replaced = buffer.replaceText(recovery.text.text);
        Q_ASSERT(replaced);
    }
    settle(document);
}

void CrashRecovery::compare(Document &document)
{
    const Offer &offer = m_offers.at(document.id());
    const QString when = QLocale().toString(offer.left.changed.toLocalTime(), QLocale::ShortFormat);
    if (offer.recovery)
        Q_EMIT m_documents.compared({document.title(), document.path(), tr("On Disk"),
                                     document.buffer().bytes(), tr("Unsaved, %1").arg(when),
                                     asBytes(offer.recovery->text.text)});
}

// The user has chosen, or there was nothing to choose.
void CrashRecovery::settle(Document &document)
{
    const auto offered = m_offers.find(document.id());
    if (offered == m_offers.end())
        return;
    const QString id = offered->second.left.id;
    m_offers.erase(offered);
    std::erase_if(m_left, [&](const LeftBehind &left) { return left.id == id; });
    m_notices.withdraw(recoveryNotice, document.id());
    document.buffer().setReadOnly(false);
    m_journals.discardLeft(id);
}

} // namespace gatewright
