// SPDX-License-Identifier: Apache-2.0
#include "app/cli/bench_train.h"

#include "app/cli/learn_text.h"
#include "app/cli/model_option.h"
#include "app/trainer/client/trainer_process.h"
#include "core/learn/head_job.h"
#include "core/learn/output_slice.h"
#include "core/learn/replay_reader.h"
#include "core/model/known_models.h"
#include "core/model/model_source.h"

#include <QEventLoop>
#include <QFileInfo>
#include <QTemporaryDir>

#include <sys/resource.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace gatewright::cli {

namespace {

using trainer::SliceReport;
using trainer::TrainerProcess;

constexpr std::size_t kMostPositions = 10'000;
constexpr int kSliceSeconds = 4;

model::BenchmarkRow rowOf(const QString &name, std::size_t n, std::size_t depth, std::vector<double> times)
{
    std::ranges::sort(times);
    const auto at = [&](double share) {
        return times[static_cast<std::size_t>(share * static_cast<double>(times.size() - 1) + 0.5)];
    };
    model::BenchmarkRow row;
    row.name = name;
    row.n = n;
    row.depth = depth;
    row.minimumMs = at(0.0);
    row.medianMs = at(0.5);
    row.p90Ms = at(0.9);
    row.tokensPerSecond = row.medianMs > 0.0 ? static_cast<double>(n) * 1000.0 / row.medianMs : 0.0;
    return row;
}

Result<SliceReport> slice(const QString &program, const QString &folder, const CommandContext &context)
{
    QEventLoop loop;
    std::optional<Result<SliceReport>> result;
    TrainerProcess process(program);
    process.start(folder, kSliceSeconds, TrainerProcess::Urgency::WaitedFor, [&](Result<SliceReport> done) {
        result = std::move(done);
        loop.quit();
    });
    const std::stop_callback whenInterrupted(context.stop, [&] {
        QMetaObject::invokeMethod(&process, [&process] { process.stop(); }, Qt::QueuedConnection);
    });
    loop.exec();
    return std::move(*result);
}

// Processor time and memory of the children that have ended.
double childMilliseconds()
{
    rusage usage{};
    getrusage(RUSAGE_CHILDREN, &usage);
    const auto milliseconds = [](const timeval &time) {
        return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3;
    };
    return milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime);
}

double mostChildMegabytes()
{
    rusage usage{};
    getrusage(RUSAGE_CHILDREN, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024.0;
}

// A job over all that was collected, whose steps do not end before the measuring does.
Result<std::size_t> writeJob(const QString &modelFile, const learn::ModelIdentity &identity,
                             const model::ModelSource &source, const QTemporaryDir &folder)
{
    GW_TRY(config, source.config());
    learn::HeadJob job;
    job.model = modelFile;
    job.identity = identity;
    job.replay = folder.filePath(QStringLiteral("replay"));
    GW_TRY(reader,
           learn::ReplayReader::open(job.replay, identity, config.embeddingLength, config.vocabularySize));
    learn::TokenCounts counts;
    std::vector<std::int32_t> tokens;
    for (std::size_t i = 0; i < reader->size(); ++i)
        tokens.push_back(reader->at(i).nextToken());
    counts.add(tokens);
    job.vocabulary = counts.slice(learn::kSliceTokens, config.vocabularySize, {});
    job.recipe = learn::HeadRecipe::forText(reader->size(), false);
    job.recipe.steps = 100'000;
    GW_CHECK(job.write(folder.filePath(QStringLiteral("job"))));
    return reader->size();
}

} // namespace

Result<TrainBenchmark> benchTrain(const std::vector<std::string> &texts, int slices,
                                  const app::ModelOptions &loading, const CommandContext &context,
                                  QString &kernels)
{
    GW_TRY(program, TrainerProcess::program());
    GW_TRY(path, modelPath(context));
    const QString modelFile = QFileInfo(path).absoluteFilePath();
    GW_TRY(source, model::ModelSource::open(modelFile));
    GW_TRY(hash, model::sha256Of(source->weightFiles(), context.stop));
    const learn::ModelIdentity identity{hash, {}};
    const QTemporaryDir folder;
    if (!folder.isValid())
        return makeError(ErrorCode::Io, QStringLiteral("There is no room for temporary files."),
                         folder.errorString());

    TextSources sources;
    for (const std::string &text : texts)
        sources.folders.append(QString::fromStdString(text));
    if (sources.folders.isEmpty())
        for (const char *part : {"/hls", "/qiskit", "/sample-workspace", "/templates"})
            sources.folders.append(Paths::shippedData() + QLatin1String(part));
    sources.mostPositions = kMostPositions;
    sources.until = context.clock.now() + std::chrono::hours(1);
    GW_TRY(local, loadModel(context, loading));
    kernels = QString::fromLatin1(local->kernelName());
    const auto begun = context.clock.now();
    GW_TRY(read, collectText(*local, identity, sources, folder.filePath(QStringLiteral("replay")), context));
    TrainBenchmark result;
    result.rows.push_back(
        rowOf(QStringLiteral("collect"), read.positions, 0, {milliseconds(context.clock.now() - begun)}));

    GW_TRY(positions, writeJob(modelFile, identity, *source, folder));
    const std::size_t batch = learn::HeadRecipe().batch;
    std::vector<double> steps; // milliseconds of processor time
    std::size_t done = 0;
    for (int turn = 0; turn < slices; ++turn) {
        const double before = childMilliseconds();
        GW_TRY(report, slice(program, folder.filePath(QStringLiteral("job")), context));
        if (context.stop.stop_requested())
            return makeError(ErrorCode::Cancelled, QStringLiteral("The measuring was interrupted."));
        if (report.step > done)
            steps.push_back((childMilliseconds() - before) / static_cast<double>(report.step - done));
        done = report.step;
    }
    if (steps.empty())
        return makeError(ErrorCode::LimitExceeded,
                         QStringLiteral("The trainer made no step in %1 seconds; the machine is too busy.")
                             .arg(kSliceSeconds));
    result.rows.push_back(rowOf(QStringLiteral("train"), batch, positions, std::move(steps)));
    result.details = {{QStringLiteral("trainer_mb"), mostChildMegabytes()},
                      {QStringLiteral("seconds_for_10000"),
                       result.rows.back().medianMs / 1e3 *
                           static_cast<double>(learn::HeadRecipe::forText(10'000, true).steps)}};
    return result;
}

} // namespace gatewright::cli
