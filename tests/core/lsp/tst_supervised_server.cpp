// SPDX-License-Identifier: Apache-2.0
#include "core/lsp/document_store.h"
#include "core/lsp/supervised_server.h"
#include "core/lsp/types.h"
#include "tests/support/files.h"
#include "tests/support/result_test.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <optional>

using namespace gatewright;
using namespace gatewright::lsp;
using namespace std::chrono_literals;

namespace {

const QString uri = QStringLiteral("file:///kernel.cpp");

// A server that runs the fake engine, with the real rules in milliseconds.
struct Fixture
{
    explicit Fixture(const QStringList &script, const QString &text = QStringLiteral("int a;\n"))
    {
        ServerOptions options;
        options.command.program = QStringLiteral(GATEWRIGHT_BUILD_DIR "/tests/fake-engine");
        options.command.arguments =
            script + QStringList{QStringLiteral("--journal"), folder.filePath(QStringLiteral("journal"))};
        options.rules.firstDelay = 1ms;
        options.rules.longestDelay = 4ms;
        options.rules.crashesBeforeGivingUp = 5;
        options.connection.cancelGrace = 100ms;
        server = std::make_unique<SupervisedServer>(options, clock);
        QObject::connect(
            server.get(), &SupervisedServer::ready, &context, [this, text](ClientEndpoint *endpoint) {
                ++runs;
                endpoint->onNotification(QStringLiteral("gatewright/status"), &context,
                                         [this](const QJsonValue &params) { status = params.toObject(); });
                endpoint->onNotification(QStringLiteral("window/logMessage"), &context,
                                         [this](const QJsonValue &) { ++logs; });
                endpoint->notify(
                    QStringLiteral("textDocument/didOpen"),
                    didOpenParams(uri, TextDocument(Language::HlsCpp, text.toStdString(), Revision{1})));
            });
        QObject::connect(server.get(), &SupervisedServer::gone, &context, [this] { ++ends; });
        server->start();
    }

    RequestHandle ask()
    {
        answer.reset();
        return server->endpoint()->request(
            QStringLiteral("textDocument/inlineCompletion"),
            toJson(InlineCompletionParams{uri, {0, 0}, InlineCompletionTrigger::Automatic}), &context,
            [this](Result<QJsonValue> given) { answer = std::move(given); });
    }
    [[nodiscard]] QByteArray journal() const
    {
        return test::readFile(folder.filePath(QStringLiteral("journal")));
    }
    [[nodiscard]] SupervisedState state() const { return server->process().state(); }

    QTemporaryDir folder;
    SystemClock clock;
    QObject context;
    int runs = 0;
    int ends = 0;
    int logs = 0;
    QJsonObject status;
    std::optional<Result<QJsonValue>> answer;
    std::unique_ptr<SupervisedServer> server; // last: its end may still report to the rest
};

QStringList behaviour(const char *name)
{
    return {QStringLiteral("--behaviour"), QString::fromLatin1(name)};
}

} // namespace

