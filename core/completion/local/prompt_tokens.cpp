// SPDX-License-Identifier: Apache-2.0
#include "core/completion/local/prompt_tokens.h"

#include "core/model/chat_template.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

namespace gatewright::completion {

namespace {

using model::Specials;
using model::TextPart;
using model::TokenId;
using Tokens = std::vector<TokenId>;

void append(Tokens &tokens, const Tokens &more)
{
    tokens.insert(tokens.end(), more.begin(), more.end());
}

// The end of a text, as much as there is room for.
void cutFront(Tokens &tokens, std::size_t room)
{
    if (tokens.size() <= room)
        return;
    const std::size_t excess = (tokens.size() - room + promptCutStep - 1) / promptCutStep * promptCutStep;
    // Where steps are too coarse, something is better than nothing.
    const std::size_t most = tokens.size() - std::min<std::size_t>(room, 1);
    tokens.erase(tokens.begin(), tokens.begin() + static_cast<std::ptrdiff_t>(std::min(excess, most)));
}

Tokens begun(const model::Tokenizer &tokenizer)
{
    return tokenizer.beginOfText() >= 0 ? Tokens{tokenizer.beginOfText()} : Tokens();
}

decode::HealedPrompt goOn(const model::Tokenizer &tokenizer, std::string_view text, std::size_t room)
{
    decode::HealedPrompt prompt;
    prompt.tokens = begun(tokenizer);
    decode::HealedPrompt healed = decode::healPrompt(tokenizer, text);
    cutFront(healed.tokens, room - std::min(room, prompt.tokens.size()));
    append(prompt.tokens, healed.tokens);
    prompt.required = std::move(healed.required);
    return prompt;
}

decode::HealedPrompt fillIn(const model::Tokenizer &tokenizer, const Prompt &prompt, std::size_t room)
{
    const model::FillInTheMiddle &marks = tokenizer.fillInTheMiddle();
    const std::string_view text = prompt.text;
    const std::size_t hole = std::min(prompt.hole, text.size());
    decode::HealedPrompt filled;
    filled.tokens = begun(tokenizer);
    Tokens before = tokenizer.encode(text.substr(0, hole), Specials::AsText);
    Tokens after = tokenizer.encode(prompt.after, Specials::AsText, TextPart::Inside);
    decode::HealedPrompt middle = decode::healPrompt(tokenizer, text.substr(hole), TextPart::Inside);

    // What was typed last is worth most, and what follows is worth at most a third.
    room -= std::min(room, filled.tokens.size() + 3);
    after.resize(std::min(after.size(), room / 3));
    cutFront(middle.tokens, room - after.size());
    cutFront(before, room - after.size() - std::min(room - after.size(), middle.tokens.size()));

    filled.tokens.push_back(marks.prefix);
    append(filled.tokens, before);
    filled.tokens.push_back(marks.suffix);
    append(filled.tokens, after);
    filled.tokens.push_back(marks.middle);
    append(filled.tokens, middle.tokens);
    filled.required = std::move(middle.required);
    return filled;
}

} // namespace

decode::HealedPrompt promptTokens(const model::Tokenizer &tokenizer, const Prompt &prompt, std::size_t room)
{
    switch (prompt.form) {
    case Prompt::Form::FillIn:
        if (tokenizer.fillInTheMiddle().isComplete())
            return fillIn(tokenizer, prompt, room);
        break;
    case Prompt::Form::Answer:
        return {model::chatPrompt(tokenizer, model::chatFormatOf(tokenizer), prompt.system, prompt.text,
                                  prompt.begun),
                {}};
    case Prompt::Form::GoOn:
        break;
    }
    return goOn(tokenizer, prompt.text, room);
}

} // namespace gatewright::completion
