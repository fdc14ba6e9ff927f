// SPDX-License-Identifier: Apache-2.0
#include "core/decode/draft/head_network.h"

#include "core/decode/draft/top_tokens.h"
#include "core/model/kernels/packed_matrix.h"
#include "core/model/llama_weights.h"
#include "core/model/thread_pool.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace gatewright::decode {

namespace {

using model::kBlockColumns;
using model::kGroupRows;

std::size_t packedBytes(std::size_t rows, std::size_t columns)
{
    return model::MemoryArena::padded(model::packedBytes(model::WeightLayout::Bytes, rows, columns));
}

} // namespace

Result<HeadNetwork> HeadNetwork::create(const model::LlamaModel &model, const tensors::DraftHead &head)
{
    const std::size_t width = model.config().embeddingLength;
    const auto isForeign = [&](std::int32_t token) {
        return token < 0 || static_cast<std::size_t>(token) >= model.config().vocabularySize;
    };
    const std::size_t q8 = kBlockColumns + 2; // bytes of a block
    const auto holds = [&](const std::vector<std::byte> &stored, std::size_t rows, std::size_t columns) {
        return stored.size() == rows * (columns / kBlockColumns) * q8;
    };
    if (head.shape.embedding != width || width % kBlockColumns != 0 ||
        head.shape.inner % kBlockColumns != 0 || head.shape.depths == 0 || head.vocabulary.empty() ||
        std::ranges::any_of(head.vocabulary, isForeign) || !holds(head.input, head.shape.inner, 2 * width) ||
        !holds(head.output, width, head.shape.inner) ||
        head.depthBias.size() != head.shape.depths * head.shape.inner)
        return makeError(ErrorCode::InvalidInput,
                         QStringLiteral("The acceleration head was made for a model of another size."));
    GW_TRY(arena, model::MemoryArena::create(packedBytes(head.shape.inner, 2 * width) +
                                             packedBytes(width, head.shape.inner) +
                                             packedBytes(head.vocabulary.size(), width)));
    return HeadNetwork(model, head, std::move(arena));
}

HeadNetwork::HeadNetwork(const model::LlamaModel &model, const tensors::DraftHead &head,
                         model::MemoryArena arena)
    : m_model(&model)
    , m_width(head.shape.embedding)
    , m_inner(head.shape.inner)
    , m_arena(std::move(arena))
    , m_depthBias(head.depthBias)
    , m_depths(head.shape.depths)
    , m_vocabulary(head.vocabulary.begin(), head.vocabulary.end())
    , m_ones(m_width, 1.0F)
    , m_joined(2 * m_width)
    , m_activation((m_inner + kGroupRows - 1) / kGroupRows * kGroupRows)
    , m_logits((m_vocabulary.size() + kGroupRows - 1) / kGroupRows * kGroupRows)
    , m_blocks(std::max(2 * m_width, m_inner) / kBlockColumns)
{
    m_input = pack(head.input, m_inner, 2 * m_width);
    m_output = pack(head.output, m_width, m_inner);
    m_slice = pack(sliceOf(model, m_vocabulary), m_vocabulary.size(), m_width);
}

model::MatrixView HeadNetwork::pack(std::span<const std::byte> stored, std::size_t rows, std::size_t columns)
{
    model::MatrixView view;
    view.layout = model::WeightLayout::Bytes;
    view.rows = static_cast<std::uint32_t>(rows);
    view.columns = static_cast<std::uint32_t>(columns);
    view.groupBytes = model::groupBytes(view.layout, columns);
    std::byte *destination = m_arena.allocate(model::packedBytes(view.layout, rows, columns));
    view.data = reinterpret_cast<const std::uint8_t *>(destination);
    const model::PackJob job{tensors::TensorType::Q8_0, stored, view, destination,
                             [](std::size_t row) { return row; }};
    model::packGroups(job, 0, view.groups());
    return view;
}

std::vector<std::byte> HeadNetwork::sliceOf(const model::LlamaModel &model,
                                            std::span<const std::int32_t> tokens)
{
    const model::MatrixView &output = model.weights().output;
    std::vector<float> rows(tokens.size() * output.columns);
    for (std::size_t row = 0; row < tokens.size(); ++row)
        model::unpackRow(output, static_cast<std::size_t>(tokens[row]), rows.data() + row * output.columns);
    return tensors::quantiseBytes(rows);
}

void HeadNetwork::quantise(std::span<const float> values)
{
    m_model->kernels().quantise(values.data(), values.size(), m_blocks.data());
}

// By every worker alike, with what quantise() was called with last.
void HeadNetwork::multiply(const model::MatrixView &matrix, float *output)
{
    model::ThreadPool &pool = m_model->threadPool();
    pool.share(matrix.groups(), pool.pieceOf(matrix.groups()), [&](std::size_t first, std::size_t last) {
        model::MatmulTask<model::QuantisedBlock> task;
        task.matrix = matrix;
        task.firstGroup = first;
        task.lastGroup = last;
        task.activations = m_blocks.data();
        task.activationStride = matrix.columns / kBlockColumns;
        task.rows = 1;
        task.output = output;
        task.outputStride = matrix.groups() * kGroupRows;
        m_model->kernels().matmulQuantised(task);
    });
}

void HeadNetwork::activate(std::size_t depth)
{
    const float *bias = m_depthBias.data() + (std::min(depth, m_depths) - 1) * m_inner;
    for (std::size_t i = 0; i < m_inner; ++i) {
        const float sum = m_activation[i] + bias[i];
        m_activation[i] = sum / (1.0F + std::exp(-sum));
    }
    quantise(std::span(m_activation).first(m_inner));
}

void HeadNetwork::step(std::span<float> state, TokenId token, std::size_t depth)
{
    const model::KernelTable &kernels = m_model->kernels();
    model::ThreadPool &pool = m_model->threadPool();
    float *embedding = m_joined.data() + m_width;
    model::unpackRow(m_model->weights().embedding, static_cast<std::size_t>(token), embedding);
    kernels.normalise(state.data(), m_ones.data(), m_width, tensors::kHeadNormEpsilon, m_joined.data());
    kernels.normalise(embedding, m_ones.data(), m_width, tensors::kHeadNormEpsilon, embedding);
    quantise(m_joined);
    pool.runBriefly([&](unsigned) {
        multiply(m_input, m_activation.data());
        pool.share(1, 1, [&](std::size_t, std::size_t) { activate(depth); });
        multiply(m_output, m_joined.data()); // which is free again
    });
    for (std::size_t i = 0; i < m_width; ++i)
        state[i] += m_joined[i];
}

RowTop HeadNetwork::top(std::span<const float> state)
{
    quantise(state);
    m_model->threadPool().runBriefly([&](unsigned) { multiply(m_slice, m_logits.data()); });
    RowTop top = topTokens(std::span(m_logits).first(m_vocabulary.size()));
    for (std::size_t rank = 0; rank < top.count; ++rank)
        top.tokens[rank] = m_vocabulary[static_cast<std::size_t>(top.tokens[rank])];
    return top;
}

} // namespace gatewright::decode
