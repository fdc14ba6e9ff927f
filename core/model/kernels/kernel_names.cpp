// SPDX-License-Identifier: Apache-2.0
#include "core/model/kernels/kernel_names.h"

namespace gatewright::model {

std::span<const KernelName> kernelNames()
{
    static constexpr KernelName names[] = {{"auto", KernelChoice::Automatic},
                                           {"amx-int8", KernelChoice::AmxInt8},
                                           {"avx512-vnni", KernelChoice::Avx512Vnni},
                                           {"avx-vnni", KernelChoice::AvxVnni},
                                           {"avx2", KernelChoice::Avx2},
                                           {"neon-dotprod", KernelChoice::NeonDotProduct},
                                           {"scalar", KernelChoice::Scalar}};
    return names;
}

std::optional<KernelChoice> kernelChoiceNamed(std::string_view name)
{
    for (const KernelName &known : kernelNames())
        if (known.name == name)
            return known.choice;
    return std::nullopt;
}

} // namespace gatewright::model
