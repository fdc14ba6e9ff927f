// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/check/check.h"
#include "core/check/simulation.h"
#include "core/task/serial_executor.h"

#include <QHash>
#include <QObject>

#include <optional>
#include <stop_token>
#include <vector>

namespace gatewright {

// What the checks say about one revision of one document.
struct CheckReport
{
    QString documentId;
    Revision revision;
    CheckStatus status = CheckStatus::Passed; // Failed when there is an error among the findings
    std::optional<Tier> tier;                 // the highest that passed, with all below it
    std::vector<Diagnostic> diagnostics;
    std::optional<Error> problem; // why a check could not be made; status is Error then
    double milliseconds = 0;
};

// Runs the checks tier by tier. Where a tier fails, the next ones are still asked, but only for what they
// would rather be told now than later: their warnings. Their errors are those of the broken text again, in
// other words. Reports Cancelled when the token stops it.
[[nodiscard]] Result<CheckReport> runChecks(const std::vector<const Check *> &checks,
                                            const QString &documentId, const CheckInput &input,
                                            std::stop_token token);

// Tier 2: runs the program of a text that reached tier 1 and puts what that found into its report. Nothing
// when there is nothing to run or nobody to run it (`simulation` may be null). A run that could not be made
// is the report's problem. Reports Cancelled when the token stops it.
[[nodiscard]] Result<std::optional<SimulationReport>> runProgram(const Simulation *simulation,
                                                                 const SimulationInput &input,
                                                                 CheckReport &report, std::stop_token token);

// Keeps the findings of open documents current: a newer text of a document cancels the check of the older
// one, and a report that was overtaken is dropped. Lives on one thread; the checks run on one of its own, and
// must outlive this.
class CheckRunner final : public QObject
{
    Q_OBJECT

public:
    explicit CheckRunner(QObject *parent = nullptr);
    ~CheckRunner() override;

    // finished() follows, unless a newer submit() or forget() of the same document overtakes.
    void submit(const QString &documentId, CheckSubject subject, std::vector<const Check *> checks);
    // The document was closed.
    void forget(const QString &documentId);

Q_SIGNALS:
    void finished(const gatewright::CheckReport &report);

private:
    struct Request
    {
        quint64 number = 0;
        std::stop_source stop{std::nostopstate};
    };

    void deliver(const CheckReport &report, quint64 number);

    QHash<QString, Request> m_current; // the newest request of each document that was not answered yet
    quint64 m_lastNumber = 0;
    SerialExecutor m_executor; // last: joins before what its jobs use goes
};

} // namespace gatewright
