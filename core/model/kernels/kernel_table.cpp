// SPDX-License-Identifier: Apache-2.0
#include "core/model/kernels/kernel_table.h"

namespace gatewright::model {

extern const KernelTable kScalarKernels;
#ifdef GATEWRIGHT_AVX512_KERNELS
extern const KernelTable kAvx512Kernels;
#endif

namespace {

// __builtin_cpu_supports also asks whether the operating system saves the registers.
const KernelTable *avx512Kernels()
{
#ifdef GATEWRIGHT_AVX512_KERNELS
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") &&
        __builtin_cpu_supports("avx512vnni") && __builtin_cpu_supports("fma") &&
        __builtin_cpu_supports("avx2"))
        return &kAvx512Kernels;
#endif
    return nullptr;
}

} // namespace

const KernelTable *kernelTable(KernelChoice choice)
{
    switch (choice) {
    case KernelChoice::Scalar:
        return &kScalarKernels;
    case KernelChoice::Avx512Vnni:
        return avx512Kernels();
    case KernelChoice::Automatic:
        break;
    }
    const KernelTable *fast = avx512Kernels();
    return fast != nullptr ? fast : &kScalarKernels;
}

bool kernelsAvailable(KernelChoice choice)
{
    return kernelTable(choice) != nullptr;
}

} // namespace gatewright::model
