// SPDX-License-Identifier: Apache-2.0
#include "core/base/log.h"
#include "core/completion/server/engine_server.h"
#include "core/task/either_stop.h"
#include "core/task/start_task.h"

#include <utility>

// The model of the engine: loaded, put to sleep and woken, imported.

namespace gatewright::completion {

// --- the model
// -----------------------------------------------------------------------------------------------------------

void EngineServer::loadModel(const LoadWish &wish, const std::optional<lsp::Responder> &responder)
{
    Q_EMIT userWorks();
    m_idleTimer.stop();
    m_status.state = ModelState::Loading;
    m_status.problem.clear();
    publishStatus();
    const auto load = [this, worker = m_worker, wish, responder,
                       progress = reportInto(&EngineStatus::loading)](const std::stop_token &stop) {
        const Result<void> loaded = loadInto(*worker, m_host, wish, progress, stop);
        Result<EngineStatus> report = EngineStatus();
        QString path;
        if (loaded) {
            path = worker->model.path;
            worker->service =
                std::make_unique<CompletionService>(*worker->model.generator, worker->gate, m_clock);
            report->model = worker->model.name;
            report->device = worker->model.device;
            report->kernels = worker->model.kernels;
            report->threads = worker->model.threads;
        } else {
            if (!worker->service) {
                worker->problem = loaded.error().toString();
                worker->why = loaded.error().code == ErrorCode::Missing ? WhyNothing::ModelMissing
                                                                        : WhyNothing::ModelFailed;
            }
            report = tl::unexpected(loaded.error());
        }
        const bool hasModel = worker->service != nullptr;
        QMetaObject::invokeMethod(
            this,
            [this, wish, report, path, responder, hasModel] {
                if (!hasModel)
                    m_status.model.clear();
                modelLoaded(wish, report, path, responder);
            },
            Qt::QueuedConnection);
    };
    // As urgent as a request, so that a request which comes after it finds the model it asks for.
    m_scheduler.post(WorkKind::Interactive, load);
}

void EngineServer::modelLoaded(const LoadWish &wish, const Result<EngineStatus> &loaded, const QString &path,
                               const std::optional<lsp::Responder> &responder)
{
    m_status.loading = -1.0;
    if (loaded) {
        m_loaded = wish;
        m_status.state = ModelState::Ready;
        m_status.model = loaded->model;
        m_status.device = loaded->device;
        m_status.kernels = loaded->kernels;
        m_status.threads = loaded->threads;
        m_feeder.clear();
        Q_EMIT modelChanged(path);
        Q_EMIT textsWanted();
    } else {
        // The status names the model before, if there was one: it goes on.
        m_status.state = m_status.model.isEmpty() ? ModelState::Failed : ModelState::Ready;
        m_status.problem = loaded.error().toString();
        qCWarning(logEngine) << "not loaded:" << m_status.problem;
    }
    publishStatus();
    if (responder && loaded)
        responder->reply(toJson(m_status));
    else if (responder)
        responder->fail(loaded.error());
    if (loaded && m_warmPlace)
        m_warmTimer.start();
    wake();
}

// For another thread; what it reports goes out at most some times a second.
ProgressSink EngineServer::reportInto(double EngineStatus::*figure)
{
    const auto tell = [this, figure](const Progress &progress) {
        QMetaObject::invokeMethod(
            this,
            [this, figure, fraction = progress.fraction] {
                m_status.*figure = fraction;
                publishStatus();
            },
            Qt::QueuedConnection);
    };
    return [throttled = std::make_shared<ThrottledProgress>(tell, m_clock)](const Progress &progress) {
        throttled->report(progress);
    };
}

void EngineServer::answerModelRequest(const QJsonValue &params, const lsp::Responder &responder)
{
    const lsp::Field fields(params);
    const auto action = fields["action"].text();
    if (!action)
        return responder.fail(action.error());
    const QString name = fields["path"].value().toString(fields["name"].value().toString());
    if (*action == QLatin1String("list"))
        return responder.reply(QJsonObject{{QStringLiteral("models"), m_host.list()}});
    if (*action == QLatin1String("load"))
        return loadModel({name, fields["evenIfTooLarge"].value().toBool()}, responder);
    if (*action == QLatin1String("unload")) {
        m_scheduler.post(WorkKind::Interactive, [worker = m_worker](const std::stop_token &) {
            unloadFrom(*worker, WhyNothing::ModelMissing, QStringLiteral("The model was unloaded."));
        });
        const OutcomeCounts outcomes = m_status.outcomes;
        m_status = {};
        m_status.outcomes = outcomes;
        m_idleTimer.stop();
        Q_EMIT modelChanged({});
        publishStatus();
        return responder.reply(toJson(m_status));
    }
    const bool isImport = *action == QLatin1String("import");
    if (!isImport && *action != QLatin1String("inspect"))
        return responder.answer(
            fields["action"].refuse(QStringLiteral("must be list, inspect, import, load or unload")));
    if (name.isEmpty())
        return responder.answer(fields["path"].refuse(QStringLiteral("must name a model file")));
    importOrInspect(isImport, name, responder);
}

void EngineServer::importOrInspect(bool isImport, const QString &path, const lsp::Responder &responder)
{
    const auto work =
        [&host = m_host, isImport, path, responder,
         progress = reportInto(&EngineStatus::importing)](std::stop_token stop) -> Result<QJsonObject> {
        const EitherStop either(std::move(stop), responder.stopToken());
        return isImport ? host.import(path, progress, either.token()) : host.inspect(path, either.token());
    };
    startTask<QJsonObject>(this, work, [this, isImport, responder](Result<QJsonObject> done) {
        if (isImport) {
            m_status.importing = -1.0;
            publishStatus();
        }
        if (done)
            responder.reply(*done);
        else
            responder.fail(done.error());
    });
}

// --- sleeping
// --------------------------------------------------------------------------------------------------------------

void EngineServer::wake()
{
    if (m_status.state == ModelState::Asleep)
        loadModel(m_loaded, {});
    else if (m_status.state == ModelState::Ready && m_unloadAfter > 0)
        m_idleTimer.start();
}

void EngineServer::fallAsleep()
{
    if (m_status.state != ModelState::Ready)
        return;
    if (m_status.queue > 0 || !m_scheduler.isIdle())
        return m_idleTimer.start();
    m_scheduler.post(WorkKind::Interactive, [worker = m_worker](const std::stop_token &) {
        unloadFrom(*worker, WhyNothing::ModelLoading, QStringLiteral("The model was asleep."));
    });
    m_status.state = ModelState::Asleep;
    publishStatus();
}

} // namespace gatewright::completion
