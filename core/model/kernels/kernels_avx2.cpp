// SPDX-License-Identifier: Apache-2.0
// Compiled for AVX2, FMA and F16C (CMakeLists.txt); nothing here may run before kernelTable() has asked the
// processor.
#include "core/model/kernels/lanes_avx2.h"
#include "core/model/kernels/make_kernel_table.h"

namespace gatewright::model {

extern const KernelTable kAvx2Kernels;
constinit const KernelTable kAvx2Kernels = makeKernelTable<Avx2Lanes<PairDots>>("avx2");

} // namespace gatewright::model
