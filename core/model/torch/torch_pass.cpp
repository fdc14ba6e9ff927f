// SPDX-License-Identifier: Apache-2.0
#include "core/model/torch/torch_pass.h"

#include <ATen/ops/_softmax.h>
#include <ATen/ops/add.h>
#include <ATen/ops/bmm.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/gelu.h>
#include <ATen/ops/index_select.h>
#include <ATen/ops/mean.h>
#include <ATen/ops/mm.h>
#include <ATen/ops/mul.h>
#include <ATen/ops/silu.h>
#include <ATen/ops/sub.h>
#include <ATen/ops/zeros.h>
#include <c10/core/StreamGuard.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace gatewright::model {

namespace {

void addBias(at::Tensor rows, const at::Tensor &bias)
{
    if (bias.defined())
        rows.add_(bias);
}

// The current stream, on a GPU.
class OnStream
{
public:
    explicit OnStream(const std::optional<c10::Stream> &stream)
    {
        if (stream)
            m_guard.emplace(*stream);
    }

private:
    std::optional<c10::StreamGuard> m_guard;
};

} // namespace

TorchPass::TorchPass(const LlamaConfig &config, const TorchWeights &weights, c10::Device device,
                     DeviceOptions::PassRows passRows, std::int64_t slots)
    : m_config(config)
    , m_weights(weights)
    , m_device(device)
    , m_passRows(passRows)
    , m_slots(slots)
{
    if (device.is_cuda())
        m_stream = newStream(device);
    const OnStream current(m_stream);
    const std::int64_t allSlots = slots + kMostRows;
    const auto floats = at::TensorOptions().dtype(at::kFloat).device(device);
    const auto heads = static_cast<std::int64_t>(config.keyValueHeadCount);
    const auto dimension = static_cast<std::int64_t>(config.headDimension);
    // Zeros: a masked slot counts nothing, but only while it holds numbers.
    for (std::size_t layer = 0; layer < config.blockCount; ++layer) {
        m_keys.push_back(at::zeros({heads, allSlots, dimension}, floats));
        m_values.push_back(at::zeros({heads, allSlots, dimension}, floats));
    }
    const TorchBuffers all = TorchBuffers::create(config, kMostRows, allSlots, device);
    for (std::size_t i = 0; i < kWidths.size(); ++i)
        m_widths[i].buffers = all.forRows(config, kWidths[i]);
    m_hostNumbers = at::zeros({3, kMostRows}, at::kLong);
    m_hostMask = at::zeros({kMostRows, allSlots}, at::kFloat);
}

std::size_t TorchPass::widthFor(std::size_t rows) const
{
    if (m_passRows == DeviceOptions::PassRows::Same)
        return kWidths.size() - 1;
    const auto width = std::ranges::find_if(
        kWidths, [rows](std::int64_t most) { return static_cast<std::size_t>(most) >= rows; });
    return static_cast<std::size_t>(width - kWidths.begin());
}

void TorchPass::fillInputs(const TorchBuffers &buffers, std::span<const TorchRow> rows)
{
    const std::int64_t width = buffers.ids.size(0);
    auto *numbers = m_hostNumbers.mutable_data_ptr<std::int64_t>();
    auto *mask = m_hostMask.mutable_data_ptr<float>();
    const std::int64_t allSlots = m_slots + kMostRows;
    std::fill_n(mask, width * allSlots, -std::numeric_limits<float>::infinity());
    for (std::int64_t i = 0; i < width; ++i) {
        // A row that nobody asked for sees itself.
        const std::int64_t spare = m_slots + i;
        const bool isAsked = static_cast<std::size_t>(i) < rows.size();
        const TorchRow row = isAsked ? rows[static_cast<std::size_t>(i)] : TorchRow{0, 0, spare, 0, {spare}};
        numbers[i] = row.token;
        numbers[kMostRows + i] = row.position;
        numbers[2 * kMostRows + i] = row.slot;
        float *sees = mask + i * allSlots;
        std::fill_n(sees, row.inPlace, 0.0F);
        for (const std::int64_t slot : row.more)
            sees[slot] = 0.0F;
    }
    buffers.ids.copy_(m_hostNumbers[0].narrow(0, 0, width));
    buffers.positions.copy_(m_hostNumbers[1].narrow(0, 0, width));
    buffers.slots.copy_(m_hostNumbers[2].narrow(0, 0, width));
    buffers.mask.copy_(m_hostMask.narrow(0, 0, width));
}

