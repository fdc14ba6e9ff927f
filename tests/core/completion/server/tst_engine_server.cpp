// SPDX-License-Identifier: Apache-2.0
#include "tests/core/completion/server/engine_session.h"

using namespace gatewright;
using namespace gatewright::completion;

class TestEngineServer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhatItCan()
    {
        Session session;
        QTRY_VERIFY(session.initialized);
        GW_VERIFY_RESULT(*session.initialized);
        const QJsonObject result = session.initialized->value();
        QCOMPARE(result[QLatin1String("serverInfo")][QLatin1String("name")].toString(),
                 QStringLiteral("gatewright-engine"));
        QVERIFY(result[QLatin1String("capabilities")][QLatin1String("inlineCompletionProvider")].toBool());
        QTRY_COMPARE(session.server->status().state, ModelState::Ready);
        QTRY_COMPARE(session.statuses.back().model, QStringLiteral("test-model"));
    }

    void requestRightAfterTheStartIsAnswered()
    {
        Session session;
        QTRY_VERIFY(session.initialized);
        session.open(QStringLiteral("int a = \n"));
        session.complete(0, 8);
        QTRY_VERIFY(session.answer);
        GW_VERIFY_RESULT(*session.answer);
        const auto answer = suggestionAnswerFromJson(session.answer->value());
        GW_VERIFY_RESULT(answer);
        QCOMPARE(answer->items.at(0).text, QStringLiteral("b + c;"));
        QTRY_COMPARE(session.server->status().queue, 0);
        QCOMPARE(session.server->status().lastWhy, WhyNothing::Nothing);
    }

    void withoutAModelItSaysWhy()
    {
        Session session(TestHost::Kind::None);
        QTRY_VERIFY(session.initialized);
        session.open(QStringLiteral("int a = \n"));
        session.complete(0, 8);
        QTRY_VERIFY(session.answer);
        const auto answer = suggestionAnswerFromJson(session.answer->value());
        QCOMPARE(answer->why, WhyNothing::ModelMissing);
        QVERIFY(answer->detail.contains(QLatin1String("no such model")));
        QTRY_COMPARE(session.statuses.back().state, ModelState::Failed);
        QVERIFY(!session.statuses.back().problem.isEmpty());
    }

    void cancellingAnswersAtOnceAndStopsTheModel()
    {
        Session session(TestHost::Kind::Endless);
        QTRY_VERIFY(session.initialized);
        session.open(QStringLiteral("int a = \n"));
        lsp::RequestHandle handle = session.complete(0, 8);
        QTRY_COMPARE(session.host.running.load(), 1);
        handle.cancel();
        QTRY_VERIFY(session.answer);
        GW_VERIFY_ERROR(*session.answer, ErrorCode::Cancelled);
        QTRY_COMPARE(session.host.running.load(), 0);
        QTRY_COMPARE(session.server->status().queue, 0);
    }

    // A request once overtook the load that it had to wait for, and was told that there is no model yet.
    void requestsDoNotOvertakeALoad()
    {
        Session session(TestHost::Kind::Endless);
        QTRY_VERIFY(session.initialized);
        session.open(QStringLiteral("int a = \n"));
        lsp::RequestHandle busy = session.complete(0, 8);
        QTRY_COMPARE(session.host.running.load(), 1);
        session.request(method::model, QJsonObject{{QStringLiteral("action"), QStringLiteral("load")},
                                                   {QStringLiteral("path"), QStringLiteral("answering")}});
        std::optional<Result<QJsonValue>> behind;
        session.client.request(
            method::inlineCompletion,
            lsp::toJson(lsp::InlineCompletionParams{uri, {0, 8}, lsp::InlineCompletionTrigger::Automatic}),
            &session.context, [&behind](Result<QJsonValue> result) { behind = std::move(result); });
        QTRY_COMPARE(session.server->status().queue, 2);
        busy.cancel();
        QTRY_VERIFY(behind);
        const auto answer = suggestionAnswerFromJson(behind->value());
        GW_VERIFY_RESULT(answer);
        QCOMPARE(answer->items.size(), std::size_t(1)); // of the new model: the old one never answers
        QTRY_COMPARE(session.server->status().model, QStringLiteral("answering"));
    }

    void badRequests_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QJsonObject>("params");
        QTest::addColumn<int>("code");
        const QJsonObject document{{QStringLiteral("uri"), uri}};
        QTest::newRow("no document") << QString(method::inlineCompletion) << QJsonObject()
                                     << int(ErrorCode::InvalidInput);
        QTest::newRow("unknown document")
            << QString(method::inlineCompletion)
            << lsp::toJson(lsp::InlineCompletionParams{
                   QStringLiteral("file:///x"), {0, 0}, lsp::InlineCompletionTrigger::Invoked})
            << int(ErrorCode::NotFound);
        QTest::newRow("line outside")
            << QString(method::inlineCompletion)
            << lsp::toJson(lsp::InlineCompletionParams{uri, {99, 0}, lsp::InlineCompletionTrigger::Invoked})
            << int(ErrorCode::InvalidInput);
        QTest::newRow("no action") << QString(method::model) << QJsonObject() << int(ErrorCode::InvalidInput);
        QTest::newRow("unknown action")
            << QString(method::model) << QJsonObject{{QStringLiteral("action"), QStringLiteral("explode")}}
            << int(ErrorCode::InvalidInput);
        QTest::newRow("inspect nothing")
            << QString(method::model) << QJsonObject{{QStringLiteral("action"), QStringLiteral("inspect")}}
            << int(ErrorCode::InvalidInput);
        QTest::newRow("import no model") << QString(method::model)
                                         << QJsonObject{{QStringLiteral("action"), QStringLiteral("import")},
                                                        {QStringLiteral("path"), QStringLiteral("/x")}}
                                         << int(ErrorCode::Corrupt);
    }
    void badRequests()
    {
        QFETCH(QString, name);
        QFETCH(QJsonObject, params);
        QFETCH(int, code);
        Session session;
        QTRY_VERIFY(session.initialized);
        session.open(QStringLiteral("int a = \n"));
        session.request(name, params);
        QTRY_VERIFY(session.answer);
        GW_VERIFY_ERROR(*session.answer, ErrorCode(code));
        session.complete(0, 8);
        QTRY_VERIFY(session.answer);
        GW_VERIFY_RESULT(*session.answer);
    }

    void modelRequests()
    {
        Session session;
        QTRY_COMPARE(session.server->status().state, ModelState::Ready);
        session.request(method::model, QJsonObject{{QStringLiteral("action"), QStringLiteral("list")}});
        QTRY_VERIFY(session.answer);
        QCOMPARE(session.answer->value()[QLatin1String("models")].toArray().size(), 1);
        session.request(method::model, QJsonObject{{QStringLiteral("action"), QStringLiteral("inspect")},
                                                   {QStringLiteral("path"), QStringLiteral("/m.gguf")}});
        QTRY_VERIFY(session.answer);
        QCOMPARE(session.answer->value()[QLatin1String("path")].toString(), QStringLiteral("/m.gguf"));
        session.request(method::model, QJsonObject{{QStringLiteral("action"), QStringLiteral("unload")}});
        QTRY_VERIFY(session.answer);
        session.open(QStringLiteral("int a = \n"));
        session.complete(0, 8);
        QTRY_VERIFY(session.answer);
        QCOMPARE(suggestionAnswerFromJson(session.answer->value())->why, WhyNothing::ModelMissing);
        session.request(method::model, QJsonObject{{QStringLiteral("action"), QStringLiteral("load")}});
        QTRY_VERIFY(session.answer);
        GW_VERIFY_RESULT(*session.answer);
        session.complete(0, 8);
        QTRY_VERIFY(session.answer);
        QCOMPARE(suggestionAnswerFromJson(session.answer->value())->items.size(), std::size_t(1));
        session.request(method::model, QJsonObject{{QStringLiteral("action"), QStringLiteral("load")},
                                                   {QStringLiteral("path"), QStringLiteral("absent")}});
        QTRY_VERIFY(session.answer);
        GW_VERIFY_ERROR(*session.answer, ErrorCode::Missing);
        // The model before goes on, and the status says both.
        QCOMPARE(session.server->status().state, ModelState::Ready);
        QCOMPARE(session.server->status().model, QStringLiteral("test-model"));
        QVERIFY(session.server->status().problem.contains(QStringLiteral("absent")));
        session.complete(0, 8);
        QTRY_VERIFY(session.answer);
        QCOMPARE(suggestionAnswerFromJson(session.answer->value())->items.size(), std::size_t(1));
    }

    void aModelThatDoesNotFitIsLoadedOnlyWhenAskedTo()
    {
        Session session;
        QTRY_COMPARE(session.server->status().state, ModelState::Ready);
        // Not with what the one before holds either.
        session.host.need = ModelMemory{std::uint64_t{1} << 50, std::uint64_t{3} << 30};
        const QJsonObject wish{{QStringLiteral("action"), QStringLiteral("load")},
                               {QStringLiteral("path"), QStringLiteral("answering")}};
        session.request(method::model, wish);
        QTRY_VERIFY(session.answer);
        GW_VERIFY_ERROR(*session.answer, ErrorCode::LimitExceeded);
        QVERIFY(session.answer->error().message.contains(QStringLiteral("3.2 GB")));
        QCOMPARE(session.server->status().state, ModelState::Ready);
        QCOMPARE(session.server->status().model, QStringLiteral("test-model"));
        QJsonObject anyway = wish;
        anyway.insert(QStringLiteral("evenIfTooLarge"), true);
        session.request(method::model, anyway);
        QTRY_VERIFY(session.answer);
        GW_VERIFY_RESULT(*session.answer);
        QCOMPARE(session.server->status().model, QStringLiteral("answering"));
    }

    void loadingTellsHowFarItIs()
    {
        Session session;
        QTRY_COMPARE(session.server->status().state, ModelState::Ready);
        QVERIFY(std::ranges::any_of(session.statuses, [](const EngineStatus &status) {
            return status.state == ModelState::Loading && status.loading > 0.0 && status.loading < 1.0;
        }));
        QTRY_COMPARE(session.statuses.back().state, ModelState::Ready);
        QVERIFY(session.statuses.back().loading < 0.0);
    }

    void aModelThatNobodyUsesSleepsAndWakes()
    {
        Session session;
        QTRY_COMPARE(session.server->status().state, ModelState::Ready);
        session.client.notify(QStringLiteral("workspace/didChangeConfiguration"),
                              QJsonObject{{QStringLiteral("settings"),
                                           QJsonObject{{QStringLiteral("unloadAfterMinutes"), 1}}}});
        QTRY_COMPARE(session.server->status().state, ModelState::Asleep);
        QCOMPARE(session.server->status().model, QStringLiteral("test-model"));
        session.open(QStringLiteral("int a = \n"));
        session.complete(0, 8);
        QTRY_VERIFY(session.answer);
        QCOMPARE(suggestionAnswerFromJson(session.answer->value())->items.size(), std::size_t(1));
        // And again, by itself.
        QTRY_COMPARE(session.server->status().state, ModelState::Asleep);
    }

    void outcomesAreCounted()
    {
        Session session;
        QTRY_VERIFY(session.initialized);
        session.client.notify(
            method::outcome, toJson(Outcome{CompletionId(QStringLiteral("1")), OutcomeKind::Accepted, 3, 0}));
        session.client.notify(method::outcome, QJsonObject{{QStringLiteral("kind"), 7}});
        session.client.notify(method::outcome,
                              toJson(Outcome{CompletionId(QStringLiteral("1")), OutcomeKind::Kept30s, 3, 0}));
        QTRY_COMPARE(session.server->status().outcomes[std::size_t(OutcomeKind::Kept30s)], 1);
        QCOMPARE(session.server->status().outcomes[std::size_t(OutcomeKind::Accepted)], 1);
    }

    void theLogHearsOfEverything()
    {
        TestLog log;
        const auto settings = [](const char *key, bool enabled) {
            return QJsonObject{
                {QLatin1String(key),
                 QJsonObject{{QStringLiteral("store"), QJsonObject{{QStringLiteral("enabled"), enabled}}}}}};
        };
        Session session(TestHost::Kind::Answering, &log, settings("initializationOptions", true));
        QTRY_VERIFY(session.initialized);
        session.open(QStringLiteral("int x;\nint a = \n"));
        session.complete(1, 8);
        QTRY_VERIFY(session.answer);
        const auto answer = suggestionAnswerFromJson(session.answer->value());
        session.client.notify(method::outcome,
                              toJson(Outcome{answer->items.at(0).id, OutcomeKind::Accepted, 6, 0}));
        session.client.notify(QStringLiteral("workspace/didChangeConfiguration"),
                              settings("settings", false));
        const QStringList expected{QStringLiteral("on"), QStringLiteral("start"),
                                   QStringLiteral("suggested b + c; in /nowhere/fir.cpp after 'int a = ' by "
                                                  "test-model"),
                                   QStringLiteral("ended accepted"), QStringLiteral("off")};
        QTRY_COMPARE(log.notes(), expected);
        session.request(method::store, QJsonObject{{QStringLiteral("action"), QStringLiteral("x")}});
        QTRY_VERIFY(session.answer);
        QCOMPARE(session.answer->value()[QLatin1String("action")].toString(), QStringLiteral("x"));
    }

    // "untitled:3" was taken for a file with the path "3", and got an identity in the store.
    void anUnsavedDocumentHasNoPath_data()
    {
        QTest::addColumn<QString>("document");
        QTest::addColumn<QString>("path");
        QTest::newRow("unsaved") << QStringLiteral("untitled:3") << QString();
        QTest::newRow("unsaved, named") << QStringLiteral("untitled:/w/fir.cpp") << QString();
        QTest::newRow("file") << QStringLiteral("file:///w/fir.cpp") << QStringLiteral("/w/fir.cpp");
        QTest::newRow("elsewhere") << QStringLiteral("other://host/w/.env") << QStringLiteral("/w/.env");
    }
    void anUnsavedDocumentHasNoPath()
    {
        QFETCH(QString, document);
        QFETCH(QString, path);
        TestLog log;
        Session session(TestHost::Kind::Answering, &log);
        QTRY_VERIFY(session.initialized);
        session.open(QStringLiteral("int a = \n"), document);
        session.request(method::inlineCompletion,
                        lsp::toJson(lsp::InlineCompletionParams{
                            document, {0, 8}, lsp::InlineCompletionTrigger::Automatic}));
        QTRY_VERIFY(session.answer);
        GW_VERIFY_RESULT(*session.answer);
        QCOMPARE(log.notes().last(),
                 QStringLiteral("suggested b + c; in %1 after 'int a = ' by test-model").arg(path));
    }

    void badSettingsAreRefused()
    {
        TestLog log;
        Session session(
            TestHost::Kind::Answering, &log,
            {{QStringLiteral("initializationOptions"), QJsonObject{{QStringLiteral("store"), 7}}}});
        QTRY_VERIFY(session.initialized);
        GW_VERIFY_ERROR(*session.initialized, ErrorCode::InvalidInput);
    }

    void withoutALogTheStoreIsAbsent()
    {
        Session session;
        QTRY_VERIFY(session.initialized);
        session.request(method::store, QJsonObject{{QStringLiteral("action"), QStringLiteral("stats")}});
        QTRY_VERIFY(session.answer);
        GW_VERIFY_ERROR(*session.answer, ErrorCode::Unsupported);
    }

    void endOfTheInputEndsTheServer()
    {
        PipePair pipes;
        lsp::ServerEndpoint endpoint(std::move(pipes.near));
        const TestHost host;
        const SystemClock clock;
        const EngineServer server(endpoint, host, InsertionGate(), clock, {});
        int exitCode = -1;
        connect(&endpoint, &lsp::ServerEndpoint::finished, this, [&](int code) { exitCode = code; });
        endpoint.start();
        pipes.closeFarOutput();
        QTRY_COMPARE(exitCode, 0);
    }
};

QTEST_GUILESS_MAIN(TestEngineServer)
#include "tst_engine_server.moc"
