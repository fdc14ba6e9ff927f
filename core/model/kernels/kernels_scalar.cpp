// SPDX-License-Identifier: Apache-2.0
#include "core/model/kernels/lanes_scalar.h"
#include "core/model/kernels/make_kernel_table.h"

namespace gatewright::model {

extern const KernelTable kScalarKernels;
const KernelTable kScalarKernels = makeKernelTable<ScalarLanes>("scalar");

} // namespace gatewright::model
