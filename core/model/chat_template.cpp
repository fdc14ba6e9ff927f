// SPDX-License-Identifier: Apache-2.0
#include "core/model/chat_template.h"

#include <string>
#include <utility>

namespace gatewright::model {

namespace {

constexpr std::string_view kTurnBegin = "<|im_start|>";
constexpr std::string_view kTurnEnd = "<|im_end|>";
constexpr std::string_view kHeaderBegin = "<|start_header_id|>";
constexpr std::string_view kHeaderEnd = "<|end_header_id|>";
constexpr std::string_view kHeaderTurnEnd = "<|eot_id|>";
constexpr std::string_view kInstruction = "### Instruction:\n";
constexpr std::string_view kDeepSeekEnd = "<|EOT|>";

// Writes a prompt: control tokens by their names, everything else as text.
class Writer
{
public:
    explicit Writer(const Tokenizer &tokenizer)
        : m_tokenizer(tokenizer)
    {
        if (tokenizer.beginOfText() >= 0)
            m_tokens.push_back(tokenizer.beginOfText());
    }

    void control(std::string_view name) { m_tokens.push_back(m_tokenizer.controlToken(name)); }
    void text(std::string_view text)
    {
        const std::vector<TokenId> tokens = m_tokenizer.encode(text, Specials::AsText);
        m_tokens.insert(m_tokens.end(), tokens.begin(), tokens.end());
    }
    [[nodiscard]] std::vector<TokenId> take() { return std::move(m_tokens); }

private:
    const Tokenizer &m_tokenizer;
    std::vector<TokenId> m_tokens;
};

void writeTurn(Writer &writer, std::string_view role, std::string_view text)
{
    writer.control(kTurnBegin);
    writer.text(std::string(role).append("\n").append(text));
    writer.control(kTurnEnd);
    writer.text("\n");
}

void writeHeader(Writer &writer, std::string_view role)
{
    writer.control(kHeaderBegin);
    writer.text(role);
    writer.control(kHeaderEnd);
}

void writeHeaderTurn(Writer &writer, std::string_view role, std::string_view text)
{
    writeHeader(writer, role);
    writer.text(std::string("\n\n").append(text));
    writer.control(kHeaderTurnEnd);
}

std::string llama2Text(std::string_view system, std::string_view request)
{
    std::string text = "[INST] ";
    if (!system.empty())
        text.append("<<SYS>>\n").append(system).append("\n<</SYS>>\n\n");
    return text.append(request).append(" [/INST]");
}

std::string deepSeekText(std::string_view system, std::string_view request)
{
    std::string text(system);
    if (!text.empty())
        text += '\n';
    return text.append(kInstruction).append(request).append("\n### Response:\n");
}

std::string plainText(std::string_view system, std::string_view request)
{
    return std::string(system).append(system.empty() ? "" : "\n\n").append(request);
}

bool knows(const Tokenizer &tokenizer, std::string_view name)
{
    return tokenizer.chatTemplate().find(name) != std::string::npos && tokenizer.controlToken(name) >= 0;
}

} // namespace

ChatFormat chatFormatOf(const Tokenizer &tokenizer)
{
    const std::string &text = tokenizer.chatTemplate();
    if (knows(tokenizer, kTurnBegin) && tokenizer.controlToken(kTurnEnd) >= 0)
        return ChatFormat::ChatMl;
    if (knows(tokenizer, kHeaderBegin) && knows(tokenizer, kHeaderEnd) && knows(tokenizer, kHeaderTurnEnd))
        return ChatFormat::Llama3;
    if (text.find("### Instruction:") != std::string::npos && knows(tokenizer, kDeepSeekEnd))
        return ChatFormat::DeepSeek;
    return text.find("[INST]") != std::string::npos ? ChatFormat::Llama2 : ChatFormat::Plain;
}

QLatin1String chatFormatName(ChatFormat format)
{
    switch (format) {
    case ChatFormat::ChatMl:
        return QLatin1String("chatml");
    case ChatFormat::Llama2:
        return QLatin1String("llama-2");
    case ChatFormat::Llama3:
        return QLatin1String("llama-3");
    case ChatFormat::DeepSeek:
        return QLatin1String("deepseek-coder");
    case ChatFormat::Plain:
        break;
    }
    return QLatin1String("plain");
}

std::vector<TokenId> chatPrompt(const Tokenizer &tokenizer, ChatFormat format, std::string_view system,
                                std::string_view request, std::string_view answer)
{
    Writer writer(tokenizer);
    switch (format) {
    case ChatFormat::ChatMl:
        if (!system.empty())
            writeTurn(writer, "system", system);
        writeTurn(writer, "user", request);
        writer.control(kTurnBegin);
        writer.text(std::string("assistant\n").append(answer));
        break;
    case ChatFormat::Llama3:
        if (!system.empty())
            writeHeaderTurn(writer, "system", system);
        writeHeaderTurn(writer, "user", request);
        writeHeader(writer, "assistant");
        writer.text(std::string("\n\n").append(answer));
        break;
    case ChatFormat::Llama2:
        writer.text(llama2Text(system, request).append(answer.empty() ? "" : " ").append(answer));
        break;
    case ChatFormat::DeepSeek:
        writer.text(deepSeekText(system, request).append(answer));
        break;
    case ChatFormat::Plain:
        writer.text(plainText(system, request).append(answer));
        break;
    }
    return writer.take();
}

TokenId chatEnd(const Tokenizer &tokenizer, ChatFormat format)
{
    switch (format) {
    case ChatFormat::ChatMl:
        return tokenizer.controlToken(kTurnEnd);
    case ChatFormat::Llama3:
        return tokenizer.controlToken(kHeaderTurnEnd);
    case ChatFormat::DeepSeek:
        return tokenizer.controlToken(kDeepSeekEnd);
    case ChatFormat::Llama2:
    case ChatFormat::Plain:
        break;
    }
    return tokenizer.endOfText();
}

} // namespace gatewright::model
