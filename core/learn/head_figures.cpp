// SPDX-License-Identifier: Apache-2.0
#include "core/learn/head_figures.h"

#include <QJsonArray>

#include <algorithm>
#include <cmath>

namespace gatewright::learn {

namespace {

double share(const QJsonValue &value)
{
    const double number = value.toDouble();
    return std::isfinite(number) ? std::clamp(number, 0.0, 1.0) : 0.0;
}

} // namespace

QJsonObject HeadFigures::toJson() const
{
    QJsonArray depths;
    for (const double value : right)
        depths.append(value);
    return {{QStringLiteral("positions"), static_cast<qint64>(positions)},
            {QStringLiteral("top1"), depths},
            {QStringLiteral("top8"), rightAmongEight},
            {QStringLiteral("tokens_per_pass"), tokensPerPass}};
}

HeadFigures HeadFigures::fromJson(const QJsonObject &json)
{
    HeadFigures figures;
    figures.positions =
        static_cast<std::size_t>(std::max<qint64>(0, json.value(QLatin1String("positions")).toInteger()));
    const QJsonArray depths = json.value(QLatin1String("top1")).toArray();
    for (std::size_t i = 0; i < kDepths; ++i)
        figures.right[i] = share(depths.at(static_cast<qsizetype>(i)));
    figures.rightAmongEight = share(json.value(QLatin1String("top8")));
    const double tokens = json.value(QLatin1String("tokens_per_pass")).toDouble(1.0);
    figures.tokensPerPass = std::isfinite(tokens) ? std::clamp(tokens, 1.0, 1.0 + double(kDepths)) : 1.0;
    return figures;
}

} // namespace gatewright::learn
