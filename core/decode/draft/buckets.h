// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <initializer_list>
#include <type_traits>

namespace gatewright::decode {

// How many of the ascending limits the value has reached: one of limits.size() + 1 buckets.
template <class Value>
[[nodiscard]] constexpr std::size_t bucketOf(Value value,
                                             std::initializer_list<std::type_identity_t<Value>> limits)
{
    std::size_t bucket = 0;
    for (const Value limit : limits)
        bucket += value >= limit ? 1 : 0;
    return bucket;
}

} // namespace gatewright::decode
