// SPDX-License-Identifier: Apache-2.0
#include "core/model/kernels/kernel_table.h"
#include "core/tensors/half.h"
#include "tests/core/model/kernel_test_support.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace gatewright;
using namespace gatewright::model;

namespace {

// A cache of one key-value head and the partials of an attention task over it.
template <class Element>
struct AttentionCase
{
    std::size_t heads, dimension, rows;
    std::ptrdiff_t visible;
    std::vector<float> queries;
    std::vector<Element> keys, values;
    std::vector<float> partials;

    std::size_t partialFloats() const { return attentionPartialFloats(dimension); }

    void run(const KernelTable &kernels)
    {
        constexpr std::size_t kPad = 16;
        std::vector<float> scratch(attentionScratchFloats(heads) + kPad);
        partials.assign(rows * heads * partialFloats(), -7.0F);
        AttentionTask<Element> task{queries.data(),
                                    heads * dimension,
                                    rows,
                                    heads,
                                    dimension,
                                    1.0F / std::sqrt(static_cast<float>(dimension)),
                                    keys.data(),
                                    values.data(),
                                    visible,
                                    partials.data(),
                                    heads * partialFloats(),
                                    partialFloats(),
                                    scratch.data()};
        if constexpr (std::is_same_v<Element, float>)
            kernels.attendSingle(task);
        else
            kernels.attendHalf(task);
    }
};

template <class Element>
AttentionCase<Element> randomAttention(Generator &generator, std::size_t heads, std::size_t dimension,
                                       std::size_t rows, std::ptrdiff_t visible)
{
    AttentionCase<Element> result{
        heads, dimension, rows, visible, randomFloats(generator, rows * heads * dimension), {}, {}, {}};
    const auto fill = [&](std::vector<Element> &elements) {
        for (float value : randomFloats(generator, kAttentionChunk * dimension)) {
            if constexpr (std::is_same_v<Element, float>)
                elements.push_back(value);
            else
                elements.push_back(tensors::floatToHalf(value));
        }
    };
    fill(result.keys);
    fill(result.values);
    return result;
}

double elementValue(std::uint16_t value)
{
    return static_cast<double>(tensors::halfToFloat(value));
}

} // namespace

class TestAttentionKernels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tablesAgreeOnAttention_data();
    void tablesAgreeOnAttention();
    void exponentialIsAccurate();
    void attentionMatchesSoftmax_data();
    void attentionMatchesSoftmax();
    void attentionIgnoresWhatARowCannotSee();
    void combineJoinsChunks();
};

void TestAttentionKernels::tablesAgreeOnAttention_data()
{
    QTest::addColumn<int>("heads");
    QTest::addColumn<int>("dimension");
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("visible");
    for (int heads : {1, 2, 3, 4, 7, 8})
        for (int dimension : {32, 64, 96, 128})
            for (auto [rows, visible] :
                 {std::pair{1, 1}, {1, 16}, {1, 250}, {8, -3}, {5, 254}, {8, 33}, {3, 400}})
                QTest::addRow("%d heads of %d, %d rows see %d", heads, dimension, rows, visible)
                    << heads << dimension << rows << visible;
}

void TestAttentionKernels::tablesAgreeOnAttention()
{
    QFETCH(int, heads);
    QFETCH(int, dimension);
    QFETCH(int, rows);
    QFETCH(int, visible);
    Generator generator(16);
    const auto compare = [](auto attention) {
        auto tables = otherTables();
        return std::all_of(tables.begin(), tables.end(), [&](const KernelTable *table) {
            auto other = attention;
            attention.run(scalar());
            other.run(*table);
            return std::equal(attention.partials.begin(), attention.partials.end(), other.partials.begin());
        });
    };
    const auto h = static_cast<std::size_t>(heads);
    const auto d = static_cast<std::size_t>(dimension);
    const auto r = static_cast<std::size_t>(rows);
    QVERIFY(compare(randomAttention<std::uint16_t>(generator, h, d, r, visible)));
    QVERIFY(compare(randomAttention<float>(generator, h, d, r, visible)));
}

void TestAttentionKernels::exponentialIsAccurate()
{
    // gate(x, up) = x / (1 + exp(-x)) * up shows the exponential.
    for (float x = -80.0F; x < 80.0F; x += 0.37F) {
        std::vector<float> gate(kGroupRows, x);
        const std::vector<float> up(kGroupRows, 1.0F);
        scalar().gate(gate.data(), up.data(), kGroupRows);
        const double exact = static_cast<double>(x) / (1.0 + std::exp(-static_cast<double>(x)));
        QVERIFY(std::fabs(static_cast<double>(gate[0]) - exact) <= 5e-7 * std::fabs(exact) + 1e-37);
    }
}

void TestAttentionKernels::attentionMatchesSoftmax_data()
{
    tablesAgreeOnAttention_data();
}

