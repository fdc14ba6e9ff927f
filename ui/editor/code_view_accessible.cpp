// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/code_view_accessible.h"

#include "ui/editor/document_buffer.h"
#include "ui/editor/scintilla_view.h"

#include <algorithm>

namespace gatewright {

namespace {

using Base = Scintilla::Base;

// Scintilla keeps the index in step with the text once it is there; asking for it again costs nothing.
void ensureIndex(Scintilla scintilla)
{
    if ((scintilla.send(Base::SCI_GETLINECHARACTERINDEX) & Base::SC_LINECHARACTERINDEX_UTF16) == 0)
        scintilla.send(Base::SCI_ALLOCATELINECHARACTERINDEX, Base::SC_LINECHARACTERINDEX_UTF16);
}

int offsetOf(Scintilla scintilla, std::size_t place)
{
    ensureIndex(scintilla);
    const int line = scintilla.lineAt(place);
    const auto atStart = scintilla.send(Base::SCI_INDEXPOSITIONFROMLINE, line,
                                        std::intptr_t{Base::SC_LINECHARACTERINDEX_UTF16});
    const auto inside = scintilla.send(Base::SCI_COUNTCODEUNITS, scintilla.lineStart(line),
                                       static_cast<std::intptr_t>(place));
    return static_cast<int>(atStart + inside);
}

int unitCount(Scintilla scintilla)
{
    return offsetOf(scintilla, scintilla.length());
}

std::size_t placeOf(Scintilla scintilla, int offset)
{
    ensureIndex(scintilla);
    if (offset <= 0)
        return 0;
    if (offset >= unitCount(scintilla))
        return scintilla.length();
    constexpr std::intptr_t utf16 = Base::SC_LINECHARACTERINDEX_UTF16;
    const auto line = scintilla.send(Base::SCI_LINEFROMINDEXPOSITION, offset, utf16);
    const auto inside = offset - scintilla.send(Base::SCI_INDEXPOSITIONFROMLINE, line, utf16);
    const std::size_t begin = scintilla.lineStart(static_cast<int>(line));
    if (inside == 0)
        return begin;
    return static_cast<std::size_t>(scintilla.send(Base::SCI_POSITIONRELATIVECODEUNITS, begin, inside));
}

QAccessibleInterface *makeAccessible(const QString &, QObject *object)
{
    auto *view = qobject_cast<ScintillaView *>(object);
    return view ? new CodeViewAccessible(*view) : nullptr;
}

QString asText(std::string_view bytes)
{
    return QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

} // namespace

CodeViewAccessible::CodeViewAccessible(ScintillaView &view)
    : QAccessibleWidget(&view, QAccessible::EditableText)
{
}

void CodeViewAccessible::install()
{
    QAccessible::installFactory(makeAccessible); // a second time does nothing
}

void CodeViewAccessible::textChanged(ScintillaView &view, const DocumentEdit &edit)
{
    if (!QAccessible::isActive())
        return;
    const int offset = offsetOf(view.scintilla(), edit.edit.begin);
    if (!edit.removed.empty()) {
        QAccessibleTextRemoveEvent event(&view, offset, asText(edit.removed));
        QAccessible::updateAccessibility(&event);
    }
    if (!edit.edit.text.empty()) {
        QAccessibleTextInsertEvent event(&view, offset, asText(edit.edit.text));
        QAccessible::updateAccessibility(&event);
    }
}

void CodeViewAccessible::caretMoved(ScintillaView &view)
{
    if (!QAccessible::isActive())
        return;
    QAccessibleTextCursorEvent event(&view, offsetOf(view.scintilla(), view.scintilla().caret()));
    QAccessible::updateAccessibility(&event);
}

ScintillaView &CodeViewAccessible::view() const
{
    return static_cast<ScintillaView &>(*widget());
}

QString CodeViewAccessible::text(QAccessible::Text what) const
{
    // The suggestion that stands at the caret can be read at leisure, not only heard once.
    if (what == QAccessible::Description && view().ghost().isVisible())
        return ScintillaView::tr("Suggestion: %1").arg(asText(view().ghost().remainder().text()));
    return QAccessibleWidget::text(what);
}

QAccessible::State CodeViewAccessible::state() const
{
    QAccessible::State state = QAccessibleWidget::state();
    state.multiLine = true;
    state.selectableText = true;
    state.readOnly = view().document().isReadOnly();
    state.editable = !state.readOnly;
    return state;
}

void *CodeViewAccessible::interface_cast(QAccessible::InterfaceType type)
{
    if (type == QAccessible::TextInterface)
        return static_cast<QAccessibleTextInterface *>(this);
    if (type == QAccessible::EditableTextInterface)
        return static_cast<QAccessibleEditableTextInterface *>(this);
    return QAccessibleWidget::interface_cast(type);
}

void CodeViewAccessible::selection(int index, int *startOffset, int *endOffset) const
{
    const Scintilla scintilla = view().scintilla();
    *startOffset = *endOffset = 0;
    if (index < 0 || index >= selectionCount())
        return;
    *startOffset =
        offsetOf(scintilla, static_cast<std::size_t>(scintilla.send(Base::SCI_GETSELECTIONNSTART, index)));
    *endOffset =
        offsetOf(scintilla, static_cast<std::size_t>(scintilla.send(Base::SCI_GETSELECTIONNEND, index)));
}

int CodeViewAccessible::selectionCount() const
{
    const Scintilla scintilla = view().scintilla();
    return scintilla.send(Base::SCI_GETSELECTIONEMPTY) != 0
               ? 0
               : static_cast<int>(scintilla.send(Base::SCI_GETSELECTIONS));
}

void CodeViewAccessible::addSelection(int startOffset, int endOffset)
{
    const Scintilla scintilla = view().scintilla();
    const std::size_t begin = placeOf(scintilla, startOffset);
    const auto end = static_cast<std::intptr_t>(placeOf(scintilla, endOffset));
    scintilla.send(selectionCount() == 0 ? Base::SCI_SETSEL : Base::SCI_ADDSELECTION, begin, end);
}

void CodeViewAccessible::removeSelection(int index)
{
    if (index >= 0 && index < selectionCount())
        view().scintilla().send(Base::SCI_SETEMPTYSELECTION, view().scintilla().caret());
}

void CodeViewAccessible::setSelection(int index, int startOffset, int endOffset)
{
    const Scintilla scintilla = view().scintilla();
    if (index == 0)
        scintilla.send(Base::SCI_SETSEL, placeOf(scintilla, startOffset),
                       static_cast<std::intptr_t>(placeOf(scintilla, endOffset)));
}

int CodeViewAccessible::cursorPosition() const
{
    return offsetOf(view().scintilla(), view().scintilla().caret());
}

void CodeViewAccessible::setCursorPosition(int position)
{
    view().scintilla().send(Base::SCI_GOTOPOS, placeOf(view().scintilla(), position));
    view().settle();
}

QString CodeViewAccessible::text(int startOffset, int endOffset) const
{
    const Scintilla scintilla = view().scintilla();
    const std::size_t begin = placeOf(scintilla, startOffset);
    const std::size_t end = std::max(begin, placeOf(scintilla, endOffset));
    return asText(view().document().text().substr(begin, end - begin));
}

CodeViewAccessible::Piece CodeViewAccessible::pieceAt(std::size_t place,
                                                      QAccessible::TextBoundaryType boundary) const
{
    const Scintilla scintilla = view().scintilla();
    switch (boundary) {
    case QAccessible::CharBoundary:
        return {place, static_cast<std::size_t>(scintilla.send(Base::SCI_POSITIONAFTER, place))};
    case QAccessible::WordBoundary: {
        const auto begin = static_cast<std::size_t>(scintilla.send(Base::SCI_WORDSTARTPOSITION, place));
        const auto end = static_cast<std::size_t>(scintilla.send(Base::SCI_WORDENDPOSITION, place));
        return {std::min(begin, place), std::max(end, place)};
    }
    case QAccessible::NoBoundary:
        return {0, scintilla.length()};
    case QAccessible::SentenceBoundary:
    case QAccessible::ParagraphBoundary:
    case QAccessible::LineBoundary:
        break;
    }
    const int line = scintilla.lineAt(place);
    return {scintilla.lineStart(line), scintilla.lineStart(line + 1)};
}

QString CodeViewAccessible::textOf(Piece piece, int *startOffset, int *endOffset) const
{
    const Scintilla scintilla = view().scintilla();
    *startOffset = offsetOf(scintilla, piece.begin);
    *endOffset = offsetOf(scintilla, piece.end);
    return asText(view().document().text().substr(piece.begin, piece.end - piece.begin));
}

QString CodeViewAccessible::textAtOffset(int offset, QAccessible::TextBoundaryType boundary, int *startOffset,
                                         int *endOffset) const
{
    return textOf(pieceAt(placeOf(view().scintilla(), offset), boundary), startOffset, endOffset);
}

QString CodeViewAccessible::textBeforeOffset(int offset, QAccessible::TextBoundaryType boundary,
                                             int *startOffset, int *endOffset) const
{
    const Scintilla scintilla = view().scintilla();
    const Piece here = pieceAt(placeOf(scintilla, offset), boundary);
    *startOffset = *endOffset = -1;
    if (here.begin == 0)
        return {};
    return textOf(
        pieceAt(static_cast<std::size_t>(scintilla.send(Base::SCI_POSITIONBEFORE, here.begin)), boundary),
        startOffset, endOffset);
}

QString CodeViewAccessible::textAfterOffset(int offset, QAccessible::TextBoundaryType boundary,
                                            int *startOffset, int *endOffset) const
{
    const Scintilla scintilla = view().scintilla();
    const Piece here = pieceAt(placeOf(scintilla, offset), boundary);
    *startOffset = *endOffset = -1;
    if (here.end >= scintilla.length())
        return {};
    return textOf(pieceAt(here.end, boundary), startOffset, endOffset);
}

int CodeViewAccessible::characterCount() const
{
    return unitCount(view().scintilla());
}

QRect CodeViewAccessible::characterRect(int offset) const
{
    const InlineGeometry geometry(view());
    const std::size_t place = placeOf(view().scintilla(), offset);
    const auto after = static_cast<std::size_t>(view().scintilla().send(Base::SCI_POSITIONAFTER, place));
    const QPoint left = geometry.place(place);
    const QPoint right = geometry.place(after);
    const int width = right.y() == left.y() ? std::max(1, right.x() - left.x()) : 1;
    return {view().viewport()->mapToGlobal(left), QSize(width, geometry.lineHeight())};
}

int CodeViewAccessible::offsetAtPoint(const QPoint &point) const
{
    const QPoint place = view().viewport()->mapFromGlobal(point);
    const auto found =
        view().scintilla().send(Base::SCI_POSITIONFROMPOINTCLOSE, place.x(), std::intptr_t{place.y()});
    return found < 0 ? -1 : offsetOf(view().scintilla(), static_cast<std::size_t>(found));
}

void CodeViewAccessible::scrollToSubstring(int startIndex, int endIndex)
{
    const Scintilla scintilla = view().scintilla();
    scintilla.send(Base::SCI_SCROLLRANGE, placeOf(scintilla, endIndex),
                   static_cast<std::intptr_t>(placeOf(scintilla, startIndex)));
}

QString CodeViewAccessible::attributes(int offset, int *startOffset, int *endOffset) const
{
    *startOffset = offset;
    *endOffset = std::min(characterCount(), offset + 1);
    return {};
}

void CodeViewAccessible::deleteText(int startOffset, int endOffset)
{
    replaceText(startOffset, endOffset, {});
}

void CodeViewAccessible::insertText(int offset, const QString &text)
{
    replaceText(offset, offset, text);
}

void CodeViewAccessible::replaceText(int startOffset, int endOffset, const QString &text)
{
    const Scintilla scintilla = view().scintilla();
    const std::size_t begin = placeOf(scintilla, startOffset);
    const std::size_t end = std::max(begin, placeOf(scintilla, endOffset));
    // A read-only document refuses, which is the answer that is wanted here.
    (void)view().document().apply(TextEdit{begin, end, text.toStdString()});
    view().settle();
}

} // namespace gatewright
