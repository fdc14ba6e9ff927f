// SPDX-License-Identifier: Apache-2.0
#include "core/store/store_json.h"

#include <QJsonArray>

#include <algorithm>
#include <utility>

namespace gatewright::store {

namespace {

QString timeText(const QDateTime &time)
{
    return time.toUTC().toString(Qt::ISODateWithMs);
}

tl::unexpected<Error> refuse(const char *member, const QString &what)
{
    return makeError(ErrorCode::InvalidInput, what, {}, QLatin1String(member));
}

Result<QDateTime> timeFrom(const QJsonObject &json)
{
    const QString text = json[QLatin1String("time")].toString();
    QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (!time.isValid() || time.timeSpec() != Qt::UTC || time.date().year() < 1970 ||
        time.date().year() > 9999)
        return refuse("time", QStringLiteral("A time must be in UTC, as 2026-01-02T03:04:05.678Z."));
    return time;
}

Result<QString> textFrom(const QJsonObject &json, const char *member, int longest)
{
    const QJsonValue value = json[QLatin1String(member)];
    const QString text = value.toString();
    if (!value.isString() || text.size() > longest || text.contains(QChar::Null))
        return refuse(member, QStringLiteral("Must be a text of at most %1 characters.").arg(longest));
    return text;
}

Result<StoredOutcome> outcomeFrom(const QJsonValue &value)
{
    const QJsonObject json = value.toObject();
    const auto kind = outcomeFromName(json[QLatin1String("kind")].toString());
    if (!kind)
        return refuse("kind", QStringLiteral("There is no such kind of outcome."));
    GW_TRY(characters, integerFrom(json, "characters", 0, maximumCount));
    GW_TRY(tier, integerFrom(json, "tier", -1, maximumTier));
    GW_TRY(time, timeFrom(json));
    return StoredOutcome{*kind, characters, tier, time};
}

bool isIdentity(const QString &file)
{
    return file.isEmpty() ||
           (file.size() == identityLength && std::all_of(file.begin(), file.end(), [](QChar character) {
                return (character >= u'0' && character <= u'9') || (character >= u'a' && character <= u'f');
            }));
}

} // namespace

Result<int> integerFrom(const QJsonObject &json, const char *member, int minimum, int maximum)
{
    const QJsonValue value = json[QLatin1String(member)];
    const double number = value.toDouble(minimum - 1.0);
    if (!value.isDouble() || number < minimum || number > maximum || number != static_cast<int>(number))
        return refuse(member,
                      QStringLiteral("Must be a whole number from %1 to %2.").arg(minimum).arg(maximum));
    return static_cast<int>(number);
}

QJsonObject toJson(const Completion &completion)
{
    QJsonArray outcomes;
    for (const StoredOutcome &outcome : completion.outcomes)
        outcomes.append(QJsonObject{{QStringLiteral("kind"), QString(outcomeName(outcome.kind))},
                                    {QStringLiteral("characters"), outcome.characters},
                                    {QStringLiteral("tier"), outcome.tier},
                                    {QStringLiteral("time"), timeText(outcome.time)}});
    return {{QStringLiteral("id"), completion.id},
            {QStringLiteral("time"), timeText(completion.time)},
            {QStringLiteral("language"), languageId(completion.language)},
            {QStringLiteral("file"), completion.file},
            {QStringLiteral("model"), completion.model},
            {QStringLiteral("tier"), completion.tier},
            {QStringLiteral("score"), completion.score},
            {QStringLiteral("tokens"), completion.tokens},
            {QStringLiteral("text"), completion.text},
            {QStringLiteral("outcomes"), outcomes}};
}

Result<Completion> completionFromJson(const QJsonObject &json)
{
    Completion completion;
    completion.id = json[QLatin1String("id")].toString();
    if (!isValidId(completion.id))
        return refuse(
            "id", QStringLiteral("Must be 1 to %1 letters, digits or -_.: characters.").arg(maximumIdLength));
    GW_TRY(time, timeFrom(json));
    completion.time = time;
    const QString language = json[QLatin1String("language")].toString();
    completion.language = languageFromId(language);
    if (languageId(completion.language) != language)
        return refuse("language", QStringLiteral("Must be cpp, python or plaintext."));
    completion.file = json[QLatin1String("file")].toString();
    if (!json[QLatin1String("file")].isString() || !isIdentity(completion.file))
        return refuse("file", QStringLiteral("Must be empty or sixteen hexadecimal digits."));
    GW_TRY(model, textFrom(json, "model", maximumModelLength));
    completion.model = model;
    GW_TRY(tier, integerFrom(json, "tier", -1, maximumTier));
    completion.tier = tier;
    completion.score = json[QLatin1String("score")].toDouble(-1.0);
    if (!(completion.score >= 0.0 && completion.score <= 1.0))
        return refuse("score", QStringLiteral("Must be a number from 0 to 1."));
    GW_TRY(tokens, integerFrom(json, "tokens", 0, maximumCount));
    completion.tokens = tokens;
    GW_TRY(text, textFrom(json, "text", maximumTextLength));
    completion.text = text;
    const QJsonArray outcomes = json[QLatin1String("outcomes")].toArray();
    if (outcomes.isEmpty() || outcomes.size() > static_cast<qsizetype>(outcomeKinds.size()))
        return refuse("outcomes",
                      QStringLiteral("Must be a list of 1 to %1 outcomes.").arg(outcomeKinds.size()));
    for (const QJsonValue &value : outcomes) {
        GW_TRY(outcome, outcomeFrom(value));
        completion.outcomes.push_back(outcome);
    }
    return completion;
}

QJsonObject toJson(const Statistics &statistics)
{
    QJsonObject kinds;
    for (const OutcomeKind kind : outcomeKinds)
        kinds.insert(outcomeName(kind), statistics.byKind[static_cast<std::size_t>(kind)]);
    QJsonObject languages;
    for (const auto &[language, count] : statistics.byLanguage)
        languages.insert(language, count);
    QJsonObject tiers;
    for (const auto &[tier, count] : statistics.byTier)
        tiers.insert(QString::number(tier), count);
    const auto time = [](const QDateTime &value) {
        return value.isValid() ? QJsonValue(timeText(value)) : QJsonValue(QJsonValue::Null);
    };
    return {{QStringLiteral("completions"), statistics.completions},
            {QStringLiteral("texts"), statistics.texts},
            {QStringLiteral("text_bytes"), statistics.textBytes},
            {QStringLiteral("file_bytes"), statistics.fileBytes},
            {QStringLiteral("kinds"), kinds},
            {QStringLiteral("languages"), languages},
            {QStringLiteral("tiers"), tiers},
            {QStringLiteral("oldest"), time(statistics.oldest)},
            {QStringLiteral("newest"), time(statistics.newest)}};
}

} // namespace gatewright::store
