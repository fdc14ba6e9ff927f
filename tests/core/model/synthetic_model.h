// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/llama_config.h"
#include "core/model/token.h"
#include "core/tensors/dequantise.h"
#include "core/tensors/gguf_file.h"
#include "core/tensors/half.h"
#include "tests/support/gguf_builder.h"

#include <bit>
#include <cmath>
#include <random>
#include <span>
#include <string>
#include <vector>

namespace gatewright::model {

// A small Llama with random weights; the knobs are what the tests turn.
struct SyntheticModel
{
    std::uint32_t vocabulary = 100;
    std::uint32_t embedding = 64;
    std::uint32_t feedForward = 96;
    std::uint32_t blocks = 2;
    std::uint32_t heads = 4;
    std::uint32_t keyValueHeads = 2;
    std::uint32_t headDimension = 32;
    std::uint32_t context = 2048;
    tensors::TensorType weights = tensors::TensorType::Q4_1;
    tensors::TensorType embeddings = tensors::TensorType::Q8_0;
    bool tied = true;
    unsigned seed = 1;

    [[nodiscard]] test::GgufBuilder builder() const
    {
        std::mt19937 generator(seed);
        test::GgufBuilder file;
        file.text("general.architecture", "llama")
            .uint32("llama.block_count", blocks)
            .uint32("llama.context_length", context)
            .uint32("llama.embedding_length", embedding)
            .uint32("llama.feed_forward_length", feedForward)
            .uint32("llama.attention.head_count", heads)
            .uint32("llama.attention.head_count_kv", keyValueHeads)
            .uint32("llama.attention.key_length", headDimension)
            .uint32("llama.attention.value_length", headDimension)
            .uint32("llama.rope.dimension_count", headDimension)
            .float32("llama.rope.freq_base", 10000.0F)
            .float32("llama.attention.layer_norm_rms_epsilon", 1e-5F)
            .uint32("llama.vocab_size", vocabulary);
        const auto matrix = [&](const std::string &name, std::uint64_t columns, std::uint64_t rows,
                                tensors::TensorType type) {
            file.tensor(name, {columns, rows}, type, randomBlocks(generator, type, columns * rows, columns));
        };
        const auto norm = [&](const std::string &name) {
            QByteArray values;
            std::uniform_real_distribution<float> around(0.8F, 1.2F);
            for (std::uint32_t i = 0; i < embedding; ++i)
                append(values, around(generator));
            file.tensor(name, {embedding}, tensors::TensorType::F32, values);
        };
        matrix("token_embd.weight", embedding, vocabulary, embeddings);
        for (std::uint32_t i = 0; i < blocks; ++i) {
            const std::string prefix = "blk." + std::to_string(i) + ".";
            norm(prefix + "attn_norm.weight");
            matrix(prefix + "attn_q.weight", embedding, heads * headDimension, weights);
            matrix(prefix + "attn_k.weight", embedding, keyValueHeads * headDimension, weights);
            matrix(prefix + "attn_v.weight", embedding, keyValueHeads * headDimension, weights);
            matrix(prefix + "attn_output.weight", heads * headDimension, embedding, weights);
            norm(prefix + "ffn_norm.weight");
            matrix(prefix + "ffn_gate.weight", embedding, feedForward, weights);
            matrix(prefix + "ffn_up.weight", embedding, feedForward, weights);
            matrix(prefix + "ffn_down.weight", feedForward, embedding, weights);
        }
        norm("output_norm.weight");
        if (!tied)
            matrix("output.weight", embedding, vocabulary, embeddings);
        return file;
    }

    template <class T>
    static void append(QByteArray &bytes, T value)
    {
        bytes.append(reinterpret_cast<const char *>(&value), sizeof value);
    }

