// SPDX-License-Identifier: Apache-2.0
#include "core/syntax/syntax_error.h"

#include "core/syntax/bracket_check.h"
#include "core/syntax/error_nodes.h"
#include "core/syntax/node_walk.h"
#include "core/text/utf8.h"

#include <algorithm>
#include <array>

namespace gatewright::detail {

namespace {

using Kind = SyntaxError::Kind;

constexpr std::string_view blanks = " \t\r\n";

QString quoted(std::string_view text)
{
    constexpr std::size_t longest = 40;
    const bool cut = text.size() > longest;
    if (cut)
        text = text.substr(0, utf8::characterStart(text, longest));
    return QStringLiteral("‘%1%2’").arg(QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())),
                                        cut ? QStringLiteral("…") : QString());
}

std::size_t lineStart(std::string_view source, std::size_t offset)
{
    return source.substr(0, offset).rfind('\n') + 1;
}

std::size_t lineEnd(std::string_view source, std::size_t offset)
{
    return std::min(source.find_first_of("\r\n", offset), source.size());
}

// Behind the last character that is not blank in front of `offset`: where something missing should have
// stood.
std::size_t behindTextBefore(std::string_view source, std::size_t offset)
{
    const std::size_t last = source.substr(0, offset).find_last_not_of(blanks);
    return last == std::string_view::npos ? 0 : last + 1;
}

bool isBracket(std::string_view type)
{
    return type.size() == 1 && std::string_view("()[]{}").find(type[0]) != std::string_view::npos;
}

SyntaxError describe(const LoneBracket &lone)
{
    const QString bracket = quoted({&lone.bracket, 1});
    if (lone.opens())
        return {Kind::Unclosed, lone.offset, lone.offset + 1,
                QStringLiteral("%1 is never closed").arg(bracket)};
    return {Kind::Unopened, lone.offset, lone.offset + 1, QStringLiteral("%1 closes nothing").arg(bracket)};
}

