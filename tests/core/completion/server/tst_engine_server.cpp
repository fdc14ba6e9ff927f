// SPDX-License-Identifier: Apache-2.0
#include "core/completion/server/engine_server.h"
#include "core/lsp/client_endpoint.h"
#include "tests/core/completion/serve/scripted_generator.h"
#include "tests/core/lsp/pipe_pair.h"
#include "tests/support/result_test.h"

#include <QJsonDocument>
#include <QStringList>
#include <QTest>

#include <algorithm>
#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

using namespace gatewright;
using namespace gatewright::completion;
using namespace std::chrono_literals;

namespace {

const QString uri = QStringLiteral("file:///nowhere/fir.cpp");

// A model that goes on until it is stopped.
class EndlessGenerator final : public TextGenerator
{
public:
    explicit EndlessGenerator(std::atomic<int> &running)
        : m_running(running)
    {
    }
    Result<GeneratedText> generate(const GenerationRequest &, std::stop_token stop) override
    {
        ++m_running;
        while (!stop.stop_requested())
            std::this_thread::yield();
        --m_running;
        return makeError(ErrorCode::Cancelled, QStringLiteral("Cancelled."));
    }
    Result<GenerationTiming> warm(std::string_view, std::stop_token) override { return GenerationTiming{}; }

private:
    std::atomic<int> &m_running;
};

// What the scripted model was asked, seen from the test's thread.
struct Warmed
{
    std::mutex mutex;
    std::vector<std::string> prompts;        // guarded by mutex; those to be warmed
    std::vector<GenerationRequest> requests; // guarded by mutex
};

class AnsweringGenerator final : public TextGenerator
{
public:
    explicit AnsweringGenerator(Warmed &warmed)
        : m_warmed(warmed)
    {
    }
    Result<GeneratedText> generate(const GenerationRequest &request, std::stop_token stop) override
    {
        {
            const std::lock_guard lock(m_warmed.mutex);
            m_warmed.requests.push_back(request);
        }
        m_script.answers = {{"b + c;\n"}};
        return m_script.generate(request, std::move(stop));
    }
    Result<GenerationTiming> warm(std::string_view prompt, std::stop_token) override
    {
        const std::lock_guard lock(m_warmed.mutex);
        m_warmed.prompts.emplace_back(prompt);
        return GenerationTiming{};
    }

private:
    Warmed &m_warmed;
    ScriptedGenerator m_script;
};

// Answers, but does not come to an end of a prompt that ends in a certain way before it is let go.
class GatedGenerator final : public TextGenerator
{
public:
    GatedGenerator(Warmed &warmed, std::string suffix, std::atomic<int> &begun, std::atomic<int> &running,
                   std::atomic<bool> &open)
        : m_answering(warmed)
        , m_suffix(std::move(suffix))
        , m_begun(begun)
        , m_running(running)
        , m_open(open)
    {
    }
    Result<GeneratedText> generate(const GenerationRequest &request, std::stop_token stop) override
    {
        if (request.prompt.ends_with(m_suffix)) {
            ++m_begun;
            ++m_running;
            while (!stop.stop_requested() && !m_open)
                std::this_thread::yield();
            --m_running;
        }
        if (stop.stop_requested())
            return makeError(ErrorCode::Cancelled, QStringLiteral("Cancelled."));
        return m_answering.generate(request, std::move(stop));
    }
    Result<GenerationTiming> warm(std::string_view, std::stop_token) override { return GenerationTiming{}; }

private:
    AnsweringGenerator m_answering;
    const std::string m_suffix;
    std::atomic<int> &m_begun;
    std::atomic<int> &m_running;
    std::atomic<bool> &m_open;
};

class TestHost final : public ModelHost
{
public:
    enum class Kind { Answering, Endless, Gated, None };

    Kind kind = Kind::Answering;
    std::string gated; // the end of the prompts that Gated waits at
    mutable std::atomic<int> begun = 0;
    mutable std::atomic<int> running = 0;
    mutable std::atomic<bool> open = false;
    mutable Warmed warmed;

