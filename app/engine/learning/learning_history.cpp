// SPDX-License-Identifier: Apache-2.0
#include "app/engine/learning/learning_history.h"

#include "core/base/whole_file.h"
#include "core/learn/safe_file.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

namespace gatewright::engine {

namespace {

using completion::LearningDay;

constexpr qint64 kMostBytes = 256 * 1024;
constexpr std::size_t kMostDays = completion::LearningReport::kMostDays;

LearningDay dayFromJson(const QJsonObject &json)
{
    LearningDay day;
    day.day = QDate::fromString(json[QLatin1String("day")].toString(), Qt::ISODate);
    day.passes = std::max<qint64>(0, json[QLatin1String("passes")].toInteger());
    day.tokens = std::max<qint64>(0, json[QLatin1String("tokens")].toInteger());
    const double saved = json[QLatin1String("savedMs")].toDouble();
    day.savedMs = std::isfinite(saved) ? saved : 0.0;
    return day;
}

} // namespace

LearningHistory::LearningHistory(QString path)
    : m_path(std::move(path))
{
    const auto bytes = learn::readWhole(m_path, kMostBytes);
    if (!bytes)
        return;
    const QJsonArray days = QJsonDocument::fromJson(*bytes).object()[QLatin1String("days")].toArray();
    for (const QJsonValue &value : days) {
        const LearningDay day = dayFromJson(value.toObject());
        if (day.day.isValid() && m_days.size() < kMostDays)
            m_days.insert_or_assign(day.day, day);
    }
}

void LearningHistory::note(const completion::DraftReport &report, QDate day)
{
    const bool isAnother = report.passes < m_last.passes || report.tokens < m_last.tokens;
    const completion::DraftReport before =
        isAnother ? completion::DraftReport() : std::exchange(m_last, report);
    m_last = report;
    const qint64 passes = report.passes - before.passes;
    if (passes <= 0 || !day.isValid())
        return;
    LearningDay &noted = m_days[day];
    noted.day = day;
    noted.passes += passes;
    noted.tokens += report.tokens - before.tokens;
    noted.savedMs += report.savedMs - before.savedMs;
    // The oldest goes, but never the one that is written now.
    if (m_days.size() > kMostDays)
        m_days.erase(m_days.begin()->first == day ? std::next(m_days.begin()) : m_days.begin());
    m_changed = true;
}

std::vector<LearningDay> LearningHistory::days() const
{
    std::vector<LearningDay> days;
    for (const auto &[date, day] : m_days)
        days.push_back(day);
    return days;
}

Result<void> LearningHistory::save()
{
    QJsonArray days;
    for (const auto &[date, day] : m_days)
        days.append(QJsonObject{{QStringLiteral("day"), date.toString(Qt::ISODate)},
                                {QStringLiteral("passes"), day.passes},
                                {QStringLiteral("tokens"), day.tokens},
                                {QStringLiteral("savedMs"), day.savedMs}});
    GW_CHECK(learn::makeFolder(QFileInfo(m_path).path()));
    GW_CHECK(writeWhole(m_path, QJsonDocument(QJsonObject{{QStringLiteral("days"), days}}).toJson()));
    m_changed = false;
    return {};
}

} // namespace gatewright::engine
