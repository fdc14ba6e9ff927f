// SPDX-License-Identifier: Apache-2.0
// The code of the table "avx-vnni" in the encoding of AVX-512, so that its arithmetic is tested on processors
// that have the one and not the other. Compiled like kernels_avx512.cpp (CMakeLists.txt).
#include "core/model/kernels/dots_avx_vnni.h"
#include "core/model/kernels/lanes_avx2.h"
#include "core/model/kernels/make_kernel_table.h"

namespace gatewright::model {

extern const KernelTable kAvxVnniByAvx512;
constinit const KernelTable kAvxVnniByAvx512 =
    makeKernelTable<Avx2Lanes<VnniDots>>("avx-vnni in AVX-512's encoding");

} // namespace gatewright::model
