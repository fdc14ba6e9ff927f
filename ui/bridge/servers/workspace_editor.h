// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/lsp/types.h"
#include "ui/bridge/document_manager.h"

#include <QObject>
#include <QPointer>

#include <functional>
#include <vector>

namespace gatewright {

// One changed line of a preview.
struct ChangedLine
{
    int line = 0; // 0-based, in the text before
    QString before;
    QString after;

    friend bool operator==(const ChangedLine &, const ChangedLine &) = default;
};

// What an edit of several files would do to one of them.
struct FileChange
{
    QPointer<Document> document;
    bool wasOpened = false;      // only for this; goes again when nothing comes of it
    Revision revision;           // that the edits count in
    std::vector<TextEdit> edits; // in the order in which one is applied after the other
    std::vector<ChangedLine> lines;
};

// Applies edits of several files that a server proposes (renaming, actions), each file as one undo step.
// Files that are not open are opened; nothing is saved. GUI thread.
class WorkspaceEditor : public QObject
{
    Q_OBJECT

public:
    using Prepared = std::function<void(Result<std::vector<FileChange>>)>;
    // More files than this are refused.
    static constexpr std::size_t mostFiles = 50;

    explicit WorkspaceEditor(DocumentManager &documents, QObject *parent = nullptr);

    // Only files in this folder, and open ones, may be changed. Empty: only open ones.
    void setWorkspace(const QString &folder) { m_workspace = folder; }

    // Opens what must be opened and says what would change, later or at once. InvalidInput when a file may
    // not be changed or edits overlap, LimitExceeded for too many files, Io when one cannot be opened.
    void prepare(const lsp::WorkspaceEdit &edit, Prepared done);
    // InvalidInput, and nothing changed anywhere, when one of the texts is another by now.
    Result<void> apply(const std::vector<FileChange> &changes);
    // Closes what was opened only for these.
    void discard(const std::vector<FileChange> &changes);

Q_SIGNALS:
    // Its text was changed; the window shows it.
    void changed(gatewright::Document *document);

private:
    struct Work;

    void openNext(const std::shared_ptr<Work> &work);
    void finish(const std::shared_ptr<Work> &work);
    [[nodiscard]] Result<void> check(const lsp::WorkspaceEdit &edit) const;

    DocumentManager &m_documents;
    QString m_workspace;
};

} // namespace gatewright
