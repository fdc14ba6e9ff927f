// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/amx_emulator/amx_instruction.h"

#include <cstddef>
#include <cstdint>

namespace gatewright::test {

// Why an instruction is refused: what the SDM answers with #GP or #UD.
enum class AmxFault : std::uint8_t {
    None,
    NotConfigured,  // a tile is used before LDTILECFG
    UnknownPalette, // other than 0 and 1
    ReservedBytes,  // of the configuration, not nought
    TooManyRows,    // more than 16
    TooManyColumns, // more than 64 bytes
    HalfAShape,     // rows without columns or the other way round
    UnusedTile,     // one that the configuration leaves out
    BrokenColumns,  // bytes of a row that are no multiple of 4
    StartRow,       // beyond the tile
    SameTile,       // two operands of a product
    ShapesDisagree  // of the operands of a product
};

[[nodiscard]] const char *amxFaultName(AmxFault fault);

// The tiles of one thread and what the instructions do to them. An instruction that is refused changes
// nothing.
class AmxState
{
public:
    static constexpr int kTiles = 8;
    static constexpr int kRows = 16;
    static constexpr int kRowBytes = 64;

    // 64 bytes, as LDTILECFG reads and STTILECFG writes them.
    [[nodiscard]] AmxFault configure(const std::uint8_t *bytes);
    void storeConfiguration(std::uint8_t *bytes) const;
    void release();

    [[nodiscard]] AmxFault zero(int tile);
    // Row i lies at `memory` + i * stride.
    [[nodiscard]] AmxFault load(int tile, const std::uint8_t *memory, std::int64_t stride);
    [[nodiscard]] AmxFault store(int tile, std::uint8_t *memory, std::int64_t stride);
    [[nodiscard]] AmxFault multiply(AmxOperation product, int sums, int first, int second);

    [[nodiscard]] bool isConfigured() const { return m_palette != 0; }

private:
    struct Tile
    {
        std::uint8_t rows = 0;
        std::uint16_t columnBytes = 0;
        std::uint8_t bytes[kRows][kRowBytes] = {};

        void clear(int firstRow);
    };

    [[nodiscard]] AmxFault check(int tile) const;
    [[nodiscard]] AmxFault checkMove(int tile) const;

    std::uint8_t m_palette = 0;
    std::uint8_t m_startRow = 0;
    Tile m_tiles[kTiles];
};

} // namespace gatewright::test
