// SPDX-License-Identifier: Apache-2.0
#include "core/completion/client/engine_client.h"
#include "core/store/store.h"
#include "core/text/text_document.h"
#include "tests/support/result_test.h"
#include "tests/support/send_signal.h"
#include "tests/support/test_model.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <signal.h>

#include <memory>
#include <optional>

using namespace gatewright;
using namespace gatewright::completion;
using namespace std::chrono_literals;

namespace {

constexpr int patience = 60'000; // milliseconds: the machine may be busy with other tests

QString enginePath()
{
    return QStringLiteral(GATEWRIGHT_BIN_DIR "/gatewright-engine");
}

QByteArray frame(const QByteArray &body)
{
    return "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

// The sample kernel with one line cut off behind the cursor.
struct Kernel
{
    QString path = QStringLiteral(GATEWRIGHT_SOURCE_DIR "/resources/sample-workspace/fir/fir.cpp");
    QString uri = QStringLiteral("file://") + path;
    std::string text;
    std::size_t cursor = 0;
    Position position;

    Kernel()
    {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            qFatal("the sample workspace is gone");
        text = file.readAll().toStdString();
        cursor = text.find("accumulator += ") + 5;
        text.erase(cursor, text.find('\n', cursor) - cursor);
        position = TextDocument(Language::HlsCpp, text).position(cursor);
    }
    [[nodiscard]] lsp::OpenDocument document() const { return {uri, Language::HlsCpp, Revision{1}, text}; }
    [[nodiscard]] CursorPlace place() const
    {
        return cursorPlace(uri, Language::HlsCpp, Revision{1}, text, cursor, position);
    }
};

struct Session
{
    explicit Session(const QStringList &arguments)
    {
        Command command;
        command.program = enginePath();
        command.arguments = arguments + QStringList{QStringLiteral("--profile"), folder.path()};
        RestartRules rules;
        rules.firstDelay = 1ms;
        client = std::make_unique<EngineClient>(
            command, clock, [this] { return std::vector<lsp::OpenDocument>{kernel.document()}; },
            QJsonObject(), rules);
        client->start();
    }
    void ask(Trigger trigger = Trigger::Invoked)
    {
        answer.reset();
        client->ask(kernel.place(), trigger, &context,
                    [this](Result<SuggestionAnswer> given) { answer = std::move(given); });
    }
    [[nodiscard]] EngineState state() const { return client->report().state; }

    QTemporaryDir folder;
    SystemClock clock;
    Kernel kernel;
    QObject context;
    std::optional<Result<SuggestionAnswer>> answer;
    std::unique_ptr<EngineClient> client; // last: its end may still report to the rest
};

} // namespace

// The program itself, with the real model.
class TestEngine : public QObject
{
    Q_OBJECT

    [[nodiscard]] static QStringList withModel() { return {QStringLiteral("--model"), *test::modelFile()}; }

private Q_SLOTS:
    void initTestCase() { GW_NEED_PART(test::modelFile()); }

    void ghostTextForTheSampleKernel()
    {
        Session session(withModel());
        QTRY_COMPARE_WITH_TIMEOUT(session.state(), EngineState::Ready, patience);
        session.ask();
        QTRY_VERIFY_WITH_TIMEOUT(session.answer, patience);
        GW_VERIFY_RESULT(*session.answer);
        const SuggestionAnswer answer = session.answer->value();
        QVERIFY2(!answer.items.empty(), qPrintable(whyNothingText(answer.why)));
        QVERIFY2(answer.items[0].text.startsWith(QLatin1String("ulator")), qPrintable(answer.items[0].text));
        QCOMPARE(answer.items[0].tier, 0);
        const EngineStatus &status = session.client->report().engine;
        QCOMPARE(status.device, QStringLiteral("cpu"));
        QTRY_VERIFY(session.client->report().engine.tokensPerSecond > 0);
        QVERIFY(status.memoryBytes > 50 * 1000 * 1000);
    }

    void whatIsAcceptedOutlivesTheProgram()
    {
        Session session(withModel());
        QTRY_COMPARE_WITH_TIMEOUT(session.state(), EngineState::Ready, patience);
        session.ask();
        QTRY_VERIFY_WITH_TIMEOUT(session.answer, patience);
        GW_VERIFY_RESULT(*session.answer);
        QVERIFY(!session.answer->value().items.empty());
        const Suggestion &suggestion = session.answer->value().items[0];
        session.client->report({suggestion.id, OutcomeKind::Accepted, 6, 0});
        std::optional<Result<QJsonObject>> stats;
        session.client->requestStore({{QStringLiteral("action"), QStringLiteral("stats")}}, &session.context,
                                     [&](Result<QJsonObject> given) { stats = std::move(given); });
        QTRY_VERIFY_WITH_TIMEOUT(stats, patience);
        GW_VERIFY_RESULT(*stats);
        QCOMPARE(stats->value()[QLatin1String("completions")].toInt(), 1);
        QVERIFY(test::sendSignal(session.client->processId(), SIGKILL));
        QTRY_VERIFY(session.state() != EngineState::Ready);
        const auto store = store::Store::open(session.folder.filePath(QStringLiteral("data/store.sqlite")),
                                              store::Access::Read, {}, session.clock);
        GW_VERIFY_RESULT(store);
        const auto row = (*store)->show(suggestion.id.value());
        GW_VERIFY_RESULT(row);
        QCOMPARE(row->text, suggestion.text.left(6));
        QVERIFY(!row->model.isEmpty());
    }

