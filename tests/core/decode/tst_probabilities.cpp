// SPDX-License-Identifier: Apache-2.0
#include "core/base/random.h"
#include "core/decode/probabilities.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <vector>

using namespace gatewright;
using namespace gatewright::decode;

namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

} // namespace

class TestProbabilities : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void exponentialIsCloseToTheRealOne()
    {
        for (int step = 0; step <= 80'000; ++step) {
            const float x = -static_cast<float>(step) / 1000.0F;
            const double real = std::exp(static_cast<double>(x));
            QVERIFY2(std::abs(static_cast<double>(exponential(x)) - real) <= 2e-7 * real,
                     qPrintable(QString::number(x)));
        }
    }

    void exponentialAtTheEdges()
    {
        QCOMPARE(exponential(0.0F), 1.0F);
        QCOMPARE(exponential(-80.5F), 0.0F);
        QCOMPARE(exponential(-1e30F), 0.0F);
        QCOMPARE(exponential(-kInfinity), 0.0F);
        QVERIFY(std::isnan(exponential(kNan)));
    }

    void exponentialNeverFallsWhenItsArgumentRises()
    {
        float last = 0.0F;
        for (float x = -80.0F; x <= 0.0F; x = x < -1.0F ? x * 0.99999F : x + 1e-5F) {
            const float value = exponential(x);
            QVERIFY(value >= last * (1 - 3e-7F));
            last = value;
        }
    }

    void largestOfAnyCount()
    {
        QCOMPARE(largest({}), -kInfinity);
        RandomSource random(5);
        for (std::size_t count = 1; count < 70; ++count) {
            std::vector<float> values(count);
            for (float &value : values)
                value = static_cast<float>(random.uniform()) - 2.0F;
            const std::size_t place = random.below(count);
            values[place] = 7.0F;
            QCOMPARE(largest(values), 7.0F);
            if (count > 1) {
                values[(place + 1) % count] = kNan;
                QCOMPARE(largest(values), 7.0F);
            }
        }
    }

    void logSumExpOfAnyCount()
    {
        RandomSource random(6);
        for (const std::size_t count : {1U, 2U, 15U, 16U, 17U, 100U, 49'152U}) {
            std::vector<float> values(count);
            double sum = 0;
            for (float &value : values) {
                value = static_cast<float>(random.uniform() * 30 - 10);
                sum += std::exp(static_cast<double>(value));
            }
            QVERIFY(std::abs(logSumExp(values, largest(values)) - std::log(sum)) < 1e-6);
        }
    }

    void unusableNumbersShow()
    {
        std::vector<float> values(40, 1.0F);
        values[20] = kNan;
        QVERIFY(!std::isfinite(logSumExp(values, largest(values))));
        values[20] = kInfinity;
        QVERIFY(!std::isfinite(logSumExp(values, largest(values))));
        values[20] = -kInfinity; // a token that cannot come is fine
        QVERIFY(std::isfinite(logSumExp(values, largest(values))));
        values.assign(40, -kInfinity);
        QVERIFY(!std::isfinite(logSumExp(values, largest(values))));
    }
};

QTEST_GUILESS_MAIN(TestProbabilities)
#include "tst_probabilities.moc"
