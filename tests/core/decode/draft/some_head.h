// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/random.h"
#include "core/tensors/draft_head.h"
#include "tests/core/model/synthetic_model.h"

#include <cstdint>
#include <vector>

namespace gatewright::decode {

inline constexpr std::size_t kInner = 96;

// An acceleration head of random numbers for a synthetic model; it knows every second token.
inline tensors::DraftHead someHead(const model::SyntheticModel &shape, std::uint64_t seed, double size = 0.3)
{
    RandomSource random(seed);
    const auto numbers = [&](std::size_t count) {
        std::vector<float> values(count);
        for (float &value : values)
            value = static_cast<float>((random.uniform() - 0.5) * size);
        return values;
    };
    tensors::DraftHead head;
    head.shape = {shape.embedding, kInner, 3};
    head.setWeights(
        {numbers(kInner * 2 * shape.embedding), numbers(3 * kInner), numbers(shape.embedding * kInner)});
    for (std::int32_t token = 0; token < static_cast<std::int32_t>(shape.vocabulary); token += 2)
        head.vocabulary.push_back(token);
    return head;
}

} // namespace gatewright::decode
