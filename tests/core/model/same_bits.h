// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstring>
#include <vector>

namespace gatewright::model {

// Nothing has no bits: two results that failed are not the same.
inline bool sameBits(const std::vector<float> &a, const std::vector<float> &b)
{
    return !a.empty() && a.size() == b.size() &&
           std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0;
}

} // namespace gatewright::model
