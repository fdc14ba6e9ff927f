// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/learn/token_rows.h"
#include "core/model/model_source.h"

#include <memory>
#include <stop_token>

namespace gatewright::trainer {

// Rows of a model's embeddings and output layer, read from its file as they are asked for.
class ModelRows final : public learn::TokenRows
{
public:
    // Errors: those of ModelSource; Corrupt for embeddings that are not there or of the wrong shape;
    // Unsupported for a type of weights that is not known; InvalidInput for a model whose hash is another
    // than `hash`.
    [[nodiscard]] static Result<std::unique_ptr<ModelRows>> open(const QString &path, const QString &hash,
                                                                 std::stop_token stop);

    [[nodiscard]] std::size_t vocabularySize() const override { return m_vocabulary; }
    [[nodiscard]] std::size_t embedding() const override { return m_embedding; }
    [[nodiscard]] Result<void> inputRow(std::int32_t token, std::span<float> row) const override;
    [[nodiscard]] Result<void> outputRow(std::int32_t token, std::span<float> row) const override;

private:
    ModelRows() = default;

    [[nodiscard]] Result<void> row(const tensors::TensorInfo &tensor, std::int32_t token,
                                   std::span<float> row) const;

    std::unique_ptr<model::ModelSource> m_source;
    const tensors::TensorInfo *m_input = nullptr;
    const tensors::TensorInfo *m_output = nullptr;
    std::size_t m_vocabulary = 0;
    std::size_t m_embedding = 0;
};

} // namespace gatewright::trainer
