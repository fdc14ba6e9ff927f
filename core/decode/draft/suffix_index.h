// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/token.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace gatewright::decode {

using model::TokenId;

// The end of a text as matching sees it: its last token first. At most as long as a match can be.
class RecentTokens
{
public:
    static constexpr std::size_t most = 32;

    void clear() { m_count = 0; }
    // Adds the token before the ones that are there; nothing when it is full.
    void addBefore(TokenId token)
    {
        if (m_count < most)
            m_tokens[m_count++] = token;
    }
    // As many as fit of the text's end.
    void addBefore(std::span<const TokenId> text)
    {
        for (std::size_t i = text.size(); i-- > 0 && m_count < most;)
            m_tokens[m_count++] = text[i];
    }
    [[nodiscard]] bool isFull() const { return m_count == most; }
    [[nodiscard]] std::span<const TokenId> tokens() const { return std::span(m_tokens).first(m_count); }

private:
    std::array<TokenId, most> m_tokens;
    std::size_t m_count = 0;
};

// Where a text went on before: finds the places of a growing token sequence whose past is the end of a given
// text, longest match and newest first, so that what followed there can be counted.
//
// For each of a few lengths k (the orders) every place is chained to the one before it with the same last k
// tokens, so that memory is a constant for each token (4 bytes, and about 7 for each order), a token comes or
// goes in constant time, and a lookup walks one chain an order, the longest first. A suffix automaton with
// counts knows the same at five times the memory and cannot forget. What a lookup gives is capped (newest
// places first), so that it costs microseconds in a text of any size; counts are those of what it gives.
//
// For one thread at a time.
class SuffixIndex
{
public:
    // Ends the texts before and after it: no match reaches across. Stands in the place of erased tokens too.
    static constexpr TokenId kBreak = -1;

    struct Settings
    {
        std::array<std::uint8_t, 3> orders{2, 4, 8}; // ascending; 0 is none
        std::size_t mostMatches = 48;                // that a lookup gives
        std::size_t mostSteps = 192;                 // along one chain
    };

    struct Match
    {
        std::uint32_t next = 0;   // the place of the token that followed
        std::uint16_t length = 0; // how many tokens before it are the end of the text
    };

    static constexpr std::size_t mostTokens = std::size_t{1} << 31;

    explicit SuffixIndex(Settings settings);

    // Makes room for so many tokens at once instead of step by step.
    void reserve(std::size_t tokens);
    // Beyond mostTokens nothing is added.
    void append(TokenId token);
    void append(std::span<const TokenId> tokens);
    // Forgets all but the first `size` tokens, newest first.
    void truncate(std::size_t size);
    // Overwrites the tokens with breaks: they are found no more and are in no byte of this any more.
    void erase(std::size_t begin, std::size_t end);

    [[nodiscard]] std::size_t size() const { return m_tokens.size(); }
    [[nodiscard]] std::span<const TokenId> tokens() const { return m_tokens; }
    // kBreak at the end.
    [[nodiscard]] TokenId at(std::size_t place) const
    {
        return place < m_tokens.size() ? m_tokens[place] : kBreak;
    }

    // Adds to `matches` the places behind which the text `recent` can go on, by chains of at least this
    // order.
    void find(std::span<const TokenId> recent, std::vector<Match> &matches, std::size_t leastOrder = 1) const;

    [[nodiscard]] std::size_t bytes() const;

private:
    static constexpr std::uint32_t kNone = 0xffffffff;

    struct Chain
    {
        std::size_t order = 0;
        std::vector<std::uint32_t> previous; // by place: the place before it in its chain
        std::vector<std::uint32_t> heads;    // by hash: the newest place
    };

    [[nodiscard]] std::size_t bucketOf(const Chain &chain, std::size_t place) const;
    [[nodiscard]] std::size_t runAt(std::size_t place) const;
    [[nodiscard]] std::size_t commonLength(std::size_t place, std::span<const TokenId> recent) const;
    void grow();
    void link(std::size_t place);
    void rebuild(unsigned bits);

    Settings m_settings;
    std::vector<TokenId> m_tokens;
    std::vector<Chain> m_chains;
    std::size_t m_run = 0; // tokens since the last break
    unsigned m_bucketBits = 0;
};

} // namespace gatewright::decode
