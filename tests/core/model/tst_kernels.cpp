// SPDX-License-Identifier: Apache-2.0
#include "core/model/kernels/kernel_table.h"
#include "core/model/kernels/memory_arena.h"
#include "core/model/kernels/packed_matrix.h"
#include "core/tensors/dequantise.h"
#include "core/tensors/half.h"
#include "tests/core/model/kernel_test_support.h"
#include "tests/support/result_test.h"

#include <QTest>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <random>
#include <vector>

using namespace gatewright;
using namespace gatewright::model;
using tensors::TensorType;

namespace {

void append(std::vector<std::byte> &bytes, const void *data, std::size_t size)
{
    const auto *first = static_cast<const std::byte *>(data);
    bytes.insert(bytes.end(), first, first + size);
}

// A matrix as a GGUF file stores it: random quants, small scales.
std::vector<std::byte> randomStored(Generator &generator, TensorType type, std::size_t rows,
                                    std::size_t columns)
{
    const auto &traits = tensors::traits(type);
    std::uniform_real_distribution<float> scales(-0.02F, 0.02F);
    std::vector<std::byte> stored;
    for (std::size_t block = 0; block < rows * columns / traits.elementsPerBlock; ++block) {
        if (type == TensorType::F32) {
            const float value = scales(generator);
            append(stored, &value, sizeof value);
            continue;
        }
        const std::size_t halves = type == TensorType::Q4_1 ? 2 : 1;
        for (std::size_t i = 0; i < halves; ++i) {
            const std::uint16_t half = tensors::floatToHalf(scales(generator));
            append(stored, &half, sizeof half);
        }
        for (std::size_t i = 2 * halves; i < traits.bytesPerBlock; ++i)
            stored.push_back(static_cast<std::byte>(generator() & 0xffU));
    }
    return stored;
}

struct Packed
{
    MemoryArena arena;
    MatrixView view;
};

Packed pack(TensorType type, const std::vector<std::byte> &stored, std::size_t rows, std::size_t columns,
            const RowOrder &order = {})
{
    const WeightLayout layout = *layoutFor(type);
    auto arena = MemoryArena::create(packedBytes(layout, rows, columns));
    Packed packed{std::move(*arena), {}};
    std::byte *destination = packed.arena.allocate(packedBytes(layout, rows, columns));
    packed.view = {layout, static_cast<std::uint32_t>(rows), static_cast<std::uint32_t>(columns),
                   groupBytes(layout, columns), reinterpret_cast<const std::uint8_t *>(destination)};
    packGroups({type, stored, packed.view, destination, order}, 0, packed.view.groups());
    return packed;
}

std::vector<float> dequantised(TensorType type, const std::vector<std::byte> &stored, std::size_t count)
{
    std::vector<float> values(count);
    if (!tensors::dequantise(type, stored, values))
        values.clear();
    return values;
}

std::vector<QuantisedBlock> quantisedRows(const KernelTable &kernels, const std::vector<float> &x)
{
    std::vector<QuantisedBlock> blocks(x.size() / kBlockColumns);
    kernels.quantise(x.data(), x.size(), blocks.data());
    return blocks;
}

std::vector<float> multiply(const KernelTable &kernels, const MatrixView &matrix,
                            const std::vector<QuantisedBlock> &x, std::size_t rows)
{
    std::vector<float> output(rows * matrix.groups() * kGroupRows);
    kernels.matmulQuantised({matrix, 0, matrix.groups(), x.data(), matrix.columns / kBlockColumns, rows,
                             output.data(), matrix.groups() * kGroupRows, OutputMode::Store});
    return output;
}

std::vector<float> multiply(const KernelTable &kernels, const MatrixView &matrix, const std::vector<float> &x,
                            std::size_t rows)
{
    std::vector<float> output(rows * matrix.groups() * kGroupRows);
    kernels.matmulFloat({matrix, 0, matrix.groups(), x.data(), matrix.columns, rows, output.data(),
                         matrix.groups() * kGroupRows, OutputMode::Store});
    return output;
}

} // namespace

