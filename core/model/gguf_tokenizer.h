// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/tokenizer_parts.h"
#include "core/tensors/gguf_file.h"

namespace gatewright::model {

// The tokenizer under the keys tokenizer.ggml.*: byte-level BPE ("gpt2") or SentencePiece ("llama").
// Unsupported for another kind; Corrupt for keys that are missing or contradict each other.
[[nodiscard]] Result<TokenizerParts> readTokenizer(const tensors::GgufFile &file);

} // namespace gatewright::model
