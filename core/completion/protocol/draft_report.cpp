// SPDX-License-Identifier: Apache-2.0
#include "core/completion/protocol/draft_report.h"

#include <QJsonArray>

#include <algorithm>

namespace gatewright::completion {

QJsonObject toJson(const DraftReport &report)
{
    QJsonArray shares;
    for (const DraftReport::Share &share : report.shares)
        shares.append(
            QJsonObject{{QStringLiteral("drafter"), share.drafter}, {QStringLiteral("share"), share.share}});
    return {{QStringLiteral("enabled"), report.enabled},
            {QStringLiteral("paused"), report.paused},
            {QStringLiteral("passes"), report.passes},
            {QStringLiteral("tokens"), report.tokens},
            {QStringLiteral("tokensPerPass"), report.tokensPerPass()},
            {QStringLiteral("drafted"), report.drafted},
            {QStringLiteral("accepted"), report.accepted},
            {QStringLiteral("savedMs"), report.savedMs},
            {QStringLiteral("shares"), shares},
            {QStringLiteral("texts"), report.texts},
            {QStringLiteral("textTokens"), report.textTokens},
            {QStringLiteral("dropped"), report.dropped},
            {QStringLiteral("rows"), report.rows},
            {QStringLiteral("measured"), report.measured},
            {QStringLiteral("memoryBytes"), report.memoryBytes}};
}

DraftReport draftReportFromJson(const QJsonValue &json)
{
    const QJsonObject object = json.toObject();
    const auto count = [&](const char *name) {
        return std::max<qint64>(0, object[QLatin1String(name)].toInteger());
    };
    DraftReport report;
    report.enabled = object[QLatin1String("enabled")].toBool();
    report.paused = object[QLatin1String("paused")].toBool();
    report.passes = count("passes");
    report.tokens = count("tokens");
    report.drafted = count("drafted");
    report.accepted = count("accepted");
    report.savedMs = object[QLatin1String("savedMs")].toDouble();
    constexpr qsizetype kMostShares = 32;
    const QJsonArray shares = object[QLatin1String("shares")].toArray();
    for (qsizetype i = 0; i < std::min(kMostShares, shares.size()); ++i) {
        const QJsonObject share = shares[i].toObject();
        report.shares.push_back({share[QLatin1String("drafter")].toString().left(64),
                                 std::clamp(share[QLatin1String("share")].toDouble(), 0.0, 1.0)});
    }
    report.texts = count("texts");
    report.textTokens = count("textTokens");
    report.dropped = count("dropped");
    report.rows = object[QLatin1String("rows")].toDouble();
    report.measured = object[QLatin1String("measured")].toBool();
    report.memoryBytes = count("memoryBytes");
    return report;
}

} // namespace gatewright::completion
