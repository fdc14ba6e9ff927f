// SPDX-License-Identifier: Apache-2.0
#include "core/completion/serve/description_prompt.h"

#include "core/completion/serve/cursor_context.h"

namespace gatewright::completion {

namespace {

std::string_view systemFor(Language language)
{
    switch (language) {
    case Language::HlsCpp:
        return "You write synthesizable C++ for high-level synthesis (HLS). Answer with one complete "
               "function "
               "and nothing else.";
    case Language::Qiskit:
        return "You write Python programs with Qiskit. Answer with one complete program and nothing else.";
    case Language::PlainText:
        break;
    }
    return {};
}

std::string_view blockBegin(Language language)
{
    switch (language) {
    case Language::HlsCpp:
        return "```cpp\n";
    case Language::Qiskit:
        return "```python\n";
    case Language::PlainText:
        break;
    }
    return {};
}

std::string asComment(Language language, std::string_view text)
{
    if (language == Language::PlainText)
        return std::string(text) + "\n";
    std::string comment;
    while (!text.empty()) {
        const std::string_view line = trimmedRight(takeLine(text));
        comment.append(language == Language::HlsCpp ? "//" : "#");
        comment.append(line.empty() ? "" : " ").append(line).append("\n");
    }
    return comment;
}

} // namespace

Prompt descriptionPrompt(const Description &description, bool modelAnswers)
{
    Prompt prompt;
    if (!modelAnswers) {
        prompt.text = asComment(description.language, description.text);
        return prompt;
    }
    prompt.form = Prompt::Form::Answer;
    prompt.text = description.text;
    prompt.system = description.system.empty() ? systemFor(description.language) : description.system;
    prompt.begun = blockBegin(description.language);
    return prompt;
}

} // namespace gatewright::completion
