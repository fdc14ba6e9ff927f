// SPDX-License-Identifier: Apache-2.0
// Compiled for AVX-512 with VNNI (CMakeLists.txt); the instructions of AMX are in the assembly of
// amx_tiles.h. Nothing here may run before kernelTable() has asked the processor and the system.
#include "core/model/kernels/amx_choice.h"
#include "core/model/kernels/make_kernel_table.h"
#include "core/model/kernels/matmul_amx.h"

namespace gatewright::model {

namespace {

template <std::size_t Width>
constexpr KernelTable makeAmxTable()
{
    KernelTable table = makeKernelTable<Avx512Lanes>("amx-int8");
    table.matmulQuantised = multiplyFrom<Width>;
    table.release = releaseTiles;
    return table;
}

} // namespace

constinit const KernelTable kAmxKernels[kAmxWidthCount] = {
    makeAmxTable<kAmxWidths[0]>(), makeAmxTable<kAmxWidths[1]>(), makeAmxTable<kAmxWidths[2]>(),
    makeAmxTable<kAmxWidths[3]>()};

} // namespace gatewright::model