    Result<LoadedModel> load(const QString &nameOrPath, std::stop_token) const override
    {
        if (kind == Kind::None || nameOrPath == QLatin1String("absent"))
            return makeError(ErrorCode::Missing, QStringLiteral("There is no such model."), {}, nameOrPath);
        LoadedModel loaded;
        const bool answers = nameOrPath == QLatin1String("answering");
        if (kind == Kind::Endless && !answers)
            loaded.generator = std::make_unique<EndlessGenerator>(running);
        else if (kind == Kind::Gated)
            loaded.generator = std::make_unique<GatedGenerator>(warmed, gated, begun, running, open);
        else
            loaded.generator = std::make_unique<AnsweringGenerator>(warmed);
        loaded.name = answers ? nameOrPath : QStringLiteral("test-model");
        loaded.device = QStringLiteral("cpu");
        return loaded;
    }
    QJsonArray list() const override
    {
        return {QJsonObject{{QStringLiteral("name"), QStringLiteral("test-model")}}};
    }
    Result<QJsonObject> inspect(const QString &nameOrPath, std::stop_token) const override
    {
        return QJsonObject{{QStringLiteral("path"), nameOrPath}};
    }
    Result<QJsonObject> import(const QString &path, std::stop_token) const override
    {
        return makeError(ErrorCode::Corrupt, QStringLiteral("This is no model."), {}, path);
    }
};

// What the server told the log, in its order.
class TestLog final : public CompletionLog
{
public:
    void start() override { note(QStringLiteral("start")); }
    void suggested(const SuggestionPlace &place, const std::vector<Suggestion> &suggestions) override
    {
        note(QStringLiteral("suggested %1 in %2 after '%3' by %4")
                 .arg(suggestions.at(0).text, place.path, place.linePrefix, place.model));
    }
    void ended(const Outcome &outcome) override
    {
        note(QStringLiteral("ended ") + QString(outcomeName(outcome.kind)));
    }
    Result<void> configure(const lsp::Field &settings) override
    {
        GW_TRY(enabled, settings["enabled"].boolean());
        note(enabled ? QStringLiteral("on") : QStringLiteral("off"));
        return {};
    }
    void answer(const lsp::Field &params, const lsp::Responder &responder) override
    {
        responder.reply(params.value());
    }
    [[nodiscard]] QStringList notes() const
    {
        const std::lock_guard lock(m_mutex);
        return m_notes;
    }

private:
    void note(const QString &text)
    {
        const std::lock_guard lock(m_mutex);
        m_notes << text;
    }

    mutable std::mutex m_mutex;
    QStringList m_notes; // guarded by m_mutex
};

// Server and client in one process, joined by pipes.
struct Session
{
    explicit Session(TestHost::Kind kind = TestHost::Kind::Answering, CompletionLog *log = nullptr,
                     const QJsonObject &initializeParams = {}, const std::string &gated = {})
        : endpoint(pipes.far())
        , client(std::move(pipes.near))
    {
        host.kind = kind;
        host.gated = gated;
        EngineOptions options;
        options.warmAfter = 1ms;
        server = std::make_unique<EngineServer>(endpoint, host, InsertionGate(), clock, options, log);
        client.onNotification(method::status, &context, [this](const QJsonValue &params) {
            statuses.push_back(engineStatusFromJson(params));
        });
        client.onNotification(QStringLiteral("$/progress"), &context,
                              [this](const QJsonValue &params) { progress.push_back(params); });
        endpoint.start();
        client.start();
        client.initialize(initializeParams, &context,
                          [this](Result<QJsonObject> result) { initialized = std::move(result); });
    }
    void open(const QString &text, const QString &document = uri)
    {
        client.notify(
            QStringLiteral("textDocument/didOpen"),
            lsp::didOpenParams(document, TextDocument(Language::HlsCpp, text.toStdString(), Revision{1})));
    }
    lsp::RequestHandle
    complete(int line, int column,
             lsp::InlineCompletionTrigger trigger = lsp::InlineCompletionTrigger::Automatic)
    {
        return request(method::inlineCompletion,
                       lsp::toJson(lsp::InlineCompletionParams{uri, {line, column}, trigger}));
    }
    // Types into line 0.
    void type(int column, const QString &text)
    {
        client.notify(QStringLiteral("textDocument/didChange"),
                      lsp::didChangeParams(uri, Revision{++revision}, {{0, column}, {0, column}}, text));
    }
    // Until everything sent so far was read.
    void settle()
    {
        std::optional<Result<QJsonValue>> listed;
        client.request(method::model, QJsonObject{{QStringLiteral("action"), QStringLiteral("list")}},
                       &context, [&listed](Result<QJsonValue> result) { listed = std::move(result); });
        QTRY_VERIFY(listed);
    }
    [[nodiscard]] SuggestionAnswer suggestion() const
    {
        return answer && *answer ? suggestionAnswerFromJson(answer->value()).value() : SuggestionAnswer();
    }
    lsp::RequestHandle request(const QString &name, const QJsonValue &params)
    {
        answer.reset();
        return client.request(name, params, &context,
                              [this](Result<QJsonValue> result) { answer = std::move(result); });
    }