class TestKernels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void choiceFollowsTheProcessor();
    void arenaIsAlignedAndZero();
    void packingKeepsEveryValue_data();
    void packingKeepsEveryValue();
    void packingFollowsTheRowOrder();
    void unsupportedTypesHaveNoLayout();
    void quantiseMatchesItsDefinition();
    void quantiseOfUnusableBlocksIsZero();
    void oneValueThatIsNoNumberMakesABlockUnusable();
    void quantisedProductIsNearTheExactOne_data();
    void quantisedProductIsNearTheExactOne();
    void floatProductIsNearTheExactOne_data();
    void floatProductIsNearTheExactOne();
    void rowsDoNotDependOnTheirNumber_data();
    void rowsDoNotDependOnTheirNumber();
    void addModeAdds();
    void tablesAgreeOnProducts_data();
    void tablesAgreeOnProducts();
    void tablesAgreeOnRows();
    void tablesAgreeOnHalves();
    void layerNormMatchesItsDefinition();
    void geluMatchesItsDefinition();
    void tablesAgreeOnTheRowsOfStarCoder();
};

void TestKernels::choiceFollowsTheProcessor()
{
    QVERIFY(kernelsAvailable(KernelChoice::Scalar));
    QVERIFY(kernelTable(KernelChoice::Automatic) != nullptr);
    QCOMPARE(QLatin1String(scalar().name), QLatin1String("scalar"));
    const auto others = otherTables();
    QCOMPARE(kernelTable(KernelChoice::Automatic), others.empty() ? &scalar() : others.back());
}

void TestKernels::arenaIsAlignedAndZero()
{
    constexpr std::size_t kLarge = std::size_t{5} << 20;
    for (std::size_t size : {std::size_t{1}, std::size_t{100}, kLarge}) {
        auto arena = MemoryArena::create(MemoryArena::padded(size) + MemoryArena::padded(3));
        GW_VERIFY_RESULT(arena);
        QVERIFY(arena->allocate(3) != nullptr);
        std::byte *piece = arena->allocate(size);
        QCOMPARE(reinterpret_cast<std::uintptr_t>(piece) % MemoryArena::kAlignment, std::uintptr_t{0});
        QVERIFY(std::all_of(piece, piece + size, [](std::byte b) { return b == std::byte{0}; }));
    }
    GW_VERIFY_ERROR(MemoryArena::create(std::numeric_limits<std::size_t>::max()), ErrorCode::LimitExceeded);
}

void TestKernels::packingKeepsEveryValue_data()
{
    QTest::addColumn<int>("type");
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("columns");
    for (TensorType type :
         {TensorType::Q4_0, TensorType::Q4_1, TensorType::Q8_0, TensorType::F16, TensorType::F32})
        for (auto [rows, columns] : {std::pair{16, 32}, {1, 32}, {33, 96}, {48, 576}})
            QTest::addRow("%s %dx%d", tensors::traits(type).name.data(), rows, columns)
                << static_cast<int>(type) << rows << columns;
}

void TestKernels::packingKeepsEveryValue()
{
    QFETCH(int, type);
    QFETCH(int, rows);
    QFETCH(int, columns);
    Generator generator(7);
    const auto tensorType = static_cast<TensorType>(type);
    const auto rowCount = static_cast<std::size_t>(rows);
    const auto columnCount = static_cast<std::size_t>(columns);
    const auto stored = randomStored(generator, tensorType, rowCount, columnCount);
    const Packed packed = pack(tensorType, stored, rowCount, columnCount);
    std::vector<float> values(rowCount * columnCount);
    for (std::size_t row = 0; row < rowCount; ++row)
        unpackRow(packed.view, row, values.data() + row * columnCount);
    QCOMPARE(values, dequantised(tensorType, stored, values.size())); // Q4_0 may give 0 where the file has -0
}

void TestKernels::packingFollowsTheRowOrder()
{
    Generator generator(8);
    const auto stored = randomStored(generator, TensorType::Q4_1, 32, 64);
    const Packed packed = pack(TensorType::Q4_1, stored, 32, 64, [](std::size_t row) { return 31 - row; });
    const auto expected = dequantised(TensorType::Q4_1, stored, 32 * 64);
    std::vector<float> row(64);
    unpackRow(packed.view, 3, row.data());
    QVERIFY(std::equal(row.begin(), row.end(), expected.begin() + 28 * 64));
}

