// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/document_saver.h"

#include "core/recovery/backup_store.h"
#include "core/task/start_task.h"
#include "core/text/encoding.h"
#include "ui/bridge/document.h"
#include "ui/bridge/notice.h"

#include <QFile>
#include <QPointer>

namespace gatewright {

namespace {

constexpr QLatin1String saveNotice("save");

// What a save takes to the other thread.
struct SaveWork
{
    files::WriteRequest request; // without its bytes
    QByteArray text;
    Encoding encoding = Encoding::Utf8;
    QString backupFolder;
    int backups = 0;
    DocumentSaver::Step before;

    Result<files::WrittenFile> run()
    {
        request.bytes = std::move(text);
        if (encoding != Encoding::Utf8) {
            const std::string_view view(request.bytes.constData(),
                                        static_cast<std::size_t>(request.bytes.size()));
            GW_TRY(encoded, encode(view, encoding));
            request.bytes = QByteArray(encoded.data(), static_cast<qsizetype>(encoded.size()));
        }
        if (backups > 0 && !backupFolder.isEmpty())
            GW_CHECK(recovery::BackupStore(backupFolder).keep(request.path, backups));
        if (before)
            before(files::checksumOf(request.bytes));
        return files::write(request);
    }
};

} // namespace

DocumentSaver::DocumentSaver(NoticePresenter &notices, QObject *parent)
    : QObject(parent)
    , m_notices(notices)
{
}

void DocumentSaver::beforeNextWrite(const Document &document, Step step)
{
    m_saving[document.id()].before = std::move(step);
}

bool DocumentSaver::isSaving(const Document &document) const
{
    return m_saving.contains(document.id());
}

void DocumentSaver::forget(const Document &document)
{
    m_saving.remove(document.id());
}

void DocumentSaver::cleanUp(Document &document) const
{
    DocumentBuffer &buffer = document.buffer();
    if (buffer.isReadOnly() || buffer.isLarge())
        return;
    const Document::SaveRules &rules = document.saveRules();
    const SaveCleanup cleanup{rules.trimTrailingSpace.value_or(m_cleanup.trimTrailingSpace),
                              rules.finalNewline.value_or(m_cleanup.finalNewline)};
    const std::vector<TextEdit> edits = cleanupEdits(buffer.text(), cleanup, buffer.newLine());
    [[maybe_unused]] const Result<void> cleaned = edits.empty() ? Result<void>() : buffer.apply(edits);
    Q_ASSERT(cleaned);
}

void DocumentSaver::write(Document &document, const QString &path, const FileStamp &expected, Saved done)
{
    if (const auto running = m_saving.find(document.id()); running != m_saving.end()) {
        running->waiting.push_back([this, target = QPointer<Document>(&document), path,
                                    done = std::move(done)](bool) mutable {
            if (target)
                write(*target, path, target->path() == path ? target->stamp() : FileStamp(), std::move(done));
        });
        return;
    }
    cleanUp(document);
    m_saving.insert(document.id(), {});
    Q_EMIT started(&document);
    const DocumentBuffer &buffer = document.buffer();
    SaveWork work{{path, {}, expected, m_safetyFolder},
                  buffer.bytes(),
                  buffer.encoding(),
                  m_backupFolder,
                  m_backups,
                  std::move(m_saving[document.id()].before)};
    startTask<files::WrittenFile>(
        this, [work = std::move(work)](std::stop_token) mutable { return work.run(); },
        [this, target = QPointer<Document>(&document), path, revision = buffer.revision(),
         done = std::move(done)](const Result<files::WrittenFile> &written) {
            if (target)
                finish(*target, path, revision, written, done);
        });
}

void DocumentSaver::finish(Document &document, const QString &path, Revision revision,
                           const Result<files::WrittenFile> &written, const Saved &done)
{
    const Saving saving = m_saving.take(document.id());
    if (written) {
        document.setOnDisk(written->stamp, written->checksum);
        if (document.path() != path)
            document.buffer().setPath(path);
        document.setDiskState(Document::DiskState::InSync);
        // Typed on while the file was written: those changes are not in it.
        if (document.buffer().revision() == revision)
            document.buffer().markSaved();
        m_notices.withdraw(saveNotice, document.id());
        Q_EMIT saved(&document);
    } else if (written.error().code == ErrorCode::Cancelled) {
        Q_EMIT failed(&document);
        Q_EMIT conflicted(&document);
    } else {
        Q_EMIT failed(&document);
        tellFailure(document, path, written.error());
    }
    if (done)
        done(written.has_value());
    for (const Saved &next : saving.waiting)
        next(true);
}

void DocumentSaver::tellFailure(Document &document, const QString &path, const Error &error)
{
    Notice notice = noticeFor(error, tr("“%1” was not saved.").arg(document.title()));
    notice.key = saveNotice;
    const QPointer<Document> target(&document);
    const auto again = [this, target, path] {
        if (target)
            write(*target, path, target->path() == path ? target->stamp() : FileStamp(), {});
    };
    if (error.remedy == files::allowWritingRemedy)
        notice.actions.append({tr("Allow Writing and Save"), [this, target, path, again] {
                                   QFile::setPermissions(path, QFile::permissions(path) | QFile::WriteOwner);
                                   again();
                               }});
    else
        notice.actions.append({tr("Try Again"), again});
    notice.actions.append({tr("Save As…"), [this, target] {
                               if (target)
                                   Q_EMIT saveAsRequested(target);
                           }});
    m_notices.present(notice, document.id());
}

} // namespace gatewright
