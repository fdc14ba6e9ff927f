// SPDX-License-Identifier: Apache-2.0
#include "core/model/pre_tokenizer.h"

#include "core/text/utf8.h"

#include <QChar>

#include <array>

namespace gatewright::model {

namespace {

enum class Kind { End, Space, Letter, Digit, Other };

struct Character
{
    Kind kind = Kind::End;
    char32_t codePoint = 0;
    std::size_t size = 0; // bytes

    [[nodiscard]] bool isLineEnd() const { return codePoint == '\n' || codePoint == '\r'; }
};

Kind kindOf(char32_t codePoint)
{
    if (codePoint < 0x80) {
        if ((codePoint | 0x20U) >= 'a' && (codePoint | 0x20U) <= 'z')
            return Kind::Letter;
        if (codePoint >= '0' && codePoint <= '9')
            return Kind::Digit;
        return codePoint == ' ' || (codePoint >= '\t' && codePoint <= '\r') ? Kind::Space : Kind::Other;
    }
    if (QChar::isLetter(codePoint))
        return Kind::Letter;
    if (QChar::isNumber(codePoint)) // Nd, Nl and No: what \p{N} means
        return Kind::Digit;
    return QChar::isSpace(codePoint) ? Kind::Space : Kind::Other;
}

Character characterAt(std::string_view text, std::size_t position)
{
    if (position >= text.size())
        return {};
    const utf8::Character character = utf8::characterAt(text, position);
    return {character.valid ? kindOf(character.codePoint) : Kind::Other, character.codePoint,
            character.length};
}

enum class Case { Exact, Ignored };

// Length of the contraction at the beginning of the text, 0 if there is none.
std::size_t contractionLength(std::string_view text, Case letters)
{
    static constexpr std::array<std::string_view, 7> kContractions{"'s", "'t",  "'re", "'ve",
                                                                   "'m", "'ll", "'d"};
    const auto same = [letters](char inText, char wanted) {
        const bool isUpper = inText >= 'A' && inText <= 'Z';
        return (isUpper && letters == Case::Ignored ? static_cast<char>(inText | 0x20) : inText) == wanted;
    };
    for (const std::string_view contraction : kContractions) {
        std::size_t length = 0;
        while (length < contraction.size() && length < text.size() && same(text[length], contraction[length]))
            ++length;
        if (length == contraction.size())
            return length;
    }
    return 0;
}

// Where the run of characters of this kind that goes over `position` ends.
std::size_t endOfRun(std::string_view text, std::size_t position, Kind kind)
{
    for (Character character = characterAt(text, position); character.kind == kind;
         character = characterAt(text, position))
        position += character.size;
    return position;
}

std::size_t endOfLineEnds(std::string_view text, std::size_t position)
{
    while (position < text.size() && (text[position] == '\n' || text[position] == '\r'))
        ++position;
    return position;
}

struct SpaceRun
{
    std::size_t last = 0; // where its last character begins
    std::size_t end = 0;
    std::size_t behindLineEnds = 0; // behind its last CR or LF; 0 when it has none
    Kind next = Kind::End;          // what stands behind it
};

SpaceRun spaceRun(std::string_view text, std::size_t begin)
{
    SpaceRun run{begin, begin, 0, Kind::End};
    Character character = characterAt(text, begin);
    while (character.kind == Kind::Space) {
        run.last = run.end;
        run.end += character.size;
        if (character.isLineEnd())
            run.behindLineEnds = run.end;
        character = characterAt(text, run.end);
    }
    run.next = character.kind;
    return run;
}

// \s+(?!\S)|\s+: the last character before something else does not belong to the run: a blank goes with the
// word behind it, anything else stands alone.
std::size_t endOfSpace(const SpaceRun &run, std::size_t begin, bool goesToTheEnd)
{
    return !goesToTheEnd && run.last > begin ? run.last : run.end;
}

// GPT-2's expression. With digits apart, these have been taken out before: their place counts as an end.
std::size_t endOfGpt2Piece(std::string_view text, std::size_t begin, bool digitsApart)
{
    const Character first = characterAt(text, begin);
    switch (first.kind) {
    case Kind::End:
        break;
    case Kind::Digit:
        return digitsApart ? begin + first.size : endOfRun(text, begin, Kind::Digit);
    case Kind::Letter:
        return endOfRun(text, begin, Kind::Letter);
    case Kind::Other: {
        const std::size_t contraction = contractionLength(text.substr(begin), Case::Exact);
        return contraction > 0 ? begin + contraction : endOfRun(text, begin, Kind::Other);
    }
    case Kind::Space: {
        const Kind second = characterAt(text, begin + first.size).kind;
        const bool beginsWord =
            second == Kind::Letter || second == Kind::Other || (second == Kind::Digit && !digitsApart);
        if (text[begin] == ' ' && beginsWord)
            return endOfRun(text, begin + 1, second);
        const SpaceRun run = spaceRun(text, begin);
        return endOfSpace(run, begin, run.next == Kind::End || (digitsApart && run.next == Kind::Digit));
    }
    }
    return begin;
}

// The expression of Qwen2 and Llama 3, alternative by alternative.
std::size_t endOfQwen2Piece(std::string_view text, std::size_t begin, std::size_t mostDigits)
{
    const Character first = characterAt(text, begin);
    if (first.kind == Kind::End)
        return begin;
    if (const std::size_t contraction = contractionLength(text.substr(begin), Case::Ignored))
        return begin + contraction;
    if (first.kind == Kind::Letter)
        return endOfRun(text, begin, Kind::Letter);
    if (first.kind == Kind::Digit) {
        std::size_t end = begin;
        for (std::size_t count = 0; count < mostDigits; ++count) {
            const Character digit = characterAt(text, end);
            if (digit.kind != Kind::Digit)
                break;
            end += digit.size;
        }
        return end;
    }
    const Kind second = characterAt(text, begin + first.size).kind;
    if (!first.isLineEnd() && second == Kind::Letter)
        return endOfRun(text, begin + first.size, Kind::Letter);
    if (first.kind == Kind::Other)
        return endOfLineEnds(text, endOfRun(text, begin, Kind::Other));
    if (first.codePoint == ' ' && second == Kind::Other)
        return endOfLineEnds(text, endOfRun(text, begin + 1, Kind::Other));
    const SpaceRun run = spaceRun(text, begin);
    return run.behindLineEnds > 0 ? run.behindLineEnds : endOfSpace(run, begin, run.next == Kind::End);
}

using Test = bool (*)(const Character &);

// One pass: what matches becomes pieces of its own, and so does what is between.
struct Pass
{
    Test matches;
    bool afterSpace; // a white space before the run belongs to it
    bool isRun;      // false: each character by itself
    bool onlyAtEnd;  // the run must reach the end of the piece
};

bool isIdeograph(const Character &character)
{
    const char32_t c = character.codePoint;
    return (c >= 0x4e00 && c <= 0x9fa5) || (c >= 0x0800 && c <= 0x4e00) || (c >= 0xac00 && c <= 0xd7ff);
}

bool isPunctuation(const Character &character)
{
    return character.kind == Kind::Other && QChar::isPunct(character.codePoint);
}

bool isLineEnd(const Character &character)
{
    return character.isLineEnd();
}

bool isLetter(const Character &character)
{
    return character.kind == Kind::Letter;
}

bool isDigit(const Character &character)
{
    return character.kind == Kind::Digit;
}

bool isSpace(const Character &character)
{
    return character.kind == Kind::Space;
}

// The long list of DeepSeek's expression: the letters with case of its Unicode version, but those for
// mathematics and the Georgian ones.
bool isCasedLetter(const Character &character)
{
    const char32_t c = character.codePoint;
    if (character.kind != Kind::Letter || (c >= 0x1d400 && c <= 0x1d7ff) || (c >= 0x10d0 && c <= 0x10ff))
        return false;
    const QChar::Category category = QChar::category(c);
    return category == QChar::Letter_Uppercase || category == QChar::Letter_Lowercase ||
           category == QChar::Letter_Titlecase;
}

// [!-/:-~！-／：-～‘-‟　-。] without the letters that an earlier pass took out.
bool isDeepSeekSign(const Character &character)
{
    const char32_t c = character.codePoint;
    return (c >= 0x21 && c <= 0x2f) || (c >= 0x3a && c <= 0x7e) || (c >= 0xff01 && c <= 0xff0f) ||
           (c >= 0xff1a && c <= 0xff5e) || (c >= 0x2018 && c <= 0x201f) || (c >= 0x3000 && c <= 0x3002);
}

constexpr std::array<Pass, 5> kDeepSeekCoder{{
    {isLineEnd, false, false, false},
    {isLetter, true, true, false},
    {isPunctuation, true, true, false},
    {isIdeograph, false, true, false},
    {isDigit, false, false, false},
}};

constexpr std::array<Pass, 6> kDeepSeekLlm{{
    {isLineEnd, false, false, false},
    {isCasedLetter, true, true, false},
    {isDeepSeekSign, true, true, false},
    {isSpace, false, true, true},
    {isIdeograph, false, true, false},
    {isDigit, false, true, false},
}};

struct Match
{
    std::size_t end = 0; // where to go on
    bool found = false;
};

// The match of the pass that begins at `begin`; without one, how far there is none either.
Match matchAt(const Pass &pass, std::string_view piece, std::size_t begin)
{
    const Character first = characterAt(piece, begin);
    std::size_t end = begin;
    Character character = first;
    if (pass.afterSpace && first.kind == Kind::Space) {
        const Character second = characterAt(piece, begin + first.size);
        if (second.kind != Kind::End && pass.matches(second)) {
            end += first.size;
            character = second;
        }
    }
    const std::size_t runBegin = end;
    while (character.kind != Kind::End && pass.matches(character) && (pass.isRun || end == runBegin)) {
        end += character.size;
        character = characterAt(piece, end);
    }
    if (end == runBegin)
        return {begin + first.size, false};
    return {end, !pass.onlyAtEnd || end == piece.size()};
}

// Cuts the pieces that end at `ends` once more.
std::vector<std::size_t> refined(const Pass &pass, std::string_view text,
                                 const std::vector<std::size_t> &ends)
{
    std::vector<std::size_t> finer;
    finer.reserve(ends.size());
    std::size_t pieceBegin = 0;
    for (const std::size_t pieceEnd : ends) {
        const std::string_view piece = text.substr(0, pieceEnd);
        std::size_t gapBegin = pieceBegin;
        for (std::size_t position = pieceBegin; position < pieceEnd;) {
            const Match match = matchAt(pass, piece, position);
            if (match.found) {
                if (position > gapBegin)
                    finer.push_back(position);
                finer.push_back(match.end);
                gapBegin = match.end;
            }
            position = match.end;
        }
        if (pieceEnd > gapBegin)
            finer.push_back(pieceEnd);
        pieceBegin = pieceEnd;
    }
    return finer;
}

template <std::size_t N>
std::vector<std::size_t> endsByPasses(const std::array<Pass, N> &passes, std::string_view text)
{
    std::vector<std::size_t> ends;
    if (!text.empty())
        ends.push_back(text.size());
    for (const Pass &pass : passes)
        ends = refined(pass, text, ends);
    return ends;
}

} // namespace

PreTokenizer::PreTokenizer(std::string_view text, PreTokenizerKind kind)
    : m_text(text)
    , m_kind(kind)
{
    if (kind == PreTokenizerKind::DeepSeekCoder)
        m_ends = endsByPasses(kDeepSeekCoder, text);
    else if (kind == PreTokenizerKind::DeepSeekLlm)
        m_ends = endsByPasses(kDeepSeekLlm, text);
}

std::string_view PreTokenizer::next()
{
    const std::size_t begin = m_position;
    if (m_nextEnd < m_ends.size())
        m_position = m_ends[m_nextEnd++];
    else if (m_ends.empty())
        m_position = endOfPiece();
    return m_text.substr(begin, m_position - begin);
}

std::size_t PreTokenizer::endOfPiece() const
{
    switch (m_kind) {
    case PreTokenizerKind::Gpt2:
        return endOfGpt2Piece(m_text, m_position, false);
    case PreTokenizerKind::Qwen2:
        return endOfQwen2Piece(m_text, m_position, 1);
    case PreTokenizerKind::Llama3:
        return endOfQwen2Piece(m_text, m_position, 3);
    case PreTokenizerKind::StarCoder:
    case PreTokenizerKind::DeepSeekCoder:
    case PreTokenizerKind::DeepSeekLlm:
        break;
    }
    return endOfGpt2Piece(m_text, m_position, true);
}

} // namespace gatewright::model
