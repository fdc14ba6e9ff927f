// SPDX-License-Identifier: Apache-2.0
#include "core/completion/serve/prompt_assembly.h"

#include "core/text/utf8.h"

#include <algorithm>

namespace gatewright::completion {

namespace {

std::string_view commentMark(Language language)
{
    return language == Language::HlsCpp ? "// " : "# ";
}

// The first whole lines of `text` that fit.
std::string_view headOf(std::string_view text, std::size_t budget)
{
    if (text.size() <= budget)
        return text;
    return text.substr(0, text.rfind('\n', budget) + 1); // npos + 1 = 0: not even one line fits
}

void appendRelated(std::string &prompt, Language language, const std::vector<ContextFile> &related,
                   std::size_t budget)
{
    if (related.empty())
        return;
    const std::size_t share = budget / related.size();
    for (const ContextFile &file : related) {
        const std::string text = withUnixLineEnds(file.text);
        const std::string_view head = trimmed(headOf(text, share));
        if (head.empty())
            continue;
        prompt.append(commentMark(language)).append(file.name).append("\n").append(head).append("\n\n");
    }
}

// What stands after the cursor's line, one comment line each. Its beginning is what matters: it is what a
// suggestion must lead to and must not repeat.
void appendFollowing(std::string &prompt, const CursorContext &cursor, std::size_t budget)
{
    std::string block;
    std::string_view rest = cursor.following;
    while (!rest.empty()) {
        const std::string_view line = trimmedRight(takeLine(rest));
        if (line.empty() || trimmed(line).size() < 3)
            continue; // blank lines and lone brackets say nothing
        if (block.size() + line.size() > budget)
            break;
        block.append(commentMark(cursor.language)).append(line).append("\n");
    }
    if (block.empty())
        return;
    prompt.append(commentMark(cursor.language))
        .append("The file goes on below with:\n")
        .append(block)
        .append("\n");
}

bool isHeaderLine(Language language, std::string_view line)
{
    if (language == Language::HlsCpp)
        return line.starts_with("#include") || line.starts_with("#define") || line.starts_with("using ") ||
               line.starts_with("typedef ");
    return line.starts_with("import ") || line.starts_with("from ");
}

// The includes and imports of the part that was cut off.
void appendHeader(std::string &prompt, Language language, std::string_view cutOff, std::size_t budget)
{
    std::size_t used = 0;
    while (!cutOff.empty()) {
        const std::string_view line = trimmedRight(takeLine(cutOff));
        if (!isHeaderLine(language, line))
            continue;
        if (used + line.size() > budget)
            break;
        prompt.append(line).append("\n");
        used += line.size() + 1;
    }
    if (used > 0)
        prompt += '\n';
}

// As many whole lines as fit, or the beginning of one that is longer.
std::string_view behindHole(std::string_view after, std::size_t budget)
{
    const std::string_view lines = headOf(after, budget);
    return lines.empty() ? after.substr(0, utf8::characterStart(after, std::min(budget, after.size())))
                         : lines;
}

} // namespace

std::size_t anchoredStart(std::string_view before, std::size_t budget, std::size_t step)
{
    if (before.size() <= budget)
        return 0;
    const std::size_t excess = before.size() - budget;
    const std::size_t wanted = (excess + step - 1) / step * step;
    if (wanted >= before.size())
        return before.size();
    const std::size_t line = before.find('\n', wanted - 1);
    // A line longer than what is left to cut from (generated data, minified text): cut inside it.
    if (line == std::string_view::npos || line + 1 > wanted + step)
        return utf8::characterStart(before, wanted);
    return line + 1;
}

std::size_t anchoredHole(std::string_view before, std::size_t step)
{
    const std::size_t wanted = before.size() / step * step;
    return before.substr(0, wanted).rfind('\n') + 1; // npos + 1 = 0: the first line
}

Prompt assemblePrompt(const CursorContext &cursor, std::string_view fileName,
                      const std::vector<ContextFile> &related, const PromptBudget &budget, Prompt::Form form)
{
    Prompt prompt;
    prompt.form = form;
    const std::size_t start = anchoredStart(cursor.before, budget.before, budget.step);
    appendRelated(prompt.text, cursor.language, related, budget.related);
    if (!fileName.empty())
        prompt.text.append(commentMark(cursor.language)).append(fileName).append("\n");
    if (form != Prompt::Form::FillIn)
        appendFollowing(prompt.text, cursor, budget.after);
    appendHeader(prompt.text, cursor.language, cursor.before.substr(0, start), budget.header);
    prompt.contextBytes = prompt.text.size();

    prompt.text.append(cursor.before.substr(start));
    if (form == Prompt::Form::FillIn) {
        const std::size_t hole = std::max(start, anchoredHole(cursor.before, budget.holeStep));
        prompt.hole = prompt.contextBytes + hole - start;
        prompt.after = behindHole(cursor.after, budget.behindHole);
    }
    return prompt;
}

} // namespace gatewright::completion
