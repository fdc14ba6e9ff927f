// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace gatewright::model {

// An index into a model's vocabulary.
using TokenId = std::int32_t;

} // namespace gatewright::model