void TorchPass::run(std::span<const TorchRow> rows, Output output)
{
    const OnStream current(m_stream);
    m_lastWidth = widthFor(rows.size());
    Width &width = m_widths[m_lastWidth];
    fillInputs(width.buffers, rows);
    if (m_stream && !width.isRecorded)
        record(width);
    if (width.layers)
        width.layers->replay();
    else
        runLayers(width.buffers);
    if (output == Output::None)
        return;
    if (width.output)
        width.output->replay();
    else
        runOutput(width.buffers);
}

// Runs once for what libraries set up at their first use, then records. The pass computes the same again.
void TorchPass::record(Width &width)
{
    runLayers(width.buffers);
    runOutput(width.buffers);
    m_stream->synchronize();
    width.layers = CudaGraph::record(*m_stream, [&] { runLayers(width.buffers); });
    width.output = CudaGraph::record(*m_stream, [&] { runOutput(width.buffers); });
    width.isRecorded = true;
}

void TorchPass::runLayers(const TorchBuffers &buffers) const
{
    at::Tensor hidden = buffers.hidden;
    at::Tensor cosines = buffers.cosines;
    at::Tensor sines = buffers.sines;
    at::index_select_out(hidden, m_weights.embedding, 0, buffers.ids);
    at::index_select_out(cosines, m_weights.cosines, 0, buffers.positions);
    at::index_select_out(sines, m_weights.sines, 0, buffers.positions);
    for (std::size_t i = 0; i < m_weights.layers.size(); ++i) {
        const TorchLayer &layer = m_weights.layers[i];
        normalise(buffers, layer.attentionNorm);
        attend(buffers, layer, i);
        normalise(buffers, layer.feedForwardNorm);
        feedForward(buffers, layer);
    }
}

void TorchPass::attend(const TorchBuffers &buffers, const TorchLayer &layer, std::size_t index) const
{
    const auto queryHeads = static_cast<std::int64_t>(m_config.headCount);
    const auto keyHeads = static_cast<std::int64_t>(m_config.keyValueHeadCount);
    const auto dimension = static_cast<std::int64_t>(m_config.headDimension);
    const auto group = static_cast<std::int64_t>(m_config.groupHeads());
    const std::int64_t half = dimension / 2;
    at::Tensor heads = buffers.heads;
    at::mm_out(heads, buffers.normal, layer.queryKeyValue.weight);
    addBias(heads, layer.queryKeyValue.bias);

    // Queries and keys turn: x cos + (-second half, first half) sin.
    at::Tensor turning = heads.narrow(1, 0, (queryHeads + keyHeads) * dimension)
                             .unflatten(1, {queryHeads + keyHeads, dimension});
    at::Tensor turned = buffers.turned;
    turned.narrow(2, 0, half).copy_(turning.narrow(2, half, half)).neg_();
    turned.narrow(2, half, half).copy_(turning.narrow(2, 0, half));
    turning.mul_(buffers.cosines.unsqueeze(1)).addcmul_(turned, buffers.sines.unsqueeze(1));

    const at::Tensor keys = turning.narrow(1, queryHeads, keyHeads).transpose(0, 1);
    const at::Tensor values = heads.narrow(1, (queryHeads + keyHeads) * dimension, keyHeads * dimension)
                                  .unflatten(1, {keyHeads, dimension})
                                  .transpose(0, 1);
    at::Tensor allKeys = m_keys[index];
    at::Tensor allValues = m_values[index];
    allKeys.index_copy_(1, buffers.slots, keys);
    allValues.index_copy_(1, buffers.slots, values);

    at::Tensor queries = buffers.queries;
    queries.copy_(turning.narrow(1, 0, queryHeads).unflatten(1, {keyHeads, group}).transpose(0, 1))
        .mul_(1.0 / std::sqrt(double(dimension)));
    at::Tensor scores = buffers.scores;
    at::Tensor shares = buffers.shares;
    at::Tensor mixed = buffers.mixed;
    at::bmm_out(scores, queries.flatten(1, 2), allKeys.transpose(1, 2));
    scores.unflatten(1, {-1, group}).add_(buffers.mask.unsqueeze(0).unsqueeze(2));
    at::_softmax_out(shares, scores, -1, false);
    at::bmm_out(mixed, shares, allValues);
    at::Tensor joined = buffers.joined;
    joined.unflatten(1, {keyHeads, group, dimension}).copy_(mixed.unflatten(1, {-1, group}).transpose(0, 1));
    at::Tensor hidden = buffers.hidden;
    hidden.addmm_(joined, layer.attentionOutput.weight);
    addBias(hidden, layer.attentionOutput.bias);
}

