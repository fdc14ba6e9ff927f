// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editor/text_mark.h"
#include "ui/editor/text_search.h"
#include "ui/inline/scintilla.h"

#include <vector>

namespace gatewright {

struct DocumentEdit;
class DocumentBuffer;

// Scintilla's numbers for what is drawn under the text and in the gutter.
inline constexpr int firstMarkIndicator = 8; // 8 to 11: one a level
inline constexpr int searchIndicator = 12;
inline constexpr int firstMarkMarker = 0; // 0 to 3: one a level
inline constexpr int markLevels = 4;
inline constexpr unsigned markMarkerMask = 0x0FU;
inline constexpr int bookmarkMarker = 4;
inline constexpr int lineNumberMargin = 0;
inline constexpr int markMargin = 1;
inline constexpr int foldMargin = 2;

// The marks of one document: underlines and gutter markers in Scintilla, messages for tooltips here. Places
// move with the text until new marks come.
class MarkLayer
{
public:
    explicit MarkLayer(Scintilla document);

    void set(const DocumentBuffer &document, std::vector<TextMark> marks);
    [[nodiscard]] const std::vector<TextMark> &marks() const { return m_marks; }
    void setBookmarks(const std::vector<int> &lines);
    void textChanged(const DocumentEdit &edit);
    // The marks that cover the byte, the most serious first.
    [[nodiscard]] std::vector<TextMark> at(std::size_t offset) const;
    [[nodiscard]] std::vector<TextMark> inLine(int line) const;

private:
    void clear();

    Scintilla m_document;
    std::vector<TextMark> m_marks;
    std::vector<TextSpan> m_spans; // where each of m_marks is now
};

} // namespace gatewright
