// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/document_manager.h"

#include "core/task/start_task.h"
#include "ui/bridge/notice.h"
#include "ui/bridge/task_progress_model.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <chrono>

namespace gatewright {

namespace {

// The keys of the notices about one document.
constexpr QLatin1String diskNotice("disk");
constexpr QLatin1String saveNotice("save");
constexpr QLatin1String formatNotice("format");

// One file has one name here, however it was reached.
QString normalised(const QString &path)
{
    const QFileInfo info(path);
    const QString canonical = info.canonicalFilePath();
    return canonical.isEmpty() ? QDir::cleanPath(info.absoluteFilePath()) : canonical;
}

} // namespace

DocumentManager::DocumentManager(const SyntaxLibrary &library, NoticePresenter &notices,
                                 TaskProgressModel &tasks, QObject *parent)
    : QObject(parent)
    , m_library(library)
    , m_notices(notices)
    , m_tasks(tasks)
{
    m_diskCheck.setSingleShot(true);
    m_diskCheck.setInterval(std::chrono::milliseconds(150));
    connect(&m_diskCheck, &QTimer::timeout, this, &DocumentManager::checkDisk);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, &m_diskCheck, qOverload<>(&QTimer::start));
}

DocumentManager::~DocumentManager() = default;

QList<Document *> DocumentManager::documents() const
{
    QList<Document *> all;
    for (const auto &document : m_documents)
        all.append(document.get());
    return all;
}

Document *DocumentManager::find(const QString &path) const
{
    const QString wanted = normalised(path);
    for (const auto &document : m_documents) {
        if (document->path() == wanted)
            return document.get();
    }
    return nullptr;
}

bool DocumentManager::hasModified() const
{
    return std::any_of(m_documents.begin(), m_documents.end(),
                       [](const auto &document) { return !document->isDisposable(); });
}

Document &DocumentManager::add(const QString &name)
{
    return *m_documents.emplace_back(std::make_unique<Document>(m_nextId++, name, m_library));
}

Document &DocumentManager::create(Language language, std::string_view text, const QString &name)
{
    Document &document = add(name.isEmpty() ? tr("Untitled %1").arg(m_nextUntitled++) : name);
    document.buffer().setLanguage(language);
    if (!text.empty()) {
        // As an edit, so that it counts as not saved.
        [[maybe_unused]] const Result<void> filled =
            document.buffer().apply(TextEdit{0, 0, std::string(text)});
        Q_ASSERT(filled);
    }
    Q_EMIT opened(&document);
    return document;
}

// --- opening
// ---------------------------------------------------------------------------------------------------------

void DocumentManager::open(const QString &path, Opened done)
{
    const QString wanted = normalised(path);
    if (Document *document = find(wanted)) {
        if (done)
            done(document);
        return;
    }
    std::vector<Opened> &waiting = m_opening[wanted];
    waiting.push_back(std::move(done));
    if (waiting.size() > 1)
        return;
    const auto task = m_tasks.begin(tr("Opening %1").arg(QFileInfo(wanted).fileName()));
    startTask<LoadedFile>(
        this, [wanted](std::stop_token stop) { return files::read(wanted, std::move(stop)); },
        [this, wanted, task](Result<LoadedFile> loaded) {
            m_tasks.end(task);
            finishOpen(wanted, std::move(loaded));
        });
}

void DocumentManager::finishOpen(const QString &path, Result<LoadedFile> loaded)
{
    const std::vector<Opened> waiting = m_opening.take(path);
    Document *document = nullptr;
    if (loaded) {
        document = &add({});
        document->buffer().setPath(path);
        const Result<void> filled = document->buffer().load(loaded->bytes);
        if (!filled) {
            loaded = tl::unexpected<Error>(filled.error());
            m_documents.pop_back();
            document = nullptr;
        }
    }
    if (document) {
        document->setStamp(loaded->stamp);
        watch(*document);
        Q_EMIT opened(document);
        tellAboutFormat(*document, loaded->writable);
    } else {
        m_notices.present(
            noticeFor(loaded.error(), tr("“%1” was not opened.").arg(QFileInfo(path).fileName())), 0);
    }
    for (const Opened &done : waiting) {
        if (done)
            done(document);
    }
}

void DocumentManager::tellAboutFormat(const Document &document, bool writable)
{
    const FileFormat &format = document.buffer().format();
    Notice notice;
    notice.key = formatNotice;
    if (format.looksBinary) {
        notice.kind = Notice::Kind::Warning;
        notice.text = tr("This file does not look like text. Its bytes are kept as they are.");
    } else if (document.buffer().isLarge()) {
        notice.text = tr("This file is large: it is shown without colours, folding and suggestions.");
    } else if (format.invalidByte != std::string_view::npos) {
        notice.kind = Notice::Kind::Warning;
        notice.text = tr("Some bytes of this file are not UTF-8. They are kept as they are.");
    } else if (format.encodingGuessed) {
        notice.text = tr("This file is not UTF-8. It is read, and will be saved, as %1.")
                          .arg(encodingName(format.encoding));
    } else if (!writable) {
        notice.text = tr("You may not write this file. Save it elsewhere to keep changes.");
    }
    if (!notice.text.isEmpty())
        m_notices.present(notice, document.id());
}

