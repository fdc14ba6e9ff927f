// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/decode/draft/drafter.h"

#include <QByteArray>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace gatewright::decode {

// What the model said last behind two tokens, and behind one: the likeliest next tokens of each row that was
// verified, rows that were thrown away included (token recycling, Luo et al. 2024, with a key of two tokens).
//
// Of fixed size: a new row replaces the one of its key, or of the four that may share its place the one that
// was written first. For one thread at a time; bound to one model.
class RecyclingTable
{
public:
    struct Entry
    {
        TokenId before = kNone; // kNone: the key is `last` alone
        TokenId last = kNone;
        std::uint32_t written = 0;
        std::uint8_t count = 0;
        std::array<std::uint8_t, RowTop::most> behind{}; // logits behind the first, in sixteenths
        std::array<TokenId, RowTop::most> tokens{};

        [[nodiscard]] double logitBehind(std::size_t rank) const { return behind[rank] / 16.0; }
    };

    static constexpr TokenId kNone = -1;
    static constexpr std::size_t mostEntries = 65'536; // 3.5 MB

    RecyclingTable();

    void put(TokenId before, TokenId last, const RowTop &top);
    // Null when there is none. `before` may be kNone.
    [[nodiscard]] const Entry *find(TokenId before, TokenId last) const;

    // Every row whose key stands in these tokens.
    void erase(std::span<const TokenId> tokens);
    void clear();
    [[nodiscard]] std::size_t size() const { return m_size; }

    // The rows, oldest first. restore() takes what it can use: Corrupt, and nothing changed, for bytes that
    // save() did not make or with tokens outside the vocabulary.
    [[nodiscard]] QByteArray save() const;
    [[nodiscard]] Result<void> restore(const QByteArray &bytes, std::size_t vocabularySize);

private:
    static constexpr std::size_t kWays = 4;

    [[nodiscard]] std::span<Entry> setOf(TokenId before, TokenId last);
    void store(const Entry &entry);
    void remove(TokenId before, TokenId last);

    std::vector<Entry> m_entries;
    std::size_t m_size = 0;
    std::uint32_t m_clock = 0;
};

} // namespace gatewright::decode
