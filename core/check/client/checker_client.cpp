// SPDX-License-Identifier: Apache-2.0
#include "core/check/client/checker_client.h"

#include "core/base/log.h"

#include <utility>
#include <variant>

namespace gatewright::checker {

namespace {

using namespace std::chrono_literals;

// A first compilation waits behind that of other documents; a run has its own limits inside the checker.
constexpr std::chrono::milliseconds checkTime = 60s;
constexpr std::chrono::milliseconds simulationTime = 10min;
constexpr std::chrono::milliseconds planTime = 90s;
constexpr std::chrono::milliseconds setupTime = 3h; // a slow line, and each of its commands has an hour

constexpr QLatin1String notRunning{"The checker is not running."};

Result<std::monostate> readNothing(const lsp::Field &)
{
    return std::monostate();
}

// A file whose parsing takes more than this ends the checker and not the machine. Compilers and programs that
// are run inherit it: it is the most that any of them gets. The checker itself gives up on a file long before
// (parse_watchdog.h of language-hls).
ProcessLimits checkerLimits()
{
    ProcessLimits limits;
#ifndef __SANITIZE_ADDRESS__                                    // whose shadow memory counts, all of it
    limits.memoryBytes = std::uint64_t{6} * 1024 * 1024 * 1024; // a Qiskit run
#endif
    return limits;
}

} // namespace

CheckerClient::CheckerClient(Command command, const Clock &clock, lsp::DocumentProvider provider,
                             RestartRules rules, const lsp::ConnectionOptions &connection, QObject *parent)
    : QObject(parent)
    , m_server({std::move(command),
                {{QStringLiteral("capabilities"), QJsonObject()}},
                rules,
                connection,
                checkerLimits()},
               clock)
    , m_documents(m_server, std::move(provider))
{
    connect(&m_server, &lsp::SupervisedServer::ready, this, &CheckerClient::connected);
    connect(&m_server, &lsp::SupervisedServer::gone, this, &CheckerClient::gone);
    connect(&m_server.process(), &SupervisedProcess::statusChanged, this, &CheckerClient::statusChanged);
    connect(&m_server.process(), &SupervisedProcess::fileExcluded, this, &CheckerClient::fileExcluded);
}

CheckerClient::~CheckerClient()
{
    // The server may still signal while it is taken down; nobody is there to hear it.
    m_server.disconnect(this);
    m_server.process().disconnect(this);
}

void CheckerClient::connected(lsp::ClientEndpoint *endpoint)
{
    endpoint->onNotification(
        QStringLiteral("textDocument/publishDiagnostics"), this, [this](const QJsonValue &params) {
            if (const auto message = publishedFromJson(lsp::Field(params)))
                Q_EMIT published(*message);
            else
                qCWarning(logCheck) << "publishDiagnostics was refused:" << message.error().toString();
        });
    endpoint->onNotification(QStringLiteral("window/logMessage"), this, [](const QJsonValue &params) {
        qCWarning(logCheck).noquote() << params.toObject().value(QLatin1String("message")).toString();
    });
    endpoint->onNotification(method::setupProgress, this, [this](const QJsonValue &params) {
        if (const auto progress = progressFromJson(lsp::Field(params)))
            Q_EMIT setupProgressed(*progress);
        else
            qCWarning(logCheck) << "a setup's progress was refused:" << progress.error().toString();
    });
    endpoint->notify(method::workspace, toJson(m_workspace));
    m_documents.openAll();
    Q_EMIT ready();
}

void CheckerClient::setWorkspace(const WorkspaceState &state)
{
    if (m_workspace == state)
        return;
    m_workspace = state;
    if (lsp::ClientEndpoint *endpoint = m_server.endpoint())
        endpoint->notify(method::workspace, toJson(m_workspace));
}

template <class Answer, class Read>
lsp::RequestHandle CheckerClient::ask(lsp::ClientEndpoint *endpoint, const QString &whyNot,
                                      QLatin1String method, const QJsonObject &params,
                                      std::chrono::milliseconds timeout, QObject *context,
                                      std::function<void(Result<Answer>)> done, Read read)
{
    if (!endpoint) {
        QMetaObject::invokeMethod(
            context, [done = std::move(done), whyNot] { done(makeError(ErrorCode::Missing, whyNot)); },
            Qt::QueuedConnection);
        return {};
    }
    return endpoint->request(
        method, params, context,
        [done = std::move(done), read](const Result<QJsonValue> &answer) {
            done(answer ? read(lsp::Field(*answer, QStringLiteral("result")))
                        : Result<Answer>(tl::unexpected(answer.error())));
        },
        timeout);
}

template <class Answer, class Read>
lsp::RequestHandle CheckerClient::askAbout(QLatin1String method, const QString &uri,
                                           const QJsonObject &params, std::chrono::milliseconds timeout,
                                           QObject *context, std::function<void(Result<Answer>)> done,
                                           Read read)
{
    const QString whyNot =
        isExcluded(uri) ? QStringLiteral("The checker stopped three times while it worked on this file.")
                        : QString(notRunning);
    return ask<Answer>(m_documents.endpointFor(uri), whyNot, method, params, timeout, context,
                       std::move(done), read);
}

lsp::RequestHandle CheckerClient::check(const CheckQuestion &question, QObject *context, Checked done)
{
    return askAbout<CheckAnswer>(method::check, question.uri, toJson(question), checkTime, context,
                                 std::move(done), checkAnswerFromJson);
}

lsp::RequestHandle CheckerClient::simulate(const SimulationQuestion &question, QObject *context,
                                           Simulated done)
{
    return askAbout<SimulationReport>(method::simulate, question.uri, toJson(question), simulationTime,
                                      context, std::move(done), simulationReportFromJson);
}

lsp::RequestHandle CheckerClient::ask(QLatin1String method, const QString &uri, const QJsonObject &params,
                                      QObject *context, std::function<void(Result<lsp::Field>)> done,
                                      std::chrono::milliseconds timeout)
{
    return askAbout<lsp::Field>(method, uri, params, timeout, context, std::move(done),
                                [](const lsp::Field &answer) { return Result<lsp::Field>(answer); });
}

QJsonObject CheckerClient::capabilities() const
{
    return isReady() ? m_server.endpoint()->capabilities() : QJsonObject();
}

lsp::RequestHandle CheckerClient::planSetup(Language language, QObject *context, Planned done)
{
    return ask<SetupPlan>(m_server.endpoint(), notRunning, method::setupPlan, toJson(SetupQuestion{language}),
                          planTime, context, std::move(done), setupPlanFromJson);
}

lsp::RequestHandle CheckerClient::runSetup(const SetupQuestion &question, QObject *context, Installed done)
{
    const auto answered = [done = std::move(done)](const Result<std::monostate> &answer) {
        done(answer ? Result<void>() : Result<void>(tl::unexpected(answer.error())));
    };
    return ask<std::monostate>(m_server.endpoint(), notRunning, method::setupRun, toJson(question), setupTime,
                               context, answered, readNothing);
}

} // namespace gatewright::checker
