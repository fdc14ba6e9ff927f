// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/process/process_service.h"
#include "core/task/progress.h"
#include "plugins/language-qiskit/core/managed_environment.h"

#include <QByteArray>
#include <QString>

#include <stop_token>

namespace gatewright {

// Runs the commands of a recipe and finishes the environment. One that was finished before is left as it is.
// Whatever goes wrong, the folder is taken away again. Cancelled; Io when there is no room or another program
// is at it already; Missing and Io as ProcessService::follow() says; Crashed with the last words of the
// command that failed. Waits: not for the thread of the event loop.
[[nodiscard]] Result<void> installEnvironment(const ProcessService &processes,
                                              const EnvironmentRecipe &recipe, const ProgressSink &progress,
                                              const std::stop_token &token);

// How far pip is, by what it prints; `packages` is how many it was asked for.
class PipProgress
{
public:
    explicit PipProgress(qsizetype packages)
        : m_packages(packages)
    {
    }

    // Takes output in pieces of any length; reports each line that says something.
    void read(const QByteArray &bytes, const ProgressSink &progress);

private:
    void readLine(const QString &line, const ProgressSink &progress);

    const qsizetype m_packages;
    qsizetype m_collected = 0;
    double m_fraction = 0.02; // the empty environment is there
    QByteArray m_rest;        // of a line that has not ended
};

// What became of a command that did not succeed, as an error with a remedy where its words allow one.
[[nodiscard]] Error errorOfInstallation(const ProcessOutcome &outcome, const EnvironmentRecipe &recipe);

} // namespace gatewright
