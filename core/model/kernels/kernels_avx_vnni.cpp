// SPDX-License-Identifier: Apache-2.0
// Compiled for AVX2, FMA, F16C and AVX-VNNI (CMakeLists.txt); nothing here may run before kernelTable() has
// asked the processor.
#include "core/model/kernels/dots_avx_vnni.h"
#include "core/model/kernels/lanes_avx2.h"
#include "core/model/kernels/make_kernel_table.h"

namespace gatewright::model {

extern const KernelTable kAvxVnniKernels;
constinit const KernelTable kAvxVnniKernels = makeKernelTable<Avx2Lanes<VnniDots>>("avx-vnni");

} // namespace gatewright::model
