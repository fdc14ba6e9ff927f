// SPDX-License-Identifier: Apache-2.0
#include "core/tensors/dequantise.h"
#include "tests/support/result_test.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <vector>

using namespace gatewright;
using namespace gatewright::tensors;

namespace {

constexpr std::uint16_t kHalfOne = 0x3c00;
constexpr std::uint16_t kHalfQuarter = 0x3400;
constexpr std::uint16_t kHalfMinusTwo = 0xc000;

class Block
{
public:
    Block &half(std::uint16_t value) { return byte(value & 255).byte(value >> 8); }
    Block &byte(int value)
    {
        m_bytes.push_back(static_cast<std::byte>(value));
        return *this;
    }
    template <class Function>
    Block &bytes(int count, Function value)
    {
        for (int i = 0; i < count; ++i)
            byte(value(i));
        return *this;
    }

    [[nodiscard]] std::vector<float> decoded(TensorType type) const
    {
        std::vector<float> values(m_bytes.size() / traits(type).bytesPerBlock *
                                  traits(type).elementsPerBlock);
        const auto result = dequantise(type, m_bytes, values);
        return result ? values : std::vector<float>();
    }
    [[nodiscard]] const std::vector<std::byte> &content() const { return m_bytes; }

private:
    std::vector<std::byte> m_bytes;
};

// Low nibble i, high nibble 15 - i.
int countingNibbles(int i)
{
    return i | ((15 - i) << 4);
}

} // namespace

