// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "ui/bridge/diagnostics_model.h"
#include "ui/editor/document_buffer.h"

#include <QHash>
#include <QObject>

#include <optional>
#include <vector>

namespace gatewright {

class Document;
class DocumentManager;

// One fix that can be offered now; a value, because the problems change while a menu stands.
struct QuickFix
{
    int document = 0;  // Document::id()
    Revision revision; // that was checked
    Range problem;     // in it
    DiagnosticFix fix;

    friend bool operator==(const QuickFix &, const QuickFix &) = default;
};

// Applies what the checks propose. Their positions are those of the text that was checked; what the user has
// typed since then is remembered here, so that a fix still finds its place, or is refused where its place was
// typed over. GUI thread.
class QuickFixer : public QObject
{
    Q_OBJECT

public:
    // Both outlive the fixer, which must be there before the first document is opened.
    QuickFixer(DocumentManager &documents, const DiagnosticsModel &problems, QObject *parent = nullptr);

    // Of one row of the model.
    [[nodiscard]] std::vector<QuickFix> fixesOf(int row) const;
    // At this place of a document as it is now: of the problems that touch it, else of those of its line.
    [[nodiscard]] std::vector<QuickFix> fixesAt(int document, Position place) const;

    // All its edits as one undo step. InvalidInput, and nothing changed, when the text was changed where the
    // fix would change it, when edits overlap, or when the document is read-only; NotFound when it was
    // closed.
    Result<void> apply(const QuickFix &fix);

private:
    struct Change
    {
        Range range;       // what was removed, in the text before
        Position end;      // of what came in its place
        Revision revision; // of the text after
    };
    struct History
    {
        Document *document = nullptr;
        Revision from; // changes since this revision are known
        std::vector<Change> changes;
    };

    void watch(Document &document);
    void remember(History &history, const DocumentEdit &edit) const;
    // Where a range of the checked text is now; nothing when a change touched it or too much happened since.
    [[nodiscard]] std::optional<Range> now(const History &history, Revision checked, Range range) const;

    const DiagnosticsModel &m_problems;
    QHash<int, History> m_histories; // by document
};

} // namespace gatewright
