// SPDX-License-Identifier: Apache-2.0
#include "core/completion/protocol/engine_messages.h"

#include <QJsonArray>

#include <algorithm>
#include <array>
#include <utility>

namespace gatewright::completion {

namespace {

constexpr std::array<std::pair<OutcomeKind, const char *>, 6> outcomeNames{{
    {OutcomeKind::Accepted, "accepted"},
    {OutcomeKind::Partial, "partial"},
    {OutcomeKind::Dismissed, "dismissed"},
    {OutcomeKind::TypedOver, "typedOver"},
    {OutcomeKind::Kept30s, "kept30s"},
    {OutcomeKind::Kept5min, "kept5min"},
}};

constexpr std::array<std::pair<ModelState, const char *>, 5> stateNames{{
    {ModelState::None, "none"},
    {ModelState::Loading, "loading"},
    {ModelState::Ready, "ready"},
    {ModelState::Failed, "failed"},
    {ModelState::Asleep, "asleep"},
}};

WhyNothing whyFromJson(const QJsonValue &json)
{
    return whyNothingFromName(json.toString()).value_or(WhyNothing::Nothing);
}

QJsonObject toJson(const Suggestion &suggestion)
{
    return {{QStringLiteral("insertText"), suggestion.text},
            {QStringLiteral("data"), QJsonObject{{QStringLiteral("id"), suggestion.id.value()},
                                                 {QStringLiteral("score"), suggestion.score},
                                                 {QStringLiteral("tier"), suggestion.tier},
                                                 {QStringLiteral("tokens"), suggestion.tokens}}}};
}

Suggestion suggestionFromJson(const QJsonObject &json)
{
    const QJsonObject data = json[QLatin1String("data")].toObject();
    return {CompletionId(data[QLatin1String("id")].toString()), json[QLatin1String("insertText")].toString(),
            data[QLatin1String("score")].toDouble(), data[QLatin1String("tier")].toInt(-1),
            data[QLatin1String("tokens")].toInt()};
}

} // namespace

QJsonObject toJson(const SuggestionAnswer &answer)
{
    QJsonArray items;
    for (const Suggestion &suggestion : answer.items)
        items.append(toJson(suggestion));
    QJsonObject data{{QStringLiteral("ms"), answer.milliseconds},
                     {QStringLiteral("promptTokens"), answer.promptTokens},
                     {QStringLiteral("reusedTokens"), answer.reusedTokens},
                     {QStringLiteral("tokensPerSecond"), answer.tokensPerSecond},
                     {QStringLiteral("cached"), answer.cached}};
    if (answer.why != WhyNothing::Nothing) {
        data[QLatin1String("why")] = QString(whyNothingName(answer.why));
        data[QLatin1String("whyText")] = whyNothingText(answer.why);
        data[QLatin1String("detail")] = answer.detail;
    }
    return {{QStringLiteral("items"), items}, {QStringLiteral("data"), data}};
}

Result<SuggestionAnswer> suggestionAnswerFromJson(const QJsonValue &json)
{
    // LSP allows a bare array and null beside the list object.
    if (!json.isObject() && !json.isArray() && !json.isNull())
        return makeError(ErrorCode::Corrupt,
                         QStringLiteral("The engine's answer is no list of suggestions."));
    SuggestionAnswer answer;
    const QJsonArray items = json.isArray() ? json.toArray() : json[QLatin1String("items")].toArray();
    for (const QJsonValue &item : items) {
        Suggestion suggestion = suggestionFromJson(item.toObject());
        if (!suggestion.text.isEmpty() && !suggestion.id.isEmpty())
            answer.items.push_back(std::move(suggestion));
    }
    const QJsonObject data = json[QLatin1String("data")].toObject();
    answer.why = whyFromJson(data[QLatin1String("why")]);
    answer.detail = data[QLatin1String("detail")].toString();
    answer.milliseconds = data[QLatin1String("ms")].toDouble();
    answer.promptTokens = data[QLatin1String("promptTokens")].toInt();
    answer.reusedTokens = data[QLatin1String("reusedTokens")].toInt();
    answer.tokensPerSecond = data[QLatin1String("tokensPerSecond")].toDouble();
    answer.cached = data[QLatin1String("cached")].toBool();
    if (answer.items.empty() && answer.why == WhyNothing::Nothing)
        answer.why = WhyNothing::EmptyAnswer;
    return answer;
}

QJsonObject toJson(const SuggestionProgress &progress)
{
    return {{QStringLiteral("id"), progress.id.value()}, {QStringLiteral("text"), progress.text}};
}

std::optional<SuggestionProgress> suggestionProgressFromJson(const QJsonValue &json)
{
    SuggestionProgress progress{CompletionId(json[QLatin1String("id")].toString()),
                                json[QLatin1String("text")].toString()};
    if (progress.id.isEmpty() || progress.text.isEmpty())
        return std::nullopt;
    return progress;
}

QLatin1String outcomeName(OutcomeKind kind)
{
    return QLatin1String(outcomeNames[static_cast<std::size_t>(kind)].second);
}

std::optional<OutcomeKind> outcomeFromName(const QString &name)
{
    const auto found = std::find_if(outcomeNames.begin(), outcomeNames.end(),
                                    [&](const auto &row) { return name == QLatin1String(row.second); });
    return found == outcomeNames.end() ? std::nullopt : std::optional(found->first);
}

QJsonObject toJson(const Outcome &outcome)
{
    return {{QStringLiteral("id"), outcome.id.value()},
            {QStringLiteral("kind"), QString(outcomeName(outcome.kind))},
            {QStringLiteral("characters"), outcome.characters},
            {QStringLiteral("tier"), outcome.tier}};
}

Result<Outcome> outcomeFromJson(const QJsonValue &json)
{
    const QString id = json[QLatin1String("id")].toString();
    const auto kind = outcomeFromName(json[QLatin1String("kind")].toString());
    const int characters = json[QLatin1String("characters")].toInt();
    if (id.isEmpty() || id.size() > 200)
        return makeError(ErrorCode::InvalidInput,
                         QStringLiteral("An outcome needs the id of its suggestion."));
    if (!kind)
        return makeError(ErrorCode::InvalidInput, QStringLiteral("An outcome of this kind is not known."),
                         json[QLatin1String("kind")].toString().left(100));
    if (characters < 0)
        return makeError(ErrorCode::InvalidInput,
                         QStringLiteral("An outcome cannot have fewer than no characters."));
    return Outcome{CompletionId(id), *kind, characters, json[QLatin1String("tier")].toInt()};
}

QLatin1String modelStateName(ModelState state)
{
    return QLatin1String(stateNames[static_cast<std::size_t>(state)].second);
}

QJsonObject toJson(const EngineStatus &status)
{
    QJsonObject outcomes;
    for (const auto &[kind, name] : outcomeNames)
        outcomes[QLatin1String(name)] = status.outcomes[static_cast<std::size_t>(kind)];
    QJsonObject json{{QStringLiteral("state"), QString(modelStateName(status.state))},
                     {QStringLiteral("model"), status.model},
                     {QStringLiteral("device"), status.device},
                     {QStringLiteral("kernels"), status.kernels},
                     {QStringLiteral("threads"), status.threads},
                     {QStringLiteral("memoryBytes"), status.memoryBytes},
                     {QStringLiteral("queue"), status.queue},
                     {QStringLiteral("tokensPerSecond"), status.tokensPerSecond},
                     {QStringLiteral("tokensPerPass"), status.tokensPerPass},
                     {QStringLiteral("lastMs"), status.lastMilliseconds},
                     {QStringLiteral("outcomes"), outcomes},
                     {QStringLiteral("drafting"), toJson(status.drafting)}};
    if (!status.problem.isEmpty())
        json[QLatin1String("problem")] = status.problem;
    if (status.loading >= 0.0)
        json[QLatin1String("loading")] = status.loading;
    if (status.importing >= 0.0)
        json[QLatin1String("importing")] = status.importing;
    if (status.lastWhy != WhyNothing::Nothing) {
        json[QLatin1String("lastWhy")] = QString(whyNothingName(status.lastWhy));
        json[QLatin1String("lastWhyText")] = whyNothingText(status.lastWhy);
        json[QLatin1String("lastDetail")] = status.lastDetail;
    }
    return json;
}

EngineStatus engineStatusFromJson(const QJsonValue &json)
{
    EngineStatus status;
    const QString state = json[QLatin1String("state")].toString();
    for (const auto &[value, name] : stateNames) {
        if (state == QLatin1String(name))
            status.state = value;
    }
    status.model = json[QLatin1String("model")].toString();
    status.problem = json[QLatin1String("problem")].toString();
    status.device = json[QLatin1String("device")].toString();
    status.kernels = json[QLatin1String("kernels")].toString();
    status.threads = json[QLatin1String("threads")].toInt();
    status.memoryBytes = json[QLatin1String("memoryBytes")].toInteger();
    status.queue = json[QLatin1String("queue")].toInt();
    status.tokensPerSecond = json[QLatin1String("tokensPerSecond")].toDouble();
    status.tokensPerPass = json[QLatin1String("tokensPerPass")].toDouble();
    status.lastWhy = whyFromJson(json[QLatin1String("lastWhy")]);
    status.lastDetail = json[QLatin1String("lastDetail")].toString();
    status.lastMilliseconds = json[QLatin1String("lastMs")].toDouble();
    for (const auto &[kind, name] : outcomeNames)
        status.outcomes[static_cast<std::size_t>(kind)] =
            json[QLatin1String("outcomes")][QLatin1String(name)].toInt();
    status.drafting = draftReportFromJson(json[QLatin1String("drafting")]);
    status.loading = json[QLatin1String("loading")].toDouble(-1.0);
    status.importing = json[QLatin1String("importing")].toDouble(-1.0);
    return status;
}

} // namespace gatewright::completion
