// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/tokenizer_parts.h"

#include <QJsonObject>
#include <QString>

namespace gatewright::model {

// The tokenizer of a model folder: tokenizer.json (BPE over bytes, or over characters with bytes as a last
// resort), and from tokenizer_config.json, where there is one, what a text begins with and the chat template.
// `config` is the folder's config.json. Unsupported for another kind, naming the part that is not known;
// Corrupt for files that contradict themselves; NotFound without a tokenizer.json.
[[nodiscard]] Result<TokenizerParts> readHuggingFaceTokenizer(const QString &folder,
                                                              const QJsonObject &config);

// The same from the parsed files; `fileName` stands for tokenizer.json in errors.
[[nodiscard]] Result<TokenizerParts> readHuggingFaceTokenizer(const QJsonObject &tokenizer,
                                                              const QJsonObject &tokenizerConfig,
                                                              const QJsonObject &config,
                                                              const QString &fileName);

} // namespace gatewright::model
