// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/inline/inline_geometry.h"
#include "ui/inline/inline_note.h"

#include <QColor>
#include <QPainter>

#include <optional>
#include <vector>

namespace gatewright {

class GhostLayer;

// Paints notes behind the ends of lines, after the ghost text.
class NoteLayer
{
public:
    explicit NoteLayer(QsciScintillaBase &view);

    void setColour(const QColor &colour) { m_colour = colour; }
    void setNotes(std::vector<InlineNote> notes);
    [[nodiscard]] const std::vector<InlineNote> &notes() const { return m_notes; }
    // One from another source; it stands behind the others of its line.
    void setLastNote(const std::optional<InlineNote> &note);
    void paint(QPainter &painter, const GhostLayer &ghost) const;

private:
    QsciScintillaBase &m_view;
    InlineGeometry m_geometry;
    QColor m_colour;
    [[nodiscard]] qreal paintNote(QPainter &painter, const InlineNote &note, qreal left) const;

    std::vector<InlineNote> m_notes;
    std::optional<InlineNote> m_lastNote;
};

} // namespace gatewright
