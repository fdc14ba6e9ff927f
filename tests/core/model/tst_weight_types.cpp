// SPDX-License-Identifier: Apache-2.0
#include "tests/core/model/integer_reference.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace gatewright;
using namespace gatewright::model;

#ifdef GATEWRIGHT_X86_KERNELS
namespace gatewright::model {
extern const KernelTable kAvxVnniByAvx512;
}
#endif

namespace {

// The rows of the tests.
std::vector<TestedTable> tables()
{
    std::vector<TestedTable> result = testedTables();
#ifdef GATEWRIGHT_X86_KERNELS
    result.push_back(
        {"avx-vnni by avx512", kernelsAvailable(KernelChoice::Avx512Vnni) ? &kAvxVnniByAvx512 : nullptr});
#endif
    return result;
}

void addRows(bool quantisedOnly)
{
    QTest::addColumn<int>("type");
    QTest::addColumn<int>("table");
    const auto all = tables();
    for (const TensorType type : kWeightTypes)
        for (std::size_t i = 0; i < all.size(); ++i)
            if (!quantisedOnly || isQuantised(*layoutFor(type)))
                QTest::addRow("%s %s", tensors::traits(type).name.data(), all[i].name.c_str())
                    << static_cast<int>(type) << static_cast<int>(i);
}

std::span<const std::byte> storedRow(const std::vector<std::byte> &stored, std::size_t rows, std::size_t row)
{
    return std::span(stored).subspan(row * (stored.size() / rows), stored.size() / rows);
}

} // namespace

// Every type of weights in every table.
class TestWeightTypes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void packingKeepsEveryBit_data();
    void packingKeepsEveryBit();
    void packingWritesWhereItShould_data() { packingKeepsEveryBit_data(); }
    void packingWritesWhereItShould();
    void layoutsTakeWhatTheySay();
    void productsHaveTheBitsOfTheReference_data() { addRows(true); }
    void productsHaveTheBitsOfTheReference();
    void extremeIntegersAreExact_data() { addRows(true); }
    void extremeIntegersAreExact();
    void floatProductsHaveTheBitsOfFma_data() { addRows(false); }
    void floatProductsHaveTheBitsOfFma();
    void productsAreNearTheFloatOnes_data();
    void productsAreNearTheFloatOnes();
};

#define GW_FETCH_TABLE()                                                                                     \
    QFETCH(int, type);                                                                                       \
    QFETCH(int, table);                                                                                      \
    const auto tensorType = static_cast<TensorType>(type);                                                   \
    const TestedTable chosen = tables()[static_cast<std::size_t>(table)];                                    \
    if (!chosen.table)                                                                                       \
        QSKIP("This processor lacks the instructions of these kernels.");                                    \
    const KernelTable &kernels = *chosen.table

void TestWeightTypes::packingKeepsEveryBit_data()
{
    QTest::addColumn<int>("type");
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("columns");
    for (const TensorType type : kWeightTypes)
        for (const auto &[rows, blocks] : {std::pair{16, 1}, {1, 1}, {33, 3}, {48, 18}})
            QTest::addRow("%s %d rows, %d blocks", tensors::traits(type).name.data(), rows, blocks)
                << static_cast<int>(type) << rows
                << static_cast<int>(columnsFor(type, static_cast<std::size_t>(blocks)));
}

void TestWeightTypes::packingKeepsEveryBit()
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
    QVERIFY(sameBits(values, dequantised(tensorType, stored, values.size())));
}

