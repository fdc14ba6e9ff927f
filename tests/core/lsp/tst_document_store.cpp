// SPDX-License-Identifier: Apache-2.0
#include "core/lsp/client_endpoint.h"
#include "core/lsp/document_store.h"
#include "core/lsp/server_endpoint.h"
#include "core/lsp/types.h"
#include "tests/core/lsp/pipe_pair.h"
#include "tests/support/result_test.h"

#include <QSignalSpy>
#include <QTest>

using namespace gatewright;
using namespace gatewright::lsp;

namespace {

const QString uri = QStringLiteral("file:///kernel.cpp");

QJsonObject openParams(const QString &text, int version = 1)
{
    return didOpenParams(uri, TextDocument(Language::HlsCpp, text.toStdString(), Revision{version}));
}

QJsonObject part(int startLine, int startColumn, int endLine, int endColumn, const QString &text)
{
    return {{QStringLiteral("range"), toJson(Range{{startLine, startColumn}, {endLine, endColumn}})},
            {QStringLiteral("text"), text}};
}

QJsonObject changeParams(const QJsonArray &parts, const QJsonValue &version = 2)
{
    return {{QStringLiteral("textDocument"),
             QJsonObject{{QStringLiteral("uri"), uri}, {QStringLiteral("version"), version}}},
            {QStringLiteral("contentChanges"), parts}};
}

QString textOf(const DocumentStore &store)
{
    const auto document = store.document(uri);
    return document ? QString::fromStdString(document->text()) : document.error().toString();
}

} // namespace

class TestDocumentStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void openChangeClose()
    {
        DocumentStore store;
        QSignalSpy opened(&store, &DocumentStore::opened);
        QSignalSpy changed(&store, &DocumentStore::changed);
        QSignalSpy closed(&store, &DocumentStore::closed);
        GW_VERIFY_RESULT(store.open(openParams(QStringLiteral("int a;\n"), 4)));
        const auto document = store.document(uri);
        GW_VERIFY_RESULT(document);
        QCOMPARE(document->language(), Language::HlsCpp);
        QCOMPARE(document->revision(), Revision{4});
        GW_VERIFY_RESULT(store.change(changeParams({part(0, 4, 0, 5, QStringLiteral("b"))}, 5)));
        QCOMPARE(textOf(store), QStringLiteral("int b;\n"));
        QCOMPARE(store.document(uri)->revision(), Revision{5});
        QCOMPARE(document->text(), std::string("int a;\n")); // a snapshot stays what it was
        GW_VERIFY_RESULT(store.close(didCloseParams(uri)));
        GW_VERIFY_ERROR(store.document(uri), ErrorCode::NotFound);
        QCOMPARE(opened.size() + changed.size() + closed.size(), 3);
        QVERIFY(store.uris().isEmpty());
    }

    void changes_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QJsonArray>("parts");
        QTest::addColumn<QString>("after");
        const auto row = [](const char *name, const QString &before, const QJsonArray &parts,
                            const QString &after) { QTest::newRow(name) << before << parts << after; };
        const QString lines = QStringLiteral("one\ntwo\nthree");
        row("insert at the start", lines, {part(0, 0, 0, 0, QStringLiteral("x"))},
            QStringLiteral("xone\ntwo\nthree"));
        row("insert at the end", lines, {part(2, 5, 2, 5, QStringLiteral("!"))},
            QStringLiteral("one\ntwo\nthree!"));
        row("delete a line end", lines, {part(0, 3, 1, 0, {})}, QStringLiteral("onetwo\nthree"));
        row("over lines", lines, {part(0, 1, 2, 4, QStringLiteral("-"))}, QStringLiteral("o-e"));
        row("one after the other", lines,
            {part(0, 0, 0, 3, QStringLiteral("1\n1")), part(1, 1, 1, 1, QStringLiteral("+"))},
            QStringLiteral("1\n1+\ntwo\nthree"));
        row("whole text", lines, {QJsonObject{{QStringLiteral("text"), QStringLiteral("new")}}},
            QStringLiteral("new"));
        row("whole, then a part", lines,
            {QJsonObject{{QStringLiteral("text"), QStringLiteral("ab")}}, part(0, 1, 0, 2, {})},
            QStringLiteral("a"));
        row("nothing", lines, {}, lines);
        row("column past the line", lines, {part(0, 99, 0, 99, QStringLiteral("!"))},
            QStringLiteral("one!\ntwo\nthree"));
        row("line past the end", lines, {part(9, 0, 9, 0, QStringLiteral("!"))},
            QStringLiteral("one\ntwo\nthree!"));
        row("two-byte letters", QStringLiteral("äöü"), {part(0, 1, 0, 2, QStringLiteral("o"))},
            QStringLiteral("äoü"));
        row("surrogate pairs count twice", QStringLiteral("a\U0001F600b"),
            {part(0, 3, 0, 4, QStringLiteral("c"))}, QStringLiteral("a\U0001F600c"));
        row("CR LF", QStringLiteral("a\r\nb"), {part(1, 0, 1, 1, QStringLiteral("c"))},
            QStringLiteral("a\r\nc"));
    }
    void changes()
    {
        QFETCH(QString, before);
        QFETCH(QJsonArray, parts);
        QFETCH(QString, after);
        DocumentStore store;
        GW_VERIFY_RESULT(store.open(openParams(before)));
        GW_VERIFY_RESULT(store.change(changeParams(parts)));
        QCOMPARE(textOf(store), after);
    }

    void refusedChangesPutTheDocumentOutOfStep_data()
    {
        QTest::addColumn<QJsonObject>("params");
        const QJsonObject good = part(0, 0, 0, 0, QStringLiteral("x"));
        QTest::newRow("same version") << changeParams({good}, 1);
        QTest::newRow("older version") << changeParams({good}, 0);
        QTest::newRow("version is null") << changeParams({good}, QJsonValue::Null);
        QTest::newRow("version is a string") << changeParams({good}, QStringLiteral("2"));
        QTest::newRow("reversed range") << changeParams({part(0, 2, 0, 1, QStringLiteral("x"))});
        QTest::newRow("no text") << changeParams({QJsonObject{{QStringLiteral("range"), toJson(Range())}}});
        QTest::newRow("text is a number") << changeParams({QJsonObject{{QStringLiteral("text"), 5}}});
        QTest::newRow("part is a string") << changeParams({QStringLiteral("x")});
        QTest::newRow("range is a string") << changeParams({QJsonObject{
            {QStringLiteral("range"), QStringLiteral("x")}, {QStringLiteral("text"), QString()}}});
        QTest::newRow("second part is bad") << changeParams({good, 7});
        QJsonObject noParts = changeParams({});
        noParts.remove(QStringLiteral("contentChanges"));
        QTest::newRow("no parts") << noParts;
    }
    void refusedChangesPutTheDocumentOutOfStep()
    {
        QFETCH(QJsonObject, params);
        DocumentStore store;
        GW_VERIFY_RESULT(store.open(openParams(QStringLiteral("text"))));
        QVERIFY(!store.change(params));
        GW_VERIFY_ERROR(store.document(uri), ErrorCode::Corrupt);
        GW_VERIFY_ERROR(store.change(changeParams({part(0, 0, 0, 0, QStringLiteral("x"))}, 7)),
                        ErrorCode::Corrupt);
        GW_VERIFY_RESULT(
            store.change(changeParams({QJsonObject{{QStringLiteral("text"), QStringLiteral("again")}}}, 8)));
        QCOMPARE(textOf(store), QStringLiteral("again"));
    }

    void openingAgainReplaces()
    {
        DocumentStore store;
        GW_VERIFY_RESULT(store.open(openParams(QStringLiteral("a"), 9)));
        GW_VERIFY_RESULT(store.open(openParams(QStringLiteral("b"), 1)));
        QCOMPARE(textOf(store), QStringLiteral("b"));
        QCOMPARE(store.document(uri)->revision(), Revision{1});
    }

    void malformedOpens_data()
    {
        QTest::addColumn<QString>("member");
        QTest::addColumn<QJsonValue>("value");
        QTest::newRow("no uri") << QStringLiteral("uri") << QJsonValue(QJsonValue::Undefined);
        QTest::newRow("uri is a number") << QStringLiteral("uri") << QJsonValue(1);
        QTest::newRow("no version") << QStringLiteral("version") << QJsonValue(QJsonValue::Undefined);
        QTest::newRow("negative version") << QStringLiteral("version") << QJsonValue(-1);
        QTest::newRow("no text") << QStringLiteral("text") << QJsonValue(QJsonValue::Undefined);
        QTest::newRow("text is null") << QStringLiteral("text") << QJsonValue(QJsonValue::Null);
        QTest::newRow("no language") << QStringLiteral("languageId") << QJsonValue(QJsonValue::Undefined);
    }
    void malformedOpens()
    {
        QFETCH(QString, member);
        QFETCH(QJsonValue, value);
        QJsonObject item = openParams(QStringLiteral("a")).value(QStringLiteral("textDocument")).toObject();
        item.insert(member, value); // an undefined value removes the member
        DocumentStore store;
        GW_VERIFY_ERROR(store.open(QJsonObject{{QStringLiteral("textDocument"), item}}),
                        ErrorCode::InvalidInput);
        QVERIFY(store.uris().isEmpty());
    }

    void paramsOfAnyKindAreSurvived()
    {
        DocumentStore store;
        for (const QJsonValue &params :
             {QJsonValue(), QJsonValue(5), QJsonValue(QJsonArray{1}), QJsonValue(QJsonObject())}) {
            QVERIFY(!store.open(params));
            QVERIFY(!store.change(params));
            QVERIFY(!store.close(params));
        }
        GW_VERIFY_ERROR(store.change(changeParams({})), ErrorCode::NotFound);
        GW_VERIFY_ERROR(store.close(didCloseParams(uri)), ErrorCode::NotFound);
    }

    // The client's document and the server's stay the same over the wire.
    void overTheWire()
    {
        PipePair pipes;
        ClientEndpoint client(std::move(pipes.near));
        ServerEndpoint server(pipes.far());
        DocumentStore store;
        store.listenTo(server);
        server.start();
        client.start();
        client.initialize({}, this, [](const Result<QJsonObject> &) {});
        QTRY_COMPARE(client.state(), ClientEndpoint::State::Ready);

        TextDocument document(Language::Qiskit, "qc = QuantumCircuit(2)\n");
        client.notify(QStringLiteral("textDocument/didOpen"), didOpenParams(uri, document));
        const Range end = document.range(document.text().size(), document.text().size());
        GW_VERIFY_RESULT(document.apply(document.edit(end, "qc.h(0)  # \xce\xb1\n")));
        client.notify(QStringLiteral("textDocument/didChange"),
                      didChangeParams(uri, document.revision(), end, QStringLiteral("qc.h(0)  # α\n")));
        QTRY_COMPARE(textOf(store), QString::fromStdString(document.text()));
        QCOMPARE(store.document(uri)->language(), Language::Qiskit);
        document.setText("pass\n");
        client.notify(QStringLiteral("textDocument/didChange"), didChangeWholeParams(uri, document));
        QTRY_COMPARE(textOf(store), QStringLiteral("pass\n"));
        QCOMPARE(store.document(uri)->revision(), document.revision());
        client.notify(QStringLiteral("textDocument/didClose"), didCloseParams(uri));
        QTRY_VERIFY(store.uris().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestDocumentStore)
#include "tst_document_store.moc"
