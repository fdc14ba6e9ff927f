// SPDX-License-Identifier: Apache-2.0
#include "core/completion/client/learning_client.h"

#include <utility>

namespace gatewright::completion {

namespace {

bool isRunning(EngineState state)
{
    return state == EngineState::LoadingModel || state == EngineState::Ready ||
           state == EngineState::Asleep || state == EngineState::NoModel;
}

QJsonObject action(const char *name)
{
    return {{QStringLiteral("action"), QString::fromLatin1(name)}};
}

} // namespace

LearningClient::LearningClient(EngineClient &engine, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_engine(engine)
    , m_clock(clock)
{
    connect(&engine, &EngineClient::reportChanged, this, &LearningClient::follow);
    connect(&engine, &EngineClient::learned, this, &LearningClient::take);
    // The heads are those of the model, so another one has others.
    connect(&engine, &EngineClient::ready, this, &LearningClient::refresh);
    follow();
}

void LearningClient::follow()
{
    const bool runs = isRunning(m_engine.report().state);
    if (std::exchange(m_running, runs) == runs)
        return;
    if (runs)
        return refresh();
    m_known.reset();
    m_problem.reset();
    Q_EMIT changed();
}

void LearningClient::take(const QJsonValue &json)
{
    Result<LearningReport> report = learningReportFromJson(json);
    if (report) {
        m_known = Known{std::move(*report), m_clock.now()};
        m_problem.reset();
    } else {
        m_problem = report.error();
    }
    Q_EMIT changed();
}

void LearningClient::refresh()
{
    m_engine.requestLearn(action("status"), this, [this](const Result<QJsonObject> &answer) {
        if (answer)
            return take(*answer);
        // What went with the engine is told by the engine's own state.
        if (!m_running)
            return;
        m_problem = answer.error();
        Q_EMIT changed();
    });
}

// The client hears the answer first, then whoever asked, if they are still there.
EngineClient::Answer LearningClient::taking(const QObject *context, Done done)
{
    return [this, context = QPointer<const QObject>(context),
            done = std::move(done)](const Result<QJsonObject> &answer) {
        if (answer)
            take(*answer);
        if (!context)
            return;
        done(answer ? learningReportFromJson(*answer)
                    : Result<LearningReport>(tl::unexpected(answer.error())));
    };
}

void LearningClient::learn(const QJsonObject &params, QObject *context, Done done)
{
    m_engine.requestLearn(params, this, taking(context, std::move(done)));
}

void LearningClient::askRollback(const QJsonObject &params, QObject *context, Done done)
{
    m_engine.requestRollback(params, this, taking(context, std::move(done)));
}

void LearningClient::learnNow(QObject *context, Done done)
{
    learn(action("now"), context, std::move(done));
}

void LearningClient::cancel(QObject *context, Done done)
{
    learn(action("cancel"), context, std::move(done));
}

void LearningClient::setPaused(bool paused, QObject *context, Done done)
{
    learn(action(paused ? "pause" : "resume"), context, std::move(done));
}

void LearningClient::drop(int version, QObject *context, Done done)
{
    QJsonObject params = action("drop");
    params.insert(QStringLiteral("version"), version);
    learn(params, context, std::move(done));
}

void LearningClient::serve(int version, QObject *context, Done done)
{
    askRollback({{QStringLiteral("version"), version}}, context, std::move(done));
}

void LearningClient::rollBack(QObject *context, Done done)
{
    askRollback({}, context, std::move(done));
}

} // namespace gatewright::completion
