// SPDX-License-Identifier: Apache-2.0
#include "core/lsp/client_endpoint.h"
#include "core/lsp/device_transport.h"
#include "core/lsp/server_endpoint.h"
#include "core/task/serial_executor.h"
#include "tests/core/lsp/pipe_pair.h"
#include "tests/support/result_test.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>

#include <latch>
#include <stdexcept>

using namespace gatewright;
using namespace gatewright::lsp;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(gatewright::Error)

namespace {

constexpr QLatin1String echo("test/echo");

// A client and a server in one process, joined by pipes and past `initialize`.
struct Pair
{
    explicit Pair(ConnectionOptions clientOptions = {}, ConnectionOptions serverOptions = {})
        : client(std::make_unique<ClientEndpoint>(std::move(pipes.near), clientOptions))
        , server(std::make_unique<ServerEndpoint>(pipes.far(), serverOptions))
    {
        server->onRequest(echo, &context, [](const QJsonValue &params, const Responder &responder) {
            responder.reply(params);
        });
        server->start();
        client->start();
        client->initialize({}, &context,
                           [this](const Result<QJsonObject> &answer) { ready = answer.has_value(); });
        [this] { QTRY_VERIFY(ready); }();
    }

    RequestHandle ask(const QString &method, const QJsonValue &params = QJsonObject(),
                      std::chrono::milliseconds timeout = 0ms)
    {
        return client->request(
            method, params, &context,
            [this](Result<QJsonValue> answer) { answers.push_back(std::move(answer)); }, timeout);
    }

    PipePair pipes;
    QObject context;
    bool ready = false;
    std::unique_ptr<ClientEndpoint> client;
    std::unique_ptr<ServerEndpoint> server;
    std::vector<Result<QJsonValue>> answers;
};

} // namespace

