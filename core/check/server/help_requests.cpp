// SPDX-License-Identifier: Apache-2.0
#include "core/check/server/help_requests.h"

#include "core/task/either_stop.h"

#include <iterator>
#include <utility>

namespace gatewright::checker {

namespace {

using Helps = std::vector<const CodeHelp *>;

QJsonValue suggestionsOf(const Helps &helps, const TextDocument &document, std::size_t offset,
                         const std::stop_token &token)
{
    Suggestions all;
    for (const CodeHelp *help : helps) {
        Suggestions some = help->suggestions(document, offset, token);
        all.isIncomplete = all.isIncomplete || some.isIncomplete;
        std::ranges::move(some.items, std::back_inserter(all.items));
    }
    return toJson(all);
}

QJsonValue explanationOf(const Helps &helps, const TextDocument &document, std::size_t offset,
                         const std::stop_token &token)
{
    for (const CodeHelp *help : helps) {
        if (const std::optional<Explanation> found = help->explanation(document, offset, token))
            return toJson(found);
    }
    return QJsonValue::Null;
}

} // namespace

HelpRequests::HelpRequests(lsp::ServerEndpoint &endpoint, const Registries &registries,
                           const lsp::DocumentStore &documents)
    : m_registries(registries)
    , m_documents(documents)
{
    endpoint.onRequest(method::completion, this,
                       [this](const QJsonValue &params, const lsp::Responder &responder) {
                           answerAbout(params, responder, suggestionsOf);
                       });
    endpoint.onRequest(method::hover, this,
                       [this](const QJsonValue &params, const lsp::Responder &responder) {
                           answerAbout(params, responder, explanationOf);
                       });
}

template <class Answer>
void HelpRequests::answerAbout(const QJsonValue &params, const lsp::Responder &responder, Answer answer)
{
    const auto question = helpQuestionFromJson(lsp::Field(params));
    if (!question)
        return responder.fail(question.error());
    Result<TextDocument> document = m_documents.document(question->uri);
    if (!document)
        return responder.fail(document.error());
    Helps helps = m_registries.helpsFor(document->language());
    // Shared because a job must be copyable; nobody else holds it.
    auto shared = std::make_shared<const TextDocument>(std::move(*document));
    m_work.post([responder, shared, answer, helps = std::move(helps), place = question->place,
                 cancelled = lsp::answerWhenCancelled(responder)](std::stop_token shutdown) {
        const EitherStop stop(std::move(shutdown), responder.stopToken());
        if (!stop.token().stop_requested()) // while it waited
            responder.reply(answer(helps, *shared, shared->offset(place), stop.token()));
    });
}

} // namespace gatewright::checker
