// SPDX-License-Identifier: Apache-2.0
#include "core/tensors/safetensors_file.h"
#include "core/tensors/safetensors_folder.h"
#include "tests/support/result_test.h"
#include "tests/support/safetensors_builder.h"

#include <QDir>
#include <QTemporaryDir>

#include <functional>

using namespace gatewright;
using namespace gatewright::tensors;
using gatewright::test::SafetensorsBuilder;

namespace {

std::span<const std::byte> spanOf(const QByteArray &bytes)
{
    return std::as_bytes(std::span(bytes.constData(), static_cast<std::size_t>(bytes.size())));
}

Result<std::unique_ptr<SafetensorsFile>> parse(const QByteArray &bytes)
{
    return SafetensorsFile::parse(spanOf(bytes), QStringLiteral("small.safetensors"));
}

SafetensorsBuilder smallFile()
{
    SafetensorsBuilder builder;
    builder.header.insert(QStringLiteral("__metadata__"),
                          QJsonObject{{QStringLiteral("format"), QStringLiteral("pt")}});
    builder.tensor(QStringLiteral("zeta"), QStringLiteral("F32"), {2, 3}, QByteArray(24, 'z'));
    builder.tensor(QStringLiteral("alpha"), QStringLiteral("BF16"), {3}, QByteArray(6, 'a'));
    builder.tensor(QStringLiteral("number"), QStringLiteral("I64"), {}, QByteArray(8, 'n'));
    builder.tensor(QStringLiteral("nothing"), QStringLiteral("F16"), {0, 4}, {});
    return builder;
}

// Changes one field of one tensor.
QByteArray spoilt(const QString &tensor, const QString &field, const QJsonValue &value)
{
    SafetensorsBuilder builder = smallFile();
    QJsonObject entry = builder.header.value(tensor).toObject();
    entry.insert(field, value);
    builder.header.insert(tensor, entry);
    return builder.bytes();
}

} // namespace

