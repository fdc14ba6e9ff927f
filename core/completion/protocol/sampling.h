// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QJsonObject>
#include <QJsonValue>
#include <QString>

#include <cstdint>

namespace gatewright::completion {

// How the tokens of an answer are chosen; core/decode/sampler.h says what each setting does and in which
// order. As JSON: {"strategy": "greedy" | "sample" | "beam", "temperature": 0-10, "topK": 0-1000000, "topP":
// above 0-1, "minP": 0-1, "repetitionPenalty": 0.1-10, "repetitionWindow": 0-65536, "beams": 1-16, "seed":
// 0-2^53}; what is not named keeps its default.
struct SamplingChoice
{
    enum class Strategy { Greedy, Sample, Beam };

    Strategy strategy = Strategy::Greedy;
    double temperature = 0.4;
    int topK = 40;
    double topP = 0.95;
    std::uint64_t seed = 0;
    double minP = 0.0;
    double repetitionPenalty = 1.0;
    int repetitionWindow = 64; // tokens
    int beams = 4;

    friend bool operator==(const SamplingChoice &, const SamplingChoice &) = default;
};

// All of these give InvalidInput, naming the setting and what it takes, for a value that means nothing.

// "greedy", "sample" or "beam".
[[nodiscard]] Result<SamplingChoice::Strategy> strategyFromName(const QString &name);
// One of the numbers above by its name, in the manner of JSON (topK) or of the command line (top_k).
[[nodiscard]] Result<void> setSampling(SamplingChoice &sampling, const QString &name, double value);
// Unknown members are refused: a misspelt setting should not do nothing.
[[nodiscard]] Result<SamplingChoice> samplingFromJson(const QJsonValue &json,
                                                      const SamplingChoice &defaults = {});

[[nodiscard]] QJsonObject toJson(const SamplingChoice &sampling);
// All settings in the manner of the command line: "temperature (0 to 10), top_k (0 to 1000000), ...".
[[nodiscard]] QString samplingSettingsHelp();

} // namespace gatewright::completion
