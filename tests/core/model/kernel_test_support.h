// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/kernels/kernel_names.h"
#include "core/model/kernels/kernel_table.h"
#include "tests/core/model/same_bits.h"

#ifdef GATEWRIGHT_AMX_EMULATOR
#include "core/model/kernels/amx_choice.h"
#include "tests/support/amx_emulator/amx_emulator.h"
#endif

#include <random>
#include <string>
#include <vector>

// What the tests of the kernels share.
namespace gatewright::model {

using Generator = std::mt19937;

inline std::vector<float> randomFloats(Generator &generator, std::size_t count, float spread = 1.0F)
{
    std::normal_distribution<float> normal(0.0F, spread);
    std::vector<float> values(count);
    for (float &value : values)
        value = normal(generator);
    return values;
}

inline const KernelTable &scalar()
{
    return *kernelTable(KernelChoice::Scalar);
}

// A table that is tested here: nullptr where the processor lacks its instructions.
struct TestedTable
{
    std::string name;
    const KernelTable *table;
};

// The tables with AMX, one for each width from which they use it: the processor's or, where it lacks nothing
// but the tiles, on the emulator, which then works until the program ends.
inline std::vector<TestedTable> amxTables()
{
    std::vector<TestedTable> tables;
#ifdef GATEWRIGHT_AMX_EMULATOR
    bool usable = kernelsAvailable(KernelChoice::AmxInt8);
    if (!usable && kernelsAvailable(KernelChoice::Avx512Vnni) && test::AmxEmulator::isPossible()) {
        static const test::AmxEmulator emulator;
        usable = true;
    }
    for (std::size_t i = 0; i < kAmxWidthCount; ++i)
        tables.push_back(
            {std::string(kAmxKernels[i].name) + " from " + std::to_string(kAmxWidths[i]) + " rows",
             usable ? &kAmxKernels[i] : nullptr});
#endif
    return tables;
}

// Whether amxTables() are on the emulator, which can count.
inline bool isAmxEmulated()
{
    return !kernelsAvailable(KernelChoice::AmxInt8) && !amxTables().empty() &&
           amxTables()[0].table != nullptr;
}

// The slowest first.
inline std::vector<TestedTable> testedTables()
{
    std::vector<TestedTable> tables;
    const auto names = kernelNames();
    for (auto name = names.rbegin(); name != names.rend(); ++name)
        if (name->choice == KernelChoice::AmxInt8)
            for (const TestedTable &table : amxTables())
                tables.push_back(table);
        else if (name->choice != KernelChoice::Automatic)
            tables.push_back({name->name, kernelTable(name->choice)});
    return tables;
}

// What must give the bits of scalar() on this processor.
inline std::vector<const KernelTable *> otherTables()
{
    std::vector<const KernelTable *> tables;
    for (const TestedTable &tested : testedTables())
        if (tested.table != nullptr && tested.table != &scalar())
            tables.push_back(tested.table);
    return tables;
}

} // namespace gatewright::model
