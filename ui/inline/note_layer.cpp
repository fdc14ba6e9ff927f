// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inline/note_layer.h"

#include "ui/inline/ghost_layer.h"

#include <QFontMetricsF>

#include <algorithm>

namespace gatewright {

namespace {

using Base = Scintilla::Base;

} // namespace

NoteLayer::NoteLayer(QsciScintillaBase &view)
    : m_view(view)
    , m_geometry(view)
{
}

void NoteLayer::setNotes(std::vector<InlineNote> notes)
{
    m_notes = std::move(notes);
    m_view.viewport()->update();
}

void NoteLayer::setLastNote(const std::optional<InlineNote> &note)
{
    if (m_lastNote == note)
        return;
    m_lastNote = note;
    m_view.viewport()->update();
}

// The place behind it; `left` again where the line is out of sight.
qreal NoteLayer::paintNote(QPainter &painter, const InlineNote &note, qreal left) const
{
    const Scintilla scintilla = m_geometry.scintilla();
    if (note.line >= scintilla.lineCount() || scintilla.send(Base::SCI_GETLINEVISIBLE, note.line) == 0)
        return left;
    const QPoint end = m_geometry.place(scintilla.lineEnd(note.line));
    if (end.y() + m_geometry.lineHeight() < 0 || end.y() > m_view.viewport()->height())
        return left;
    const QFontMetricsF metrics(painter.font());
    const qreal gap = metrics.horizontalAdvance(QStringLiteral("mm"));
    const qreal at = std::max<qreal>(left, end.x()) + gap;
    painter.drawText(QPointF(at, end.y() + m_geometry.baseline()), note.text);
    return at + metrics.horizontalAdvance(note.text);
}

void NoteLayer::paint(QPainter &painter, const GhostLayer &ghost) const
{
    if (m_notes.empty() && !m_lastNote)
        return;
    QFont font = m_geometry.font();
    font.setItalic(true);
    painter.save();
    painter.setClipRect(m_geometry.textArea(), Qt::IntersectClip);
    painter.setFont(font);
    painter.setPen(m_colour);
    qreal behindNotes = 0; // of the line of the last note
    for (const InlineNote &note : m_notes) {
        const qreal right = paintNote(painter, note, ghost.endOfLine(note.line));
        if (m_lastNote && note.line == m_lastNote->line)
            behindNotes = right;
    }
    if (m_lastNote)
        static_cast<void>(
            paintNote(painter, *m_lastNote, std::max<qreal>(behindNotes, ghost.endOfLine(m_lastNote->line))));
    painter.restore();
}

} // namespace gatewright
