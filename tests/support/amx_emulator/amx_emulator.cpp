// SPDX-License-Identifier: Apache-2.0
#include "tests/support/amx_emulator/amx_emulator.h"

#include <cpuid.h>
#include <ucontext.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <cstring>

namespace gatewright::test {

namespace {

constexpr std::size_t kOperations = static_cast<std::size_t>(AmxOperation::UnsignedByUnsigned) + 1;

thread_local constinit AmxState tiles;
thread_local constinit AmxFault rememberedFault = AmxFault::None;

constinit std::atomic<std::uint64_t> executedInstructions[kOperations] = {};
constinit std::atomic<int> threadsWithTiles = 0;
constinit std::atomic<bool> faultsEnd = true;
constinit std::atomic<bool> isWrong = false;
// What took the signal before; written before the handler is installed.
constinit struct sigaction previousAction = {};

std::uint64_t registerOf(const mcontext_t &context, int number)
{
    constexpr int kRegisters[] = {REG_RAX, REG_RCX, REG_RDX, REG_RBX, REG_RSP, REG_RBP, REG_RSI, REG_RDI,
                                  REG_R8,  REG_R9,  REG_R10, REG_R11, REG_R12, REG_R13, REG_R14, REG_R15};
    return static_cast<std::uint64_t>(context.gregs[kRegisters[number]]);
}

std::uint8_t *baseOf(const mcontext_t &context, const AmxInstruction &instruction)
{
    const AmxAddress &address = instruction.address;
    auto sum = static_cast<std::uint64_t>(static_cast<std::int64_t>(address.displacement));
    if (address.base == AmxAddress::kNextInstruction)
        sum += static_cast<std::uint64_t>(context.gregs[REG_RIP]) + instruction.bytes;
    else if (address.base != AmxAddress::kNone)
        sum += registerOf(context, address.base);
    return reinterpret_cast<std::uint8_t *>(sum);
}

std::int64_t indexOf(const mcontext_t &context, const AmxAddress &address)
{
    if (address.index == AmxAddress::kNone)
        return 0;
    return static_cast<std::int64_t>(registerOf(context, address.index) << address.shift);
}

// An address that is no tile's: the index is part of it.
std::uint8_t *placeOf(const mcontext_t &context, const AmxInstruction &instruction)
{
    return baseOf(context, instruction) + indexOf(context, instruction.address);
}

AmxFault multiply(const AmxInstruction &instruction)
{
    const AmxFault fault =
        tiles.multiply(instruction.operation, instruction.tile, instruction.first, instruction.second);
    if (fault != AmxFault::None || !isWrong.load(std::memory_order_relaxed))
        return fault;
    std::uint32_t sums[AmxState::kRows][AmxState::kRowBytes / 4] = {};
    auto *bytes = reinterpret_cast<std::uint8_t *>(sums);
    if (tiles.store(instruction.tile, bytes, AmxState::kRowBytes) != AmxFault::None)
        std::abort();
    ++sums[0][0];
    return tiles.load(instruction.tile, bytes, AmxState::kRowBytes);
}

AmxFault execute(const AmxInstruction &instruction, const mcontext_t &context)
{
    const bool wasConfigured = tiles.isConfigured();
    AmxFault fault = AmxFault::None;
    switch (instruction.operation) {
    case AmxOperation::LoadConfiguration:
        fault = tiles.configure(placeOf(context, instruction));
        break;
    case AmxOperation::StoreConfiguration:
        tiles.storeConfiguration(placeOf(context, instruction));
        break;
    case AmxOperation::Release:
        tiles.release();
        break;
    case AmxOperation::Zero:
        fault = tiles.zero(instruction.tile);
        break;
    case AmxOperation::Load:
        fault =
            tiles.load(instruction.tile, baseOf(context, instruction), indexOf(context, instruction.address));
        break;
    case AmxOperation::Store:
        fault = tiles.store(instruction.tile, baseOf(context, instruction),
                            indexOf(context, instruction.address));
        break;
    default:
        fault = multiply(instruction);
        break;
    }
    threadsWithTiles += static_cast<int>(tiles.isConfigured()) - static_cast<int>(wasConfigured);
    return fault;
}

void say(const char *text)
{
    [[maybe_unused]] const auto written = ::write(STDERR_FILENO, text, std::strlen(text));
}

// Runs in a signal handler: no allocation, no locks.
void onIllegalInstruction(int, siginfo_t *, void *state)
{
    mcontext_t &context = static_cast<ucontext_t *>(state)->uc_mcontext;
    const auto *code = reinterpret_cast<const std::uint8_t *>(context.gregs[REG_RIP]);
    const auto instruction = decodeAmx(code);
    if (!instruction) {
        // The instruction runs again and meets whoever takes the signal then.
        ::sigaction(SIGILL, &previousAction, nullptr);
        return;
    }
    const AmxFault fault = execute(*instruction, context);
    if (fault != AmxFault::None && faultsEnd.load(std::memory_order_relaxed)) {
        say("AMX emulator: ");
        say(amxFaultName(fault));
        say("\n");
        std::abort();
    }
    if (fault == AmxFault::None)
        executedInstructions[static_cast<std::size_t>(instruction->operation)].fetch_add(
            1, std::memory_order_relaxed);
    else if (rememberedFault == AmxFault::None)
        rememberedFault = fault;
    context.gregs[REG_RIP] += static_cast<greg_t>(instruction->bytes);
}

} // namespace

AmxEmulator::AmxEmulator(Faults faults)
{
    faultsEnd.store(faults == Faults::End, std::memory_order_relaxed);
    ::sigaction(SIGILL, nullptr, &previousAction);
    struct sigaction action = {};
    action.sa_sigaction = onIllegalInstruction;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK;
    ::sigemptyset(&action.sa_mask);
    ::sigaction(SIGILL, &action, &m_before);
}

AmxEmulator::~AmxEmulator()
{
    ::sigaction(SIGILL, &m_before, nullptr);
}

bool AmxEmulator::isPossible()
{
    unsigned a = 0;
    unsigned b = 0;
    unsigned c = 0;
    unsigned d = 0;
    constexpr unsigned kTile = 1U << 24;
    constexpr unsigned kOsXsave = 1U << 27;
    if (__get_cpuid_count(7, 0, &a, &b, &c, &d) == 0 || (d & kTile) == 0)
        return true;
    if (__get_cpuid(1, &a, &b, &c, &d) == 0 || (c & kOsXsave) == 0)
        return true;
    asm volatile("xgetbv" : "=a"(a), "=d"(d) : "c"(0));
    constexpr unsigned kTileStates = 3U << 17;
    return (a & kTileStates) != kTileStates;
}

AmxFault AmxEmulator::takeFault()
{
    const AmxFault fault = rememberedFault;
    rememberedFault = AmxFault::None;
    return fault;
}

std::uint64_t AmxEmulator::executed(AmxOperation operation)
{
    return executedInstructions[static_cast<std::size_t>(operation)].load(std::memory_order_relaxed);
}

int AmxEmulator::configuredThreads()
{
    return threadsWithTiles.load();
}

void AmxEmulator::miscalculate(bool wrong)
{
    isWrong.store(wrong, std::memory_order_relaxed);
}

} // namespace gatewright::test
