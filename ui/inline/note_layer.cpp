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

void NoteLayer::paint(QPainter &painter, const GhostLayer &ghost) const
{
    if (m_notes.empty())
        return;
    const Scintilla scintilla = m_geometry.scintilla();
    QFont font = m_geometry.font();
    font.setItalic(true);
    const qreal gap = QFontMetricsF(font).horizontalAdvance(QStringLiteral("mm"));
    painter.save();
    painter.setClipRect(m_geometry.textArea(), Qt::IntersectClip);
    painter.setFont(font);
    painter.setPen(m_colour);
    for (const InlineNote &note : m_notes) {
        if (note.line >= scintilla.lineCount() || scintilla.send(Base::SCI_GETLINEVISIBLE, note.line) == 0)
            continue;
        const QPoint end = m_geometry.place(scintilla.lineEnd(note.line));
        if (end.y() + m_geometry.lineHeight() < 0 || end.y() > m_view.viewport()->height())
            continue;
        const qreal left = std::max(end.x(), ghost.endOfLine(note.line)) + gap;
        painter.drawText(QPointF(left, end.y() + m_geometry.baseline()), note.text);
    }
    painter.restore();
}

} // namespace gatewright
