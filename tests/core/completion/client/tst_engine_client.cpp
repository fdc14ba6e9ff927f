// SPDX-License-Identifier: Apache-2.0
#include "client_test_support.h"
#include "core/completion/client/engine_client.h"
#include "tests/support/files.h"
#include "tests/support/result_test.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <optional>

using namespace gatewright;
using namespace gatewright::completion;
using namespace std::chrono_literals;

namespace {

const QString uri = QStringLiteral("file:///a.cpp");

// A client of the fake engine, with the real rules in milliseconds.
struct Fixture
{
    explicit Fixture(const QStringList &script,
                     const QString &program = QStringLiteral(GATEWRIGHT_BUILD_DIR "/tests/fake-engine"))
    {
        Command command;
        command.program = program;
        command.arguments = script + QStringList{QStringLiteral("--journal"), journalPath()};
        RestartRules rules;
        rules.firstDelay = 1ms;
        rules.longestDelay = 4ms;
        rules.crashesBeforeGivingUp = 6;
        lsp::ConnectionOptions connection;
        connection.cancelGrace = 100ms;
        client = std::make_unique<EngineClient>(
            command, clock,
            [] { return std::vector<lsp::OpenDocument>{{uri, Language::HlsCpp, Revision{1}, "int a;\n"}}; },
            QJsonObject{{QStringLiteral("maxTokens"), 20}}, rules, connection);
        client->start();
    }

    void ask(Trigger trigger = Trigger::Automatic)
    {
        answer.reset();
        client->ask(placeIn("int a;|\n"), trigger, &context,
                    [this](Result<SuggestionAnswer> given) { answer = std::move(given); });
    }
    [[nodiscard]] QString journalPath() const { return folder.filePath(QStringLiteral("journal")); }
    [[nodiscard]] QByteArray journal() const { return test::readFile(journalPath()); }
    [[nodiscard]] EngineState state() const { return client->report().state; }

    QTemporaryDir folder;
    SystemClock clock;
    QObject context;
    std::optional<Result<SuggestionAnswer>> answer;
    std::unique_ptr<EngineClient> client; // last: its end may still report to the rest
};

QStringList behaviour(const char *name)
{
    return {QStringLiteral("--behaviour"), QString::fromLatin1(name)};
}

} // namespace

