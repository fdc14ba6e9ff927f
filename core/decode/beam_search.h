// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/decode/answer_text.h"
#include "core/decode/beam_passes.h"
#include "core/decode/generation.h"
#include "core/decode/language_model.h"
#include "core/decode/token_prefix_index.h"
#include "core/model/tokenizer.h"

#include <cstddef>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

namespace gatewright::decode {

// Follows the `beams` likeliest texts at once and gives the best of those that ended.
//
// A text's score is the sum of its tokens' log probabilities, an end token's included, by the number of its
// tokens. Each step goes on from the live texts by the 2 * beams likeliest tokens over all of them; what ends
// among the first `beams` of these has ended, of the others `beams` live on. The search ends when `beams`
// texts have ended and no live one scores better than the best of them, when none lives on, or at a limit,
// where the live ones count as ended. A text that went round in circles or broke off in a character is given
// only when there is no other. No choice depends on timing (but for a time limit) or on chance: between
// equals, the text that was likelier before and then the lower token goes first.
//
// beam_passes.h has what a step costs.
class BeamSearch
{
public:
    BeamSearch(LanguageModel &model, const model::Tokenizer &tokenizer, const TokenPrefixIndex &index,
               const Clock &clock);

    // The model has just evaluated `prompt`, and request.sampling was checked. `timing` is that of the
    // prompt. Errors as Generator's.
    [[nodiscard]] Result<Generation> run(const GenerationRequest &request, std::span<const TokenId> prompt,
                                         GenerationTiming timing, std::stop_token stop);

private:
    struct Text
    {
        AnswerText answer;
        std::vector<TokenId> tokens;
        double logProbability = 0.0;
        std::size_t from = 0; // the number of the text that it went on from

        [[nodiscard]] double score() const { return logProbability / static_cast<double>(tokens.size()); }
    };
    struct Extension
    {
        std::size_t from = 0; // number of a live text
        Choice choice;
        double logProbability = 0.0; // of the whole text
    };
    struct Ended
    {
        Text text;
        GenerationEnd end;
    };

    [[nodiscard]] static bool goesBefore(const Extension &a, const Extension &b);
    [[nodiscard]] Result<std::vector<Extension>> extensions(BeamPasses &passes, std::stop_token stop);
    [[nodiscard]] Result<void> extend(std::size_t from, std::span<const float> all);
    void consider(const Extension &extension);
    void addExtensions();
    [[nodiscard]] bool isDecided() const;
    void end(Text text, GenerationEnd end);
    [[nodiscard]] std::optional<GenerationEnd>
    limitReached(const GenerationRequest &request, std::size_t promptTokens,
                 std::chrono::steady_clock::duration elapsed) const;

    LanguageModel &m_model;
    const model::Tokenizer &m_tokenizer;
    const TokenPrefixIndex &m_index;
    const Clock &m_clock;
    std::size_t m_beams = 1;
    std::vector<Text> m_live;
    std::vector<Extension> m_best; // of the step, the best first
    std::optional<Ended> m_ended;  // the best that has ended
    std::size_t m_endedCount = 0;
};

} // namespace gatewright::decode
