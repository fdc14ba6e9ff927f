// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

// The instructions of AMX-TILE and AMX-INT8 as Intel's SDM encodes them (volume 2, chapter "Instruction set
// reference"): three-byte VEX, opcode map 0F38, VEX.128.W0.
namespace gatewright::test {

enum class AmxOperation : std::uint8_t {
    LoadConfiguration,  // LDTILECFG
    StoreConfiguration, // STTILECFG
    Release,            // TILERELEASE
    Zero,               // TILEZERO
    Load,               // TILELOADD and TILELOADDT1
    Store,              // TILESTORED
    SignedBySigned,     // TDPBSSD
    SignedByUnsigned,   // TDPBSUD
    UnsignedBySigned,   // TDPBUSD
    UnsignedByUnsigned  // TDPBUUD
};

// General registers have their numbers of the encoding: rax 0, rcx, rdx, rbx, rsp, rbp, rsi, rdi, r8 ... r15.
struct AmxAddress
{
    static constexpr int kNone = -1;
    static constexpr int kNextInstruction = 16; // RIP behind the instruction

    int base = kNone;
    int index = kNone;
    int shift = 0; // the index is multiplied by 2^shift
    std::int32_t displacement = 0;

    bool operator==(const AmxAddress &) const = default;
};

struct AmxInstruction
{
    AmxOperation operation = AmxOperation::Release;
    std::size_t bytes = 0;
    int tile = 0;   // ModRM.reg: what is written, or stored
    int first = 0;  // ModRM.rm: the left operand of a product
    int second = 0; // VEX.vvvv: the right operand
    AmxAddress address;

    bool operator==(const AmxInstruction &) const = default;
};

// nullopt for everything else, and for what the processor takes for undefined. Reads no further than the
// instruction goes.
[[nodiscard]] std::optional<AmxInstruction> decodeAmx(const std::uint8_t *code);

} // namespace gatewright::test
