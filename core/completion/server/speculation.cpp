// SPDX-License-Identifier: Apache-2.0
#include "core/completion/server/speculation.h"

#include "core/base/log.h"
#include "core/text/words.h"

#include <algorithm>
#include <string>
#include <utility>

namespace gatewright::completion {

namespace {

// Whether typing on from this text can make the text of the query.
bool leadsTo(const CompletionQuery &query, std::string_view text, std::size_t cursor)
{
    return cursor <= query.cursor && query.text.substr(0, cursor) == text.substr(0, cursor) &&
           query.text.substr(query.cursor) == text.substr(cursor);
}

} // namespace

Speculation::Speculation(ModelScheduler &scheduler, std::shared_ptr<ModelWorker> worker)
    : m_scheduler(scheduler)
    , m_worker(std::move(worker))
{
}

void Speculation::answered(const QString &uri, const std::shared_ptr<OwnedQuery> &query,
                           const QString &suggested)
{
    stop();
    const std::string all = suggested.toStdString();
    plan(uri, *query, all);
    const std::string_view line = std::string_view(all).substr(0, nextLineEnd(all, 0));
    if (line.size() < all.size())
        plan(uri, *query, line);
}

void Speculation::plan(const QString &uri, const OwnedQuery &query, std::string_view accepted)
{
    std::string text = query.text;
    text.insert(query.query.cursor, accepted);
    auto next = std::make_shared<OwnedQuery>(query.query, std::move(text));
    next->query.cursor += accepted.size();
    next->query.candidates = 1; // as the request that follows an accepted suggestion asks
    next->query.maxTime = {};   // nobody waits
    const auto job = [worker = m_worker, next](std::stop_token stop) {
        if (worker->service && worker->service->prepare(next->query, std::move(stop)) == Preparation::Kept)
            qCDebug(logEngine) << "an answer was made ahead of time";
    };
    m_plans.push_back({uri, next, m_scheduler.post(WorkKind::Speculative, job)});
}

void Speculation::changed(const QString &uri, std::string_view text, std::size_t cursor)
{
    std::erase_if(m_plans, [&](Plan &plan) {
        if (plan.uri == uri && leadsTo(plan.query->query, text, cursor))
            return false;
        plan.stop.request_stop();
        return true;
    });
}

void Speculation::stop()
{
    for (Plan &plan : m_plans)
        plan.stop.request_stop();
    m_plans.clear();
}

} // namespace gatewright::completion
