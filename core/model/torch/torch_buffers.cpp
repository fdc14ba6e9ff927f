// SPDX-License-Identifier: Apache-2.0
#include "core/model/torch/torch_buffers.h"

#include <ATen/ops/zeros.h>

namespace gatewright::model {

namespace {

// The first numbers of a buffer in another shape.
at::Tensor front(const at::Tensor &buffer, at::IntArrayRef sizes)
{
    std::int64_t count = 1;
    for (const std::int64_t size : sizes)
        count *= size;
    return buffer.flatten().narrow(0, 0, count).view(sizes);
}

} // namespace

TorchBuffers TorchBuffers::create(const LlamaConfig &config, std::int64_t rows, std::int64_t slots,
                                  c10::Device device)
{
    const auto embedding = static_cast<std::int64_t>(config.embeddingLength);
    const auto queryLength = static_cast<std::int64_t>(config.queryLength());
    const auto keyValueLength = static_cast<std::int64_t>(config.keyValueLength());
    const auto heads = static_cast<std::int64_t>(config.headCount);
    const auto keyValueHeads = static_cast<std::int64_t>(config.keyValueHeadCount);
    const auto dimension = static_cast<std::int64_t>(config.headDimension);
    const auto group = static_cast<std::int64_t>(config.groupHeads());
    const auto feedForward = static_cast<std::int64_t>(config.feedForwardLength);
    const auto floats = at::TensorOptions().dtype(at::kFloat).device(device);
    const auto numbers = at::TensorOptions().dtype(at::kLong).device(device);
    TorchBuffers buffers;
    buffers.ids = at::zeros({rows}, numbers);
    buffers.positions = at::zeros({rows}, numbers);
    buffers.slots = at::zeros({rows}, numbers);
    buffers.mask = at::zeros({rows, slots}, floats);
    buffers.hidden = at::zeros({rows, embedding}, floats);
    buffers.normal = at::zeros({rows, embedding}, floats);
    buffers.squares = at::zeros({rows, embedding}, floats);
    buffers.spread = at::zeros({rows, 1}, floats);
    buffers.heads = at::zeros({rows, queryLength + 2 * keyValueLength}, floats);
    buffers.turned = at::zeros({rows, heads + keyValueHeads, dimension}, floats);
    buffers.cosines = at::zeros({rows, dimension}, floats);
    buffers.sines = at::zeros({rows, dimension}, floats);
    buffers.queries = at::zeros({keyValueHeads, rows, group, dimension}, floats);
    buffers.scores = at::zeros({keyValueHeads, rows * group, slots}, floats);
    buffers.shares = at::zeros({keyValueHeads, rows * group, slots}, floats);
    buffers.mixed = at::zeros({keyValueHeads, rows * group, dimension}, floats);
    buffers.joined = at::zeros({rows, queryLength}, floats);
    buffers.gateUp = at::zeros({rows, (config.isGated() ? 2 : 1) * feedForward}, floats);
    buffers.active = at::zeros({rows, feedForward}, floats);
    buffers.logits = at::zeros({rows, static_cast<std::int64_t>(config.vocabularySize)}, floats);
    return buffers;
}

TorchBuffers TorchBuffers::forRows(const LlamaConfig &config, std::int64_t rows) const
{
    TorchBuffers part = *this;
    for (at::Tensor *tensor :
         {&part.ids, &part.positions, &part.slots, &part.mask, &part.hidden, &part.normal, &part.squares,
          &part.spread, &part.heads, &part.turned, &part.cosines, &part.sines, &part.joined, &part.gateUp,
          &part.active, &part.logits})
        *tensor = tensor->narrow(0, 0, rows);
    const std::int64_t grouped = rows * static_cast<std::int64_t>(config.groupHeads());
    part.queries = front(queries, {queries.size(0), rows, queries.size(2), queries.size(3)});
    part.scores = front(scores, {scores.size(0), grouped, scores.size(2)});
    part.shares = front(shares, {shares.size(0), grouped, shares.size(2)});
    part.mixed = front(mixed, {mixed.size(0), grouped, mixed.size(2)});
    return part;
}

std::size_t TorchBuffers::bytes() const
{
    std::size_t sum = 0;
    for (const at::Tensor *tensor : {&mask, &hidden, &normal, &squares, &heads, &turned, &queries, &scores,
                                     &shares, &mixed, &joined, &gateUp, &active, &logits})
        sum += tensor->nbytes();
    return sum;
}

} // namespace gatewright::model
