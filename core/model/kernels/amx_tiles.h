// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

// The tile registers of AMX as far as matmul_amx.h needs them. Own assembly: GCC 12's intrinsics tell the
// compiler that a configuration is eight bytes and a tile none, so that the rest is never written to memory.
namespace gatewright::model {
namespace {

inline constexpr std::size_t kTileRows = 16;     // of a tile register
inline constexpr std::size_t kTileRowBytes = 64; // of a row in it

// What LDTILECFG reads (Intel SDM, volume 1, "Tile architecture"): each tile's shape, the rest nought.
struct alignas(64) TileConfiguration
{
    std::uint8_t palette = 1;
    std::uint8_t startRow = 0;
    std::uint8_t reserved[14] = {};
    std::uint16_t columnBytes[16] = {};
    std::uint8_t rows[16] = {};
};
static_assert(sizeof(TileConfiguration) == 64);

#define GW_INLINE [[gnu::always_inline]] static inline

// A tile register is named by a constant. The thread must have configured its tiles; a shape that does not
// agree ends the process.
struct Tiles
{
    GW_INLINE void configure(const TileConfiguration &configuration)
    {
        asm volatile("ldtilecfg %0" : : "m"(configuration) : "memory");
    }
    // Back to the state in which the system need not save tiles and the core may sleep deeply.
    GW_INLINE void release() { asm volatile("tilerelease" : : : "memory"); }

    template <int Tile>
    GW_INLINE void clear()
    {
        asm volatile("tilezero %%tmm%c0" : : "i"(Tile));
    }
    // Row i is read from, or written to, `bytes` + i * stride.
    template <int Tile>
    GW_INLINE void load(const void *bytes, std::size_t stride)
    {
        asm volatile("tileloadd (%0,%1,1), %%tmm%c2" : : "r"(bytes), "r"(stride), "i"(Tile) : "memory");
    }
    template <int Tile>
    GW_INLINE void store(void *bytes, std::size_t stride)
    {
        asm volatile("tilestored %%tmm%c2, (%0,%1,1)" : : "r"(bytes), "r"(stride), "i"(Tile) : "memory");
    }
    // Sums[row][n] += the products of Signed[row][4 k + i] and Unsigned[k][4 n + i] over all k and i.
    template <int Sums, int Signed, int Unsigned>
    GW_INLINE void addProducts()
    {
        asm volatile("tdpbsud %%tmm%c2, %%tmm%c1, %%tmm%c0" : : "i"(Sums), "i"(Signed), "i"(Unsigned));
    }
};

#undef GW_INLINE

} // namespace
} // namespace gatewright::model
