// SPDX-License-Identifier: Apache-2.0
#include "core/process/process_service.h"
#include "tests/support/in_background.h"
#include "tests/support/result_test.h"
#include "tests/support/sandbox.h"

#include <QTest>

#include <signal.h>

#include <memory>
#include <optional>

using namespace gatewright;
using namespace std::chrono_literals;

namespace {

SandboxedProgram shell(const QString &text)
{
    SandboxedProgram program;
    program.program = QStringLiteral("sh");
    program.arguments = QStringList{QStringLiteral("-c"), text};
    return program;
}

} // namespace

class TestSandboxedServer : public QObject
{
    Q_OBJECT

    using Server = std::unique_ptr<SandboxedServer>;

    std::unique_ptr<ProcessService> m_service;

    std::shared_ptr<SandboxedServer> start(const QString &script, const ServerLimits &limits = {})
    {
        auto server = test::inBackground<std::shared_ptr<SandboxedServer>>(
            this, [&](std::stop_token token) -> Result<std::shared_ptr<SandboxedServer>> {
                GW_TRY(started, m_service->startServer(shell(script), limits, token));
                return std::shared_ptr<SandboxedServer>(std::move(started));
            });
        return server ? *server : nullptr;
    }

    Result<QByteArray> receive(const std::shared_ptr<SandboxedServer> &server,
                               std::chrono::milliseconds time = 20s)
    {
        return test::inBackground<QByteArray>(
            this, [server, time](std::stop_token token) { return server->receive(time, token); });
    }

private Q_SLOTS:
    void initTestCase() { GW_NEED(test::sandboxHere(this)); }
    void init() { m_service = std::make_unique<ProcessService>(); }

    void answersComeInTheOrderOfTheQuestions()
    {
        const auto server = start(QStringLiteral("exec cat"));
        QVERIFY(server);
        QByteArray large(3'000'000, 'x');
        GW_VERIFY_RESULT(server->send("first"));
        GW_VERIFY_RESULT(server->send({}));
        GW_VERIFY_RESULT(server->send(large));
        QCOMPARE(*receive(server), QByteArray("first"));
        QCOMPARE(*receive(server), QByteArray());
        QVERIFY(*receive(server) == large);
        QVERIFY(server->isRunning());
        QVERIFY(server->processId() > 1);
    }

    void silenceIsATimeoutAndNotTheEnd()
    {
        const auto server = start(QStringLiteral("exec cat"));
        QVERIFY(server);
        GW_VERIFY_ERROR(receive(server, 1ms), ErrorCode::Timeout);
        GW_VERIFY_RESULT(server->send("x"));
        QCOMPARE(*receive(server), QByteArray("x"));
    }

    void itsEndIsTold()
    {
        const auto server = start(QStringLiteral("echo why >&2; exit 3"));
        QVERIFY(server);
        const auto answer = receive(server);
        GW_VERIFY_ERROR(answer, ErrorCode::Crashed);
        QVERIFY2(answer.error().detail.contains(QStringLiteral("exit code 3 why")),
                 qPrintable(answer.error().detail));
        QVERIFY(!server->isRunning());
        GW_VERIFY_ERROR(server->send("x"), ErrorCode::Crashed);
    }

    void whatItSaidBeforeItsEndIsStillRead()
    {
        const auto server = start(QStringLiteral("printf '\\003\\000\\000\\000abc'"));
        QVERIFY(server);
        QTRY_VERIFY(!server->isRunning());
        QCOMPARE(*receive(server), QByteArray("abc"));
        GW_VERIFY_ERROR(receive(server), ErrorCode::Crashed);
    }

    void aMissingProgramIsToldByTheSandbox()
    {
        const auto server = start(QStringLiteral("exec /no/such/program"));
        QVERIFY(server);
        GW_VERIFY_ERROR(receive(server), ErrorCode::Crashed);
    }

    void aMessageThatIsTooLongEndsIt()
    {
        const auto server = start(QStringLiteral("printf '\\377\\377\\377\\377'; exec sleep 1000"));
        QVERIFY(server);
        GW_VERIFY_ERROR(receive(server), ErrorCode::Corrupt);
        const auto process = static_cast<pid_t>(server->processId());
        QTRY_VERIFY(::kill(process, 0) != 0);
    }

    void aFloodOfMessagesEndsIt()
    {
        const auto server =
            start(QStringLiteral("yes 'abc' | tr 'abc\\n' '\\000'")); // endless empty messages
        QVERIFY(server);
        QTRY_VERIFY(!server->isRunning());
    }

    // Few messages, each of a length that is allowed, all together not.
    void aFloodOfBytesEndsIt()
    {
        const auto server = start(QStringLiteral("for i in 1 2 3; do printf '\\000\\000\\300\\001'; head -c "
                                                 "29360128 /dev/zero; done; exec sleep 1000"));
        QVERIFY(server);
        QTRY_VERIFY_WITH_TIMEOUT(!server->isRunning(), 20'000);
        QCOMPARE(receive(server)->size(), qsizetype(29'360'128)); // what was there counts
        GW_VERIFY_RESULT(receive(server));
        GW_VERIFY_ERROR(receive(server), ErrorCode::Corrupt);
    }

    void cancellingReturnsAtOnceAndKeepsIt()
    {
        const auto server = start(QStringLiteral("exec cat"));
        QVERIFY(server);
        std::optional<Result<QByteArray>> answer;
        std::stop_source stop = startTask<QByteArray>(
            this, [server](std::stop_token token) { return server->receive(1000s, token); },
            [&](Result<QByteArray> given) { answer = std::move(given); });
        stop.request_stop();
        QTRY_VERIFY(answer);
        GW_VERIFY_ERROR(*answer, ErrorCode::Cancelled);
        QVERIFY(server->isRunning());
    }

    void destroyingItKillsTheTree()
    {
        auto server = start(QStringLiteral("setsid sleep 1000 & exec cat"));
        QVERIFY(server);
        GW_VERIFY_RESULT(server->send("x"));
        GW_VERIFY_RESULT(receive(server));
        const auto process = static_cast<pid_t>(server->processId());
        QVERIFY(::kill(process, 0) == 0);
        server.reset();
        QTRY_VERIFY(::kill(process, 0) != 0); // with bubblewrap everything inside dies
    }

    void whatIsNotNeededEndsByItself()
    {
        ServerLimits limits;
        limits.idle = 50ms;
        const auto server = start(QStringLiteral("exec cat"), limits);
        QVERIFY(server);
        GW_VERIFY_RESULT(server->send("x"));
        GW_VERIFY_RESULT(receive(server));
        QTRY_VERIFY(!server->isRunning());
        GW_VERIFY_ERROR(server->send("x"), ErrorCode::Cancelled);
        const auto process = static_cast<pid_t>(server->processId());
        QTRY_VERIFY(::kill(process, 0) != 0);
    }

    void destroyingTheServiceReleasesWhoWaits()
    {
        const auto server = start(QStringLiteral("exec cat"));
        QVERIFY(server);
        std::optional<Result<QByteArray>> answer;
        (void)startTask<QByteArray>(
            this, [server](std::stop_token token) { return server->receive(1000s, token); },
            [&](Result<QByteArray> given) { answer = std::move(given); });
        m_service.reset();
        QTRY_VERIFY(answer);
        GW_VERIFY_ERROR(*answer, ErrorCode::Cancelled);
        QVERIFY(!server->isRunning());
    }
};

QTEST_GUILESS_MAIN(TestSandboxedServer)
#include "tst_sandboxed_server.moc"
