// SPDX-License-Identifier: Apache-2.0
#include "core/tensors/half.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace gatewright::tensors;

namespace {

// The definition of binary16, computed in double.
double halfByDefinition(std::uint16_t half)
{
    const double sign = (half & 0x8000) != 0 ? -1.0 : 1.0;
    const int exponent = (half >> 10) & 31;
    const int mantissa = half & 0x3ff;
    if (exponent == 0)
        return sign * std::ldexp(mantissa, -24);
    return sign * std::ldexp(mantissa + 1024, exponent - 25);
}

} // namespace

class TestHalf : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFiniteHalfHasItsValue()
    {
        for (std::uint32_t bits = 0; bits <= 0xffff; ++bits) {
            if (((bits >> 10) & 31) == 31)
                continue;
            const auto half = static_cast<std::uint16_t>(bits);
            QCOMPARE(static_cast<double>(halfToFloat(half)), halfByDefinition(half));
            QCOMPARE(std::signbit(halfToFloat(half)), (bits & 0x8000) != 0);
        }
    }

    void everyHalfSurvivesTheRoundTrip()
    {
        for (std::uint32_t bits = 0; bits <= 0xffff; ++bits) {
            const auto half = static_cast<std::uint16_t>(bits);
            if (std::isnan(halfToFloat(half)))
                QVERIFY(std::isnan(halfToFloat(floatToHalf(halfToFloat(half)))));
            else
                QCOMPARE(floatToHalf(halfToFloat(half)), half);
        }
    }

    void infinitiesAndNotANumber()
    {
        QCOMPARE(halfToFloat(0x7c00), std::numeric_limits<float>::infinity());
        QCOMPARE(halfToFloat(0xfc00), -std::numeric_limits<float>::infinity());
        QVERIFY(std::isnan(halfToFloat(0x7c01)));
        QVERIFY(std::isnan(halfToFloat(0xffff)));
    }

    void valuesBetweenTwoHalvesRoundToTheNearerOneAndTiesToEven()
    {
        for (std::uint32_t bits = 0; bits < 0x7bff; ++bits) {
            const auto below = static_cast<std::uint16_t>(bits);
            const auto above = static_cast<std::uint16_t>(bits + 1);
            const float middle = (halfToFloat(below) + halfToFloat(above)) / 2;
            QCOMPARE(floatToHalf(middle), (bits & 1) == 0 ? below : above);
            QCOMPARE(floatToHalf(std::nextafter(middle, 0.0F)), below);
            QCOMPARE(floatToHalf(std::nextafter(middle, 1e9F)), above);
        }
    }

    void tooLargeBecomesInfinity()
    {
        QCOMPARE(floatToHalf(65504.0F), std::uint16_t{0x7bff});
        QCOMPARE(floatToHalf(65519.99F), std::uint16_t{0x7bff});
        QCOMPARE(floatToHalf(65520.0F), std::uint16_t{0x7c00});
        QCOMPARE(floatToHalf(-1e30F), std::uint16_t{0xfc00});
    }

    void bfloatIsTheUpperHalfOfAFloat()
    {
        QCOMPARE(bfloat16ToFloat(0x3f80), 1.0F);
        QCOMPARE(bfloat16ToFloat(0xc049), -3.140625F);
        QCOMPARE(bfloat16ToFloat(0x0000), 0.0F);
        QVERIFY(std::isnan(bfloat16ToFloat(0x7fc0)));
    }
};

QTEST_GUILESS_MAIN(TestHalf)
#include "tst_half.moc"
