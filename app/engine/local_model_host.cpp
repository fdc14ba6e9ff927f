// SPDX-License-Identifier: Apache-2.0
#include "app/engine/local_model_host.h"

#include "core/completion/local/device_local_model.h"
#include "core/completion/local/model_import.h"
#include "core/model/known_models.h"
#include "core/model/model_inspection.h"
#include "core/model/model_source.h"
#include "core/tensors/gguf_file.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <utility>

namespace gatewright::engine {

namespace {

constexpr qint64 readChunk = 4 * 1024 * 1024;

QString hashName(model::HashState state)
{
    switch (state) {
    case model::HashState::Right:
        return QStringLiteral("right");
    case model::HashState::Wrong:
        return QStringLiteral("wrong");
    case model::HashState::Unknown:
        break;
    }
    return QStringLiteral("unknown");
}

QJsonObject toJson(const model::ModelInspection &inspection)
{
    QJsonObject json{{QStringLiteral("name"), model::modelName(inspection.path)},
                     {QStringLiteral("path"), inspection.path},
                     {QStringLiteral("bytes"), static_cast<qint64>(inspection.bytes)},
                     {QStringLiteral("sha256"), inspection.sha256},
                     {QStringLiteral("hash"), hashName(inspection.hash)},
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

Result<std::optional<completion::ModelMemory>> LocalModelHost::memory(const QString &nameOrPath) const
{
    const auto available = model::availableMemory();
    if (!available || m_options.device == completion::LocalModelOptions::Device::Cuda)
        return std::nullopt;
    GW_TRY(path, m_catalog.resolve(nameOrPath));
    GW_TRY(source, model::ModelSource::open(path));
    GW_TRY(need, model::memoryNeededFor(*source, m_options.contextTokens));
    return completion::ModelMemory{need.total(), *available};
}

Result<void> LocalModelHost::prepare(const QString &nameOrPath, const ProgressSink &progress,
                                     std::stop_token stop) const
{
    GW_TRY(path, m_catalog.resolve(nameOrPath));
    GW_TRY(source, model::ModelSource::open(path));
    const bool isFile = source->format() == model::ModelSource::Format::Gguf;
    const QStringList files = isFile ? QStringList{path} : source->files();
    qint64 all = 0;
    for (const QString &file : files)
        all += QFileInfo(file).size();
    qint64 done = 0;
    // The system keeps what was read, and reading in order is what disks do best.
    QByteArray chunk(readChunk, Qt::Uninitialized);
    for (const QString &name : files) {
        QFile file(name);
        if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
            return makeError(ErrorCode::Io, QStringLiteral("The model file cannot be read."),
                             file.errorString(), name);
        for (qint64 got = 1; got > 0;) {
            if (stop.stop_requested())
                return makeError(ErrorCode::Cancelled, QStringLiteral("Loading was cancelled."));
            got = file.read(chunk.data(), chunk.size());
            done += std::max<qint64>(got, 0);
            progress({all > 0 ? static_cast<double>(done) / static_cast<double>(all) : 1.0, {}});
        }
    }
    return {};
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

Result<QJsonObject> LocalModelHost::import(const QString &path, const ProgressSink &progress,
                                           std::stop_token stop) const
{
    GW_TRY(inspection, completion::importModel(path, m_importFolder, std::move(stop), progress));
    return toJson(inspection);
}

} // namespace gatewright::engine
