// SPDX-License-Identifier: Apache-2.0
#include "core/lsp/server_endpoint.h"
#include "tests/core/lsp/pipe_pair.h"

#include <QJsonDocument>
#include <QSignalSpy>
#include <QTest>

using namespace gatewright;
using namespace gatewright::lsp;
using namespace std::chrono_literals;

namespace {

const QByteArray initialize =
    R"({"jsonrpc":"2.0","id":0,"method":"initialize","params":{"capabilities":{}}})";
const QByteArray shutdownRequest = R"({"jsonrpc":"2.0","id":9,"method":"shutdown"})";
const QByteArray exitNotification = R"({"jsonrpc":"2.0","method":"exit"})";

// A server that a test talks to in bytes.
struct Fixture
{
    Fixture()
        : server(std::move(pipes.near), options())
        , finished(&server, &ServerEndpoint::finished)
    {
        server.onInitialize(&context, [](const QJsonObject &) -> Result<QJsonObject> {
            return QJsonObject{{QStringLiteral("capabilities"), QJsonObject{{QStringLiteral("x"), true}}}};
        });
        server.onRequest(
            QStringLiteral("test/echo"), &context,
            [](const QJsonValue &params, const Responder &responder) { responder.reply(params); });
        server.onRequest(
            QStringLiteral("test/wait"), &context,
            [this](const QJsonValue &, const Responder &responder) { open.push_back(responder); });
        server.start();
    }

    static ConnectionOptions options()
    {
        ConnectionOptions options;
        options.limits.bodyBytes = 500'000;
        return options;
    }

    void send(const QByteArray &body) const { pipes.write(frame(QByteArrayView(body))); }

    // Waits for the next answer; an empty object when none comes. (QTRY_* would read twice.)
    QJsonObject answer()
    {
        QJsonObject object;
        const bool came = QTest::qWaitFor([&] {
            reader.feed(pipes.readAvailable());
            const auto body = reader.next();
            if (body && *body)
                object = QJsonDocument::fromJson(**body).object();
            return body.has_value();
        });
        return came ? object : QJsonObject();
    }
    int errorCode()
    {
        return answer().value(QStringLiteral("error")).toObject().value(QStringLiteral("code")).toInt();
    }

    PipePair pipes;
    QObject context;
    std::vector<Responder> open;
    ServerEndpoint server;
    QSignalSpy finished;
    FrameReader reader;
};

} // namespace

