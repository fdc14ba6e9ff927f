// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/model/context_view.h"
#include "core/model/device_decoder.h"
#include "core/model/llama_model.h"
#include "core/model/token.h"

#include <QString>

#include <cstddef>
#include <stop_token>
#include <vector>

namespace gatewright::model {

// One line of `gatewright-cli bench`. Times are milliseconds of one sample (one pass; for decoding one
// token).
struct BenchmarkRow
{
    QString name;                 // the command: prefill, decode, batch, load
    std::size_t n = 0;            // rows in a pass, or prompt tokens
    std::size_t depth = 0;        // tokens of context before the measurement
    double tokensPerSecond = 0.0; // from the median; 0 for load
    double minimumMs = 0.0;
    double medianMs = 0.0;
    double p90Ms = 0.0;
};

struct BenchmarkOptions
{
    const Clock &clock;
    int repeats = 5; // samples, after one that does not count
    std::stop_token stop = {};
    // What is evaluated, over again where it is too short; empty: arbitrary tokens.
    std::vector<TokenId> text = {};
};

// `n` prompt tokens evaluated at once behind `depth` others, logits for the last.
[[nodiscard]] Result<BenchmarkRow> benchmarkPrefill(const LlamaModel &model, std::size_t n, std::size_t depth,
                                                    const BenchmarkOptions &options);
// One token after the other behind `depth` others; a sample is the mean over 64 tokens.
[[nodiscard]] Result<BenchmarkRow> benchmarkDecode(const LlamaModel &model, std::size_t depth,
                                                   const BenchmarkOptions &options);
// The same through a view of the `depth` others: "decode-view"; and what beginning one takes: "begin-view".
[[nodiscard]] Result<BenchmarkRow> benchmarkDecodeView(const LlamaModel &model, std::size_t depth,
                                                       const ViewSettings &view,
                                                       const BenchmarkOptions &options);
[[nodiscard]] Result<BenchmarkRow> benchmarkBeginView(const LlamaModel &model, std::size_t depth,
                                                      const ViewSettings &view,
                                                      const BenchmarkOptions &options);
// A pass of `n` rows with logits for all of them, as verifying a draft needs.
[[nodiscard]] Result<BenchmarkRow> benchmarkBatch(const LlamaModel &model, std::size_t n, std::size_t depth,
                                                  const BenchmarkOptions &options);
// The same on another device.
[[nodiscard]] Result<BenchmarkRow> benchmarkPrefill(DeviceModel &model, std::size_t n, std::size_t depth,
                                                    const BenchmarkOptions &options);
[[nodiscard]] Result<BenchmarkRow> benchmarkDecode(DeviceModel &model, std::size_t depth,
                                                   const BenchmarkOptions &options);
[[nodiscard]] Result<BenchmarkRow> benchmarkBatch(DeviceModel &model, std::size_t n, std::size_t depth,
                                                  const BenchmarkOptions &options);
// Opening the file, checking it and repacking the weights.
[[nodiscard]] Result<BenchmarkRow> benchmarkLoad(const QString &path, const ModelOptions &modelOptions,
                                                 const BenchmarkOptions &options);

} // namespace gatewright::model