class TestConnection : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void requestsAreAnswered()
    {
        Pair pair;
        const QJsonObject params{{QStringLiteral("n"), 7}};
        const RequestHandle handle = pair.ask(echo, params);
        QVERIFY(handle.isPending());
        QTRY_COMPARE(pair.answers.size(), 1U);
        GW_VERIFY_RESULT(pair.answers[0]);
        QCOMPARE(*pair.answers[0], QJsonValue(params));
        QVERIFY(!handle.isPending());
        QCOMPARE(pair.client->pendingOutgoing(), 0);
        QCOMPARE(pair.server->pendingIncoming(), 0);
    }

    void unknownMethodsAreRefused()
    {
        Pair pair;
        pair.ask(QStringLiteral("test/unknown"));
        QTRY_COMPARE(pair.answers.size(), 1U);
        GW_VERIFY_ERROR(pair.answers[0], ErrorCode::Unsupported);
    }

    void aHandlerWhoseContextIsGoneIsUnknown()
    {
        Pair pair;
        {
            QObject passing;
            pair.server->onRequest(QStringLiteral("test/x"), &passing,
                                   [](const QJsonValue &, const Responder &) { QFAIL("called"); });
        }
        pair.ask(QStringLiteral("test/x"));
        QTRY_COMPARE(pair.answers.size(), 1U);
        GW_VERIFY_ERROR(pair.answers[0], ErrorCode::Unsupported);
    }

    void aForgottenRequestIsAnsweredWithAnError()
    {
        Pair pair;
        pair.server->onRequest(QStringLiteral("test/forget"), &pair.context,
                               [](const QJsonValue &, const Responder &) {});
        pair.ask(QStringLiteral("test/forget"));
        QTRY_COMPARE(pair.answers.size(), 1U);
        GW_VERIFY_ERROR(pair.answers[0], ErrorCode::Internal);
    }

    void onlyTheFirstAnswerCounts()
    {
        Pair pair;
        pair.server->onRequest(QStringLiteral("test/twice"), &pair.context,
                               [](const QJsonValue &, const Responder &responder) {
                                   responder.reply(1);
                                   responder.reply(2);
                                   responder.fail(RpcErrorCode::InternalError, QStringLiteral("late"));
                               });
        pair.ask(QStringLiteral("test/twice"));
        pair.ask(echo, QJsonArray{3});
        QTRY_COMPARE(pair.answers.size(), 2U);
        QCOMPARE(*pair.answers[0], QJsonValue(1));
        QCOMPARE(*pair.answers[1], QJsonValue(QJsonArray{3}));
    }

    void aThrowingHandlerIsAnError()
    {
        Pair pair;
        pair.server->onRequest(
            QStringLiteral("test/throw"), &pair.context,
            [](const QJsonValue &, const Responder &) { throw std::runtime_error("boom"); });
        QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(QStringLiteral("boom")));
        pair.ask(QStringLiteral("test/throw"));
        pair.ask(echo, QJsonArray{1});
        QTRY_COMPARE(pair.answers.size(), 2U);
        GW_VERIFY_ERROR(pair.answers[0], ErrorCode::Internal);
        GW_VERIFY_RESULT(pair.answers[1]);
    }

    void answersFromAnotherThread()
    {
        Pair pair;
        SerialExecutor worker;
        const Outbox outbox = pair.server->outbox();
        QStringList heard;
        pair.client->onNotification(QStringLiteral("test/progress"), &pair.context,
                                    [&](const QJsonValue &params) {
                                        heard << params.toObject().value(QStringLiteral("text")).toString();
                                    });
        pair.server->onRequest(
            QStringLiteral("test/slow"), &pair.context, [&](const QJsonValue &, const Responder &responder) {
                worker.post([responder, outbox](std::stop_token) {
                    outbox.notify(QStringLiteral("test/progress"),
                                  QJsonObject{{QStringLiteral("text"), QStringLiteral("half")}});
                    responder.reply(QStringLiteral("whole"));
                });
            });
        pair.client->request(QStringLiteral("test/slow"), {}, &pair.context,
                             [&](const Result<QJsonValue> &answer) { heard << answer->toString(); });
        QTRY_COMPARE(heard, (QStringList{QStringLiteral("half"), QStringLiteral("whole")}));
    }

    void cancellingTripsTheStopToken()
    {
        Pair pair;
        std::optional<Responder> open;
        pair.server->onRequest(QStringLiteral("test/wait"), &pair.context,
                               [&](const QJsonValue &, const Responder &responder) { open = responder; });
        RequestHandle handle = pair.ask(QStringLiteral("test/wait"));
        QTRY_VERIFY(open);
        QVERIFY(!open->stopToken().stop_requested());
        handle.cancel();
        QVERIFY(!handle.isPending());
        QVERIFY(pair.answers.empty()); // `done` comes from the event loop, never from inside cancel()
        QTRY_COMPARE(pair.answers.size(), 1U);
        GW_VERIFY_ERROR(pair.answers[0], ErrorCode::Cancelled);
        QTRY_VERIFY(open->stopToken().stop_requested());
        QCOMPARE(pair.client->pendingOutgoing(), 1); // the peer still owes a sign of life
        open.reset();                                // unanswered and cancelled: answered as cancelled
        QTRY_COMPARE(pair.client->pendingOutgoing(), 0);
        QCOMPARE(pair.answers.size(), 1U);
    }

    void cancellingTwiceOrLateDoesNothing()
    {
        Pair pair;
        RequestHandle handle = pair.ask(echo);
        QTRY_COMPARE(pair.answers.size(), 1U);
        handle.cancel();
        handle.cancel();
        RequestHandle().cancel();
        pair.ask(echo);
        QTRY_COMPARE(pair.answers.size(), 2U);
        GW_VERIFY_RESULT(pair.answers[1]);
    }

    void anUnansweredCancelIsReported()
    {
        ConnectionOptions options;
        options.cancelGrace = 20ms;
        Pair pair(options);
        std::optional<Responder> open;
        pair.server->onRequest(QStringLiteral("test/hang"), &pair.context,
                               [&](const QJsonValue &, const Responder &responder) { open = responder; });
        QSignalSpy unanswered(pair.client.get(), &Connection::cancelUnanswered);
        RequestHandle handle = pair.ask(QStringLiteral("test/hang"));
        handle.cancel();
        QTRY_COMPARE(unanswered.size(), 1);
        QCOMPARE(unanswered[0][0].toString(), QStringLiteral("test/hang"));
        QCOMPARE(pair.client->pendingOutgoing(), 0);
    }

    void timeoutsCancel()
    {
        Pair pair;
        std::optional<Responder> open;
        pair.server->onRequest(QStringLiteral("test/wait"), &pair.context,
                               [&](const QJsonValue &, const Responder &responder) { open = responder; });
        pair.ask(QStringLiteral("test/wait"), {}, 20ms);
        QTRY_COMPARE(pair.answers.size(), 1U);
        GW_VERIFY_ERROR(pair.answers[0], ErrorCode::Timeout);
        QTRY_VERIFY(open->stopToken().stop_requested());
        open->reply(1); // too late: nobody hears of it
        pair.ask(echo);
        QTRY_COMPARE(pair.answers.size(), 2U);
        GW_VERIFY_RESULT(pair.answers[1]);
    }

    void nothingIsDeliveredToADeadContext()
    {
        Pair pair;
        auto context = std::make_unique<QObject>();
        bool called = false;
        pair.client->request(echo, {}, context.get(), [&](const Result<QJsonValue> &) { called = true; });
        context.reset();
        pair.ask(echo);
        QTRY_COMPARE(pair.answers.size(), 1U);
        QVERIFY(!called);
    }

    void aClosedPeerFailsEverythingPending()
    {
        Pair pair;
        std::vector<Responder> open;
        pair.server->onRequest(
            QStringLiteral("test/wait"), &pair.context,
            [&](const QJsonValue &, const Responder &responder) { open.push_back(responder); });
        QSignalSpy closed(pair.client.get(), &Connection::closed);
        pair.ask(QStringLiteral("test/wait"));
        pair.ask(QStringLiteral("test/wait"));
        QTRY_COMPARE(open.size(), 2U);
        pair.server.reset();
        QTRY_COMPARE(closed.size(), 1);
        QCOMPARE(pair.answers.size(), 2U);
        for (const auto &answer : pair.answers)
            GW_VERIFY_ERROR(answer, ErrorCode::Crashed);
        for (const auto &responder : open) {
            QVERIFY(responder.stopToken().stop_requested());
            responder.reply(1); // the connection is gone: nothing happens
        }
        pair.ask(echo); // and later requests fail as well, from the event loop
        QCOMPARE(pair.answers.size(), 2U);
        QTRY_COMPARE(pair.answers.size(), 3U);
        GW_VERIFY_ERROR(pair.answers[2], ErrorCode::Crashed);
    }

    void destroyingTheClientCancelsWhatIsPending()
    {
        Pair pair;
        pair.server->onRequest(QStringLiteral("test/wait"), &pair.context,
                               [](const QJsonValue &, const Responder &) {});
        RequestHandle handle = pair.ask(QStringLiteral("test/wait"));
        pair.client.reset();
        QTRY_COMPARE(pair.answers.size(), 1U);
        GW_VERIFY_ERROR(pair.answers[0], ErrorCode::Cancelled);
        QVERIFY(!handle.isPending());
        handle.cancel();
    }

    void doneMayDestroyTheConnection()
    {
        Pair pair;
        pair.client->request(echo, {}, &pair.context,
                             [&](const Result<QJsonValue> &) { pair.client.reset(); });
        pair.ask(echo);
        pair.ask(echo);
        QTRY_VERIFY(!pair.client);
        QTRY_COMPARE(pair.answers.size(), 2U);
    }

    void serversAskClientsToo()
    {
        Pair pair;
        pair.client->onRequest(
            QStringLiteral("workspace/configuration"), &pair.context,
            [](const QJsonValue &, const Responder &responder) { responder.reply(QJsonArray{4}); });
        std::optional<Result<QJsonValue>> answer;
        pair.server->request(QStringLiteral("workspace/configuration"), {}, &pair.context,
                             [&](Result<QJsonValue> given) { answer = std::move(given); });
        QTRY_VERIFY(answer);
        QCOMPARE(**answer, QJsonValue(QJsonArray{4}));
    }

    void requestsBeyondTheLimitAreRefused()
    {
        ConnectionOptions serverOptions;
        serverOptions.maximumIncoming = 2;
        Pair pair({}, serverOptions);
        std::vector<Responder> open;
        pair.server->onRequest(
            QStringLiteral("test/wait"), &pair.context,
            [&](const QJsonValue &, const Responder &responder) { open.push_back(responder); });
        for (int i = 0; i < 3; ++i)
            pair.ask(QStringLiteral("test/wait"));
        QTRY_COMPARE(pair.answers.size(), 1U);
        QVERIFY(!pair.answers[0]);
        QCOMPARE(open.size(), 2U);
    }

    // A server that sends megabytes of notifications leaves the event loop time for everything else.
    void aFloodDoesNotStarveTheEventLoop()
    {
        ConnectionOptions options;
        options.turnBudget = 2ms;
        Pair pair(options);
        const int count = 20'000;
        int heard = 0;
        pair.client->onNotification(QStringLiteral("test/log"), &pair.context,
                                    [&](const QJsonValue &) { ++heard; });
        const QJsonObject params{{QStringLiteral("text"), QString(500, QLatin1Char('x'))}};
        for (int i = 0; i < count; ++i)
            pair.server->notify(QStringLiteral("test/log"), params);
        int turns = 0;
        QTimer ticks;
        connect(&ticks, &QTimer::timeout, this, [&] { turns += heard < count ? 1 : 0; });
        ticks.start(0);
        QTRY_COMPARE_WITH_TIMEOUT(heard, count, 30'000);
        QVERIFY2(turns > 5, qPrintable(QString::number(turns)));
    }

    // The peer does not read at all: sending returns at once, and the event loop lives.
    void aSlowReaderDoesNotBlockTheSender()
    {
        PipePair pipes;
        ServerEndpoint server(std::move(pipes.near));
        server.start();
        const QJsonObject params{{QStringLiteral("text"), QString(1'000'000, QLatin1Char('x'))}};
        QElapsedTimer clock;
        clock.start();
        for (int i = 0; i < 8; ++i)
            server.notify(QStringLiteral("test/large"), params);
        QVERIFY(clock.elapsed() < 5000);
        FrameReader reader;
        int whole = 0;
        QTRY_VERIFY_WITH_TIMEOUT(([&] {
                                     reader.feed(pipes.readAvailable());
                                     while (auto body = reader.next())
                                         whole += body->has_value() && parseMessage(**body) ? 1 : 0;
                                     return whole == 8;
                                 }()),
                                 30'000);
    }

    // Destruction waits a moment for the last words and then goes, even if nobody ever reads.
    void destructionDoesNotHangOnAFullPipe()
    {
        PipePair pipes;
        auto server = std::make_unique<ServerEndpoint>(std::move(pipes.near));
        server->notify(QStringLiteral("test/large"),
                       QJsonObject{{QStringLiteral("text"), QString(1'000'000, QLatin1Char('x'))}});
        QElapsedTimer clock;
        clock.start();
        server.reset();
        QVERIFY(clock.elapsed() < 10'000);
    }

    void badBytesFromAServerAreReportedAndPassed()
    {
        PipePair pipes;
        ClientEndpoint client(std::move(pipes.near));
        QSignalSpy bad(&client, &Connection::badInput);
        bool heard = false;
        client.onNotification(QStringLiteral("test/x"), this, [&](const QJsonValue &) { heard = true; });
        client.start();
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("bad message")));
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("bad message")));
        pipes.write("Segmentation imminent\n");
        pipes.write(frame(QByteArrayView("{]")));
        pipes.write(frame(QByteArrayView(R"({"jsonrpc":"2.0","id":99,"result":1})")));
        pipes.write(frame(QByteArrayView(R"({"jsonrpc":"2.0","id":"stranger","result":1})")));
        pipes.write(frame(QByteArrayView(R"({"jsonrpc":"2.0","method":"test/x"})")));
        QTRY_VERIFY(heard);
        QCOMPARE(bad.size(), 2);
        QCOMPARE(pipes.readAvailable(), QByteArray()); // a client does not answer garbage
    }

    void aServerWithoutCapabilitiesIsRefused()
    {
        PipePair pipes;
        ClientEndpoint client(std::move(pipes.near));
        client.start();
        std::optional<Result<QJsonObject>> answer;
        client.initialize({}, this, [&](Result<QJsonObject> given) { answer = std::move(given); });
        pipes.write(frame(QByteArrayView(R"({"jsonrpc":"2.0","id":1,"result":[]})")));
        QTRY_VERIFY(answer);
        GW_VERIFY_ERROR(*answer, ErrorCode::Corrupt);
        QCOMPARE(client.state(), ClientEndpoint::State::Starting);
    }

    void overAQProcess()
    {
        QProcess cat;
        cat.start(QStringLiteral("cat"), QStringList());
        QVERIFY(cat.waitForStarted());
        ClientEndpoint client(std::make_unique<DeviceTransport>(&cat, &cat));
        client.start();
        QString heard;
        client.onNotification(QStringLiteral("test/x"), this, [&](const QJsonValue &params) {
            heard = params.toObject().value(QStringLiteral("text")).toString();
        });
        const QString text(100'000, QChar(0xE4));
        client.notify(QStringLiteral("test/x"), QJsonObject{{QStringLiteral("text"), text}});
        QTRY_COMPARE(heard, text);

        QSignalSpy closed(&client, &Connection::closed);
        cat.kill();
        QTRY_COMPARE(closed.size(), 1);
        QVERIFY(!client.isOpen());
        cat.waitForFinished();
    }

    void theDeviceMayVanish()
    {
        auto cat = std::make_unique<QProcess>();
        cat->start(QStringLiteral("cat"), QStringList());
        QVERIFY(cat->waitForStarted());
        ClientEndpoint client(std::make_unique<DeviceTransport>(cat.get(), cat.get()));
        client.start();
        std::optional<Result<QJsonValue>> answer;
        client.request(QStringLiteral("x"), {}, this,
                       [&](Result<QJsonValue> given) { answer = std::move(given); });
        cat->closeWriteChannel();
        cat->waitForFinished();
        cat.reset();
        QTRY_VERIFY(answer);
        QVERIFY(!answer->has_value());
        client.notify(QStringLiteral("x"));
    }
};

QTEST_GUILESS_MAIN(TestConnection)
#include "tst_connection.moc"
