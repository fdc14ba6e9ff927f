// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/completion/protocol/engine_messages.h"
#include "core/completion/serve/completion_service.h"
#include "core/completion/server/model_host.h"

#include <QString>

#include <cstdint>
#include <memory>
#include <string>

namespace gatewright::completion {

// The loaded model and what answers with it. Only jobs of the scheduler touch it.
struct ModelWorker
{
    LoadedModel model;
    std::unique_ptr<CompletionService> service; // none while there is no model
    InsertionGate gate;
    QString problem = QStringLiteral("The model has not been loaded yet.");
    WhyNothing why = WhyNothing::ModelLoading;
    bool drafting = true;      // the user's setting
    bool learning = false;     // likewise
    std::uint64_t changes = 0; // how often a model was loaded or unloaded

    [[nodiscard]] SuggestionAnswer silence() const
    {
        SuggestionAnswer answer;
        answer.why = why;
        answer.detail = problem;
        return answer;
    }
};

// A query that owns its text, for another thread.
struct OwnedQuery
{
    OwnedQuery(const CompletionQuery &of, std::string with)
        : text(std::move(with))
        , query(of)
    {
        query.text = text;
    }
    explicit OwnedQuery(const CompletionQuery &of)
        : OwnedQuery(of, std::string(of.text))
    {
    }
    OwnedQuery(const OwnedQuery &) = delete; // query views into text
    OwnedQuery &operator=(const OwnedQuery &) = delete;
    ~OwnedQuery() = default;

    std::string text;
    CompletionQuery query;
};

} // namespace gatewright::completion
