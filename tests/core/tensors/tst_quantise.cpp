// SPDX-License-Identifier: Apache-2.0
// Against the bytes of the format's own package (tests/oracle/make_quantised_blocks.py).
#include "core/tensors/dequantise.h"
#include "core/tensors/quantise.h"
#include "tests/support/result_test.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <cmath>
#include <cstring>
#include <limits>
#include <vector>

using namespace gatewright;
using namespace gatewright::tensors;

namespace {

struct Kind
{
    const char *name;
    TensorType type;
    double steps; // that a block's range is cut into
};
constexpr Kind kKinds[] = {{"F16", TensorType::F16, 2048}, {"BF16", TensorType::BF16, 256},
                           {"Q4_0", TensorType::Q4_0, 16}, {"Q4_1", TensorType::Q4_1, 15},
                           {"Q5_0", TensorType::Q5_0, 32}, {"Q5_1", TensorType::Q5_1, 31},
                           {"Q8_0", TensorType::Q8_0, 254}};

} // namespace

class TestQuantise : public QObject
{
    Q_OBJECT

    QJsonObject m_golden;
    std::vector<float> m_values;

private Q_SLOTS:
    void initTestCase()
    {
        QFile file(QStringLiteral(GATEWRIGHT_TEST_DATA "/model/quantised.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        m_golden = QJsonDocument::fromJson(file.readAll()).object();
        const QByteArray bytes =
            QByteArray::fromHex(m_golden[QStringLiteral("values")].toString().toLatin1());
        m_values.resize(static_cast<std::size_t>(bytes.size()) / sizeof(float));
        std::memcpy(m_values.data(), bytes.constData(), static_cast<std::size_t>(bytes.size()));
        QCOMPARE(m_values.size(), std::size_t{1024});
    }

    void everyByteIsTheReferences_data()
    {
        QTest::addColumn<int>("index");
        for (int i = 0; i < static_cast<int>(std::size(kKinds)); ++i)
            QTest::newRow(kKinds[i].name) << i;
    }
    void everyByteIsTheReferences()
    {
        QFETCH(int, index);
        const Kind &kind = kKinds[index];
        std::vector<std::byte> stored;
        GW_VERIFY_RESULT(quantise(kind.type, m_values, stored));
        const QByteArray bytes(reinterpret_cast<const char *>(stored.data()),
                               static_cast<qsizetype>(stored.size()));
        QCOMPARE(QString::fromLatin1(bytes.toHex()), m_golden[QLatin1String(kind.name)].toString());
    }

    void isTheInverseUpToAStep_data() { everyByteIsTheReferences_data(); }
    void isTheInverseUpToAStep()
    {
        QFETCH(int, index);
        const Kind &kind = kKinds[index];
        std::vector<std::byte> stored;
        GW_VERIFY_RESULT(quantise(kind.type, m_values, stored));
        std::vector<float> back(m_values.size());
        GW_VERIFY_RESULT(dequantise(kind.type, stored, back));
        for (std::size_t block = 0; block < m_values.size(); block += 32) {
            float most = 0.0F;
            for (std::size_t i = block; i < block + 32; ++i)
                most = std::max(most, std::fabs(m_values[i]));
            const double step = 2.0 * double(most) / kind.steps;
            for (std::size_t i = block; i < block + 32; ++i)
                QVERIFY(std::fabs(double(back[i]) - double(m_values[i])) <= step * 1.01 + 1e-6);
        }
    }

    void floatsStayAsTheyAre()
    {
        std::vector<std::byte> stored;
        GW_VERIFY_RESULT(quantise(TensorType::F32, m_values, stored));
        QCOMPARE(stored.size(), m_values.size() * sizeof(float));
        QCOMPARE(std::memcmp(stored.data(), m_values.data(), stored.size()), 0);
    }

    void whatDoesNotFitIsRefused()
    {
        std::vector<std::byte> stored;
        std::vector<float> large(32, 70'000.0F);
        GW_VERIFY_ERROR(quantise(TensorType::F16, large, stored), ErrorCode::LimitExceeded);
        GW_VERIFY_ERROR(quantise(TensorType::Q4_1, large, stored), ErrorCode::LimitExceeded);
        GW_VERIFY_RESULT(quantise(TensorType::BF16, large, stored));
        GW_VERIFY_RESULT(quantise(TensorType::Q8_0, large, stored)); // its scale does
        large.pop_back();
        GW_VERIFY_ERROR(quantise(TensorType::Q4_0, large, stored), ErrorCode::InvalidInput);
        GW_VERIFY_ERROR(quantise(TensorType::Q6_K, m_values, stored), ErrorCode::Unsupported);
        QVERIFY(!canQuantise(TensorType::Q6_K));
    }
};

QTEST_GUILESS_MAIN(TestQuantise)
#include "tst_quantise.moc"