    PipePair pipes;
    SystemClock clock;
    TestHost host;
    QObject context;
    lsp::ServerEndpoint endpoint;
    std::unique_ptr<EngineServer> server;
    std::vector<EngineStatus> statuses;
    std::vector<QJsonValue> progress;
    std::int64_t revision = 1;
    std::optional<Result<QJsonObject>> initialized;
    std::optional<Result<QJsonValue>> answer;
    lsp::ClientEndpoint client;
};

} // namespace

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

    void typingWarmsThePromptAtTheCursor()
    {
        Session session;
        QTRY_COMPARE(session.server->status().state, ModelState::Ready);
        session.open(QStringLiteral("int a = \nint c;\n"));
        session.client.notify(QStringLiteral("textDocument/didChange"),
                              lsp::didChangeParams(uri, Revision{2}, {{0, 8}, {0, 8}}, QStringLiteral("b")));
        const auto warmed = [&] {
            const std::lock_guard lock(session.host.warmed.mutex);
            return session.host.warmed.prompts;
        };
        QTRY_VERIFY(!warmed().empty());
        QVERIFY(warmed().back().ends_with("int a = b"));
    }

    void aRestingCursorWarmsItsPlace()
    {
        Session session;
        QTRY_COMPARE(session.server->status().state, ModelState::Ready);
        session.open(QStringLiteral("int a = b;\nint c;\n"));
        session.client.notify(method::cursor, QJsonObject{{QStringLiteral("textDocument"), 3}}); // refused
        session.client.notify(
            method::cursor,
            QJsonObject{{QStringLiteral("textDocument"), QJsonObject{{QStringLiteral("uri"), uri}}},
                        {QStringLiteral("position"), lsp::toJson(Position{1, 4})}});
        const auto warmed = [&] {
            const std::lock_guard lock(session.host.warmed.mutex);
            return session.host.warmed.prompts;
        };
        QTRY_VERIFY(!warmed().empty());
        QVERIFY(warmed().back().ends_with("int a = b;\nint "));
    }

    void whatFollowsAnAcceptedSuggestionIsMadeAhead_data()
    {
        QTest::addColumn<bool>("speculative");
        QTest::newRow("ahead") << true;
        QTest::newRow("not ahead") << false;
    }
    void whatFollowsAnAcceptedSuggestionIsMadeAhead()
    {
        QFETCH(bool, speculative);
        Session session(TestHost::Kind::Answering, nullptr,
                        {{QStringLiteral("initializationOptions"),
                          QJsonObject{{QStringLiteral("speculative"), speculative}}}});
        QTRY_VERIFY(session.initialized);
        session.open(QStringLiteral("int a = \n"));
        session.complete(0, 8);
        QTRY_VERIFY(session.answer);
        const SuggestionAnswer first = session.suggestion();
        QVERIFY(!first.cached);
        QCOMPARE(first.items.at(0).text, QStringLiteral("b + c;"));
        const auto asked = [&] {
            const std::lock_guard lock(session.host.warmed.mutex);
            return session.host.warmed.requests;
        };
        QTRY_COMPARE(session.server->status().queue, 0);
        if (speculative) {
            QTRY_COMPARE(asked().size(), std::size_t(2));
            QVERIFY(asked().back().prompt.ends_with("int a = b + c;"));
            QTRY_VERIFY(session.server->isIdle());
        }
        session.type(8, first.items.at(0).text);
        session.complete(0, 14);
        QTRY_VERIFY(session.answer);
        const SuggestionAnswer next = session.suggestion();
        QCOMPARE(next.cached, speculative);
        // The same whether or not it was made ahead; shown anew, it has an id of its own.
        QCOMPARE(next.items.at(0).text, first.items.at(0).text);
        QVERIFY(next.items.at(0).id != first.items.at(0).id);
        const auto questions = asked();
        QCOMPARE(std::ranges::count_if(questions,
                                       [](const GenerationRequest &request) {
                                           return request.prompt.ends_with("int a = b + c;");
                                       }),
                 1);
    }

    void speculationEndsWhenSomebodyWaits()
    {
        Session session(TestHost::Kind::Gated, nullptr, {}, "int a = b + c;");
        QTRY_VERIFY(session.initialized);
        session.open(QStringLiteral("int a = \n"));
        session.complete(0, 8);
        QTRY_COMPARE(session.host.running.load(), 1);
        QTRY_VERIFY(session.answer);
        session.complete(0, 7); // elsewhere
        QTRY_VERIFY(session.answer);
        GW_VERIFY_RESULT(*session.answer);
        QCOMPARE(session.host.running.load(), 0);
    }

    void speculationEndsWhenTheTextGoesAnotherWay()
    {
        Session session(TestHost::Kind::Gated, nullptr, {}, "int a = b + c;");
        QTRY_VERIFY(session.initialized);
        session.open(QStringLiteral("int a = \n"));
        session.complete(0, 8);
        QTRY_COMPARE(session.host.running.load(), 1);
        session.type(8, QStringLiteral("b")); // as suggested
        session.settle();
        QCOMPARE(session.host.running.load(), 1);
        session.type(9, QStringLiteral("x"));
        QTRY_COMPARE(session.host.running.load(), 0);
        QCOMPARE(session.host.begun.load(), 1);
    }

    void samplingSettingsReachTheModel()
    {
        Session session;
        QTRY_VERIFY(session.initialized);
        const auto configure = [&](const QJsonObject &sampling) {
            const QJsonObject settings{{QStringLiteral("sampling"), sampling}};
            session.client.notify(QStringLiteral("workspace/didChangeConfiguration"),
                                  QJsonObject{{QStringLiteral("settings"), settings}});
        };
        configure({{QStringLiteral("strategy"), QStringLiteral("beam")}, {QStringLiteral("beams"), 3}});
        configure({{QStringLiteral("beams"), 99}}); // refused
        session.open(QStringLiteral("int a = \n"));
        session.complete(0, 8);
        QTRY_VERIFY(session.answer);
        const std::lock_guard lock(session.host.warmed.mutex);
        QCOMPARE(session.host.warmed.requests.at(0).sampling.strategy, SamplingChoice::Strategy::Beam);
        QCOMPARE(session.host.warmed.requests.at(0).sampling.beams, 3);
    }

    void samplesOfAPrompt()
    {
        Session session;
        QTRY_VERIFY(session.initialized);
        session.request(method::samples,
                        QJsonObject{{QStringLiteral("prompt"), QStringLiteral("int a =\r\n ")},
                                    {QStringLiteral("k"), 3},
                                    {QStringLiteral("maxTokens"), 9},
                                    {QStringLiteral("seed"), 40},
                                    {QStringLiteral("stop"), QJsonArray{QStringLiteral("END")}}});
        QTRY_VERIFY(session.answer);
        GW_VERIFY_RESULT(*session.answer);
        const QJsonValue result = session.answer->value();
        QCOMPARE(result[QLatin1String("k")].toInt(), 3);
        QCOMPARE(result[QLatin1String("timing")][QLatin1String("promptTokens")].toInt(), 10);
        const QJsonArray samples = result[QLatin1String("samples")].toArray();
        QCOMPARE(samples.size(), 3);
        QCOMPARE(samples[2][QLatin1String("text")].toString(), QStringLiteral("b + c;\n"));
        QCOMPARE(samples[2][QLatin1String("index")].toInt(), 2);
        QCOMPARE(samples[2][QLatin1String("status")].toString(), QStringLiteral("skipped"));
        QCOMPARE(samples[2][QLatin1String("end")].toString(), QStringLiteral("endOfText"));
        QVERIFY(session.progress.empty());
        const std::lock_guard lock(session.host.warmed.mutex);
        QCOMPARE(session.host.warmed.requests.size(), std::size_t(3));
        const GenerationRequest &last = session.host.warmed.requests.back();
        QCOMPARE(last.prompt, std::string("int a =\n "));
        QCOMPARE(last.maxTokens, 9);
        QCOMPARE(last.sampling.seed, std::uint64_t(42));
        QCOMPARE(last.sampling.strategy, SamplingChoice::Strategy::Sample);
        QCOMPARE(last.stop, std::vector<std::string>{"END"});
    }

    void samplesOfAPlaceAreStreamed()
    {
        Session session;
        QTRY_VERIFY(session.initialized);
        session.open(QStringLiteral("int a = \n"));
        session.request(
            method::samples,
            QJsonObject{{QStringLiteral("textDocument"), QJsonObject{{QStringLiteral("uri"), uri}}},
                        {QStringLiteral("position"), lsp::toJson(Position{0, 8})},
                        {QStringLiteral("k"), 2},
                        {QStringLiteral("partialResultToken"), QStringLiteral("t")}});
        QTRY_VERIFY(session.answer);
        GW_VERIFY_RESULT(*session.answer);
        QCOMPARE(session.answer->value()[QLatin1String("samples")].toArray().size(), 0);
        QCOMPARE(session.progress.size(), std::size_t(2));
        QCOMPARE(session.progress[1][QLatin1String("token")].toString(), QStringLiteral("t"));
        const QJsonValue sample = session.progress[1][QLatin1String("value")][QLatin1String("samples")][0];
        QCOMPARE(sample[QLatin1String("index")].toInt(), 1);
        const std::lock_guard lock(session.host.warmed.mutex);
        QVERIFY(session.host.warmed.requests.back().prompt.ends_with("int a = "));
    }

    void samplesAreCancelled()
    {
        Session session(TestHost::Kind::Gated, nullptr, {}, "gate");
        QTRY_VERIFY(session.initialized);
        lsp::RequestHandle handle =
            session.request(method::samples, QJsonObject{{QStringLiteral("prompt"), QStringLiteral("gate")}});
        QTRY_COMPARE(session.host.running.load(), 1);
        handle.cancel();
        QTRY_VERIFY(session.answer);
        GW_VERIFY_ERROR(*session.answer, ErrorCode::Cancelled);
        QTRY_COMPARE(session.host.running.load(), 0);
        session.settle();
        QCOMPARE(session.host.begun.load(), 1);
    }

    void ghostTextGoesBeforeSamplesThreeTimes()
    {
        Session session(TestHost::Kind::Gated, nullptr, {}, "gate");
        QTRY_VERIFY(session.initialized);
        session.open(QStringLiteral("int a = \nint b = \nint c = \nint d = \n"));
        std::optional<Result<QJsonValue>> samples;
        session.client.request(
            method::samples,
            QJsonObject{{QStringLiteral("prompt"), QStringLiteral("gate")}, {QStringLiteral("k"), 2}},
            &session.context, [&samples](Result<QJsonValue> result) { samples = std::move(result); });
        for (int line = 0; line < 3; ++line) {
            QTRY_COMPARE(session.host.begun.load(), line + 1);
            session.complete(line, 8);
            QTRY_VERIFY(session.answer);
            GW_VERIFY_RESULT(*session.answer);
            QVERIFY(!samples);
        }
        // From here on somebody has waited long enough.
        QTRY_COMPARE(session.host.begun.load(), 4);
        session.complete(3, 8);
        session.settle();
        QVERIFY(!session.answer);
        session.host.open = true;
        QTRY_VERIFY(samples);
        GW_VERIFY_RESULT(*samples);
        QCOMPARE(samples->value()[QLatin1String("samples")].toArray().size(), 2);
        QTRY_VERIFY(session.answer);
    }

    void samplesNeedAModelThatStays()
    {
        Session none(TestHost::Kind::None);
        QTRY_VERIFY(none.initialized);
        none.request(method::samples, QJsonObject{{QStringLiteral("prompt"), QStringLiteral("x")}});
        QTRY_VERIFY(none.answer);
        GW_VERIFY_ERROR(*none.answer, ErrorCode::Missing);

        Session session(TestHost::Kind::Gated, nullptr, {}, "gate");
        QTRY_VERIFY(session.initialized);
        std::optional<Result<QJsonValue>> samples;
        session.client.request(
            method::samples, QJsonObject{{QStringLiteral("prompt"), QStringLiteral("gate")}},
            &session.context, [&samples](Result<QJsonValue> result) { samples = std::move(result); });
        QTRY_COMPARE(session.host.running.load(), 1);
        session.request(method::model, QJsonObject{{QStringLiteral("action"), QStringLiteral("load")}});
        QTRY_VERIFY(samples);
        GW_VERIFY_ERROR(*samples, ErrorCode::Cancelled);
        QTRY_VERIFY(session.answer);
    }

    void badSampleRequests_data()
    {
        QTest::addColumn<QByteArray>("params");
        // moc loses the class behind so many raw strings.
        const auto row = [](const QByteArray &params) {
            QTest::newRow(params.constData()) << QByteArray(params).replace('\'', '"');
        };
        for (const char *params :
             {"{}", "{'prompt': 7}", "{'prompt': 'x', 'k': 0}", "{'prompt': 'x', 'k': 65}",
              "{'prompt': 'x', 'maxTokens': 0}", "{'prompt': 'x', 'maxTokens': 1025}",
              "{'prompt': 'x', 'maxMs': -1}", "{'prompt': 'x', 'seed': -1}", "{'prompt': 'x', 'seed': 'y'}",
              "{'prompt': 'x', 'sampling': {'temperature': -1}}", "{'prompt': 'x', 'sampling': 3}",
              "{'prompt': 'x', 'k': 2, 'sampling': {'strategy': 'greedy'}}", "{'prompt': 'x', 'stop': 'END'}",
              "{'prompt': 'x', 'stop': ['']}", "{'prompt': 'x', 'stop': [1]}",
              "{'prompt': 'x', 'partialResultToken': {}}",
              "{'textDocument': {'uri': 'file:///nowhere/fir.cpp'}, 'position': {'line': 99, 'character': "
              "0}}"})
            row(params);
        row("{'prompt': 'x', 'stop': [" + QByteArray("'e',").repeated(17).chopped(1) + "]}");
    }
    void badSampleRequests()
    {
        QFETCH(QByteArray, params);
        Session session;
        QTRY_VERIFY(session.initialized);
        session.open(QStringLiteral("int a = \n"));
        session.request(method::samples, QJsonDocument::fromJson(params).object());
        QTRY_VERIFY(session.answer);
        GW_VERIFY_ERROR(*session.answer, ErrorCode::InvalidInput);
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
