// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/learn/head_figures.h"
#include "core/learn/replay_reader.h"
#include "core/learn/token_rows.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

namespace gatewright::learn {

// The numbers of some positions, as training and measuring take them; depth k is at k - 1.
struct TrainingBatch
{
    static constexpr std::size_t kDepths = HeadFigures::kDepths;

    std::size_t positions = 0;
    std::vector<float> hidden;               // [position][embedding]
    std::vector<float> weight;               // [position]
    std::vector<std::int64_t> inputs;        // [depth][position]: a row of TrainingSet::inputRows()
    std::vector<std::int64_t> teacher;       // [depth][position][kTeacherTokens]: places in the slice
    std::vector<float> teacherProbability;   // the same; 0 for what is outside the slice
    std::vector<std::int64_t> choice;        // [depth][position]: the model's own; -1 outside the slice
    std::vector<std::uint8_t> choiceFollows; // [depth][position]: and the text went on with it
};

// What a head learns from: positions of a replay store with as many more behind them as it has depths, and
// the newest of them apart to measure on. Reader and rows outlive it. No torch in here.
class TrainingSet
{
public:
    // LimitExceeded when the text is too short for both parts.
    [[nodiscard]] static Result<TrainingSet> create(const ReplayReader &reader, const TokenRows &rows,
                                                    std::span<const std::int32_t> vocabulary, double heldOut,
                                                    std::size_t newest);

    [[nodiscard]] std::span<const std::uint32_t> training() const { return m_training; }
    // Those of training() that are new.
    [[nodiscard]] std::span<const std::uint32_t> newest() const { return m_newest; }
    [[nodiscard]] std::span<const std::uint32_t> heldOut() const { return m_heldOut; }

    [[nodiscard]] TrainingBatch batch(std::span<const std::uint32_t> positions) const;
    // Of every token that occurs, divided by its root mean square: [token][embedding].
    [[nodiscard]] const std::vector<float> &inputRows() const { return m_inputRows; }
    // Of the slice: [token][embedding].
    [[nodiscard]] const std::vector<float> &outputRows() const { return m_outputRows; }

private:
    explicit TrainingSet(const ReplayReader &reader)
        : m_reader(&reader)
    {
    }

    [[nodiscard]] Result<void> readRows(const TokenRows &rows, std::span<const std::int32_t> vocabulary);
    void split(double heldOut, std::size_t newest);

    const ReplayReader *m_reader;
    std::vector<std::uint32_t> m_training;
    std::span<const std::uint32_t> m_newest;
    std::vector<std::uint32_t> m_heldOut;
    std::unordered_map<std::int32_t, std::int64_t> m_inputOf; // token -> row
    std::vector<std::int32_t> m_placeOf;                      // token -> place in the slice, -1 for none
    std::vector<float> m_inputRows;
    std::vector<float> m_outputRows;
};

} // namespace gatewright::learn
