// SPDX-License-Identifier: Apache-2.0
#include "app/trainer/client/slice_report.h"

#include <QJsonDocument>

#include <algorithm>

namespace gatewright::trainer {

QJsonObject SliceReport::toJson() const
{
    QJsonObject json{{QStringLiteral("step"), static_cast<qint64>(step)},
                     {QStringLiteral("steps"), static_cast<qint64>(steps)},
                     {QStringLiteral("loss"), loss},
                     {QStringLiteral("done"), isDone},
                     {QStringLiteral("started_again"), startedAgain}};
    if (before)
        json.insert(QStringLiteral("before"), before->toJson());
    if (after)
        json.insert(QStringLiteral("after"), after->toJson());
    return json;
}

std::optional<SliceReport> SliceReport::lastOf(const QByteArray &output)
{
    const QList<QByteArray> lines = output.split('\n');
    for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
        const QJsonObject json = QJsonDocument::fromJson(*line).object();
        const QJsonValue steps = json.value(QLatin1String("steps"));
        if (!steps.isDouble())
            continue;
        SliceReport report;
        report.step =
            static_cast<std::size_t>(std::max<qint64>(0, json.value(QLatin1String("step")).toInteger()));
        report.steps = static_cast<std::size_t>(std::max<qint64>(0, steps.toInteger()));
        report.loss = json.value(QLatin1String("loss")).toDouble();
        report.isDone = json.value(QLatin1String("done")).toBool();
        report.startedAgain = json.value(QLatin1String("started_again")).toBool();
        const QJsonValue before = json.value(QLatin1String("before"));
        const QJsonValue after = json.value(QLatin1String("after"));
        if (before.isObject())
            report.before = learn::HeadFigures::fromJson(before.toObject());
        if (after.isObject())
            report.after = learn::HeadFigures::fromJson(after.toObject());
        return report;
    }
    return std::nullopt;
}

} // namespace gatewright::trainer
