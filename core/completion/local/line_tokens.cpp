// SPDX-License-Identifier: Apache-2.0
#include "core/completion/local/line_tokens.h"

namespace gatewright::completion {

namespace {

constexpr std::size_t kLongLine = 512;

bool isBlank(char character)
{
    return character == ' ' || character == '\t' || character == '\n';
}

// Up to the next line break that follows something else than a blank.
std::string_view takeLine(std::string_view &text)
{
    std::size_t end = 1;
    while (end < text.size() && (text[end] != '\n' || isBlank(text[end - 1])))
        ++end;
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(line.size());
    return line;
}

} // namespace

const std::vector<model::TokenId> &LineTokens::lineTokens(std::string_view line)
{
    if (line.size() > kLongLine) {
        m_long = m_tokenizer.encode(line, model::Specials::AsText);
        return m_long;
    }
    if (m_lines.size() >= kMostLines)
        m_lines.clear();
    const auto [place, isNew] = m_lines.try_emplace(std::string(line));
    if (isNew)
        place->second = m_tokenizer.encode(line, model::Specials::AsText);
    return place->second;
}

void LineTokens::append(std::string_view text, std::vector<model::TokenId> &tokens)
{
    while (!text.empty()) {
        const std::vector<model::TokenId> &line = lineTokens(takeLine(text));
        tokens.insert(tokens.end(), line.begin(), line.end());
    }
}

} // namespace gatewright::completion
