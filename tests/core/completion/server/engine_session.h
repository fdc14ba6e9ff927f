// SPDX-License-Identifier: Apache-2.0
#pragma once

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

// An engine with a made-up model, and a client that talks to it.
namespace gatewright::completion {

using namespace std::chrono_literals;

inline const QString uri = QStringLiteral("file:///nowhere/fir.cpp");

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
    Result<GenerationTiming> warm(const Prompt &, std::stop_token) override { return GenerationTiming{}; }

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
    bool answersRequests() const override { return true; }
    Result<GenerationTiming> warm(const Prompt &prompt, std::stop_token) override
    {
        const std::lock_guard lock(m_warmed.mutex);
        m_warmed.prompts.push_back(prompt.text);
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
        if (request.prompt.text.ends_with(m_suffix)) {
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
    Result<GenerationTiming> warm(const Prompt &, std::stop_token) override { return GenerationTiming{}; }

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
    std::optional<ModelMemory> need;

    Result<std::optional<ModelMemory>> memory(const QString &) const override { return need; }
    Result<void> prepare(const QString &, const ProgressSink &progress, std::stop_token) const override
    {
        progress({1.0, {}});
        return {};
    }
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
    Result<QJsonObject> import(const QString &path, const ProgressSink &, std::stop_token) const override
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
        options.minute = 20ms;
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

} // namespace gatewright::completion
