// SPDX-License-Identifier: Apache-2.0
#include "app/engine/background_priority.h"
#include "app/engine/learning/learner.h"
#include "app/engine/local_model_host.h"
#include "app/engine/project_texts.h"
#include "app/engine/store_log.h"
#include "app/options/model_options.h"
#include "core/base/clock.h"
#include "core/base/paths.h"
#include "core/completion/serve/syntax_gate.h"
#include "core/completion/server/engine_server.h"
#include "core/lsp/descriptor_transport.h"
#include "core/lsp/server_endpoint.h"

#include <QCoreApplication>

#include <cstdio>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

using namespace gatewright;

namespace {

struct Options
{
    std::string model;
    std::string profile;
    unsigned threads = 0;
    std::string device = "auto";
    app::ModelOptions loading;
    unsigned contextTokens = completion::LocalModelOptions().contextTokens;
};

void addOptions(CLI::App &app, Options &options)
{
    app.set_version_flag("--version", GATEWRIGHT_VERSION);
    app.add_option("--model", options.model,
                   "Model: a name or a path (default: the one that came with the program)");
    app.add_option("--profile", options.profile, "Keep data under this folder");
    app.add_option("--threads", options.threads, "Threads (default: one a core, at most 8)")
        ->check(CLI::Range(1, 256));
    app.add_option("--device", options.device, "cpu, cuda or auto (cpu)")
        ->check(CLI::IsMember({"cpu", "cuda", "auto"}));
    app::addModelOptions(app, options.loading);
    app.add_option("--context", options.contextTokens, "Tokens of a prompt and its answer together")
        ->check(CLI::Range(256, 1 << 20));
}

// Hands what is accepted to the server's drafts, once there is a server.
class DraftedTexts final : public engine::AcceptedTexts
{
public:
    void setServer(completion::EngineServer *server)
    {
        const std::lock_guard lock(m_mutex);
        m_server = server;
    }

    void accepted(const QString &id, const QString &text) override
    {
        post([id, text](completion::EngineServer &server) {
            server.learnText(completion::EngineServer::storeKey(id), text);
        });
    }
    void erased(const QString &id) override
    {
        post([id](completion::EngineServer &server) {
            server.forgetText(completion::EngineServer::storeKey(id));
        });
    }
    void erasedAll() override
    {
        post([](completion::EngineServer &server) { server.forgetAcceptedTexts(); });
    }

private:
    void post(const std::function<void(completion::EngineServer &)> &work)
    {
        const std::lock_guard lock(m_mutex);
        if (m_server)
            QMetaObject::invokeMethod(
                m_server, [server = m_server, work] { work(*server); }, Qt::QueuedConnection);
    }

    std::mutex m_mutex;
    completion::EngineServer *m_server = nullptr; // guarded by m_mutex
};

int serve(const Options &options)
{
    auto transport = lsp::DescriptorTransport::takeStandardStreams();
    if (!transport) {
        std::fprintf(stderr, "gatewright-engine: %s\n", qPrintable(transport.error().toString()));
        return 4;
    }
    const SystemClock clock;
    const Paths paths =
        options.profile.empty() ? Paths::standard() : Paths::profile(QString::fromStdString(options.profile));
    completion::LocalModelOptions modelOptions;
    modelOptions.threads = options.threads;
    if (options.device == "cuda")
        modelOptions.device = completion::LocalModelOptions::Device::Cuda;
    app::apply(options.loading, modelOptions);
    modelOptions.contextTokens = options.contextTokens;
    modelOptions.draftFolder = paths.draftFolder();
    const engine::LearningFolders learned{paths.data() + QLatin1String("/replay"), paths.headFolder()};
    modelOptions.headFolder = learned.heads;
    modelOptions.shippedHead = Paths::shippedHead();
    modelOptions.draftWeights = Paths::shippedData() + QLatin1String("/drafting/mixer.json");
    const engine::LocalModelHost host(paths, modelOptions, clock);

    lsp::ServerEndpoint endpoint(std::move(*transport));
    completion::EngineOptions engineOptions;
    engineOptions.model = QString::fromStdString(options.model);
    engineOptions.version = QStringLiteral(GATEWRIGHT_VERSION);
    engineOptions.learning = true;
    DraftedTexts texts;
    const auto door = std::make_shared<engine::LearnerDoor>();
    engine::ReplayLog replay(learned, [door](bool isErased) {
        door->post([isErased](engine::Learner &learner) { learner.replayChanged(isErased); });
    });
    engine::StoreLog log(paths.storeFile(), clock, &texts, &replay);
    completion::EngineServer server(endpoint, host, completion::syntaxGate(), clock, engineOptions, &log);
    texts.setServer(&server);
    QObject::connect(&server, &completion::EngineServer::textsWanted, &server, [&log] { log.tellTexts(); });
    const engine::ProjectTexts project(server);
    engine::LearnerOptions learning;
    learning.folders = learned;
    learning.stateFolder = paths.state() + QLatin1String("/learn/engine");
    learning.shippedHead = Paths::shippedHead();
    const engine::Learner learner(endpoint, server, log, door, clock, learning);
    QObject::connect(
        &endpoint, &lsp::ServerEndpoint::finished, &endpoint,
        [](int exitCode) { QCoreApplication::exit(exitCode); }, Qt::QueuedConnection);
    endpoint.start();
    const int exitCode = QCoreApplication::exec();
    texts.setServer(nullptr);
    return exitCode;
}

} // namespace

int main(int argc, char *argv[])
{
    engine::enterBackground();
    const QCoreApplication application(argc, argv);
    Options options;
    CLI::App app("Gatewright's engine: a language server on stdin and stdout", "gatewright-engine");
    addOptions(app, options);
    CLI11_PARSE(app, argc, argv);
    return serve(options);
}
