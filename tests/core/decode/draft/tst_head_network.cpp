// SPDX-License-Identifier: Apache-2.0
#include "core/base/random.h"
#include "core/decode/draft/head_network.h"
#include "core/model/kernels/packed_matrix.h"
#include "core/model/llama_weights.h"
#include "tests/core/decode/draft/some_head.h"
#include "tests/core/model/loaded_model.h"
#include "tests/support/result_test.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace gatewright;
using namespace gatewright::decode;
using model::SyntheticModel;

namespace {

std::vector<float> normalised(std::vector<float> values)
{
    double squares = 0.0;
    for (const float value : values)
        squares += double(value) * double(value);
    const double factor =
        1.0 / std::sqrt(squares / double(values.size()) + double(tensors::kHeadNormEpsilon));
    for (float &value : values)
        value = static_cast<float>(double(value) * factor);
    return values;
}

std::vector<float> product(const std::vector<float> &rows, const std::vector<float> &x)
{
    std::vector<float> sums(rows.size() / x.size());
    for (std::size_t row = 0; row < sums.size(); ++row)
        sums[row] = std::inner_product(x.begin(), x.end(),
                                       rows.begin() + static_cast<std::ptrdiff_t>(row * x.size()), 0.0F);
    return sums;
}

// The formula of draft_head.h in float.
std::vector<float> stepByHand(const model::LlamaModel &model, const tensors::DraftHead &head,
                              std::vector<float> state, TokenId token, std::size_t depth)
{
    const tensors::HeadWeights weights = head.weights();
    std::vector<float> embedding(head.shape.embedding);
    model::unpackRow(model.weights().embedding, static_cast<std::size_t>(token), embedding.data());
    std::vector<float> joined = normalised(state);
    const std::vector<float> second = normalised(embedding);
    joined.insert(joined.end(), second.begin(), second.end());
    std::vector<float> inner = product(weights.input, joined);
    const std::size_t row = std::min(depth, head.shape.depths) - 1;
    for (std::size_t i = 0; i < inner.size(); ++i) {
        const float sum = inner[i] + weights.depthBias[row * inner.size() + i];
        inner[i] = sum / (1.0F + std::exp(-sum));
    }
    const std::vector<float> change = product(weights.output, inner);
    for (std::size_t i = 0; i < state.size(); ++i)
        state[i] += change[i];
    return state;
}

double largestDifference(std::span<const float> a, std::span<const float> b)
{
    double most = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i)
        most = std::max(most, std::fabs(double(a[i]) - double(b[i])));
    return most;
}

} // namespace

class TestHeadNetwork : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isTheFormulaUpToRounding()
    {
        const SyntheticModel shape;
        const auto loaded = model::load(shape.builder());
        GW_VERIFY_RESULT(loaded);
        const tensors::DraftHead head = someHead(shape, 1);
        auto network = HeadNetwork::create(*loaded->model, head);
        GW_VERIFY_RESULT(network);
        RandomSource random(2);
        std::vector<float> state(shape.embedding);
        for (float &value : state)
            value = static_cast<float>(random.uniform() * 2.0 - 1.0);
        std::vector<float> byHand = state;
        for (std::size_t depth = 1; depth <= 5; ++depth) { // beyond the trained depths the last bias serves
            const auto token = static_cast<TokenId>(random.below(shape.vocabulary));
            const std::vector<float> before = byHand;
            network->step(state, token, depth);
            byHand = stepByHand(*loaded->model, head, byHand, token, depth);
            const double change = largestDifference(byHand, before);
            QVERIFY(change > 0.05); // or nothing is tested
            QVERIFY2(largestDifference(state, byHand) < 0.03 * double(depth) * std::max(1.0, change),
                     qPrintable(QString::number(largestDifference(state, byHand))));
        }
    }

    void itsTokensAreTheModelsRows()
    {
        const SyntheticModel shape{.tied = false};
        const auto loaded = model::load(shape.builder());
        GW_VERIFY_RESULT(loaded);
        tensors::DraftHead head = someHead(shape, 3);
        auto network = HeadNetwork::create(*loaded->model, head);
        GW_VERIFY_RESULT(network);
        RandomSource random(4);
        std::vector<float> row(shape.embedding);
        int right = 0;
        constexpr int kTries = 40;
        for (int i = 0; i < kTries; ++i) {
            std::vector<float> state(shape.embedding);
            for (float &value : state)
                value = static_cast<float>(random.uniform() * 2.0 - 1.0);
            TokenId best = -1;
            float most = -1e30F;
            for (const std::int32_t token : head.vocabulary) {
                model::unpackRow(loaded->model->weights().output, static_cast<std::size_t>(token),
                                 row.data());
                const float logit = std::inner_product(row.begin(), row.end(), state.begin(), 0.0F);
                if (logit > most) {
                    most = logit;
                    best = token;
                }
            }
            const RowTop top = network->top(state);
            QCOMPARE(top.count, RowTop::most);
            for (std::size_t rank = 0; rank < top.count; ++rank)
                QVERIFY(top.tokens[rank] % 2 == 0); // of its slice
            right += top.tokens[0] == best ? 1 : 0;
        }
        QVERIFY2(right >= kTries * 8 / 10, qPrintable(QString::number(right))); // near ties may turn over
    }

    void foreignHeadsAreRefused()
    {
        const SyntheticModel shape;
        const auto loaded = model::load(shape.builder());
        GW_VERIFY_RESULT(loaded);
        tensors::DraftHead head = someHead(shape, 5);
        head.vocabulary.push_back(static_cast<std::int32_t>(shape.vocabulary));
        GW_VERIFY_ERROR(HeadNetwork::create(*loaded->model, head), ErrorCode::InvalidInput);
        head = someHead(shape, 5);
        head.shape.embedding += 32;
        GW_VERIFY_ERROR(HeadNetwork::create(*loaded->model, head), ErrorCode::InvalidInput);
        head = someHead(shape, 5);
        head.input.pop_back();
        GW_VERIFY_ERROR(HeadNetwork::create(*loaded->model, head), ErrorCode::InvalidInput);
        head = someHead(shape, 5);
        head.depthBias.clear();
        GW_VERIFY_ERROR(HeadNetwork::create(*loaded->model, head), ErrorCode::InvalidInput);
        head = someHead(shape, 5);
        head.vocabulary.clear();
        GW_VERIFY_ERROR(HeadNetwork::create(*loaded->model, head), ErrorCode::InvalidInput);
    }
};

QTEST_GUILESS_MAIN(TestHeadNetwork)
#include "tst_head_network.moc"