void TestKernels::unsupportedTypesHaveNoLayout()
{
    for (TensorType type : {TensorType::Q4_K, TensorType::Q6_K, TensorType::I32, TensorType::F64})
        QVERIFY(!layoutFor(type).has_value());
}

void TestKernels::quantiseMatchesItsDefinition()
{
    Generator generator(9);
    const auto x = randomFloats(generator, 320);
    const auto blocks = quantisedRows(scalar(), x);
    for (std::size_t b = 0; b < blocks.size(); ++b) {
        float maximum = 0.0F;
        for (std::size_t i = 0; i < kBlockColumns; ++i)
            maximum = std::max(maximum, std::fabs(x[b * kBlockColumns + i]));
        QCOMPARE(blocks[b].scale, maximum / 127.0F);
        int total = 0;
        for (std::size_t i = 0; i < kBlockColumns; ++i) {
            const int value = blocks[b].values[i];
            total += value;
            QVERIFY(std::fabs(x[b * kBlockColumns + i] - static_cast<float>(value) * blocks[b].scale) <=
                    0.501F * blocks[b].scale);
        }
        QCOMPARE(blocks[b].scaledSum, blocks[b].scale * static_cast<float>(total));
        QCOMPARE(blocks[b].unsignedBias, -128 * total);
    }
}

void TestKernels::quantiseOfUnusableBlocksIsZero()
{
    for (float value :
         {0.0F, 1e-38F, std::numeric_limits<float>::infinity(), std::numeric_limits<float>::quiet_NaN()})
        for (KernelChoice choice : {KernelChoice::Scalar, KernelChoice::Automatic}) {
            const auto blocks = quantisedRows(*kernelTable(choice), std::vector<float>(kBlockColumns, value));
            QCOMPARE(blocks[0].scale, 0.0F);
            QCOMPARE(blocks[0].scaledSum, 0.0F);
            for (std::int8_t quant : blocks[0].values)
                QCOMPARE(quant, std::int8_t{0});
        }
}

void TestKernels::oneValueThatIsNoNumberMakesABlockUnusable()
{
    for (const float value :
         {std::numeric_limits<float>::infinity(), std::numeric_limits<float>::quiet_NaN()})
        for (const KernelChoice choice : {KernelChoice::Scalar, KernelChoice::Automatic})
            for (std::size_t lane = 0; lane < kBlockColumns; ++lane) {
                std::vector<float> values(kBlockColumns, 1.5F);
                values[lane] = value;
                const auto blocks = quantisedRows(*kernelTable(choice), values);
                QCOMPARE(blocks[0].scale, 0.0F);
                QCOMPARE(blocks[0].scaledSum, 0.0F);
                QCOMPARE(blocks[0].unsignedBias, 0);
            }
}

void TestKernels::quantisedProductIsNearTheExactOne_data()
{
    QTest::addColumn<int>("type");
    QTest::newRow("Q4_1") << static_cast<int>(TensorType::Q4_1);
    QTest::newRow("Q4_0") << static_cast<int>(TensorType::Q4_0);
    QTest::newRow("Q8_0") << static_cast<int>(TensorType::Q8_0);
}

void TestKernels::quantisedProductIsNearTheExactOne()
{
    QFETCH(int, type);
    constexpr std::size_t kRows = 40;
    constexpr std::size_t kColumns = 576;
    Generator generator(10);
    const auto tensorType = static_cast<TensorType>(type);
    const auto stored = randomStored(generator, tensorType, kRows, kColumns);
    const auto weights = dequantised(tensorType, stored, kRows * kColumns);
    const Packed packed = pack(tensorType, stored, kRows, kColumns);
    const auto blocks = quantisedRows(scalar(), randomFloats(generator, kColumns));
    const auto output = multiply(scalar(), packed.view, blocks, 1);
    for (std::size_t row = 0; row < kRows; ++row) {
        double exact = 0.0;
        double size = 0.0;
        for (std::size_t k = 0; k < kColumns; ++k) {
            const QuantisedBlock &block = blocks[k / kBlockColumns];
            const double x = static_cast<double>(block.scale) * block.values[k % kBlockColumns];
            exact += x * static_cast<double>(weights[row * kColumns + k]);
            size += std::fabs(x * static_cast<double>(weights[row * kColumns + k]));
        }
        QVERIFY(std::fabs(static_cast<double>(output[row]) - exact) <= 1e-6 * size);
    }
}

