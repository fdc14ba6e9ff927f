// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/problem_navigator.h"

#include "ui/bridge/document_manager.h"
#include "ui/panels/problems/problems_panel.h"
#include "ui/shell/document_actions.h"
#include "ui/shell/editor_area.h"
#include "ui/shell/editor_page.h"

namespace gatewright {

ProblemNavigator::ProblemNavigator(const WindowContext &context, EditorArea &editors,
                                   DocumentActions &documents, ProblemsPanel &panel, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_editors(editors)
    , m_documents(documents)
    , m_panel(panel)
{
    connect(&panel, &ProblemsPanel::problemChosen, this, &ProblemNavigator::goTo);
}

bool ProblemNavigator::hasProblems() const
{
    return m_context.problems.rowCount() > 0;
}

void ProblemNavigator::step(DiagnosticsModel::Direction direction)
{
    const EditorPage *page = m_editors.currentPage();
    const int document = page ? page->document().id() : 0;
    const Position place = page ? page->view().caretPosition() : Position();
    if (const std::optional<int> row = m_context.problems.nearest(document, place, direction)) {
        m_panel.reveal(*row);
        goTo(*row);
    }
}

void ProblemNavigator::goTo(int row)
{
    const Problem problem = m_context.problems.problem(row);
    const QList<Document *> all = m_context.documents.documents();
    for (Document *document : all) {
        if (document->id() == problem.document) {
            m_documents.show(*document, problem.diagnostic.range.start);
            return;
        }
    }
    // A task's problem is about a file that may not be open.
    const Position place = problem.diagnostic.range.start;
    if (!problem.path.isEmpty())
        m_documents.open({problem.path, place.line + 1, place.column + 1});
}

} // namespace gatewright
