// SPDX-License-Identifier: Apache-2.0
#include "core/project/search/search_pattern.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <algorithm>
#include <array>

namespace gatewright {

namespace {

// Enough for any expression that is meant, and some ten milliseconds for one that runs away. Just-in-time
// compiled code counts only the starts of a match, the interpreter every step.
constexpr std::uint32_t mostSteps = 1'000'000;
constexpr std::uint32_t mostHeapKilobytes = 16 * 1024;
constexpr std::size_t firstStack = 32U * 1024U;
constexpr std::size_t largestStack = 1024U * 1024U;
constexpr qsizetype longestPattern = 10'000;

std::string escaped(const std::string &text)
{
    std::string result;
    for (const char byte : text) {
        const bool isWord = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                            (byte >= '0' && byte <= '9') || byte == '_' || (byte & 0x80) != 0;
        if (!isWord)
            result += '\\';
        result += byte;
    }
    return result;
}

QString messageOf(int code)
{
    std::array<PCRE2_UCHAR, 256> text{};
    const int length = pcre2_get_error_message(code, text.data(), text.size());
    return QString::fromLatin1(reinterpret_cast<const char *>(text.data()), std::max(0, length));
}

const unsigned char *bytesOf(std::string_view text)
{
    // PCRE2 wants an address even for nothing.
    return reinterpret_cast<const unsigned char *>(text.data() ? text.data() : "");
}

Result<pcre2_code *> compileBytes(const std::string &pattern, bool caseSensitive)
{
    struct Context
    {
        pcre2_compile_context *value = pcre2_compile_context_create(nullptr);
        ~Context() { pcre2_compile_context_free(value); }
    } context;
    pcre2_set_newline(context.value, PCRE2_NEWLINE_ANYCRLF);
    std::uint32_t options = PCRE2_UTF | PCRE2_MATCH_INVALID_UTF | PCRE2_MULTILINE | PCRE2_NEVER_BACKSLASH_C;
    // Without Unicode properties \w and \b are those of ASCII, and much faster.
    const bool isAscii = std::ranges::all_of(
        pattern, [](char byte) { return (static_cast<unsigned char>(byte) & 0x80U) == 0; });
    if (!isAscii)
        options |= PCRE2_UCP;
    if (!caseSensitive)
        options |= PCRE2_CASELESS;
    int error = 0;
    PCRE2_SIZE place = 0;
    pcre2_code *code =
        pcre2_compile(bytesOf(pattern), pattern.size(), options, &error, &place, context.value);
    if (!code) {
        const qsizetype character =
            QString::fromUtf8(pattern.data(), static_cast<qsizetype>(std::min(place, pattern.size()))).size();
        return makeError(ErrorCode::InvalidInput,
                         QStringLiteral("The regular expression is not valid: %1.").arg(messageOf(error)), {},
                         QStringLiteral("character %1").arg(character + 1));
    }
    return code;
}

// In a pattern: \n, \r, \R, or a real line end. (Preceded by an escaped backslash it is none.)
bool namesLineEnd(const QString &pattern)
{
    for (qsizetype place = 0; place < pattern.size(); ++place) {
        if (pattern[place] == QLatin1Char('\n') || pattern[place] == QLatin1Char('\r'))
            return true;
        if (pattern[place] != QLatin1Char('\\') || ++place == pattern.size())
            continue;
        if (QStringLiteral("nrR").contains(pattern[place]))
            return true;
    }
    return false;
}

} // namespace

struct SearchPattern::Scratch::Data
{
    pcre2_match_data *match = nullptr;
    pcre2_match_context *context = nullptr;
    pcre2_jit_stack *stack = nullptr;
};

SearchPattern::Scratch::Scratch(const SearchPattern &pattern)
    : d(std::make_unique<Data>())
{
    d->match = pcre2_match_data_create_from_pattern(pattern.m_code.get(), nullptr);
    d->context = pcre2_match_context_create(nullptr);
    d->stack = pcre2_jit_stack_create(firstStack, largestStack, nullptr);
    pcre2_set_match_limit(d->context, mostSteps);
    pcre2_set_heap_limit(d->context, mostHeapKilobytes);
    pcre2_jit_stack_assign(d->context, nullptr, d->stack);
}

SearchPattern::Scratch::Scratch(Scratch &&) noexcept = default;

SearchPattern::Scratch::~Scratch()
{
    if (!d)
        return;
    pcre2_jit_stack_free(d->stack);
    pcre2_match_context_free(d->context);
    pcre2_match_data_free(d->match);
}

Result<SearchPattern> SearchPattern::compile(const PatternQuery &query)
{
    if (query.text.isEmpty())
        return makeError(ErrorCode::InvalidInput, QStringLiteral("There is nothing to look for."));
    if (query.text.size() > longestPattern)
        return makeError(
            ErrorCode::InvalidInput,
            QStringLiteral("The text to look for is longer than %1 characters.").arg(longestPattern));
    std::string pattern = query.text.toStdString();
    SearchPattern made;
    if (query.regularExpression) {
        made.m_isRegularExpression = true;
        made.m_crossesLines = namesLineEnd(query.text);
        // The user's pattern alone first, so that errors and their places are about what was typed.
        GW_TRY(own, compileBytes(pattern, query.caseSensitive));
        pcre2_code_free(own);
    } else {
        made.m_crossesLines =
            query.text.contains(QLatin1Char('\n')) || query.text.contains(QLatin1Char('\r'));
        pattern = escaped(pattern);
    }
    // Not \b: a pattern may begin or end with a character that is no letter.
    if (query.wholeWords)
        pattern = "(?<!\\w)(?:" + pattern + ")(?!\\w)";
    GW_TRY(code, compileBytes(pattern, query.caseSensitive));
    // Without it everything works, only slower.
    pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
    made.m_code = {code, pcre2_code_free};
    return made;
}

Result<std::optional<PatternMatch>> SearchPattern::next(std::string_view text, std::size_t from,
                                                        Scratch &scratch) const
{
    if (from > text.size())
        return std::nullopt;
    const int count =
        pcre2_match(m_code.get(), bytesOf(text), text.size(), from, 0, scratch.d->match, scratch.d->context);
    if (count == PCRE2_ERROR_NOMATCH)
        return std::nullopt;
    if (count < 0)
        return makeError(
            ErrorCode::LimitExceeded,
            QStringLiteral("The regular expression takes too long on this text; make it simpler."),
            messageOf(count));
    const PCRE2_SIZE *const places = pcre2_get_ovector_pointer(scratch.d->match);
    PatternMatch match{places[0], std::max(places[0], places[1]), {}};
    for (int group = 1; m_isRegularExpression && group < count; ++group) {
        const PCRE2_SIZE begin = places[2 * group];
        const PCRE2_SIZE end = places[2 * group + 1];
        match.groups.emplace_back(begin == PCRE2_UNSET || end < begin ? std::string_view()
                                                                      : text.substr(begin, end - begin));
    }
    return match;
}

std::string expandReplacement(std::string_view replacement, bool isRegularExpression,
                              std::string_view matched, const std::vector<std::string> &groups,
                              std::string_view newLine)
{
    if (!isRegularExpression)
        return std::string(replacement);
    std::string result;
    for (std::size_t place = 0; place < replacement.size(); ++place) {
        const char character = replacement[place];
        if ((character != '\\' && character != '$') || place + 1 == replacement.size()) {
            result += character;
            continue;
        }
        const char next = replacement[++place];
        if (next >= '0' && next <= '9') {
            const auto group = static_cast<std::size_t>(next - '0');
            if (group == 0)
                result += matched;
            else if (group <= groups.size())
                result += groups[group - 1];
        } else if (character == '\\' && next == 'n') {
            result += newLine;
        } else if (character == '\\' && next == 't') {
            result += '\t';
        } else {
            if (character == '$' && next != '$')
                result += character;
            result += next;
        }
    }
    return result;
}

} // namespace gatewright
