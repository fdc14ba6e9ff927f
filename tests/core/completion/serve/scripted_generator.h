// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/completion/serve/text_generator.h"

#include <deque>
#include <string>
#include <vector>

namespace gatewright::completion {

// A model that says what the test tells it, one character a token, and remembers what it was asked.
class ScriptedGenerator final : public TextGenerator
{
public:
    struct Answer
    {
        std::string text;
        float logProbability = -0.1F;
        GenerationEnd end = GenerationEnd::EndOfText;
    };

    std::deque<Answer> answers;
    std::vector<GenerationRequest> requests;
    std::vector<Prompt> warmed;
    bool fills = false;
    std::optional<Error> error;

    Result<GeneratedText> generate(const GenerationRequest &request, std::stop_token stop) override
    {
        requests.push_back(request);
        if (error)
            return tl::unexpected(*error);
        GeneratedText generated;
        if (answers.empty())
            return generated;
        const Answer answer = answers.front();
        answers.pop_front();
        generated.end = answer.end;
        for (const char character : answer.text) {
            if (stop.stop_requested())
                return makeError(ErrorCode::Cancelled, QStringLiteral("Cancelled."));
            generated.text += character;
            generated.tokens.push_back({generated.text.size(), answer.logProbability});
            ++generated.timing.generatedTokens;
            if (request.keepGoing && !request.keepGoing(generated.text)) {
                generated.end = GenerationEnd::Stopped;
                break;
            }
        }
        generated.timing.passes = generated.timing.generatedTokens;
        generated.timing.promptTokens = 10;
        generated.timing.reusedTokens = 4;
        return generated;
    }

    bool fillsInTheMiddle() const override { return fills; }
    bool answersRequests() const override { return true; }

    Result<GenerationTiming> warm(const Prompt &prompt, std::stop_token) override
    {
        warmed.push_back(prompt);
        return GenerationTiming{};
    }
};

} // namespace gatewright::completion
