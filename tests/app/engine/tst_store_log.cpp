// SPDX-License-Identifier: Apache-2.0
#include "app/engine/store_log.h"
#include "core/completion/server/engine_server.h"
#include "core/lsp/client_endpoint.h"
#include "core/store/store.h"
#include "tests/core/completion/serve/scripted_generator.h"
#include "tests/core/lsp/pipe_pair.h"
#include "tests/support/result_test.h"

#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <optional>

using namespace gatewright;
using namespace gatewright::completion;
using gatewright::engine::StoreLog;

namespace {

const QString kernel = QStringLiteral("file:///home/somebody/fir.cpp");

class SumGenerator final : public TextGenerator
{
public:
    Result<GeneratedText> generate(const GenerationRequest &request, std::stop_token stop) override
    {
        m_script.answers = {{"first_operand + second_operand;\n"}};
        return m_script.generate(request, std::move(stop));
    }
    Result<GenerationTiming> warm(const Prompt &, std::stop_token) override { return GenerationTiming{}; }

private:
    ScriptedGenerator m_script;
};

class SumHost final : public ModelHost
{
public:
    Result<LoadedModel> load(const QString &, std::stop_token) const override
    {
        LoadedModel loaded;
        loaded.generator = std::make_unique<SumGenerator>();
        loaded.name = QStringLiteral("sum-model");
        return loaded;
    }
    QJsonArray list() const override { return {}; }
    Result<QJsonObject> inspect(const QString &, std::stop_token) const override { return QJsonObject(); }
    Result<QJsonObject> import(const QString &, const ProgressSink &, std::stop_token) const override
    {
        return QJsonObject();
    }
};

// An engine with a store, and its client, in one process.
struct Session
{
    explicit Session(const QString &storeFile, const QJsonObject &storeSettings = {})
        : log(storeFile, clock)
        , endpoint(pipes.far())
        , client(std::move(pipes.near))
    {
        server =
            std::make_unique<EngineServer>(endpoint, host, InsertionGate(), clock, EngineOptions(), &log);
        endpoint.start();
        client.start();
        client.initialize({{QStringLiteral("initializationOptions"),
                            QJsonObject{{QStringLiteral("store"), storeSettings}}}},
                          &context, [this](const Result<QJsonObject> &) { ready = true; });
    }
    // The id of a suggestion in a new document of this name; empty when there was none.
    QString suggest(const QString &uri = kernel, const QString &line = QStringLiteral("int a = "))
    {
        client.notify(
            QStringLiteral("textDocument/didOpen"),
            lsp::didOpenParams(uri, TextDocument(Language::HlsCpp, line.toStdString() + "\n", Revision{1})));
        const auto answer = ask(method::inlineCompletion,
                                lsp::toJson(lsp::InlineCompletionParams{
                                    uri, {0, int(line.size())}, lsp::InlineCompletionTrigger::Automatic}));
        client.notify(QStringLiteral("textDocument/didClose"), lsp::didCloseParams(uri));
        const auto suggestions = suggestionAnswerFromJson(answer.value_or(QJsonValue()));
        return suggestions && !suggestions->items.empty() ? suggestions->items[0].id.value() : QString();
    }
    void report(const QString &id, OutcomeKind kind, int characters)
    {
        client.notify(method::outcome, toJson(Outcome{CompletionId(id), kind, characters, 0}));
    }
    void configure(const QJsonObject &storeSettings)
    {
        client.notify(
            QStringLiteral("workspace/didChangeConfiguration"),
            QJsonObject{{QStringLiteral("settings"), QJsonObject{{QStringLiteral("store"), storeSettings}}}});
    }
    Result<QJsonValue> ask(const QString &name, const QJsonObject &params)
    {
        std::optional<Result<QJsonValue>> answer;
        client.request(name, params, &context,
                       [&](Result<QJsonValue> result) { answer = std::move(result); });
        if (!QTest::qWaitFor([&] { return answer.has_value(); }, 30'000))
            return makeError(ErrorCode::Timeout, QStringLiteral("No answer."));
        return *answer;
    }
    Result<QJsonValue> store(QJsonObject params, const char *action)
    {
        params.insert(QStringLiteral("action"), QLatin1String(action));
        return ask(method::store, params);
    }
    int rows() { return store({}, "list").value_or(QJsonValue())[QLatin1String("total")].toInt(-1); }

    PipePair pipes;
    SystemClock clock;
    SumHost host;
    StoreLog log;
    QObject context;
    lsp::ServerEndpoint endpoint;
    std::unique_ptr<EngineServer> server;
    bool ready = false;
    lsp::ClientEndpoint client;
};

} // namespace

class TestStoreLog : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;

