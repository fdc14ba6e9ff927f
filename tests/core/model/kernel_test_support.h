// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/kernels/kernel_table.h"

#include <cstring>
#include <random>
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

inline bool sameBits(const std::vector<float> &a, const std::vector<float> &b)
{
    return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0;
}

inline const KernelTable &scalar()
{
    return *kernelTable(KernelChoice::Scalar);
}

// What must give the bits of scalar() on this processor.
inline std::vector<const KernelTable *> otherTables()
{
    std::vector<const KernelTable *> tables;
    for (const KernelChoice choice :
         {KernelChoice::Avx2, KernelChoice::AvxVnni, KernelChoice::Avx512Vnni, KernelChoice::NeonDotProduct})
        if (kernelsAvailable(choice))
            tables.push_back(kernelTable(choice));
    return tables;
}

} // namespace gatewright::model
