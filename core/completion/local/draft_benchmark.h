// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/completion/local/local_draft_memory.h"
#include "core/decode/draft/draft_statistics.h"
#include "core/decode/language_model.h"
#include "core/model/llama_model.h"
#include "core/model/tokenizer.h"

#include <QString>

#include <stop_token>
#include <string>
#include <vector>

namespace gatewright::completion {

// A place in a text at which the model goes on.
struct DraftPlace
{
    std::string text;
    std::size_t cursor = 0; // byte offset
};

struct DraftBenchmarkOptions
{
    std::vector<DraftPlace> places;
    std::vector<std::string> history; // texts that the user had written before
    int tokens = 48;                  // of an answer
    int rounds = 1;                   // over all places; the later ones have learned from the earlier ones
    std::vector<std::size_t> fixedRows{4, 6, 8};
    QString startWeights; // the shipped weights of the mixer
    QString head;         // the file of an acceleration head; empty or not there: none
    const Clock &clock;
    std::stop_token stop = {};
};

// One way of drafting over all places.
struct DraftBenchmarkRow
{
    QString name;          // "plain", "buffer", "history", …, "all", "all 6 rows"
    double meanRows = 1.0; // of a pass
    double depth = 0.0;    // mean tokens of a prompt
    int tokens = 0;
    int passes = 0;
    double ms = 0.0;      // decoding and drafting
    double plainMs = 0.0; // of plain decoding of the same places, in turns with it
    // The same without the places where the model went round in circles: loops are no speed.
    int freeTokens = 0;
    int freePasses = 0;
    double freeMs = 0.0;
    double freePlainMs = 0.0;
    int different = 0; // answers that are not those of plain decoding, bit by bit: never any
    decode::DraftStatistics statistics = {};

    [[nodiscard]] double speed() const { return ms > 0.0 ? plainMs / ms : 0.0; }
    [[nodiscard]] double freeSpeed() const { return freeMs > 0.0 ? freePlainMs / freeMs : 0.0; }
    [[nodiscard]] double tokensPerPass() const { return passes > 0 ? double(tokens) / passes : 0.0; }
    [[nodiscard]] double freeTokensPerPass() const
    {
        return freePasses > 0 ? double(freeTokens) / freePasses : 0.0;
    }
};

struct DraftBenchmark
{
    std::vector<DraftBenchmarkRow> rows; // plain first
    std::vector<double> passMs;          // t(n), n = 1, 2, …
    int looping = 0;                     // places whose answers go round in circles
};

// The model whose drafting is measured, wherever it computes. All outlive the benchmark.
struct DraftBenchmarkModel
{
    const model::Tokenizer &tokenizer;
    decode::LanguageModel &model;
    LocalDraftMemory &memory;                   // knows what passes cost
    const model::LlamaModel *weights = nullptr; // what acceleration heads need; null: no head is measured
};

// Answers at every place plainly and with each way of drafting, in turns, so that a change of the machine's
// speed meets all alike. Each way has a memory of its own and starts from the shipped weights.
[[nodiscard]] Result<DraftBenchmark> benchmarkDrafts(const DraftBenchmarkModel &model,
                                                     const DraftBenchmarkOptions &options);

// Places in a text: two of three at the beginning of a line, the third inside one. The same ones for the same
// name.
[[nodiscard]] std::vector<DraftPlace> placesIn(const std::string &text, const QString &name, int count);

} // namespace gatewright::completion
