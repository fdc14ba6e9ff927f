// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/model_service.h"

#include "core/completion/client/engine_client.h"

#include <QJsonArray>
#include <QJsonObject>

#include <utility>

namespace gatewright {

namespace {

ModelListed listedFrom(const QJsonObject &json)
{
    return {json[QLatin1String("name")].toString(), json[QLatin1String("path")].toString(),
            json[QLatin1String("bytes")].toInteger(), json[QLatin1String("default")].toBool()};
}

ModelDetails detailsFrom(const QJsonObject &json)
{
    ModelDetails details;
    details.sha256 = json[QLatin1String("sha256")].toString();
    const QString hash = json[QLatin1String("hash")].toString();
    details.hash = hash == QLatin1String("right")   ? ModelDetails::Hash::Right
                   : hash == QLatin1String("wrong") ? ModelDetails::Hash::Wrong
                                                    : ModelDetails::Hash::Unknown;
    details.title = json[QLatin1String("title")].toString();
    details.architecture = json[QLatin1String("architecture")].toString();
    details.licence = json[QLatin1String("licence")].toString();
    details.parameters = json[QLatin1String("parameters")].toInteger();
    details.memoryNeeded = json[QLatin1String("memoryNeeded")].toInteger();
    details.memoryAvailable = json[QLatin1String("memoryAvailable")].toInteger();
    details.problem = json[QLatin1String("problem")].toString();
    return details;
}

QJsonObject request(QLatin1String action, const QString &path = {})
{
    QJsonObject params{{QStringLiteral("action"), QString(action)}};
    if (!path.isEmpty())
        params.insert(QStringLiteral("path"), path);
    return params;
}

// The answer of the engine, read by `read`.
template <class T, class Read>
completion::EngineClient::Answer answer(ModelService::Done<T> done, Read read)
{
    return [done = std::move(done), read](Result<QJsonObject> answered) {
        if (!answered)
            done(propagate(std::move(answered)));
        else
            done(read(*answered));
    };
}

ModelService::Cancel cancelOf(lsp::RequestHandle handle)
{
    return [handle = std::move(handle)]() mutable { handle.cancel(); };
}

} // namespace

void EngineModelService::list(QObject *context, Done<std::vector<ModelListed>> done)
{
    const auto read = [](const QJsonObject &json) {
        std::vector<ModelListed> models;
        const QJsonArray entries = json[QLatin1String("models")].toArray();
        for (const QJsonValue &entry : entries)
            models.push_back(listedFrom(entry.toObject()));
        return models;
    };
    m_engine.requestModel(request(QLatin1String("list")), context,
                          answer<std::vector<ModelListed>>(std::move(done), read));
}

ModelService::Cancel EngineModelService::inspect(const QString &path, QObject *context,
                                                 Done<ModelDetails> done)
{
    return cancelOf(m_engine.requestModel(request(QLatin1String("inspect"), path), context,
                                          answer<ModelDetails>(std::move(done), detailsFrom)));
}

ModelService::Cancel EngineModelService::import(const QString &path, QObject *context, Done<ModelListed> done)
{
    return cancelOf(m_engine.requestModel(request(QLatin1String("import"), path), context,
                                          answer<ModelListed>(std::move(done), listedFrom)));
}

void EngineModelService::load(const QString &nameOrPath, Fit fit, QObject *context, Done<void> done)
{
    QJsonObject params = request(QLatin1String("load"), nameOrPath);
    if (fit == Fit::Ignored)
        params.insert(QStringLiteral("evenIfTooLarge"), true);
    m_engine.requestModel(params, context,
                          answer<void>(std::move(done), [](const QJsonObject &) { return Result<void>(); }));
}

void EngineModelService::unload(QObject *context, Done<void> done)
{
    m_engine.requestModel(request(QLatin1String("unload")), context,
                          answer<void>(std::move(done), [](const QJsonObject &) { return Result<void>(); }));
}

} // namespace gatewright
