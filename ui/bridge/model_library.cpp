// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/model_library.h"

#include <QFileInfo>

#include <utility>

namespace gatewright {

using completion::EngineState;

ModelLibrary::ModelLibrary(ModelService &service, TaskProgressModel &tasks, QObject *parent)
    : QObject(parent)
    , m_service(service)
    , m_tasks(tasks)
{
}

ModelLibrary::~ModelLibrary()
{
    for (const ModelService::Cancel &cancel : std::as_const(m_inspections))
        cancel();
    if (const std::optional<Work> work = std::exchange(m_import, std::nullopt)) {
        work->cancel();
        m_tasks.end(work->task);
    }
    if (m_loading != 0)
        m_tasks.end(m_loading);
}

void ModelLibrary::refresh()
{
    m_service.list(this, [this](Result<std::vector<ModelListed>> models) {
        if (!models)
            return; // the engine is down: its report says so
        m_models = std::move(*models);
        Q_EMIT changed();
    });
}

const Result<ModelDetails> *ModelLibrary::details(const QString &path) const
{
    const auto found = m_details.constFind(path);
    return found != m_details.constEnd() && found->has_value() ? &**found : nullptr;
}

void ModelLibrary::inspect(const QString &path)
{
    if (m_details.contains(path))
        return;
    m_details.insert(path, {});
    m_inspections.insert(path, m_service.inspect(path, this, [this, path](Result<ModelDetails> details) {
        m_inspections.remove(path);
        m_details[path] = std::move(details);
        Q_EMIT changed();
    }));
}

void ModelLibrary::import(const QString &path)
{
    if (m_import)
        return;
    const QString text = tr("Importing %1").arg(QFileInfo(path).fileName());
    m_import = Work{};
    m_import->task = m_tasks.begin(text, [this] {
        // A copy: it may end, and its work go, while it is asked.
        const ModelService::Cancel cancel = m_import ? m_import->cancel : ModelService::Cancel();
        if (cancel)
            cancel();
    });
    m_import->cancel = m_service.import(path, this, [this, path](Result<ModelListed> copy) {
        if (!m_import)
            return;
        m_tasks.end(std::exchange(m_import, std::nullopt)->task);
        if (copy) {
            m_details.remove(copy->path);
            refresh();
            Q_EMIT imported(copy->path);
        } else if (copy.error().code != ErrorCode::Cancelled) {
            Q_EMIT importFailed(copy.error(), path);
        }
        Q_EMIT changed();
    });
    Q_EMIT changed();
}

void ModelLibrary::load(const QString &nameOrPath, ModelService::Fit fit)
{
    m_service.load(nameOrPath, fit, this, [this, nameOrPath](const Result<void> &loaded) {
        if (!loaded && loaded.error().code != ErrorCode::Cancelled)
            Q_EMIT loadFailed(loaded.error(), nameOrPath);
    });
}

void ModelLibrary::unload()
{
    m_service.unload(this, [](const Result<void> &) {});
}

void ModelLibrary::setEngine(const completion::EngineReport &report)
{
    const auto isUp = [](EngineState state) {
        return state == EngineState::LoadingModel || state == EngineState::Ready ||
               state == EngineState::Asleep || state == EngineState::NoModel;
    };
    const bool cameUp = isUp(report.state) && !isUp(m_engine.state);
    const bool isNews = report.state != m_engine.state || report.engine.model != m_engine.engine.model ||
                        report.engine.loading != m_engine.engine.loading ||
                        report.problem != m_engine.problem;
    m_engine = report;
    showLoading();
    if (m_import && report.engine.importing >= 0.0)
        m_tasks.report(m_import->task, {report.engine.importing, {}});
    if (cameUp) {
        // What an engine that is gone could not say is asked again.
        m_details.removeIf([](const auto &entry) { return entry.value() && !*entry.value(); });
        refresh();
    }
    if (isNews)
        Q_EMIT changed();
}

void ModelLibrary::showLoading()
{
    if (m_engine.state != EngineState::LoadingModel) {
        if (m_loading != 0)
            m_tasks.end(std::exchange(m_loading, 0));
        return;
    }
    if (m_loading == 0)
        m_loading = m_tasks.begin(tr("Loading the model"));
    m_tasks.report(m_loading, {m_engine.engine.loading, {}});
}

} // namespace gatewright
