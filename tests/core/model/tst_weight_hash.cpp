// SPDX-License-Identifier: Apache-2.0
#include "core/model/weight_hash.h"

#include <QTest>

#include <array>

using namespace gatewright;
using model::WeightHash;

namespace {

std::span<const std::byte> bytesOf(const QByteArray &text)
{
    return std::as_bytes(std::span(text.constData(), static_cast<std::size_t>(text.size())));
}

std::stop_token stopped()
{
    std::stop_source source;
    source.request_stop();
    return source.get_token();
}

} // namespace

class TestWeightHash : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsFilesAsOneText_data()
    {
        QTest::addColumn<qsizetype>("size");
        QTest::newRow("nothing") << qsizetype{0};
        QTest::newRow("less than a part") << qsizetype{1000};
        QTest::newRow("whole parts") << qsizetype{2 << 20};
        QTest::newRow("parts and a rest") << qsizetype{(3 << 20) + 7};
    }

    void readsFilesAsOneText()
    {
        QFETCH(const qsizetype, size);
        const QByteArray first(size, 'a');
        const QByteArray second("weights");
        const std::array files{bytesOf(first), bytesOf(QByteArray()), bytesOf(second)};
        const auto hash = WeightHash(files).finish({});
        QVERIFY(hash.has_value());
        QCOMPARE(hash->toLatin1(),
                 QCryptographicHash::hash(first + second, QCryptographicHash::Sha256).toHex());
    }

    void goesOnWhereItWasStopped()
    {
        const QByteArray text((5 << 20) + 1, 'x');
        const std::array files{bytesOf(text)};
        WeightHash hash(files);
        int parts = 0;
        while (hash.readPart()) {
            ++parts;
            const auto given = hash.finish(stopped());
            QVERIFY(!given.has_value());
            QCOMPARE(given.error().code, ErrorCode::Cancelled);
        }
        QCOMPARE(parts, 6);
        const auto whole = hash.finish({});
        QVERIFY(whole.has_value());
        QCOMPARE(whole->toLatin1(), QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex());
    }

    void saysWhichFileIsNone()
    {
        const auto hash = WeightHash::open(QStringLiteral("/nowhere/model.gguf"));
        QVERIFY(!hash.has_value());
        QVERIFY2(hash.error().toString().contains(QLatin1String("/nowhere/model.gguf")),
                 qPrintable(hash.error().toString()));
    }
};

QTEST_GUILESS_MAIN(TestWeightHash)
#include "tst_weight_hash.moc"