    // Numbers with a spread of about 1 / sqrt(columns), so that activations keep their size from layer to
    // layer.
    static QByteArray randomBlocks(std::mt19937 &generator, tensors::TensorType type, std::uint64_t count,
                                   std::uint64_t columns)
    {
        std::normal_distribution<float> normal(0.0F, 1.0F / std::sqrt(static_cast<float>(columns)));
        const float spread = 2.0F / std::sqrt(static_cast<float>(columns));
        std::uniform_real_distribution<float> scale(0.5F * spread, spread);
        const auto &traits = tensors::traits(type);
        QByteArray bytes;
        for (std::uint64_t block = 0; block < count / traits.elementsPerBlock; ++block) {
            const float step = scale(generator);
            switch (type) {
            case tensors::TensorType::F32:
                append(bytes, normal(generator));
                continue;
            case tensors::TensorType::F16:
                append(bytes, tensors::floatToHalf(normal(generator)));
                continue;
            case tensors::TensorType::Q4_1:
                append(bytes, tensors::floatToHalf(step / 4.0F));
                append(bytes, tensors::floatToHalf(-step * 7.5F / 4.0F));
                break;
            case tensors::TensorType::Q4_0:
                append(bytes, tensors::floatToHalf(step / 4.0F));
                break;
            case tensors::TensorType::BF16: // the upper half of a float
                append(bytes,
                       static_cast<std::uint16_t>(std::bit_cast<std::uint32_t>(normal(generator)) >> 16));
                continue;
            case tensors::TensorType::Q5_0:
                append(bytes, tensors::floatToHalf(step / 8.0F));
                break;
            case tensors::TensorType::Q5_1:
                append(bytes, tensors::floatToHalf(step / 8.0F));
                append(bytes, tensors::floatToHalf(-step * 15.5F / 8.0F));
                break;
            case tensors::TensorType::Q4_K: // times random scales of 6 bits
                append(bytes, tensors::floatToHalf(step / 256.0F));
                append(bytes, tensors::floatToHalf(step * 7.5F / 256.0F));
                break;
            case tensors::TensorType::Q5_K:
                append(bytes, tensors::floatToHalf(step / 512.0F));
                append(bytes, tensors::floatToHalf(step * 15.5F / 512.0F));
                break;
            case tensors::TensorType::Q6_K: // times random scales of 8 bits; its scale comes last
                while (bytes.size() % traits.bytesPerBlock != 208)
                    bytes.append(static_cast<char>(generator() & 0xffU));
                append(bytes, tensors::floatToHalf(step / 1200.0F));
                break;
            default:
                append(bytes, tensors::floatToHalf(step / 64.0F));
                break;
            }
            while (bytes.size() % traits.bytesPerBlock != 0)
                bytes.append(static_cast<char>(generator() & 0xffU));
        }
        return bytes;
    }
};

// The same model computed plainly in double, straight from the file: what the decoder must agree with.
class PlainLlama
{
public:
    PlainLlama(const tensors::GgufFile &file, const LlamaConfig &config)
        : m_file(file)
        , m_config(config)
    {
    }

    // Logits at the last of the tokens.
    [[nodiscard]] std::vector<double> logits(std::span<const TokenId> tokens) const
    {
        std::vector<std::vector<double>> rows;
        const auto embedding = matrix("token_embd.weight");
        for (const TokenId token : tokens) {
            const auto begin = embedding.begin() + static_cast<std::ptrdiff_t>(token) *
                                                       static_cast<std::ptrdiff_t>(m_config.embeddingLength);
            rows.emplace_back(begin, begin + static_cast<std::ptrdiff_t>(m_config.embeddingLength));
        }
        for (std::size_t i = 0; i < m_config.blockCount; ++i)
            block("blk." + std::to_string(i) + ".", rows);
        return multiply(m_file.find("output.weight") != nullptr ? "output.weight" : "token_embd.weight",
                        normalised("output_norm.weight", rows.back()), m_config.vocabularySize);
    }

private:
    using Row = std::vector<double>;

    [[nodiscard]] Row matrix(const std::string &name) const
    {
        const tensors::TensorInfo *info = m_file.find(name);
        std::vector<float> values(info->elementCount());
        if (!tensors::dequantise(info->type, info->data, values))
            return {};
        return {values.begin(), values.end()};
    }

