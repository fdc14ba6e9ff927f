// SPDX-License-Identifier: Apache-2.0
#include "core/model/kernels/kernel_table.h"
#include "core/tensors/half.h"
#include "tests/core/model/kernel_test_support.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <random>
#include <tuple>
#include <type_traits>
#include <vector>

using namespace gatewright;
using namespace gatewright::model;

namespace {

// A cache of one key-value head and the partials of an attention task over it.
template <class Element>
struct AttentionCase
{
    std::size_t heads, dimension, rows;
    std::ptrdiff_t visible; // of the first row; each later one sees one more
    std::vector<float> queries;
    std::vector<QuantisedBlock> queryBlocks;
    std::vector<Element> keys, values;
    std::vector<float> keyScales, valueScales;
    std::size_t inPlace = kAttentionChunk;
    std::vector<std::uint32_t> tail; // slots from inPlace on, the same for all rows
    std::vector<float> partials;

    std::size_t partialFloats() const { return attentionPartialFloats(dimension); }

    void run(const KernelTable &kernels)
    {
        std::vector<float> scratch(attentionScratchFloats(heads));
        partials.assign(rows * heads * partialFloats(), -7.0F);
        AttentionTask<Element> task;
        task.queries = queries.data();
        task.queryStride = heads * dimension;
        task.queryBlocks = queryBlocks.data();
        task.rows = rows;
        task.heads = heads;
        task.headDimension = dimension;
        task.scale = 1.0F / std::sqrt(static_cast<float>(dimension));
        task.keys = task.cacheKeys = keys.data();
        task.values = task.cacheValues = values.data();
        task.keyScales = task.cacheKeyScales = keyScales.data();
        task.valueScales = task.cacheValueScales = valueScales.data();
        task.inPlace = inPlace;
        for (std::size_t row = 0; row < rows; ++row) {
            task.visible[row] = visible + static_cast<std::ptrdiff_t>(row);
            task.tails[row] = tail.data();
        }
        task.partials = partials.data();
        task.partialRowStride = heads * partialFloats();
        task.partialHeadStride = partialFloats();
        task.scratch = scratch.data();
        if constexpr (std::is_same_v<Element, float>)
            kernels.attendSingle(task);
        else if constexpr (std::is_same_v<Element, std::int8_t>)
            kernels.attendBytes(task);
        else
            kernels.attendHalf(task);
    }

