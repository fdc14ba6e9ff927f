// SPDX-License-Identifier: Apache-2.0
#include "core/completion/server/sample_requests.h"

#include "core/completion/serve/cursor_context.h"
#include "core/completion/serve/description_prompt.h"
#include "core/lsp/types.h"
#include "core/task/either_stop.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace gatewright::completion {

namespace {

constexpr int mostSamples = 64;
constexpr int mostSampleTokens = 1024;
constexpr int longestSampleMs = 600'000;
constexpr qsizetype longestPrompt = 1024 * 1024; // characters; what is more than the context holds is cut
constexpr std::size_t mostStops = 16;
constexpr qsizetype longestStop = 256; // characters
constexpr int mostInterruptions = 3;

QLatin1String endName(GenerationEnd end)
{
    switch (end) {
    case GenerationEnd::EndOfText:
        return QLatin1String("endOfText");
    case GenerationEnd::Stopped:
        return QLatin1String("stopped");
    case GenerationEnd::TokenLimit:
        return QLatin1String("tokenLimit");
    case GenerationEnd::TimeLimit:
        return QLatin1String("timeLimit");
    case GenerationEnd::Loop:
        break;
    }
    return QLatin1String("loop");
}

QLatin1String statusName(Sample::Tier0 tier0)
{
    return tier0 == Sample::Tier0::Untried  ? QLatin1String("skipped")
           : tier0 == Sample::Tier0::Passed ? QLatin1String("passed")
                                            : QLatin1String("failed");
}

QJsonObject toJson(const Sample &sample)
{
    return {{QStringLiteral("index"), sample.index},
            {QStringLiteral("text"), QString::fromStdString(sample.generated.text)},
            {QStringLiteral("tokens"), static_cast<qint64>(sample.generated.tokens.size())},
            {QStringLiteral("score"), sample.score()},
            {QStringLiteral("end"), QString(endName(sample.generated.end))},
            {QStringLiteral("tier"), sample.tier0 == Sample::Tier0::Passed ? 0 : -1},
            {QStringLiteral("status"), QString(statusName(sample.tier0))},
            {QStringLiteral("ms"), sample.generated.timing.prefillMs + sample.generated.timing.decodeMs}};
}

QJsonObject toJson(const SampleRun &run, bool isStreamed)
{
    QJsonArray samples;
    for (const Sample &sample : run.samples()) {
        if (!isStreamed)
            samples.append(toJson(sample));
    }
    const GenerationTiming &timing = run.timing();
    return {{QStringLiteral("samples"), samples},
            {QStringLiteral("k"), static_cast<qint64>(run.samples().size())},
            {QStringLiteral("timing"), QJsonObject{{QStringLiteral("promptTokens"), timing.promptTokens},
                                                   {QStringLiteral("reusedTokens"), timing.reusedTokens},
                                                   {QStringLiteral("prefillMs"), timing.prefillMs},
                                                   {QStringLiteral("decodeMs"), timing.decodeMs},
                                                   {QStringLiteral("passes"), timing.passes}}}};
}

Result<int> integerOr(int missing, const lsp::Field &field, int least, int most)
{
    return field.isNothing() ? Result<int>(missing) : field.integer(least, most);
}

Result<std::string> stopText(const lsp::Field &field)
{
    GW_TRY(text, field.text());
    if (text.isEmpty() || text.size() > longestStop)
        return field.refuse(QStringLiteral("must have 1 to %1 characters").arg(longestStop));
    return text.toStdString();
}

Result<std::vector<std::string>> stopTexts(const lsp::Field &field)
{
    if (field.isNothing())
        return std::vector<std::string>();
    GW_TRY(texts, lsp::listOf(field, stopText));
    if (texts.size() > mostStops)
        return field.refuse(QStringLiteral("must name at most %1 texts").arg(mostStops));
    return texts;
}

Result<SamplingChoice> samplingFrom(const lsp::Field &params)
{
    SamplingChoice defaults;
    defaults.strategy = SamplingChoice::Strategy::Sample;
    GW_TRY(sampling, samplingFromJson(params["sampling"].value(), defaults));
    const lsp::Field seed = params["seed"];
    if (!seed.isNothing()) {
        if (!seed.value().isDouble())
            return seed.refuse(QStringLiteral("must be a number"));
        GW_CHECK(setSampling(sampling, QStringLiteral("seed"), seed.value().toDouble()));
    }
    return sampling;
}

// What the samples are of: a place in a document, a description, or else the prompt of the query.
struct SampleSource
{
    std::shared_ptr<OwnedQuery> place;
    std::optional<Description> description;
};

Result<std::string> longText(const lsp::Field &field)
{
    GW_TRY(text, field.text());
    if (text.size() > longestPrompt)
        return field.refuse(QStringLiteral("must have at most %1 characters").arg(longestPrompt));
    return withUnixLineEnds(text.toStdString());
}

Result<Description> descriptionFrom(const lsp::Field &params)
{
    Description description;
    GW_TRY(text, longText(params["description"]));
    description.text = std::move(text);
    description.language = languageFromId(params["languageId"].value().toString());
    if (!params["system"].isNothing()) {
        GW_TRY(system, longText(params["system"]));
        description.system = std::move(system);
    }
    return description;
}

} // namespace

struct SampleRequests::Request
{
    Request(lsp::Responder to, lsp::Outbox progress)
        : responder(std::move(to))
        , outbox(std::move(progress))
        , cancelled(lsp::answerWhenCancelled(responder))
    {
    }