    [[nodiscard]] Row multiply(const std::string &name, const Row &x, std::size_t outputs) const
    {
        const Row weights = matrix(name);
        Row result(outputs, 0.0);
        for (std::size_t r = 0; r < outputs; ++r)
            for (std::size_t k = 0; k < x.size(); ++k)
                result[r] += weights[r * x.size() + k] * x[k];
        return result;
    }

    [[nodiscard]] Row normalised(const std::string &name, const Row &x) const
    {
        const Row weights = matrix(name);
        double squares = 0.0;
        for (const double value : x)
            squares += value * value;
        const double factor = 1.0 / std::sqrt(squares / static_cast<double>(x.size()) +
                                              static_cast<double>(m_config.normEpsilon));
        Row result(x.size());
        for (std::size_t i = 0; i < x.size(); ++i)
            result[i] = x[i] * factor * weights[i];
        return result;
    }

    // GGUF keeps the two numbers that are rotated against each other side by side.
    void rotate(Row &heads, std::size_t position) const
    {
        const std::size_t dimension = m_config.headDimension;
        for (std::size_t i = 0; i + 1 < heads.size(); i += 2) {
            const double exponent = static_cast<double>(i % dimension) / static_cast<double>(dimension);
            const double angle =
                static_cast<double>(position) * std::pow(static_cast<double>(m_config.ropeBase), -exponent);
            const double a = heads[i];
            const double b = heads[i + 1];
            heads[i] = a * std::cos(angle) - b * std::sin(angle);
            heads[i + 1] = a * std::sin(angle) + b * std::cos(angle);
        }
    }

    void block(const std::string &prefix, std::vector<Row> &rows) const
    {
        const std::size_t dimension = m_config.headDimension;
        std::vector<Row> keys;
        std::vector<Row> values;
        for (std::size_t position = 0; position < rows.size(); ++position) {
            Row &row = rows[position];
            const Row x = normalised(prefix + "attn_norm.weight", row);
            Row queries = multiply(prefix + "attn_q.weight", x, m_config.queryLength());
            keys.push_back(multiply(prefix + "attn_k.weight", x, m_config.keyValueLength()));
            values.push_back(multiply(prefix + "attn_v.weight", x, m_config.keyValueLength()));
            rotate(queries, position);
            rotate(keys.back(), position);
            Row joined(m_config.queryLength(), 0.0);
            for (std::size_t head = 0; head < m_config.headCount; ++head) {
                const std::size_t shared = head / m_config.groupHeads() * dimension;
                Row weights;
                double total = 0.0;
                for (const Row &key : keys) {
                    double dot = 0.0;
                    for (std::size_t d = 0; d < dimension; ++d)
                        dot += queries[head * dimension + d] * key[shared + d];
                    weights.push_back(std::exp(dot / std::sqrt(static_cast<double>(dimension))));
                    total += weights.back();
                }
                for (std::size_t p = 0; p < weights.size(); ++p)
                    for (std::size_t d = 0; d < dimension; ++d)
                        joined[head * dimension + d] += weights[p] / total * values[p][shared + d];
            }
            add(row, multiply(prefix + "attn_output.weight", joined, m_config.embeddingLength));
            const Row y = normalised(prefix + "ffn_norm.weight", row);
            Row gate = multiply(prefix + "ffn_gate.weight", y, m_config.feedForwardLength);
            const Row up = multiply(prefix + "ffn_up.weight", y, m_config.feedForwardLength);
            for (std::size_t i = 0; i < gate.size(); ++i)
                gate[i] = gate[i] / (1.0 + std::exp(-gate[i])) * up[i];
            add(row, multiply(prefix + "ffn_down.weight", gate, m_config.embeddingLength));
        }
    }

    static void add(Row &row, const Row &more)
    {
        for (std::size_t i = 0; i < row.size(); ++i)
            row[i] += more[i];
    }

    const tensors::GgufFile &m_file;
    const LlamaConfig &m_config;
};

} // namespace gatewright::model
