// SPDX-License-Identifier: Apache-2.0
#include "core/model/kernels/packed_matrix.h"
#include "tests/core/model/weight_test_support.h"

#include <QTest>

#include <algorithm>
#include <utility>
#include <vector>

using namespace gatewright;
using namespace gatewright::model;
using tensors::TensorType;

class TestPackedMatrix : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void packingKeepsEveryValue_data();
    void packingKeepsEveryValue();
    void packingFollowsTheRowOrder();
    void unsupportedTypesHaveNoLayout();
};

void TestPackedMatrix::packingKeepsEveryValue_data()
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

void TestPackedMatrix::packingKeepsEveryValue()
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

void TestPackedMatrix::packingFollowsTheRowOrder()
{
    Generator generator(8);
    const auto stored = randomStored(generator, TensorType::Q4_1, 32, 64);
    const Packed packed = pack(TensorType::Q4_1, stored, 32, 64, [](std::size_t row) { return 31 - row; });
    const auto expected = dequantised(TensorType::Q4_1, stored, 32 * 64);
    std::vector<float> row(64);
    unpackRow(packed.view, 3, row.data());
    QVERIFY(std::equal(row.begin(), row.end(), expected.begin() + 28 * 64));
}

void TestPackedMatrix::unsupportedTypesHaveNoLayout()
{
    for (TensorType type : {TensorType::Q2_K, TensorType::Q8_K, TensorType::I32, TensorType::F64})
        QVERIFY(!layoutFor(type).has_value());
}

QTEST_GUILESS_MAIN(TestPackedMatrix)
#include "tst_packed_matrix.moc"
