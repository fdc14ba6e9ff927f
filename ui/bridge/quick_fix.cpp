// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/quick_fix.h"

#include "core/text/line_index.h"
#include "core/text/text_edit.h"
#include "ui/bridge/document_manager.h"

#include <algorithm>
#include <utility>

namespace gatewright {

namespace {

// A check answers within seconds; who typed more than this since then gets no old fixes.
constexpr std::size_t mostChanges = 1000;

Position endOf(Position start, std::string_view inserted)
{
    const Position length = LineIndex(inserted).position(inserted, inserted.size());
    return length.line == 0 ? Position{start.line, start.column + length.column}
                            : Position{start.line + length.line, length.column};
}

// Where a place behind a change stands after it.
Position moved(Position place, Position removedEnd, Position newEnd)
{
    if (place.line > removedEnd.line)
        return {place.line - removedEnd.line + newEnd.line, place.column};
    return {newEnd.line, place.column - removedEnd.column + newEnd.column};
}

} // namespace

QuickFixer::QuickFixer(DocumentManager &documents, const DiagnosticsModel &problems, QObject *parent)
    : QObject(parent)
    , m_problems(problems)
{
    connect(&documents, &DocumentManager::opened, this, [this](Document *document) { watch(*document); });
    connect(&documents, &DocumentManager::aboutToClose, this,
            [this](Document *document) { m_histories.remove(document->id()); });
}

void QuickFixer::watch(Document &document)
{
    const int id = document.id();
    const DocumentBuffer &buffer = document.buffer();
    m_histories.insert(id, {&document, buffer.revision(), {}});
    connect(&buffer, &DocumentBuffer::edited, this, [this, id](const DocumentEdit &edit) {
        if (const auto history = m_histories.find(id); history != m_histories.end())
            remember(*history, edit);
    });
    connect(&buffer, &DocumentBuffer::reset, this,
            [this, id, &document](Revision revision) { m_histories.insert(id, {&document, revision, {}}); });
}

void QuickFixer::remember(History &history, const DocumentEdit &edit) const
{
    std::vector<Change> &changes = history.changes;
    // What happened before the text that was checked last is never asked for again.
    if (const std::optional<Revision> checked = m_problems.checkedRevision(history.document->id());
        checked && *checked > history.from) {
        std::erase_if(changes, [&](const Change &change) { return change.revision <= *checked; });
        history.from = *checked;
    }
    if (changes.size() >= mostChanges) {
        changes.clear();
        history.from = edit.revision;
        return;
    }
    changes.push_back({edit.range, endOf(edit.range.start, edit.edit.text), edit.revision});
}

std::optional<Range> QuickFixer::now(const History &history, Revision checked, Range range) const
{
    if (checked < history.from)
        return std::nullopt;
    for (const Change &change : history.changes) {
        if (change.revision <= checked)
            continue;
        if (change.range.start > range.end)
            continue;
        if (change.range.end >= range.start)
            return std::nullopt;
        range = {moved(range.start, change.range.end, change.end),
                 moved(range.end, change.range.end, change.end)};
    }
    return range;
}

std::vector<QuickFix> QuickFixer::fixesOf(int row) const
{
    std::vector<QuickFix> found;
    const Problem &problem = m_problems.problem(row);
    const std::optional<Revision> checked = m_problems.checkedRevision(problem.document);
    if (!checked)
        return found;
    for (const DiagnosticFix &fix : problem.diagnostic.fixes)
        found.push_back({problem.document, *checked, problem.diagnostic.range, fix});
    return found;
}

std::vector<QuickFix> QuickFixer::fixesAt(int document, Position place) const
{
    std::vector<QuickFix> touching;
    std::vector<QuickFix> inLine;
    const auto history = m_histories.constFind(document);
    if (history == m_histories.constEnd())
        return touching;
    const std::optional<Revision> checked = m_problems.checkedRevision(document);
    for (int row = 0; checked && row < m_problems.rowCount(); ++row) {
        const Problem &problem = m_problems.problem(row);
        if (problem.document != document || problem.diagnostic.fixes.empty())
            continue;
        const std::optional<Range> range = now(*history, *checked, problem.diagnostic.range);
        if (!range || place.line < range->start.line || place.line > range->end.line)
            continue;
        std::vector<QuickFix> &where = range->start <= place && place <= range->end ? touching : inLine;
        const std::vector<QuickFix> fixes = fixesOf(row);
        where.insert(where.end(), fixes.begin(), fixes.end());
    }
    return touching.empty() ? inLine : touching;
}

Result<void> QuickFixer::apply(const QuickFix &fix)
{
    const auto history = m_histories.constFind(fix.document);
    if (history == m_histories.constEnd())
        return makeError(ErrorCode::NotFound, QStringLiteral("The document was closed."));
    DocumentBuffer &buffer = history->document->buffer();
    std::vector<TextEdit> edits;
    for (const DiagnosticEdit &edit : fix.fix.edits) {
        const std::optional<Range> range = now(*history, fix.revision, edit.range);
        if (!range || range->end < range->start)
            return makeError(
                ErrorCode::InvalidInput,
                QStringLiteral("The text was changed here since it was checked. Wait for the next check."));
        edits.push_back({buffer.offset(range->start), buffer.offset(range->end), edit.text});
    }
    GW_TRY(ordered, backToFront(std::move(edits)));
    return buffer.apply(ordered);
}

} // namespace gatewright
