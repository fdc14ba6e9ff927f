// SPDX-License-Identifier: Apache-2.0
#include "app/engine/local_model_host.h"

#include "core/completion/local/device_local_model.h"
#include "core/completion/local/model_import.h"
#include "core/model/known_models.h"
#include "core/model/model_inspection.h"
#include "core/model/model_source.h"
#include "core/tensors/gguf_file.h"

#include <QFileInfo>

#include <utility>

namespace gatewright::engine {

namespace {

QJsonObject toJson(const model::ModelInspection &inspection)
{
    QJsonObject json{{QStringLiteral("name"), model::modelName(inspection.path)},
                     {QStringLiteral("path"), inspection.path},
                     {QStringLiteral("bytes"), static_cast<qint64>(inspection.bytes)},
                     {QStringLiteral("sha256"), inspection.sha256},
                     {QStringLiteral("architecture"), inspection.architecture},
                     {QStringLiteral("title"), inspection.title},
                     {QStringLiteral("licence"), inspection.licence},
                     {QStringLiteral("parameters"), static_cast<qint64>(inspection.parameters)},
                     {QStringLiteral("usable"), inspection.isUsable()}};
    if (inspection.tokenizer)
        json.insert(QStringLiteral("tokenizer"), inspection.tokenizer->kind);
    if (inspection.memory)
        json.insert(QStringLiteral("memoryNeeded"), static_cast<qint64>(inspection.memory->total()));
    if (const auto available = model::availableMemory()) {
        json.insert(QStringLiteral("memoryAvailable"), static_cast<qint64>(*available));
        if (inspection.memory)
            json.insert(QStringLiteral("fits"), inspection.memory->total() <= *available);
    }
    if (inspection.problem)
        json.insert(QStringLiteral("problem"), inspection.problem->toString());
    return json;
}

} // namespace

LocalModelHost::LocalModelHost(const Paths &paths, const completion::LocalModelOptions &options,
                               const Clock &clock)
    : m_catalog(paths.modelFolders())
    , m_importFolder(paths.modelFolders().value(0))
    , m_options(options)
    , m_clock(clock)
{
}

Result<completion::LoadedModel> LocalModelHost::load(const QString &nameOrPath, std::stop_token stop) const
{
    GW_TRY(path, m_catalog.resolve(nameOrPath));
    if (!QFileInfo(path).isDir()) {
        // A damaged download is better told by its hash than by what it makes the model say.
        GW_TRY(file, tensors::GgufFile::open(path));
        GW_CHECK(model::verifyKnownModel(*file, std::move(stop)));
    }
    if (m_options.device == completion::LocalModelOptions::Device::Cuda)
        return loadOnGpu(path);
    GW_TRY(local, completion::LocalModel::load(path, m_options, m_clock));
    completion::LoadedModel loaded;
    loaded.name = local->name();
    loaded.path = path;
    loaded.device = QStringLiteral("cpu");
    loaded.kernels = QString::fromLatin1(local->kernelName());
    loaded.threads = local->threads();
    loaded.generator = std::move(local);
    return loaded;
}

Result<completion::LoadedModel> LocalModelHost::loadOnGpu(const QString &path) const
{
    GW_TRY(local, completion::DeviceLocalModel::load(path, m_options, m_clock));
    completion::LoadedModel loaded;
    loaded.name = local->name();
    loaded.device = QStringLiteral("cuda: ") + local->deviceName();
    loaded.kernels = QStringLiteral("libtorch");
    loaded.generator = std::move(local);
    return loaded;
}

QJsonArray LocalModelHost::list() const
{
    QJsonArray models;
    for (const model::ModelEntry &entry : m_catalog.list())
        models.append(QJsonObject{{QStringLiteral("name"), entry.name},
                                  {QStringLiteral("path"), entry.path},
                                  {QStringLiteral("bytes"), entry.bytes},
                                  {QStringLiteral("default"), entry.isDefault}});
    return models;
}

Result<QJsonObject> LocalModelHost::inspect(const QString &nameOrPath, std::stop_token stop) const
{
    GW_TRY(path, m_catalog.resolve(nameOrPath));
    GW_TRY(source, model::ModelSource::open(path));
    GW_TRY(inspection, model::inspectModel(*source, m_options.contextTokens, std::move(stop)));
    return toJson(inspection);
}

Result<QJsonObject> LocalModelHost::import(const QString &path, std::stop_token stop) const
{
    GW_TRY(inspection, completion::importModel(path, m_importFolder, std::move(stop)));
    return toJson(inspection);
}

} // namespace gatewright::engine
