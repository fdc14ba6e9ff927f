// SPDX-License-Identifier: Apache-2.0
#include "core/check/server/setup_requests.h"

#include "core/check/protocol/setup_messages.h"
#include "core/task/either_stop.h"
#include "core/task/progress.h"

#include <utility>

namespace gatewright::checker {

SetupRequests::SetupRequests(lsp::ServerEndpoint &endpoint, const Registries &registries, const Clock &clock)
    : m_endpoint(endpoint)
    , m_registries(registries)
    , m_clock(clock)
{
    endpoint.onRequest(
        method::setupPlan, this,
        [this](const QJsonValue &params, const lsp::Responder &responder) { answerPlan(params, responder); });
    endpoint.onRequest(
        method::setupRun, this,
        [this](const QJsonValue &params, const lsp::Responder &responder) { answerRun(params, responder); });
    // While the event loop still turns, so that what is killed is cleared away, too.
    connect(&endpoint, &lsp::ServerEndpoint::finished, this, [this] { m_run.request_stop(); });
}

const EnvironmentSetup *SetupRequests::setupOf(Language language, const lsp::Responder &responder) const
{
    const EnvironmentSetup *setup = m_registries.setupFor(language);
    if (!setup)
        responder.fail({ErrorCode::Unsupported,
                        QStringLiteral("There is nothing to set up for this language."),
                        {},
                        languageName(language)});
    return setup;
}

void SetupRequests::answerPlan(const QJsonValue &params, const lsp::Responder &responder)
{
    const auto question = setupQuestionFromJson(lsp::Field(params));
    if (!question)
        return responder.fail(question.error());
    const EnvironmentSetup *setup = setupOf(question->language, responder);
    if (!setup)
        return;
    m_work.post([responder, setup, cancelled = lsp::answerWhenCancelled(responder)](std::stop_token end) {
        const EitherStop stop(std::move(end), responder.stopToken());
        const Result<SetupPlan> plan = setup->plan(stop.token());
        if (plan)
            responder.reply(toJson(*plan));
        else
            responder.fail(plan.error());
    });
}

void SetupRequests::answerRun(const QJsonValue &params, const lsp::Responder &responder)
{
    const auto question = setupQuestionFromJson(lsp::Field(params));
    if (!question)
        return responder.fail(question.error());
    const EnvironmentSetup *setup = setupOf(question->language, responder);
    if (!setup)
        return;
    m_run = m_work.post([this, responder, setup, folder = question->folder, outbox = m_endpoint.outbox(),
                         cancelled = lsp::answerWhenCancelled(responder)](std::stop_token end) {
        const EitherStop stop(std::move(end), responder.stopToken());
        if (stop.token().stop_requested()) // while it waited
            return;
        ThrottledProgress progress(
            [&outbox](const Progress &made) { outbox.notify(method::setupProgress, toJson(made)); }, m_clock);
        const Result<void> done =
            setup->run(folder, [&progress](const Progress &made) { progress.report(made); }, stop.token());
        if (!done)
            return responder.fail(done.error());
        // Before the answer: whoever asks again at once gets a new one.
        QMetaObject::invokeMethod(this, &SetupRequests::installed, Qt::QueuedConnection);
        responder.reply(QJsonObject());
    });
}

} // namespace gatewright::checker
