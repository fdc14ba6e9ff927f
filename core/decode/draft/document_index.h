// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/decode/draft/suffix_index.h"

#include <cstddef>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace gatewright::decode {

// The texts that stay from one request to the next: files of the project, accepted suggestions. Each has a
// key, under which it is replaced and erased; what is erased is gone from memory at once. The newest count as
// the most recent. For one thread at a time.
class DocumentIndex
{
public:
    // When the texts together would have more tokens than this, the oldest go.
    explicit DocumentIndex(std::size_t mostTokens = 3'000'000);

    // Replaces a text of the same key; one without tokens is none. A text beyond the limit is cut off there.
    void put(std::string_view key, std::span<const TokenId> tokens);
    // False when there is none.
    bool erase(std::string_view key);
    // All whose keys begin so; how many there were.
    std::size_t eraseAll(std::string_view keyPrefix);

    [[nodiscard]] std::vector<std::string> keys(std::string_view keyPrefix) const;
    [[nodiscard]] bool contains(std::string_view key) const;
    [[nodiscard]] std::vector<TokenId> tokensOf(std::string_view key) const;
    [[nodiscard]] std::size_t documents() const { return m_documents.size(); }
    [[nodiscard]] std::size_t tokens() const { return m_live; }
    [[nodiscard]] std::size_t dropped() const { return m_dropped; } // texts that went for lack of room
    [[nodiscard]] std::size_t bytes() const { return m_index.bytes(); }

    // Whether much of the memory is that of erased texts; tidy() gives it back: about a microsecond a token.
    // False when it was stopped; then nothing changed.
    [[nodiscard]] bool isUntidy() const;
    bool tidy(std::stop_token stop);
    // Makes room for so many more tokens at once.
    void reserve(std::size_t tokens);

    [[nodiscard]] const SuffixIndex &index() const { return m_index; }

private:
    struct Place
    {
        std::size_t begin = 0;
        std::size_t length = 0;
    };

    void makeRoom(std::size_t tokens);
    [[nodiscard]] static SuffixIndex emptyIndex();
    // Keys in the order of their texts.
    [[nodiscard]] std::vector<std::string> inOrder() const;

    std::size_t m_mostTokens;
    SuffixIndex m_index;
    std::unordered_map<std::string, Place> m_documents;
    std::size_t m_live = 0;
    std::size_t m_dropped = 0;
};

} // namespace gatewright::decode