void TestWeightTypes::packingWritesWhereItShould()
{
    QFETCH(int, type);
    QFETCH(int, rows);
    QFETCH(int, columns);
    Generator generator(8);
    const auto tensorType = static_cast<TensorType>(type);
    const auto rowCount = static_cast<std::size_t>(rows);
    const auto columnCount = static_cast<std::size_t>(columns);
    const auto stored = randomStored(generator, tensorType, rowCount, columnCount);
    const WeightLayout layout = *layoutFor(tensorType);
    const std::size_t size = packedBytes(layout, rowCount, columnCount);
    QCOMPARE(size % 64, std::size_t{0});
    constexpr std::byte kUntouched{0xa5};
    std::vector<std::byte> memory(size + 256, kUntouched);
    const MatrixView view{layout, static_cast<std::uint32_t>(rows), static_cast<std::uint32_t>(columns),
                          groupBytes(layout, columnCount),
                          reinterpret_cast<const std::uint8_t *>(memory.data() + 128)};
    packGroups({tensorType, stored, view, memory.data() + 128, {}}, 0, view.groups());
    const auto untouched = [](std::byte byte) { return byte == kUntouched; };
    QVERIFY(std::all_of(memory.begin(), memory.begin() + 128, untouched));
    QVERIFY(std::all_of(memory.end() - 128, memory.end(), untouched));
}

void TestWeightTypes::layoutsTakeWhatTheySay()
{
    // 512 columns of 16 rows are 16 tiles; the numbers stand beside WeightLayout.
    const auto tile = [](TensorType type) { return groupBytes(*layoutFor(type), 512) / 16; };
    QCOMPARE(tile(TensorType::Q4_0), std::size_t{288});
    QCOMPARE(tile(TensorType::Q4_1), std::size_t{320});
    QCOMPARE(tile(TensorType::Q5_0), std::size_t{352});
    QCOMPARE(tile(TensorType::Q5_1), std::size_t{384});
    QCOMPARE(tile(TensorType::Q8_0), std::size_t{544});
    QCOMPARE(tile(TensorType::Q4_K), std::size_t{296});
    QCOMPARE(tile(TensorType::Q5_K), std::size_t{360});
    QCOMPARE(tile(TensorType::Q6_K), std::size_t{424});
    QCOMPARE(tile(TensorType::BF16), std::size_t{1024});
}

void TestWeightTypes::productsHaveTheBitsOfTheReference()
{
    GW_FETCH_TABLE();
    Generator generator(9);
    for (const std::size_t count : {1U, 2U, 3U, 4U, 5U, 7U, 8U, 9U, 13U, 16U, 19U, 29U}) {
        const std::size_t rows = 1 + generator() % 50;
        const std::size_t columns = columnsFor(tensorType, 1 + generator() % 5);
        const auto stored = randomStored(generator, tensorType, rows, columns);
        const Packed packed = pack(tensorType, stored, rows, columns);
        const auto blocks = quantisedRows(scalar(), randomFloats(generator, count * columns, 3.0F));
        const auto output = multiply(kernels, packed.view, blocks, count);
        const std::size_t rowBlocks = columns / kBlockColumns;
        const std::size_t stride = packed.view.groups() * kGroupRows;
        for (std::size_t i = 0; i < count; ++i)
            for (std::size_t row = 0; row < rows; ++row) {
                const IntegerReference reference(tensorType, storedRow(stored, rows, row));
                const float expected = reference.product(std::span(blocks).subspan(i * rowBlocks, rowBlocks));
                QCOMPARE(std::bit_cast<std::uint32_t>(output[i * stride + row]),
                         std::bit_cast<std::uint32_t>(expected));
            }
    }
}

