// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAccessibleWidget>

namespace gatewright {

class ScintillaView;
struct DocumentEdit;

// What a screen reader gets of a view. QScintilla's own turns every place into a character offset by counting
// from the start of the text, at every key, with or without a screen reader: 7 ms a megabyte. This one asks
// Scintilla's line index, which exists only once somebody asked. Offsets are UTF-16 units of the whole text.
class CodeViewAccessible final : public QAccessibleWidget,
                                 public QAccessibleTextInterface,
                                 public QAccessibleEditableTextInterface
{
public:
    explicit CodeViewAccessible(ScintillaView &view);

    // To be called when a view exists: the last factory installed is asked first, and QScintilla installs its
    // own with the first view.
    static void install();
    // Tells listeners of accessibility about a change; nothing when there are none.
    static void textChanged(ScintillaView &view, const DocumentEdit &edit);
    static void caretMoved(ScintillaView &view);

    QString text(QAccessible::Text what) const override;
    QAccessible::State state() const override;
    void *interface_cast(QAccessible::InterfaceType type) override;

    // QAccessibleTextInterface
    void selection(int index, int *startOffset, int *endOffset) const override;
    int selectionCount() const override;
    void addSelection(int startOffset, int endOffset) override;
    void removeSelection(int index) override;
    void setSelection(int index, int startOffset, int endOffset) override;
    int cursorPosition() const override;
    void setCursorPosition(int position) override;
    QString text(int startOffset, int endOffset) const override;
    QString textBeforeOffset(int offset, QAccessible::TextBoundaryType boundary, int *startOffset,
                             int *endOffset) const override;
    QString textAfterOffset(int offset, QAccessible::TextBoundaryType boundary, int *startOffset,
                            int *endOffset) const override;
    QString textAtOffset(int offset, QAccessible::TextBoundaryType boundary, int *startOffset,
                         int *endOffset) const override;
    int characterCount() const override;
    QRect characterRect(int offset) const override;
    int offsetAtPoint(const QPoint &point) const override;
    void scrollToSubstring(int startIndex, int endIndex) override;
    QString attributes(int offset, int *startOffset, int *endOffset) const override;

    // QAccessibleEditableTextInterface
    void deleteText(int startOffset, int endOffset) override;
    void insertText(int offset, const QString &text) override;
    void replaceText(int startOffset, int endOffset, const QString &text) override;

private:
    // Bytes [begin, end).
    struct Piece
    {
        std::size_t begin;
        std::size_t end;
    };

    [[nodiscard]] ScintillaView &view() const;
    [[nodiscard]] Piece pieceAt(std::size_t place, QAccessible::TextBoundaryType boundary) const;
    QString textOf(Piece piece, int *startOffset, int *endOffset) const;
};

} // namespace gatewright
