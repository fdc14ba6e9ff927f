// SPDX-License-Identifier: Apache-2.0
#include "core/model/context_view.h"

#include "core/model/kernels/kernel_table.h"

#include <algorithm>
#include <numeric>

namespace gatewright::model {

ViewSettings ViewSettings::of(std::size_t entries)
{
    ViewSettings settings;
    settings.entries = entries;
    settings.least = entries + entries / 2;
    return settings;
}

bool ViewSettings::isSound() const
{
    return entries > 0 && entries % kAttentionChunk == 0 && voters > 0 &&
           voters <= AttentionVotes::kMostRows && voters <= recent && recent <= entries && pooling % 2 == 1;
}

AttentionVotes::AttentionVotes(const LlamaConfig &config, std::size_t rows, std::size_t positions)
    : m_rows(rows)
    , m_positions(positions)
    , m_stride((positions + kAttentionChunk - 1) / kAttentionChunk * kAttentionChunk)
    , m_keyValueHeads(config.keyValueHeadCount)
    , m_weights(config.headCount * rows * m_stride)
    , m_votes(config.blockCount * config.keyValueHeadCount * m_stride)
{
}

std::vector<std::uint32_t> chooseEntries(std::span<const float> votes, const ViewSettings &settings)
{
    const std::size_t before = votes.size() - settings.recent; // the rest stays
    const std::size_t reach = settings.pooling / 2;
    std::vector<float> worth(before);
    for (std::size_t i = 0; i < before; ++i) {
        const std::size_t first = i - std::min(i, reach);
        const std::size_t last = std::min(before, i + reach + 1);
        worth[i] = *std::max_element(votes.begin() + static_cast<std::ptrdiff_t>(first),
                                     votes.begin() + static_cast<std::ptrdiff_t>(last));
    }
    std::vector<std::uint32_t> chosen(before);
    std::iota(chosen.begin(), chosen.end(), 0U);
    const auto goesBefore = [&](std::uint32_t a, std::uint32_t b) {
        return worth[a] != worth[b] ? worth[a] > worth[b] : a > b;
    };
    const std::size_t free = settings.entries - settings.recent;
    std::nth_element(chosen.begin(), chosen.begin() + static_cast<std::ptrdiff_t>(free), chosen.end(),
                     goesBefore);
    chosen.resize(free);
    std::sort(chosen.begin(), chosen.end());
    for (std::size_t i = before; i < votes.size(); ++i)
        chosen.push_back(static_cast<std::uint32_t>(i));
    return chosen;
}

} // namespace gatewright::model
