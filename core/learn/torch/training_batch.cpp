// SPDX-License-Identifier: Apache-2.0
#include "core/learn/torch/training_batch.h"

#include "core/tensors/draft_head.h"

#include <algorithm>
#include <cmath>

namespace gatewright::learn {

namespace {

void divideByRootMeanSquare(std::span<float> row)
{
    double squares = 0.0;
    for (const float value : row)
        squares += double(value) * double(value);
    const auto factor =
        static_cast<float>(1.0 / std::sqrt(squares / double(row.size()) + double(tensors::kHeadNormEpsilon)));
    for (float &value : row)
        value *= factor;
}

} // namespace

Result<TrainingSet> TrainingSet::create(const ReplayReader &reader, const TokenRows &rows,
                                        std::span<const std::int32_t> vocabulary, double heldOut,
                                        std::size_t newest)
{
    TrainingSet set(reader);
    set.split(heldOut, newest);
    if (set.m_training.empty() || set.m_heldOut.empty())
        return makeError(ErrorCode::LimitExceeded,
                         QStringLiteral("There is too little text to learn from; give more."),
                         QStringLiteral("%1 positions").arg(reader.size()));
    GW_CHECK(set.readRows(rows, vocabulary));
    return set;
}

void TrainingSet::split(double heldOut, std::size_t newest)
{
    const std::vector<std::uint32_t> usable = m_reader->withFollowers(TrainingBatch::kDepths);
    const auto count = static_cast<std::size_t>(double(usable.size()) * heldOut);
    if (count == 0)
        return;
    m_heldOut.assign(usable.end() - static_cast<std::ptrdiff_t>(count), usable.end());
    // No token that is measured on is the target of a position that is learned from.
    const std::uint32_t first = m_heldOut.front();
    for (const std::uint32_t position : usable)
        if (position + TrainingBatch::kDepths < first)
            m_training.push_back(position);
    const std::size_t old = m_reader->size() - std::min(newest, m_reader->size());
    const auto begin = newest == 0 ? m_training.end()
                                   : std::ranges::lower_bound(m_training, static_cast<std::uint32_t>(old));
    m_newest = std::span(m_training).subspan(static_cast<std::size_t>(begin - m_training.begin()));
}

Result<void> TrainingSet::readRows(const TokenRows &rows, std::span<const std::int32_t> vocabulary)
{
    const std::size_t length = rows.embedding();
    if (length != m_reader->embedding())
        return makeError(ErrorCode::InvalidInput,
                         QStringLiteral("The states that were kept belong to another model."));
    for (std::size_t i = 0; i < m_reader->size(); ++i)
        m_inputOf.try_emplace(m_reader->at(i).nextToken(), static_cast<std::int64_t>(m_inputOf.size()));
    m_inputRows.resize(m_inputOf.size() * length);
    for (const auto &[token, row] : m_inputOf) {
        const auto values = std::span(m_inputRows).subspan(static_cast<std::size_t>(row) * length, length);
        GW_CHECK(rows.inputRow(token, values));
        divideByRootMeanSquare(values);
    }
    m_placeOf.assign(rows.vocabularySize(), -1);
    m_outputRows.resize(vocabulary.size() * length);
    for (std::size_t place = 0; place < vocabulary.size(); ++place) {
        const std::int32_t token = vocabulary[place];
        if (token < 0 || static_cast<std::size_t>(token) >= m_placeOf.size())
            return makeError(ErrorCode::InvalidInput,
                             QStringLiteral("The output slice has tokens that the model does not know."));
        m_placeOf[static_cast<std::size_t>(token)] = static_cast<std::int32_t>(place);
        GW_CHECK(rows.outputRow(token, std::span(m_outputRows).subspan(place * length, length)));
    }
    return {};
}

TrainingBatch TrainingSet::batch(std::span<const std::uint32_t> positions) const
{
    const std::size_t length = m_reader->embedding();
    const std::size_t count = positions.size();
    TrainingBatch batch;
    batch.positions = count;
    batch.hidden.resize(count * length);
    batch.weight.resize(count);
    batch.inputs.resize(TrainingBatch::kDepths * count);
    batch.choice.resize(TrainingBatch::kDepths * count);
    batch.choiceFollows.resize(TrainingBatch::kDepths * count);
    batch.teacher.resize(TrainingBatch::kDepths * count * kTeacherTokens);
    batch.teacherProbability.resize(batch.teacher.size());
    Teacher teacher;
    for (std::size_t i = 0; i < count; ++i) {
        const RecordView here = m_reader->at(positions[i]);
        here.readHidden(std::span(batch.hidden).subspan(i * length, length));
        batch.weight[i] = here.weight();
        for (std::size_t depth = 0; depth < TrainingBatch::kDepths; ++depth) {
            const std::size_t place = depth * count + i;
            batch.inputs[place] = m_inputOf.at(m_reader->at(positions[i] + depth).nextToken());
            const RecordView target = m_reader->at(positions[i] + depth + 1);
            target.readTeacher(teacher);
            batch.choice[place] = m_placeOf[static_cast<std::size_t>(teacher.tokens[0])];
            batch.choiceFollows[place] = teacher.tokens[0] == target.nextToken() ? 1 : 0;
            for (std::size_t j = 0; j < kTeacherTokens; ++j) {
                const std::int32_t inSlice = m_placeOf[static_cast<std::size_t>(teacher.tokens[j])];
                batch.teacher[place * kTeacherTokens + j] = std::max(inSlice, 0);
                batch.teacherProbability[place * kTeacherTokens + j] =
                    inSlice < 0 ? 0.0F : std::exp(teacher.logProbabilities[j]);
            }
        }
    }
    return batch;
}

} // namespace gatewright::learn
