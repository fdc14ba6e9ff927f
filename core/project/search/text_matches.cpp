// SPDX-License-Identifier: Apache-2.0
#include "core/project/search/text_matches.h"

#include "core/text/line_index.h"
#include "core/text/utf8.h"

#include <algorithm>
#include <optional>

namespace gatewright {

namespace {

constexpr std::size_t longestBefore = 120;
constexpr std::size_t longestMatch = 400;
constexpr std::size_t longestLine = 400;
// How often a long text asks whether to stop.
constexpr std::size_t hitsBetweenLooks = 256;

// FNV-1a: tells a changed text from the one that was searched; nobody gains by a collision.
std::uint64_t hashOf(std::string_view text)
{
    std::uint64_t hash = 14695981039346656037ULL;
    for (const char byte : text)
        hash = (hash ^ static_cast<unsigned char>(byte)) * 1099511628211ULL;
    return hash;
}

std::string_view cutAtEnd(std::string_view text, std::size_t longest)
{
    return text.size() <= longest ? text : text.substr(0, utf8::characterStart(text, longest));
}

std::string_view cutAtStart(std::string_view text, std::size_t longest)
{
    if (text.size() <= longest)
        return text;
    std::size_t begin = text.size() - longest;
    while (begin < text.size() && utf8::isContinuation(text[begin]))
        ++begin;
    return text.substr(begin);
}

// Goes through the matches of a text. A pattern that names no line end never matches across one, whatever
// \s or [^x] would take.
class Matches
{
public:
    Matches(const SearchPattern &pattern, SearchPattern::Scratch &scratch, std::string_view text)
        : m_pattern(pattern)
        , m_scratch(scratch)
        , m_text(text)
    {
    }

    // Only once there is a match, as most texts have none.
    [[nodiscard]] const LineIndex &lines()
    {
        if (!m_lines)
            m_lines.emplace(m_text);
        return *m_lines;
    }

    [[nodiscard]] Result<std::optional<PatternMatch>> next()
    {
        while (m_from <= m_text.size()) {
            GW_TRY(match, inLine());
            if (!match)
                return std::nullopt;
            if (match->begin == match->end) { // ^ and the like: nothing to show or to replace
                m_from = match->end + 1;
                continue;
            }
            m_from = match->end;
            return match;
        }
        return std::nullopt;
    }

private:
    [[nodiscard]] Result<std::optional<PatternMatch>> inLine()
    {
        for (;;) {
            GW_TRY(match, m_pattern.next(m_text, m_from, m_scratch));
            if (!match || m_pattern.crossesLines())
                return match;
            const int line = lines().lineAt(match->begin);
            const std::size_t end = lines().lineEnd(m_text, line);
            if (match->end <= end)
                return match;
            // Once more in this line alone: a shorter match may be in it.
            const std::size_t from = std::max(m_from, lines().lineStart(line));
            GW_TRY(shorter, m_pattern.next(m_text.substr(0, end), from, m_scratch));
            if (shorter)
                return shorter;
            m_from = lines().nextLineStart(m_text, line);
            if (m_from <= end)
                return std::nullopt; // the last line
        }
    }

    const SearchPattern &m_pattern;
    SearchPattern::Scratch &m_scratch;
    std::string_view m_text;
    std::optional<LineIndex> m_lines;
    std::size_t m_from = 0;
};

// What tells whether the text changed: the match with the whole of its lines, as the user saw them.
std::uint64_t hashOf(const PatternMatch &match, std::string_view text, const LineIndex &lines)
{
    const std::size_t begin = lines.lineStart(lines.lineAt(match.begin));
    const std::size_t end = std::max(match.end, lines.lineEnd(text, lines.lineAt(match.end)));
    return hashOf(text.substr(begin, end - begin)) ^ (match.begin - begin);
}

SearchHit hitOf(const PatternMatch &match, std::string_view text, const LineIndex &lines, int contextLines)
{
    SearchHit hit;
    hit.line = lines.lineAt(match.begin);
    const std::size_t begin = lines.lineStart(hit.line);
    const std::size_t end = lines.lineEnd(text, hit.line);
    const std::string_view before = text.substr(begin, std::min(match.begin, end) - begin);
    const std::size_t matchEnd = std::clamp(match.end, begin, end);
    hit.column = static_cast<int>(utf8::codePoints(before));
    hit.before = cutAtStart(before, longestBefore);
    hit.matched = cutAtEnd(
        text.substr(std::min(match.begin, end), matchEnd - std::min(match.begin, matchEnd)), longestMatch);
    hit.after = cutAtEnd(text.substr(matchEnd, end - matchEnd), longestLine);
    hit.groups = match.groups;
    hit.hash = hashOf(match, text, lines);
    for (int line = std::max(0, hit.line - contextLines); line < hit.line; ++line)
        hit.linesBefore.emplace_back(cutAtEnd(lines.line(text, line), longestLine));
    const int lastLine = lines.lineAt(match.end > match.begin ? match.end - 1 : match.end);
    for (int line = lastLine + 1; line <= std::min(lines.lineCount() - 1, lastLine + contextLines); ++line)
        hit.linesAfter.emplace_back(cutAtEnd(lines.line(text, line), longestLine));
    return hit;
}

} // namespace

Result<TextMatches> findMatches(const SearchPattern &pattern, SearchPattern::Scratch &scratch,
                                std::string_view text, const MatchOptions &options, std::stop_token stop)
{
    TextMatches found;
    Matches matches(pattern, scratch, text);
    for (;;) {
        GW_TRY(match, matches.next());
        if (!match)
            return found;
        if (found.hits.size() >= options.limit) {
            found.limited = true;
            return found;
        }
        found.hits.push_back(hitOf(*match, text, matches.lines(), options.contextLines));
        if (found.hits.size() % hitsBetweenLooks == 0 && stop.stop_requested())
            return makeError(ErrorCode::Cancelled, QStringLiteral("Cancelled."));
    }
}

Result<std::vector<TextEdit>> replacementEdits(const SearchPattern &pattern, std::string_view text,
                                               std::span<const SearchHit> hits,
                                               const std::vector<bool> &chosen, std::string_view replacement,
                                               std::string_view newLine)
{
    const auto changed = [] {
        return makeError(ErrorCode::InvalidInput,
                         QStringLiteral("The text changed since it was searched; search again."));
    };
    if (chosen.size() != hits.size())
        return changed();
    SearchPattern::Scratch scratch(pattern);
    Matches matches(pattern, scratch, text);
    std::vector<TextEdit> edits;
    for (std::size_t index = 0; index < hits.size(); ++index) {
        GW_TRY(match, matches.next());
        if (!match)
            return changed();
        const std::string_view matched = text.substr(match->begin, match->end - match->begin);
        if (matches.lines().lineAt(match->begin) != hits[index].line ||
            hashOf(*match, text, matches.lines()) != hits[index].hash)
            return changed();
        if (!chosen[index])
            continue;
        edits.push_back(
            {match->begin, match->end,
             expandReplacement(replacement, pattern.isRegularExpression(), matched, match->groups, newLine)});
    }
    std::ranges::reverse(edits);
    return edits;
}

} // namespace gatewright
