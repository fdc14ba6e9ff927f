// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Qsci/qsciscintillabase.h>

#include <cstddef>
#include <cstdint>

namespace gatewright {

// Scintilla's messages as functions. SendScintilla has a dozen overloads that take integers of every width;
// here the widths are settled once. Copyable like a pointer; the view must outlive it.
class Scintilla
{
public:
    using Message = unsigned;
    using Base = QsciScintillaBase;

    explicit Scintilla(QsciScintillaBase *view)
        : m_view(view)
    {
    }

    template <class Number = std::size_t>
    std::intptr_t send(Message message, Number first = 0, std::intptr_t second = 0) const
    {
        return m_view->SendScintilla(message, static_cast<unsigned long>(first), static_cast<long>(second));
    }

    // `bytes` need not end with NUL where the message takes a length.
    template <class Number>
    std::intptr_t send(Message message, Number first, const char *bytes) const
    {
        return m_view->SendScintilla(message, static_cast<std::uintptr_t>(first), bytes);
    }

    template <class Number>
    std::intptr_t send(Message message, Number first, const QColor &colour) const
    {
        return m_view->SendScintilla(message, static_cast<unsigned long>(first), colour);
    }

    template <class Number>
    std::intptr_t sendPointer(Message message, Number first, void *pointer) const
    {
        return m_view->SendScintilla(message, static_cast<unsigned long>(first), pointer);
    }

    [[nodiscard]] void *pointer(Message message) const { return m_view->SendScintillaPtrResult(message); }

    // The questions that are asked everywhere.
    [[nodiscard]] std::size_t length() const { return static_cast<std::size_t>(send(Base::SCI_GETLENGTH)); }
    [[nodiscard]] int lineCount() const { return static_cast<int>(send(Base::SCI_GETLINECOUNT)); }
    [[nodiscard]] int lineAt(std::size_t offset) const
    {
        return static_cast<int>(send(Base::SCI_LINEFROMPOSITION, offset));
    }
    [[nodiscard]] std::size_t lineStart(int line) const
    {
        // Scintilla answers -1 behind the last line; the end of the text is what every caller means.
        const auto start = send(Base::SCI_POSITIONFROMLINE, line);
        return start < 0 ? length() : static_cast<std::size_t>(start);
    }
    [[nodiscard]] std::size_t lineEnd(int line) const
    {
        return static_cast<std::size_t>(send(Base::SCI_GETLINEENDPOSITION, line));
    }
    [[nodiscard]] std::size_t caret() const
    {
        return static_cast<std::size_t>(send(Base::SCI_GETCURRENTPOS));
    }
    [[nodiscard]] char byteAt(std::size_t offset) const
    {
        return static_cast<char>(send(Base::SCI_GETCHARAT, offset));
    }

private:
    QsciScintillaBase *m_view;
};

} // namespace gatewright