void TorchPass::feedForward(const TorchBuffers &buffers, const TorchLayer &layer) const
{
    at::Tensor gateUp = buffers.gateUp;
    at::Tensor active = buffers.active;
    at::mm_out(gateUp, buffers.normal, layer.gateUp.weight);
    addBias(gateUp, layer.gateUp.bias);
    if (m_config.isGated()) {
        const std::int64_t length = active.size(1);
        at::silu_out(active, gateUp.narrow(1, 0, length));
        active.mul_(gateUp.narrow(1, length, length));
    } else {
        at::gelu_out(active, gateUp, "tanh");
    }
    at::Tensor hidden = buffers.hidden;
    hidden.addmm_(active, layer.down.weight);
    addBias(hidden, layer.down.bias);
}

void TorchPass::runOutput(const TorchBuffers &buffers) const
{
    normalise(buffers, m_weights.outputNorm);
    at::Tensor logits = buffers.logits;
    at::mm_out(logits, buffers.normal, m_weights.output.weight);
    addBias(logits, m_weights.output.bias);
}

void TorchPass::normalise(const TorchBuffers &buffers, const TorchNorm &norm) const
{
    at::Tensor normal = buffers.normal;
    at::Tensor squares = buffers.squares;
    at::Tensor spread = buffers.spread;
    if (norm.bias.defined()) {
        at::mean_out(spread, buffers.hidden, at::IntArrayRef{1}, true);
        at::sub_out(normal, buffers.hidden, spread);
    } else {
        normal.copy_(buffers.hidden);
    }
    at::mul_out(squares, normal, normal);
    at::mean_out(spread, squares, at::IntArrayRef{1}, true);
    spread.add_(double(m_config.normEpsilon)).rsqrt_();
    normal.mul_(spread).mul_(norm.weight);
    addBias(normal, norm.bias);
}

void TorchPass::copyLogits(std::int64_t first, std::int64_t count, float *values) const
{
    const OnStream current(m_stream);
    const at::Tensor &logits = m_widths[m_lastWidth].buffers.logits;
    at::from_blob(values, {count, logits.size(1)}, at::kFloat).copy_(logits.narrow(0, first, count));
}

void TorchPass::copyStates(std::int64_t first, std::int64_t count, float *values) const
{
    const OnStream current(m_stream);
    const at::Tensor &states = m_widths[m_lastWidth].buffers.normal;
    at::from_blob(values, {count, states.size(1)}, at::kFloat).copy_(states.narrow(0, first, count));
}

void TorchPass::copySlot(std::int64_t from, std::int64_t to)
{
    if (from == to)
        return;
    const OnStream current(m_stream);
    for (std::size_t layer = 0; layer < m_keys.size(); ++layer) {
        m_keys[layer].select(1, to).copy_(m_keys[layer].select(1, from));
        m_values[layer].select(1, to).copy_(m_values[layer].select(1, from));
    }
}

bool TorchPass::hasGraphs() const
{
    return m_widths[m_lastWidth].layers != nullptr;
}

std::size_t TorchPass::bytes() const
{
    std::size_t sum = m_widths.back().buffers.bytes();
    for (const at::Tensor &keys : m_keys)
        sum += 2 * keys.nbytes();
    return sum;
}

} // namespace gatewright::model
