// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/inline/inline_geometry.h"
#include "ui/inline/inline_note.h"

#include <QColor>
#include <QHash>
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
    // What stands in front of the notes of a line.
    void setHints(std::vector<InlineNote> hints);
    [[nodiscard]] const std::vector<InlineNote> &hints() const { return m_hints; }
    // One from another source; it stands behind the others of its line.
    void setLastNote(const std::optional<InlineNote> &note);
    void paint(QPainter &painter, const GhostLayer &ghost) const;

private:
    // Paints one behind the others of its line; `ends` says where each line ends by then.
    void paintNote(QPainter &painter, const InlineNote &note, const GhostLayer &ghost,
                   QHash<int, qreal> &ends) const;

    QsciScintillaBase &m_view;
    InlineGeometry m_geometry;
    QColor m_colour;
    std::vector<InlineNote> m_hints;
    std::vector<InlineNote> m_notes;
    std::optional<InlineNote> m_lastNote;
};

} // namespace gatewright
