// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/kernels/kernel_table.h"

#include <cstddef>
#include <cstdint>

// Whether the kernels with AMX may be used, and from how many rows on they pay. x86-64 and Linux only.
namespace gatewright::model {

// The rows of activations from which a table of kAmxKernels uses tiles; narrower products are those of
// avx512-vnni.
inline constexpr std::size_t kAmxWidths[] = {4, 8, 12, 16};
inline constexpr std::size_t kAmxWidthCount = sizeof kAmxWidths / sizeof kAmxWidths[0];
extern const KernelTable kAmxKernels[kAmxWidthCount];

// What a program must ask before it touches a tile.
struct AmxProcessor
{
    bool (
        *hasInstructions)(); // CPUID: tiles of 16 rows of 64 bytes, eight of them, products of 8-bit integers
    bool (*systemSavesTiles)(); // XCR0
    bool (*systemPermits)();    // asks for the permission, which holds for the process and its threads
};
[[nodiscard]] const AmxProcessor &thisAmxProcessor();

enum class AmxState : std::uint8_t {
    Absent,       // the processor has none
    NotSaved,     // the system does not save the tiles
    NotPermitted, // the system refuses them to this process
    Wrong,        // a product differed from the reference
    Slow,         // right, but never faster than AVX-512 here; the table is there to be forced
    Good
};

struct AmxChoice
{
    AmxState state = AmxState::Absent;
    const KernelTable *table = nullptr; // for Slow and Good
};

// Asks in that order, compares small products of every type of weights with the scalar table, and measures
// (some milliseconds) which width pays. A line in the log when AMX is there and cannot be used.
[[nodiscard]] AmxChoice chooseAmxKernels(const AmxProcessor &processor);

// Whether `table` gives the scalar table's bits for small products of every type of quantised weights.
[[nodiscard]] bool agreesWithScalar(const KernelTable &table);

// The index of the smallest width from which on no wide product took longer than the narrow one;
// kAmxWidthCount when there is none. Times of a product of kAmxWidths[i] rows.
[[nodiscard]] std::size_t firstWidthThatPays(const std::int64_t (&wide)[kAmxWidthCount],
                                             const std::int64_t (&narrow)[kAmxWidthCount]);

} // namespace gatewright::model
