// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/learn/model_identity.h"
#include "core/learn/replay_store.h"

#include <cstdint>
#include <random>

namespace gatewright::learn {

inline constexpr std::size_t smallEmbedding = 32;
inline constexpr std::size_t smallVocabulary = 100;

inline ModelIdentity someModel(char digit = 'a')
{
    return {QString(64, QLatin1Char(digit)), {}};
}

// A text whose position i knows nothing but a number of its own.
inline ReplayText someText(std::size_t positions, std::uint64_t source = 0, float first = 0.0F)
{
    ReplayText text;
    text.source = source;
    for (std::size_t i = 0; i < positions; ++i) {
        ReplayPosition position;
        position.hidden.assign(smallEmbedding, 0.0F);
        position.hidden[0] = first + static_cast<float>(i);
        position.nextToken = static_cast<std::int32_t>(i % smallVocabulary);
        for (std::size_t j = 0; j < kTeacherTokens; ++j) {
            position.teacher.tokens[j] = static_cast<std::int32_t>((i + j) % smallVocabulary);
            position.teacher.logProbabilities[j] = -1.0F - static_cast<float>(j);
        }
        text.positions.push_back(std::move(position));
    }
    return text;
}

} // namespace gatewright::learn
