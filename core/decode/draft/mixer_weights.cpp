// SPDX-License-Identifier: Apache-2.0
#include "core/decode/draft/mixer_weights.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>

namespace gatewright::decode {

namespace {

constexpr qsizetype kMostWeights = 100'000; // of one owner
const QLatin1String kFormat("gatewright-mixer");

} // namespace

QByteArray MixerWeights::toJson() const
{
    QJsonObject weights;
    for (const auto &[owner, values] : byOwner) {
        QJsonArray array;
        for (const float value : values)
            array.append(std::round(static_cast<double>(value) * 1000.0) / 1000.0);
        weights.insert(owner, array);
    }
    return QJsonDocument(QJsonObject{{QStringLiteral("format"), QString(kFormat)},
                                     {QStringLiteral("version"), version},
                                     {QStringLiteral("weights"), weights}})
        .toJson(QJsonDocument::Compact);
}

Result<MixerWeights> MixerWeights::fromJson(const QByteArray &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    if (object[QLatin1String("format")].toString() != kFormat)
        return makeError(ErrorCode::Corrupt, QStringLiteral("These are no weights of the drafts' mixer."));
    if (object[QLatin1String("version")].toInt() != version)
        return makeError(ErrorCode::Unsupported,
                         QStringLiteral("The weights of the drafts' mixer are of another version."));
    MixerWeights all;
    const QJsonObject weights = object[QLatin1String("weights")].toObject();
    for (auto owner = weights.begin(); owner != weights.end(); ++owner) {
        const QJsonArray array = owner.value().toArray();
        if (array.size() > kMostWeights)
            return makeError(ErrorCode::Corrupt,
                             QStringLiteral("There are too many weights of the drafts' mixer."));
        std::vector<float> &values = all.byOwner[owner.key()];
        for (const QJsonValue &value : array)
            values.push_back(static_cast<float>(value.toDouble()));
    }
    return all;
}

} // namespace gatewright::decode
