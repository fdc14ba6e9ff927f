// SPDX-License-Identifier: Apache-2.0
#include "app/cli/bench_draft.h"
#include "app/cli/bench_train.h"
#include "app/cli/command_context.h"
#include "app/cli/commands.h"
#include "app/cli/model_option.h"
#include "app/cli/source_file.h"
#include "core/completion/local/ghost_benchmark.h"
#include "core/model/benchmark.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QSysInfo>

#include <algorithm>
#include <array>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace gatewright::cli {

namespace {

using model::BenchmarkRow;
using Rows = std::vector<BenchmarkRow>;

constexpr std::array<std::size_t, 3> contextDepths{0, 512, 1500};
constexpr std::size_t viewedDepth = 4096; // beside the others, with --view
constexpr std::array<std::size_t, 3> promptLengths{16, 128, 512};
constexpr std::array<std::size_t, 11> passRows{1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 64};

struct BenchOptions
{
    std::string what;
    int repeats = 0; // 0: 5, or one round of `draft`
    std::string promptFile;
    app::ModelOptions model;
    BenchDraftOptions draft;

    [[nodiscard]] int samples() const { return repeats > 0 ? repeats : 5; }
};

// The value below which `share` of the sorted samples lie.
double quantile(const std::vector<double> &sorted, double share)
{
    const auto index = static_cast<std::size_t>(share * double(sorted.size() - 1) + 0.5);
    return sorted.empty() ? 0.0 : sorted[index];
}

// The model is one on the processor or one on a GPU, here and below.
template <class Model>
Result<Rows> benchPrefill(Model &model, const model::BenchmarkOptions &options)
{
    Rows rows;
    for (const std::size_t length : promptLengths) {
        GW_TRY(row, model::benchmarkPrefill(model, length, 0, options));
        rows.push_back(row);
    }
    GW_TRY(deep, model::benchmarkPrefill(model, promptLengths.front(), contextDepths[1], options));
    rows.push_back(deep);
    return rows;
}

template <class Model>
Result<Rows> benchDecode(Model &model, const model::BenchmarkOptions &options)
{
    Rows rows;
    for (const std::size_t depth : contextDepths) {
        GW_TRY(row, model::benchmarkDecode(model, depth, options));
        rows.push_back(row);
    }
    return rows;
}

Result<Rows> benchDecode(const model::LlamaModel &model, std::size_t viewEntries,
                         const model::BenchmarkOptions &options)
{
    GW_TRY(rows, benchDecode(model, options));
    if (viewEntries > 0) {
        const auto view = model::ViewSettings::of(viewEntries);
        GW_TRY(whole, model::benchmarkDecode(model, viewedDepth, options));
        GW_TRY(viewed, model::benchmarkDecodeView(model, viewedDepth, view, options));
        GW_TRY(begun, model::benchmarkBeginView(model, viewedDepth, view, options));
        rows.insert(rows.end(), {whole, viewed, begun});
    }
    return rows;
}

// What verifying drafts costs: passes of more and more rows, logits for all of them.
template <class Model>
Result<Rows> benchBatch(Model &model, const model::BenchmarkOptions &options)
{
    Rows rows;
    for (const std::size_t depth : {contextDepths[0], contextDepths[1]})
        for (const std::size_t count : passRows) {
            GW_TRY(row, model::benchmarkBatch(model, count, depth, options));
            rows.push_back(row);
        }
    return rows;
}

Result<Rows> benchGhost(completion::TextGenerator &model, const model::Tokenizer &tokenizer, int repeats,
                        const CommandContext &context)
{
    GW_TRY(ghost, completion::benchmarkGhost(model, tokenizer, repeats, context.clock, context.stop));
    std::vector<double> sorted = ghost.milliseconds;
    std::sort(sorted.begin(), sorted.end());
    BenchmarkRow row;
    row.name = QStringLiteral("ghost");
    row.n = static_cast<std::size_t>(ghost.generatedTokens);
    row.depth = static_cast<std::size_t>(ghost.promptTokens);
    row.minimumMs = quantile(sorted, 0.0);
    row.medianMs = quantile(sorted, 0.5);
    row.p90Ms = quantile(sorted, 0.9);
    row.tokensPerSecond = row.medianMs > 0.0 ? double(row.n) * 1000.0 / row.medianMs : 0.0;
    return Rows{row};
}

Result<Rows> benchLoad(const BenchOptions &bench, const CommandContext &context, QString &kernels)
{
    GW_TRY(path, modelPath(context));
    const completion::LocalModelOptions local = modelOptions(context, bench.model);
    model::ModelOptions options;
    options.threads = local.threads;
    options.kernels = local.kernels;
    if (const model::KernelTable *table = model::kernelTable(local.kernels))
        kernels = QString::fromLatin1(table->name);
    GW_TRY(row, model::benchmarkLoad(path, options, {context.clock, bench.samples(), context.stop}));
    return Rows{row};
}

Result<model::BenchmarkOptions> benchmarkOptions(const BenchOptions &options,
                                                 const model::Tokenizer &tokenizer,
                                                 const CommandContext &context)
{
    model::BenchmarkOptions benchmark{context.clock, options.samples(), context.stop};
    if (!options.promptFile.empty()) {
        GW_TRY(text, readSource(QString::fromStdString(options.promptFile)));
        benchmark.text = tokenizer.encode(text, model::Specials::AsText);
    }
    return benchmark;
}

Result<Rows> measureOnDevice(const BenchOptions &options, const CommandContext &context, QString &kernels)
{
    GW_TRY(local, loadOnDevice(context, options.model));
    kernels = local->deviceName();
    GW_TRY(benchmark, benchmarkOptions(options, local->tokenizer(), context));
    if (options.what == "batch")
        return benchBatch(local->model(), benchmark);
    if (options.what == "prefill")
        return benchPrefill(local->model(), benchmark);
    if (options.what == "decode")
        return benchDecode(local->model(), benchmark);
    return benchGhost(*local, local->tokenizer(), options.samples(), context);
}

Result<Rows> measure(const BenchOptions &options, const CommandContext &context, QString &kernels)
{
    if (options.what == "load")
        return benchLoad(options, context, kernels);
    if (context.options.device == "cuda")
        return measureOnDevice(options, context, kernels);
    GW_TRY(local, loadModel(context, options.model));
    kernels = QString::fromLatin1(local->kernelName());
    GW_TRY(benchmark, benchmarkOptions(options, local->tokenizer(), context));
    if (options.what == "batch")
        return benchBatch(local->model(), benchmark);
    if (options.what == "prefill")
        return benchPrefill(local->model(), benchmark);
    if (options.what == "decode")
        return benchDecode(local->model(), modelOptions(context, options.model).viewEntries, benchmark);
    return benchGhost(*local, local->tokenizer(), options.samples(), context);
}

QJsonObject toJson(const BenchmarkRow &row)
{
    return {{QStringLiteral("name"), row.name},
            {QStringLiteral("n"), static_cast<qint64>(row.n)},
            {QStringLiteral("depth"), static_cast<qint64>(row.depth)},
            {QStringLiteral("tokens_per_s"), row.tokensPerSecond},
            {QStringLiteral("ms"), QJsonObject{{QStringLiteral("min"), row.minimumMs},
                                               {QStringLiteral("median"), row.medianMs},
                                               {QStringLiteral("p90"), row.p90Ms}}}};
}

QJsonObject machine(const QString &kernels, const CommandContext &context)
{
    return {{QStringLiteral("cores"), static_cast<int>(std::thread::hardware_concurrency())},
            {QStringLiteral("threads"), context.options.threads},
            {QStringLiteral("architecture"), QSysInfo::currentCpuArchitecture()},
            {QStringLiteral("kernel"), QSysInfo::kernelType() + QLatin1Char(' ') + QSysInfo::kernelVersion()},
            {QStringLiteral("system"), QSysInfo::prettyProductName()},
            {QStringLiteral("kernels"), kernels}};
}

Result<ExitCode> bench(const BenchOptions &options, const CommandContext &context)
{
    if (options.what == "draft") {
        QString kernels;
        BenchDraftOptions draft = options.draft;
        draft.repeats = options.repeats > 0 ? options.repeats : 1;
        GW_TRY(answer, benchDraft(draft, options.model, context, kernels));
        answer.insert(QStringLiteral("machine"), machine(kernels, context));
        context.output.document(answer);
        return ExitCode::Good;
    }
    QString kernels;
    QJsonObject answer;
    Rows rows;
    if (options.what == "train") {
        GW_TRY(training, benchTrain(options.draft.text, options.samples(), options.model, context, kernels));
        rows = std::move(training.rows);
        answer.insert(QStringLiteral("train"), training.details);
    } else {
        GW_TRY(measured, measure(options, context, kernels));
        rows = std::move(measured);
    }
    QJsonArray json;
    for (const BenchmarkRow &row : rows) {
        json.append(toJson(row));
        context.output.line(
            QStringLiteral("%1  n %2  depth %3  %4 tokens/s  min %5 ms  median %6 ms  p90 %7 ms")
                .arg(row.name, -8)
                .arg(row.n, 4)
                .arg(row.depth, 5)
                .arg(row.tokensPerSecond, 8, 'f', 1)
                .arg(row.minimumMs, 8, 'f', 2)
                .arg(row.medianMs, 8, 'f', 2)
                .arg(row.p90Ms, 8, 'f', 2));
    }
    for (const QString &name : answer[QLatin1String("train")].toObject().keys())
        context.output.line(QStringLiteral("%1: %2").arg(name).arg(
            answer[QLatin1String("train")][name].toDouble(), 0, 'f', 1));
    answer.insert(QStringLiteral("rows"), json);
    answer.insert(QStringLiteral("machine"), machine(kernels, context));
    context.output.document(answer);
    return ExitCode::Good;
}

} // namespace

