// SPDX-License-Identifier: Apache-2.0
#include "app/engine/learning/learning_memory.h"

#include "core/base/whole_file.h"
#include "core/learn/safe_file.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

namespace gatewright::engine {

namespace {

constexpr qint64 kMostBytes = 256 * 1024;

QJsonObject toJson(const LearningMemory::Model &model)
{
    // 64 bits as text, since JSON's numbers are not that exact.
    QJsonObject json{{QStringLiteral("trainedTo"), QString::number(model.trainedTo)},
                     {QStringLiteral("erasures"), static_cast<qint64>(model.erasures)}};
    if (model.last)
        json.insert(QStringLiteral("last"), QJsonObject{{QStringLiteral("kept"), model.last->kept},
                                                        {QStringLiteral("version"), model.last->version},
                                                        {QStringLiteral("reason"), model.last->reason}});
    return json;
}

LearningMemory::Model modelFromJson(const QJsonObject &json)
{
    LearningMemory::Model model;
    model.trainedTo = json[QLatin1String("trainedTo")].toString().toULongLong();
    model.erasures = json[QLatin1String("erasures")].toInteger();
    const QJsonObject last = json[QLatin1String("last")].toObject();
    if (!last.isEmpty())
        model.last = completion::LearningOutcome{last[QLatin1String("kept")].toBool(),
                                                 last[QLatin1String("version")].toInt(),
                                                 last[QLatin1String("reason")].toString()};
    return model;
}

} // namespace

LearningMemory LearningMemory::read(const QString &path)
{
    LearningMemory memory;
    const auto bytes = learn::readWhole(path, kMostBytes);
    if (!bytes)
        return memory;
    const QJsonObject json = QJsonDocument::fromJson(*bytes).object();
    memory.isPaused = json[QLatin1String("paused")].toBool();
    const QJsonObject models = json[QLatin1String("models")].toObject();
    for (auto model = models.begin(); model != models.end() && memory.models.size() < kMostModels; ++model)
        memory.models.insert(model.key(), modelFromJson(model.value().toObject()));
    return memory;
}

Result<void> LearningMemory::write(const QString &path) const
{
    QJsonObject all;
    for (auto model = models.begin(); model != models.end(); ++model)
        all.insert(model.key(), toJson(model.value()));
    GW_CHECK(learn::makeFolder(QFileInfo(path).path()));
    return writeWhole(path, QJsonDocument(QJsonObject{{QStringLiteral("paused"), isPaused},
                                                      {QStringLiteral("models"), all}})
                                .toJson());
}

} // namespace gatewright::engine