void TestWeightTypes::extremeIntegersAreExact()
{
    GW_FETCH_TABLE();
    constexpr std::size_t kRows = 16;
    const std::size_t columns = columnsFor(tensorType, 1);
    const auto &traits = tensors::traits(tensorType);
    // The largest and the smallest quants and factors, which are these bytes in one type or another.
    for (const int fill : {0x00, 0x7f, 0x80, 0x81, 0xff}) {
        std::vector<std::byte> stored(kRows * columns / traits.elementsPerBlock * traits.bytesPerBlock,
                                      static_cast<std::byte>(fill));
        for (std::size_t block = 0; block < stored.size(); block += traits.bytesPerBlock)
            for (const std::size_t offset : halvesOf(tensorType)) {
                stored[block + offset] = std::byte{0x00};
                stored[block + offset + 1] = std::byte{0x3c}; // 1
            }
        if (tensorType == TensorType::Q6_K) // the smallest quants with the smallest factors
            for (std::size_t block = 0; fill == 0x00 && block < stored.size(); block += traits.bytesPerBlock)
                std::fill_n(stored.begin() + static_cast<std::ptrdiff_t>(block) + 192, 16, std::byte{0x80});
        const Packed packed = pack(tensorType, stored, kRows, columns);
        for (const float value : {-1.0F, 1.0F}) {
            const auto blocks = quantisedRows(scalar(), std::vector<float>(columns, value));
            QCOMPARE(static_cast<int>(blocks[0].values[0]), static_cast<int>(127.0F * value));
            const float expected = IntegerReference(tensorType, storedRow(stored, kRows, 0)).product(blocks);
            for (const float result : multiply(kernels, packed.view, blocks, 1))
                QCOMPARE(std::bit_cast<std::uint32_t>(result), std::bit_cast<std::uint32_t>(expected));
        }
    }
}

void TestWeightTypes::floatProductsHaveTheBitsOfFma()
{
    GW_FETCH_TABLE();
    Generator generator(11);
    for (const std::size_t count : {1U, 2U, 3U, 9U}) {
        const std::size_t rows = 65 + generator() % 60; // narrow products take four groups at once
        const std::size_t columns = columnsFor(tensorType, 1 + generator() % 3);
        const auto stored = randomStored(generator, tensorType, rows, columns);
        const auto weights = dequantised(tensorType, stored, rows * columns);
        const Packed packed = pack(tensorType, stored, rows, columns);
        const auto x = randomFloats(generator, count * columns);
        const auto output = multiply(kernels, packed.view, x, count);
        for (std::size_t i = 0; i < count; ++i)
            for (std::size_t row = 0; row < rows; ++row) {
                float sum = 0.0F;
                for (std::size_t k = 0; k < columns; ++k)
                    sum = std::fma(weights[row * columns + k], x[i * columns + k], sum);
                QCOMPARE(std::bit_cast<std::uint32_t>(output[i * packed.view.groups() * kGroupRows + row]),
                         std::bit_cast<std::uint32_t>(sum));
            }
    }
}

void TestWeightTypes::productsAreNearTheFloatOnes_data()
{
    QTest::addColumn<int>("type");
    for (const TensorType type : kWeightTypes)
        if (isQuantised(*layoutFor(type)))
            QTest::newRow(tensors::traits(type).name.data()) << static_cast<int>(type);
}

void TestWeightTypes::productsAreNearTheFloatOnes()
{
    QFETCH(int, type);
    constexpr std::size_t kRows = 40;
    Generator generator(10);
    const auto tensorType = static_cast<TensorType>(type);
    const std::size_t columns = columnsFor(tensorType, 3);
    const auto stored = randomStored(generator, tensorType, kRows, columns);
    const auto weights = dequantised(tensorType, stored, kRows * columns);
    const Packed packed = pack(tensorType, stored, kRows, columns);
    const auto blocks = quantisedRows(scalar(), randomFloats(generator, columns));
    const auto output = multiply(scalar(), packed.view, blocks, 1);
    for (std::size_t row = 0; row < kRows; ++row) {
        double exact = 0.0;
        double size = 0.0;
        for (std::size_t k = 0; k < columns; ++k) {
            const QuantisedBlock &block = blocks[k / kBlockColumns];
            const double x = static_cast<double>(block.scale) * block.values[k % kBlockColumns];
            exact += x * static_cast<double>(weights[row * columns + k]);
            size += std::fabs(x * static_cast<double>(weights[row * columns + k]));
        }
        QVERIFY(std::fabs(static_cast<double>(output[row]) - exact) <= 1e-6 * size);
    }
}

QTEST_GUILESS_MAIN(TestWeightTypes)
#include "tst_weight_types.moc"
