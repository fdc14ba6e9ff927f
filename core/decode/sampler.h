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

// How the tokens are chosen from the logits l.
//
// Sample makes, in this order: the repetition penalty, the temperature, top-k, top-p, min-p, the draw. Greedy
// takes the likeliest after the repetition penalty. Beam searches for the likeliest text (beam_search.h);
// temperature, filters, penalty and seed mean nothing to it.
struct SamplingSettings
{
    enum class Strategy {
        Greedy, // the largest logit; of equal ones the token with the lower id
        Sample, // drawn with probability proportional to e^(l / temperature) among what the filters leave
        Beam,
    };

    static constexpr int mostBeams = 16;
    static constexpr int longestWindow = 65'536;

    Strategy strategy = Strategy::Greedy;
    double temperature = 1.0; // 0 or less means greedy
    int topK = 0;             // keep the K likeliest tokens; 0 keeps all
    // Of those, the fewest likeliest that hold this share of their probability; 1 keeps all.
    double topP = 1.0;
    std::uint64_t seed = 0;
    // Of those, the tokens with at least this share of the likeliest one's probability; 0 keeps all.
    double minP = 0.0;
    // Of each token among the last `repetitionWindow` tokens of prompt and answer, a positive logit is
    // divided by the penalty and a negative one multiplied, once however often it stands there (Keskar et
    // al., 2019); 1 does nothing.
    double repetitionPenalty = 1.0;
    int repetitionWindow = 64;
    int beams = 4; // how many texts a beam search follows

    [[nodiscard]] bool penalises() const { return repetitionPenalty != 1.0 && repetitionWindow > 0; }
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

// Chooses the tokens of one generation by Greedy or Sample; what it chose counts as written. The same
// settings, tokens before and logits give the same tokens on every machine. For one thread at a time.
class Sampler
{
public:
    // `before`: the tokens that stand before the answer.
    explicit Sampler(const SamplingSettings &settings, std::span<const TokenId> before = {});

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
    [[nodiscard]] std::span<const float> penalised(std::span<const float> logits);
    [[nodiscard]] Choice taken(TokenId token, std::span<const float> logits, double normaliser);
    [[nodiscard]] TokenId draw();
    void keepTopK();
    void keepTopP();
    void keepMinP();
    void weigh();
    [[nodiscard]] double totalWeight() const;

    SamplingSettings m_settings;
    RandomSource m_random;
    std::vector<Candidate> m_candidates; // of the token being chosen; kept for its memory, as is the next
    std::vector<float> m_weights;
    std::vector<float> m_penalised;
    std::vector<TokenId> m_recent; // the window of the repetition penalty, oldest first; empty without one
    std::vector<TokenId> m_distinct;
};

} // namespace gatewright::decode