// What a MISSING node stands for. Named ones are grammar rules; only those that occur get words.
QString missingThing(std::string_view type)
{
    if (type == "identifier" || type == "field_identifier" || type == "type_identifier")
        return QStringLiteral("a name");
    if (type == "_newline")
        return QStringLiteral("a line end");
    if (type == "\"" || type == "string_end")
        return QStringLiteral("the end of the string");
    if (type == "#endif")
        return quoted(type);
    const bool rule =
        std::all_of(type.begin(), type.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
    return rule && type.find('_') != std::string_view::npos ? QStringLiteral("something") : quoted(type);
}

// `def f(x)` and its like without the colon: tree-sitter complains somewhere behind it.
bool lacksColon(std::string_view line)
{
    constexpr std::array<std::string_view, 11> keywords{"def",   "class", "if",   "elif",    "else",  "for",
                                                        "while", "try",   "with", "finally", "except"};
    const std::size_t begin = line.find_first_not_of(" \t");
    if (begin == std::string_view::npos)
        return false;
    const std::string_view statement = line.substr(begin, line.find('#') - begin);
    const std::string_view word = statement.substr(0, statement.find_first_of(" \t("));
    return std::find(keywords.begin(), keywords.end(), word) != keywords.end() &&
           statement.find(':') == std::string_view::npos;
}

class ErrorDescriber
{
public:
    ErrorDescriber(const TSTree *tree, Language language, std::string_view source)
        : m_tree(tree)
        , m_language(language)
        , m_source(source)
    {
    }

    std::vector<SyntaxError> run(std::size_t limit)
    {
        // More than enough to fill `limit` lines, and a bound on the time that garbage takes.
        m_enough = limit * 4;
        std::vector<TSNode> nodes = errorNodes(m_tree);
        nodes.resize(std::min(nodes.size(), m_enough));
        for (const TSNode node : nodes)
            describeOpenString(node);
        if (!nodes.empty())
            describeBrackets();
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            const bool holdsNext =
                i + 1 < nodes.size() && ts_node_start_byte(nodes[i + 1]) < ts_node_end_byte(nodes[i]);
            if (ts_node_is_missing(nodes[i]))
                describeMissing(nodes[i]);
            else if (!holdsNext)
                describeError(nodes[i]);
        }
        if (m_language == Language::Qiskit)
            describeIndentation();
        return sorted(limit);
    }

private:
    void describeOpenString(TSNode node)
    {
        if (!ts_node_is_error(node) || ts_node_child_count(node) == 0)
            return;
        const std::string_view type = typeOf(ts_node_child(node, 0));
        if (type != "\"" && type != "'" && type != "string_start")
            return;
        const std::size_t begin = ts_node_start_byte(node);
        m_errors.push_back(
            {Kind::Unclosed, begin, lineEnd(m_source, begin), QStringLiteral("The string is never closed")});
        // What follows was read as if the rest of the line were code: nothing said about it helps.
        m_explained.push_back({lineStart(m_source, begin), ts_node_end_byte(node)});
        m_explained.push_back({lineStart(m_source, begin), lineEnd(m_source, begin)});
    }

    void describeBrackets()
    {
        for (const LoneBracket &lone : loneBrackets(m_tree, m_source)) {
            if (m_errors.size() >= m_enough)
                break;
            if (isExplained(lone.offset, lone.offset + 1))
                continue;
            m_errors.push_back(describe(lone));
            m_lone.push_back(lone);
        }
        for (const LoneBracket &lone : m_lone) {
            if (lone.bracket == '(' || lone.bracket == '[')
                m_explained.push_back({lone.offset, lone.scopeEnd + 1});
        }
    }

    void describeMissing(TSNode node)
    {
        const std::string_view type = typeOf(node);
        const std::size_t at = ts_node_start_byte(node);
        if (isExplained(at, at) || (isBracket(type) && !m_lone.empty()))
            return;
        const std::size_t place = behindTextBefore(m_source, at);
        m_errors.push_back(
            {Kind::Missing, place, place, QStringLiteral("Missing %1").arg(missingThing(type))});
    }

    void describeError(TSNode node)
    {
        const std::size_t begin = ts_node_start_byte(node);
        const std::size_t end = ts_node_end_byte(node);
        const bool holdsLoneBracket = std::any_of(m_lone.begin(), m_lone.end(), [&](const LoneBracket &lone) {
            return lone.offset >= begin && lone.offset < end;
        });
        if (holdsLoneBracket || isExplained(begin, end) ||
            (m_language == Language::Qiskit && describeColon(begin)))
            return;
        const std::size_t shownEnd = std::max(std::min(end, lineEnd(m_source, begin)), begin);
        const std::string_view shown = m_source.substr(begin, shownEnd - begin);
        const bool oneToken = end == shownEnd && ts_node_child_count(node) <= 1;
        m_errors.push_back(
            {Kind::Unexpected, begin, shownEnd,
             (oneToken ? QStringLiteral("Unexpected %1") : QStringLiteral("Cannot make sense of %1"))
                 .arg(quoted(shown))});
    }

    // The colon belongs at the end of the error's first line or of the line of code in front of it.
    bool describeColon(std::size_t begin)
    {
        const std::size_t first = lineStart(m_source, begin);
        for (const std::size_t within : {begin, behindTextBefore(m_source, first)}) {
            const std::size_t start = lineStart(m_source, within);
            const std::string_view line = m_source.substr(start, lineEnd(m_source, start) - start);
            if (!lacksColon(line))
                continue;
            const std::string_view code = line.substr(0, line.find('#'));
            const std::size_t place = start + code.find_last_not_of(" \t") + 1;
            m_errors.push_back({Kind::Missing, place, place, QStringLiteral("Missing ‘:’")});
            return true;
        }
        return false;
    }

    // Python's grammar lets a block be empty and a statement stand at any column; Python does not.
    void describeIndentation()
    {
        walk(ts_tree_root_node(m_tree), [this](TSNode node) {
            const std::string_view type = typeOf(node);
            if (type == "block" && ts_node_named_child_count(node) == 0)
                describeEmptyBlock(node);
            else if (type == "block" || type == "module")
                describeColumns(node);
            return m_errors.size() < m_enough && ts_node_child_count(node) > 0;
        });
    }

    void describeEmptyBlock(TSNode block)
    {
        const std::size_t place = behindTextBefore(m_source, ts_node_start_byte(block));
        if (!isExplained(place, place))
            m_errors.push_back(
                {Kind::Missing, place, place, QStringLiteral("Missing an indented block behind ‘:’")});
    }

    void describeColumns(TSNode block)
    {
        constexpr std::size_t unknown = std::string_view::npos;
        std::size_t wanted = typeOf(block) == "module" ? 0 : unknown;
        TSTreeCursor cursor = ts_tree_cursor_new(block);
        for (bool more = ts_tree_cursor_goto_first_child(&cursor); more && m_errors.size() < m_enough;
             more = ts_tree_cursor_goto_next_sibling(&cursor)) {
            const TSNode statement = ts_tree_cursor_current_node(&cursor);
            const std::size_t begin = ts_node_start_byte(statement);
            const std::size_t column = ts_node_start_point(statement).column;
            const std::string_view before = m_source.substr(begin - column, column);
            if (!ts_node_is_named(statement) || ts_node_is_extra(statement) || ts_node_is_error(statement) ||
                before.find_first_not_of(" \t\f") != std::string_view::npos)
                continue;
            if (wanted == unknown)
                wanted = column;
            if (column > wanted && !isExplained(begin - column, begin))
                m_errors.push_back(
                    {Kind::Unexpected, begin - column, begin, QStringLiteral("Unexpected indentation")});
        }
        ts_tree_cursor_delete(&cursor);
    }

    [[nodiscard]] bool isExplained(std::size_t begin, std::size_t end) const
    {
        return std::any_of(m_explained.begin(), m_explained.end(),
                           [&](const Span &span) { return begin <= span.end && end >= span.begin; });
    }

    // One complaint a line: the first is the cause, the others are its echo.
    std::vector<SyntaxError> sorted(std::size_t limit)
    {
        std::stable_sort(m_errors.begin(), m_errors.end(),
                         [](const SyntaxError &a, const SyntaxError &b) { return a.begin < b.begin; });
        std::vector<SyntaxError> kept;
        for (SyntaxError &error : m_errors) {
            if (kept.size() == limit)
                break;
            if (kept.empty() || lineStart(m_source, kept.back().begin) != lineStart(m_source, error.begin))
                kept.push_back(std::move(error));
        }
        return kept;
    }

    struct Span
    {
        std::size_t begin;
        std::size_t end;
    };

    const TSTree *m_tree;
    Language m_language;
    std::string_view m_source;
    std::size_t m_enough = 0;
    std::vector<SyntaxError> m_errors;
    std::vector<LoneBracket> m_lone;
    std::vector<Span> m_explained; // errors that touch these are echoes of one already described
};

} // namespace

std::vector<SyntaxError> describeErrors(const TSTree *tree, Language language, std::string_view source,
                                        std::size_t limit)
{
    return ErrorDescriber(tree, language, source).run(limit);
}

} // namespace gatewright::detail
