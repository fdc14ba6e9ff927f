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
    void packingFollowsTheRowOrder();
    void unsupportedTypesHaveNoLayout();
};

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
