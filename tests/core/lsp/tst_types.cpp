// SPDX-License-Identifier: Apache-2.0
#include "core/lsp/types.h"
#include "tests/support/result_test.h"

#include <QJsonDocument>
#include <QTest>

#include <functional>

using namespace gatewright;
using namespace gatewright::lsp;

namespace {

using Reader = std::function<Result<QJsonObject>(const Field &)>; // reads a value and writes it again

template <class Read>
Reader again(Read read)
{
    return [read](const Field &field) -> Result<QJsonObject> {
        GW_TRY(value, read(field));
        return toJson(value);
    };
}

const QByteArray firstLetter = R"({"end":{"character":1,"line":0},"start":{"character":0,"line":0}})";
const QByteArray nowhere = R"({"end":{"character":0,"line":0},"start":{"character":0,"line":0}})";

QJsonValue json(const QByteArray &text)
{
    return QJsonDocument::fromJson("[" + text + "]").array().at(0);
}

} // namespace

Q_DECLARE_METATYPE(Reader)

class TestTypes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void roundTrips_data()
    {
        QTest::addColumn<Reader>("reader");
        QTest::addColumn<QByteArray>("text");
        const auto row = [](const char *name, const Reader &reader, const QByteArray &text) {
            QTest::newRow(name) << reader << QByteArray(text).replace("RANGE", firstLetter);
        };
        row("position", again(positionFromJson), R"({"character":2,"line":1})");
        row("largest position", again(positionFromJson), R"({"character":2147483647,"line":2147483647})");
        row("range", again(rangeFromJson),
            R"({"end":{"character":0,"line":2},"start":{"character":9,"line":1}})");
        row("empty range", again(rangeFromJson),
            R"({"end":{"character":0,"line":0},"start":{"character":0,"line":0}})");
        row("edit", again(rangeEditFromJson), R"({"newText":"ä\n","range":RANGE})");
        row("workspace edit", again(workspaceEditFromJson),
            R"({"changes":{"u:a":[{"newText":"","range":RANGE}],"u:b":[]}})");
        row("diagnostic", again(diagnosticFromJson),
            R"({"code":"QKT101","message":"m","range":RANGE,"severity":2,"source":"parser"})");
        row("diagnostics", again(publishDiagnosticsFromJson),
            R"({"diagnostics":[{"message":"m","range":RANGE,"severity":1}],"uri":"u:a","version":3})");
        row("inline completion", again(inlineCompletionParamsFromJson),
            R"({"context":{"triggerKind":1},"position":{"character":2,"line":1},"textDocument":{"uri":"u"}})");
        row("item", again(inlineCompletionItemFromJson), R"({"data":{"id":"7"},"insertText":"x;"})");
        row("item with a range", again(inlineCompletionItemFromJson),
            R"({"insertText":"x;","range":{"end":{"character":0,"line":2},"start":{"character":9,"line":1}}})");
        row("items", again(inlineCompletionsFromJson),
            R"({"items":[{"insertText":"a"},{"insertText":"b"}]})");
    }
    void roundTrips()
    {
        QFETCH(Reader, reader);
        QFETCH(QByteArray, text);
        const auto object = reader(Field(json(text)));
        GW_VERIFY_RESULT(object);
        QCOMPARE(QJsonDocument(*object).toJson(QJsonDocument::Compact), text);
    }

    void refused_data()
    {
        QTest::addColumn<Reader>("reader");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("place");
        const auto row = [](const char *name, const Reader &reader, const QByteArray &text,
                            const char *place) {
            QTest::newRow(name) << reader << text << QString::fromLatin1(place);
        };
        const Reader position = again(positionFromJson);
        row("null position", position, "null", "params.line");
        row("position is an array", position, "[1,2]", "params.line");
        row("no character", position, R"({"line":1})", "params.character");
        row("negative line", position, R"({"line":-1,"character":0})", "params.line");
        row("fraction", position, R"({"line":0.5,"character":0})", "params.line");
        row("line too large", position, R"({"line":2147483648,"character":0})", "params.line");
        row("line is huge", position, R"({"line":1e308,"character":0})", "params.line");
        row("line is a string", position, R"({"line":"1","character":0})", "params.line");
        row("line is true", position, R"({"line":true,"character":0})", "params.line");
        const Reader range = again(rangeFromJson);
        row("range without end", range, R"({"start":{"line":0,"character":0}})", "params.end.line");
        row("reversed lines", range, R"({"start":{"line":2,"character":0},"end":{"line":1,"character":0}})",
            "params");
        row("reversed columns", range, R"({"start":{"line":1,"character":2},"end":{"line":1,"character":1}})",
            "params");
        row("edit without text", again(rangeEditFromJson), R"({"range":)" + nowhere + "}", "params.newText");
        row("edit with a number", again(rangeEditFromJson), R"({"newText":1,"range":)" + nowhere + "}",
            "params.newText");
        const Reader workspace = again(workspaceEditFromJson);
        row("workspace edit is null", workspace, "null", "params");
        row("changes is a list", workspace, R"({"changes":[]})", "params.changes");
        row("edits are no list", workspace, R"({"changes":{"u":{}}})", "params.changes.u");
        row("second edit is bad", workspace,
            R"({"changes":{"u":[{"newText":"","range":)" + nowhere + "},7]}}",
            "params.changes.u[1].range.start.line");
        row("file is created", workspace, R"({"documentChanges":[{"kind":"create","uri":"u"}]})",
            "params.documentChanges[0]");
        row("change without document", workspace, R"({"documentChanges":[{"edits":[]}]})",
            "params.documentChanges[0].textDocument.uri");
        const Reader diagnostic = again(diagnosticFromJson);
        row("severity 0", diagnostic, R"({"message":"m","severity":0,"range":)" + nowhere + "}",
            "params.severity");
        row("severity 5", diagnostic, R"({"message":"m","severity":5,"range":)" + nowhere + "}",
            "params.severity");
        row("code is a list", diagnostic, R"({"message":"m","code":[],"range":)" + nowhere + "}",
            "params.code");
        row("no message", diagnostic, R"({"range":)" + nowhere + "}", "params.message");
        const Reader publish = again(publishDiagnosticsFromJson);
        row("no uri", publish, R"({"diagnostics":[]})", "params.uri");
        row("version is a string", publish, R"({"uri":"u","version":"1","diagnostics":[]})",
            "params.version");
        row("diagnostics missing", publish, R"({"uri":"u"})", "params.diagnostics");
        const Reader inlineParams = again(inlineCompletionParamsFromJson);
        row("no document", inlineParams, R"({"position":{"line":0,"character":0}})",
            "params.textDocument.uri");
        row("no position", inlineParams, R"({"textDocument":{"uri":"u"}})", "params.position.line");
        row("bad trigger", inlineParams,
            R"({"textDocument":{"uri":"u"},"position":{"line":0,"character":0},"context":{"triggerKind":3}})",
            "params.context.triggerKind");
        const Reader items = again(inlineCompletionsFromJson);
        row("items is a string", items, "\"x\"", "params");
        row("items is missing", items, "{}", "params.items");
        row("snippet", items, R"([{"insertText":{"kind":"snippet","value":"$1"}}])", "params[0].insertText");
        row("data is a string", items, R"([{"insertText":"x","data":"y"}])", "params[0].data");
    }
    void refused()
    {
        QFETCH(Reader, reader);
        QFETCH(QByteArray, text);
        QFETCH(QString, place);
        const auto object = reader(Field(json(text)));
        GW_VERIFY_ERROR(object, ErrorCode::InvalidInput);
        QCOMPARE(object.error().place, place);
        QVERIFY(object.error().message.startsWith(place));
    }

    void optionalMembersHaveDefaults()
    {
        const auto item =
            diagnosticFromJson(Field(json(R"({"message":"m","code":404,"range":)" + nowhere + "}")));
        GW_VERIFY_RESULT(item);
        QCOMPARE(item->severity, DiagnosticSeverity::Error);
        QCOMPARE(item->code, QStringLiteral("404"));
        QVERIFY(item->source.isEmpty());

        const auto asked = inlineCompletionParamsFromJson(
            Field(json(R"({"textDocument":{"uri":"u"},"position":{"line":0,"character":0}})")));
        GW_VERIFY_RESULT(asked);
        QCOMPARE(asked->trigger, InlineCompletionTrigger::Automatic);
    }

    void noItemsInAllForms()
    {
        for (const char *text : {"null", "[]", R"({"items":[]})"}) {
            const auto items = inlineCompletionsFromJson(Field(json(text)));
            GW_VERIFY_RESULT(items);
            QVERIFY(items->empty());
        }
    }

    void documentChangesAreMerged()
    {
        const QByteArray edit = R"({"newText":"x","range":)" + nowhere + "}";
        const QByteArray part = R"({"textDocument":{"uri":"u","version":1},"edits":[)" + edit + "]}";
        const auto all =
            workspaceEditFromJson(Field(json(R"({"documentChanges":[)" + part + "," + part + "]}")));
        GW_VERIFY_RESULT(all);
        QCOMPARE(all->changes.at(QStringLiteral("u")).size(), 2U);
    }

    void theItemsIdIsInItsData()
    {
        const InlineCompletionItem item{
            QStringLiteral("x"), {}, {{QStringLiteral("id"), QStringLiteral("c7")}}};
        QCOMPARE(item.id(), QStringLiteral("c7"));
        QVERIFY(InlineCompletionItem().id().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestTypes)
#include "tst_types.moc"
