// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/ghost_controller.h"

#include "core/text/utf8.h"
#include "ui/editor/document_buffer.h"
#include "ui/editor/document_internals.h"
#include "ui/inline/announcer.h"

#include <utility>

namespace gatewright {

namespace {

using Base = Scintilla::Base;

int characters(std::string_view text)
{
    return static_cast<int>(utf8::codePoints(text));
}

} // namespace

GhostController::GhostController(QsciScintillaBase &view, GhostLayer &layer)
    : QObject(&view)
    , m_scintilla(&view)
    , m_layer(layer)
{
}

void GhostController::setDocument(DocumentBuffer &document)
{
    clear(GhostEnd::Cleared);
    if (m_document)
        disconnect(m_document, nullptr, this, nullptr);
    m_document = &document;
    connect(&document, &DocumentBuffer::edited, this, &GhostController::textChanged);
    connect(&document, &DocumentBuffer::reset, this, [this] { clear(GhostEnd::Edited); });
}

bool GhostController::mayStand() const
{
    return m_document && !m_document->isReadOnly() && !m_document->isLarge() &&
           m_scintilla.send(Base::SCI_GETSELECTIONS) == 1 &&
           m_scintilla.send(Base::SCI_GETSELECTIONEMPTY) != 0 && m_scintilla.send(Base::SCI_GETOVERTYPE) == 0;
}

bool GhostController::show(const GhostText &ghost)
{
    GhostRemainder remainder(ghost.text);
    if (!mayStand() || remainder.isEmpty())
        return false;
    if (m_ghost && m_ghost->id != ghost.id)
        clear(GhostEnd::Replaced);
    m_ghost = ghost;
    m_remainder = std::move(remainder);
    m_anchor = m_scintilla.caret();
    m_wasSeen = false;
    showRemainder();
    return true;
}

void GhostController::showRemainder()
{
    if (!isVisible())
        return;
    showBadge();
    m_layer.show(m_remainder, m_anchor);
    if (m_wasSeen)
        return;
    m_wasSeen = true;
    announce();
    Q_EMIT shown(m_ghost->id);
}

void GhostController::showBadge()
{
    const QString candidate =
        m_ghost->count > 1 ? QStringLiteral("%1/%2").arg(m_ghost->index).arg(m_ghost->count) : QString();
    m_layer.setBadge(m_ghost->badge, candidate);
}

void GhostController::announce()
{
    if (!m_announcer)
        return;
    const std::string_view text = m_remainder.text();
    QString said =
        tr("Suggestion: %1").arg(QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())));
    if (m_ghost->count > 1)
        said += tr(", %1 of %2").arg(m_ghost->index).arg(m_ghost->count);
    if (m_ghost->badge != TierBadge::None)
        said += QStringLiteral(", ") + tierBadgeText(m_ghost->badge);
    m_announcer->announce(said);
}

void GhostController::clear(GhostEnd why)
{
    if (!m_ghost)
        return;
    const QString id = m_ghost->id;
    m_ghost.reset();
    m_remainder = {};
    m_layer.hide();
    Q_EMIT dismissed(id, why);
}

void GhostController::setBadge(const QString &id, TierBadge badge)
{
    if (!m_ghost || m_ghost->id != id)
        return;
    m_ghost->badge = badge;
    showBadge();
}

bool GhostController::accept(AcceptUnit unit)
{
    if (!isVisible() || !mayStand())
        return false;
    const std::string taken(m_remainder.next(unit));
    const std::string inserted = withLineEnds(taken, m_document->newLine());
    m_accepting = true;
    // One group, or undo would take what was typed before along with it.
    m_scintilla.send(Base::SCI_BEGINUNDOACTION);
    m_scintilla.send(Base::SCI_ADDTEXT, inserted.size(), inserted.data());
    m_scintilla.send(Base::SCI_ENDUNDOACTION);
    m_document->internals().deliverEdits();
    m_accepting = false;

    const QString id = m_ghost->id;
    m_remainder.take(taken);
    m_anchor = m_scintilla.caret();
    const int remaining = characters(m_remainder.text());
    if (remaining == 0) {
        m_ghost.reset();
        m_layer.hide();
    } else {
        showRemainder();
    }
    m_scintilla.send(Base::SCI_SCROLLCARET);
    m_scintilla.send(Base::SCI_CHOOSECARETX);
    Q_EMIT accepted(id, unit, characters(taken), remaining);
    return true;
}

void GhostController::setPopupOpen(bool open)
{
    m_popupOpen = open;
    if (!m_ghost)
        return;
    if (open)
        m_layer.hide();
    else
        showRemainder();
}

void GhostController::textChanged(const DocumentEdit &edit)
{
    if (!m_ghost || m_accepting)
        return;
    const bool atAnchor = edit.edit.begin == m_anchor && edit.edit.end == m_anchor;
    if (!atAnchor || !m_remainder.take(edit.edit.text)) {
        clear(m_typing ? GhostEnd::TypedOver : GhostEnd::Edited);
        return;
    }
    m_anchor = edit.edit.newEnd();
    m_typedAlong = true;
    if (!m_remainder.isEmpty()) {
        showRemainder();
        return;
    }
    const QString id = m_ghost->id;
    const int typedCharacters = characters(m_ghost->text);
    m_ghost.reset();
    m_layer.hide();
    Q_EMIT typedOut(id, typedCharacters);
}

void GhostController::checkCaret()
{
    if (m_ghost && !m_accepting && (m_scintilla.caret() != m_anchor || !mayStand()))
        clear(GhostEnd::Moved);
}

bool GhostController::takeTypedAlong()
{
    return std::exchange(m_typedAlong, false);
}

} // namespace gatewright
