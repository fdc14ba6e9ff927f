// SPDX-License-Identifier: Apache-2.0
#include "core/store/store_export.h"
#include "store_fixture.h"
#include "tests/support/result_test.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace gatewright;
using namespace gatewright::store;
using gatewright::test::StoreFixture;

namespace {

const QByteArray header = R"({"format":"gatewright-store","version":1,"completions":1})"
                          "\n";
const QByteArray goodRow =
    R"({"id":"a-1","time":"2026-01-02T03:04:05.000Z","language":"cpp","file":"0123456789abcdef","model":"m",)"
    R"("tier":1,"score":0.5,"tokens":3,"text":"x = 1;\n","outcomes":[{"kind":"accepted","characters":7,)"
    R"("tier":1,"time":"2026-01-02T03:04:06.000Z"}]})"
    "\n";

QByteArray with(const char *member, const QJsonValue &value)
{
    QJsonObject row = QJsonDocument::fromJson(goodRow).object();
    row[QLatin1String(member)] = value;
    return QJsonDocument(row).toJson(QJsonDocument::Compact) + '\n';
}

} // namespace

class TestStoreExport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsExportedCanBeImported()
    {
        const StoreFixture first;
        const StoreFixture second;
        const QString file = first.folder.filePath(QStringLiteral("export.jsonl"));
        const auto store = first.open();
        GW_VERIFY_RESULT(first.accept(**store, QStringLiteral("a"), QStringLiteral("größe = 1;\n")));
        GW_VERIFY_RESULT((*store)->record({QStringLiteral("a"), OutcomeKind::Kept30s, 9, 2}, nullptr));
        GW_VERIFY_RESULT(first.accept(**store, QStringLiteral("b"), QStringLiteral("y")));
        QCOMPARE(exportStore(**store, file, {}).value(), 2);
        QCOMPARE(QFile(file).permissions() & QFile::Permissions(0x0077), QFile::Permissions());

        const auto other = second.open();
        const auto imported = importStore(**other, file, {});
        GW_VERIFY_RESULT(imported);
        QCOMPARE(imported->added, 2);
        QCOMPARE((*other)->show(QStringLiteral("a")).value(), (*store)->show(QStringLiteral("a")).value());
        QCOMPARE((*other)->show(QStringLiteral("b")).value(), (*store)->show(QStringLiteral("b")).value());
        const auto again = importStore(**other, file, {});
        QCOMPARE(again->added, 0);
        QCOMPARE(again->skipped, 2);
    }

    void anExportNamesNobody()
    {
        const StoreFixture fixture;
        const QString file = fixture.folder.filePath(QStringLiteral("export.jsonl"));
        const auto store = fixture.open();
        GW_VERIFY_RESULT(
            fixture.accept(**store, QStringLiteral("a"), QStringLiteral("open('/home/somebody/x')")));
        GW_VERIFY_RESULT(exportStore(**store, file, {}));
        const QByteArray bytes = test::readFile(file);
        QVERIFY(bytes.contains("/home/<user>/x"));
        QVERIFY(!bytes.contains("somebody"));
        QVERIFY(!bytes.contains("fir.cpp"));
    }

    void anEmptyStoreIsExportedToo()
    {
        const StoreFixture fixture;
        const QString file = fixture.folder.filePath(QStringLiteral("export.jsonl"));
        const auto reader = fixture.open(Access::Read);
        QCOMPARE(exportStore(**reader, file, {}).value(), 0);
        const auto writer = fixture.open();
        QCOMPARE(importStore(**writer, file, {})->added, 0);
    }

    void importedTextsAreScrubbed()
    {
        const StoreFixture fixture;
        const QString file = fixture.folder.filePath(QStringLiteral("import.jsonl"));
        test::writeFile(file, header + with("text", QStringLiteral("password = 'hunter2'")));
        const auto store = fixture.open();
        GW_VERIFY_RESULT(importStore(**store, file, {}));
        QCOMPARE((*store)->show(QStringLiteral("a-1"))->text, QStringLiteral("password = '<secret>'"));
    }

    void badImportsChangeNothing_data()
    {
        QTest::addColumn<QByteArray>("contents");
        QTest::addColumn<QString>("place");
        const auto row = [](const char *name, const QByteArray &contents, const char *place) {
            QTest::newRow(name) << contents << QString::fromLatin1(place);
        };
        const auto second = [](const QByteArray &line) {
            return QByteArray(header).replace("\"completions\":1", "\"completions\":2") + goodRow + line;
        };
        row("empty", {}, ":0");
        row("no header", goodRow, ":1");
        row("other format", R"({"format":"x","version":1,"completions":0})", ":1");
        row("no version", R"({"format":"gatewright-store","completions":0})", ":1");
        row("newer", R"({"format":"gatewright-store","version":2,"completions":0})", ":1");
        row("too many announced", R"({"format":"gatewright-store","version":1,"completions":1e9})", ":1");
        row("cut off", header.chopped(1).replace("\"completions\":1", "\"completions\":2") + '\n' + goodRow,
            ":2");
        row("more than announced", header + goodRow + with("id", QStringLiteral("b")), ":3");
        row("no JSON", second("{\"id\":"), ":3");
        row("list", second("[1]\n"), ":3");
        row("bytes", second("\xff\xfe\x00\n"), ":3");
        row("bad id", second(with("id", QStringLiteral("a b"))), ":3");
        row("no id", second(with("id", QJsonValue::Null)), ":3");
        row("local time", second(with("time", QStringLiteral("2026-01-02T03:04:05"))), ":3");
        row("no time", second(with("time", 7)), ":3");
        row("language", second(with("language", QStringLiteral("cobol"))), ":3");
        row("a path for a file", second(with("file", QStringLiteral("/home/jdoe/a.cp"))), ":3");
        row("model", second(with("model", QString(300, QLatin1Char('m')))), ":3");
        row("tier", second(with("tier", 3)), ":3");
        row("half a tier", second(with("tier", 0.5)), ":3");
        row("score", second(with("score", 1.5)), ":3");
        row("tokens", second(with("tokens", -1)), ":3");
        row("tokens beyond int", second(with("tokens", 1e18)), ":3");
        row("text", second(with("text", QString(70'000, QLatin1Char('x')))), ":3");
        row("text with a null", second(with("text", QString(QChar::Null))), ":3");
        row("no outcomes", second(with("outcomes", QJsonArray())), ":3");
        row("unknown outcome", second(with("outcomes", QJsonArray{QJsonObject{{QStringLiteral("kind"), 3}}})),
            ":3");
        row("many outcomes", second(with("outcomes", QJsonArray{1, 2, 3, 4, 5, 6, 7})), ":3");
        row("long line", second(with("more", QString(1'100'000, QLatin1Char('x')))), ":3");
    }
    void badImportsChangeNothing()
    {
        QFETCH(QByteArray, contents);
        QFETCH(QString, place);
        const StoreFixture fixture;
        const QString file = fixture.folder.filePath(QStringLiteral("import.jsonl"));
        test::writeFile(file, contents);
        const auto store = fixture.open();
        const auto imported = importStore(**store, file, {});
        QVERIFY(!imported);
        QCOMPARE(imported.error().place, file + place);
        QCOMPARE((*store)->count({}).value(), 0);
    }

    void whatCannotBeReadOrWritten()
    {
        const StoreFixture fixture;
        const auto store = fixture.open();
        GW_VERIFY_ERROR(importStore(**store, fixture.folder.path(), {}), ErrorCode::NotFound);
        GW_VERIFY_ERROR(importStore(**store, QStringLiteral("/nowhere/x"), {}), ErrorCode::NotFound);
        GW_VERIFY_ERROR(exportStore(**store, QStringLiteral("/nowhere/x"), {}), ErrorCode::Io);
    }

    void cancelledLeavesNothing()
    {
        const StoreFixture fixture;
        const QString file = fixture.folder.filePath(QStringLiteral("export.jsonl"));
        const auto store = fixture.open();
        GW_VERIFY_RESULT(fixture.accept(**store, QStringLiteral("a"), QStringLiteral("x")));
        std::stop_source stop;
        stop.request_stop();
        GW_VERIFY_ERROR(exportStore(**store, file, stop.get_token()), ErrorCode::Cancelled);
        QVERIFY(!QFile::exists(file));
    }
};

QTEST_GUILESS_MAIN(TestStoreExport)
#include "tst_store_export.moc"
