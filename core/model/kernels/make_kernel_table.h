// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/kernels/attention_kernels.h"
#include "core/model/kernels/matmul_kernels.h"
#include "core/model/kernels/row_kernels.h"

namespace gatewright::model {
namespace {

inline void releaseNothing() {}

template <class Lanes>
constexpr KernelTable makeKernelTable(const char *name)
{
    return {name,
            RowKernels<Lanes>::normalise,
            RowKernels<Lanes>::quantise,
            RowKernels<Lanes>::gate,
            RowKernels<Lanes>::rotate,
            RowKernels<Lanes>::layerNormalise,
            RowKernels<Lanes>::gelu,
            RowKernels<Lanes>::add,
            MatmulKernels<Lanes>::template multiply<MatmulTask<QuantisedBlock>>,
            MatmulKernels<Lanes>::template multiply<MatmulTask<float>>,
            RowKernels<Lanes>::storeHalf,
            RowKernels<Lanes>::storeBytes,
            AttentionKernels<Lanes>::template attend<std::int8_t>,
            AttentionKernels<Lanes>::template attend<std::uint16_t>,
            AttentionKernels<Lanes>::template attend<float>,
            AttentionKernels<Lanes>::combine,
            releaseNothing};
}

} // namespace
} // namespace gatewright::model
