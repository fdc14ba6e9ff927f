// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/task/progress.h"
#include "core/text/language.h"

#include <QString>
#include <QStringList>

#include <stop_token>

namespace gatewright {

// What would be installed, for the question that the user is asked.
struct SetupPlan
{
    QString title;            // "Qiskit 2.6.2"
    QStringList packages;     // with their versions: "qiskit 2.6.2"
    QString folder;           // where they go; names this very set of packages
    QStringList hosts;        // who is asked for them over the network, the index first: "pypi.org"
    qint64 downloadBytes = 0; // about
    qint64 diskBytes = 0;     // about, once it is installed
    QString note = {};        // what else the user should know, one sentence; may be empty
    bool isDone = false;      // it is there already

    friend bool operator==(const SetupPlan &, const SetupPlan &) = default;
};

// Installs what a language needs for its runs, on the user's word alone: it uses the network. Plugins
// implement it and register it. Immutable: both functions may be called on several threads, but not on the
// one that runs the program's event loop. Of several installations at a time all but one are refused.
class EnvironmentSetup
{
public:
    virtual ~EnvironmentSetup() = default;

    // Stable and unique: "qiskit.environment".
    [[nodiscard]] virtual QString id() const = 0;
    [[nodiscard]] virtual bool serves(Language language) const = 0;
    // Changes nothing and connects to nothing. Missing, with the remedy, when this machine lacks what the
    // installation needs.
    [[nodiscard]] virtual Result<SetupPlan> plan(std::stop_token token) const = 0;
    // `folder` is that of the plan that the user agreed to: InvalidInput when it would be another one now.
    // Each connection is written down before it is made. Cancelled when the token was tripped; then, and
    // after every other error, nothing is left that would be used. What is there already is left as it is.
    // Progress comes on the calling thread.
    [[nodiscard]] virtual Result<void> run(const QString &folder, const ProgressSink &progress,
                                           std::stop_token token) const = 0;
};

} // namespace gatewright