// --- saving
// ----------------------------------------------------------------------------------------------------------

void DocumentManager::save(Document &document, Saved done, OnConflict onConflict)
{
    Q_ASSERT(!document.path().isEmpty());
    const FileStamp expected = onConflict == OnConflict::Ask ? document.stamp() : FileStamp();
    write(document, document.path(), expected, std::move(done));
}

void DocumentManager::saveAs(Document &document, const QString &path, Saved done)
{
    write(document, normalised(path), {}, std::move(done));
}

// An `expected` stamp that does not exist means: whatever is there may be replaced.
void DocumentManager::write(Document &document, const QString &path, const FileStamp &expected, Saved done)
{
    if (const auto running = m_saving.find(document.id()); running != m_saving.end()) {
        running->waiting.push_back([this, target = QPointer<Document>(&document), path,
                                    done = std::move(done)](bool) mutable {
            if (target)
                write(*target, path, target->path() == path ? target->stamp() : FileStamp(), std::move(done));
        });
        return;
    }
    DocumentBuffer &buffer = document.buffer();
    if (!buffer.isReadOnly() && !buffer.isLarge()) {
        const std::vector<TextEdit> edits = cleanupEdits(buffer.text(), m_cleanup, buffer.newLine());
        [[maybe_unused]] const Result<void> cleaned = edits.empty() ? Result<void>() : buffer.apply(edits);
        Q_ASSERT(cleaned);
    }
    m_saving.insert(document.id(), {});
    const Revision revision = buffer.revision();
    Result<QByteArray> bytes = buffer.fileBytes();
    if (!bytes) {
        finishWrite(document, path, revision, tl::unexpected<Error>(bytes.error()), done);
        return;
    }
    startTask<FileStamp>(
        this,
        [path, expected, bytes = std::move(*bytes)](std::stop_token) -> Result<FileStamp> {
            if (expected.exists && files::stampOf(path) != expected && files::stampOf(path).exists)
                return makeError(ErrorCode::Cancelled, QStringLiteral("Another program changed the file."),
                                 {}, path);
            return files::write(path, bytes);
        },
        [this, target = QPointer<Document>(&document), path, revision,
         done = std::move(done)](Result<FileStamp> written) {
            if (target)
                finishWrite(*target, path, revision, std::move(written), done);
        });
}

void DocumentManager::finishWrite(Document &document, const QString &path, Revision revision,
                                  Result<FileStamp> written, const Saved &done)
{
    const Saving saving = m_saving.take(document.id());
    if (written) {
        document.setStamp(*written);
        if (document.path() != path)
            document.buffer().setPath(path);
        document.setDiskState(Document::DiskState::InSync);
        // Typed on while the file was written: those changes are not in it.
        if (document.buffer().revision() == revision)
            document.buffer().markSaved();
        m_notices.withdraw(saveNotice, document.id());
        m_notices.withdraw(diskNotice, document.id());
        watch(document);
        Q_EMIT saved(&document);
    } else if (written.error().code == ErrorCode::Cancelled) {
        tellConflict(document);
    } else {
        Notice notice = noticeFor(written.error(), tr("“%1” was not saved.").arg(document.title()));
        notice.key = saveNotice;
        const QPointer<Document> target(&document);
        notice.actions = {{tr("Try Again"),
                           [this, target, path] {
                               if (target)
                                   saveAs(*target, path);
                           }},
                          {tr("Save As…"), [this, target] {
                               if (target)
                                   Q_EMIT saveAsRequested(target);
                           }}};
        m_notices.present(notice, document.id());
    }
    if (done)
        done(written.has_value());
    for (const Saved &next : saving.waiting)
        next(true);
}

void DocumentManager::tellConflict(Document &document)
{
    Notice notice;
    notice.kind = Notice::Kind::Warning;
    notice.key = diskNotice;
    notice.text = tr("“%1” was not saved: another program changed the file meanwhile.").arg(document.title());
    const QPointer<Document> target(&document);
    notice.actions = {{tr("Overwrite"),
                       [this, target] {
                           if (target)
                               save(*target, {}, OnConflict::Overwrite);
                       }},
                      {tr("Reload"),
                       [this, target] {
                           if (target)
                               reload(*target);
                       }},
                      {tr("Save As…"), [this, target] {
                           if (target)
                               Q_EMIT saveAsRequested(target);
                       }}};
    m_notices.present(notice, document.id());
}

