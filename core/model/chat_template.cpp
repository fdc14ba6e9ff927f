// SPDX-License-Identifier: Apache-2.0
#include "core/model/chat_template.h"

#include <string>

namespace gatewright::model {

namespace {

constexpr std::string_view kTurnBegin = "<|im_start|>";
constexpr std::string_view kTurnEnd = "<|im_end|>";

void append(std::vector<TokenId> &tokens, const std::vector<TokenId> &more)
{
    tokens.insert(tokens.end(), more.begin(), more.end());
}

void appendTurn(std::vector<TokenId> &tokens, const Tokenizer &tokenizer, std::string_view role,
                std::string_view text)
{
    tokens.push_back(tokenizer.controlToken(kTurnBegin));
    append(tokens, tokenizer.encode(std::string(role).append("\n").append(text), Specials::AsText));
    tokens.push_back(tokenizer.controlToken(kTurnEnd));
    append(tokens, tokenizer.encode("\n", Specials::AsText));
}

std::string llama2Text(std::string_view system, std::string_view request)
{
    std::string text = "[INST] ";
    if (!system.empty())
        text.append("<<SYS>>\n").append(system).append("\n<</SYS>>\n\n");
    return text.append(request).append(" [/INST]");
}

} // namespace

ChatFormat chatFormatOf(const Tokenizer &tokenizer)
{
    const std::string &text = tokenizer.chatTemplate();
    if (text.find(kTurnBegin) != std::string::npos && tokenizer.controlToken(kTurnBegin) >= 0 &&
        tokenizer.controlToken(kTurnEnd) >= 0)
        return ChatFormat::ChatMl;
    return text.find("[INST]") != std::string::npos ? ChatFormat::Llama2 : ChatFormat::Plain;
}

QLatin1String chatFormatName(ChatFormat format)
{
    switch (format) {
    case ChatFormat::ChatMl:
        return QLatin1String("chatml");
    case ChatFormat::Llama2:
        return QLatin1String("llama-2");
    case ChatFormat::Plain:
        break;
    }
    return QLatin1String("plain");
}

std::vector<TokenId> chatPrompt(const Tokenizer &tokenizer, ChatFormat format, std::string_view system,
                                std::string_view request)
{
    std::vector<TokenId> tokens;
    if (tokenizer.beginOfText() >= 0)
        tokens.push_back(tokenizer.beginOfText());
    switch (format) {
    case ChatFormat::ChatMl:
        if (!system.empty())
            appendTurn(tokens, tokenizer, "system", system);
        appendTurn(tokens, tokenizer, "user", request);
        tokens.push_back(tokenizer.controlToken(kTurnBegin));
        append(tokens, tokenizer.encode("assistant\n", Specials::AsText));
        break;
    case ChatFormat::Llama2:
        append(tokens, tokenizer.encode(llama2Text(system, request), Specials::AsText));
        break;
    case ChatFormat::Plain: {
        const std::string between = system.empty() ? "" : "\n\n";
        append(tokens,
               tokenizer.encode(std::string(system).append(between).append(request), Specials::AsText));
        break;
    }
    }
    return tokens;
}

TokenId chatEnd(const Tokenizer &tokenizer, ChatFormat format)
{
    return format == ChatFormat::ChatMl ? tokenizer.controlToken(kTurnEnd) : tokenizer.endOfText();
}

} // namespace gatewright::model
