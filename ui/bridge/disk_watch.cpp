// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/disk_watch.h"

#include "core/task/start_task.h"
#include "ui/bridge/document.h"
#include "ui/bridge/notice.h"

#include <QPointer>

#include <chrono>

namespace gatewright {

namespace {

constexpr QLatin1String diskNotice("disk");
// A larger file is not read to find out whether only its time is another one.
constexpr qint64 largestCompared = 32 * 1024 * 1024;

// What is known of one file.
struct Known
{
    QString path;
    FileStamp stamp;
    QByteArray checksum;
};

bool hasSameContents(const Known &known, const FileStamp &now)
{
    if (!now.exists || now.size != known.stamp.size || now.size > largestCompared || known.checksum.isEmpty())
        return false;
    const Result<LoadedFile> loaded = files::read(known.path);
    return loaded && loaded->checksum == known.checksum;
}

} // namespace

DiskWatch::DiskWatch(std::function<QList<Document *>()> documents, NoticePresenter &notices, QObject *parent)
    : QObject(parent)
    , m_documents(std::move(documents))
    , m_notices(notices)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(std::chrono::milliseconds(150));
    connect(&m_soon, &QTimer::timeout, this, &DiskWatch::check);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, &m_soon, qOverload<>(&QTimer::start));
}

void DiskWatch::watch(const Document &document)
{
    m_notices.withdraw(diskNotice, document.id());
    // A file that was replaced by a rename is not watched any more, so add it each time.
    if (!m_watcher.files().contains(document.path()))
        m_watcher.addPath(document.path());
}

void DiskWatch::forget(const QString &path)
{
    if (!path.isEmpty())
        m_watcher.removePath(path);
}

void DiskWatch::check()
{
    QList<Known> known;
    const QList<Document *> documents = m_documents();
    for (const Document *document : documents) {
        if (!document->path().isEmpty())
            known.append({document->path(), document->stamp(), document->checksum()});
    }
    if (known.isEmpty())
        return;
    startTask<AllSeen>(
        this,
        [known](std::stop_token) -> Result<AllSeen> {
            AllSeen all;
            for (const Known &file : known) {
                const FileStamp now = files::stampOf(file.path);
                all.insert(file.path, {now, now != file.stamp && hasSameContents(file, now)});
            }
            return all;
        },
        [this](const Result<AllSeen> &seen) {
            if (seen)
                take(*seen);
        });
}

void DiskWatch::take(const AllSeen &seen)
{
    // One that is saved by now is not among them: what was seen is already old.
    const QList<Document *> documents = m_documents();
    for (Document *document : documents) {
        if (const auto file = seen.find(document->path()); file != seen.end())
            update(*document, *file);
    }
}

void DiskWatch::update(Document &document, const Seen &seen)
{
    using State = Document::DiskState;
    if (seen.sameContents)
        document.setOnDisk(seen.stamp, document.checksum());
    if (seen.stamp.exists && !m_watcher.files().contains(document.path()))
        m_watcher.addPath(document.path());
    const State state = !seen.stamp.exists               ? State::Gone
                        : seen.stamp != document.stamp() ? State::Changed
                                                         : State::InSync;
    if (state == document.diskState())
        return;
    document.setDiskState(state);
    const DocumentBuffer &buffer = document.buffer();
    if (state == State::Changed && m_reloadUnmodified && !buffer.isModified() && !buffer.isLarge() &&
        !buffer.isReadOnly())
        Q_EMIT reloadRequested(&document);
    else
        tell(document);
}

void DiskWatch::tell(Document &document)
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
        notice.actions = {action(tr("Save Again"), document, &DiskWatch::overwriteRequested)};
    } else {
        notice.text =
            document.buffer().isModified()
                ? tr("Another program changed “%1”, and you have changes of your own.").arg(document.title())
                : tr("Another program changed “%1”.").arg(document.title());
        notice.actions = {action(tr("Reload"), document, &DiskWatch::reloadRequested),
                          compareAction(document),
                          {tr("Keep Mine"), [this, target] {
                               if (target)
                                   keepMine(*target);
                           }}};
    }
    m_notices.present(notice, document.id());
}

void DiskWatch::keepMine(Document &document)
{
    // From now on this state of the file is the one we know of, and ours will replace it.
    document.setOnDisk(files::stampOf(document.path()), {});
    document.setDiskState(Document::DiskState::InSync);
}

void DiskWatch::tellConflict(Document &document)
{
    Notice notice;
    notice.kind = Notice::Kind::Warning;
    notice.key = diskNotice;
    notice.text = tr("“%1” was not saved: another program changed the file meanwhile.").arg(document.title());
    notice.actions = {action(tr("Overwrite"), document, &DiskWatch::overwriteRequested),
                      action(tr("Reload"), document, &DiskWatch::reloadRequested), compareAction(document),
                      action(tr("Save As…"), document, &DiskWatch::saveAsRequested)};
    m_notices.present(notice, document.id());
}

NoticeAction DiskWatch::action(const QString &text, Document &document, Request request)
{
    return {text, [this, request, target = QPointer<Document>(&document)] {
                if (target)
                    Q_EMIT(this->*request)(target);
            }};
}

NoticeAction DiskWatch::compareAction(Document &document)
{
    NoticeAction made = action(tr("Compare"), document, &DiskWatch::compareRequested);
    made.after = NoticeAction::After::Stays; // nothing is decided by looking
    return made;
}

} // namespace gatewright
