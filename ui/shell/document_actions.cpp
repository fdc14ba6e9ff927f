// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/document_actions.h"

#include "core/base/log.h"
#include "core/settings/keys.h"
#include "core/settings/settings.h"
#include "ui/bridge/document_manager.h"
#include "ui/bridge/notice_hub.h"
#include "ui/bridge/workspace_model.h"
#include "ui/dialogs/user_questions.h"
#include "ui/shell/editor_area.h"
#include "ui/shell/editor_group.h"
#include "ui/shell/editor_page.h"

#include <QDir>
#include <QFileInfo>
#include <QPointer>

#include <algorithm>

namespace gatewright {

namespace {

constexpr qsizetype mostClosed = 20;
constexpr qsizetype mostRecent = 12;

} // namespace

void rememberRecent(Settings &settings, bool isFolder, const QString &path)
{
    const SettingKey<QStringList> &key = isFolder ? keys::recentFolders() : keys::recentFiles();
    QStringList list = settings.value(key);
    list.removeAll(path);
    list.prepend(path);
    if (list.size() > mostRecent)
        list.resize(mostRecent);
    // Not worth a notice: the list is a convenience, and the settings page tells of a file that cannot be
    // written.
    if (const Result<void> written = settings.setValue(key, list); !written)
        qCWarning(logUi) << written.error().toString();
}

DocumentActions::DocumentActions(const WindowContext &context, EditorArea &editors, UserQuestions &questions,
                                 QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_editors(editors)
    , m_questions(questions)
{
    connect(&editors, &EditorArea::closeRequested, this, [this](EditorPage *page) { closePage(*page); });
    connect(&editors, &EditorArea::newRequested, this, &DocumentActions::newFile);
    connect(&context.documents, &DocumentManager::aboutToClose, this, [this](Document *document) {
        m_editors.removeDocument(*document);
        m_context.notices.forgetDocument(document->id());
    });
    connect(&context.documents, &DocumentManager::saveAsRequested, this,
            [this](Document *document) { saveAs(*document); });
    connect(&context.documents, &DocumentManager::saved, this,
            [this](Document *document) { rememberRecent(m_context.settings, false, document->path()); });
}

Document *DocumentActions::current() const
{
    EditorPage *page = m_editors.currentPage();
    return page ? &page->document() : nullptr;
}

Document *DocumentActions::byId(int id) const
{
    const QList<Document *> all = m_context.documents.documents();
    const auto found =
        std::find_if(all.begin(), all.end(), [id](const Document *document) { return document->id() == id; });
    return found == all.end() ? nullptr : *found;
}

QString DocumentActions::startFolder() const
{
    if (const Document *document = current(); document && !document->path().isEmpty())
        return QFileInfo(document->path()).absolutePath();
    return m_context.workspace.folder().isEmpty() ? QDir::homePath() : m_context.workspace.folder();
}

// --- opening
// ---------------------------------------------------------------------------------------------------------

void DocumentActions::newFile()
{
    m_editors.show(m_context.documents.create());
}

void DocumentActions::openWithDialog()
{
    m_questions.filesToOpen(startFolder(), [this](const QStringList &paths) { openPaths(paths); });
}

void DocumentActions::open(const FilePlace &place, After after)
{
    if (QFileInfo(place.path).isDir()) {
        openFolder(place.path);
        if (after)
            after(true);
        return;
    }
    m_context.documents.open(place.path, [this, place, after = std::move(after)](Document *document) {
        if (document)
            reveal(*document, place);
        if (after)
            after(document != nullptr);
    });
}

void DocumentActions::reveal(Document &document, const FilePlace &place)
{
    rememberRecent(m_context.settings, false, document.path());
    // A first, untouched document was only standing in for a real one.
    Document *before = current();
    EditorPage &page = m_editors.show(document);
    if (before && before != &document && before->path().isEmpty() && before->isDisposable())
        m_context.documents.close(*before);
    if (place.line > 0)
        page.view().goTo(HumanPosition{place.line, place.column});
}

void DocumentActions::openAll(QList<FilePlace> places)
{
    if (places.isEmpty())
        return;
    const FilePlace first = places.takeFirst();
    open(first, [this, places](bool) { openAll(places); });
}

void DocumentActions::openPaths(const QStringList &paths)
{
    QList<FilePlace> places;
    for (const QString &path : paths)
        places.append({path});
    openAll(places);
}

void DocumentActions::show(Document &document, Position place)
{
    m_editors.show(document).view().goTo(place);
}

// --- saving
// ----------------------------------------------------------------------------------------------------------

void DocumentActions::save(Document &document, After after)
{
    if (document.path().isEmpty())
        saveAs(document, std::move(after));
    else
        m_context.documents.save(document, std::move(after));
}

void DocumentActions::saveAs(Document &document, After after)
{
    QString suggestion = document.path();
    if (suggestion.isEmpty())
        suggestion = QDir(startFolder()).filePath(document.title());
    m_questions.pathToSave(suggestion,
                           [this, id = document.id(), after = std::move(after)](const QString &path) mutable {
                               Document *target = byId(id);
                               if (target && !path.isEmpty())
                                   m_context.documents.saveAs(*target, path, std::move(after));
                               else if (after)
                                   after(false);
                           });
}

void DocumentActions::saveAll(After after)
{
    QList<int> ids;
    const QList<Document *> all = m_context.documents.documents();
    for (const Document *document : all) {
        if (document->buffer().isModified())
            ids.append(document->id());
    }
    saveNext(ids, std::move(after));
}

void DocumentActions::saveNamed(After after)
{
    QList<int> ids;
    const QList<Document *> all = m_context.documents.documents();
    for (const Document *document : all) {
        if (document->buffer().isModified() && !document->path().isEmpty())
            ids.append(document->id());
    }
    saveNext(ids, std::move(after));
}

void DocumentActions::saveNext(QList<int> ids, After after)
{
    // One after the other, because each may ask for a name.
    while (!ids.isEmpty()) {
        Document *document = byId(ids.takeFirst());
        if (!document)
            continue;
        save(*document, [this, ids, after = std::move(after)](bool went) mutable {
            if (went)
                saveNext(ids, std::move(after));
            else if (after)
                after(false);
        });
        return;
    }
    if (after)
        after(true);
}

// --- closing
// ---------------------------------------------------------------------------------------------------------

void DocumentActions::closePage(EditorPage &page)
{
    if (m_editors.pagesOf(page.document()).size() > 1)
        m_editors.removePage(page);
    else
        close({&page.document()}, {});
}

void DocumentActions::closeAll(After after)
{
    close(m_context.documents.documents(), std::move(after));
}

void DocumentActions::closeOthers(const Document &keep)
{
    QList<Document *> others = m_context.documents.documents();
    others.removeIf([&](const Document *document) { return document == &keep; });
    close(others, {});
}

void DocumentActions::close(const QList<Document *> &documents, After after)
{
    QStringList names;
    QList<int> unsaved;
    QList<int> all;
    for (const Document *document : documents) {
        all.append(document->id());
        if (document->isDisposable())
            continue;
        names.append(document->title());
        unsaved.append(document->id());
    }
    const auto finish = [this, all, after](bool went) {
        if (went) {
            QList<Document *> left;
            for (const int id : all) {
                if (Document *document = byId(id))
                    left.append(document);
            }
            closeNow(left);
        }
        if (after)
            after(went);
    };
    if (unsaved.isEmpty()) {
        finish(true);
        return;
    }
    m_questions.unsavedChanges(names, [this, unsaved, finish](UserQuestions::Unsaved answer) {
        switch (answer) {
        case UserQuestions::Unsaved::Save:
            saveNext(unsaved, finish);
            break;
        case UserQuestions::Unsaved::Discard:
            finish(true);
            break;
        case UserQuestions::Unsaved::Cancel:
            finish(false);
            break;
        }
    });
}

void DocumentActions::closeNow(const QList<Document *> &documents)
{
    for (Document *document : documents) {
        if (!document->path().isEmpty()) {
            const QList<EditorPage *> pages = m_editors.pagesOf(*document);
            m_closed.append(
                {document->path(), pages.isEmpty() ? CodeView::Place() : pages.first()->view().place()});
            if (m_closed.size() > mostClosed)
                m_closed.removeFirst();
        }
        m_context.documents.close(*document);
    }
}

void DocumentActions::reopenClosed()
{
    if (m_closed.isEmpty())
        return;
    const Closed closed = m_closed.takeLast();
    m_context.documents.open(closed.path, [this, closed](Document *document) {
        if (document)
            m_editors.show(*document).view().setPlace(closed.place);
    });
}

// --- folders
// ---------------------------------------------------------------------------------------------------------

void DocumentActions::openFolderWithDialog()
{
    m_questions.folderToOpen(startFolder(), [this](const QString &path) {
        if (!path.isEmpty())
            openFolder(path);
    });
}

void DocumentActions::openFolder(const QString &path)
{
    const QString folder = QFileInfo(path).canonicalFilePath();
    if (folder.isEmpty()) {
        m_context.notices.present(
            noticeFor({ErrorCode::NotFound, QStringLiteral("There is no such folder."), {}, path},
                      tr("The folder was not opened.")),
            0);
        return;
    }
    rememberRecent(m_context.settings, true, folder);
    m_context.workspace.setFolder(folder);
    Q_EMIT folderOpened(folder);
}

void DocumentActions::closeFolder()
{
    m_context.workspace.setFolder({});
    Q_EMIT folderOpened({});
}

} // namespace gatewright