class TestEngineClient : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answersWhenReady()
    {
        Fixture engine({QStringLiteral("--text"), QStringLiteral("b = c;")});
        QSignalSpy ready(engine.client.get(), &EngineClient::ready);
        QTRY_COMPARE(engine.state(), EngineState::Ready);
        QCOMPARE(ready.count(), 1);
        QCOMPARE(engine.client->report().engine.model, QStringLiteral("fake-model"));
        engine.ask();
        QTRY_VERIFY(engine.answer);
        GW_VERIFY_RESULT(*engine.answer);
        QCOMPARE(engine.answer->value().items.at(0).text, QStringLiteral("b = c;"));
        QVERIFY(!engine.answer->value().items.at(0).id.isEmpty());
        QVERIFY(engine.journal().contains("didOpen"));
    }

    void documentsAndOutcomesReachIt()
    {
        Fixture engine({});
        QTRY_COMPARE(engine.state(), EngineState::Ready);
        engine.client->documents().changeDocument(uri, Revision{2}, {{0, 4}, {0, 5}}, QStringLiteral("bb"));
        engine.client->documents().resetDocument({uri, Language::HlsCpp, Revision{3}, "x"});
        engine.client->report({CompletionId(QStringLiteral("id-7")), OutcomeKind::Accepted, 5, 0});
        engine.client->documents().closeDocument(uri);
        QTRY_VERIFY(engine.journal().contains("didClose"));
        QVERIFY(engine.journal().contains("id-7"));
    }

    void settingsReachItNowAndAfterARestart()
    {
        Fixture engine({});
        QTRY_COMPARE(engine.state(), EngineState::Ready);
        engine.client->configure({{QStringLiteral("store"), QStringLiteral("other settings")}});
        QTRY_VERIFY(engine.journal().contains("other settings"));
        const qsizetype before = engine.journal().size();
        engine.client->restart();
        QTRY_VERIFY(engine.journal().mid(before).contains("didOpen"));
        const QByteArray after = engine.journal().mid(before);
        QVERIFY(after.contains("initializationOptions"));
        QVERIFY(after.contains("other settings"));
        QVERIFY(!after.contains("maxTokens"));
    }

    // A setting that changed between `initialize` and its answer was lost for that run.
    void settingsChangedWhileItStartsReachIt()
    {
        Fixture engine({});
        int tokens = 100;
        while (engine.state() == EngineState::Off || engine.state() == EngineState::Starting) {
            engine.client->configure({{QStringLiteral("maxTokens"), ++tokens}});
            QCoreApplication::processEvents();
        }
        QTRY_VERIFY(
            engine.journal().contains("{\"settings\":{\"maxTokens\":" + QByteArray::number(tokens) + "}}"));
        QVERIFY(!engine.journal().contains("initializationOptions\":{\"maxTokens\":" +
                                           QByteArray::number(tokens)));
    }

    void newerRequestCancelsTheOlder()
    {
        Fixture engine({QStringLiteral("--delay"), QStringLiteral("30")});
        QTRY_COMPARE(engine.state(), EngineState::Ready);
        int older = 0;
        engine.client->ask(placeIn("int a|"), Trigger::Automatic, &engine.context,
                           [&](const auto &) { ++older; });
        engine.ask();
        QTRY_VERIFY(engine.answer);
        GW_VERIFY_RESULT(*engine.answer);
        QCOMPARE(older, 0);
    }

    void cancelledRequestIsNeverAnswered()
    {
        Fixture engine({QStringLiteral("--delay"), QStringLiteral("20")});
        QTRY_COMPARE(engine.state(), EngineState::Ready);
        engine.ask();
        engine.client->cancel();
        int later = 0;
        engine.client->ask(placeIn("int a|"), Trigger::Automatic, &engine.context,
                           [&](const auto &) { ++later; });
        QTRY_COMPARE(later, 1);
        QVERIFY(!engine.answer);
    }

    void engineThatIsNotThere()
    {
        Fixture engine({}, QStringLiteral("/nowhere/gatewright-engine"));
        QTRY_COMPARE(engine.state(), EngineState::Missing);
        QVERIFY(!engine.client->report().problem.isEmpty());
        engine.ask();
        QTRY_VERIFY(engine.answer);
        QCOMPARE(engine.answer->value().why, WhyNothing::EngineDown);
    }

    void crashIsAnsweredAndSurvived()
    {
        Fixture engine(behaviour("crash") + QStringList{QStringLiteral("--after"), QStringLiteral("0")});
        QTRY_COMPARE(engine.state(), EngineState::Ready);
        engine.ask();
        QTRY_VERIFY(engine.answer);
        QVERIFY(!*engine.answer);
        QCOMPARE(engine.answer->error().code, ErrorCode::Crashed);
        QTRY_COMPARE(engine.state(), EngineState::Ready);
    }

    void threeCrashesOnOneFileExcludeIt()
    {
        Fixture engine(behaviour("crash"));
        QSignalSpy excluded(engine.client.get(), &EngineClient::fileExcluded);
        for (int crash = 0; crash < 3; ++crash) {
            QTRY_COMPARE(engine.state(), EngineState::Ready);
            engine.ask();
            QTRY_VERIFY(engine.answer);
        }
        QTRY_COMPARE(excluded.count(), 1);
        QVERIFY(engine.client->isExcluded(uri));
        QTRY_COMPARE(engine.state(), EngineState::Ready);
        engine.ask();
        QTRY_VERIFY(engine.answer);
        QCOMPARE(engine.answer->value().why, WhyNothing::SwitchedOff);
        engine.client->allowFile(uri);
        QVERIFY(!engine.client->isExcluded(uri));
    }

    void hangingEngineIsKilled()
    {
        Fixture engine(behaviour("hang"));
        QTRY_COMPARE(engine.state(), EngineState::Ready);
        engine.ask();
        QTRY_VERIFY(engine.journal().contains("inlineCompletion"));
        engine.client->cancel();
        QSignalSpy changes(engine.client.get(), &EngineClient::reportChanged);
        QTRY_VERIFY(engine.client->report().restartDelay > 0ms || changes.count() >= 2);
        QTRY_COMPARE(engine.state(), EngineState::Ready);
    }

    void stoppingEndsIt()
    {
        Fixture engine({});
        QTRY_COMPARE(engine.state(), EngineState::Ready);
        engine.client->stop();
        QTRY_COMPARE(engine.state(), EngineState::Off);
        engine.client->restart();
        QTRY_COMPARE(engine.state(), EngineState::Ready);
    }

    void modelRequestWithoutEngine()
    {
        Fixture engine({}, QStringLiteral("/nowhere/gatewright-engine"));
        std::optional<Result<QJsonObject>> answer;
        engine.client->requestModel({{QStringLiteral("action"), QStringLiteral("list")}}, &engine.context,
                                    [&](Result<QJsonObject> given) { answer = std::move(given); });
        QTRY_VERIFY(answer);
        GW_VERIFY_ERROR(*answer, ErrorCode::Missing);
    }
};

QTEST_GUILESS_MAIN(TestEngineClient)
#include "tst_engine_client.moc"