    lsp::Responder responder;
    lsp::Outbox outbox;
    std::shared_ptr<lsp::CancelAnswer> cancelled;
    std::optional<QJsonValue> token; // of the progress
    SampleQuery query;
    SampleSource source;
    // From here on only the scheduler's jobs.
    std::optional<SampleRun> run;
    std::uint64_t model = 0; // ModelWorker::changes when the first sample was begun
    int interruptions = 0;

    void begin(const ModelWorker &worker)
    {
        if (const auto &place = source.place) {
            query.language = place->query.language;
            query.prompt = worker.service->promptOf(place->query);
            query.before = withUnixLineEnds(place->query.text.substr(0, place->query.cursor));
        } else if (source.description) {
            query.prompt = descriptionPrompt(*source.description, worker.model.generator->answersRequests());
        }
        model = worker.changes;
        run.emplace(query, worker.gate);
    }
    void show(const Sample &sample) const
    {
        if (token)
            outbox.notify(QStringLiteral("$/progress"),
                          QJsonObject{{QStringLiteral("token"), *token},
                                      {QStringLiteral("value"), QJsonObject{{QStringLiteral("samples"),
                                                                             QJsonArray{toJson(sample)}}}}});
    }
};

SampleRequests::SampleRequests(ModelScheduler &scheduler, std::shared_ptr<ModelWorker> worker,
                               QueryAt queryAt)
    : m_scheduler(scheduler)
    , m_worker(std::move(worker))
    , m_queryAt(std::move(queryAt))
{
}

void SampleRequests::answer(const QJsonValue &params, const lsp::Responder &responder,
                            const lsp::Outbox &outbox)
{
    const auto request = requestFrom(lsp::Field(params), responder, outbox);
    if (!request)
        return responder.fail(request.error());
    post(m_scheduler, m_worker, *request);
}

Result<std::shared_ptr<SampleRequests::Request>> SampleRequests::requestFrom(const lsp::Field &params,
                                                                             const lsp::Responder &responder,
                                                                             const lsp::Outbox &outbox) const
{
    SampleQuery query;
    SampleSource source;
    if (!params["description"].isNothing()) {
        GW_TRY(description, descriptionFrom(params));
        query.language = description.language;
        query.stop.emplace_back(codeBlockEnd);
        source.description = std::move(description);
    } else if (!params["prompt"].isNothing()) {
        GW_TRY(prompt, longText(params["prompt"]));
        query.prompt = std::move(prompt);
        query.before = query.prompt.text;
        query.language = languageFromId(params["languageId"].value().toString());
    } else {
        GW_TRY(uri, params["textDocument"]["uri"].text());
        GW_TRY(position, lsp::positionFromJson(params["position"]));
        GW_TRY(found, m_queryAt(uri, position));
        source.place = std::move(found);
    }
    GW_TRY(count, integerOr(5, params["k"], 1, mostSamples));
    GW_TRY(maxTokens, integerOr(query.maxTokens, params["maxTokens"], 1, mostSampleTokens));
    GW_TRY(maxMs, integerOr(0, params["maxMs"], 0, longestSampleMs));
    GW_TRY(sampling, samplingFrom(params));
    GW_TRY(stops, stopTexts(params["stop"]));
    if (count > 1 && sampling.strategy != SamplingChoice::Strategy::Sample)
        return params["k"].refuse(QStringLiteral("must be 1 unless the strategy is sample"));
    query.count = count;
    query.maxTokens = maxTokens;
    query.maxTime = std::chrono::milliseconds(maxMs);
    query.sampling = sampling;
    query.stop.insert(query.stop.end(), stops.begin(), stops.end());

    const lsp::Field token = params["partialResultToken"];
    if (!token.isNothing() && !token.value().isString() && !token.value().isDouble())
        return token.refuse(QStringLiteral("must be a string or a number"));
    auto request = std::make_shared<Request>(responder, outbox);
    request->query = std::move(query);
    request->source = std::move(source);
    if (!token.isNothing())
        request->token = token.value();
    return request;
}

void SampleRequests::post(ModelScheduler &scheduler, const std::shared_ptr<ModelWorker> &worker,
                          const std::shared_ptr<Request> &request)
{
    const auto job = [&scheduler, worker, request](const std::stop_token &stop) {
        if (request->responder.stopToken().stop_requested())
            return; // it was answered when it was cancelled
        if (!worker->service)
            return request->responder.fail({ErrorCode::Missing, worker->problem, {}, {}});
        if (!request->run)
            request->begin(*worker);
        if (request->model != worker->changes)
            return request->responder.fail(
                {ErrorCode::Cancelled, QStringLiteral("The model was changed between two samples."), {}, {}});
        const EitherStop either(stop, request->responder.stopToken());
        const auto done = request->run->go(
            *worker->model.generator, [&](const Sample &sample) { request->show(sample); }, either.token());
        if (done)
            return request->responder.reply(toJson(*request->run, request->token.has_value()));
        if (done.error().code != ErrorCode::Cancelled || request->responder.stopToken().stop_requested())
            return request->responder.fail(done.error());
        ++request->interruptions;
        post(scheduler, worker, request);
    };
    scheduler.post(request->interruptions < mostInterruptions ? WorkKind::Samples : WorkKind::Interactive,
                   job);
}

} // namespace gatewright::completion
