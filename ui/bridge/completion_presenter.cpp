// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/completion_presenter.h"

#include "core/text/secret_files.h"
#include "ui/bridge/server_documents.h"

namespace gatewright {

using completion::CompletionId;
using completion::Suggestion;
using completion::SuggestionEnd;

namespace {

TierBadge badgeOf(int tier)
{
    switch (tier) {
    case 0:
        return TierBadge::Parses;
    case 1:
        return TierBadge::Compiles;
    case 2:
        return TierBadge::Simulated;
    default:
        return TierBadge::None;
    }
}

SuggestionEnd endOf(GhostEnd why)
{
    switch (why) {
    case GhostEnd::Escape:
    case GhostEnd::Moved:
        return SuggestionEnd::Dismissed;
    case GhostEnd::TypedOver:
        return SuggestionEnd::TypedOver;
    case GhostEnd::Edited:
    case GhostEnd::FocusLost:
    case GhostEnd::Replaced:
    case GhostEnd::Cleared:
        break;
    }
    return SuggestionEnd::Withdrawn;
}

} // namespace

CompletionPresenter::CompletionPresenter(completion::CompletionController &controller, QObject *parent)
    : QObject(parent)
    , m_controller(controller)
{
    connect(&controller, &completion::CompletionController::suggestionReady, this,
            &CompletionPresenter::show);
}

void CompletionPresenter::setView(CodeView *view, Document *document)
{
    if (m_view == view)
        return;
    if (m_view) {
        m_view->clearGhost();
        disconnect(m_view, nullptr, this, nullptr);
    }
    m_controller.left();
    m_view = view;
    m_document = document;
    if (!view)
        return;
    connect(view, &CodeView::typed, this, &CompletionPresenter::typed);
    // Typing moves the caret too, before or after it says that it typed: look at it when both are done.
    connect(view, &CodeView::caretMoved, this, &CompletionPresenter::caretMoved, Qt::QueuedConnection);
    connect(view, &CodeView::ghostAccepted, this,
            [this](const QString &id, AcceptUnit, int characters, int remaining) {
                rememberPlace();
                m_controller.accepted(CompletionId(id), characters, remaining, place());
            });
    connect(view, &CodeView::ghostTypedOut, this, [this](const QString &id, int characters) {
        m_controller.ended(CompletionId(id), SuggestionEnd::TypedOut, characters);
    });
    connect(view, &CodeView::ghostDismissed, this, &CompletionPresenter::dismissed);
}

completion::CursorPlace CompletionPresenter::place() const
{
    const DocumentBuffer &buffer = m_document->buffer();
    completion::CursorPlace made =
        completion::cursorPlace(documentUri(*m_document), buffer.language(), buffer.revision(), buffer.text(),
                                m_view->caret(), m_view->caretPosition());
    made.readOnly = buffer.isReadOnly() || buffer.isLarge();
    made.excluded = isSecretFile(m_document->path(), m_disabledFor);
    return made;
}

void CompletionPresenter::rememberPlace()
{
    m_knownRevision = m_document->buffer().revision();
    m_knownCaret = m_view->caret();
}

QString CompletionPresenter::ghostText() const
{
    return m_view ? QString::fromStdString(m_view->ghostRemainder()) : QString();
}

Language CompletionPresenter::language() const
{
    return hasView() ? m_document->buffer().language() : Language::PlainText;
}

void CompletionPresenter::typed(bool asSuggested)
{
    if (!hasView())
        return;
    rememberPlace();
    if (asSuggested && m_view->hasGhost())
        m_controller.typedAsSuggested(place());
    else
        m_controller.typed(place());
}

void CompletionPresenter::caretMoved()
{
    if (!hasView())
        return;
    if (m_document->buffer().revision() == m_knownRevision && m_view->caret() == m_knownCaret)
        return;
    rememberPlace();
    m_controller.moved(place());
}

void CompletionPresenter::show(const QString &uri, Revision revision, const Suggestion &suggestion, int index,
                               int count)
{
    const CompletionId &id = suggestion.id;
    if (!hasView() || documentUri(*m_document) != uri || m_document->buffer().revision() != revision) {
        m_controller.ended(id, SuggestionEnd::Withdrawn);
        return;
    }
    GhostText ghost;
    ghost.id = id.value();
    ghost.text = suggestion.text.toStdString();
    ghost.badge = badgeOf(suggestion.tier);
    ghost.index = index;
    ghost.count = count;
    if (m_view->showGhost(ghost))
        Q_EMIT shown();
    else
        m_controller.ended(id, SuggestionEnd::Withdrawn);
}

void CompletionPresenter::dismissed(const QString &id, GhostEnd why)
{
    m_controller.ended(CompletionId(id), endOf(why));
}

void CompletionPresenter::requestNow()
{
    if (!hasView())
        return;
    rememberPlace();
    m_controller.requestNow(place());
}

void CompletionPresenter::cycle(int step)
{
    m_controller.cycle(step);
}

bool CompletionPresenter::accept(AcceptUnit unit)
{
    return m_view && m_view->acceptGhost(unit);
}

void CompletionPresenter::dismiss()
{
    if (m_view)
        m_view->clearGhost(GhostEnd::Escape);
}

bool CompletionPresenter::hasGhost() const
{
    return m_view && m_view->hasGhost();
}

} // namespace gatewright
