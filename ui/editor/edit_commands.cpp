// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/edit_commands.h"

#include "ui/editor/carets.h"
#include "ui/editor/document_internals.h"

#include <algorithm>
#include <cctype>
#include <string_view>

namespace gatewright {

namespace {

using Base = Scintilla::Base;

bool isBlank(char byte)
{
    return byte == ' ' || byte == '\t';
}

std::string_view lineBytes(const DocumentBuffer &document, int line)
{
    const std::size_t begin = document.lineStart(line);
    return document.text().substr(begin, document.lineEnd(line) - begin);
}

std::string_view commentPrefix(Language language)
{
    switch (language) {
    case Language::HlsCpp:
        return "//";
    case Language::Qiskit:
        return "#";
    case Language::PlainText:
        break;
    }
    return {};
}

// The commands on whole lines; nothing for all others.
std::optional<LineChange> lineChange(EditCommand command, Scintilla view, const DocumentBuffer &document)
{
    const std::string_view text = document.text();
    switch (command) {
    case EditCommand::ToggleComment: {
        const std::string_view prefix = commentPrefix(document.language());
        return prefix.empty() ? LineChange() : toggleLineComment(text, caretsOf(view), prefix);
    }
    case EditCommand::DeleteLines:
        return deleteLines(text, caretsOf(view));
    case EditCommand::MoveLinesUp:
        return moveLines(text, caretsOf(view), LineDirection::Up);
    case EditCommand::MoveLinesDown:
        return moveLines(text, caretsOf(view), LineDirection::Down);
    case EditCommand::SortLinesAscending:
        return sortLines(text, caretsOf(view), LineOrder::Ascending);
    case EditCommand::SortLinesDescending:
        return sortLines(text, caretsOf(view), LineOrder::Descending);
    case EditCommand::TrimLineEnds:
        return trimLineEnds(text, caretsOf(view));
    case EditCommand::JoinLines:
        return joinLines(text, caretsOf(view));
    default:
        return std::nullopt;
    }
}

void goToMatchingBracket(Scintilla view, const DocumentBuffer &document)
{
    const std::size_t caret = view.caret();
    for (const std::size_t at : {caret, caret > 0 ? caret - 1 : caret}) {
        if (const BracketMatch match = matchBracket(document, at); match.partner) {
            view.send(Base::SCI_GOTOPOS, *match.partner);
            return;
        }
    }
}

unsigned plainMessage(EditCommand command)
{
    switch (command) {
    case EditCommand::Undo:
        return Base::SCI_UNDO;
    case EditCommand::Redo:
        return Base::SCI_REDO;
    case EditCommand::Cut:
        return Base::SCI_CUT;
    case EditCommand::Copy:
        return Base::SCI_COPY;
    case EditCommand::Paste:
        return Base::SCI_PASTE;
    case EditCommand::Delete:
        return Base::SCI_CLEAR;
    case EditCommand::SelectAll:
        return Base::SCI_SELECTALL;
    case EditCommand::DuplicateLines:
        return Base::SCI_SELECTIONDUPLICATE;
    case EditCommand::UpperCase:
        return Base::SCI_UPPERCASE;
    case EditCommand::LowerCase:
        return Base::SCI_LOWERCASE;
    case EditCommand::Indent:
        return Base::SCI_TAB;
    case EditCommand::Unindent:
        return Base::SCI_BACKTAB;
    case EditCommand::ZoomIn:
        return Base::SCI_ZOOMIN;
    case EditCommand::ZoomOut:
        return Base::SCI_ZOOMOUT;
    default:
        return 0;
    }
}

bool opensBlock(std::string_view beforeCaret, Language language)
{
    const std::size_t last = beforeCaret.find_last_not_of(" \t");
    if (last == std::string_view::npos)
        return false;
    const char byte = beforeCaret[last];
    return byte == '{' || byte == '(' || byte == '[' || (byte == ':' && language == Language::Qiskit);
}

// Statements of Python that end their block.
bool endsBlock(std::string_view line, Language language)
{
    if (language != Language::Qiskit)
        return false;
    line.remove_prefix(std::min(line.size(), line.find_first_not_of(" \t")));
    constexpr std::string_view words[] = {"return", "pass", "break", "continue", "raise"};
    return std::ranges::any_of(words, [line](std::string_view word) {
        return line.starts_with(word) &&
               (line.size() == word.size() || !std::isalnum(static_cast<unsigned char>(line[word.size()])));
    });
}

void addLevel(std::string &indentation, const EditorSettings &settings)
{
    if (settings.indentWithTabs)
        indentation += '\t';
    else
        indentation.append(static_cast<std::size_t>(std::max(1, settings.indentWidth)), ' ');
}

void removeLevel(std::string &indentation, const EditorSettings &settings)
{
    if (indentation.ends_with('\t'))
        indentation.pop_back();
    else
        indentation.resize(
            indentation.size() -
            std::min(indentation.size(), static_cast<std::size_t>(std::max(1, settings.indentWidth))));
}

} // namespace

void runCommand(EditCommand command, Scintilla view, const DocumentBuffer &document)
{
    if (const std::optional<LineChange> change = lineChange(command, view, document))
        return applyChange(view, *change);
    switch (command) {
    case EditCommand::SelectNextOccurrence:
        return selectNextOccurrence(view);
    case EditCommand::SelectAllOccurrences:
        return selectAllOccurrences(view);
    case EditCommand::SkipOccurrence:
        return skipOccurrence(view);
    case EditCommand::AddCaretAbove:
        return addCaret(view, LineDirection::Up);
    case EditCommand::AddCaretBelow:
        return addCaret(view, LineDirection::Down);
    case EditCommand::RemoveLastCaret:
        return removeLastCaret(view);
    case EditCommand::CaretsAtLineEnds:
        return setCarets(view, caretsAtLineEnds(document.text(), caretsOf(view)));
    case EditCommand::GoToMatchingBracket:
        return goToMatchingBracket(view, document);
    case EditCommand::ToggleFold:
        view.send(Base::SCI_TOGGLEFOLD, view.lineAt(view.caret()));
        return;
    case EditCommand::FoldAll:
        view.send(Base::SCI_FOLDALL, Base::SC_FOLDACTION_CONTRACT);
        return;
    case EditCommand::UnfoldAll:
        view.send(Base::SCI_FOLDALL, Base::SC_FOLDACTION_EXPAND);
        return;
    case EditCommand::ZoomReset:
        view.send(Base::SCI_SETZOOM, 0);
        return;
    default:
        break;
    }
    view.send(plainMessage(command));
}

bool canRunCommand(EditCommand command, Scintilla view, const DocumentBuffer &document)
{
    const bool writable = !document.isReadOnly();
    switch (command) {
    case EditCommand::Undo:
        return writable && view.send(Base::SCI_CANUNDO) != 0;
    case EditCommand::Redo:
        return writable && view.send(Base::SCI_CANREDO) != 0;
    case EditCommand::Copy:
        return view.send(Base::SCI_GETSELECTIONEMPTY) == 0;
    case EditCommand::Cut:
        return writable && view.send(Base::SCI_GETSELECTIONEMPTY) == 0;
    case EditCommand::Paste:
        return writable && view.send(Base::SCI_CANPASTE) != 0;
    case EditCommand::ToggleComment:
        return writable && !commentPrefix(document.language()).empty();
    case EditCommand::Delete:
    case EditCommand::Indent:
    case EditCommand::Unindent:
    case EditCommand::DuplicateLines:
    case EditCommand::DeleteLines:
    case EditCommand::MoveLinesUp:
    case EditCommand::MoveLinesDown:
    case EditCommand::SortLinesAscending:
    case EditCommand::SortLinesDescending:
    case EditCommand::TrimLineEnds:
    case EditCommand::JoinLines:
        return writable;
    case EditCommand::UpperCase:
    case EditCommand::LowerCase:
        return writable && view.send(Base::SCI_GETSELECTIONEMPTY) == 0;
    case EditCommand::RemoveLastCaret:
        return view.send(Base::SCI_GETSELECTIONS) > 1;
    case EditCommand::SkipOccurrence:
        return view.send(Base::SCI_GETSELECTIONEMPTY) == 0;
    case EditCommand::ToggleFold:
    case EditCommand::FoldAll:
    case EditCommand::UnfoldAll:
        return !document.isLarge();
    default:
        return true;
    }
}

NewLine newLineAt(CaretRange caret, const DocumentBuffer &document, const EditorSettings &settings)
{
    const std::size_t begin = caret.begin();
    const std::size_t end = caret.end();
    const std::string_view line = lineBytes(document, document.lineAt(begin));
    const std::size_t column = begin - document.lineStart(document.lineAt(begin));
    const std::string_view beforeCaret = line.substr(0, column);
    const auto firstText = std::ranges::find_if_not(beforeCaret, isBlank);
    const std::string outer(beforeCaret.begin(), firstText);
    std::string inner = outer;
    const bool opens = opensBlock(beforeCaret, document.language());
    if (opens)
        addLevel(inner, settings);
    else if (endsBlock(beforeCaret, document.language()))
        removeLevel(inner, settings);
    NewLine result{std::string(document.newLine()) + inner, {}};
    const char next = end < document.size() ? document.text()[end] : '\0';
    if (opens && (next == '}' || next == ')' || next == ']'))
        result.behind = std::string(document.newLine()) + outer;
    return result;
}

void insertNewLines(Scintilla view, const DocumentBuffer &document, const EditorSettings &settings)
{
    std::vector<CaretRange> carets = caretsOf(view);
    // From the back to the front, as the edits go.
    std::ranges::sort(carets, std::greater(), &CaretRange::begin);
    LineChange change;
    std::vector<std::size_t> behind;
    for (const CaretRange &caret : carets) {
        const NewLine line = settings.autoIndent ? newLineAt(caret, document, settings)
                                                 : NewLine{std::string(document.newLine()), {}};
        behind.push_back(line.behind.size());
        change.edits.push_back({caret.begin(), caret.end(), line.before + line.behind});
    }
    for (std::size_t index = 0; index < carets.size(); ++index) {
        const std::size_t place = offsetAfter(carets[index].end(), change.edits) - behind[index];
        change.carets.push_back({place, place});
    }
    applyChange(view, change);
}

namespace {

void alignClosingBracket(std::size_t caret, Scintilla view, const DocumentBuffer &document)
{
    const int line = view.lineAt(caret);
    const std::size_t begin = view.lineStart(line);
    const std::string_view before = document.text().substr(begin, caret - 1 - begin);
    if (!std::ranges::all_of(before, isBlank))
        return;
    const BracketMatch match = matchBracket(document, caret - 1);
    if (!match.partner)
        return;
    const std::string_view opening = lineBytes(document, view.lineAt(*match.partner));
    const std::string indentation(
        opening.substr(0, std::min(opening.size(), opening.find_first_not_of(" \t"))));
    if (before == indentation)
        return;
    view.send(Base::SCI_SETTARGETRANGE, begin, static_cast<std::intptr_t>(caret - 1));
    view.send(Base::SCI_REPLACETARGET, indentation.size(), indentation.data());
}

} // namespace

void alignClosingBrackets(Scintilla view, const DocumentBuffer &document)
{
    if (document.isReadOnly())
        return;
    std::vector<CaretRange> carets = caretsOf(view);
    std::ranges::sort(carets, std::greater(), &CaretRange::caret);
    for (const CaretRange &caret : carets) {
        if (caret.caret > 0)
            alignClosingBracket(caret.caret, view, document);
    }
}

BracketMatch matchBracket(const DocumentBuffer &document, std::size_t offset)
{
    constexpr std::string_view brackets = "()[]{}";
    // An unmatched brace would otherwise be looked for through the whole file at every key.
    constexpr std::size_t farthest = 64U * 1024U;
    BracketMatch result;
    const Scintilla view =
        document.internals().scintilla(); // a view's request for colours reaches nobody but itself
    const std::size_t length = view.length();
    if (offset >= length)
        return result;
    const char bracket = view.byteAt(offset);
    const std::size_t kind = brackets.find(bracket);
    if (bracket == '\0' || kind == std::string_view::npos)
        return result;
    result.bracket = true;
    // What was typed just now has no colours before it is painted.
    if (const int line = view.lineAt(offset);
        static_cast<std::size_t>(view.send(Base::SCI_GETENDSTYLED)) <= offset)
        view.send(Base::SCI_COLOURISE, view.lineStart(line), static_cast<std::intptr_t>(view.lineEnd(line)));
    const char partner = brackets[kind ^ 1U];
    const bool forward = kind % 2 == 0;
    const std::size_t begin = forward ? offset : offset - std::min(offset, farthest);
    const std::size_t end = forward ? std::min(length, offset + farthest) : offset + 1;
    result.complete = forward ? end == length : begin == 0;
    const auto *bytes = reinterpret_cast<const char *>(
        view.send(Base::SCI_GETRANGEPOINTER, begin, static_cast<std::intptr_t>(end - begin)));
    // Brackets in strings and comments have another style than those of the code, and only answer each other.
    const auto style = view.send(Base::SCI_GETSTYLEAT, offset);
    int depth = 0;
    for (std::size_t step = 0; step < end - begin; ++step) {
        const std::size_t at = forward ? begin + step : end - 1 - step;
        const char byte = bytes[at - begin];
        if ((byte != bracket && byte != partner) || view.send(Base::SCI_GETSTYLEAT, at) != style)
            continue;
        depth += byte == bracket ? 1 : -1;
        if (depth == 0) {
            result.partner = at;
            return result;
        }
    }
    return result;
}

} // namespace gatewright
