// SPDX-License-Identifier: Apache-2.0
// Compiled for Armv8.2 with dot products (CMakeLists.txt); nothing here may run before kernelTable() has
// asked the processor.
#include "core/model/kernels/lanes_neon.h"
#include "core/model/kernels/make_kernel_table.h"

namespace gatewright::model {

extern const KernelTable kNeonKernels;
constinit const KernelTable kNeonKernels = makeKernelTable<NeonLanes>("neon-dotprod");

} // namespace gatewright::model
