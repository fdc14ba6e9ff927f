// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/run/run_texts.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace gatewright {

namespace {

struct RunText
{
    Q_DECLARE_TR_FUNCTIONS(RunText)
};

} // namespace

OutcomeText outcomeText(SimulationOutcome outcome)
{
    switch (outcome) {
    case SimulationOutcome::Passed:
        return {TierBadge::Simulated, tierBadgeText(TierBadge::Simulated)};
    case SimulationOutcome::Failed:
        break;
    case SimulationOutcome::CompileError:
        return {TierBadge::Failed, RunText::tr("does not compile")};
    case SimulationOutcome::Crash:
        return {TierBadge::Failed, RunText::tr("crashed")};
    case SimulationOutcome::Timeout:
        return {TierBadge::Failed, RunText::tr("took too long")};
    case SimulationOutcome::Deadlock:
        return {TierBadge::Failed, RunText::tr("deadlock")};
    case SimulationOutcome::OutputLimit:
        return {TierBadge::Failed, RunText::tr("printed too much")};
    }
    return {TierBadge::Failed, tierBadgeText(TierBadge::Failed)};
}

QString durationText(double milliseconds)
{
    const QLocale locale;
    if (milliseconds < 99.5)
        return RunText::tr("%1 ms").arg(locale.toString(std::round(milliseconds), 'f', 0));
    const double seconds = milliseconds / 1000;
    if (seconds < 59.95)
        return RunText::tr("%1 s").arg(locale.toString(seconds, 'f', seconds < 9.995 ? 2 : 1));
    const auto whole = static_cast<qint64>(std::round(seconds));
    return RunText::tr("%1 min %2 s").arg(locale.toString(whole / 60), locale.toString(whole % 60));
}

QString timesText(const SimulationReport &report)
{
    QStringList parts;
    if (report.buildMilliseconds > 0)
        parts.append(RunText::tr("built in %1").arg(durationText(report.buildMilliseconds)));
    if (report.runMilliseconds > 0)
        parts.append(RunText::tr("ran in %1").arg(durationText(report.runMilliseconds)));
    return parts.join(QStringLiteral(" · "));
}

} // namespace gatewright