    // Where element d of the key of a slot lies.
    std::size_t keyIndex(std::size_t slot, std::size_t d) const
    {
        if constexpr (std::is_same_v<Element, std::int8_t>)
            return slot / kGroupRows * kGroupRows * dimension + d / 4 * 64 + slot % kGroupRows * 4 + d % 4;
        return (slot / kGroupRows * dimension + d) * kGroupRows + slot % kGroupRows;
    }
    double key(std::size_t slot, std::size_t d) const
    {
        const Element stored = keys[keyIndex(slot, d)];
        if constexpr (std::is_same_v<Element, std::int8_t>)
            return (static_cast<double>(static_cast<std::uint8_t>(stored)) - 128.0) *
                   static_cast<double>(keyScales[slot]);
        else if constexpr (std::is_same_v<Element, float>)
            return static_cast<double>(stored);
        else
            return static_cast<double>(tensors::halfToFloat(stored));
    }
    double value(std::size_t slot, std::size_t d) const
    {
        const Element stored = values[slot * dimension + d];
        if constexpr (std::is_same_v<Element, std::int8_t>)
            return static_cast<double>(stored) * static_cast<double>(valueScales[slot]);
        else if constexpr (std::is_same_v<Element, float>)
            return static_cast<double>(stored);
        else
            return static_cast<double>(tensors::halfToFloat(stored));
    }
    double query(std::size_t row, std::size_t head, std::size_t d) const
    {
        const std::size_t index = (row * heads + head) * dimension + d;
        if constexpr (std::is_same_v<Element, std::int8_t>) {
            const QuantisedBlock &block = queryBlocks[index / kBlockColumns];
            return static_cast<double>(block.values[index % kBlockColumns]) *
                   static_cast<double>(block.scale);
        } else {
            return static_cast<double>(queries[index]);
        }
    }
};

template <class Element>
AttentionCase<Element> randomAttention(Generator &generator, std::size_t heads, std::size_t dimension,
                                       std::size_t rows, std::ptrdiff_t visible)
{
    AttentionCase<Element> result;
    result.heads = heads;
    result.dimension = dimension;
    result.rows = rows;
    result.visible = visible;
    result.queries = randomFloats(generator, rows * heads * dimension);
    result.queryBlocks.resize(result.queries.size() / kBlockColumns);
    scalar().quantise(result.queries.data(), result.queries.size(), result.queryBlocks.data());
    result.keys.resize(kAttentionChunk * dimension);
    result.values.resize(kAttentionChunk * dimension);
    result.keyScales.resize(kAttentionChunk);
    result.valueScales.resize(kAttentionChunk);
    for (std::size_t slot = 0; slot < kAttentionChunk; ++slot) {
        const auto key = randomFloats(generator, dimension);
        const auto value = randomFloats(generator, dimension);
        Element *lane = result.keys.data() + result.keyIndex(slot, 0);
        Element *row = result.values.data() + slot * dimension;
        if constexpr (std::is_same_v<Element, std::int8_t>) {
            scalar().storeBytes(key.data(), value.data(), dimension, lane, &result.keyScales[slot], row,
                                &result.valueScales[slot]);
        } else if constexpr (std::is_same_v<Element, float>) {
            for (std::size_t d = 0; d < dimension; ++d)
                result.keys[result.keyIndex(slot, d)] = key[d];
            std::copy(value.begin(), value.end(), row);
        } else {
            scalar().storeHalf(key.data(), value.data(), dimension, lane, row);
        }
    }
    return result;
}

// Largest difference from softmax over what each row sees, computed in double from the stored numbers, less
// what bytes may lose: each weight, times its value's scale, is rounded to a part of 32,767 of the largest.
template <class Element>
double errorOf(AttentionCase<Element> attention, const KernelTable &kernels)
{
    attention.run(kernels);
    double error = 0.0;
    for (std::size_t row = 0; row < attention.rows; ++row)
        for (std::size_t head = 0; head < attention.heads; ++head) {
            const float *partial =
                attention.partials.data() + (row * attention.heads + head) * attention.partialFloats();
            const auto seen = std::min<std::ptrdiff_t>(attention.visible + static_cast<std::ptrdiff_t>(row),
                                                       kAttentionChunk);
            if (seen <= 0) { // left alone
                error = partial[0] == -7.0F ? error : 1e9;
                continue;
            }
            std::vector<double> weights;
            double total = 0.0;
            for (std::size_t p = 0; p < static_cast<std::size_t>(seen); ++p) {
                double dot = 0.0;
                for (std::size_t d = 0; d < attention.dimension; ++d)
                    dot += attention.query(row, head, d) * attention.key(p, d);
                weights.push_back(std::exp(dot / std::sqrt(static_cast<double>(attention.dimension))));
                total += weights.back();
            }
            std::vector<float> output(attention.dimension);
            kernels.combine(partial, 0, 1, attention.dimension, output.data());
            double unit = 0.0;
            if constexpr (std::is_same_v<Element, std::int8_t>)
                for (std::size_t p = 0; p < weights.size(); ++p)
                    unit = std::max(unit, weights[p] / total * static_cast<double>(attention.valueScales[p]) /
                                              32767.0);
            for (std::size_t d = 0; d < attention.dimension; ++d) {
                double exact = 0.0;
                double rounding = 0.0;
                for (std::size_t p = 0; p < weights.size(); ++p) {
                    exact += weights[p] / total * attention.value(p, d);
                    if constexpr (std::is_same_v<Element, std::int8_t>)
                        rounding += 0.5 * unit * std::fabs(attention.value(p, d)) /
                                    static_cast<double>(attention.valueScales[p]);
                }
                error = std::max(error, std::fabs(static_cast<double>(output[d]) - exact) - rounding);
            }
        }
    return error;
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
    void whatLiesElsewhereCountsAsInPlace_data();
    void whatLiesElsewhereCountsAsInPlace();
    void bytesKeepTheirTable();
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
    QVERIFY(compare(randomAttention<std::int8_t>(generator, h, d, r, visible)));
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
    const KernelTable &kernels = *kernelTable(KernelChoice::Automatic);
    const auto h = static_cast<std::size_t>(heads);
    const auto d = static_cast<std::size_t>(dimension);
    const auto r = static_cast<std::size_t>(rows);
    QVERIFY(errorOf(randomAttention<std::int8_t>(generator, h, d, r, visible), kernels) < 2e-5);
    QVERIFY(errorOf(randomAttention<std::uint16_t>(generator, h, d, r, visible), kernels) < 2e-5);
    QVERIFY(errorOf(randomAttention<float>(generator, h, d, r, visible), kernels) < 2e-5);
}

void TestAttentionKernels::whatLiesElsewhereCountsAsInPlace_data()
{
    QTest::addColumn<int>("heads");
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("visible");
    QTest::addColumn<int>("inPlace");
    QTest::newRow("all elsewhere") << 3 << 4 << 10 << 0;
    QTest::newRow("in the middle of a block") << 3 << 8 << 61 << 43;
    QTest::newRow("more than a block") << 1 << 1 << 100 << 32;
    QTest::newRow("one") << 7 << 1 << 256 << 255;
    QTest::newRow("some rows see none of it") << 2 << 8 << -3 << 2;
    QTest::newRow("beyond the chunk") << 4 << 3 << 300 << 240;
}

void TestAttentionKernels::whatLiesElsewhereCountsAsInPlace()
{
    QFETCH(int, heads);
    QFETCH(int, rows);
    QFETCH(int, visible);
    QFETCH(int, inPlace);
    const auto compare = [&](auto attention, const KernelTable &kernels) {
        auto moved = attention;
        moved.inPlace = static_cast<std::size_t>(inPlace);
        // The same tokens in shuffled slots behind the ones in place.
        for (std::size_t p = moved.inPlace; p < kAttentionChunk; ++p)
            moved.tail.push_back(static_cast<std::uint32_t>(p));
        std::mt19937 order(5);
        std::shuffle(moved.tail.begin(), moved.tail.end(), order);
        for (std::size_t i = 0; i < moved.tail.size(); ++i) {
            const std::size_t from = moved.inPlace + i;
            const std::size_t to = moved.tail[i];
            for (std::size_t d = 0; d < moved.dimension; ++d) {
                moved.keys[moved.keyIndex(to, d)] = attention.keys[attention.keyIndex(from, d)];
                moved.values[to * moved.dimension + d] = attention.values[from * moved.dimension + d];
            }
            moved.keyScales[to] = attention.keyScales[from];
            moved.valueScales[to] = attention.valueScales[from];
        }
        attention.run(kernels);
        moved.run(kernels);
        return sameBits(attention.partials, moved.partials);
    };
    auto tables = otherTables();
    tables.push_back(&scalar());
    for (const KernelTable *table : tables) {
        Generator generator(21);
        const auto h = static_cast<std::size_t>(heads);
        const auto r = static_cast<std::size_t>(rows);
        QVERIFY(compare(randomAttention<std::int8_t>(generator, h, 64, r, visible), *table));
        QVERIFY(compare(randomAttention<std::uint16_t>(generator, h, 96, r, visible), *table));
        QVERIFY(compare(randomAttention<float>(generator, h, 32, r, visible), *table));
    }
}

void TestAttentionKernels::bytesKeepTheirTable()
{
    constexpr std::size_t kLength = 96;
    Generator generator(23);
    std::vector<std::vector<float>> cases(3, randomFloats(generator, 2 * kLength));
    cases[1].assign(2 * kLength, 0.0F);
    cases[2][5] = std::numeric_limits<float>::quiet_NaN();
    cases[2][kLength + 7] = std::numeric_limits<float>::infinity();
    for (const auto &numbers : cases) {
        const auto store = [&](const KernelTable &table) {
            std::vector<std::int8_t> keys(kGroupRows * kLength), values(kLength);
            std::vector<float> scales(2);
            table.storeBytes(numbers.data(), numbers.data() + kLength, kLength, keys.data() + 4 * 3,
                             &scales[0], values.data(), &scales[1]);
            return std::tuple(keys, values, scales);
        };
        const auto [keys, values, scales] = store(scalar());
        for (const KernelTable *table : otherTables()) {
            const auto [otherKeys, otherValues, otherScales] = store(*table);
            QVERIFY(keys == otherKeys && values == otherValues);
            for (std::size_t i = 0; i < scales.size(); ++i)
                QVERIFY(scales[i] == otherScales[i] || (std::isnan(scales[i]) && std::isnan(otherScales[i])));
        }
        for (std::size_t d = 0; d < kLength && !std::isnan(scales[1]); ++d)
            QVERIFY(std::fabs(static_cast<float>(values[d]) * scales[1] - numbers[kLength + d]) <=
                    0.501F * scales[1]);
    }
    const KernelTable &kernels = *kernelTable(KernelChoice::Automatic);
    std::vector<std::int8_t> keys(kGroupRows * kLength), values(kLength);
    float keyScale = 0.0F;
    float valueScale = 0.0F;
    kernels.storeBytes(cases[2].data(), cases[2].data() + kLength, kLength, keys.data(), &keyScale,
                       values.data(), &valueScale);
    QVERIFY(std::isnan(keyScale) && std::isnan(valueScale));
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
                poisoned.keys[poisoned.keyIndex(p, d)] = kNotANumber;
                poisoned.values[p * 64 + d] = kNotANumber;
            }
        poisoned.run(*kernelTable(choice));
        QVERIFY(sameBits(attention.partials, poisoned.partials));

        auto bytes = randomAttention<std::int8_t>(generator, 3, 64, 1, 21);
        bytes.run(*kernelTable(choice));
        auto scaled = bytes;
        for (std::size_t p = 21; p < kAttentionChunk; ++p)
            scaled.keyScales[p] = scaled.valueScales[p] = std::numeric_limits<float>::quiet_NaN();
        scaled.run(*kernelTable(choice));
        QVERIFY(sameBits(bytes.partials, scaled.partials));
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
