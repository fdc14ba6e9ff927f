// SPDX-License-Identifier: Apache-2.0
#include "core/completion/serve/cursor_context.h"

#include <algorithm>

namespace gatewright::completion {

namespace {

// The scan for strings and comments looks back this far at most: a request must stay cheap in a file of any
// size.
constexpr std::size_t scanReach = 64 * 1024;

CodeState stateAt(Language language, std::string_view before)
{
    if (before.size() > scanReach) {
        const std::size_t line = before.find('\n', before.size() - scanReach);
        before.remove_prefix(line == std::string_view::npos ? before.size() - scanReach : line + 1);
    }
    return scanCode(language, before).end;
}

bool opensBlock(Language language, std::string_view linePrefix)
{
    const std::string_view code = trimmedRight(linePrefix);
    if (code.empty())
        return false;
    return code.back() == (language == Language::Qiskit ? ':' : '{');
}

Shape shapeOf(const CursorContext &context)
{
    if (context.isMidLine() || context.state != CodeState::Code)
        return Shape::SingleLine;
    const std::string_view prefix = trimmed(context.linePrefix);
    if (context.language == Language::HlsCpp && prefix.starts_with('#'))
        return Shape::SingleLine; // a pragma or another directive
    if (prefix.empty() || opensBlock(context.language, context.linePrefix))
        return Shape::Block;
    return Shape::Line;
}

} // namespace

bool CursorContext::isMidLine() const
{
    return !isBlank(lineSuffix);
}

CursorContext cursorContext(Language language, std::string_view text, std::size_t cursor)
{
    CursorContext context;
    context.language = language;
    context.before = text.substr(0, cursor);
    context.after = text.substr(cursor);
    context.linePrefix =
        context.before.substr(context.before.rfind('\n') + 1); // npos + 1 = 0: the first line
    const std::size_t lineEnd = context.after.find('\n');
    context.lineSuffix = context.after.substr(0, lineEnd);
    context.following =
        lineEnd == std::string_view::npos ? std::string_view() : context.after.substr(lineEnd + 1);
    context.state = stateAt(language, context.before);
    context.indentation = indentationOf(context.linePrefix);
    context.shape = shapeOf(context);
    return context;
}

bool isBlank(std::string_view text)
{
    return text.find_first_not_of(" \t\r\n\f\v") == std::string_view::npos;
}

std::string_view trimmedRight(std::string_view text)
{
    return text.substr(0, text.find_last_not_of(" \t\r\n\f\v") + 1);
}

std::string_view trimmed(std::string_view text)
{
    const std::size_t begin = text.find_first_not_of(" \t\r\n\f\v");
    return begin == std::string_view::npos ? std::string_view() : trimmedRight(text.substr(begin));
}

std::string_view leadingBlanks(std::string_view line)
{
    return line.substr(0, line.find_first_not_of(" \t"));
}

int indentationOf(std::string_view line)
{
    int column = 0;
    for (const char character : leadingBlanks(line))
        column += character == '\t' ? CursorContext::tabWidth - column % CursorContext::tabWidth : 1;
    return column;
}

std::string_view takeLine(std::string_view &rest)
{
    const std::size_t end = rest.find('\n');
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    return line;
}

std::string_view firstFilledLine(std::string_view text)
{
    while (!text.empty()) {
        const std::string_view line = takeLine(text);
        if (!isBlank(line))
            return line;
    }
    return {};
}

std::string withUnixLineEnds(std::string_view text)
{
    std::string result;
    result.reserve(text.size());
    for (std::size_t index = 0; index < text.size(); ++index) {
        if (text[index] != '\r')
            result += text[index];
        else if (index + 1 == text.size() || text[index + 1] != '\n')
            result += '\n';
    }
    return result;
}

} // namespace gatewright::completion