void addBenchCommand(CommandRegistry &registry)
{
    auto options = std::make_shared<BenchOptions>();
    CLI::App &command =
        registry.add("bench", "Measure this machine: prefill, decode, batch, draft, ghost, load or train",
                     [options](const CommandContext &context) { return bench(*options, context); });
    command.add_option("WHAT", options->what, "prefill, decode, batch, draft, ghost, load or train")
        ->required()
        ->check(CLI::IsMember({"prefill", "decode", "batch", "draft", "ghost", "load", "train"}));
    command.add_option("--repeat", options->repeats, "Samples of each row")->check(CLI::Range(1, 10'000));
    app::addModelOptions(command, options->model);
    command.add_option("--prompt-file", options->promptFile, "What prefill, decode and batch evaluate")
        ->check(CLI::ExistingFile);
    command.add_option("--text", options->draft.text, "draft, train: files and folders of text")
        ->check(CLI::ExistingPath);
    command.add_option("--history", options->draft.history, "draft: files and folders written before")
        ->check(CLI::ExistingPath);
    command.add_option("--places", options->draft.places, "draft: places in each file")
        ->check(CLI::Range(1, 1000));
    command.add_option("--files", options->draft.mostFiles, "draft: most files of --text")
        ->check(CLI::Range(1, 100'000));
    command.add_option("--tokens", options->draft.tokens, "draft: tokens of an answer")
        ->check(CLI::Range(2, 512));
}

} // namespace gatewright::cli