void TestAttentionKernels::attentionMatchesSoftmax()
{
    QFETCH(int, heads);
    QFETCH(int, dimension);
    QFETCH(int, rows);
    QFETCH(int, visible);
    Generator generator(17);
    auto attention = randomAttention<std::uint16_t>(generator, static_cast<std::size_t>(heads),
                                                    static_cast<std::size_t>(dimension),
                                                    static_cast<std::size_t>(rows), visible);
    attention.run(*kernelTable(KernelChoice::Automatic));
    for (std::size_t row = 0; row < attention.rows; ++row)
        for (std::size_t head = 0; head < attention.heads; ++head) {
            const float *partial =
                attention.partials.data() + (row * attention.heads + head) * attention.partialFloats();
            const int seen = std::min(visible + static_cast<int>(row), static_cast<int>(kAttentionChunk));
            if (seen <= 0) {
                QCOMPARE(partial[0], -7.0F); // left alone
                continue;
            }
            const float *query =
                attention.queries.data() + (row * attention.heads + head) * attention.dimension;
            std::vector<double> weights;
            double total = 0.0;
            for (std::size_t p = 0; p < static_cast<std::size_t>(seen); ++p) {
                double dot = 0.0;
                for (std::size_t d = 0; d < attention.dimension; ++d)
                    dot +=
                        static_cast<double>(query[d]) *
                        elementValue(attention.keys[(p / kGroupRows * attention.dimension + d) * kGroupRows +
                                                    p % kGroupRows]);
                weights.push_back(std::exp(dot / std::sqrt(static_cast<double>(attention.dimension))));
                total += weights.back();
            }
            std::vector<float> output(attention.dimension);
            kernelTable(KernelChoice::Automatic)->combine(partial, 0, 1, attention.dimension, output.data());
            for (std::size_t d = 0; d < attention.dimension; ++d) {
                double exact = 0.0;
                for (std::size_t p = 0; p < weights.size(); ++p)
                    exact += weights[p] / total * elementValue(attention.values[p * attention.dimension + d]);
                QVERIFY(std::fabs(static_cast<double>(output[d]) - exact) < 2e-5);
            }
        }
}

void TestAttentionKernels::attentionIgnoresWhatARowCannotSee()
{
    for (KernelChoice choice : {KernelChoice::Scalar, KernelChoice::Automatic}) {
        Generator generator(18);
        auto attention = randomAttention<std::uint16_t>(generator, 3, 64, 1, 21);
        attention.run(*kernelTable(choice));
        auto poisoned = attention;
        constexpr std::uint16_t kNotANumber = 0x7e00;
        for (std::size_t p = 21; p < kAttentionChunk; ++p)
            for (std::size_t d = 0; d < 64; ++d) {
                poisoned.keys[(p / kGroupRows * 64 + d) * kGroupRows + p % kGroupRows] = kNotANumber;
                poisoned.values[p * 64 + d] = kNotANumber;
            }
        poisoned.run(*kernelTable(choice));
        QVERIFY(sameBits(attention.partials, poisoned.partials));
    }
}

void TestAttentionKernels::combineJoinsChunks()
{
    constexpr std::size_t kDimension = 32;
    constexpr std::size_t kStride = attentionPartialFloats(kDimension);
    Generator generator(19);
    auto partials = randomFloats(generator, 4 * kStride);
    for (std::size_t chunk = 0; chunk < 4; ++chunk)
        partials[chunk * kStride + kDimension + 1] = 1.0F + static_cast<float>(chunk); // the sums of weights
    double maximum = -1e9;
    for (std::size_t chunk = 0; chunk < 4; ++chunk)
        maximum = std::max(maximum, static_cast<double>(partials[chunk * kStride + kDimension]));
    std::vector<float> slow(kDimension);
    scalar().combine(partials.data(), kStride, 4, kDimension, slow.data());
    for (const KernelTable *table : otherTables()) {
        std::vector<float> fast(kDimension);
        table->combine(partials.data(), kStride, 4, kDimension, fast.data());
        QVERIFY(sameBits(slow, fast));
    }
    for (std::size_t d = 0; d < kDimension; ++d) {
        double sum = 0.0;
        double total = 0.0;
        for (std::size_t chunk = 0; chunk < 4; ++chunk) {
            const float *partial = partials.data() + chunk * kStride;
            const double weight = std::exp(static_cast<double>(partial[kDimension]) - maximum);
            sum += weight * static_cast<double>(partial[d]);
            total += weight * static_cast<double>(partial[kDimension + 1]);
        }
        QVERIFY(std::fabs(static_cast<double>(slow[d]) - sum / total) < 1e-5);
    }
}

QTEST_GUILESS_MAIN(TestAttentionKernels)
#include "tst_attention_kernels.moc"
