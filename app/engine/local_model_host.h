// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/base/paths.h"
#include "core/completion/local/local_model.h"
#include "core/completion/server/model_host.h"
#include "core/model/model_catalog.h"

namespace gatewright::engine {

// Models of this machine's folders, loaded into this process.
class LocalModelHost final : public completion::ModelHost
{
public:
    // `clock` outlives the host and every model that it loads.
    LocalModelHost(const Paths &paths, const completion::LocalModelOptions &options, const Clock &clock);

    [[nodiscard]] Result<completion::LoadedModel> load(const QString &nameOrPath,
                                                       std::stop_token stop) const override;
    // Of the processor's memory; a GPU's is not asked.
    [[nodiscard]] Result<std::optional<completion::ModelMemory>>
    memory(const QString &nameOrPath) const override;
    [[nodiscard]] Result<void> prepare(const QString &nameOrPath, const ProgressSink &progress,
                                       std::stop_token stop) const override;
    [[nodiscard]] QJsonArray list() const override;
    [[nodiscard]] Result<QJsonObject> inspect(const QString &nameOrPath, std::stop_token stop) const override;
    [[nodiscard]] Result<QJsonObject> import(const QString &path, const ProgressSink &progress,
                                             std::stop_token stop) const override;

private:
    [[nodiscard]] Result<completion::LoadedModel> loadOnGpu(const QString &path) const;

    model::ModelCatalog m_catalog;
    QString m_importFolder;
    completion::LocalModelOptions m_options;
    const Clock &m_clock;
};

} // namespace gatewright::engine
