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

// What the model said last behind three tokens, two and one: the likeliest next tokens of each row that it
// computed, rows that were thrown away included (token recycling, Luo et al. 2024, with longer keys).
//
// Of fixed size: a new row replaces the one of its key, or of the four that may share its place the one that
// was written first. For one thread at a time; bound to one model.
class RecyclingTable
{
public:
    static constexpr std::size_t longestKey = 3;
    static constexpr std::size_t mostEntries = 131'072; // 7 MB

    struct Entry
    {
        std::uint64_t key = 0; // 0 is none
        std::uint32_t written = 0;
        std::uint8_t count = 0;
        std::array<std::uint8_t, RowTop::most> behind{}; // logits behind the first, in sixteenths
        std::array<TokenId, RowTop::most> tokens{};

        [[nodiscard]] double logitBehind(std::size_t rank) const { return behind[rank] / 16.0; }
    };
    struct Found
    {
        const Entry *entry = nullptr; // may be null
        std::size_t keyLength = 0;
    };

    RecyclingTable();

    // `recent` is the text before the row, its last token first.
    void put(std::span<const TokenId> recent, const RowTop &top);
    // By the longest key that is known.
    [[nodiscard]] Found find(std::span<const TokenId> recent) const;

    // Every row whose key stands in these tokens.
    void erase(std::span<const TokenId> tokens);
    void clear();
    [[nodiscard]] std::size_t size() const { return m_size; }

    // The rows, oldest first. restore() is Corrupt, and nothing changed, for bytes that save() did not make
    // or with tokens outside the vocabulary.
    [[nodiscard]] QByteArray save() const;
    [[nodiscard]] Result<void> restore(const QByteArray &bytes, std::size_t vocabularySize);

private:
    static constexpr std::size_t kWays = 4;

    [[nodiscard]] static std::uint64_t keyOf(std::span<const TokenId> recent);
    [[nodiscard]] static std::size_t setOf(std::uint64_t key);
    [[nodiscard]] const Entry *find(std::uint64_t key) const;
    void store(const Entry &entry);

    std::vector<Entry> m_entries;
    std::size_t m_size = 0;
    std::uint32_t m_clock = 0;
};

} // namespace gatewright::decode
