// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/check/protocol/checker_messages.h"

#include <functional>

namespace gatewright {

namespace checker {
class CheckerClient;
}

// Who runs programs for the window. Never blocks.
class RunService
{
public:
    using Done = std::function<void(Result<SimulationReport>)>;
    using Cancel = std::function<void()>;

    virtual ~RunService() = default;

    // `done` runs once, later, unless `context` is gone. The answer cancels the run; it may be called at any
    // time, also after the end.
    [[nodiscard]] virtual Cancel run(const checker::SimulationQuestion &question, QObject *context,
                                     Done done) = 0;
};

// The checker process runs them, in its sandbox.
class CheckerRunService final : public RunService
{
public:
    // `checker` outlives the service.
    explicit CheckerRunService(checker::CheckerClient &checker)
        : m_checker(checker)
    {
    }

    [[nodiscard]] Cancel run(const checker::SimulationQuestion &question, QObject *context,
                             Done done) override;

private:
    checker::CheckerClient &m_checker;
};

} // namespace gatewright
