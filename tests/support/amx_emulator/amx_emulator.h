// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/amx_emulator/amx_instruction.h"
#include "tests/support/amx_emulator/amx_state.h"

#include <csignal>
#include <cstdint>

namespace gatewright::test {

// AMX on an x86-64 processor that has none: while one of these is alive, the instructions of
// amx_instruction.h do what the SDM says, each thread with tiles of its own. Slow (a signal each), and for
// tests alone.
//
// One at a time. Signals of other instructions go to whoever took them before.
class AmxEmulator
{
public:
    // What comes of an instruction that the processor would refuse: the process ends with a line on stderr,
    // or the thread's fault is remembered and the instruction passed over.
    enum class Faults : std::uint8_t { End, Remember };

    explicit AmxEmulator(Faults faults = Faults::End);
    ~AmxEmulator();

    AmxEmulator(const AmxEmulator &) = delete;
    AmxEmulator &operator=(const AmxEmulator &) = delete;

    // Whether the instructions raise the signal here: false where the processor and the system have AMX.
    [[nodiscard]] static bool isPossible();

    // The calling thread's first fault since it was last asked.
    [[nodiscard]] static AmxFault takeFault();

    // Instructions of all threads since the start of the process.
    [[nodiscard]] static std::uint64_t executed(AmxOperation operation);
    // Threads that have their tiles configured now.
    [[nodiscard]] static int configuredThreads();

    // From now on every sum of products is one too large, as on a processor that is broken.
    static void miscalculate(bool wrong);

private:
    struct sigaction m_before;
};

} // namespace gatewright::test
