// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/model/kernels/kernel_table.h"
#include "core/model/kv_cache.h"
#include "core/model/llama_config.h"
#include "core/model/model_source.h"
#include "core/tensors/gguf_file.h"

#include <memory>

namespace gatewright::model {

class ThreadPool;
struct LlamaWeights;

// How activations meet the weights.
enum class Precision {
    Int8Activations, // 8 bits per 32 values, integer dot products: what is served
    Float32, // weights expanded on the fly, everything else in float: the reference, several times slower
};

struct ModelOptions
{
    unsigned threads = 0; // 0: one for each core this process may use, at most 8
    KernelChoice kernels = KernelChoice::Automatic;
    const KernelTable *table =
        nullptr; // instead of a choice: for tests, of what this processor only imitates
    Precision precision = Precision::Int8Activations;
    CachePrecision cache =
        CachePrecision::Bytes; // Float32 keeps keys and values in float, whatever this says
};

// The weights of a Llama-family decoder, repacked for this processor, with the threads that compute on them.
// What a sequence needs besides (cache, logits) is in Context. The source may be closed after load().
//
// One evaluation at a time over all contexts of a model: they share its threads. No locking here.
class LlamaModel
{
public:
    // Errors: Corrupt (with the tensor or key), Unsupported, LimitExceeded (memory), Missing (the kernels
    // that were asked for need another processor).
    [[nodiscard]] static Result<std::unique_ptr<LlamaModel>> load(const ModelSource &source,
                                                                  const ModelOptions &options = {});
    [[nodiscard]] static Result<std::unique_ptr<LlamaModel>> load(const tensors::GgufFile &file,
                                                                  const ModelOptions &options = {});
    ~LlamaModel();

    LlamaModel(const LlamaModel &) = delete;
    LlamaModel &operator=(const LlamaModel &) = delete;

    [[nodiscard]] const LlamaConfig &config() const { return m_config; }
    [[nodiscard]] Precision precision() const { return m_precision; }
    [[nodiscard]] CachePrecision cachePrecision() const { return m_cachePrecision; }
    [[nodiscard]] const KernelTable &kernels() const { return *m_kernels; }
    [[nodiscard]] const LlamaWeights &weights() const { return *m_weights; }
    [[nodiscard]] ThreadPool &threadPool() const { return *m_pool; }
    // Memory of the repacked weights.
    [[nodiscard]] std::size_t weightBytes() const;

private:
    LlamaModel() = default;

    LlamaConfig m_config;
    Precision m_precision = Precision::Int8Activations;
    CachePrecision m_cachePrecision = CachePrecision::Bytes;
    const KernelTable *m_kernels = nullptr;
    std::unique_ptr<ThreadPool> m_pool;
    std::unique_ptr<LlamaWeights> m_weights;
};

} // namespace gatewright::model
