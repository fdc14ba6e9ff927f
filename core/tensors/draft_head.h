// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QJsonObject>
#include <QString>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace gatewright::tensors {

class SafetensorsFile;

// The sizes of an acceleration head.
struct HeadShape
{
    std::size_t embedding = 0; // of the model; a multiple of 32
    std::size_t inner = 768;   // a multiple of 32
    std::size_t depths = 4;    // those that were trained; deeper ones use the last one's bias

    friend bool operator==(const HeadShape &, const HeadShape &) = default;
};

// What is added under the root of a root-mean-square norm of the head; these norms have no weights.
inline constexpr float kHeadNormEpsilon = 1e-5F;

// The weights in float, as training has them; rows one after the other.
struct HeadWeights
{
    std::vector<float> input;     // A: `inner` rows of 2 * embedding
    std::vector<float> depthBias; // c: `depths` rows of inner
    std::vector<float> output;    // B: `embedding` rows of inner

    // Numbers of the right count, all of them finite.
    [[nodiscard]] bool fits(const HeadShape &shape) const;
};

// The acceleration head: drafts the tokens behind the next one from the model's hidden state.
//
//   s_0 = h, the state after the model's final norm at the last verified position
//   s_d = s_(d-1) + B silu(A [rms(s_(d-1)); rms(embedding(x_d))] + c_d),    d = 1, 2, ...
//   logits_d = E s_d
//
// x_1 is the token that follows the position (known when the head runs), x_2 ... are the drafted ones, and
// logits_d are about the token behind x_d. E are the rows of the model's own output layer for the tokens of
// `vocabulary`, in its order; the head has none of its own. It is worth something only beside the model,
// adapter and slice that it was trained with, and says which these are.
//
// A file is safetensors (format 1): "input.weight" I8 [inner, 2 embedding] and "output.weight" I8 [embedding,
// inner], each with a ".scale" F16, one for 32 columns (the numbers of GGUF's Q8_0), "depth.bias" F32
// [depths, inner]; metadata "format", "model_hash", "adapter_hash", "slice_hash", "version",
// "vocabulary_ids" (decimal, commas between), "sources" (the same), "before" and "after" (JSON), "title".
struct DraftHead
{
    static constexpr int kFormat = 1;
    static constexpr qint64 kMaximumFileBytes = 64 << 20;
    static constexpr std::size_t kMaximumVocabulary = 65'536;
    static constexpr std::size_t kMaximumSources = 200'000;

    HeadShape shape;
    QString modelHash;   // SHA-256 of the model's weight files, hexadecimal
    QString adapterHash; // the same of the adapter; empty for none
    int version = 0;
    QString title;                        // for people: "shipped", "learned from 10,240 positions"
    std::vector<std::int32_t> vocabulary; // the tokens of the output slice, rising
    // Rows as Q8_0 blocks: a half that scales, then 32 signed bytes.
    std::vector<std::byte> input;
    std::vector<float> depthBias;
    std::vector<std::byte> output;
    // What it learned from, as far as that lies in the learning store (learn::sourceOf()), rising.
    std::vector<std::uint64_t> sources;
    // Held-out figures of what served before and of this head (learn::HeadFigures).
    QJsonObject before;
    QJsonObject after;

    // Errors name the file: NotFound, Io, Corrupt, LimitExceeded, Unsupported for a newer format.
    [[nodiscard]] static Result<DraftHead> read(const QString &path);
    [[nodiscard]] static Result<DraftHead> fromFile(const SafetensorsFile &file);
    // As writeSafetensors().
    [[nodiscard]] Result<void> write(const QString &path) const;

    // Rounds to bytes, 32 columns to a scale. The weights fit the shape.
    void setWeights(const HeadWeights &weights);
    [[nodiscard]] HeadWeights weights() const;

    [[nodiscard]] QString sliceHash() const;
    // Unsupported when it was made for another model or adapter; the message says that decoding goes on
    // without it. `place` is its file.
    [[nodiscard]] Result<void> checkBelongsTo(const QString &wantedModelHash,
                                              const QString &wantedAdapterHash, const QString &place) const;
};

// Rows of whole blocks of 32 as Q8_0.
[[nodiscard]] std::vector<std::byte> quantiseBytes(std::span<const float> values);

// SHA-256 of the ids as little-endian 32-bit numbers, hexadecimal.
[[nodiscard]] QString sliceHash(std::span<const std::int32_t> vocabulary);

} // namespace gatewright::tensors
