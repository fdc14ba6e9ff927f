// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/check/protocol/setup_messages.h"

#include <functional>

class QObject;

namespace gatewright {

namespace checker {
class CheckerClient;
}

// Who installs for the window what a language needs. Never blocks.
class SetupService
{
public:
    using Planned = std::function<void(Result<SetupPlan>)>;
    using Installed = std::function<void(Result<void>)>;
    using Cancel = std::function<void()>;

    virtual ~SetupService() = default;

    // `done` runs once, later, unless `context` is gone. The answer cancels; it may be called at any time,
    // also after the end.
    [[nodiscard]] virtual Cancel plan(Language language, QObject *context, Planned done) = 0;
    // `progress` may be called until `done` is.
    [[nodiscard]] virtual Cancel install(const checker::SetupQuestion &question, QObject *context,
                                         ProgressSink progress, Installed done) = 0;
};

// The checker process installs: it has the plugins.
class CheckerSetupService final : public SetupService
{
public:
    // `checker` outlives the service.
    explicit CheckerSetupService(checker::CheckerClient &checker)
        : m_checker(checker)
    {
    }

    [[nodiscard]] Cancel plan(Language language, QObject *context, Planned done) override;
    [[nodiscard]] Cancel install(const checker::SetupQuestion &question, QObject *context,
                                 ProgressSink progress, Installed done) override;

private:
    checker::CheckerClient &m_checker;
};

} // namespace gatewright