class TestSafetensors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsTensorsAndMetadata()
    {
        const QByteArray bytes = smallFile().bytes();
        const auto file = parse(bytes);
        GW_VERIFY_RESULT(file);
        QCOMPARE((*file)->tensors().size(), std::size_t{4});
        QVERIFY((*file)->tensors().front().name == "zeta"); // in the order of their data
        const TensorInfo *zeta = (*file)->find("zeta");
        QVERIFY(zeta);
        QCOMPARE(zeta->type, TensorType::F32);
        QVERIFY((zeta->shape == std::vector<std::uint64_t>{3, 2})); // the contiguous axis first
        QVERIFY(zeta->data.front() == std::byte{'z'});
        QCOMPARE((*file)->find("alpha")->type, TensorType::BF16);
        QVERIFY(((*file)->find("number")->shape == std::vector<std::uint64_t>{1}));
        QVERIFY((*file)->find("nothing")->data.empty());
        QVERIFY(!(*file)->find("__metadata__"));
        QCOMPARE((*file)->metadata().at(QStringLiteral("format")), QStringLiteral("pt"));
    }

    void readsAFileWithoutTensors()
    {
        const QByteArray bytes = SafetensorsBuilder().bytes();
        GW_VERIFY_RESULT(parse(bytes));
    }

    void everyTruncationIsNoticed()
    {
        const QByteArray whole = smallFile().bytes();
        for (qsizetype size = 0; size < whole.size(); ++size)
            GW_VERIFY_ERROR(parse(whole.first(size)), ErrorCode::Corrupt);
    }

    void refusesWhatContradictsItself_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const SafetensorsBuilder good = smallFile();
        const QString zeta = QStringLiteral("zeta");
        const auto shape = [&](const QJsonValue &value) {
            return spoilt(zeta, QStringLiteral("shape"), value);
        };
        const auto offsets = [&](const QJsonValue &value) {
            return spoilt(zeta, QStringLiteral("data_offsets"), value);
        };
        QTest::newRow("another shape") << shape(QJsonArray{2, 4});
        QTest::newRow("a shape that overflows") << shape(QJsonArray{qint64{1} << 62, qint64{1} << 62});
        QTest::newRow("a negative size") << shape(QJsonArray{-2, -3});
        QTest::newRow("a broken size") << shape(QJsonArray{2.5, 3});
        QTest::newRow("a shape that is no list") << shape(6);
        QTest::newRow("nine dimensions") << shape(QJsonArray{2, 3, 1, 1, 1, 1, 1, 1, 1});
        QTest::newRow("behind the end") << offsets(QJsonArray{24, 1'000'000});
        QTest::newRow("backwards") << offsets(QJsonArray{24, 0});
        QTest::newRow("negative") << offsets(QJsonArray{-24, 0});
        QTest::newRow("one offset") << offsets(QJsonArray{24});
        QTest::newRow("an overlap") << spoilt(QStringLiteral("alpha"), QStringLiteral("data_offsets"),
                                              QJsonArray{22, 28});
        QTest::newRow("no type") << spoilt(zeta, QStringLiteral("dtype"), {});
        SafetensorsBuilder hole = good;
        hole.data.insert(24, QByteArray(4, '\0'));
        QTest::newRow("data without a tensor") << hole.bytes();
        SafetensorsBuilder number = good;
        number.header.insert(QStringLiteral("x"), 1);
        QTest::newRow("a tensor that is a number") << number.bytes();
        SafetensorsBuilder named = good;
        named.tensor(QStringLiteral("re\x1b[31md"), QStringLiteral("F32"), {1}, QByteArray(4, '\0'));
        QTest::newRow("a name that paints the screen") << named.bytes();
        SafetensorsBuilder metadata = good;
        metadata.header.insert(QStringLiteral("__metadata__"), QJsonObject{{QStringLiteral("a"), 1}});
        QTest::newRow("metadata that is no text") << metadata.bytes();
        QTest::newRow("not JSON") << good.around("{\"zeta\":");
        QTest::newRow("not an object") << good.around("[1, 2]");
        QTest::newRow("the same name twice") << SafetensorsBuilder{{}, QByteArray(8, '\0')}.around(
            R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},)"
            R"("a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}})");
        SafetensorsBuilder longer = good;
        longer.claimedHeader = 100'000'001;
        QTest::newRow("a header over the limit") << longer.bytes();
        QTest::newRow("a huge header") << QByteArray(16, '\xff');
    }

    void refusesWhatContradictsItself()
    {
        QFETCH(QByteArray, bytes);
        const auto file = parse(bytes);
        GW_VERIFY_ERROR(file, ErrorCode::Corrupt);
        QVERIFY(file.error().place.contains(QStringLiteral("small.safetensors")));
    }

    void unknownKindsOfNumbersAreNamed()
    {
        const auto file =
            parse(spoilt(QStringLiteral("zeta"), QStringLiteral("dtype"), QStringLiteral("F8_E4M3")));
        GW_VERIFY_ERROR(file, ErrorCode::Unsupported);
        QVERIFY(file.error().detail.contains(QStringLiteral("F8_E4M3")));
        QVERIFY(file.error().detail.contains(QStringLiteral("zeta")));
    }

    void opensAFolderWithOneFile()
    {
        const QTemporaryDir folder;
        QVERIFY(!SafetensorsFolder::isIn(folder.path()));
        GW_VERIFY_ERROR(SafetensorsFolder::open(folder.path()), ErrorCode::NotFound);
        write(folder, QStringLiteral("model.safetensors"), smallFile().bytes());
        QVERIFY(SafetensorsFolder::isIn(folder.path()));
        const auto weights = SafetensorsFolder::open(folder.path());
        GW_VERIFY_RESULT(weights);
        QCOMPARE((*weights)->tensors().size(), std::size_t{4});
        QVERIFY((*weights)->find("alpha") != nullptr);
        QVERIFY((*weights)->find("beta") == nullptr);
        QVERIFY((*weights)->fileOf("alpha").endsWith(QStringLiteral("/model.safetensors")));
        QCOMPARE((*weights)->fileOf("beta"), folder.path());
    }

    void followsAnIndex()
    {
        const QTemporaryDir folder;
        writeParts(folder);
        writeIndex(folder, {{QStringLiteral("a"), QStringLiteral("1.safetensors")},
                            {QStringLiteral("b"), QStringLiteral("2.safetensors")}});
        const auto weights = SafetensorsFolder::open(folder.path());
        GW_VERIFY_RESULT(weights);
        QCOMPARE((*weights)->files().size(), std::size_t{2});
        QVERIFY((*weights)->fileOf("b").endsWith(QStringLiteral("2.safetensors")));
        QVERIFY((*weights)->find("a")->data[0] == std::byte{'a'});
    }

    void anIndexMustBeTrue_data()
    {
        QTest::addColumn<QJsonObject>("map");
        QTest::addColumn<ErrorCode>("code");
        const QString one = QStringLiteral("1.safetensors");
        const QString two = QStringLiteral("2.safetensors");
        const QString a = QStringLiteral("a");
        const QString b = QStringLiteral("b");
        QTest::newRow("nothing") << QJsonObject{} << ErrorCode::Corrupt;
        QTest::newRow("the wrong file") << QJsonObject{{a, two}, {b, one}} << ErrorCode::Corrupt;
        QTest::newRow("a tensor that is nowhere")
            << QJsonObject{{a, one}, {b, two}, {QStringLiteral("c"), two}} << ErrorCode::Corrupt;
        QTest::newRow("a tensor that it does not name") << QJsonObject{{a, one}} << ErrorCode::Corrupt;
        QTest::newRow("a missing file")
            << QJsonObject{{a, one}, {b, QStringLiteral("3.safetensors")}} << ErrorCode::NotFound;
        QTest::newRow("out of the folder")
            << QJsonObject{{a, QStringLiteral("../1.safetensors")}} << ErrorCode::Corrupt;
        QTest::newRow("an absolute path")
            << QJsonObject{{a, QStringLiteral("/1.safetensors")}} << ErrorCode::Corrupt;
        QTest::newRow("another kind of file")
            << QJsonObject{{a, QStringLiteral("1.bin")}} << ErrorCode::Corrupt;
        QTest::newRow("no name") << QJsonObject{{a, 1}} << ErrorCode::Corrupt;
        QTest::newRow("one tensor in two files")
            << QJsonObject{{a, one}, {b, QStringLiteral("again.safetensors")}} << ErrorCode::Corrupt;
    }

    void anIndexMustBeTrue()
    {
        QFETCH(QJsonObject, map);
        QFETCH(ErrorCode, code);
        const QTemporaryDir folder;
        writeParts(folder);
        if (map.size() == 1 && map.value(QStringLiteral("a")) == QStringLiteral("1.safetensors"))
            write(folder, QStringLiteral("1.safetensors"),
                  SafetensorsBuilder()
                      .tensor(QStringLiteral("a"), QStringLiteral("F32"), {1}, QByteArray(4, 'a'))
                      .tensor(QStringLiteral("d"), QStringLiteral("F32"), {1}, QByteArray(4, 'd'))
                      .bytes());
        writeIndex(folder, map);
        GW_VERIFY_ERROR(SafetensorsFolder::open(folder.path()), code);
    }

private:
    static void write(const QTemporaryDir &folder, const QString &name, const QByteArray &content)
    {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), content.size());
    }

    static void writeIndex(const QTemporaryDir &folder, const QJsonObject &map)
    {
        write(folder, QStringLiteral("model.safetensors.index.json"),
              QJsonDocument(QJsonObject{{QStringLiteral("weight_map"), map}}).toJson());
    }

    static void writeParts(const QTemporaryDir &folder)
    {
        const auto one = [](const QString &name, char content) {
            return SafetensorsBuilder()
                .tensor(name, QStringLiteral("F32"), {1}, QByteArray(4, content))
                .bytes();
        };
        write(folder, QStringLiteral("1.safetensors"), one(QStringLiteral("a"), 'a'));
        write(folder, QStringLiteral("2.safetensors"), one(QStringLiteral("b"), 'b'));
        write(folder, QStringLiteral("again.safetensors"), one(QStringLiteral("a"), 'a'));
    }
};

QTEST_GUILESS_MAIN(TestSafetensors)
#include "tst_safetensors.moc"
