// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/servers/workspace_editor.h"

#include "ui/bridge/server_documents.h"
#include "ui/bridge/servers/completion_insertion.h"
#include "ui/bridge/servers/server_texts.h"

#include <QFileInfo>

#include <algorithm>
#include <memory>
#include <utility>

namespace gatewright {

namespace {

// Lines of a preview that nobody would read are left out.
constexpr std::size_t mostLines = 200;

bool isBelow(const QString &path, const QString &folder)
{
    const QString real = QFileInfo(path).canonicalFilePath();
    const QString root = QFileInfo(folder).canonicalFilePath();
    return !root.isEmpty() && real.startsWith(root + QLatin1Char('/'));
}

// What each touched line says before and after. Edits that add lines show the first of them.
std::vector<ChangedLine> changedLines(const FileChange &change)
{
    std::vector<ChangedLine> lines;
    const DocumentBuffer &buffer = change.document->buffer();
    // From the back: those of one line stand together.
    for (const TextEdit &edit : change.edits) {
        const int line = buffer.lineAt(edit.begin);
        const std::size_t begin = buffer.lineStart(line);
        if (lines.empty() || lines.back().line != line) {
            if (lines.size() == mostLines)
                break;
            const QString text = buffer.lineText(line);
            lines.push_back({line, text, text});
        }
        const std::size_t end = std::min(edit.end, buffer.lineEnd(line));
        std::string after = lines.back().after.toStdString();
        const std::size_t from = std::min(edit.begin - begin, after.size());
        after.replace(from, std::min(end - edit.begin, after.size() - from), edit.text);
        lines.back().after = QString::fromStdString(after).section(QLatin1Char('\n'), 0, 0);
    }
    std::ranges::reverse(lines);
    return lines;
}

} // namespace

struct WorkspaceEditor::Work
{
    lsp::WorkspaceEdit edit;
    Prepared done;
    std::vector<QString> uris; // still to be opened, the last one next
    std::vector<FileChange> changes;
    std::optional<Error> error;
};

WorkspaceEditor::WorkspaceEditor(DocumentManager &documents, QObject *parent)
    : QObject(parent)
    , m_documents(documents)
{
}

Result<void> WorkspaceEditor::check(const lsp::WorkspaceEdit &edit) const
{
    if (edit.changes.size() > mostFiles)
        return makeError(ErrorCode::LimitExceeded,
                         QStringLiteral("More than 50 files would be changed at once; nothing was."));
    for (const auto &[uri, edits] : edit.changes) {
        if (documentWithUri(m_documents, uri))
            continue;
        const QString path = pathOfUri(uri);
        if (path.isEmpty() || !isBelow(path, m_workspace))
            return makeError(ErrorCode::InvalidInput,
                             QStringLiteral("A file outside the open folder would be changed; nothing was."),
                             {}, path.isEmpty() ? uri : path);
    }
    return {};
}

void WorkspaceEditor::prepare(const lsp::WorkspaceEdit &edit, Prepared done)
{
    if (const Result<void> checked = check(edit); !checked) {
        done(tl::unexpected(checked.error()));
        return;
    }
    const auto work = std::make_shared<Work>();
    work->edit = edit;
    work->done = std::move(done);
    for (const auto &[uri, edits] : edit.changes) {
        if (!edits.empty())
            work->uris.push_back(uri);
    }
    std::ranges::reverse(work->uris);
    openNext(work);
}

void WorkspaceEditor::openNext(const std::shared_ptr<Work> &work)
{
    if (work->uris.empty() || work->error) {
        finish(work);
        return;
    }
    const QString uri = work->uris.back();
    work->uris.pop_back();
    const auto add = [this, work, uri](Document *document, bool wasOpened) {
        if (!document) {
            work->error = Error{ErrorCode::Io,
                                QStringLiteral("A file could not be opened; nothing was changed."),
                                {},
                                pathOfUri(uri)};
        } else {
            FileChange change{document, wasOpened, document->buffer().revision(), {}, {}};
            auto edits = byteEdits(work->edit.changes[uri], document->buffer());
            if (edits && !document->buffer().isReadOnly()) {
                change.edits = std::move(*edits);
                change.lines = changedLines(change);
            } else {
                work->error = edits ? Error{ErrorCode::InvalidInput,
                                            QStringLiteral("A file is read-only; nothing was changed."),
                                            {},
                                            document->path()}
                                    : edits.error();
            }
            work->changes.push_back(std::move(change));
        }
        openNext(work);
    };
    if (Document *open = documentWithUri(m_documents, uri)) {
        add(open, false);
        return;
    }
    m_documents.open(pathOfUri(uri), [guard = QPointer<WorkspaceEditor>(this), add](Document *document) {
        if (guard)
            add(document, true);
    });
}

void WorkspaceEditor::finish(const std::shared_ptr<Work> &work)
{
    if (!work->error) {
        work->done(std::move(work->changes));
        return;
    }
    discard(work->changes);
    work->done(tl::unexpected(*work->error));
}

Result<void> WorkspaceEditor::apply(const std::vector<FileChange> &changes)
{
    for (const FileChange &change : changes) {
        if (!change.document || change.document->buffer().revision() != change.revision)
            return makeError(ErrorCode::InvalidInput,
                             QStringLiteral("A text was changed in the meantime. Try again."));
    }
    for (const FileChange &change : changes) {
        GW_CHECK(change.document->buffer().apply(change.edits));
        Q_EMIT changed(change.document);
    }
    return {};
}

void WorkspaceEditor::discard(const std::vector<FileChange> &changes)
{
    for (const FileChange &change : changes) {
        if (change.wasOpened && change.document && !change.document->buffer().isModified())
            m_documents.close(*change.document);
    }
}

} // namespace gatewright
