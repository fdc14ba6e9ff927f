// SPDX-License-Identifier: Apache-2.0
#include "core/decode/draft/top_tokens.h"

#include "core/base/vector_widths.h"

#include <algorithm>
#include <functional>
#include <limits>

namespace gatewright::decode {

namespace {

constexpr std::size_t kBlock = 256;

// The largest value of each whole block.
GW_EACH_VECTOR_WIDTH void findLargest(const float *values, std::size_t blocks, float *largest)
{
    constexpr std::size_t kLanes = 16;
    for (std::size_t block = 0; block < blocks; ++block, values += kBlock) {
        float lanes[kLanes];
        std::copy_n(values, kLanes, lanes);
        for (std::size_t i = kLanes; i < kBlock; i += kLanes) {
            for (std::size_t lane = 0; lane < kLanes; ++lane)
                lanes[lane] = values[i + lane] > lanes[lane] ? values[i + lane] : lanes[lane];
        }
        for (std::size_t half = kLanes / 2; half > 0; half /= 2)
            for (std::size_t lane = 0; lane < half; ++lane)
                lanes[lane] = lanes[lane] > lanes[lane + half] ? lanes[lane] : lanes[lane + half];
        largest[block] = lanes[0];
    }
}

void insert(RowTop &top, std::array<float, RowTop::most> &logits, TokenId token, float logit)
{
    std::size_t place = top.count;
    while (place > 0 && logits[place - 1] < logit)
        --place;
    if (place == RowTop::most)
        return;
    top.count = std::min(top.count + 1, RowTop::most);
    for (std::size_t i = top.count - 1; i > place; --i) {
        logits[i] = logits[i - 1];
        top.tokens[i] = top.tokens[i - 1];
    }
    logits[place] = logit;
    top.tokens[place] = token;
}

} // namespace

// The eighth largest of all is at least the eighth largest of the blocks' largest, so that only blocks that
// reach it are looked at again.
RowTop topTokens(std::span<const float> logits)
{
    RowTop top;
    std::array<float, RowTop::most> best;
    best.fill(-std::numeric_limits<float>::infinity());
    const std::size_t blocks = logits.size() / kBlock;
    thread_local std::vector<float> largest;
    largest.resize(blocks);
    std::array<float, RowTop::most> threshold = best;
    findLargest(logits.data(), blocks, largest.data());
    for (std::size_t block = 0; block < blocks; ++block) {
        if (largest[block] > threshold.back()) {
            threshold.back() = largest[block];
            std::ranges::sort(threshold, std::ranges::greater());
        }
    }
    const auto look = [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            if (logits[i] > best.back() || top.count < RowTop::most)
                insert(top, best, static_cast<TokenId>(i), logits[i]);
        }
    };
    for (std::size_t block = 0; block < blocks; ++block) {
        if (largest[block] >= threshold.back())
            look(block * kBlock, (block + 1) * kBlock);
    }
    look(blocks * kBlock, logits.size());
    for (std::size_t rank = 0; rank < top.count; ++rank)
        top.behind[rank] = best[rank] - best[0];
    return top;
}

} // namespace gatewright::decode
