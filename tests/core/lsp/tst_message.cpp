// SPDX-License-Identifier: Apache-2.0
#include "core/lsp/message.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace gatewright;
using namespace gatewright::lsp;

Q_DECLARE_METATYPE(gatewright::lsp::RpcErrorCode)

class TestMessage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refused_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<RpcErrorCode>("code");
        QTest::addColumn<QByteArray>("id"); // as JSON
        const auto row = [](const char *name, const QByteArray &body, RpcErrorCode code,
                            const char *id = "null") {
            QTest::newRow(name) << body << code << QByteArray(id);
        };
        using enum RpcErrorCode;
        row("empty", "", ParseError);
        row("white space", "  \n", ParseError);
        row("cut off", "{\"jsonrpc\":\"2.0\",\"id\":1", ParseError);
        row("tail", "{} {}", ParseError);
        row("single quotes", "{'jsonrpc':'2.0'}", ParseError);
        row("comment", "{/* */}", ParseError);
        row("trailing comma", "{\"jsonrpc\":\"2.0\",}", ParseError);
        row("NaN", "{\"jsonrpc\":NaN}", ParseError);
        row("invalid UTF-8", "{\"jsonrpc\":\"2.0\",\"method\":\"\xc3\x28\"}", ParseError);
        row("overlong UTF-8", "{\"jsonrpc\":\"2.0\",\"method\":\"\xc0\xaf\"}", ParseError);
        row("NUL", QByteArray("\0\0\0", 3), ParseError);
        row("nested 100000 deep", QByteArray(100'000, '['), ParseError);
        row("objects nested deep", QByteArray("{\"a\":").repeated(50'000), ParseError);
        row("batch", "[{\"jsonrpc\":\"2.0\",\"method\":\"a\"}]", InvalidRequest);
        row("empty batch", "[]", InvalidRequest);
        row("empty object", "{}", InvalidRequest);
        row("no version", "{\"id\":7,\"method\":\"a\"}", InvalidRequest, "7");
        row("version 1.0", "{\"jsonrpc\":\"1.0\",\"id\":7,\"method\":\"a\"}", InvalidRequest, "7");
        row("version as number", "{\"jsonrpc\":2.0,\"id\":\"x\",\"method\":\"a\"}", InvalidRequest, "\"x\"");
        row("method is a number", "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":1}", InvalidRequest, "7");
        row("method is empty", "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"\"}", InvalidRequest, "7");
        row("method is null", "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":null}", InvalidRequest, "7");
        row("params is a string", "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"a\",\"params\":\"x\"}",
            InvalidRequest, "7");
        row("params is true", "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"a\",\"params\":true}",
            InvalidRequest, "7");
        row("id is an object", "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"a\"}", InvalidRequest);
        row("id is an array", "{\"jsonrpc\":\"2.0\",\"id\":[1],\"method\":\"a\"}", InvalidRequest);
        row("id is true", "{\"jsonrpc\":\"2.0\",\"id\":true,\"method\":\"a\"}", InvalidRequest);
        row("id is a fraction", "{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"a\"}", InvalidRequest);
        row("id is huge", "{\"jsonrpc\":\"2.0\",\"id\":1e300,\"method\":\"a\"}", InvalidRequest);
        row("id of a request is null", "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"a\"}", InvalidRequest);
        row("neither call nor answer", "{\"jsonrpc\":\"2.0\",\"id\":1}", InvalidRequest);
        row("error is a string", "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":\"bad\"}", InvalidRequest);
        row("error without code", "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"message\":\"x\"}}",
            InvalidRequest);
        row("error with wide code",
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":1e12,\"message\":\"x\"}}", InvalidRequest);
        row("error without message", "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":1}}", InvalidRequest);
    }
    void refused()
    {
        QFETCH(QByteArray, body);
        QFETCH(RpcErrorCode, code);
        QFETCH(QByteArray, id);
        const auto message = parseMessage(body);
        QVERIFY(!message);
        QCOMPARE(message.error().code, code);
        QVERIFY(!message.error().message.isEmpty());
        // An answer to an answer would go in circles: those faults name no id.
        const QJsonArray named{message.error().id.toJson()};
        if (!body.contains("error") && !body.contains("\"id\":1}"))
            QCOMPARE(QJsonDocument(named).toJson(QJsonDocument::Compact), "[" + id + "]");
    }

    void roundTrips_data()
    {
        QTest::addColumn<QByteArray>("body");
        const auto row = [](const char *name, const QByteArray &body) { QTest::newRow(name) << body; };
        row("request", R"({"id":1,"jsonrpc":"2.0","method":"a","params":{"x":[1,2]}})");
        row("request without params", R"({"id":0,"jsonrpc":"2.0","method":"a"})");
        row("array params", R"({"id":-3,"jsonrpc":"2.0","method":"a","params":[1]})");
        row("string id", R"({"id":"α","jsonrpc":"2.0","method":"a"})");
        row("empty string id", R"({"id":"","jsonrpc":"2.0","method":"a"})");
        row("largest id", R"({"id":9007199254740992,"jsonrpc":"2.0","method":"a"})");
        row("notification", R"({"jsonrpc":"2.0","method":"$/x","params":{}})");
        row("result", R"({"id":1,"jsonrpc":"2.0","result":{"a":null}})");
        row("null result", R"({"id":1,"jsonrpc":"2.0","result":null})");
        row("false result", R"({"id":1,"jsonrpc":"2.0","result":false})");
        row("error", R"({"error":{"code":-32601,"message":"no"},"id":1,"jsonrpc":"2.0"})");
        row("error with data",
            R"({"error":{"code":5,"data":{"k":1},"message":"no"},"id":"x","jsonrpc":"2.0"})");
        row("error for nobody", R"({"error":{"code":-32700,"message":"no"},"id":null,"jsonrpc":"2.0"})");
    }
    void roundTrips()
    {
        QFETCH(QByteArray, body);
        const auto message = parseMessage(body);
        QVERIFY2(message.has_value(), message ? "" : qPrintable(message.error().message));
        const QJsonObject object = std::visit([](const auto &known) { return toJson(known); }, *message);
        QCOMPARE(QJsonDocument(object).toJson(QJsonDocument::Compact), body);
    }

    void nullParamsAreNoParams()
    {
        const auto message = parseMessage(R"({"jsonrpc":"2.0","id":1,"method":"shutdown","params":null})");
        QVERIFY(message);
        QVERIFY(std::get<Request>(*message).params.isNull());
    }

    void aNullErrorBesideAResultIsNoError()
    {
        const auto message = parseMessage(R"({"jsonrpc":"2.0","id":1,"result":5,"error":null})");
        QVERIFY(message);
        QCOMPARE(*std::get<Response>(*message).outcome, QJsonValue(5));
    }

    void idsAreKeysByKindAndValue()
    {
        QHash<RequestId, int> table;
        table[RequestId(1)] = 1;
        table[RequestId(QStringLiteral("1"))] = 2;
        table[RequestId()] = 3;
        QCOMPARE(table.size(), 3);
        QCOMPARE(table.value(RequestId(1)), 1);
        QCOMPARE(table.value(*RequestId::fromJson(QStringLiteral("1"))), 2);
        QCOMPARE(*RequestId::fromJson(1.0), RequestId(1));
    }

    void ourErrorsCrossWhole()
    {
        for (const ErrorCode code : {ErrorCode::Cancelled, ErrorCode::Missing, ErrorCode::Timeout,
                                     ErrorCode::Internal, ErrorCode::NotFound}) {
            const Error error{code, QStringLiteral("m"), QStringLiteral("d"), QStringLiteral("p")};
            QCOMPARE(toError(toRpcError(error)), error);
        }
    }

    void foreignErrorsMapByNumber()
    {
        const auto mapped = [](RpcErrorCode code) { return toError({static_cast<int>(code), {}, {}}).code; };
        QCOMPARE(mapped(RpcErrorCode::RequestCancelled), ErrorCode::Cancelled);
        QCOMPARE(mapped(RpcErrorCode::ContentModified), ErrorCode::Cancelled);
        QCOMPARE(mapped(RpcErrorCode::InvalidParams), ErrorCode::InvalidInput);
        QCOMPARE(mapped(RpcErrorCode::MethodNotFound), ErrorCode::Unsupported);
        QCOMPARE(toError({12345, {}, {}}).code, ErrorCode::Internal);
    }

    void ourErrorsHaveTheRightNumbers()
    {
        const auto number = [](ErrorCode code) { return toRpcError({code, {}, {}, {}}).code; };
        QCOMPARE(number(ErrorCode::Cancelled), -32800);
        QCOMPARE(number(ErrorCode::InvalidInput), -32602);
        QCOMPARE(number(ErrorCode::Internal), -32603);
        QCOMPARE(number(ErrorCode::Missing), -32803);
    }
};

QTEST_GUILESS_MAIN(TestMessage)
#include "tst_message.moc"
