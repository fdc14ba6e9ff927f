// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/random.h"
#include "core/base/result.h"
#include "core/model/token.h"

#include <cstdint>
#include <span>
#include <vector>

namespace gatewright::decode {

using model::TokenId;

// How the next token is chosen from the logits l.
struct SamplingSettings
{
    enum class Strategy {
        Greedy, // the largest logit; of equal ones the token with the lower id
        Sample, // drawn with probability proportional to e^(l / temperature) among what topK and topP leave
    };

    Strategy strategy = Strategy::Greedy;
    double temperature = 1.0; // 0 or less means greedy
    int topK = 0;             // keep the K likeliest tokens; 0 keeps all
    double topP =
        1.0; // of those, the fewest likeliest that hold this share of their probability; 1 keeps all
    std::uint64_t seed = 0;

    // InvalidInput, naming the setting, for a value that means nothing.
    [[nodiscard]] Result<void> check() const;
};

struct Choice
{
    TokenId token = 0;
    // Natural logarithm of the token's probability under the model itself: over the whole vocabulary, before
    // temperature.
    float logProbability = 0.0F;
};

// Chooses the tokens of one generation. The order is temperature, top-k, top-p. The same settings and logits
// give the same tokens on every machine. For one thread at a time.
class Sampler
{
public:
    explicit Sampler(const SamplingSettings &settings);

    // Corrupt when the logits hold no usable numbers.
    [[nodiscard]] Result<Choice> choose(std::span<const float> logits);
    // The same among these tokens alone, which are valid, distinct and at least one.
    [[nodiscard]] Result<Choice> chooseAmong(std::span<const float> logits, std::span<const TokenId> allowed);

private:
    struct Candidate
    {
        float logit = 0.0F;
        TokenId token = 0;
        float weight = 0.0F; // proportional to its probability; 1 for the likeliest
    };

    [[nodiscard]] static bool likelier(const Candidate &a, const Candidate &b);
    [[nodiscard]] Result<Choice> chooseFromCandidates(std::span<const float> logits);
    [[nodiscard]] TokenId draw();
    void keepTopK();
    void keepTopP();
    void weigh();
    [[nodiscard]] double totalWeight() const;

    SamplingSettings m_settings;
    RandomSource m_random;
    std::vector<Candidate> m_candidates; // of the token being chosen; kept for its memory, as is the next
    std::vector<float> m_weights;
};

} // namespace gatewright::decode
