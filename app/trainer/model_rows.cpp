// SPDX-License-Identifier: Apache-2.0
#include "app/trainer/model_rows.h"

#include "core/model/known_models.h"
#include "core/tensors/dequantise.h"

#include <utility>

namespace gatewright::trainer {

Result<std::unique_ptr<ModelRows>> ModelRows::open(const QString &path, const QString &hash,
                                                   std::stop_token stop)
{
    std::unique_ptr<ModelRows> rows(new ModelRows);
    GW_TRY(source, model::ModelSource::open(path));
    GW_TRY(config, source->config());
    GW_TRY(found, model::sha256Of(source->weightFiles(), std::move(stop)));
    if (found != hash)
        return makeError(ErrorCode::InvalidInput,
                         QStringLiteral("The model is not the one that the training was meant for; start the "
                                        "training again."),
                         found, path);
    rows->m_vocabulary = config.vocabularySize;
    rows->m_embedding = config.embeddingLength;
    rows->m_input = source->find("token_embd.weight");
    rows->m_output = source->isTied() ? rows->m_input : source->find("output.weight");
    for (const tensors::TensorInfo *tensor : {rows->m_input, rows->m_output}) {
        if (tensor == nullptr ||
            tensor->shape != std::vector<std::uint64_t>{config.embeddingLength, config.vocabularySize})
            return makeError(ErrorCode::Corrupt,
                             QStringLiteral("The model has no embeddings, or of another shape than its "
                                            "description says."),
                             {}, path);
        if (!tensors::canDequantise(tensor->type))
            return makeError(ErrorCode::Unsupported,
                             QStringLiteral("The model's embeddings have a type this version cannot read."),
                             tensors::traits(tensor->type).name, path);
    }
    rows->m_source = std::move(source);
    return rows;
}

Result<void> ModelRows::inputRow(std::int32_t token, std::span<float> row) const
{
    return this->row(*m_input, token, row);
}

Result<void> ModelRows::outputRow(std::int32_t token, std::span<float> row) const
{
    return this->row(*m_output, token, row);
}

Result<void> ModelRows::row(const tensors::TensorInfo &tensor, std::int32_t token, std::span<float> row) const
{
    const auto index = static_cast<std::size_t>(token);
    if (token < 0 || index >= m_vocabulary)
        return makeError(ErrorCode::InvalidInput, QStringLiteral("The model has no such token."),
                         QString::number(token));
    const std::size_t bytes = tensor.data.size() / m_vocabulary;
    return tensors::dequantise(tensor.type, tensor.data.subspan(index * bytes, bytes), row);
}

} // namespace gatewright::trainer
