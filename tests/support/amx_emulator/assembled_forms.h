// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>

namespace gatewright::test {

// An instruction that the assembler made, with what was written in its source.
struct AssembledForm
{
    const std::uint8_t *code;
    std::uint8_t bytes;
    std::uint8_t operation; // AmxOperation
    std::int8_t tile;
    std::int8_t first;
    std::int8_t second;
    std::int8_t base; // as in AmxAddress
    std::int8_t index;
    std::int8_t shift;
    std::int32_t displacement;
    std::int32_t padding;
};
static_assert(sizeof(AssembledForm) == 24);

// Thousands of operand forms of every instruction.
[[nodiscard]] std::span<const AssembledForm> assembledForms();
// Neighbours of these instructions that are none of them.
[[nodiscard]] std::span<const AssembledForm> otherInstructions();

} // namespace gatewright::test
