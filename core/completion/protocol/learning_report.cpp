// SPDX-License-Identifier: Apache-2.0
#include "core/completion/protocol/learning_report.h"

#include <QJsonArray>

#include <algorithm>
#include <utility>

namespace gatewright::completion {

namespace {

constexpr std::array<std::pair<LearningState, QLatin1String>, 5> stateNames{
    {{LearningState::Unavailable, QLatin1String("unavailable")},
     {LearningState::TooLittle, QLatin1String("too-little")},
     {LearningState::Waiting, QLatin1String("waiting")},
     {LearningState::Training, QLatin1String("training")},
     {LearningState::Paused, QLatin1String("paused")}}};

constexpr qsizetype kMostText = 1000;
constexpr qsizetype kMostVersions = 64;

QString text(const QJsonObject &object, const char *name)
{
    return object[QLatin1String(name)].toString().left(kMostText);
}

qint64 count(const QJsonObject &object, const char *name)
{
    return std::max<qint64>(0, object[QLatin1String(name)].toInteger());
}

// The form of learn::HeadFigures.
QJsonValue worthJson(const std::optional<HeadWorth> &worth)
{
    if (!worth)
        return QJsonValue::Null;
    QJsonArray right;
    for (const double share : worth->right)
        right.append(share);
    return QJsonObject{{QStringLiteral("positions"), worth->positions},
                       {QStringLiteral("top1"), right},
                       {QStringLiteral("tokens_per_pass"), worth->tokensPerPass}};
}

std::optional<HeadWorth> worthFromJson(const QJsonValue &json)
{
    const QJsonObject object = json.toObject();
    if (object.isEmpty())
        return std::nullopt;
    HeadWorth worth;
    worth.positions = count(object, "positions");
    const QJsonArray right = object[QLatin1String("top1")].toArray();
    for (std::size_t i = 0; i < worth.right.size(); ++i)
        worth.right[i] = std::clamp(right[static_cast<qsizetype>(i)].toDouble(), 0.0, 1.0);
    worth.tokensPerPass = object[QLatin1String("tokens_per_pass")].toDouble(1.0);
    return worth;
}

QJsonObject versionJson(const LearnedVersion &version)
{
    return {{QStringLiteral("version"), version.version},
            {QStringLiteral("serves"), version.serves},
            {QStringLiteral("title"), version.title},
            {QStringLiteral("before"), worthJson(version.before)},
            {QStringLiteral("after"), worthJson(version.after)},
            {QStringLiteral("problem"), version.problem}};
}

LearnedVersion versionFromJson(const QJsonObject &object)
{
    LearnedVersion version;
    version.version = std::max(0, object[QLatin1String("version")].toInt());
    version.serves = object[QLatin1String("serves")].toBool();
    version.title = text(object, "title");
    version.before = worthFromJson(object[QLatin1String("before")]);
    version.after = worthFromJson(object[QLatin1String("after")]);
    version.problem = text(object, "problem");
    return version;
}

QJsonObject dayJson(const LearningDay &day)
{
    return {{QStringLiteral("day"), day.day.toString(Qt::ISODate)},
            {QStringLiteral("passes"), day.passes},
            {QStringLiteral("tokens"), day.tokens},
            {QStringLiteral("savedMs"), day.savedMs}};
}

} // namespace

QLatin1String learningStateName(LearningState state)
{
    for (const auto &[each, name] : stateNames) {
        if (each == state)
            return name;
    }
    return stateNames.front().second;
}

QJsonObject toJson(const LearningReport &report)
{
    QJsonArray versions;
    for (const LearnedVersion &version : report.versions)
        versions.append(versionJson(version));
    QJsonArray days;
    for (const LearningDay &day : report.days)
        days.append(dayJson(day));
    QJsonValue last = QJsonValue::Null;
    if (report.last)
        last = QJsonObject{{QStringLiteral("kept"), report.last->kept},
                           {QStringLiteral("version"), report.last->version},
                           {QStringLiteral("reason"), report.last->reason}};
    return {{QStringLiteral("state"), learningStateName(report.state)},
            {QStringLiteral("problem"), report.problem},
            {QStringLiteral("positions"), report.positions},
            {QStringLiteral("newPositions"), report.newPositions},
            {QStringLiteral("wantedPositions"), report.wantedPositions},
            {QStringLiteral("step"), report.step},
            {QStringLiteral("steps"), report.steps},
            {QStringLiteral("onDemand"), report.onDemand},
            {QStringLiteral("last"), last},
            {QStringLiteral("versions"), versions},
            {QStringLiteral("days"), days}};
}

Result<LearningReport> learningReportFromJson(const QJsonValue &json)
{
    const QJsonObject object = json.toObject();
    const QString name = object[QLatin1String("state")].toString();
    const auto *const state =
        std::ranges::find(stateNames, name, [](const auto &each) { return each.second; });
    if (state == stateNames.end())
        return makeError(ErrorCode::InvalidInput,
                         QStringLiteral("The state of learning is none that is known."),
                         name.left(kMostText));
    LearningReport report;
    report.state = state->first;
    report.problem = text(object, "problem");
    report.positions = count(object, "positions");
    report.newPositions = count(object, "newPositions");
    report.wantedPositions = count(object, "wantedPositions");
    report.step = count(object, "step");
    report.steps = count(object, "steps");
    report.onDemand = object[QLatin1String("onDemand")].toBool();
    if (const QJsonObject last = object[QLatin1String("last")].toObject(); !last.isEmpty())
        report.last =
            LearningOutcome{last[QLatin1String("kept")].toBool(),
                            std::max(0, last[QLatin1String("version")].toInt()), text(last, "reason")};
    const QJsonArray versions = object[QLatin1String("versions")].toArray();
    for (qsizetype i = 0; i < std::min(kMostVersions, versions.size()); ++i)
        report.versions.push_back(versionFromJson(versions[i].toObject()));
    const QJsonArray days = object[QLatin1String("days")].toArray();
    for (qsizetype i = 0; i < std::min<qsizetype>(LearningReport::kMostDays, days.size()); ++i) {
        const QJsonObject day = days[i].toObject();
        const QDate date = QDate::fromString(text(day, "day"), Qt::ISODate);
        if (date.isValid())
            report.days.push_back(
                {date, count(day, "passes"), count(day, "tokens"), day[QLatin1String("savedMs")].toDouble()});
    }
    return report;
}

} // namespace gatewright::completion
