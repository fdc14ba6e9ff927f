// SPDX-License-Identifier: Apache-2.0
#include "core/model/llama_model.h"

#include "core/model/llama_weights.h"
#include "core/model/thread_pool.h"

namespace gatewright::model {

namespace {

constexpr unsigned kMaximumThreads = 64;

} // namespace

LlamaModel::~LlamaModel() = default;

Result<std::unique_ptr<LlamaModel>> LlamaModel::load(const tensors::GgufFile &file,
                                                     const ModelOptions &options)
{
    return load(*ModelSource::over(file), options);
}

Result<std::unique_ptr<LlamaModel>> LlamaModel::load(const ModelSource &source, const ModelOptions &options)
{
    if (options.threads > kMaximumThreads)
        return makeError(ErrorCode::InvalidInput,
                         QStringLiteral("At most %1 threads can be used.").arg(kMaximumThreads));
    const KernelTable *kernels = options.table != nullptr ? options.table : kernelTable(options.kernels);
    if (kernels == nullptr)
        return makeError(
            ErrorCode::Missing,
            QStringLiteral("This processor lacks the instructions of the kernels that were chosen, or the "
                           "system keeps them back; choose the automatic ones."));

    std::unique_ptr<LlamaModel> model(new LlamaModel);
    GW_TRY(config, source.config());
    model->m_config = std::move(config);
    model->m_precision = options.precision;
    model->m_cachePrecision = options.cache;
    model->m_kernels = kernels;
    model->m_pool = std::make_unique<ThreadPool>(options.threads);
    GW_TRY(weights, LlamaWeights::load(source, model->m_config, *model->m_pool));
    model->m_weights = std::make_unique<LlamaWeights>(std::move(weights));
    return model;
}

std::size_t LlamaModel::weightBytes() const
{
    return m_weights->arena.size();
}

} // namespace gatewright::model
