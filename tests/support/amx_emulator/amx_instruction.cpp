// SPDX-License-Identifier: Apache-2.0
#include "tests/support/amx_emulator/amx_instruction.h"

#include <cstring>

namespace gatewright::test {

namespace {

// The prefixes of three bytes that every one of these instructions has.
struct Vex
{
    int reg = 0; // the fourth bit of ModRM.reg, of the index and of the base
    int index = 0;
    int base = 0;
    int operand = 0; // vvvv as a number
    int prefix = 0;  // none, 66, F3, F2
};

enum Prefix : int { kNoPrefix = 0, k66 = 1, kF3 = 2, kF2 = 3 };

std::optional<Vex> readVex(const std::uint8_t *code)
{
    constexpr int kMap0F38 = 2;
    if (code[0] != 0xc4 || (code[1] & 0x1f) != kMap0F38)
        return std::nullopt;
    const bool wide = (code[2] & 0x80) != 0;
    const bool is256 = (code[2] & 0x04) != 0;
    if (wide || is256)
        return std::nullopt;
    const int inverted = ~code[1];
    return Vex{(inverted >> 7 & 1) * 8, (inverted >> 6 & 1) * 8, (inverted >> 5 & 1) * 8, ~code[2] >> 3 & 15,
               code[2] & 3};
}

struct ModRm
{
    int mode = 0;
    int reg = 0;
    int rm = 0;
};

ModRm readModRm(std::uint8_t byte)
{
    return {byte >> 6, byte >> 3 & 7, byte & 7};
}

constexpr int kRegisterMode = 3;
constexpr int kSibFollows = 4;

std::int32_t displacementAt(const std::uint8_t *bytes, int mode)
{
    if (mode == 1)
        return static_cast<std::int8_t>(bytes[0]);
    std::int32_t displacement = 0;
    std::memcpy(&displacement, bytes, sizeof displacement);
    return displacement;
}

// SDM, volume 2, tables 2-2 and 2-3. `bytes` points to what follows ModRM and goes behind the address.
AmxAddress readAddress(const Vex &vex, const ModRm &modRm, const std::uint8_t *&bytes)
{
    AmxAddress address;
    int mode = modRm.mode;
    int base = modRm.rm;
    if (base == kSibFollows) {
        const std::uint8_t sib = *bytes++;
        base = sib & 7;
        const int index = (sib >> 3 & 7) | vex.index;
        constexpr int kNoIndex = 4; // rsp; r12 is one
        if (index != kNoIndex) {
            address.index = index;
            address.shift = sib >> 6;
        }
        if (mode == 0 && base == 5) {
            address.displacement = displacementAt(bytes, 2);
            bytes += 4;
            return address;
        }
    } else if (mode == 0 && base == 5) {
        address.base = AmxAddress::kNextInstruction;
        address.displacement = displacementAt(bytes, 2);
        bytes += 4;
        return address;
    }
    address.base = base | vex.base;
    if (mode != 0) {
        address.displacement = displacementAt(bytes, mode);
        bytes += mode == 1 ? 1 : 4;
    }
    return address;
}

// Opcode 49: configuration, release and zero.
std::optional<AmxInstruction> readConfiguration(const Vex &vex, const ModRm &modRm,
                                                const std::uint8_t *&bytes)
{
    AmxInstruction result;
    if (vex.operand != 0)
        return std::nullopt;
    if (modRm.mode == kRegisterMode) {
        if (vex.prefix == kNoPrefix && modRm.reg == 0 && modRm.rm == 0 && vex.reg == 0 && vex.base == 0)
            return result;
        if (vex.prefix != kF2 || modRm.rm != 0 || vex.reg != 0)
            return std::nullopt;
        result.operation = AmxOperation::Zero;
        result.tile = modRm.reg;
        return result;
    }
    if (modRm.reg != 0 || vex.reg != 0 || (vex.prefix != kNoPrefix && vex.prefix != k66))
        return std::nullopt;
    result.operation = vex.prefix == k66 ? AmxOperation::StoreConfiguration : AmxOperation::LoadConfiguration;
    result.address = readAddress(vex, modRm, bytes);
    return result;
}

// Opcode 4B: a tile from or to memory, whose address must have a SIB byte.
std::optional<AmxInstruction> readMove(const Vex &vex, const ModRm &modRm, const std::uint8_t *&bytes)
{
    if (vex.operand != 0 || vex.reg != 0 || vex.prefix == kNoPrefix || modRm.mode == kRegisterMode ||
        modRm.rm != kSibFollows)
        return std::nullopt;
    AmxInstruction result;
    result.operation = vex.prefix == kF3 ? AmxOperation::Store : AmxOperation::Load;
    result.tile = modRm.reg;
    result.address = readAddress(vex, modRm, bytes);
    return result;
}

// Opcode 5E: products of bytes.
std::optional<AmxInstruction> readProduct(const Vex &vex, const ModRm &modRm)
{
    if (modRm.mode != kRegisterMode || vex.reg != 0 || vex.base != 0 || vex.operand > 7)
        return std::nullopt;
    AmxInstruction result;
    constexpr AmxOperation kByPrefix[] = {AmxOperation::UnsignedByUnsigned, AmxOperation::UnsignedBySigned,
                                          AmxOperation::SignedByUnsigned, AmxOperation::SignedBySigned};
    result.operation = kByPrefix[vex.prefix];
    result.tile = modRm.reg;
    result.first = modRm.rm;
    result.second = vex.operand;
    return result;
}

} // namespace

std::optional<AmxInstruction> decodeAmx(const std::uint8_t *code)
{
    const std::optional<Vex> vex = readVex(code);
    if (!vex)
        return std::nullopt;
    const std::uint8_t opcode = code[3];
    if (opcode != 0x49 && opcode != 0x4b && opcode != 0x5e)
        return std::nullopt;
    const ModRm modRm = readModRm(code[4]);
    const std::uint8_t *bytes = code + 5;
    std::optional<AmxInstruction> result;
    if (opcode == 0x49)
        result = readConfiguration(*vex, modRm, bytes);
    else if (opcode == 0x4b)
        result = readMove(*vex, modRm, bytes);
    else
        result = readProduct(*vex, modRm);
    if (result)
        result->bytes = static_cast<std::size_t>(bytes - code);
    return result;
}

} // namespace gatewright::test