void TestKernels::floatProductIsNearTheExactOne_data()
{
    QTest::addColumn<int>("type");
    for (TensorType type : {TensorType::Q4_1, TensorType::Q8_0, TensorType::F16, TensorType::F32})
        QTest::newRow(tensors::traits(type).name.data()) << static_cast<int>(type);
}

void TestKernels::floatProductIsNearTheExactOne()
{
    QFETCH(int, type);
    constexpr std::size_t kRows = 20;
    constexpr std::size_t kColumns = 160;
    Generator generator(11);
    const auto tensorType = static_cast<TensorType>(type);
    const auto stored = randomStored(generator, tensorType, kRows, kColumns);
    const auto weights = dequantised(tensorType, stored, kRows * kColumns);
    const Packed packed = pack(tensorType, stored, kRows, kColumns);
    const auto x = randomFloats(generator, kColumns);
    const auto output = multiply(scalar(), packed.view, x, 1);
    for (std::size_t row = 0; row < kRows; ++row) {
        float sum = 0.0F;
        for (std::size_t k = 0; k < kColumns; ++k)
            sum = std::fma(weights[row * kColumns + k], x[k], sum);
        QCOMPARE(std::bit_cast<std::uint32_t>(output[row]), std::bit_cast<std::uint32_t>(sum));
    }
}

void TestKernels::rowsDoNotDependOnTheirNumber_data()
{
    QTest::addColumn<int>("choice");
    for (const KernelChoice choice : {KernelChoice::Scalar, KernelChoice::Avx2, KernelChoice::Avx512Vnni})
        if (kernelsAvailable(choice))
            QTest::newRow(kernelTable(choice)->name) << static_cast<int>(choice);
}

void TestKernels::rowsDoNotDependOnTheirNumber()
{
    QFETCH(int, choice);
    constexpr std::size_t kColumns = 96;
    constexpr std::size_t kMost = 19;
    const KernelTable &kernels = *kernelTable(static_cast<KernelChoice>(choice));
    Generator generator(12);
    for (TensorType type : {TensorType::Q4_1, TensorType::Q8_0, TensorType::F32}) {
        const auto stored = randomStored(generator, type, 32, kColumns);
        const Packed packed = pack(type, stored, 32, kColumns);
        const auto x = randomFloats(generator, kMost * kColumns);
        const auto blocks = quantisedRows(kernels, x);
        const bool quantised = type != TensorType::F32;
        const auto all = quantised ? multiply(kernels, packed.view, blocks, kMost)
                                   : multiply(kernels, packed.view, x, kMost);
        for (std::size_t rows = 1; rows <= kMost; ++rows) {
            const auto some = quantised ? multiply(kernels, packed.view, blocks, rows)
                                        : multiply(kernels, packed.view, x, rows);
            QVERIFY(
                sameBits(some, std::vector<float>(all.begin(), all.begin() + static_cast<int>(some.size()))));
        }
        for (std::size_t row = 0; row < kMost; ++row) {
            const std::vector<QuantisedBlock> one(blocks.begin() + static_cast<int>(row * 3),
                                                  blocks.begin() + static_cast<int>(row * 3 + 3));
            const std::vector<float> plain(x.begin() + static_cast<int>(row * kColumns),
                                           x.begin() + static_cast<int>((row + 1) * kColumns));
            const auto alone =
                quantised ? multiply(kernels, packed.view, one, 1) : multiply(kernels, packed.view, plain, 1);
            QVERIFY(std::memcmp(alone.data(), all.data() + row * 32, 32 * sizeof(float)) == 0);
        }
    }
}

