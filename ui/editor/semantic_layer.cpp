// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/semantic_layer.h"

#include "ui/editor/document_buffer.h"

#include <QElapsedTimer>

#include <algorithm>
#include <limits>
#include <utility>

namespace gatewright {

namespace {

using Base = Scintilla::Base;

constexpr int linesInABlock = 32;
constexpr int untouched = std::numeric_limits<int>::max();

} // namespace

void SemanticLayer::touch(int first, int linesBehind)
{
    m_dirtyFirst = std::min(m_dirtyFirst, first);
    m_dirtyBehind = std::min(m_dirtyBehind, linesBehind);
}

void SemanticLayer::textChanged(const DocumentEdit &edit)
{
    const int last = m_document.lineAt(std::min(edit.edit.newEnd(), m_document.length()));
    touch(edit.range.start.line, m_document.lineCount() - 1 - last);
}

void SemanticLayer::forget()
{
    m_words.clear();
    m_lines = 0;
    m_dirtyFirst = 0;
    m_dirtyBehind = 0;
    m_next = 0;
    m_last = -1;
}

void SemanticLayer::set(std::vector<ColouredWord> words)
{
    const int lines = m_document.lineCount();
    // From the top, and from the bottom with lines counted from there, what is the same needs nothing.
    const auto [oldFront, newFront] = std::ranges::mismatch(m_words, words);
    if (oldFront != m_words.end())
        touch(oldFront->line, untouched);
    if (newFront != words.end())
        touch(newFront->line, untouched);
    const auto sameFromBehind = [&](const ColouredWord &before, const ColouredWord &now) {
        return before.column == now.column && before.length == now.length && before.kind == now.kind &&
               m_lines - before.line == lines - now.line;
    };
    const auto [oldBack, newBack] =
        std::mismatch(m_words.rbegin(), m_words.rend(), words.rbegin(), words.rend(), sameFromBehind);
    if (oldBack != m_words.rend())
        touch(untouched, std::max(0, m_lines - 1 - oldBack->line));
    if (newBack != words.rend())
        touch(untouched, lines - 1 - newBack->line);
    // A block that was not finished is still to be done.
    const bool hadLeft = !isComplete();
    const int first = hadLeft ? 0 : m_dirtyFirst;
    const int last = hadLeft ? lines - 1 : lines - 1 - std::min(m_dirtyBehind, lines);
    m_words = std::move(words);
    m_lines = lines;
    m_dirtyFirst = m_dirtyBehind = untouched;
    m_next = std::min(first, lines);
    m_last = last;
}

bool SemanticLayer::applySlice(const DocumentBuffer &document, int milliseconds)
{
    QElapsedTimer timer;
    timer.start();
    while (!isComplete() && timer.elapsed() < milliseconds) {
        const int last = std::min(m_next + linesInABlock - 1, m_last);
        applyLines(document, m_next, last);
        m_linesTouched += static_cast<std::size_t>(last - m_next + 1);
        m_next = last + 1;
    }
    return isComplete();
}

void SemanticLayer::applyLines(const DocumentBuffer &document, int first, int last)
{
    const std::size_t begin = m_document.lineStart(first);
    const auto length = static_cast<std::intptr_t>(m_document.lineStart(last + 1) - begin);
    for (int kind = 0; kind < wordKinds; ++kind) {
        m_document.send(Base::SCI_SETINDICATORCURRENT, firstWordIndicator + kind);
        m_document.send(Base::SCI_INDICATORCLEARRANGE, begin, length);
    }
    const auto from = std::ranges::lower_bound(m_words, first, {}, &ColouredWord::line);
    for (auto word = from; word != m_words.end() && word->line <= last; ++word) {
        const std::size_t wordBegin = document.offset(Position{word->line, word->column});
        const std::size_t wordEnd = document.offset(Position{word->line, word->column + word->length});
        if (wordEnd <= wordBegin)
            continue;
        m_document.send(Base::SCI_SETINDICATORCURRENT, firstWordIndicator + static_cast<int>(word->kind));
        m_document.send(Base::SCI_INDICATORFILLRANGE, wordBegin,
                        static_cast<std::intptr_t>(wordEnd - wordBegin));
    }
}

} // namespace gatewright
