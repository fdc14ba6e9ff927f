// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/completion/protocol/engine_messages.h"
#include "core/completion/server/model_scheduler.h"
#include "core/completion/server/model_worker.h"

#include <QString>

#include <cstddef>
#include <memory>
#include <stop_token>
#include <string_view>
#include <vector>

namespace gatewright::completion {

// The questions that an answer makes likely, asked before the user does: how it goes on once the first
// suggestion is accepted as a whole, and once its first line is. What the model says to them, the service
// remembers. Anything that somebody waits for stops this work; so does a text that no longer leads to the
// question. Lives on the server's thread.
class Speculation
{
public:
    // Both outlive it, and what they run: the worker is shared with the jobs.
    Speculation(ModelScheduler &scheduler, std::shared_ptr<ModelWorker> worker);

    // `suggested` was answered to `query`, which is about the document `uri`. Replaces what was planned
    // before.
    void answered(const QString &uri, const std::shared_ptr<OwnedQuery> &query, const QString &suggested);
    // The user typed (or accepted, or deleted) up to `cursor`.
    void changed(const QString &uri, std::string_view text, std::size_t cursor);
    void stop();

private:
    struct Plan
    {
        QString uri;
        std::shared_ptr<OwnedQuery> query;
        std::stop_source stop;
    };

    void plan(const QString &uri, const OwnedQuery &query, std::string_view accepted);

    ModelScheduler &m_scheduler;
    std::shared_ptr<ModelWorker> m_worker;
    std::vector<Plan> m_plans;
};

} // namespace gatewright::completion