class TestServerEndpoint : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lifeCycle()
    {
        Fixture fixture;
        QSignalSpy initialized(&fixture.server, &ServerEndpoint::initialized);
        fixture.send(initialize);
        const QJsonObject answer = fixture.answer();
        QCOMPARE(answer.value(QStringLiteral("id")), QJsonValue(0));
        QVERIFY(answer.value(QStringLiteral("result"))[QStringLiteral("capabilities")][QStringLiteral("x")]
                    .toBool());
        fixture.send(R"({"jsonrpc":"2.0","method":"initialized","params":{}})");
        QTRY_COMPARE(initialized.size(), 1);
        fixture.send(shutdownRequest);
        QVERIFY(fixture.answer().contains(QStringLiteral("result")));
        fixture.send(R"({"jsonrpc":"2.0","id":10,"method":"test/echo"})");
        QCOMPARE(fixture.errorCode(), -32600);
        fixture.send(exitNotification);
        QTRY_COMPARE(fixture.finished.size(), 1);
        QCOMPARE(fixture.finished[0][0].toInt(), 0);
    }

    void nothingWorksBeforeInitialize()
    {
        Fixture fixture;
        for (const char *method : {"test/echo", "shutdown", "test/unknown"}) {
            fixture.send(QByteArray(R"({"jsonrpc":"2.0","id":1,"method":")") + method + "\"}");
            QCOMPARE(fixture.errorCode(), -32002);
        }
        fixture.send(initialize);
        QVERIFY(fixture.answer().contains(QStringLiteral("result")));
        fixture.send(R"({"jsonrpc":"2.0","id":1,"method":"test/echo","params":[5]})");
        QCOMPARE(fixture.answer().value(QStringLiteral("result"))[0], QJsonValue(5));
    }

    void initializeOnlyOnceAndWithAnObject()
    {
        Fixture fixture;
        fixture.send(R"({"jsonrpc":"2.0","id":0,"method":"initialize","params":[]})");
        QCOMPARE(fixture.errorCode(), -32602);
        fixture.send(initialize);
        QVERIFY(fixture.answer().contains(QStringLiteral("result")));
        fixture.send(initialize);
        QCOMPARE(fixture.errorCode(), -32600);
    }

    void exitWithoutShutdownIsOne()
    {
        Fixture fixture;
        fixture.send(exitNotification);
        QTRY_COMPARE(fixture.finished.size(), 1);
        QCOMPARE(fixture.finished[0][0].toInt(), 1);
    }

    void endOfInputEndsTheServer()
    {
        Fixture fixture;
        fixture.pipes.closeFarOutput();
        QTRY_COMPARE(fixture.finished.size(), 1);
        QCOMPARE(fixture.finished[0][0].toInt(), 0);
    }

    // `cat requests | server`: whoever still reads gets the answers to what was asked before the end.
    void endOfInputLetsRequestsFinish()
    {
        Fixture fixture;
        fixture.send(initialize);
        fixture.send(R"({"jsonrpc":"2.0","id":1,"method":"test/wait"})");
        fixture.pipes.closeFarOutput();
        QTRY_COMPARE(fixture.open.size(), 1U);
        QVERIFY(fixture.answer().contains(QStringLiteral("result")));
        QVERIFY(!fixture.open[0].stopToken().stop_requested());
        QCOMPARE(fixture.finished.size(), 0);
        fixture.open[0].reply(QStringLiteral("done"));
        QCOMPARE(fixture.answer().value(QStringLiteral("result")), QJsonValue(QStringLiteral("done")));
        QTRY_COMPARE(fixture.finished.size(), 1);
    }

    void endOfInputCancelsAfterTheDrainTime()
    {
        Fixture fixture;
        fixture.server.setDrainTime(20ms);
        fixture.send(initialize);
        fixture.send(R"({"jsonrpc":"2.0","id":1,"method":"test/wait"})");
        fixture.pipes.closeFarOutput();
        QTRY_COMPARE(fixture.open.size(), 1U);
        QTRY_VERIFY(fixture.open[0].stopToken().stop_requested());
        QTRY_COMPARE(fixture.finished.size(), 1); // although it is never answered
        QCOMPARE(fixture.finished[0][0].toInt(), 0);
    }

    // The window was killed: nobody reads any more.
    void aVanishedClientCancelsAtOnce()
    {
        Fixture fixture;
        fixture.send(initialize);
        fixture.send(R"({"jsonrpc":"2.0","id":1,"method":"test/wait"})");
        QTRY_COMPARE(fixture.open.size(), 1U);
        fixture.pipes.closeFarInput();
        fixture.pipes.closeFarOutput();
        QTRY_VERIFY(fixture.open[0].stopToken().stop_requested());
        fixture.open.clear();
        QTRY_COMPARE(fixture.finished.size(), 1);
    }

    void badInputIsAnsweredAndTheNextRequestWorks_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("code");
        const auto body = [](const QByteArray &text) { return frame(QByteArrayView(text)); };
        QTest::newRow("no header") << QByteArray("hello\n") << -32700;
        QTest::newRow("bad length") << QByteArray("Content-Length: -5\r\n\r\n") << -32700;
        QTest::newRow("not JSON") << body("{nope") << -32700;
        QTest::newRow("invalid UTF-8") << body("\"\xff\"") << -32700;
        QTest::newRow("empty body") << body("") << -32700;
        QTest::newRow("batch") << body("[1,2]") << -32600;
        QTest::newRow("no version") << body(R"({"id":3,"method":"x"})") << -32600;
        QTest::newRow("unknown method") << body(R"({"jsonrpc":"2.0","id":3,"method":"test/nope"})") << -32601;
        QTest::newRow("unknown $/ request")
            << body(R"({"jsonrpc":"2.0","id":3,"method":"$/nope"})") << -32601;
        QTest::newRow("too large") << "Content-Length: 500001\r\n\r\n" + QByteArray(500'001, ' ') << -32600;
    }
    void badInputIsAnsweredAndTheNextRequestWorks()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, code);
        Fixture fixture;
        fixture.send(initialize);
        QVERIFY(fixture.answer().contains(QStringLiteral("result")));
        // From another thread, because half a megabyte does not fit into a pipe.
        std::jthread writer([&] {
            QByteArrayView rest(bytes);
            while (!rest.isEmpty()) {
                const ssize_t count =
                    ::write(fixture.pipes.farOutput.get(), rest.data(), size_t(rest.size()));
                if (count <= 0)
                    return;
                rest = rest.sliced(count);
            }
            fixture.send(R"({"jsonrpc":"2.0","id":4,"method":"test/echo","params":[4]})");
        });
        QCOMPARE(fixture.errorCode(), code);
        QCOMPARE(fixture.answer().value(QStringLiteral("result"))[0], QJsonValue(4));
        QCOMPARE(fixture.finished.size(), 0);
    }

    void theRefusalNamesTheIdWhereItCan()
    {
        Fixture fixture;
        fixture.send(R"({"id":"seven","method":"x"})");
        QCOMPARE(fixture.answer().value(QStringLiteral("id")), QJsonValue(QStringLiteral("seven")));
        fixture.send("{");
        QVERIFY(fixture.answer().value(QStringLiteral("id")).isNull());
    }

    void stringIdsAndCancelling()
    {
        Fixture fixture;
        fixture.send(initialize);
        fixture.answer();
        fixture.send(R"({"jsonrpc":"2.0","id":"a","method":"test/wait"})");
        QTRY_COMPARE(fixture.open.size(), 1U);
        for (const char *params : {"{}", "[]", "null", R"({"id":{}})", R"({"id":"b"})", R"({"id":1.5})"})
            fixture.send(QByteArray(R"({"jsonrpc":"2.0","method":"$/cancelRequest","params":)") + params +
                         "}");
        fixture.send(R"({"jsonrpc":"2.0","id":2,"method":"test/echo"})");
        QCOMPARE(fixture.answer().value(QStringLiteral("id")), QJsonValue(2));
        QVERIFY(!fixture.open[0].stopToken().stop_requested());
        fixture.send(R"({"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":"a"}})");
        QTRY_VERIFY(fixture.open[0].stopToken().stop_requested());
        fixture.open.clear();
        const QJsonObject answer = fixture.answer();
        QCOMPARE(answer.value(QStringLiteral("id")), QJsonValue(QStringLiteral("a")));
        QCOMPARE(answer.value(QStringLiteral("error"))[QStringLiteral("code")], QJsonValue(-32800));
    }

    void anIdInUseIsRefused()
    {
        Fixture fixture;
        fixture.send(initialize);
        fixture.answer();
        fixture.send(R"({"jsonrpc":"2.0","id":1,"method":"test/wait"})");
        fixture.send(R"({"jsonrpc":"2.0","id":1,"method":"test/wait"})");
        QCOMPARE(fixture.errorCode(), -32600);
        QCOMPARE(fixture.open.size(), 1U);
        fixture.open[0].reply(true);
        QCOMPARE(fixture.answer().value(QStringLiteral("result")), QJsonValue(true));
        fixture.send(R"({"jsonrpc":"2.0","id":1,"method":"test/echo","params":[1]})"); // free again
        QCOMPARE(fixture.answer().value(QStringLiteral("result"))[0], QJsonValue(1));
    }

    void notificationsAreNeverAnswered()
    {
        Fixture fixture;
        fixture.send(R"({"jsonrpc":"2.0","method":"test/echo"})"); // before initialize: dropped
        fixture.send(initialize);
        QCOMPARE(fixture.answer().value(QStringLiteral("id")), QJsonValue(0));
        fixture.send(R"({"jsonrpc":"2.0","method":"test/unknown"})");
        fixture.send(R"({"jsonrpc":"2.0","id":1,"method":"test/echo"})");
        QCOMPARE(fixture.answer().value(QStringLiteral("id")), QJsonValue(1));
    }

    void anInitializeThatFailsLeavesTheServerUninitialized()
    {
        PipePair pipes;
        ServerEndpoint server(std::move(pipes.near));
        server.onInitialize(this, [](const QJsonObject &) -> Result<QJsonObject> {
            return makeError(ErrorCode::Missing, QStringLiteral("No model."));
        });
        server.start();
        pipes.write(frame(QByteArrayView(initialize)));
        FrameReader reader;
        QTRY_VERIFY((reader.feed(pipes.readAvailable()), reader.buffered() > 0));
        const auto body = reader.next();
        QVERIFY((*body)->contains("No model."));
        QCOMPARE(server.state(), ServerEndpoint::State::Uninitialized);
    }
};

QTEST_GUILESS_MAIN(TestServerEndpoint)
#include "tst_server_endpoint.moc"
