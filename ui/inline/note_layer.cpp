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

void NoteLayer::setHints(std::vector<InlineNote> hints)
{
    if (m_hints == hints)
        return;
    m_hints = std::move(hints);
    m_view.viewport()->update();
}

void NoteLayer::setLastNote(const std::optional<InlineNote> &note)
{
    if (m_lastNote == note)
        return;
    m_lastNote = note;
    m_view.viewport()->update();
}

void NoteLayer::paint(QPainter &painter, const GhostLayer &ghost) const
{
    if (m_notes.empty() && m_hints.empty() && !m_lastNote)
        return;
    QFont font = m_geometry.font();
    font.setItalic(true);
    painter.save();
    painter.setClipRect(m_geometry.textArea(), Qt::IntersectClip);
    painter.setFont(font);
    painter.setPen(m_colour);
    QHash<int, qreal> ends;
    for (const auto *notes : {&m_hints, &m_notes}) {
        for (const InlineNote &note : *notes)
            paintNote(painter, note, ghost, ends);
    }
    if (m_lastNote)
        paintNote(painter, *m_lastNote, ghost, ends);
    painter.restore();
}

void NoteLayer::paintNote(QPainter &painter, const InlineNote &note, const GhostLayer &ghost,
                          QHash<int, qreal> &ends) const
{
    const Scintilla scintilla = m_geometry.scintilla();
    if (note.line >= scintilla.lineCount() || scintilla.send(Base::SCI_GETLINEVISIBLE, note.line) == 0)
        return;
    const QPoint end = m_geometry.place(scintilla.lineEnd(note.line));
    if (end.y() + m_geometry.lineHeight() < 0 || end.y() > m_view.viewport()->height())
        return;
    const QFontMetricsF metrics(painter.font());
    const qreal before = ends.value(note.line, std::max(end.x(), ghost.endOfLine(note.line)));
    const qreal left = before + metrics.horizontalAdvance(QStringLiteral("mm"));
    painter.drawText(QPointF(left, end.y() + m_geometry.baseline()), note.text);
    ends.insert(note.line, left + metrics.horizontalAdvance(note.text));
}

} // namespace gatewright