    void requestBeforeTheModelIsThereWaitsForIt()
    {
        Session session(withModel());
        QTRY_VERIFY_WITH_TIMEOUT(
            session.state() == EngineState::LoadingModel || session.state() == EngineState::Ready, patience);
        session.ask();
        QTRY_VERIFY_WITH_TIMEOUT(session.answer, patience);
        GW_VERIFY_RESULT(*session.answer);
        QVERIFY(session.answer->value().why != WhyNothing::ModelLoading);
    }

    void cancellingIsQuick()
    {
        Session session(withModel());
        QTRY_COMPARE_WITH_TIMEOUT(session.state(), EngineState::Ready, patience);
        session.ask();
        session.client->cancel();
        // The next one does not wait for the one that was cancelled to write its text.
        session.ask(Trigger::Automatic);
        QTRY_VERIFY_WITH_TIMEOUT(session.answer, patience);
        GW_VERIFY_RESULT(*session.answer);
    }

    void missingModelIsSaid()
    {
        Session session({QStringLiteral("--model"), QStringLiteral("/nowhere/model.gguf")});
        QTRY_COMPARE_WITH_TIMEOUT(session.state(), EngineState::NoModel, patience);
        QVERIFY(session.client->report().problem.contains(QLatin1String("/nowhere/model.gguf")));
        session.ask();
        QTRY_VERIFY_WITH_TIMEOUT(session.answer, patience);
        QVERIFY(session.answer->value().why == WhyNothing::ModelMissing ||
                session.answer->value().why == WhyNothing::ModelFailed);
    }

    void brokenModelIsSaid()
    {
        const QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("broken.gguf")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("GGUF\3\0\0\0 and then rubbish");
        file.close();
        Session session({QStringLiteral("--model"), file.fileName()});
        QTRY_COMPARE_WITH_TIMEOUT(session.state(), EngineState::NoModel, patience);
        QVERIFY(!session.client->report().problem.isEmpty());
    }

    void killedEngineComesBackWithItsDocuments()
    {
        Session session(withModel());
        QTRY_COMPARE_WITH_TIMEOUT(session.state(), EngineState::Ready, patience);
        const qint64 child = session.client->processId();
        QVERIFY(child > 0);
        QVERIFY(test::sendSignal(child, SIGKILL));
        QTRY_VERIFY_WITH_TIMEOUT(session.state() != EngineState::Ready, patience);
        QTRY_COMPARE_WITH_TIMEOUT(session.state(), EngineState::Ready, patience);
        session.ask();
        QTRY_VERIFY_WITH_TIMEOUT(session.answer, patience);
        GW_VERIFY_RESULT(*session.answer);
    }

    void hostileInput_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("no JSON") << frame("{{{{");
        QTest::newRow("a batch") << frame("[]");
        QTest::newRow("deep nesting") << frame(QByteArray(100'000, '['));
        QTest::newRow("not UTF-8") << frame("\xFF\xFE\x00");
        QTest::newRow("before initialize")
            << frame(R"({"jsonrpc":"2.0","id":1,"method":"textDocument/inlineCompletion"})");
    }
    void hostileInput()
    {
        QFETCH(QByteArray, bytes);
        QProcess engine;
        engine.start(enginePath(), {QStringLiteral("--model"), QStringLiteral("/nowhere.gguf")});
        QVERIFY(engine.waitForStarted());
        engine.write(bytes);
        engine.write(frame(R"({"jsonrpc":"2.0","id":2,"method":"initialize","params":{}})"));
        QByteArray output;
        QTRY_VERIFY_WITH_TIMEOUT((output += engine.readAllStandardOutput()).contains("capabilities"),
                                 patience);
        QVERIFY(output.contains("error"));
        engine.closeWriteChannel();
        QVERIFY(engine.waitForFinished(patience));
        QCOMPARE(engine.exitStatus(), QProcess::NormalExit);
    }

    void endOfTheInputEndsIt()
    {
        QProcess engine;
        engine.start(enginePath(), withModel());
        QVERIFY(engine.waitForStarted());
        engine.closeWriteChannel();
        QVERIFY(engine.waitForFinished(patience));
        QCOMPARE(engine.exitStatus(), QProcess::NormalExit);
        QCOMPARE(engine.exitCode(), 0);
    }

    void badArgumentsAreRefused()
    {
        QProcess engine;
        engine.start(enginePath(), {QStringLiteral("--threads"), QStringLiteral("0")});
        QVERIFY(engine.waitForFinished(patience));
        QVERIFY(engine.exitCode() != 0);
        QVERIFY(engine.readAllStandardError().contains("--threads"));
    }
};

QTEST_GUILESS_MAIN(TestEngine)
#include "tst_engine.moc"
