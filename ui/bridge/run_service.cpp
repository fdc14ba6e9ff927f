// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/run_service.h"

#include "core/check/client/checker_client.h"

#include <utility>

namespace gatewright {

RunService::Cancel CheckerRunService::run(const checker::SimulationQuestion &question, QObject *context,
                                          Done done)
{
    return [handle = m_checker.simulate(question, context, std::move(done))]() mutable { handle.cancel(); };
}

} // namespace gatewright
