// SPDX-License-Identifier: Apache-2.0
#include "core/decode/draft/pass_times.h"

#include <QTest>

#include <array>
#include <cmath>
#include <utility>

using namespace gatewright::decode;

class TestPassTimes : public QObject
{
    Q_OBJECT

private:
    static bool near(double a, double b, double share) { return std::abs(a / b - 1.0) < share; }

private Q_SLOTS:
    void isLinearBetweenMeasurements()
    {
        PassTimes times;
        QVERIFY(!times.isMeasured());
        times.measured(std::array<std::pair<std::size_t, double>, 3>{{{1, 4.0}, {4, 5.0}, {16, 11.0}}});
        QVERIFY(times.isMeasured());
        QCOMPARE(times.of(1), 4.0);
        QVERIFY(near(times.of(2), 4.0 + 1.0 / 3.0, 1e-9));
        QCOMPARE(times.of(10), 8.0);
        QCOMPARE(times.of(64), 44.0); // as the last rows cost
        QCOMPARE(times.rate(), 0.25); // one token a pass at first
    }

    void fewerRowsNeverCostMore()
    {
        PassTimes times;
        times.measured(
            std::array<std::pair<std::size_t, double>, 4>{{{1, 4.0}, {2, 9.0}, {4, 5.0}, {8, 7.0}}});
        QCOMPARE(times.of(2), 5.0);
        QCOMPARE(times.of(4), 5.0);
        QCOMPARE(times.of(8), 7.0);
    }

    void followsTheLoadWithinSomeTensOfPasses()
    {
        PassTimes times;
        times.measured(std::array<std::pair<std::size_t, double>, 2>{{{1, 4.0}, {8, 8.0}}});
        for (int i = 0; i < 60; ++i)
            times.ran(i % 2 == 0 ? 1 : 8, i % 2 == 0 ? 8.0 : 16.0, 0.0, 2);
        QVERIFY(near(times.of(1), 8.0, 0.05)); // twice as slow at all sizes
        QVERIFY(near(times.of(8), 16.0, 0.05));
        QVERIFY(near(times.rate(), 4.0 / 24.0, 0.05));
    }

    void learnsTheShapeSlowly()
    {
        PassTimes times;
        times.measured(std::array<std::pair<std::size_t, double>, 2>{{{1, 4.0}, {8, 8.0}}});
        for (int i = 0; i < 2000; ++i)
            times.ran(i % 2 == 0 ? 1 : 8, i % 2 == 0 ? 4.0 : 6.0, 0.0, 2);
        QVERIFY(near(times.of(8) / times.of(1), 1.5, 0.05));
    }

    void onePassThatLostItsProcessorSaysLittle()
    {
        PassTimes times;
        times.measured(std::array<std::pair<std::size_t, double>, 1>{{{1, 4.0}}});
        times.ran(1, 4.0, 0.0, 1);
        times.ran(1, 4000.0, 0.0, 1);
        QVERIFY(times.of(1) < 5.0);
        QVERIFY(times.rate() > 0.15);
        times.ran(1, 0.0, 0.0, 1); // a clock that stood still
        times.ran(0, 4.0, 0.0, 1);
        times.ran(1000, 4.0, 0.0, 1);
        QVERIFY(times.of(1) > 3.0);
    }

    void switchesOffWhenItDoesNotPayForFiftyPasses()
    {
        DraftingSwitch drafting;
        for (int i = 0; i < DraftingSwitch::window - 1; ++i)
            drafting.ran(4.0, 4.0);
        QVERIFY(drafting.isOn());
        drafting.ran(4.0, 4.0);
        QVERIFY(!drafting.isOn());
        int off = 0;
        for (; !drafting.isOn(); ++off)
            drafting.ran(4.0, 4.0);
        QCOMPARE(off, 100);
        // It tries again, and waits longer when that was in vain.
        for (int i = 0; i < DraftingSwitch::window; ++i)
            drafting.ran(4.0, 4.0);
        for (off = 0; !drafting.isOn(); ++off)
            drafting.ran(4.0, 4.0);
        QCOMPARE(off, 200);
        for (int i = 0; i < 10 * DraftingSwitch::window; ++i) {
            drafting.ran(4.0, 4.2);
            QVERIFY(drafting.isOn());
        }
    }
};

QTEST_GUILESS_MAIN(TestPassTimes)
#include "tst_pass_times.moc"
