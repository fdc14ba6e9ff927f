// SPDX-License-Identifier: Apache-2.0
// Compiled for AVX-512 with VNNI (CMakeLists.txt); nothing here may run before kernelTable() has asked the
// processor.
#include "core/model/kernels/lanes_avx512.h"
#include "core/model/kernels/make_kernel_table.h"

namespace gatewright::model {

extern const KernelTable kAvx512Kernels;
constinit const KernelTable kAvx512Kernels = makeKernelTable<Avx512Lanes>("avx512-vnni");

} // namespace gatewright::model
