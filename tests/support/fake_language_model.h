// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/decode/language_model.h"
#include "core/model/tokenizer.h"

#include <functional>
#include <string>
#include <vector>

namespace gatewright::test {

// A model whose logits are a function of the tokens before them, with an account of what was asked of it.
class FakeLanguageModel : public decode::LanguageModel
{
public:
    using TokenId = model::TokenId;
    using LogitsFor = std::function<std::vector<float>(std::span<const TokenId>)>;

    FakeLanguageModel(std::size_t vocabularySize, std::size_t capacity, LogitsFor logitsFor)
        : m_vocabularySize(vocabularySize)
        , m_capacity(capacity)
        , m_logitsFor(std::move(logitsFor))
    {
    }

    // Writes `text` whatever the prompt: where the tokens so far are a beginning of it, it wants the longest
    // token that goes on with it; at its end, and off it, the end of the document.
    [[nodiscard]] static LogitsFor writing(const model::Tokenizer &tokenizer, std::string text)
    {
        return [&tokenizer, text = std::move(text)](std::span<const TokenId> tokens) {
            std::vector<float> logits(tokenizer.vocabularySize(), 0.0F);
            logits[static_cast<std::size_t>(tokenizer.endOfText())] = 1.0F;
            const std::string before = tokenizer.decode(tokens);
            if (!text.starts_with(before))
                return logits;
            const std::string_view rest = std::string_view(text).substr(before.size());
            for (std::size_t token = 0; token < logits.size(); ++token) {
                const std::string_view bytes = tokenizer.bytesOf(static_cast<TokenId>(token));
                if (!bytes.empty() && rest.starts_with(bytes) &&
                    !tokenizer.isControl(static_cast<TokenId>(token)))
                    logits[token] = 10.0F + static_cast<float>(bytes.size());
            }
            return logits;
        };
    }

    [[nodiscard]] std::size_t vocabularySize() const override { return m_vocabularySize; }
    [[nodiscard]] std::size_t capacity() const override { return m_capacity; }
    [[nodiscard]] std::span<const TokenId> tokens() const override { return m_tokens; }

    [[nodiscard]] Result<void> evaluate(std::span<const TokenId> tokens, std::stop_token stop) override
    {
        calls.emplace_back(tokens.begin(), tokens.end());
        m_logits.clear();
        for (const TokenId token : tokens) {
            if (stop.stop_requested())
                return makeError(ErrorCode::Cancelled, QStringLiteral("The evaluation was cancelled."));
            if (onToken) {
                if (auto result = onToken(token); !result)
                    return result;
            }
            m_tokens.push_back(token);
        }
        m_logits = m_logitsFor(m_tokens);
        return {};
    }

    [[nodiscard]] std::span<const float> logits() const override { return m_logits; }
    void truncate(std::size_t length) override { m_tokens.resize(length); }

    [[nodiscard]] std::size_t mostTreeNodes() const override { return treeNodes; }
    [[nodiscard]] Result<void> evaluateTree(std::span<const model::TreeNode> nodes,
                                            std::stop_token stop) override
    {
        m_tree.assign(nodes.begin(), nodes.end());
        m_treeLogits.clear();
        trees.push_back(m_tree);
        for (std::size_t node = 0; node < nodes.size(); ++node) {
            if (stop.stop_requested())
                return makeError(ErrorCode::Cancelled, QStringLiteral("The evaluation was cancelled."));
            if (onToken) {
                if (auto result = onToken(nodes[node].token); !result)
                    return result;
            }
            std::vector<TokenId> path;
            for (std::size_t at = node; at != model::TreeNode::kRoot; at = nodes[at].parent)
                path.insert(path.begin(), nodes[at].token);
            std::vector<TokenId> tokens = m_tokens;
            tokens.insert(tokens.end(), path.begin(), path.end());
            m_treeLogits.push_back(m_logitsFor(tokens));
        }
        return {};
    }
    [[nodiscard]] std::span<const float> treeLogits(std::size_t node) const override
    {
        return m_treeLogits[node];
    }
    void acceptPath(std::span<const std::size_t> path) override
    {
        for (const std::size_t node : path)
            m_tokens.push_back(m_tree[node].token);
        m_logits.clear();
    }

    std::size_t treeNodes = model::Context::kMaximumTreeNodes; // 0: verifies no drafts
    std::vector<std::vector<model::TreeNode>> trees;           // what evaluateTree() was given

    std::vector<std::vector<TokenId>> calls;      // what evaluate() was given, call by call
    std::function<Result<void>(TokenId)> onToken; // before each token; an error is the model's own

private:
    std::size_t m_vocabularySize;
    std::size_t m_capacity;
    LogitsFor m_logitsFor;
    std::vector<TokenId> m_tokens;
    std::vector<float> m_logits;
    std::vector<model::TreeNode> m_tree;
    std::vector<std::vector<float>> m_treeLogits;
};

} // namespace gatewright::test
