// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/completion/client/engine_client.h"
#include "ui/bridge/model_service.h"
#include "ui/bridge/task_progress_model.h"

#include <QHash>
#include <QObject>

#include <optional>

namespace gatewright {

// The models of this computer: which there are, what is in them, which one works. Imports and loading stand
// among the tasks, with a bar; an import can be cancelled there. GUI thread.
class ModelLibrary : public QObject
{
    Q_OBJECT

public:
    // Both outlive the library.
    ModelLibrary(ModelService &service, TaskProgressModel &tasks, QObject *parent = nullptr);
    ~ModelLibrary() override;

    // Looks at the disk again; changed() follows.
    void refresh();
    // details() come with changed(), from then on at once.
    void inspect(const QString &path);
    // One at a time; nothing happens while another goes on. imported() or failed() follows.
    void import(const QString &path);
    // changed() and failed() follow; what the engine does is seen in its reports.
    void load(const QString &nameOrPath, ModelService::Fit fit);
    void unload();

    // In the order in which they are found: the user's own first.
    [[nodiscard]] const std::vector<ModelListed> &models() const { return m_models; }
    // Nothing while they are read; an error, when they cannot be.
    [[nodiscard]] const Result<ModelDetails> *details(const QString &path) const;
    [[nodiscard]] bool isImporting() const { return m_import.has_value(); }
    [[nodiscard]] const completion::EngineReport &engine() const { return m_engine; }
    // It is in the engine's memory, or asleep there.
    [[nodiscard]] bool isInUse(const ModelListed &model) const { return model.name == m_engine.engine.model; }

    // What the engine says about itself; when it comes up the list is read.
    void setEngine(const completion::EngineReport &report);

Q_SIGNALS:
    void changed();
    void imported(const QString &path);
    // `path` is what was to be imported or loaded.
    void importFailed(const gatewright::Error &error, const QString &path);
    void loadFailed(const gatewright::Error &error, const QString &path);

private:
    struct Work
    {
        TaskProgressModel::TaskId task = 0;
        ModelService::Cancel cancel;
    };

    void showLoading();

    ModelService &m_service;
    TaskProgressModel &m_tasks;
    completion::EngineReport m_engine;
    std::vector<ModelListed> m_models;
    QHash<QString, std::optional<Result<ModelDetails>>> m_details; // by path; empty: asked for
    QHash<QString, ModelService::Cancel> m_inspections;
    std::optional<Work> m_import;
    TaskProgressModel::TaskId m_loading = 0; // 0: nothing is loaded
};

} // namespace gatewright
