// SPDX-License-Identifier: Apache-2.0
#include "core/check/check_runner.h"

#include "core/base/clock.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <utility>

namespace gatewright {

namespace {

tl::unexpected<Error> cancelled()
{
    return makeError(ErrorCode::Cancelled, QStringLiteral("The check was cancelled."));
}

// The checks of one tier; false when it did not pass.
Result<bool> runTier(const std::vector<const Check *> &checks, Tier tier, const CheckInput &input,
                     const std::stop_token &token, CheckReport &report)
{
    const bool soundSoFar = report.status == CheckStatus::Passed;
    bool passed = soundSoFar;
    for (const Check *check : checks) {
        if (check->tier() != tier)
            continue;
        auto found = check->run(input, token);
        if (token.stop_requested() || (!found && found.error().code == ErrorCode::Cancelled))
            return cancelled();
        if (!found) {
            report.problem = std::move(found.error());
            passed = false;
            continue;
        }
        for (Diagnostic &diagnostic : *found) {
            const bool isError = diagnostic.severity == Severity::Error;
            passed = passed && !isError;
            if (soundSoFar || !isError)
                report.diagnostics.push_back(std::move(diagnostic));
        }
    }
    return passed;
}

void addRun(CheckReport &report, const SimulationReport &run)
{
    report.milliseconds += run.milliseconds();
    report.diagnostics.insert(report.diagnostics.end(), run.diagnostics.begin(), run.diagnostics.end());
    if (run.passed())
        report.tier = Tier::T2;
    else
        report.status = CheckStatus::Failed;
}

bool hasError(const std::vector<Diagnostic> &diagnostics)
{
    return std::any_of(diagnostics.begin(), diagnostics.end(),
                       [](const Diagnostic &diagnostic) { return diagnostic.severity == Severity::Error; });
}

} // namespace

Result<CheckReport> runChecks(const std::vector<const Check *> &checks, const QString &documentId,
                              const CheckInput &input, std::stop_token token)
{
    const auto begin = std::chrono::steady_clock::now();
    CheckReport report;
    report.documentId = documentId;
    report.revision = input.document.revision();
    for (const Tier tier : {Tier::T0, Tier::T1, Tier::T2}) {
        const bool asked = std::any_of(checks.begin(), checks.end(),
                                       [tier](const Check *check) { return check->tier() == tier; });
        if (!asked)
            continue;
        GW_TRY(passed, runTier(checks, tier, input, token, report));
        if (passed)
            report.tier = tier;
        else
            report.status = hasError(report.diagnostics) ? CheckStatus::Failed : CheckStatus::Error;
    }
    if (checks.empty())
        report.status = CheckStatus::Skipped;
    std::stable_sort(report.diagnostics.begin(), report.diagnostics.end(),
                     [](const Diagnostic &a, const Diagnostic &b) { return a.range.start < b.range.start; });
    report.milliseconds = gatewright::milliseconds(std::chrono::steady_clock::now() - begin);
    return report;
}

Result<std::optional<SimulationReport>> runProgram(const Simulation *simulation, const SimulationInput &input,
                                                   CheckReport &report, std::stop_token token)
{
    if (report.tier != Tier::T1 || !simulation || !simulation->canRun(input))
        return std::nullopt;
    Result<SimulationReport> run = simulation->run(input, token);
    if (token.stop_requested() || (!run && run.error().code == ErrorCode::Cancelled))
        return cancelled();
    if (!run) {
        report.status = CheckStatus::Error;
        report.problem = std::move(run.error());
        return std::nullopt;
    }
    addRun(report, *run);
    return std::move(*run);
}

CheckRunner::CheckRunner(QObject *parent)
    : QObject(parent)
{
}

CheckRunner::~CheckRunner()
{
    for (Request &request : m_current)
        request.stop.request_stop();
}

void CheckRunner::submit(const QString &documentId, CheckSubject subject, std::vector<const Check *> checks)
{
    forget(documentId);
    const quint64 number = ++m_lastNumber;
    // A std::function must be copyable, so the snapshot is shared with it; nobody else holds it.
    auto snapshot = std::make_shared<const CheckSubject>(std::move(subject));
    auto job = [this, number, documentId, snapshot, checks = std::move(checks)](std::stop_token token) {
        auto report = runChecks(checks, documentId, snapshot->input(), std::move(token));
        if (report)
            QMetaObject::invokeMethod(
                this, [this, number, report = std::move(*report)] { deliver(report, number); },
                Qt::QueuedConnection);
    };
    m_current[documentId] = {number, m_executor.post(std::move(job))};
}

void CheckRunner::forget(const QString &documentId)
{
    const auto request = m_current.find(documentId);
    if (request == m_current.end())
        return;
    request->stop.request_stop();
    m_current.erase(request);
}

void CheckRunner::deliver(const CheckReport &report, quint64 number)
{
    const auto request = m_current.find(report.documentId);
    if (request == m_current.end() || request->number != number)
        return;
    m_current.erase(request);
    Q_EMIT finished(report);
}

} // namespace gatewright
