// SPDX-License-Identifier: Apache-2.0
#include "core/completion/local/ghost_benchmark.h"

#include "core/completion/serve/prompt_assembly.h"

#include <string>
#include <utility>

namespace gatewright::completion {

namespace {

constexpr std::size_t wantedPromptTokens = 1000;
constexpr int ghostTokens = 16;

// A kernel of many small stages: plausible code whose length in tokens is easy to steer.
std::string stage(int number)
{
    const std::string n = std::to_string(number);
    return "// Stage " + n + " scales its input and adds the offset of the stage.\nvoid stage_" + n +
           "(const sample_t input[kLength], sample_t output[kLength], sample_t offset)\n{\n    for (int i = "
           "0; i < "
           "kLength; ++i) {\n#pragma HLS PIPELINE II=1\n        output[i] = input[i] * scale_" +
           n + " + offset;\n    }\n}\n\n";
}

std::string kernelOf(const model::Tokenizer &tokenizer, std::size_t tokens)
{
    std::string text = "#include \"stages.h\"\n\n";
    for (int number = 1; tokenizer.encode(text, model::Specials::AsText).size() < tokens; ++number)
        text += stage(number);
    return text + "void pipeline(const sample_t input[kLength], sample_t output[kLength])\n{\n";
}

Result<GeneratedText> ghost(TextGenerator &model, const std::string &text, std::stop_token stop)
{
    const CursorContext cursor = cursorContext(Language::HlsCpp, text, text.size());
    PromptBudget budget;
    budget.before = text.size(); // the benchmark chose the length already
    GenerationRequest request;
    request.prompt = assemblePrompt(cursor, "pipeline.cpp", {}, budget);
    request.maxTokens = ghostTokens;
    return model.generate(request, std::move(stop));
}

} // namespace

Result<GhostBenchmark> benchmarkGhost(TextGenerator &model, const model::Tokenizer &tokenizer, int repeats,
                                      const Clock &clock, std::stop_token stop)
{
    const std::string kernel = kernelOf(tokenizer, wantedPromptTokens - 60);
    GhostBenchmark benchmark;
    for (int repeat = 0; repeat <= repeats; ++repeat) {
        const std::string line = "    sample_t buffer_" + std::to_string(repeat) + "[kLength];";
        const auto begun = clock.now();
        GW_TRY(generated, ghost(model, kernel + line, stop));
        if (repeat == 0)
            continue; // it read the whole prompt
        benchmark.milliseconds.push_back(milliseconds(clock.now() - begun));
        benchmark.promptTokens = generated.timing.promptTokens;
        benchmark.generatedTokens = generated.timing.generatedTokens;
    }
    return benchmark;
}

} // namespace gatewright::completion
