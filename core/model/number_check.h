// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/tensors/tensor_type.h"

#include <cstddef>
#include <span>

namespace gatewright::model {

// Whether the stored weights are numbers: every one of plain floats, every scale of quantised blocks (an
// infinite or undefined scale is what a damaged file shows first). `stored` holds whole blocks. True for
// types whose blocks are not known here.
[[nodiscard]] bool scalesAreNumbers(tensors::TensorType type, std::span<const std::byte> stored);

} // namespace gatewright::model
