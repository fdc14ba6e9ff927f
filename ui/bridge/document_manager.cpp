// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/document_manager.h"

#include "core/task/start_task.h"
#include "ui/bridge/document_opening.h"
#include "ui/bridge/notice.h"
#include "ui/bridge/task_progress_model.h"

#include <QDir>
#include <QFileInfo>
#include <QPointer>

#include <algorithm>

namespace gatewright {

namespace {

// The keys of the notices about one document.
constexpr QLatin1String formatNotice("format");

// One file has one name here, however it was reached. What cannot be resolved (a circle of links) keeps the
// name that the user gave; opening it says why.
QString normalised(const QString &path)
{
    return files::targetOf(path).value_or(QDir::cleanPath(QFileInfo(path).absoluteFilePath()));
}

} // namespace

DocumentManager::DocumentManager(const SyntaxLibrary &library, NoticePresenter &notices,
                                 TaskProgressModel &tasks, QObject *parent)
    : QObject(parent)
    , m_library(library)
    , m_notices(notices)
    , m_tasks(tasks)
    , m_saver(notices)
    , m_disk(
          [this] {
              QList<Document *> all = documents();
              all.removeIf([this](const Document *document) { return m_saver.isSaving(*document); });
              return all;
          },
          notices)
{
    connectParts();
}

DocumentManager::~DocumentManager() = default;

void DocumentManager::connectParts()
{
    connect(&m_saver, &DocumentSaver::saved, this, [this](Document *document) {
        m_disk.watch(*document);
        Q_EMIT saved(document);
    });
    connect(&m_saver, &DocumentSaver::conflicted, this,
            [this](Document *document) { m_disk.tellConflict(*document); });
    connect(&m_saver, &DocumentSaver::saveAsRequested, this, &DocumentManager::saveAsRequested);
    connect(&m_disk, &DiskWatch::saveAsRequested, this, &DocumentManager::saveAsRequested);
    connect(&m_disk, &DiskWatch::reloadRequested, this, [this](Document *document) { reload(*document); });
    connect(&m_disk, &DiskWatch::compareRequested, this,
            [this](Document *document) { compareWithDisk(*document); });
    connect(&m_disk, &DiskWatch::overwriteRequested, this,
            [this](Document *document) { save(*document, {}, OnConflict::Overwrite); });
}

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

Document *DocumentManager::byId(int id) const
{
    const auto found = std::find_if(m_documents.begin(), m_documents.end(),
                                    [id](const auto &document) { return document->id() == id; });
    return found == m_documents.end() ? nullptr : found->get();
}

bool DocumentManager::hasModified() const
{
    return std::any_of(m_documents.begin(), m_documents.end(),
                       [](const auto &document) { return !document->isDisposable(); });
}

std::unique_ptr<Document> DocumentManager::make(const QString &name)
{
    return std::make_unique<Document>(m_nextId++, name, m_library);
}

Document &DocumentManager::add(std::unique_ptr<Document> document)
{
    return *m_documents.emplace_back(std::move(document));
}

Document &DocumentManager::create(Language language, std::string_view text, const QString &name)
{
    Document &document = add(make(name.isEmpty() ? freeName() : name));
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

Document &DocumentManager::createFor(const QString &path, std::string_view text, Encoding encoding)
{
    Document &document = add(make({}));
    document.buffer().setPath(path);
    FileFormat format;
    format.encoding = encoding;
    format.lineEnding = detectLineEnding(text);
    document.buffer().load({}, format);
    [[maybe_unused]] const Result<void> filled = document.buffer().apply(TextEdit{0, 0, std::string(text)});
    Q_ASSERT(filled);
    Q_EMIT opened(&document);
    checkDisk(); // which tells that the file is gone
    return document;
}

QString DocumentManager::freeName()
{
    const auto isTaken = [this](const QString &name) {
        return std::any_of(m_documents.begin(), m_documents.end(),
                           [&](const auto &document) { return document->title() == name; });
    };
    QString name;
    do
        name = tr("Untitled %1").arg(m_nextUntitled++);
    while (isTaken(name));
    return name;
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
    for (const auto &running : m_opening) {
        if (running->path() == wanted) {
            running->waiting.push_back(std::move(done));
            return;
        }
    }
    DocumentOpening &opening =
        *m_opening.emplace_back(std::make_unique<DocumentOpening>(wanted, make({}), m_tasks));
    opening.waiting.push_back(std::move(done));
    connect(&opening, &DocumentOpening::succeeded, this, [this, &opening] { finishOpen(opening, nullptr); });
    connect(&opening, &DocumentOpening::failed, this,
            [this, &opening](const Error &error) { finishOpen(opening, &error); });
    opening.start();
}

void DocumentManager::finishOpen(DocumentOpening &opening, const Error *error)
{
    const auto found = std::find_if(m_opening.begin(), m_opening.end(), [&opening](const auto &candidate) {
        return candidate.get() == &opening;
    });
    if (found == m_opening.end())
        return;
    // It is one of its own signals that brought us here.
    DocumentOpening *finished = found->release();
    m_opening.erase(found);
    disconnect(finished, nullptr, this, nullptr);
    finished->deleteLater();
    Document *document = nullptr;
    if (!error) {
        document = &add(finished->takeDocument());
        m_disk.watch(*document);
        Q_EMIT opened(document);
        tellAboutFormat(*document, finished->file());
    } else if (error->code != ErrorCode::Cancelled) {
        m_notices.present(
            noticeFor(*error, tr("“%1” was not opened.").arg(QFileInfo(finished->path()).fileName())), 0);
    }
    for (const Opened &done : finished->waiting) {
        if (done)
            done(document);
    }
}

void DocumentManager::tellAboutFormat(const Document &document, const LoadedFile &file)
{
    const FileFormat &format = document.buffer().format();
    QStringList sentences;
    Notice notice;
    notice.key = formatNotice;
    if (format.looksBinary) {
        notice.kind = Notice::Kind::Warning;
        sentences << tr("This file does not look like text. Its bytes are kept as they are.");
    } else if (format.invalidByte != std::string_view::npos) {
        notice.kind = Notice::Kind::Warning;
        sentences << tr("Some bytes of this file are not UTF-8. They are kept as they are.");
    } else if (format.encodingGuessed) {
        sentences << tr("This file is not UTF-8. It is read, and will be saved, as %1.")
                         .arg(encodingName(format.encoding));
    }
    if (document.buffer().isLarge())
        sentences << tr("This file is large: it is shown without colours, folding, checks and suggestions.");
    if (!file.writable)
        sentences << file.whyNot;
    notice.text = sentences.join(QLatin1Char(' '));
    if (!notice.text.isEmpty())
        m_notices.present(notice, document.id());
}

// --- saving
// ----------------------------------------------------------------------------------------------------------

void DocumentManager::save(Document &document, Saved done, OnConflict onConflict)
{
    Q_ASSERT(!document.path().isEmpty());
    const FileStamp expected = onConflict == OnConflict::Ask ? document.stamp() : FileStamp();
    m_saver.write(document, document.path(), expected, std::move(done));
}

void DocumentManager::saveAs(Document &document, const QString &path, Saved done)
{
    m_saver.write(document, normalised(path), {}, std::move(done));
}

// --- the file on disk
// ------------------------------------------------------------------------------------------------

void DocumentManager::reload(Document &document, std::optional<Encoding> encoding)
{
    const Encoding wanted = encoding.value_or(document.buffer().encoding());
    startTask<DocumentFile>(
        this,
        [path = document.path(), wanted](std::stop_token stop) {
            return readDocumentFile(path, wanted, std::move(stop));
        },
        [this, target = QPointer<Document>(&document)](Result<DocumentFile> read) {
            if (!target)
                return;
            const Result<void> taken = read
                                           ? target->buffer().takeFromDisk(read->text(), read->decoded.format)
                                           : Result<void>(tl::unexpected<Error>(read.error()));
            if (!taken) {
                m_notices.present(
                    noticeFor(taken.error(), tr("“%1” was not read again.").arg(target->title())),
                    target->id());
                return;
            }
            target->setOnDisk(read->file.stamp, read->file.checksum);
            target->setDiskState(Document::DiskState::InSync);
            m_disk.watch(*target);
        });
}

void DocumentManager::compareWithDisk(Document &document)
{
    startTask<DocumentFile>(
        this,
        [path = document.path(), encoding = document.buffer().encoding()](std::stop_token stop) {
            return readDocumentFile(path, encoding, std::move(stop));
        },
        [this, target = QPointer<Document>(&document)](Result<DocumentFile> read) {
            if (!target)
                return;
            if (!read) {
                m_notices.present(noticeFor(read.error(), tr("“%1” was not compared.").arg(target->title())),
                                  target->id());
                return;
            }
            const std::string_view onDisk = read->text();
            Q_EMIT compared({target->title(), target->path(), tr("On Disk"),
                             QByteArray(onDisk.data(), static_cast<qsizetype>(onDisk.size())),
                             tr("In the Editor"), target->buffer().bytes()});
        });
}

void DocumentManager::renamed(const QString &from, const QString &to)
{
    for (const auto &document : m_documents) {
        const QString path = document->path();
        if (path != from && !path.startsWith(from + QLatin1Char('/')))
            continue;
        m_disk.forget(path);
        document->buffer().setPath(to + path.mid(from.size()));
        document->setDiskState(Document::DiskState::InSync);
        m_disk.watch(*document);
    }
}

void DocumentManager::close(Document &document)
{
    Q_EMIT aboutToClose(&document);
    m_disk.forget(document.path());
    m_saver.forget(document);
    std::erase_if(m_documents, [&](const auto &candidate) { return candidate.get() == &document; });
}

} // namespace gatewright