// --- the file on disk
// ------------------------------------------------------------------------------------------------

void DocumentManager::watch(const Document &document)
{
    // A file that was replaced by a rename is not watched any more, so add it each time.
    if (!m_watcher.files().contains(document.path()))
        m_watcher.addPath(document.path());
}

void DocumentManager::checkDisk()
{
    QStringList paths;
    for (const auto &document : m_documents) {
        if (!document->path().isEmpty() && !m_saving.contains(document->id()))
            paths.append(document->path());
    }
    if (paths.isEmpty())
        return;
    using Stamps = QHash<QString, FileStamp>;
    startTask<Stamps>(
        this,
        [paths](std::stop_token) -> Result<Stamps> {
            Stamps stamps;
            for (const QString &path : paths)
                stamps.insert(path, files::stampOf(path));
            return stamps;
        },
        [this](Result<Stamps> stamps) {
            if (!stamps)
                return;
            const QList<Document *> all = documents();
            for (Document *document : all) {
                // Written by ourselves in between: what was seen is already old.
                if (stamps->contains(document->path()) && !m_saving.contains(document->id()))
                    updateDiskState(*document, stamps->value(document->path()));
            }
        });
}

void DocumentManager::updateDiskState(Document &document, const FileStamp &now)
{
    using State = Document::DiskState;
    const State state = !now.exists ? State::Gone : now != document.stamp() ? State::Changed : State::InSync;
    if (now.exists)
        watch(document);
    if (state == document.diskState())
        return;
    document.setDiskState(state);
    tellDiskState(document);
}

void DocumentManager::tellDiskState(Document &document)
{
    if (document.diskState() == Document::DiskState::InSync) {
        m_notices.withdraw(diskNotice, document.id());
        return;
    }
    const QPointer<Document> target(&document);
    Notice notice;
    notice.kind = Notice::Kind::Warning;
    notice.key = diskNotice;
    if (document.diskState() == Document::DiskState::Gone) {
        notice.text = tr("“%1” is not on the disk any more. Its text is kept here.").arg(document.title());
        notice.actions = {{tr("Save Again"), [this, target] {
                               if (target)
                                   save(*target, {}, OnConflict::Overwrite);
                           }}};
    } else {
        notice.text =
            document.buffer().isModified()
                ? tr("Another program changed “%1”, and you have changes of your own.").arg(document.title())
                : tr("Another program changed “%1”.").arg(document.title());
        notice.actions = {{tr("Reload"),
                           [this, target] {
                               if (target)
                                   reload(*target);
                           }},
                          {tr("Keep Mine"), [this, target] {
                               if (!target)
                                   return;
                               // From now on this state of the file is the one we know of, and ours will
                               // replace it.
                               target->setStamp(files::stampOf(target->path()));
                               target->setDiskState(Document::DiskState::InSync);
                           }}};
    }
    m_notices.present(notice, document.id());
}

void DocumentManager::reload(Document &document)
{
    const QString path = document.path();
    startTask<LoadedFile>(
        this, [path](std::stop_token stop) { return files::read(path, std::move(stop)); },
        [this, target = QPointer<Document>(&document)](Result<LoadedFile> loaded) {
            if (!target)
                return;
            Result<std::string> text =
                loaded ? decode({loaded->bytes.constData(), static_cast<std::size_t>(loaded->bytes.size())},
                                target->buffer().encoding())
                       : Result<std::string>(tl::unexpected<Error>(loaded.error()));
            Result<void> replaced = text ? target->buffer().replaceText(*text)
                                         : Result<void>(tl::unexpected<Error>(text.error()));
            if (!replaced) {
                m_notices.present(
                    noticeFor(replaced.error(), tr("“%1” was not read again.").arg(target->title())),
                    target->id());
                return;
            }
            target->setStamp(loaded->stamp);
            target->setDiskState(Document::DiskState::InSync);
            target->buffer().markSaved();
            m_notices.withdraw(diskNotice, target->id());
        });
}

void DocumentManager::renamed(const QString &from, const QString &to)
{
    for (const auto &document : m_documents) {
        const QString path = document->path();
        if (path != from && !path.startsWith(from + QLatin1Char('/')))
            continue;
        m_watcher.removePath(path);
        document->buffer().setPath(to + path.mid(from.size()));
        document->setDiskState(Document::DiskState::InSync);
        m_notices.withdraw(diskNotice, document->id());
        watch(*document);
    }
}

void DocumentManager::close(Document &document)
{
    Q_EMIT aboutToClose(&document);
    if (!document.path().isEmpty())
        m_watcher.removePath(document.path());
    m_saving.remove(document.id());
    std::erase_if(m_documents, [&](const auto &candidate) { return candidate.get() == &document; });
}

} // namespace gatewright