void TestKernels::addModeAdds()
{
    Generator generator(13);
    const auto stored = randomStored(generator, TensorType::Q4_1, 16, 32);
    const Packed packed = pack(TensorType::Q4_1, stored, 16, 32);
    const auto blocks = quantisedRows(scalar(), randomFloats(generator, 32));
    const auto product = multiply(scalar(), packed.view, blocks, 1);
    for (KernelChoice choice : {KernelChoice::Scalar, KernelChoice::Automatic}) {
        std::vector<float> output(16, 2.5F);
        kernelTable(choice)->matmulQuantised(
            {packed.view, 0, 1, blocks.data(), 1, 1, output.data(), 16, OutputMode::Add});
        for (std::size_t i = 0; i < output.size(); ++i)
            QCOMPARE(output[i], 2.5F + product[i]);
    }
}

void TestKernels::tablesAgreeOnProducts_data()
{
    QTest::addColumn<int>("type");
    QTest::addColumn<int>("seed");
    for (TensorType type :
         {TensorType::Q4_0, TensorType::Q4_1, TensorType::Q8_0, TensorType::F16, TensorType::F32})
        for (int seed = 0; seed < 8; ++seed)
            QTest::addRow("%s %d", tensors::traits(type).name.data(), seed) << static_cast<int>(type) << seed;
}

void TestKernels::tablesAgreeOnProducts()
{
    QFETCH(int, type);
    QFETCH(int, seed);
    Generator generator(static_cast<unsigned>(seed + 100));
    const auto tensorType = static_cast<TensorType>(type);
    const std::size_t rows = 1 + generator() % 80;
    const std::size_t columns = kBlockColumns * (1 + generator() % 24);
    const std::size_t count = 1 + generator() % 20;
    const auto stored = randomStored(generator, tensorType, rows, columns);
    const Packed packed = pack(tensorType, stored, rows, columns);
    const auto x = randomFloats(generator, count * columns, 3.0F);
    const auto blocks = quantisedRows(scalar(), x);
    for (const KernelTable *fast : otherTables()) {
        if (packed.view.layout == WeightLayout::Nibbles || packed.view.layout == WeightLayout::Bytes)
            QVERIFY2(sameBits(multiply(scalar(), packed.view, blocks, count),
                              multiply(*fast, packed.view, blocks, count)),
                     fast->name);
        QVERIFY2(sameBits(multiply(scalar(), packed.view, x, count), multiply(*fast, packed.view, x, count)),
                 fast->name);
    }
}

void TestKernels::tablesAgreeOnRows()
{
    Generator generator(14);
    for (int round = 0; round < 200; ++round) {
        const std::size_t length = kBlockColumns * (1 + generator() % 50);
        const float spread = std::exp(static_cast<float>(generator() % 20) - 10.0F);
        const auto x = randomFloats(generator, length, spread);
        const auto other = randomFloats(generator, length);

        for (const KernelTable *fast : otherTables()) {
            const auto slowBlocks = quantisedRows(scalar(), x);
            const auto fastBlocks = quantisedRows(*fast, x);
            QVERIFY(std::memcmp(slowBlocks.data(), fastBlocks.data(),
                                slowBlocks.size() * sizeof(QuantisedBlock)) == 0);

            std::vector<float> a(length);
            std::vector<float> b(length);
            scalar().normalise(x.data(), other.data(), length, 1e-5F, a.data());
            fast->normalise(x.data(), other.data(), length, 1e-5F, b.data());
            QVERIFY(sameBits(a, b));

            a = b = x;
            scalar().gate(a.data(), other.data(), length);
            fast->gate(b.data(), other.data(), length);
            QVERIFY(sameBits(a, b));

            a = b = x;
            scalar().rotate(a.data(), other.data(), other.data() + length / 2, length / 2);
            fast->rotate(b.data(), other.data(), other.data() + length / 2, length / 2);
            QVERIFY(sameBits(a, b));
        }
    }
}

