// SPDX-License-Identifier: Apache-2.0
#include "core/model/kernels/kernel_table.h"
#include "core/tensors/half.h"
#include "tests/core/model/weight_test_support.h"

#include <QTest>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <vector>

using namespace gatewright;
using namespace gatewright::model;
using tensors::TensorType;

class TestKernels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void choiceFollowsTheProcessor();
    void namesAreThoseOfTheTables();
    void quantiseMatchesItsDefinition();
    void quantiseOfUnusableBlocksIsZero();
    void oneValueThatIsNoNumberMakesABlockUnusable();
    void rowsDoNotDependOnTheirNumber_data();
    void rowsDoNotDependOnTheirNumber();
    void addModeAdds();
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
    const auto names = kernelNames();
    const auto fastest = std::find_if(names.begin() + 1, names.end(),
                                      [](const KernelName &name) { return kernelsAvailable(name.choice); });
    // AMX may be there and not pay.
    if (fastest->choice == KernelChoice::AmxInt8 &&
        kernelTable(KernelChoice::Automatic) != kernelTable(fastest->choice))
        QCOMPARE(kernelTable(KernelChoice::Automatic), kernelTable(KernelChoice::Avx512Vnni));
    else
        QCOMPARE(kernelTable(KernelChoice::Automatic), kernelTable(fastest->choice));
}

void TestKernels::namesAreThoseOfTheTables()
{
    std::vector<std::string> seen;
    for (const KernelName &known : kernelNames()) {
        QCOMPARE(kernelChoiceNamed(known.name), std::optional(known.choice));
        if (const KernelTable *table = kernelTable(known.choice);
            table && known.choice != KernelChoice::Automatic)
            QCOMPARE(QLatin1String(table->name), QLatin1String(known.name));
        seen.emplace_back(known.name);
    }
    QCOMPARE(seen.size(), std::size_t{7});
    QVERIFY(!kernelChoiceNamed("sse9").has_value());
    QVERIFY(!kernelChoiceNamed("").has_value());
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

void TestKernels::rowsDoNotDependOnTheirNumber_data()
{
    QTest::addColumn<int>("table");
    const auto tables = testedTables();
    for (std::size_t i = 0; i < tables.size(); ++i)
        if (tables[i].table != nullptr)
            QTest::newRow(tables[i].name.c_str()) << static_cast<int>(i);
}

void TestKernels::rowsDoNotDependOnTheirNumber()
{
    QFETCH(int, table);
    constexpr std::size_t kColumns = 96;
    constexpr std::size_t kMost = 19;
    const KernelTable &kernels = *testedTables()[static_cast<std::size_t>(table)].table;
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
