// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/inline/ghost_layer.h"

#include <QObject>

#include <optional>

namespace gatewright {

class Announcer;
class DocumentBuffer;
struct DocumentEdit;

// The life of a suggestion in one view: offered, typed along with, taken in parts, or gone. The layer paints
// what stands.
class GhostController : public QObject
{
    Q_OBJECT

public:
    GhostController(QsciScintillaBase &view, GhostLayer &layer);

    // Follows the changes of this document from now on.
    void setDocument(DocumentBuffer &document);
    void setAnnouncer(Announcer *announcer) { m_announcer = announcer; }

    bool show(const GhostText &ghost);
    void clear(GhostEnd why);
    [[nodiscard]] bool isActive() const { return m_ghost.has_value(); }
    // False while a popup hides it.
    [[nodiscard]] bool isVisible() const { return isActive() && !m_popupOpen; }
    [[nodiscard]] const GhostRemainder &remainder() const { return m_remainder; }
    void setBadge(const QString &id, TierBadge badge);
    bool accept(AcceptUnit unit);
    void setPopupOpen(bool open);
    [[nodiscard]] bool isPopupOpen() const { return m_popupOpen; }

    // While the user's typing is in the text but not yet told; decides between TypedOver and Edited.
    void setTyping(bool typing) { m_typing = typing; }
    // After anything that may have moved the caret or made a selection.
    void checkCaret();
    // True if the change just seen was typing along; resets the answer.
    [[nodiscard]] bool takeTypedAlong();

Q_SIGNALS:
    void shown(const QString &id);
    void accepted(const QString &id, gatewright::AcceptUnit unit, int characters, int remaining);
    void typedOut(const QString &id, int characters);
    void dismissed(const QString &id, gatewright::GhostEnd why);

private:
    void textChanged(const DocumentEdit &edit);
    void showRemainder();
    void showBadge();
    void announce();
    [[nodiscard]] bool mayStand() const;

    Scintilla m_scintilla;
    GhostLayer &m_layer;
    DocumentBuffer *m_document = nullptr;
    Announcer *m_announcer = nullptr;
    std::optional<GhostText> m_ghost;
    GhostRemainder m_remainder;
    std::size_t m_anchor = 0;
    bool m_popupOpen = false;
    bool m_wasSeen = false; // by the user: one that came while a popup stood open waits for its end
    bool m_typing = false;
    bool m_typedAlong = false;
    bool m_accepting = false;
};

} // namespace gatewright
