// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/completion/serve/completion_query.h"
#include "core/completion/serve/sample_run.h"
#include "core/completion/server/model_scheduler.h"
#include "core/completion/server/model_worker.h"
#include "core/lsp/json_field.h"
#include "core/lsp/responder.h"
#include "core/text/position.h"

#include <QJsonValue>
#include <QString>

#include <functional>
#include <memory>

namespace gatewright::completion {

// The request gatewright/samples: k raw samples of one prompt, which is evaluated once.
//
//   {"textDocument": {"uri"}, "position"} or {"prompt": TEXT, "languageId"?: "cpp" | "python"} or
//   {"description": TEXT, "languageId"?, "system"?: TEXT},
//   "k"?: 1-64 (5), "maxTokens"?: 1-1024 (256), "maxMs"?: 0-600000 (0 = no limit, of one sample),
//   "sampling"?: protocol/sampling.h (strategy "sample"), "seed"?: 0-2^53, "stop"?: up to 16 texts,
//   "partialResultToken"?
// -> {"samples": [sample...], "k", "timing": {"promptTokens", "reusedTokens", "prefillMs", "decodeMs",
// "passes"}}
//
// A sample is {"index", "text", "tokens", "score", "end": "endOfText" | "stopped" | "tokenLimit" |
// "timeLimit" | "loop", "tier": 0 when T0 passed, else -1, "status": "passed" | "failed" | "skipped", "ms"}.
// Sample i is drawn with the seed increased by i. With a partialResultToken each sample goes out as soon as
// it is done, as `$/progress`
// {"token", "value": {"samples": [sample]}}, and the answer has none (LSP 3.18, partial results). k above 1
// needs the strategy "sample": the others would write the same text k times. None of the texts is ever parsed
// for control tokens.
//
// A description is a request in words: a model with a chat template is asked by it, "system" in place of what
// suits the language, any other one goes on from a comment. The samples are code
// (serve/description_prompt.h), and their T0 is that of a file of its own.
//
// Ghost text goes first: a sample that it interrupts is begun again afterwards, with the same text, at most
// three times in a request; after that the samples are as urgent as anything.
class SampleRequests
{
public:
    // The query of a place in an open document.
    using QueryAt = std::function<Result<std::shared_ptr<OwnedQuery>>(const QString &uri, Position position)>;

    // The scheduler outlives it.
    SampleRequests(ModelScheduler &scheduler, std::shared_ptr<ModelWorker> worker, QueryAt queryAt);

    // On the server's thread. `outbox` carries the progress.
    void answer(const QJsonValue &params, const lsp::Responder &responder, const lsp::Outbox &outbox);

private:
    struct Request;

    [[nodiscard]] Result<std::shared_ptr<Request>>
    requestFrom(const lsp::Field &params, const lsp::Responder &responder, const lsp::Outbox &outbox) const;
    static void post(ModelScheduler &scheduler, const std::shared_ptr<ModelWorker> &worker,
                     const std::shared_ptr<Request> &request);

    ModelScheduler &m_scheduler;
    std::shared_ptr<ModelWorker> m_worker;
    QueryAt m_queryAt;
};

} // namespace gatewright::completion