class TestSupervisedServer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answers()
    {
        Fixture fixture({QStringLiteral("--text"), QStringLiteral("b = 1;\\n"), QStringLiteral("--text"),
                         QStringLiteral("c")});
        QVERIFY(!fixture.server->endpoint());
        QTRY_VERIFY(fixture.server->endpoint());
        QCOMPARE(fixture.state(), SupervisedState::Running);
        fixture.ask();
        QTRY_VERIFY(fixture.answer);
        GW_VERIFY_RESULT(*fixture.answer);
        const auto items = inlineCompletionsFromJson(Field(**fixture.answer));
        GW_VERIFY_RESULT(items);
        QCOMPARE(items->size(), 2U);
        QCOMPARE(items->at(0).insertText, QStringLiteral("b = 1;\n"));
        QVERIFY(!items->at(0).id().isEmpty());
        QCOMPARE(fixture.status.value(QStringLiteral("state")).toString(), QStringLiteral("ready"));
    }

    void stopsGently()
    {
        Fixture fixture({});
        QTRY_COMPARE(fixture.runs, 1);
        fixture.server->stop();
        QTRY_COMPARE(fixture.state(), SupervisedState::Stopped);
        QCOMPARE(fixture.ends, 1);
        QCOMPARE(fixture.server->process().status().crashesInARow, 0);
        QVERIFY(fixture.journal().contains("\"exit code\",\"params\":0")); // it ended by itself
        fixture.server->start();
        QTRY_COMPARE(fixture.runs, 2);
    }

    void aCancelIsPassedOn()
    {
        Fixture fixture({QStringLiteral("--delay"), QStringLiteral("60000")});
        QTRY_COMPARE(fixture.runs, 1);
        RequestHandle handle = fixture.ask();
        handle.cancel();
        QTRY_VERIFY(fixture.answer);
        GW_VERIFY_ERROR(*fixture.answer, ErrorCode::Cancelled);
        QTRY_VERIFY(fixture.journal().contains("cancelRequest"));
        QTRY_COMPARE(fixture.server->endpoint()->pendingOutgoing(), 0);
        QCOMPARE(fixture.runs, 1);
    }

    void aCrashFailsTheRequestAndComesBack()
    {
        Fixture fixture({QStringLiteral("--crash-on"), QStringLiteral("int a")});
        QTRY_COMPARE(fixture.runs, 1);
        fixture.ask();
        QTRY_VERIFY(fixture.answer);
        GW_VERIFY_ERROR(*fixture.answer, ErrorCode::Crashed);
        QTRY_COMPARE(fixture.runs, 2);
        QCOMPARE(fixture.ends, 1);
        QCOMPARE(fixture.state(), SupervisedState::Running);
    }

    void anUnansweredCancelIsAHang_data()
    {
        QTest::addColumn<QStringList>("script");
        QTest::newRow("ignores it") << behaviour("hang");
        QTest::newRow("stands still") << behaviour("freeze");
    }
    void anUnansweredCancelIsAHang()
    {
        QFETCH(QStringList, script);
        Fixture fixture(script);
        QTRY_COMPARE(fixture.runs, 1);
        RequestHandle handle = fixture.ask();
        handle.cancel();
        QTRY_COMPARE(fixture.runs, 2);
        QCOMPARE(fixture.server->process().status().lastError->code, ErrorCode::Timeout);
    }

    void threeCrashesOnOneFile()
    {
        Fixture fixture({QStringLiteral("--crash-on"), QStringLiteral("int a")});
        QSignalSpy excluded(&fixture.server->process(), &SupervisedProcess::fileExcluded);
        fixture.server->process().setActiveFile(uri);
        for (int run = 1; run <= 3; ++run) {
            QTRY_COMPARE(fixture.runs, run);
            fixture.ask();
            QTRY_COMPARE(fixture.ends, run);
        }
        QTRY_COMPARE(excluded.size(), 1);
        QVERIFY(fixture.server->process().excludes(uri));
        QTRY_COMPARE(fixture.runs, 4);
    }

    void garbageIsPassedOver()
    {
        Fixture fixture(behaviour("garbage"));
        QTRY_COMPARE(fixture.runs, 1);
        for (int i = 0; i < 3; ++i) {
            fixture.ask();
            QTRY_VERIFY(fixture.answer);
            GW_VERIFY_RESULT(*fixture.answer);
        }
        QCOMPARE(fixture.runs, 1);
    }

    void aHalfMessageIsACrash()
    {
        Fixture fixture(behaviour("half-message"));
        QTRY_COMPARE(fixture.runs, 1);
        fixture.ask();
        QTRY_VERIFY(fixture.answer);
        GW_VERIFY_ERROR(*fixture.answer, ErrorCode::Crashed);
        QTRY_COMPARE(fixture.runs, 2);
    }

    void aFloodIsSurvived()
    {
        Fixture fixture(behaviour("flood") + QStringList{QStringLiteral("--flood"), QStringLiteral("20000")});
        QTRY_COMPARE(fixture.runs, 1);
        fixture.ask();
        QTRY_VERIFY_WITH_TIMEOUT(fixture.answer, 20'000);
        GW_VERIFY_RESULT(*fixture.answer);
        QTRY_COMPARE_WITH_TIMEOUT(fixture.logs, 20'000, 20'000);
    }

    void aProgramThatEndsAtOnceIsGivenUp()
    {
        Fixture fixture(behaviour("exit"));
        QTRY_COMPARE(fixture.state(), SupervisedState::GivenUp);
        QCOMPARE(fixture.runs, 0);
        QVERIFY(fixture.server->process().status().lastError->detail.contains(QLatin1Char('3')));
    }

    void aDeafProgramIsKilled()
    {
        ServerOptions options;
        options.command.program = QStringLiteral(GATEWRIGHT_BUILD_DIR "/tests/fake-engine");
        options.command.arguments = behaviour("deaf");
        options.rules.firstDelay = 1ms;
        options.rules.startTime = 50ms;
        options.rules.crashesBeforeGivingUp = 2;
        SystemClock clock;
        SupervisedServer server(options, clock);
        server.start();
        QTRY_COMPARE(server.process().state(), SupervisedState::GivenUp);
        QCOMPARE(server.process().status().lastError->code, ErrorCode::Timeout);
        QVERIFY(!server.endpoint());
    }

    void aProgramThatIsNoServerIsGivenUp()
    {
        ServerOptions options;
        options.command.program = QStringLiteral("cat"); // answers `initialize` with `initialize`
        options.rules.firstDelay = 1ms;
        options.rules.startTime = 50ms;
        options.rules.crashesBeforeGivingUp = 2;
        SystemClock clock;
        SupervisedServer server(options, clock);
        server.start();
        QTRY_COMPARE(server.process().state(), SupervisedState::GivenUp);
    }

    void destructionWithOpenRequests()
    {
        std::optional<Result<QJsonValue>> last;
        {
            Fixture fixture(behaviour("hang"));
            QTRY_COMPARE(fixture.runs, 1);
            fixture.ask();
            fixture.server.reset();
            last = fixture.answer;
        }
        QVERIFY(last);
        GW_VERIFY_ERROR(*last, ErrorCode::Crashed);
    }
};

QTEST_GUILESS_MAIN(TestSupervisedServer)
#include "tst_supervised_server.moc"
