// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/tokenizer.h"
#include "tests/support/gguf_builder.h"

#include <QString>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

namespace gatewright::test {

// A tokenizer for tests without a model: 0 <|endoftext|>, 1 <|im_end|>, then a token for each byte, then one
// for each of the given words and for the beginnings that their merges need.
class SmallVocabulary
{
public:
    static constexpr model::TokenId kFirstByte = 2;

    explicit SmallVocabulary(const std::vector<std::string> &words)
    {
        add("<|endoftext|>", 3);
        add("<|im_end|>", 3);
        for (int byte = 0; byte < 256; ++byte)
            add(letter(static_cast<std::uint8_t>(byte)), 1);
        for (const std::string &word : words)
            addWord(word);
    }

    // Writes the metadata keys of this vocabulary.
    void addTo(GgufBuilder &builder) const
    {
        builder.text("tokenizer.ggml.model", "gpt2").text("tokenizer.ggml.pre", "smollm");
        builder.texts("tokenizer.ggml.tokens", m_names).int32s("tokenizer.ggml.token_type", m_types);
        builder.texts("tokenizer.ggml.merges", m_merges);
    }

    // Null when the vocabulary is wrong, which a test should notice.
    [[nodiscard]] std::unique_ptr<model::Tokenizer> tokenizer() const
    {
        GgufBuilder builder;
        addTo(builder);
        const QByteArray bytes = builder.bytes();
        const auto file = tensors::GgufFile::parse(
            std::as_bytes(std::span(bytes.constData(), static_cast<std::size_t>(bytes.size()))),
            QStringLiteral("small vocabulary"));
        if (!file)
            return nullptr;
        auto tokenizer = model::Tokenizer::create(**file);
        return tokenizer ? std::move(*tokenizer) : nullptr;
    }

private:
    // GPT-2's letter for a byte.
    static QByteArray letter(std::uint8_t byte)
    {
        const auto isOwnLetter = [](unsigned value) {
            return (value >= 0x21 && value <= 0x7e) || (value >= 0xa1 && value <= 0xac) || value >= 0xae;
        };
        if (isOwnLetter(byte))
            return QString(QChar(char16_t{byte})).toUtf8();
        char16_t codePoint = 0x100;
        for (unsigned other = 0; other < byte; ++other)
            codePoint = static_cast<char16_t>(codePoint + (isOwnLetter(other) ? 0 : 1));
        return QString(QChar(codePoint)).toUtf8();
    }

    void add(const QByteArray &name, std::int32_t type)
    {
        m_names.push_back(name);
        m_types.push_back(type);
    }

    void addWord(const std::string &word)
    {
        QByteArray name = letter(static_cast<std::uint8_t>(word[0]));
        for (std::size_t i = 1; i < word.size(); ++i) {
            const QByteArray next = letter(static_cast<std::uint8_t>(word[i]));
            const QByteArray joined = name + next;
            if (std::ranges::find(m_names, joined) == m_names.end()) {
                m_merges.push_back(name + ' ' + next);
                add(joined, 1);
            }
            name = joined;
        }
    }

    std::vector<QByteArray> m_names;
    std::vector<std::int32_t> m_types;
    std::vector<QByteArray> m_merges;
};

} // namespace gatewright::test
