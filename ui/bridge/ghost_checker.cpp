// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/ghost_checker.h"

#include "ui/bridge/diagnostics_model.h"
#include "ui/bridge/server_documents.h"

#include <algorithm>
#include <utility>

namespace gatewright {

using checker::CheckAnswer;

GhostChecker::GhostChecker(Ask source, const DiagnosticsModel &problems, QObject *parent)
    : QObject(parent)
    , m_ask(std::move(source))
    , m_problems(problems)
{
    m_idle.setSingleShot(true);
    m_idle.setInterval(idle);
    connect(&m_idle, &QTimer::timeout, this, [this] { ask(Tier::T2); });
}

void GhostChecker::setView(CodeView *view, Document *document)
{
    if (view && m_view == view)
        return;
    stop();
    if (m_view)
        disconnect(m_view, nullptr, this, nullptr);
    m_view = view;
    m_document = document;
    if (!view)
        return;
    connect(view, &CodeView::ghostShown, this, &GhostChecker::start);
    connect(view, &CodeView::ghostDismissed, this, &GhostChecker::stop);
    connect(view, &CodeView::ghostTypedOut, this, &GhostChecker::stop);
    connect(view, &CodeView::ghostAccepted, this, [this](const QString &, AcceptUnit, int, int remaining) {
        if (remaining == 0)
            stop();
    });
}

void GhostChecker::start(const QString &id)
{
    stop();
    if (!m_document || m_document->buffer().language() == Language::PlainText)
        return;
    const DocumentBuffer &buffer = m_document->buffer();
    const std::string ghost = m_view->ghostRemainder();
    const std::size_t caret = m_view->caret();
    std::string text(buffer.text());
    text.insert(std::min(caret, text.size()), ghost);
    m_id = id;
    m_question.uri = documentUri(*m_document);
    m_question.text = QString::fromStdString(text);
    const int first = m_view->caretPosition().line;
    m_lines = {{first, 0}, {first + static_cast<int>(std::count(ghost.begin(), ghost.end(), '\n')) + 1, 0}};
    Q_EMIT started(id);
    ask(Tier::T1);
}

void GhostChecker::stop()
{
    m_request.cancel();
    m_request = {};
    m_idle.stop();
    m_id.clear();
}

void GhostChecker::ask(Tier highest)
{
    if (!m_view || m_id.isEmpty())
        return;
    m_question.highest = highest;
    m_request = m_ask(m_question, this, [this, id = m_id, highest](const Result<CheckAnswer> &answer) {
        answered(id, highest, answer);
    });
}

void GhostChecker::answered(const QString &id, Tier asked, const Result<CheckAnswer> &answer)
{
    if (id != m_id || !m_view || !answer)
        return;
    if (answer->tier == Tier::T2 && asked == Tier::T2) {
        m_view->setGhostBadge(id, TierBadge::Simulated);
        Q_EMIT passed(id, Tier::T2);
        return;
    }
    // Errors elsewhere are as old as the document; an insertion that ends in the middle of a statement does
    // not parse yet, and says nothing.
    const bool parses = answer->tier.has_value();
    const bool ranAndFailed = asked == Tier::T2 && answer->status == CheckStatus::Failed;
    if (parses && (ranAndFailed || bringsErrors(*answer))) {
        m_view->setGhostBadge(id, TierBadge::Failed);
        Q_EMIT failed(id);
        return;
    }
    if (asked != Tier::T1 || answer->tier != Tier::T1)
        return;
    m_view->setGhostBadge(id, TierBadge::Compiles);
    Q_EMIT passed(id, Tier::T1);
    const std::optional<double> lastRun = m_lastRun ? m_lastRun(m_question.uri) : std::nullopt;
    if (lastRun && *lastRun <= shortRun)
        m_idle.start();
}

bool GhostChecker::bringsErrors(const CheckAnswer &answer) const
{
    const auto isKnown = [this](const Diagnostic &error) {
        for (int row = 0; row < m_problems.rowCount(); ++row) {
            const Problem &problem = m_problems.problem(row);
            if (problem.document == m_document->id() && problem.diagnostic.code == error.code &&
                problem.diagnostic.message == error.message)
                return true;
        }
        return false;
    };
    return std::any_of(answer.diagnostics.begin(), answer.diagnostics.end(), [&](const Diagnostic &found) {
        if (found.severity != Severity::Error)
            return false;
        const bool inside = m_lines.start <= found.range.start && found.range.start < m_lines.end;
        return inside || !isKnown(found);
    });
}

} // namespace gatewright
