// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/carets.h"

#include <algorithm>

namespace gatewright {

namespace {

using Base = Scintilla::Base;

std::size_t place(Scintilla view, unsigned message, std::size_t selection)
{
    return static_cast<std::size_t>(view.send(message, selection));
}

// Selects the word at the caret; false when there is none.
bool selectWord(Scintilla view)
{
    const std::size_t caret = view.caret();
    const auto begin = view.send(Base::SCI_WORDSTARTPOSITION, caret, 1);
    const auto end = view.send(Base::SCI_WORDENDPOSITION, caret, 1);
    if (begin >= end)
        return false;
    view.send(Base::SCI_SETSELECTIONNANCHOR, view.send(Base::SCI_GETMAINSELECTION), begin);
    view.send(Base::SCI_SETSELECTIONNCARET, view.send(Base::SCI_GETMAINSELECTION), end);
    return true;
}

// A word that was selected as a word is looked for as one.
int searchFlags(Scintilla view)
{
    const auto begin = view.send(Base::SCI_GETSELECTIONSTART);
    const auto end = view.send(Base::SCI_GETSELECTIONEND);
    const bool isWord = view.send(Base::SCI_ISRANGEWORD, begin, end) != 0;
    return static_cast<int>(Base::SCFIND_MATCHCASE) | (isWord ? static_cast<int>(Base::SCFIND_WHOLEWORD) : 0);
}

} // namespace

std::vector<CaretRange> caretsOf(Scintilla view)
{
    std::vector<CaretRange> carets;
    const auto count = static_cast<std::size_t>(view.send(Base::SCI_GETSELECTIONS));
    for (std::size_t selection = 0; selection < count; ++selection)
        carets.push_back({place(view, Base::SCI_GETSELECTIONNANCHOR, selection),
                          place(view, Base::SCI_GETSELECTIONNCARET, selection)});
    return carets;
}

void setCarets(Scintilla view, const std::vector<CaretRange> &carets)
{
    const CaretRange &first = carets.front();
    view.send(Base::SCI_SETSELECTION, first.caret, static_cast<std::intptr_t>(first.anchor));
    for (std::size_t index = 1; index < carets.size(); ++index)
        view.send(Base::SCI_ADDSELECTION, carets[index].caret,
                  static_cast<std::intptr_t>(carets[index].anchor));
}

void applyChange(Scintilla view, const LineChange &change)
{
    if (change.edits.empty())
        return;
    const auto main = static_cast<std::size_t>(view.send(Base::SCI_GETMAINSELECTION));
    view.send(Base::SCI_BEGINUNDOACTION);
    for (const TextEdit &edit : change.edits) {
        view.send(Base::SCI_SETTARGETRANGE, edit.begin, static_cast<std::intptr_t>(edit.end));
        view.send(Base::SCI_REPLACETARGET, edit.text.size(), edit.text.data());
    }
    view.send(Base::SCI_ENDUNDOACTION);
    setCarets(view, change.carets);
    if (main < change.carets.size())
        view.send(Base::SCI_SETMAINSELECTION, main);
    view.send(Base::SCI_SCROLLCARET);
    view.send(Base::SCI_CHOOSECARETX);
}

void addCaret(Scintilla view, LineDirection direction)
{
    const std::vector<CaretRange> carets = caretsOf(view);
    if (carets.size() >= mostCarets)
        return;
    const auto outermost = direction == LineDirection::Up
                               ? std::ranges::min_element(carets, {}, &CaretRange::caret)
                               : std::ranges::max_element(carets, {}, &CaretRange::caret);
    const int line = view.lineAt(outermost->caret) + (direction == LineDirection::Up ? -1 : 1);
    if (line < 0 || line >= view.lineCount())
        return;
    // The column that was begun with: a short line between does not draw the carets below it in.
    const auto main = static_cast<std::size_t>(view.send(Base::SCI_GETSELECTIONNCARET, 0));
    const auto column = view.send(Base::SCI_GETCOLUMN, main);
    const auto offset = view.send(Base::SCI_FINDCOLUMN, line, column);
    view.send(Base::SCI_ADDSELECTION, offset, offset);
    view.send(Base::SCI_SCROLLCARET);
}

void selectNextOccurrence(Scintilla view)
{
    if (view.send(Base::SCI_GETSELECTIONEMPTY) != 0) {
        selectWord(view);
        return;
    }
    view.send(Base::SCI_SETSEARCHFLAGS, searchFlags(view));
    view.send(Base::SCI_TARGETWHOLEDOCUMENT);
    view.send(Base::SCI_MULTIPLESELECTADDNEXT);
    view.send(Base::SCI_SCROLLCARET);
}

void selectAllOccurrences(Scintilla view)
{
    if (view.send(Base::SCI_GETSELECTIONEMPTY) != 0 && !selectWord(view))
        return;
    const auto begin = static_cast<std::size_t>(view.send(Base::SCI_GETSELECTIONSTART));
    const auto end = static_cast<std::size_t>(view.send(Base::SCI_GETSELECTIONEND));
    const std::string wanted(reinterpret_cast<const char *>(view.send(
                                 Base::SCI_GETRANGEPOINTER, begin, static_cast<std::intptr_t>(end - begin))),
                             end - begin);
    view.send(Base::SCI_SETSEARCHFLAGS, searchFlags(view));
    std::vector<CaretRange> carets;
    std::size_t main = 0;
    std::size_t from = 0;
    while (carets.size() < mostCarets) {
        view.send(Base::SCI_SETTARGETRANGE, from, static_cast<std::intptr_t>(view.length()));
        if (view.send(Base::SCI_SEARCHINTARGET, wanted.size(), wanted.data()) < 0)
            break;
        const auto found = static_cast<std::size_t>(view.send(Base::SCI_GETTARGETSTART));
        from = static_cast<std::size_t>(view.send(Base::SCI_GETTARGETEND));
        if (found == begin)
            main = carets.size();
        carets.push_back({found, from});
    }
    if (carets.empty())
        return;
    setCarets(view, carets);
    // The one in sight stays the main one: nothing jumps.
    view.send(Base::SCI_SETMAINSELECTION, main);
}

void skipOccurrence(Scintilla view)
{
    const auto before = view.send(Base::SCI_GETSELECTIONS);
    const auto main = view.send(Base::SCI_GETMAINSELECTION);
    selectNextOccurrence(view);
    if (view.send(Base::SCI_GETSELECTIONS) > before)
        view.send(Base::SCI_DROPSELECTIONN, main);
}

void removeLastCaret(Scintilla view)
{
    const auto count = view.send(Base::SCI_GETSELECTIONS);
    if (count < 2)
        return;
    view.send(Base::SCI_DROPSELECTIONN, count - 1);
    view.send(Base::SCI_SCROLLCARET);
}

} // namespace gatewright
