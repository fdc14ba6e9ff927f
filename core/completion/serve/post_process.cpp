// SPDX-License-Identifier: Apache-2.0
#include "core/completion/serve/post_process.h"

#include "core/completion/serve/indentation.h"
#include "core/completion/serve/neighbours.h"
#include "core/completion/serve/repetition.h"

#include <algorithm>
#include <cctype>
#include <cmath>

namespace gatewright::completion {

namespace {

// How much of the answer stands before the first line that the model was not sure enough of. A token that
// spans a line end counts for the line that it begins in.
std::size_t confidentLength(const GeneratedText &generated, std::string_view text,
                            const ConfidenceLimits &limits)
{
    std::size_t lineStart = 0;
    std::size_t token = 0;
    bool first = true;
    while (lineStart < text.size()) {
        const std::size_t lineEnd = std::min(text.find('\n', lineStart), text.size());
        double sum = 0.0;
        int count = 0;
        for (; token < generated.tokens.size(); ++token, ++count) {
            const std::size_t begin = token == 0 ? 0 : generated.tokens[token - 1].end;
            if (begin > lineEnd || (begin == lineEnd && count > 0))
                break;
            sum += generated.tokens[token].logProbability;
        }
        const bool filled = !isBlank(text.substr(lineStart, lineEnd - lineStart));
        if (count > 0 && sum / count < (first ? limits.firstLine : limits.furtherLines))
            return lineStart == 0 ? 0 : lineStart - 1;
        first = first && !filled;
        lineStart = lineEnd + 1;
    }
    return text.size();
}

// The kept text while it is cut down step by step; the first step that leaves nothing gives the reason.
class Cutter
{
public:
    explicit Cutter(std::string_view text)
        : m_text(text)
    {
    }

    void cut(std::size_t length, WhyNothing why)
    {
        const bool wasFilled = !isBlank(m_text);
        m_text = trimmedRight(m_text.substr(0, length));
        if (wasFilled && isBlank(m_text))
            m_why = why;
    }
    [[nodiscard]] std::string_view text() const { return m_text; }
    [[nodiscard]] WhyNothing why() const { return m_why; }

private:
    std::string_view m_text;
    WhyNothing m_why = WhyNothing::Nothing;
};

bool isWordCharacter(char character)
{
    const auto byte = static_cast<unsigned char>(character);
    return std::isalnum(byte) != 0 || byte == '_' || byte >= 0x80;
}

// An answer that was broken off by a limit ends in the middle of something: without its last line, or, when
// it has only one, without its last word.
std::size_t finishedLength(const GeneratedText &generated, std::string_view text)
{
    const bool brokenOff =
        generated.end == GenerationEnd::TokenLimit || generated.end == GenerationEnd::TimeLimit;
    if (!brokenOff || text.size() < trimmedRight(generated.text).size())
        return text.size();
    const std::size_t lineEnd = text.rfind('\n');
    if (lineEnd != std::string_view::npos && !isBlank(text.substr(0, lineEnd)))
        return lineEnd;
    const auto wordEnd = std::find_if_not(text.rbegin(), text.rend(), isWordCharacter);
    return static_cast<std::size_t>(text.rend() - wordEnd);
}

// The longest beginning of the text, by whole lines, that parses.
std::size_t parsingLength(std::string_view text, const ParseGate &gate)
{
    while (!isBlank(text) && gate && !gate(text)) {
        const std::size_t lineEnd = text.rfind('\n');
        text = lineEnd == std::string_view::npos ? std::string_view() : trimmedRight(text.substr(0, lineEnd));
    }
    return isBlank(text) ? 0 : text.size();
}

std::size_t filledCharacters(std::string_view text)
{
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char character) {
        return character != ' ' && character != '\t' && character != '\n';
    }));
}

void addScore(Processed &processed, const GeneratedText &generated, std::size_t length)
{
    double sum = 0.0;
    for (const GeneratedToken &token : generated.tokens) {
        const std::size_t begin =
            processed.tokens == 0 ? 0 : generated.tokens[static_cast<std::size_t>(processed.tokens) - 1].end;
        if (begin >= length)
            break;
        sum += token.logProbability;
        ++processed.tokens;
    }
    processed.score = processed.tokens > 0 ? std::exp(sum / processed.tokens) : 0.0;
}

} // namespace

Processed postProcess(const CursorContext &cursor, const GeneratedText &generated, const ParseGate &gate,
                      const PostProcessSettings &settings)
{
    // A lone carriage return has no place in a suggestion, and what follows one is not worth keeping.
    const std::string_view all = std::string_view(generated.text).substr(0, generated.text.find('\r'));
    if (isBlank(all))
        return {{},
                generated.end == GenerationEnd::TimeLimit ? WhyNothing::TimeLimit : WhyNothing::EmptyAnswer};
    Cutter cutter(all);
    cutter.cut(scopeOf(cursor, cutter.text(), settings.scope).length, WhyNothing::EmptyAnswer);
    cutter.cut(finishedLength(generated, cutter.text()),
               generated.end == GenerationEnd::TimeLimit ? WhyNothing::TimeLimit : WhyNothing::TooShort);
    cutter.cut(lengthBeforeRepetition(cursor.before, cutter.text()), WhyNothing::RepeatsItself);
    cutter.cut(confidentLength(generated, cutter.text(), settings.confidence), WhyNothing::LowConfidence);
    cutter.cut(lengthBeforeLineSuffix(cursor, cutter.text()), WhyNothing::RepeatsText);
    cutter.cut(lengthBeforeFollowingLines(cursor, cutter.text()), WhyNothing::RepeatsText);
    cutter.cut(lengthBeforeSurplusBracket(cursor, cutter.text()), WhyNothing::RepeatsText);
    cutter.cut(parsingLength(cutter.text(), gate), WhyNothing::DoesNotParse);

    Processed processed;
    processed.why = cutter.why();
    if (processed.why != WhyNothing::Nothing)
        return processed;
    if (filledCharacters(cutter.text()) < settings.shortest)
        return {{}, WhyNothing::TooShort};
    addScore(processed, generated, cutter.text().size());
    const IndentationStyle style = indentationStyleOf(cursor.before);
    processed.text = withIndentation(cutter.text(), style);
    return processed;
}

} // namespace gatewright::completion
