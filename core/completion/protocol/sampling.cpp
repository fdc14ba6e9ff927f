// SPDX-License-Identifier: Apache-2.0
#include "core/completion/protocol/sampling.h"

#include <QLatin1String>
#include <QStringList>

#include <algorithm>
#include <array>
#include <cmath>
#include <type_traits>
#include <utility>

namespace gatewright::completion {

namespace {

constexpr double largestSeed = 9007199254740992.0; // 2^53: what JSON can say exactly

using Strategy = SamplingChoice::Strategy;

constexpr std::array<std::pair<Strategy, const char *>, 3> strategyNames{{
    {Strategy::Greedy, "greedy"},
    {Strategy::Sample, "sample"},
    {Strategy::Beam, "beam"},
}};

struct Setting
{
    const char *name;
    const char *commandLineName;
    double least;
    double most;
    bool isWhole;
    double (*get)(const SamplingChoice &);
    void (*set)(SamplingChoice &, double);
};

template <auto member>
constexpr Setting setting(const char *name, const char *commandLineName, double least, double most)
{
    using Value = std::remove_reference_t<decltype(std::declval<SamplingChoice>().*member)>;
    return {name,
            commandLineName,
            least,
            most,
            std::is_integral_v<Value>,
            [](const SamplingChoice &from) { return static_cast<double>(from.*member); },
            [](SamplingChoice &to, double value) { to.*member = static_cast<Value>(value); }};
}

constexpr std::array settings{
    setting<&SamplingChoice::temperature>("temperature", "temperature", 0, 10),
    setting<&SamplingChoice::topK>("topK", "top_k", 0, 1'000'000),
    setting<&SamplingChoice::topP>("topP", "top_p", 1e-6, 1),
    setting<&SamplingChoice::minP>("minP", "min_p", 0, 1),
    setting<&SamplingChoice::repetitionPenalty>("repetitionPenalty", "repetition_penalty", 0.1, 10),
    setting<&SamplingChoice::repetitionWindow>("repetitionWindow", "repetition_window", 0, 65'536),
    setting<&SamplingChoice::beams>("beams", "beams", 1, 16),
    setting<&SamplingChoice::seed>("seed", "seed", 0, largestSeed),
};

QString rangeOf(const Setting &setting)
{
    return QStringLiteral("%1 to %2").arg(setting.least, 0, 'g', 16).arg(setting.most, 0, 'g', 16);
}

} // namespace

Result<SamplingChoice::Strategy> strategyFromName(const QString &name)
{
    for (const auto &[strategy, known] : strategyNames) {
        if (name == QLatin1String(known))
            return strategy;
    }
    return makeError(ErrorCode::InvalidInput, QStringLiteral("The strategy must be greedy, sample or beam."),
                     name.left(100));
}

Result<void> setSampling(SamplingChoice &sampling, const QString &name, double value)
{
    const auto found = std::ranges::find_if(settings, [&](const Setting &setting) {
        return name == QLatin1String(setting.name) || name == QLatin1String(setting.commandLineName);
    });
    if (found == settings.end())
        return makeError(
            ErrorCode::InvalidInput,
            QStringLiteral("There is no such sampling setting; there are %1.").arg(samplingSettingsHelp()),
            name.left(100));
    // Not-a-number is in no range.
    if (!(value >= found->least && value <= found->most))
        return makeError(ErrorCode::InvalidInput, QStringLiteral("%1 must be %2.").arg(name, rangeOf(*found)),
                         QString::number(value));
    if (found->isWhole && value != std::floor(value))
        return makeError(ErrorCode::InvalidInput, QStringLiteral("%1 must be a whole number.").arg(name),
                         QString::number(value));
    found->set(sampling, value);
    return {};
}

Result<SamplingChoice> samplingFromJson(const QJsonValue &json, const SamplingChoice &defaults)
{
    SamplingChoice sampling = defaults;
    if (json.isUndefined() || json.isNull())
        return sampling;
    if (!json.isObject())
        return makeError(ErrorCode::InvalidInput, QStringLiteral("Sampling settings must be an object."));
    const QJsonObject object = json.toObject();
    for (auto member = object.begin(); member != object.end(); ++member) {
        if (member.key() == QLatin1String("strategy")) {
            GW_TRY(strategy, strategyFromName(member.value().toString()));
            sampling.strategy = strategy;
            continue;
        }
        if (!member.value().isDouble())
            return makeError(
                ErrorCode::InvalidInput,
                QStringLiteral("The sampling setting %1 must be a number.").arg(member.key().left(100)));
        GW_CHECK(setSampling(sampling, member.key(), member.value().toDouble()));
    }
    return sampling;
}

QJsonObject toJson(const SamplingChoice &sampling)
{
    QJsonObject json;
    for (const auto &[strategy, name] : strategyNames) {
        if (strategy == sampling.strategy)
            json[QLatin1String("strategy")] = QLatin1String(name);
    }
    for (const Setting &setting : settings)
        json[QLatin1String(setting.name)] = setting.get(sampling);
    return json;
}

QString samplingSettingsHelp()
{
    QStringList names;
    for (const Setting &setting : settings)
        names << QStringLiteral("%1 (%2)").arg(QLatin1String(setting.commandLineName), rangeOf(setting));
    return names.join(QStringLiteral(", "));
}

} // namespace gatewright::completion
