// SPDX-License-Identifier: Apache-2.0
#include "core/check/check_runner.h"

#include "core/base/clock.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <memory>
#include <utility>

namespace gatewright {

Result<CheckReport> runChecks(const std::vector<const Check *> &checks, const QString &documentId,
                              const CheckInput &input, std::stop_token token)
{
    const auto begin = std::chrono::steady_clock::now();
    CheckReport report;
    report.documentId = documentId;
    report.revision = input.document.revision();
    report.status = checks.empty() ? CheckStatus::Skipped : CheckStatus::Passed;
    for (const Check *check : checks) {
        auto found = check->run(input, token);
        if (!found && found.error().code == ErrorCode::Cancelled)
            return propagate(std::move(found));
        if (!found) {
            report.problem = std::move(found.error());
            continue;
        }
        std::move(found->begin(), found->end(), std::back_inserter(report.diagnostics));
    }
    std::stable_sort(report.diagnostics.begin(), report.diagnostics.end(),
                     [](const Diagnostic &a, const Diagnostic &b) { return a.range.start < b.range.start; });
    const bool bad =
        std::any_of(report.diagnostics.begin(), report.diagnostics.end(),
                    [](const Diagnostic &diagnostic) { return diagnostic.severity == Severity::Error; });
    if (bad)
        report.status = CheckStatus::Failed;
    else if (report.problem)
        report.status = CheckStatus::Error;
    report.milliseconds = gatewright::milliseconds(std::chrono::steady_clock::now() - begin);
    return report;
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

void CheckRunner::submit(const QString &documentId, TextDocument document, const QString &path,
                         std::vector<const Check *> checks)
{
    forget(documentId);
    const quint64 number = ++m_lastNumber;
    // A std::function must be copyable, so the snapshot is shared with it; nobody else holds it.
    auto snapshot = std::make_shared<const TextDocument>(std::move(document));
    auto job = [this, number, documentId, path, snapshot, checks = std::move(checks)](std::stop_token token) {
        auto report = runChecks(checks, documentId, {*snapshot, path}, std::move(token));
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
