// SPDX-License-Identifier: Apache-2.0
#include "tests/support/amx_emulator/amx_state.h"

#include <cstring>

namespace gatewright::test {

namespace {

// The configuration in memory (SDM, LDTILECFG, "Memory area layout").
constexpr int kBytes = 64;
constexpr int kColumns = 16; // words
constexpr int kRowCounts = 48;
constexpr int kReserved[][2] = {{2, 16}, {32, 48}, {56, 64}};

} // namespace

const char *amxFaultName(AmxFault fault)
{
    switch (fault) {
    case AmxFault::None:
        return "no fault";
    case AmxFault::NotConfigured:
        return "the tiles are not configured";
    case AmxFault::UnknownPalette:
        return "there is no such palette";
    case AmxFault::ReservedBytes:
        return "reserved bytes of the configuration are not nought";
    case AmxFault::TooManyRows:
        return "a tile has more than 16 rows";
    case AmxFault::TooManyColumns:
        return "a tile has rows of more than 64 bytes";
    case AmxFault::HalfAShape:
        return "a tile has rows without columns or columns without rows";
    case AmxFault::UnusedTile:
        return "the configuration leaves this tile out";
    case AmxFault::BrokenColumns:
        return "the rows of the tile are no whole words";
    case AmxFault::StartRow:
        return "the start row lies beyond the tile";
    case AmxFault::SameTile:
        return "a product needs three tiles";
    case AmxFault::ShapesDisagree:
        return "the shapes of a product's tiles do not agree";
    }
    return "?";
}

void AmxState::Tile::clear(int firstRow)
{
    for (int row = firstRow; row < kRows; ++row)
        std::memset(bytes[row], 0, kRowBytes);
}

AmxFault AmxState::configure(const std::uint8_t *bytes)
{
    AmxState next;
    next.m_palette = bytes[0];
    next.m_startRow = bytes[1];
    if (next.m_palette == 0) {
        *this = AmxState();
        return AmxFault::None;
    }
    if (next.m_palette != 1)
        return AmxFault::UnknownPalette;
    for (const auto &[first, last] : kReserved)
        for (int i = first; i < last; ++i)
            if (bytes[i] != 0)
                return AmxFault::ReservedBytes;
    for (int i = 0; i < kTiles; ++i) {
        Tile &tile = next.m_tiles[i];
        std::memcpy(&tile.columnBytes, bytes + kColumns + 2 * i, sizeof tile.columnBytes);
        tile.rows = bytes[kRowCounts + i];
        if (tile.rows > kRows)
            return AmxFault::TooManyRows;
        if (tile.columnBytes > kRowBytes)
            return AmxFault::TooManyColumns;
        if ((tile.rows == 0) != (tile.columnBytes == 0))
            return AmxFault::HalfAShape;
    }
    *this = next;
    return AmxFault::None;
}

void AmxState::storeConfiguration(std::uint8_t *bytes) const
{
    std::memset(bytes, 0, kBytes);
    if (!isConfigured())
        return;
    bytes[0] = m_palette;
    bytes[1] = m_startRow;
    for (int i = 0; i < kTiles; ++i) {
        std::memcpy(bytes + kColumns + 2 * i, &m_tiles[i].columnBytes, sizeof m_tiles[i].columnBytes);
        bytes[kRowCounts + i] = m_tiles[i].rows;
    }
}

void AmxState::release()
{
    *this = AmxState();
}

AmxFault AmxState::check(int tile) const
{
    if (!isConfigured())
        return AmxFault::NotConfigured;
    return m_tiles[tile].rows == 0 ? AmxFault::UnusedTile : AmxFault::None;
}

AmxFault AmxState::checkMove(int tile) const
{
    if (const AmxFault fault = check(tile); fault != AmxFault::None)
        return fault;
    if (m_tiles[tile].columnBytes % 4 != 0)
        return AmxFault::BrokenColumns;
    return m_startRow >= m_tiles[tile].rows ? AmxFault::StartRow : AmxFault::None;
}

AmxFault AmxState::zero(int tile)
{
    if (const AmxFault fault = check(tile); fault != AmxFault::None)
        return fault;
    m_tiles[tile].clear(0);
    m_startRow = 0;
    return AmxFault::None;
}

AmxFault AmxState::load(int index, const std::uint8_t *memory, std::int64_t stride)
{
    if (const AmxFault fault = checkMove(index); fault != AmxFault::None)
        return fault;
    Tile &tile = m_tiles[index];
    tile.clear(m_startRow);
    for (int row = m_startRow; row < tile.rows; ++row)
        std::memcpy(tile.bytes[row], memory + row * stride, tile.columnBytes);
    m_startRow = 0;
    return AmxFault::None;
}

AmxFault AmxState::store(int index, std::uint8_t *memory, std::int64_t stride)
{
    if (const AmxFault fault = checkMove(index); fault != AmxFault::None)
        return fault;
    const Tile &tile = m_tiles[index];
    for (int row = m_startRow; row < tile.rows; ++row)
        std::memcpy(memory + row * stride, tile.bytes[row], tile.columnBytes);
    m_startRow = 0;
    return AmxFault::None;
}

// sums[m][n] += first[m][4 k + i] * second[k][4 n + i] over all k and i, as 32 bits that wrap around.
AmxFault AmxState::multiply(AmxOperation product, int sums, int first, int second)
{
    if (sums == first || first == second || sums == second)
        return AmxFault::SameTile;
    for (const int tile : {sums, first, second}) {
        if (const AmxFault fault = check(tile); fault != AmxFault::None)
            return fault;
        if (m_tiles[tile].columnBytes % 4 != 0)
            return AmxFault::BrokenColumns;
    }
    Tile &c = m_tiles[sums];
    const Tile &a = m_tiles[first];
    const Tile &b = m_tiles[second];
    if (c.rows != a.rows || a.columnBytes / 4 != b.rows || c.columnBytes != b.columnBytes)
        return AmxFault::ShapesDisagree;
    const bool firstSigned =
        product == AmxOperation::SignedBySigned || product == AmxOperation::SignedByUnsigned;
    const bool secondSigned =
        product == AmxOperation::SignedBySigned || product == AmxOperation::UnsignedBySigned;
    const auto number = [](std::uint8_t byte, bool isSigned) {
        return isSigned ? static_cast<std::int32_t>(static_cast<std::int8_t>(byte))
                        : static_cast<std::int32_t>(byte);
    };
    for (int m = 0; m < c.rows; ++m)
        for (int n = 0; n < c.columnBytes; n += 4) {
            std::uint32_t sum = 0;
            std::memcpy(&sum, c.bytes[m] + n, sizeof sum);
            for (int k = 0; k < b.rows; ++k)
                for (int i = 0; i < 4; ++i)
                    sum += static_cast<std::uint32_t>(number(a.bytes[m][4 * k + i], firstSigned) *
                                                      number(b.bytes[k][n + i], secondSigned));
            std::memcpy(c.bytes[m] + n, &sum, sizeof sum);
        }
    c.clear(c.rows);
    m_startRow = 0;
    return AmxFault::None;
}

} // namespace gatewright::test
