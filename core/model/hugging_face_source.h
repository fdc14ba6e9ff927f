// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/model_source.h"
#include "core/tensors/safetensors_folder.h"

#include <QJsonObject>

namespace gatewright::model {

// A model folder as Hugging Face publishes it: config.json, tokenizer.json, perhaps tokenizer_config.json,
// and the weights as safetensors.
class HuggingFaceSource final : public ModelSource
{
public:
    static constexpr qint64 kMaximumJsonBytes = 64'000'000;

    // Whether the folder has what makes a model: a config and weights.
    [[nodiscard]] static bool isIn(const QString &folder);

    // Errors: NotFound for a folder that is no model, Corrupt for files that are damaged, those of
    // SafetensorsFolder.
    [[nodiscard]] static Result<std::unique_ptr<ModelSource>> open(const QString &folder);

    [[nodiscard]] Format format() const override { return Format::HuggingFace; }
    [[nodiscard]] const QString &path() const override { return m_folder; }
    [[nodiscard]] Result<LlamaConfig> config() const override;
    [[nodiscard]] Result<TokenizerParts> tokenizer() const override;
    [[nodiscard]] std::span<const tensors::TensorInfo *const> tensors() const override
    {
        return m_weights->tensors();
    }
    [[nodiscard]] const tensors::TensorInfo *find(std::string_view name) const override;
    [[nodiscard]] std::string ownName(std::string_view name) const override;
    [[nodiscard]] QString fileOf(std::string_view name) const override;
    [[nodiscard]] bool isRedundant(const tensors::TensorInfo &tensor) const override;
    [[nodiscard]] HeadRows headRows() const override { return HeadRows::Halves; }
    [[nodiscard]] bool isTied() const override;
    [[nodiscard]] QString architecture() const override;
    [[nodiscard]] QString title() const override;
    // What the model card (README.md) says at its head.
    [[nodiscard]] QString licence() const override;
    [[nodiscard]] std::vector<std::span<const std::byte>> weightFiles() const override;
    [[nodiscard]] QStringList files() const override;

private:
    HuggingFaceSource() = default;

    QString m_folder;
    QJsonObject m_config;
    std::unique_ptr<tensors::SafetensorsFolder> m_weights;
};

} // namespace gatewright::model
