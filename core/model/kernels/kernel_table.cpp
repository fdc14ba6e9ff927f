// SPDX-License-Identifier: Apache-2.0
#include "core/model/kernels/kernel_table.h"

#ifdef GATEWRIGHT_AMX_KERNELS
#include "core/model/kernels/amx_choice.h"
#endif

#ifdef GATEWRIGHT_NEON_KERNELS
#include <asm/hwcap.h>
#include <sys/auxv.h>
#endif

namespace gatewright::model {

extern const KernelTable kScalarKernels;
#ifdef GATEWRIGHT_X86_KERNELS
extern const KernelTable kAvx2Kernels;
extern const KernelTable kAvxVnniKernels;
extern const KernelTable kAvx512Kernels;
#endif
#ifdef GATEWRIGHT_NEON_KERNELS
extern const KernelTable kNeonKernels;
#endif

namespace {

// __builtin_cpu_supports also asks whether the operating system saves the registers.
const KernelTable *avx2Kernels()
{
#ifdef GATEWRIGHT_X86_KERNELS
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("f16c"))
        return &kAvx2Kernels;
#endif
    return nullptr;
}

const KernelTable *avxVnniKernels()
{
#ifdef GATEWRIGHT_X86_KERNELS
    if (avx2Kernels() != nullptr && __builtin_cpu_supports("avxvnni"))
        return &kAvxVnniKernels;
#endif
    return nullptr;
}

const KernelTable *avx512Kernels()
{
#ifdef GATEWRIGHT_X86_KERNELS
    if (avx2Kernels() != nullptr && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") &&
        __builtin_cpu_supports("avx512vnni"))
        return &kAvx512Kernels;
#endif
    return nullptr;
}

struct AmxKernels
{
    const KernelTable *table = nullptr;
    bool pays = false;
};

const AmxKernels &amxKernels()
{
#ifdef GATEWRIGHT_AMX_KERNELS
    static const AmxKernels kernels = [] {
        const AmxChoice choice = chooseAmxKernels(thisAmxProcessor());
        return AmxKernels{choice.table, choice.state == AmxState::Good};
    }();
#else
    static constexpr AmxKernels kernels;
#endif
    return kernels;
}

const KernelTable *neonKernels()
{
#ifdef GATEWRIGHT_NEON_KERNELS
    if ((getauxval(AT_HWCAP) & HWCAP_ASIMDDP) != 0)
        return &kNeonKernels;
#endif
    return nullptr;
}

} // namespace

const KernelTable *kernelTable(KernelChoice choice)
{
    switch (choice) {
    case KernelChoice::Scalar:
        return &kScalarKernels;
    case KernelChoice::Avx2:
        return avx2Kernels();
    case KernelChoice::AvxVnni:
        return avxVnniKernels();
    case KernelChoice::Avx512Vnni:
        return avx512Kernels();
    case KernelChoice::AmxInt8:
        return amxKernels().table;
    case KernelChoice::NeonDotProduct:
        return neonKernels();
    case KernelChoice::Automatic:
        break;
    }
    if (amxKernels().pays)
        return amxKernels().table;
    if (const KernelTable *table = avx512Kernels())
        return table;
    if (const KernelTable *table = avxVnniKernels())
        return table;
    if (const KernelTable *table = avx2Kernels())
        return table;
    if (const KernelTable *table = neonKernels())
        return table;
    return &kScalarKernels;
}

bool kernelsAvailable(KernelChoice choice)
{
    return kernelTable(choice) != nullptr;
}

} // namespace gatewright::model
