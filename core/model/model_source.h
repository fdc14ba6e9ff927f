// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/model/llama_config.h"
#include "core/model/tokenizer_parts.h"
#include "core/tensors/gguf_file.h"

#include <QString>
#include <QStringList>

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gatewright::model {

// How the rows of query and key matrices lie: a head's two halves one after the other, or the rows that are
// rotated against each other side by side.
enum class HeadRows { Halves, Pairs };

// A model as it lies on the disk, whatever the format: its description, its tokenizer and its tensors under
// one set of names, GGUF's ("blk.0.attn_q.weight"). Texts and tensors die with this object. Immutable; any
// thread may use it.
class ModelSource
{
public:
    enum class Format { Gguf, HuggingFace };

    virtual ~ModelSource() = default;

    // A GGUF file, or a folder as Hugging Face publishes models. Errors: those of GgufFile and
    // HuggingFaceSource.
    [[nodiscard]] static Result<std::unique_ptr<ModelSource>> open(const QString &path);
    // The same over an open file, which outlives it.
    [[nodiscard]] static std::unique_ptr<ModelSource> over(const tensors::GgufFile &file);

    [[nodiscard]] virtual Format format() const = 0;
    // What was opened.
    [[nodiscard]] virtual const QString &path() const = 0;

    // Corrupt or Unsupported, naming the file.
    [[nodiscard]] virtual Result<LlamaConfig> config() const = 0;
    [[nodiscard]] virtual Result<TokenizerParts> tokenizer() const = 0;

    // All tensors, in the order of the files.
    [[nodiscard]] virtual std::span<const tensors::TensorInfo *const> tensors() const = 0;
    // By GGUF's name; nullptr when the model has none.
    [[nodiscard]] virtual const tensors::TensorInfo *find(std::string_view name) const = 0;
    // How this model's own files name the tensor of that GGUF name, and the file it is or should be in: for
    // messages.
    [[nodiscard]] virtual std::string ownName(std::string_view name) const = 0;
    [[nodiscard]] virtual QString fileOf(std::string_view name) const = 0;
    // Whether the tensor says nothing that the decoder does not know already.
    [[nodiscard]] virtual bool isRedundant(const tensors::TensorInfo &tensor) const = 0;
    [[nodiscard]] virtual HeadRows headRows() const = 0;
    // Whether the embeddings are the output layer's weights too.
    [[nodiscard]] virtual bool isTied() const = 0;

    // For people; may be empty. The architecture as the files call it.
    [[nodiscard]] virtual QString architecture() const = 0;
    [[nodiscard]] virtual QString title() const = 0;
    [[nodiscard]] virtual QString licence() const = 0;
    // The bytes of the weight files, in the order of their names: what is hashed.
    [[nodiscard]] virtual std::vector<std::span<const std::byte>> weightFiles() const = 0;
    // The paths of all files that belong to it, each there now.
    [[nodiscard]] virtual QStringList files() const = 0;
    // The GGUF file, or null.
    [[nodiscard]] virtual const tensors::GgufFile *ggufFile() const { return nullptr; }
    // Of a GGUF file; 0 otherwise.
    [[nodiscard]] virtual std::uint32_t ggufVersion() const { return 0; }
};

} // namespace gatewright::model
