// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gatewright/tour_report.h"

#include "core/base/whole_file.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace gatewright {

Result<void> TourReport::prepare() const
{
    QDir folder(m_folder);
    if (!folder.mkpath(QStringLiteral(".")))
        return makeError(ErrorCode::Io, QStringLiteral("The folder for the tour cannot be made."), {},
                         m_folder);
    const QStringList old =
        folder.entryList({QStringLiteral("[0-9][0-9]-*.png"), QStringLiteral("tour.json")}, QDir::Files);
    for (const QString &name : old)
        folder.remove(name);
    return {};
}

void TourReport::add(Step step, const QPixmap &picture)
{
    const QString name =
        QStringLiteral("%1-%2.png").arg(m_steps.size() + 1, 2, 10, QLatin1Char('0')).arg(step.name);
    if (!picture.save(QDir(m_folder).filePath(name))) {
        step.ok = false;
        step.detail += QStringLiteral(" (the picture %1 could not be written)").arg(name);
    }
    m_steps.push_back(std::move(step));
}

bool TourReport::allOk() const
{
    return !m_steps.empty() &&
           std::all_of(m_steps.begin(), m_steps.end(), [](const Step &step) { return step.ok; });
}

QJsonObject TourReport::toJson() const
{
    QJsonArray steps;
    for (const Step &step : m_steps) {
        steps.append(QJsonObject{{QStringLiteral("name"), step.name},
                                 {QStringLiteral("ok"), step.ok},
                                 {QStringLiteral("ms"), qRound(step.milliseconds)},
                                 {QStringLiteral("detail"), step.detail}});
    }
    return {{QStringLiteral("steps"), steps},
            {QStringLiteral("version"), QCoreApplication::applicationVersion()}};
}

Result<void> TourReport::write() const
{
    return writeWhole(QDir(m_folder).filePath(QStringLiteral("tour.json")), QJsonDocument(toJson()).toJson());
}

} // namespace gatewright
