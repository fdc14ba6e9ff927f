// SPDX-License-Identifier: Apache-2.0
#include "app/cli/background_work.h"
#include "app/cli/command_context.h"
#include "app/cli/commands.h"
#include "app/cli/language_tools.h"
#include "app/cli/model_option.h"
#include "app/cli/source_file.h"
#include "core/completion/local/local_model.h"
#include "core/completion/serve/completion_service.h"
#include "core/completion/serve/syntax_gate.h"
#include "core/completion/server/related_files.h"
#include "core/text/text_document.h"

#include <QFileInfo>
#include <QJsonArray>

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace gatewright::cli {

namespace {

struct CompleteOptions
{
    std::string file;
    std::string place;
    int candidates = 1;
    int maxTokens = 0;
    std::string strategy = "greedy";
    std::vector<std::string> settings;
    int tier = 0;
    bool noDraft = false;
    app::ModelOptions model;
};

// "LINE:COL", both from 1, columns in code points.
Result<std::size_t> offsetOf(const TextDocument &document, const QString &place)
{
    const QStringList parts = place.split(QLatin1Char(':'));
    bool lineOk = false;
    bool columnOk = false;
    const HumanPosition position{parts.value(0).toInt(&lineOk), parts.value(1).toInt(&columnOk)};
    if (parts.size() != 2 || !lineOk || !columnOk)
        return makeError(ErrorCode::InvalidInput,
                         QStringLiteral("--at must be LINE:COL, both counted from 1."), {}, place);
    if (!document.lines().contains(document.text(), position))
        return makeError(ErrorCode::InvalidInput, QStringLiteral("--at names no place of the file."),
                         QStringLiteral("the file has %1 lines").arg(document.lineCount()), place);
    return document.lines().offset(document.text(), position);
}

Result<double> numberOf(const QString &text, const QString &name)
{
    bool ok = false;
    const double value = text.toDouble(&ok);
    if (!ok)
        return makeError(ErrorCode::InvalidInput, QStringLiteral("--set %1 needs a number.").arg(name), {},
                         text);
    return value;
}

Result<completion::SamplingChoice> samplingOf(const CompleteOptions &options, std::uint64_t seed)
{
    completion::SamplingChoice sampling;
    sampling.seed = seed;
    GW_TRY(strategy, completion::strategyFromName(QString::fromStdString(options.strategy)));
    sampling.strategy = strategy;
    for (const std::string &setting : options.settings) {
        const QString text = QString::fromStdString(setting);
        const QString name = text.section(QLatin1Char('='), 0, 0);
        GW_TRY(value, numberOf(text.section(QLatin1Char('='), 1), name));
        if (const auto set = completion::setSampling(sampling, name, value); !set)
            return makeError(set.error().code, QStringLiteral("--set: ") + set.error().message,
                             set.error().detail, text);
    }
    return sampling;
}

// A suggestion in its file, as far as it was tried. T0 is that of an insertion, which the service has made.
struct Candidate
{
    completion::CompletionItem item;
    TextDocument document;
    int tier = -1; // none
    CheckStatus status = CheckStatus::Skipped;
    std::vector<Diagnostic> diagnostics;
    std::optional<Error> problem; // why it could not be tried
};

Result<Candidate> tryOut(Candidate candidate, const QString &path, Tier highest, const LanguageTools &tools,
                         const std::stop_token &stop)
{
    const CheckSubject subject = tools.subject(candidate.document, path);
    GW_TRY(report, tools.check(subject, highest, stop));
    if (highest == Tier::T2)
        GW_CHECK(tools.run(SimulationInput{subject.input()}, report, stop));
    candidate.tier = std::max(candidate.tier, report.tier ? static_cast<int>(*report.tier) : -1);
    candidate.status = report.status;
    candidate.diagnostics = std::move(report.diagnostics);
    candidate.problem = std::move(report.problem);
    return candidate;
}

Result<std::vector<Candidate>> candidatesOf(const completion::CompletionAnswer &answer,
                                            const completion::CompletionQuery &query, const QString &path,
                                            Tier highest, const CommandContext &context)
{
    std::vector<Candidate> candidates;
    for (const completion::CompletionItem &item : answer.items) {
        std::string text(query.text);
        text.insert(query.cursor, item.text);
        Candidate candidate{item, TextDocument(query.language, std::move(text)), -1, CheckStatus::Skipped, {},
                            {}};
        if (query.language != Language::PlainText) {
            candidate.tier = 0;
            candidate.status = CheckStatus::Passed;
        }
        candidates.push_back(std::move(candidate));
    }
    if (highest == Tier::T0 || query.language == Language::PlainText)
        return candidates;
    GW_TRY(tools, LanguageTools::load(context));
    for (Candidate &candidate : candidates) {
        GW_TRY(tried,
               workInBackground<Candidate>(
                   [&](std::stop_token stop) { return tryOut(candidate, path, highest, *tools, stop); },
                   context.stop));
        candidate = std::move(tried);
    }
    return candidates;
}

QJsonObject toJson(const Candidate &candidate)
{
    QJsonArray diagnostics;
    for (const Diagnostic &diagnostic : candidate.diagnostics)
        diagnostics.append(diagnosticToJson(diagnostic, candidate.document));
    QJsonObject json{{QStringLiteral("text"), QString::fromStdString(candidate.item.text)},
                     {QStringLiteral("tokens"), candidate.item.tokens},
                     {QStringLiteral("score"), candidate.item.score},
                     {QStringLiteral("tier"), candidate.tier},
                     {QStringLiteral("status"), checkStatusName(candidate.status)},
                     {QStringLiteral("diagnostics"), diagnostics}};
    if (candidate.problem)
        json.insert(QStringLiteral("message"), candidate.problem->message);
    return json;
}

QJsonObject toJson(const completion::CompletionAnswer &answer, const std::vector<Candidate> &tried)
{
    QJsonArray candidates;
    for (const Candidate &candidate : tried)
        candidates.append(toJson(candidate));
    const completion::GenerationTiming &timing = answer.timing;
    QJsonObject json{
        {QStringLiteral("candidates"), candidates},
        {QStringLiteral("timing"), QJsonObject{{QStringLiteral("prompt_tokens"), timing.promptTokens},
                                               {QStringLiteral("reused_tokens"), timing.reusedTokens},
                                               {QStringLiteral("prefill_ms"), timing.prefillMs},
                                               {QStringLiteral("decode_ms"), timing.decodeMs},
                                               {QStringLiteral("passes"), timing.passes},
                                               {QStringLiteral("drafted"), timing.draftedTokens},
                                               {QStringLiteral("accepted_drafts"), timing.acceptedDrafts},
                                               {QStringLiteral("tokens_per_pass"), timing.tokensPerPass()}}}};
    if (answer.why != completion::WhyNothing::Nothing) {
        json[QLatin1String("why")] = QString(whyNothingName(answer.why));
        json[QLatin1String("why_text")] = whyNothingText(answer.why);
    }
    return json;
}

Result<ExitCode> complete(const CompleteOptions &options, const CommandContext &context)
{
    const QString path = QString::fromStdString(options.file);
    auto text = readSource(path);
    if (!text)
        return makeError(text.error().code, text.error().message, text.error().detail, path);
    const TextDocument document(languageForFile(path), std::move(*text));
    GW_TRY(cursor, offsetOf(document, QString::fromStdString(options.place)));
    GW_TRY(sampling, samplingOf(options, context.seed()));
    GW_TRY(model, loadGenerator(context, options.model));

    completion::CompletionService service(*model, completion::syntaxGate(), context.clock);
    completion::CompletionQuery query;
    query.language = document.language();
    query.fileName = QFileInfo(path).fileName().toStdString();
    query.text = document.text();
    query.cursor = cursor;
    query.related =
        completion::relatedFiles(query.language, QFileInfo(path).absoluteFilePath(), document.text());
    query.candidates = options.candidates;
    query.maxTokens = options.maxTokens;
    query.sampling = sampling;
    query.drafts = !options.noDraft;
    const completion::CompletionAnswer answer = service.complete(query, context.stop);
    if (answer.why == completion::WhyNothing::Cancelled)
        return makeError(ErrorCode::Cancelled, QStringLiteral("Interrupted."));
    if (answer.why == completion::WhyNothing::ModelFailed)
        return makeError(ErrorCode::Internal, whyNothingText(answer.why), answer.detail);

    GW_TRY(candidates, candidatesOf(answer, query, path, static_cast<Tier>(options.tier), context));
    context.output.document(toJson(answer, candidates));
    for (const completion::CompletionItem &item : answer.items)
        context.output.line(QString::fromStdString(item.text));
    if (answer.items.empty())
        context.output.message(whyNothingText(answer.why));
    for (const Candidate &candidate : candidates) {
        if (!candidate.problem)
            continue;
        context.output.message(QStringLiteral("gatewright-cli: ") + candidate.problem->toString());
        return exitCodeFor(*candidate.problem);
    }
    return answer.items.empty() ? ExitCode::Bad : ExitCode::Good;
}

} // namespace

void addCompleteCommand(CommandRegistry &registry)
{
    auto options = std::make_shared<CompleteOptions>();
    CLI::App &command =
        registry.add("complete", "Suggest how a file goes on at a place",
                     [options](const CommandContext &context) { return complete(*options, context); });
    command.add_option("FILE", options->file, "The file")->required();
    command.add_option("--at", options->place, "LINE:COL, both counted from 1, columns in code points")
        ->required();
    command.add_option("-n,--candidates", options->candidates, "How many suggestions")
        ->check(CLI::Range(1, 64));
    command.add_option("--max-tokens", options->maxTokens, "Most tokens of a suggestion")
        ->check(CLI::Range(1, 1024));
    command.add_option("--strategy", options->strategy, "greedy, sample or beam")
        ->check(CLI::IsMember({"greedy", "sample", "beam"}));
    command.add_option("--set", options->settings,
                       "NAME=VALUE, of " + completion::samplingSettingsHelp().toStdString());
    command.add_option("--tier", options->tier, "Check up to this tier")->check(CLI::Range(0, 2));
    app::addModelOptions(command, options->model);
    command.add_flag("--no-draft", options->noDraft, "Without drafting; the text is the same");
}

} // namespace gatewright::cli
