// SPDX-License-Identifier: Apache-2.0
#include "app/cli/bench_draft.h"

#include "app/cli/model_option.h"
#include "app/cli/source_file.h"
#include "core/completion/local/draft_benchmark.h"
#include "core/project/file_index.h"
#include "core/text/language.h"

#include <QFileInfo>
#include <QJsonArray>

#include <algorithm>
#include <optional>

namespace gatewright::cli {

namespace {

using completion::DraftBenchmarkRow;

struct NamedText
{
    QString name;
    std::string text;
};

// Files as they are, folders with all sources below them.
Result<std::vector<NamedText>> textsOf(const std::vector<std::string> &names, const CommandContext &context)
{
    std::vector<NamedText> texts;
    const auto add = [&](const QString &path) -> Result<void> {
        GW_TRY(text, readSource(path));
        texts.push_back({QFileInfo(path).fileName(), std::move(text)});
        return {};
    };
    for (const std::string &name : names) {
        const QString path = QString::fromStdString(name);
        if (!QFileInfo(path).isDir()) {
            GW_CHECK(add(path));
            continue;
        }
        GW_TRY(list, listFiles(path, 100'000, context.stop));
        for (const QString &file : list.files) {
            if (languageForFile(file) != Language::PlainText)
                GW_CHECK(add(path + QLatin1Char('/') + file));
        }
    }
    return texts;
}

// The files of one text set know nothing of each other; what a user had before is said by --history.
std::vector<completion::DraftPlace> placesOf(std::vector<NamedText> &texts, const BenchDraftOptions &options)
{
    // An even choice among many, whatever their order: by a hash of the name that stays.
    const auto order = [](const NamedText &text) { return qHash(text.name, 0); };
    std::ranges::stable_sort(texts, {}, order);
    texts.resize(std::min(texts.size(), static_cast<std::size_t>(options.mostFiles)));
    std::vector<completion::DraftPlace> places;
    for (const NamedText &text : texts) {
        for (completion::DraftPlace &place : completion::placesIn(text.text, text.name, options.places))
            places.push_back(std::move(place));
    }
    return places;
}

QJsonObject toJson(const DraftBenchmarkRow &row)
{
    const double perToken = row.tokens > 0 ? row.ms / row.tokens : 0.0;
    return {{QStringLiteral("name"), row.name == QLatin1String("plain") ? QStringLiteral("draft") : row.name},
            {QStringLiteral("n"), row.meanRows},
            {QStringLiteral("depth"), row.depth},
            {QStringLiteral("tokens_per_s"), perToken > 0.0 ? 1000.0 / perToken : 0.0},
            {QStringLiteral("ms"), QJsonObject{{QStringLiteral("min"), perToken},
                                               {QStringLiteral("median"), perToken},
                                               {QStringLiteral("p90"), perToken}}},
            {QStringLiteral("tokens"), row.tokens},
            {QStringLiteral("passes"), row.passes},
            {QStringLiteral("tokens_per_pass"), row.tokensPerPass()},
            {QStringLiteral("speed"), row.speed()},
            {QStringLiteral("tokens_per_pass_no_loops"), row.freeTokensPerPass()},
            {QStringLiteral("speed_no_loops"), row.freeSpeed()},
            {QStringLiteral("draft_ms_per_pass"),
             row.statistics.passes > 0 ? row.statistics.draftMs / double(row.statistics.passes) : 0.0},
            {QStringLiteral("different"), row.different}};
}

// How drafting with everything went, in detail.
QJsonObject details(const completion::DraftBenchmark &benchmark)
{
    const decode::DraftStatistics &all = benchmark.rows.back().statistics;
    QJsonArray times;
    for (const double ms : benchmark.passMs)
        times.append(ms);
    QJsonArray rows;
    for (std::size_t n = 1; n < all.rows.size(); ++n)
        rows.append(static_cast<qint64>(all.rows[n]));
    QJsonArray depths;
    for (std::size_t depth = 1; depth < all.byDepth.size(); ++depth)
        depths.append(QJsonObject{{QStringLiteral("depth"), static_cast<int>(depth)},
                                  {QStringLiteral("tried"), static_cast<qint64>(all.byDepth[depth].tried)},
                                  {QStringLiteral("stood"), static_cast<qint64>(all.byDepth[depth].stood)}});
    QJsonArray matches;
    static constexpr std::array<const char *, decode::DraftStatistics::matchClasses> kNames{
        "none", "1", "2", "3", "4-5", "6+"};
    for (std::size_t i = 0; i < kNames.size(); ++i)
        matches.append(QJsonObject{{QStringLiteral("match"), QLatin1String(kNames[i])},
                                   {QStringLiteral("passes"), static_cast<qint64>(all.byMatch[i].passes)},
                                   {QStringLiteral("tokens"), static_cast<qint64>(all.byMatch[i].tokens)}});
    QJsonObject shares;
    for (const decode::DraftStatistics::Share &share : all.shares)
        shares.insert(share.drafter, share.accepted / std::max(1.0, double(all.accepted)));
    return {{QStringLiteral("t_n_ms"), times},
            {QStringLiteral("passes_by_rows"), rows},
            {QStringLiteral("by_depth"), depths},
            {QStringLiteral("by_match"), matches},
            {QStringLiteral("shares"), shares},
            {QStringLiteral("predicted"), all.predicted},
            {QStringLiteral("accepted"), static_cast<qint64>(all.accepted)},
            {QStringLiteral("calibration"), all.predicted / std::max(1.0, double(all.accepted))},
            {QStringLiteral("looping_places"), benchmark.looping}};
}

void print(const completion::DraftBenchmark &benchmark, const CommandContext &context)
{
    for (const DraftBenchmarkRow &row : benchmark.rows)
        context.output.line(
            QStringLiteral("%1  rows %2  tokens/pass %3 (no loops %4)  speed %5 (no loops %6)  "
                           "%7 tokens/s  drafting %8 ms/pass%9")
                .arg(row.name, -13)
                .arg(row.meanRows, 5, 'f', 1)
                .arg(row.tokensPerPass(), 6, 'f', 3)
                .arg(row.freeTokensPerPass(), 6, 'f', 3)
                .arg(row.speed(), 6, 'f', 3)
                .arg(row.freeSpeed(), 6, 'f', 3)
                .arg(row.ms > 0 ? row.tokens * 1000.0 / row.ms : 0.0, 7, 'f', 1)
                .arg(row.statistics.passes > 0 ? row.statistics.draftMs / double(row.statistics.passes) : 0.0,
                     5, 'f', 3)
                .arg(row.different > 0 ? QStringLiteral("  %1 DIFFERENT").arg(row.different) : QString()));
    const decode::DraftStatistics &all = benchmark.rows.back().statistics;
    QString times = QStringLiteral("t(n), ms:");
    for (const std::size_t n : {1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64})
        times += QStringLiteral("  %1: %2").arg(n).arg(benchmark.passMs[n - 1], 0, 'f', 2);
    context.output.line(times);
    QString rows = QStringLiteral("passes by rows:");
    for (std::size_t n = 1; n < all.rows.size(); ++n) {
        if (all.rows[n] > 0)
            rows += QStringLiteral("  %1: %2").arg(n).arg(all.rows[n]);
    }
    context.output.line(rows);
    QString depths = QStringLiteral("stood by depth:");
    for (std::size_t depth = 1; depth < all.byDepth.size() && all.byDepth[depth].tried > 0; ++depth)
        depths += QStringLiteral("  %1: %2")
                      .arg(depth)
                      .arg(double(all.byDepth[depth].stood) / double(all.byDepth[depth].tried), 0, 'f', 2);
    context.output.line(depths);
    context.output.line(QStringLiteral("predicted by accepted drafts: %1; places that loop: %2")
                            .arg(all.predicted / std::max(1.0, double(all.accepted)), 0, 'f', 3)
                            .arg(benchmark.looping));
}

// On the processor or, with --device cuda, a GPU, where larger passes are worth a look.
Result<completion::DraftBenchmark> measure(completion::DraftBenchmarkOptions &benchmark,
                                           const app::ModelOptions &loading, const CommandContext &context,
                                           QString &kernels)
{
    if (context.options.device == "cuda") {
        GW_TRY(local, loadOnDevice(context, loading));
        kernels = local->deviceName();
        benchmark.fixedRows = {8, 16, 32, 64};
        return completion::benchmarkDrafts(
            {local->tokenizer(), local->languageModel(), *local->draftMemory()}, benchmark);
    }
    GW_TRY(local, loadModel(context, loading));
    kernels = QString::fromLatin1(local->kernelName());
    return completion::benchmarkDrafts(
        {local->tokenizer(), local->languageModel(), *local->draftMemory(), &local->model()}, benchmark);
}

} // namespace

Result<QJsonObject> benchDraft(const BenchDraftOptions &options, const app::ModelOptions &loading,
                               const CommandContext &context, QString &kernels)
{
    std::vector<std::string> names = options.text;
    if (names.empty())
        names = {Paths::shippedData().toStdString() + "/sample-workspace",
                 Paths::shippedData().toStdString() + "/templates"};
    GW_TRY(texts, textsOf(names, context));
    GW_TRY(history, textsOf(options.history, context));
    completion::DraftBenchmarkOptions benchmark{
        .places = {}, .history = {}, .startWeights = {}, .head = {}, .clock = context.clock};
    benchmark.places = placesOf(texts, options);
    if (benchmark.places.empty())
        return makeError(ErrorCode::InvalidInput,
                         QStringLiteral("There is no text to go on from; give --text files of some length."));
    for (NamedText &text : history)
        benchmark.history.push_back(std::move(text.text));
    benchmark.tokens = options.tokens;
    benchmark.rounds = options.repeats;
    benchmark.stop = context.stop;
    benchmark.startWeights = modelOptions(context, loading).draftWeights;
    benchmark.head = modelOptions(context, loading).shippedHead;
    GW_TRY(result, measure(benchmark, loading, context, kernels));
    print(result, context);
    QJsonArray rows;
    for (const DraftBenchmarkRow &row : result.rows)
        rows.append(toJson(row));
    return QJsonObject{{QStringLiteral("rows"), rows}, {QStringLiteral("draft"), details(result)}};
}

} // namespace gatewright::cli