class TestDequantise : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void plainTypes()
    {
        QCOMPARE(Block().byte(0).byte(0).byte(0x80).byte(0x3f).decoded(TensorType::F32),
                 std::vector<float>{1.0F});
        QCOMPARE(Block().half(kHalfMinusTwo).half(kHalfQuarter).decoded(TensorType::F16),
                 (std::vector<float>{-2.0F, 0.25F}));
        QCOMPARE(Block().half(0x4000).half(0xbf80).decoded(TensorType::BF16),
                 (std::vector<float>{2.0F, -1.0F}));
    }

    void q4_0()
    {
        const auto values = Block().half(kHalfQuarter).bytes(16, countingNibbles).decoded(TensorType::Q4_0);
        QCOMPARE(values.size(), std::size_t{32});
        for (int i = 0; i < 16; ++i) {
            QCOMPARE(values[static_cast<std::size_t>(i)], 0.25F * static_cast<float>(i - 8));
            QCOMPARE(values[static_cast<std::size_t>(i + 16)], 0.25F * static_cast<float>(7 - i));
        }
    }

    void q4_1()
    {
        const auto values = Block()
                                .half(kHalfQuarter)
                                .half(kHalfMinusTwo)
                                .bytes(16, countingNibbles)
                                .decoded(TensorType::Q4_1);
        QCOMPARE(values.size(), std::size_t{32});
        for (int i = 0; i < 16; ++i) {
            QCOMPARE(values[static_cast<std::size_t>(i)], 0.25F * static_cast<float>(i) - 2.0F);
            QCOMPARE(values[static_cast<std::size_t>(i + 16)], 0.25F * static_cast<float>(15 - i) - 2.0F);
        }
    }

    void q5_0TakesTheFifthBitFromTheMask()
    {
        // Element 3 of the low half and elements 16 and 31 have their fifth bit set.
        const auto values = Block()
                                .half(kHalfOne)
                                .byte(0x08)
                                .byte(0)
                                .byte(0x01)
                                .byte(0x80)
                                .bytes(16, countingNibbles)
                                .decoded(TensorType::Q5_0);
        QCOMPARE(values.size(), std::size_t{32});
        for (int i = 0; i < 16; ++i) {
            QCOMPARE(values[static_cast<std::size_t>(i)], static_cast<float>(i + (i == 3 ? 16 : 0) - 16));
            QCOMPARE(values[static_cast<std::size_t>(i + 16)],
                     static_cast<float>(15 - i + (i == 0 || i == 15 ? 16 : 0) - 16));
        }
    }

    void q5_1AddsTheMinimum()
    {
        const auto values = Block()
                                .half(kHalfQuarter)
                                .half(kHalfMinusTwo)
                                .byte(0xff)
                                .byte(0xff)
                                .byte(0)
                                .byte(0)
                                .bytes(16, countingNibbles)
                                .decoded(TensorType::Q5_1);
        QCOMPARE(values.size(), std::size_t{32});
        for (int i = 0; i < 16; ++i) {
            QCOMPARE(values[static_cast<std::size_t>(i)], 0.25F * static_cast<float>(i + 16) - 2.0F);
            QCOMPARE(values[static_cast<std::size_t>(i + 16)], 0.25F * static_cast<float>(15 - i) - 2.0F);
        }
    }

    void q8_0IsSigned()
    {
        const auto values =
            Block().half(kHalfQuarter).bytes(32, [](int i) { return i * 8 - 128; }).decoded(TensorType::Q8_0);
        QCOMPARE(values.size(), std::size_t{32});
        for (int i = 0; i < 32; ++i)
            QCOMPARE(values[static_cast<std::size_t>(i)], 0.25F * static_cast<float>(i * 8 - 128));
    }

    void q4_KUnpacksItsSixBitScales()
    {
        // Scale of group g is 5 g + 1 and its minimum 7 g + 3, each below 64, packed as the format says.
        const auto scale = [](int g) { return 5 * g + 1; };
        const auto minimum = [](int g) { return 7 * g + 3; };
        const auto packed = [&](int i) {
            if (i < 4)
                return scale(i) | ((scale(i + 4) >> 4) << 6);
            if (i < 8)
                return minimum(i - 4) | ((minimum(i) >> 4) << 6);
            return (scale(i - 4) & 15) | ((minimum(i - 4) & 15) << 4);
        };
        const auto nibble = [](int i) { return (i % 16) | (((i / 2) % 16) << 4); };
        const auto values = Block()
                                .half(kHalfQuarter)
                                .half(kHalfOne)
                                .bytes(12, packed)
                                .bytes(128, nibble)
                                .decoded(TensorType::Q4_K);
        QCOMPARE(values.size(), std::size_t{256});
        for (int group = 0; group < 8; ++group) {
            for (int l = 0; l < 32; ++l) {
                const int byte = nibble(32 * (group / 2) + l);
                const int quant = group % 2 == 0 ? byte & 15 : byte >> 4;
                const auto expected = static_cast<float>(0.25 * scale(group) * quant - minimum(group));
                QCOMPARE(values[static_cast<std::size_t>(32 * group + l)], expected);
            }
        }
    }

    void q6_KJoinsNibblesAndBitPairs()
    {
        const auto low = [](int i) { return (i * 37 + 11) & 255; };
        const auto high = [](int i) { return (i * 101 + 5) & 255; };
        const auto scale = [](int i) { return i * 3 - 20; };
        const auto values = Block()
                                .bytes(128, low)
                                .bytes(64, high)
                                .bytes(16, scale)
                                .half(kHalfQuarter)
                                .decoded(TensorType::Q6_K);
        QCOMPARE(values.size(), std::size_t{256});
        for (int element = 0; element < 256; ++element) {
            const int half = element / 128;
            const int quarter = element % 128 / 32;
            const int l = element % 32;
            const int lowByte = low(64 * half + 32 * (quarter % 2) + l);
            const int nibble = quarter < 2 ? lowByte & 15 : lowByte >> 4;
            const int pair = (high(32 * half + l) >> (2 * quarter)) & 3;
            const auto expected =
                static_cast<float>(0.25 * scale(element / 16) * ((nibble | (pair << 4)) - 32));
            QCOMPARE(values[static_cast<std::size_t>(element)], expected);
        }
    }

    // tests/data/model/blocks.json: random blocks of every type as the package gguf reads them.
    void everyTypeGivesTheBitsOfGguf_data()
    {
        QFile golden(QStringLiteral(GATEWRIGHT_TEST_DATA "/model/blocks.json"));
        QVERIFY(golden.open(QIODevice::ReadOnly));
        const QJsonObject types = QJsonDocument::fromJson(golden.readAll()).object();
        QTest::addColumn<int>("id");
        QTest::addColumn<QByteArray>("stored");
        QTest::addColumn<QByteArray>("expected");
        for (const TensorTypeTraits &type : tensorTypes()) {
            const QJsonObject entry = types.value(type.name).toObject();
            QCOMPARE(!entry.isEmpty(), canDequantise(type.type) && type.type != TensorType::F32);
            if (entry.isEmpty())
                continue;
            const auto bytes = [&entry](const char *key) {
                return QByteArray::fromHex(entry.value(QLatin1String(key)).toString().toLatin1());
            };
            QTest::newRow(type.name.data())
                << static_cast<int>(type.type) << bytes("stored") << bytes("values");
        }
    }

    void everyTypeGivesTheBitsOfGguf()
    {
        QFETCH(int, id);
        QFETCH(QByteArray, stored);
        QFETCH(QByteArray, expected);
        const auto bytes =
            std::as_bytes(std::span(stored.constData(), static_cast<std::size_t>(stored.size())));
        std::vector<float> values(static_cast<std::size_t>(expected.size()) / sizeof(float));
        QVERIFY(values.size() >= 64);
        GW_VERIFY_RESULT(dequantise(static_cast<TensorType>(id), bytes, values));
        for (std::size_t i = 0; i < values.size(); ++i) {
            float value = 0.0F;
            std::memcpy(&value, expected.constData() + i * sizeof value, sizeof value);
            QCOMPARE(std::bit_cast<std::uint32_t>(values[i]), std::bit_cast<std::uint32_t>(value));
        }
    }

    void aSumIsRoundedOnce()
    {
        // A half times a few bits is exact in a float, so only the addition rounds: the exact value, computed
        // in double, must come out, whatever the compiler fuses.
        for (std::uint32_t scaleBits = 0x2c01; scaleBits < 0x3000; scaleBits += 7) {
            Block halves;
            halves.half(static_cast<std::uint16_t>(scaleBits))
                .half(static_cast<std::uint16_t>(scaleBits + 0x8bff));
            const auto scaleAndMinimum = halves.decoded(TensorType::F16);
            const auto values = halves.bytes(16, countingNibbles).decoded(TensorType::Q4_1);
            for (int i = 0; i < 16; ++i) {
                const double exact = double{scaleAndMinimum[0]} * i + double{scaleAndMinimum[1]};
                QCOMPARE(values[static_cast<std::size_t>(i)], static_cast<float>(exact));
            }
        }
    }

    void wrongSizesAreRefused()
    {
        std::array<std::byte, 40> stored{};
        std::array<float, 64> values{};
        QVERIFY(dequantise(TensorType::Q4_1, stored, values).has_value());
        GW_VERIFY_ERROR(dequantise(TensorType::Q4_1, std::span(stored).first(39), values),
                        ErrorCode::InvalidInput);
        GW_VERIFY_ERROR(dequantise(TensorType::Q4_1, stored, std::span(values).first(63)),
                        ErrorCode::InvalidInput);
        GW_VERIFY_ERROR(dequantise(TensorType::Q4_1, std::span(stored).first(20), values),
                        ErrorCode::InvalidInput);
        QVERIFY(dequantise(TensorType::Q6_K, {}, {}).has_value());
    }

    void typesWithoutArithmeticAreRefused_data()
    {
        QTest::addColumn<int>("id");
        for (const TensorTypeTraits &type : tensorTypes()) {
            if (!canDequantise(type.type))
                QTest::addRow("%s", type.name.data()) << static_cast<int>(type.type);
        }
    }

    void typesWithoutArithmeticAreRefused()
    {
        QFETCH(int, id);
        const auto type = tensorTypeFromId(static_cast<std::uint32_t>(id));
        QVERIFY(type.has_value());
        std::vector<std::byte> stored(traits(*type).bytesPerBlock);
        std::vector<float> values(traits(*type).elementsPerBlock);
        GW_VERIFY_ERROR(dequantise(*type, stored, values), ErrorCode::Unsupported);
    }

    void unknownIdsHaveNoType()
    {
        for (const std::uint32_t id : {4U, 5U, 16U, 29U, 40U, 1000U, 0xffffffffU})
            QVERIFY(!tensorTypeFromId(id));
        for (const TensorTypeTraits &type : tensorTypes())
            QCOMPARE(tensorTypeFromId(static_cast<std::uint32_t>(type.type)), std::optional(type.type));
    }
};

QTEST_GUILESS_MAIN(TestDequantise)
#include "tst_dequantise.moc"