    [[nodiscard]] QString file() const { return m_folder->filePath(QStringLiteral("data/store.sqlite")); }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void whatTheUserAcceptsIsKept()
    {
        Session session(file());
        QTRY_VERIFY(session.ready);
        const QString id = session.suggest();
        QVERIFY(!id.isEmpty());
        // Nobody reacted: nothing is written.
        QCOMPARE(session.rows(), 0);
        QVERIFY(!QFileInfo::exists(file()));
        session.report(id, OutcomeKind::Accepted, 13);
        session.report(id, OutcomeKind::Kept30s, 13);
        QCOMPARE(session.rows(), 1);
        const auto row = session.store({{QStringLiteral("id"), id}}, "show");
        GW_VERIFY_RESULT(row);
        QCOMPARE((*row)[QLatin1String("text")].toString(), QStringLiteral("first_operand"));
        QCOMPARE((*row)[QLatin1String("model")].toString(), QStringLiteral("sum-model"));
        QCOMPARE((*row)[QLatin1String("outcomes")].toArray().size(), 2);
        const auto stats = session.store({}, "stats");
        QCOMPARE((*stats)[QLatin1String("kinds")][QLatin1String("accepted")].toInt(), 1);
        QVERIFY((*stats)[QLatin1String("writable")].toBool());
    }

    void whatIsNotKept()
    {
        Session session(file(), {{QStringLiteral("excluded"), QJsonArray{QStringLiteral("*.secret.cpp")}}});
        QTRY_VERIFY(session.ready);
        for (const char *uri : {"file:///w/.env", "file:///w/%2Eenv", "file:///w/a.secret.cpp",
                                "other-scheme://host/w/id_rsa.cpp"}) {
            const QString id = session.suggest(QLatin1String(uri));
            QVERIFY(!id.isEmpty());
            session.report(id, OutcomeKind::Accepted, 5);
        }
        session.report(QStringLiteral("never-shown"), OutcomeKind::Accepted, 5);
        QCOMPARE(session.rows(), 0);
    }

    void aSecretAroundTheCursorIsScrubbed()
    {
        Session session(file());
        QTRY_VERIFY(session.ready);
        const QString id = session.suggest(kernel, QStringLiteral("const char *password = \""));
        QVERIFY(!id.isEmpty());
        session.report(id, OutcomeKind::Accepted, 13);
        QCOMPARE(
            session.store({{QStringLiteral("id"), id}}, "show").value()[QLatin1String("text")].toString(),
            QStringLiteral("<secret>"));
    }

    void theSwitchActsAtOnce()
    {
        Session session(file(), {{QStringLiteral("enabled"), false}});
        QTRY_VERIFY(session.ready);
        QString id = session.suggest();
        session.report(id, OutcomeKind::Accepted, 5);
        QCOMPARE(session.rows(), 0);
        QVERIFY(!QFileInfo::exists(file()));
        session.configure({{QStringLiteral("enabled"), true}});
        // Shown while it was off.
        session.report(id, OutcomeKind::Accepted, 5);
        QCOMPARE(session.rows(), 0);
        id = session.suggest();
        session.report(id, OutcomeKind::Accepted, 5);
        QCOMPARE(session.rows(), 1);
        session.configure({{QStringLiteral("enabled"), false}});
        session.report(id, OutcomeKind::Kept30s, 5);
        session.report(session.suggest(), OutcomeKind::Accepted, 5);
        // What was kept can still be looked at and erased.
        const auto list = session.store({}, "list");
        QCOMPARE((*list)[QLatin1String("completions")][0][QLatin1String("outcomes")].toArray().size(), 1);
        QCOMPARE(
            session.store({{QStringLiteral("all"), true}}, "erase").value()[QLatin1String("erased")].toInt(),
            1);
        QCOMPARE(session.rows(), 0);
    }

    void erasingForgetsWhatStands()
    {
        Session session(file());
        QTRY_VERIFY(session.ready);
        const QString id = session.suggest();
        session.report(id, OutcomeKind::Partial, 5);
        GW_VERIFY_RESULT(session.store({{QStringLiteral("ids"), QJsonArray{id}}}, "erase"));
        session.report(id, OutcomeKind::Accepted, 13);
        QCOMPARE(session.rows(), 0);
        QFile bytes(file());
        QVERIFY(bytes.open(QIODevice::ReadOnly));
        QVERIFY(!bytes.readAll().contains("first"));
        GW_VERIFY_ERROR(session.store({{QStringLiteral("ids"), QJsonArray{id}}}, "erase"),
                        ErrorCode::NotFound);
    }

