// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/setup_service.h"

#include "core/check/client/checker_client.h"

#include <utility>

namespace gatewright {

SetupService::Cancel CheckerSetupService::plan(Language language, QObject *context, Planned done)
{
    return [handle = m_checker.planSetup(language, context, std::move(done))]() mutable { handle.cancel(); };
}

SetupService::Cancel CheckerSetupService::install(const checker::SetupQuestion &question, QObject *context,
                                                  ProgressSink progress, Installed done)
{
    const QMetaObject::Connection heard =
        QObject::connect(&m_checker, &checker::CheckerClient::setupProgressed, context, std::move(progress));
    const auto finished = [heard, done = std::move(done)](Result<void> result) {
        QObject::disconnect(heard);
        done(std::move(result));
    };
    return [handle = m_checker.runSetup(question, context, finished)]() mutable { handle.cancel(); };
}

} // namespace gatewright