void TestKernels::tablesAgreeOnHalves()
{
    Generator generator(15);
    constexpr std::size_t kLength = 64;
    for (int round = 0; round < 500; ++round) {
        std::vector<float> key(kLength);
        std::vector<float> value(kLength);
        for (std::size_t i = 0; i < kLength; ++i) {
            key[i] = std::bit_cast<float>(static_cast<std::uint32_t>(generator()));
            value[i] = std::ldexp(static_cast<float>(generator() % 4096) - 2048.0F,
                                  static_cast<int>(generator() % 40) - 30);
            if (std::isnan(key[i]))
                key[i] = 0.0F;
        }
        auto tables = otherTables();
        tables.push_back(&scalar());
        for (const KernelTable *table : tables) {
            std::vector<std::uint16_t> keys(kLength * kGroupRows, 0x1234);
            std::vector<std::uint16_t> values(kLength);
            table->storeHalf(key.data(), value.data(), kLength, keys.data() + 5, values.data());
            for (std::size_t i = 0; i < kLength; ++i) {
                QCOMPARE(keys[i * kGroupRows + 5], tensors::floatToHalf(key[i]));
                QCOMPARE(keys[i * kGroupRows + 4], std::uint16_t{0x1234});
                QCOMPARE(values[i], tensors::floatToHalf(value[i]));
            }
        }
    }
}

void TestKernels::layerNormMatchesItsDefinition()
{
    Generator generator(31);
    const std::size_t length = 96;
    auto x = randomFloats(generator, length, 3.0F);
    for (float &value : x)
        value += 5.0F; // a mean that must go
    const auto weight = randomFloats(generator, length);
    const auto bias = randomFloats(generator, length);
    std::vector<float> output(length);
    scalar().layerNormalise(x.data(), weight.data(), bias.data(), length, 1e-5F, output.data());
    double mean = 0.0;
    for (const float value : x)
        mean += static_cast<double>(value) / static_cast<double>(length);
    double variance = 0.0;
    for (const float value : x)
        variance += std::pow(static_cast<double>(value) - mean, 2.0) / static_cast<double>(length);
    for (std::size_t i = 0; i < length; ++i) {
        const double exact =
            (static_cast<double>(x[i]) - mean) / std::sqrt(variance + 1e-5) * static_cast<double>(weight[i]) +
            static_cast<double>(bias[i]);
        QVERIFY(std::fabs(static_cast<double>(output[i]) - exact) < 1e-5);
    }
}

void TestKernels::geluMatchesItsDefinition()
{
    Generator generator(32);
    std::vector<float> x = randomFloats(generator, 64, 3.0F);
    x[0] = 0.0F;
    x[1] = 50.0F;
    x[2] = -50.0F;
    x[3] = 1e20F;
    x[4] = -1e20F;
    const std::vector<float> input = x;
    scalar().gelu(x.data(), x.size());
    for (std::size_t i = 0; i < x.size(); ++i) {
        const auto value = static_cast<double>(input[i]);
        const double u = std::sqrt(2.0 / 3.14159265358979323846) * (value + 0.044715 * std::pow(value, 3.0));
        const double exact = 0.5 * value * (1.0 + std::tanh(u));
        QVERIFY2(
            std::fabs(static_cast<double>(x[i]) - exact) <= 1e-6 * std::max(1.0, std::fabs(exact)),
            qPrintable(
                QStringLiteral("%1 of %2, not %3").arg(static_cast<double>(x[i])).arg(value).arg(exact)));
    }
}

void TestKernels::tablesAgreeOnTheRowsOfStarCoder()
{
    Generator generator(33);
    for (const std::size_t length : {std::size_t{16}, std::size_t{96}, std::size_t{576}}) {
        const auto x = randomFloats(generator, length, 4.0F);
        const auto weight = randomFloats(generator, length);
        const auto bias = randomFloats(generator, length);
        const auto rowsOf = [&](const KernelTable &kernels) {
            std::vector<float> rows(3 * length);
            kernels.layerNormalise(x.data(), weight.data(), bias.data(), length, 1e-5F, rows.data());
            std::copy(x.begin(), x.end(), rows.begin() + static_cast<std::ptrdiff_t>(length));
            kernels.gelu(rows.data() + length, length);
            std::copy(x.begin(), x.end(), rows.begin() + static_cast<std::ptrdiff_t>(2 * length));
            kernels.add(rows.data() + 2 * length, bias.data(), length);
            return rows;
        };
        const auto expected = rowsOf(scalar());
        QCOMPARE(expected[2 * length], x[0] + bias[0]);
        for (const KernelTable *table : otherTables())
            QVERIFY2(sameBits(rowsOf(*table), expected), table->name);
    }
}

QTEST_GUILESS_MAIN(TestKernels)
#include "tst_kernels.moc"
