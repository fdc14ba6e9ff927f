// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/model/llama_config.h"

#include <QJsonObject>
#include <QString>

namespace gatewright::model {

// What config.json calls its architecture, "LlamaForCausalLM"; empty when it does not say.
[[nodiscard]] QString architectureOf(const QJsonObject &config);

// The shape that config.json describes; `place` is that file in errors. vocabularySize is what the file
// states, 0 for nothing. Corrupt for numbers that are missing or contradict each other, Unsupported for
// another architecture or variant (quantised weights, an unknown rope scaling or activation).
[[nodiscard]] Result<LlamaConfig> readHuggingFaceConfig(const QJsonObject &config, const QString &place);

} // namespace gatewright::model