    // `store erase` on the command line: the suggestions that stand in the engine were written anew.
    void erasingBesideTheEngineForgetsWhatStands()
    {
        Session session(file());
        QTRY_VERIFY(session.ready);
        const QString id = session.suggest();
        const QString untouched = session.suggest();
        session.report(id, OutcomeKind::Partial, 5);
        QCOMPARE(session.rows(), 1);
        {
            const SystemClock clock;
            const auto eraser = store::Store::open(file(), store::Access::Erase, {}, clock);
            GW_VERIFY_RESULT(eraser);
            QCOMPARE((*eraser)->erase({id}).value(), 1);
        }
        session.report(id, OutcomeKind::Kept30s, 5);
        session.report(id, OutcomeKind::Kept5min, 5);
        session.report(id, OutcomeKind::Accepted, 13);
        session.report(untouched, OutcomeKind::Accepted, 13);
        QCOMPARE(session.rows(), 0);
        for (const char *suffix : {"", "-wal"}) {
            QFile bytes(file() + QLatin1String(suffix));
            QVERIFY(bytes.open(QIODevice::ReadOnly));
            QVERIFY(!bytes.readAll().contains("first"));
        }
        session.report(session.suggest(), OutcomeKind::Accepted, 13);
        QCOMPARE(session.rows(), 1);
    }

    void aSecondEngineServesAndTakesOver()
    {
        auto first = std::make_unique<Session>(file());
        QTRY_VERIFY(first->ready);
        first->report(first->suggest(), OutcomeKind::Accepted, 5);
        QCOMPARE(first->rows(), 1);
        Session second(file());
        QTRY_VERIFY(second.ready);
        const QString id = second.suggest();
        QVERIFY(!id.isEmpty());
        second.report(id, OutcomeKind::Partial, 5);
        QCOMPARE(second.rows(), 1);
        QVERIFY(!second.store({}, "stats").value()[QLatin1String("writable")].toBool(true));
        first.reset();
        second.report(id, OutcomeKind::Accepted, 13);
        QCOMPARE(second.rows(), 2);
    }

    // The last outcomes arrive just before the window closes.
    void theLastOutcomeIsNotLost()
    {
        {
            const SystemClock clock;
            StoreLog log(file(), clock);
            log.start();
            for (int number = 0; number < 100; ++number) {
                const CompletionId id(QStringLiteral("n%1").arg(number));
                log.suggested({}, {{id, QStringLiteral("x"), 0.5, 0, 1}});
                log.ended({id, OutcomeKind::Accepted, 1, 0});
            }
        }
        const SystemClock clock;
        const auto store = store::Store::open(file(), store::Access::Read, {}, clock);
        QCOMPARE((*store)->count({}).value(), 100);
    }

    void theServerDoesNotWaitForTheDisk()
    {
        const SystemClock clock;
        StoreLog log(file(), clock);
        QElapsedTimer timer;
        timer.start();
        constexpr int outcomes = 1000;
        for (int number = 0; number < outcomes; ++number) {
            const CompletionId id(QStringLiteral("n%1").arg(number));
            log.suggested({}, {{id, QStringLiteral("x"), 0.5, 0, 1}});
            log.ended({id, OutcomeKind::Accepted, 1, 0});
        }
        const double each = double(timer.nsecsElapsed()) / outcomes / 1e6;
        qInfo("%.4f ms for a suggestion and its outcome", each);
        QVERIFY(each < 1.0);
    }

    void badRequests_data()
    {
        QTest::addColumn<QByteArray>("params");
        for (const char *params :
             {"{}", R"({"action":"drop"})", R"({"action":"show"})", R"({"action":"list","limit":0})",
              R"({"action":"list","limit":1e9})", R"({"action":"list","offset":-1})",
              R"({"action":"list","kind":"liked"})", R"({"action":"erase"})",
              R"({"action":"erase","all":false})", R"({"action":"erase","ids":"x"})",
              R"({"action":"erase","ids":[7]})", R"({"action":"erase","ids":["x"],"all":true})"})
            QTest::newRow(params) << QByteArray(params);
    }
    void badRequests()
    {
        QFETCH(QByteArray, params);
        Session session(file());
        QTRY_VERIFY(session.ready);
        GW_VERIFY_ERROR(session.ask(method::store, QJsonDocument::fromJson(params).object()),
                        ErrorCode::InvalidInput);
        QCOMPARE(session.rows(), 0);
    }

    void settings_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<bool>("good");
        QTest::newRow("all") << QByteArray(R"({"enabled":false,"retentionDays":1,"maximumMegabytes":8,)"
                                           R"("excluded":["a"]})")
                             << true;
        QTest::newRow("none") << QByteArray("{}") << true;
        QTest::newRow("no switch") << QByteArray(R"({"enabled":"no"})") << false;
        QTest::newRow("no days") << QByteArray(R"({"retentionDays":0})") << false;
        QTest::newRow("no room") << QByteArray(R"({"maximumMegabytes":-1})") << false;
        QTest::newRow("no globs") << QByteArray(R"({"excluded":[1]})") << false;
    }
    void settings()
    {
        QFETCH(QByteArray, json);
        QFETCH(bool, good);
        const lsp::Field field(QJsonDocument::fromJson(json).object());
        QCOMPARE(engine::storeSettingsFromJson(field, {}).has_value(), good);
        QVERIFY(!engine::storeSettingsFromJson(lsp::Field(7), {}));
    }
};

QTEST_GUILESS_MAIN(TestStoreLog)
#include "tst_store_log.moc"
