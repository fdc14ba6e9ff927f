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
    std::size_t size = 0; // bytes
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
    return {character.valid ? kindOf(character.codePoint) : Kind::Other, character.length};
}

// Length of the contraction at the beginning of the text, 0 if there is none.
std::size_t contractionLength(std::string_view text)
{
    static constexpr std::array<std::string_view, 7> kContractions{"'s", "'t",  "'re", "'ve",
                                                                   "'m", "'ll", "'d"};
    for (const std::string_view contraction : kContractions) {
        if (text.starts_with(contraction))
            return contraction.size();
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

// Where a piece that begins with white space ends.
std::size_t endOfSpace(std::string_view text, std::size_t begin)
{
    std::size_t last = begin; // where the run's last character begins
    std::size_t end = begin;
    Character character = characterAt(text, end);
    while (character.kind == Kind::Space) {
        last = end;
        end += character.size;
        character = characterAt(text, end);
    }
    // Behind the run: the end, or a digit, which is a part of its own. The run keeps all of its characters.
    if (character.kind == Kind::End || character.kind == Kind::Digit)
        return end;
    // Its last character does not belong to it: a blank goes with the word behind it, anything else stands
    // alone.
    return last > begin ? last : end;
}

} // namespace

std::string_view PreTokenizer::next()
{
    const std::size_t begin = m_position;
    const Character first = characterAt(m_text, begin);
    std::size_t end = begin;
    switch (first.kind) {
    case Kind::End:
        return {};
    case Kind::Digit:
        end = begin + first.size;
        break;
    case Kind::Letter:
        end = endOfRun(m_text, begin, Kind::Letter);
        break;
    case Kind::Other:
        end = begin + contractionLength(m_text.substr(begin));
        if (end == begin)
            end = endOfRun(m_text, begin, Kind::Other);
        break;
    case Kind::Space: {
        const Character second = characterAt(m_text, begin + first.size);
        const bool blankBeforeWord =
            m_text[begin] == ' ' && (second.kind == Kind::Letter || second.kind == Kind::Other);
        end = blankBeforeWord ? endOfRun(m_text, begin + 1, second.kind) : endOfSpace(m_text, begin);
        break;
    }
    }
    m_position = end;
    return m_text.substr(begin, end - begin);
}

} // namespace gatewright::model
