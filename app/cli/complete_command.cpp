// SPDX-License-Identifier: Apache-2.0
#include "app/cli/command_context.h"
#include "app/cli/commands.h"
#include "app/cli/model_option.h"
#include "app/cli/source_file.h"
#include "core/completion/local/local_model.h"
#include "core/completion/serve/completion_service.h"
#include "core/completion/serve/syntax_gate.h"
#include "core/completion/server/related_files.h"
#include "core/text/text_document.h"

#include <QFileInfo>
#include <QJsonArray>

#include <memory>
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
    sampling.strategy = options.strategy == "sample" ? completion::SamplingChoice::Strategy::Sample
                                                     : completion::SamplingChoice::Strategy::Greedy;
    for (const std::string &setting : options.settings) {
        const QString text = QString::fromStdString(setting);
        const QString name = text.section(QLatin1Char('='), 0, 0);
        GW_TRY(value, numberOf(text.section(QLatin1Char('='), 1), name));
        if (name == QLatin1String("temperature") && value >= 0 && value <= 10)
            sampling.temperature = value;
        else if (name == QLatin1String("top_k") && value >= 0 && value <= 1'000'000)
            sampling.topK = static_cast<int>(value);
        else if (name == QLatin1String("top_p") && value > 0 && value <= 1)
            sampling.topP = value;
        else
            return makeError(ErrorCode::InvalidInput,
                             QStringLiteral("--set takes temperature (0-10), top_k and top_p (0-1)."), {},
                             text);
    }
    return sampling;
}

QJsonObject toJson(const completion::CompletionItem &item, bool parsed)
{
    return {{QStringLiteral("text"), QString::fromStdString(item.text)},
            {QStringLiteral("tokens"), item.tokens},
            {QStringLiteral("score"), item.score},
            {QStringLiteral("tier"), parsed ? 0 : -1},
            {QStringLiteral("status"), parsed ? QStringLiteral("passed") : QStringLiteral("skipped")},
            {QStringLiteral("diagnostics"), QJsonArray()}};
}

QJsonObject toJson(const completion::CompletionAnswer &answer, bool parsed)
{
    QJsonArray candidates;
    for (const completion::CompletionItem &item : answer.items)
        candidates.append(toJson(item, parsed));
    const completion::GenerationTiming &timing = answer.timing;
    QJsonObject json{
        {QStringLiteral("candidates"), candidates},
        {QStringLiteral("timing"), QJsonObject{{QStringLiteral("prompt_tokens"), timing.promptTokens},
                                               {QStringLiteral("reused_tokens"), timing.reusedTokens},
                                               {QStringLiteral("prefill_ms"), timing.prefillMs},
                                               {QStringLiteral("decode_ms"), timing.decodeMs},
                                               {QStringLiteral("passes"), timing.passes},
                                               {QStringLiteral("tokens_per_pass"), timing.tokensPerPass()}}}};
    if (answer.why != completion::WhyNothing::Nothing) {
        json[QLatin1String("why")] = QString(whyNothingName(answer.why));
        json[QLatin1String("why_text")] = whyNothingText(answer.why);
    }
    return json;
}

Result<ExitCode> complete(const CompleteOptions &options, const CommandContext &context)
{
    if (options.tier > 0)
        return makeError(ErrorCode::Unsupported, QStringLiteral("--tier 1 and 2 are not in this version."));
    const QString path = QString::fromStdString(options.file);
    auto text = readSource(path);
    if (!text)
        return makeError(text.error().code, text.error().message, text.error().detail, path);
    const TextDocument document(languageForFile(path), std::move(*text));
    GW_TRY(cursor, offsetOf(document, QString::fromStdString(options.place)));
    GW_TRY(sampling, samplingOf(options, context.seed()));
    GW_TRY(model, loadModel(context));

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
    const completion::CompletionAnswer answer = service.complete(query, context.stop);
    if (answer.why == completion::WhyNothing::Cancelled)
        return makeError(ErrorCode::Cancelled, QStringLiteral("Interrupted."));
    if (answer.why == completion::WhyNothing::ModelFailed)
        return makeError(ErrorCode::Internal, whyNothingText(answer.why), answer.detail);

    context.output.document(toJson(answer, query.language != Language::PlainText));
    for (const completion::CompletionItem &item : answer.items)
        context.output.line(QString::fromStdString(item.text));
    if (answer.items.empty())
        context.output.message(whyNothingText(answer.why));
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
    command.add_option("--strategy", options->strategy, "greedy or sample")
        ->check(CLI::IsMember({"greedy", "sample"}));
    command.add_option("--set", options->settings, "temperature=T, top_k=K, top_p=P");
    command.add_option("--tier", options->tier, "Check up to this tier")->check(CLI::Range(0, 2));
    command.add_flag("--no-draft", options->noDraft, "Without drafting; the text is the same");
}

} // namespace gatewright::cli
