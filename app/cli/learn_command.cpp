// SPDX-License-Identifier: Apache-2.0
#include "app/cli/command_context.h"
#include "app/cli/commands.h"
#include "app/cli/learn_text.h"
#include "app/cli/model_option.h"
#include "app/trainer/client/trainer_process.h"
#include "core/learn/head_gate.h"
#include "core/learn/head_job.h"
#include "core/learn/head_versions.h"
#include "core/learn/output_slice.h"
#include "core/learn/replay_reader.h"
#include "core/learn/safe_file.h"
#include "core/model/known_models.h"
#include "core/model/model_source.h"
#include "core/store/writer_lock.h"

#include <QEventLoop>
#include <QFileInfo>
#include <QJsonArray>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace gatewright::cli {

namespace {

using trainer::SliceReport;
using trainer::TrainerProcess;

struct LearnOptions
{
    std::vector<std::string> texts;
    double minutes = 30.0;
    std::size_t positions = 50'000;
    bool afresh = false;
    std::string out;
    app::ModelOptions model;
};

// One process of a profile writes heads; while an engine runs, it is that one. Held while something is
// written, not longer: an engine that starts meanwhile would keep nothing.
Result<std::unique_ptr<store::WriterLock>> lockLearning(const CommandContext &context)
{
    const QString file = context.paths().storeFile();
    GW_CHECK(learn::makeFolder(QFileInfo(file).path()));
    GW_TRY(lock, store::WriterLock::tryAcquire(file + QLatin1String(".lock")));
    if (!lock)
        return makeError(
            ErrorCode::Unsupported,
            QStringLiteral("A window of the program keeps what is learned; do this in its Learning "
                           "panel, or close it first."),
            {}, file);
    return lock;
}

// One run of `learn heads`.
class HeadLearning
{
public:
    HeadLearning(const LearnOptions &options, const CommandContext &context)
        : m_options(options)
        , m_context(context)
        , m_until(context.clock.now() + std::chrono::duration_cast<std::chrono::steady_clock::duration>(
                                            std::chrono::duration<double, std::ratio<60>>(options.minutes)))
        , m_folder(context.paths().state() + QLatin1String("/learn/heads"))
    {
    }

    Result<ExitCode> run()
    {
        GW_TRY(program, TrainerProcess::program());
        m_program = program;
        if (m_options.out.empty())
            GW_CHECK(lockLearning(m_context)); // known before the work, not after it
        GW_CHECK(collect());
        GW_CHECK(writeJob());
        GW_TRY(report, train());
        return finish(report);
    }

private:
    // Where the states are: those of the given texts, or those that the engine kept.
    [[nodiscard]] bool hasTexts() const { return !m_options.texts.empty(); }

    Result<void> collect()
    {
        GW_TRY(path, modelPath(m_context));
        m_modelPath = QFileInfo(path).absoluteFilePath();
        GW_TRY(source, model::ModelSource::open(m_modelPath));
        GW_TRY(hash, model::sha256Of(source->weightFiles(), m_context.stop));
        m_identity.modelHash = hash;
        GW_TRY(config, source->config());
        m_replay = m_context.paths().data() + QLatin1String("/replay");
        if (hasTexts()) {
            m_replay = m_folder + QLatin1String("/replay");
            GW_TRY(local, loadModel(m_context, m_options.model));
            TextSources sources;
            for (const std::string &text : m_options.texts)
                sources.folders.append(QString::fromStdString(text));
            sources.mostPositions = m_options.positions;
            // Half of the time at most: without training it was for nothing.
            const auto now = m_context.clock.now();
            sources.until = now + (m_until - now) / 2;
            GW_TRY(text, collectText(*local, m_identity, sources, m_replay, m_context));
            m_context.output.message(
                QStringLiteral("Read %1 positions of %2 files.").arg(text.positions).arg(text.files));
        }
        GW_TRY(reader, learn::ReplayReader::open(m_replay, m_identity, config.embeddingLength,
                                                 config.vocabularySize));
        for (const Error &problem : reader->problems())
            m_context.output.message(QStringLiteral("gatewright-cli: ") + problem.toString());
        m_positions = reader->size();
        m_vocabularySize = config.vocabularySize;
        std::vector<std::int32_t> tokens;
        for (std::size_t i = 0; i < reader->size(); ++i)
            tokens.push_back(reader->at(i).nextToken());
        m_counts.add(tokens);
        return {};
    }

    [[nodiscard]] learn::HeadVersions versions() const
    {
        return learn::HeadVersions(m_context.paths().data() + QLatin1String("/heads"), m_identity,
                                   Paths::shippedHead());
    }

    Result<void> writeJob()
    {
        learn::HeadJob job;
        job.model = m_modelPath;
        job.identity = m_identity;
        job.replay = m_replay;
        std::vector<std::int32_t> known;
        if (!m_options.afresh) {
            auto served = versions().served();
            if (!served) {
                m_context.output.message(QStringLiteral("gatewright-cli: ") + served.error().toString());
            } else if (*served) {
                job.startFrom = (*served)->path;
                known = (*served)->head.vocabulary;
            }
        }
        job.vocabulary = m_counts.slice(learn::kSliceTokens, m_vocabularySize, known);
        job.recipe = learn::HeadRecipe::forText(m_positions, !job.startFrom.isEmpty());
        job.recipe.seed = m_context.options.seed.value_or(1);
        job.title = QStringLiteral("learned from %1 positions").arg(m_positions);
        return job.write(m_folder);
    }

    Result<SliceReport> train()
    {
        for (;;) {
            if (m_context.stop.stop_requested())
                return makeError(ErrorCode::Cancelled, QStringLiteral("The training was interrupted."));
            GW_TRY(report, slice());
            m_context.output.message(QStringLiteral("step %1 of %2, loss %3")
                                         .arg(report.step)
                                         .arg(report.steps)
                                         .arg(report.loss, 0, 'f', 3));
            if (report.isDone || m_context.clock.now() >= m_until)
                return report;
        }
    }

    Result<SliceReport> slice()
    {
        constexpr int kSeconds = 20;
        QEventLoop loop;
        std::optional<Result<SliceReport>> result;
        TrainerProcess process(m_program);
        process.start(m_folder, kSeconds, TrainerProcess::Urgency::WaitedFor, [&](Result<SliceReport> done) {
            result = std::move(done);
            loop.quit();
        });
        const std::stop_callback whenInterrupted(m_context.stop, [&] {
            QMetaObject::invokeMethod(&process, [&process] { process.stop(); }, Qt::QueuedConnection);
        });
        loop.exec();
        return std::move(*result);
    }

    Result<ExitCode> finish(const SliceReport &report)
    {
        learn::GateDecision decision;
        int version = 0;
        if (!report.isDone || !report.after) {
            decision.reason = QStringLiteral("The time was over after step %1 of %2; give more minutes.")
                                  .arg(report.step)
                                  .arg(report.steps);
        } else {
            decision = learn::decideGate(report.before, *report.after);
            const QString candidate = learn::HeadJob::candidateFile(m_folder);
            GW_TRY(head, tensors::DraftHead::read(candidate));
            if (!m_options.out.empty()) {
                GW_CHECK(head.write(QString::fromStdString(m_options.out)));
            } else if (decision.keeps) {
                GW_TRY(lock, lockLearning(m_context));
                GW_TRY(number, versions().add(std::move(head)));
                version = number;
            }
        }
        print(report, decision, version);
        return decision.keeps ? ExitCode::Good : ExitCode::Bad;
    }

    void print(const SliceReport &report, const learn::GateDecision &decision, int version) const
    {
        const auto line = [&](const QString &name, const std::optional<learn::HeadFigures> &figures) {
            if (figures)
                m_context.output.line(
                    QStringLiteral("%1  right at depth 1-4: %2 %3 %4 %5  among eight %6  tokens a pass %7  "
                                   "(%8 positions)")
                        .arg(name, -6)
                        .arg(figures->right[0], 0, 'f', 3)
                        .arg(figures->right[1], 0, 'f', 3)
                        .arg(figures->right[2], 0, 'f', 3)
                        .arg(figures->right[3], 0, 'f', 3)
                        .arg(figures->rightAmongEight, 0, 'f', 3)
                        .arg(figures->tokensPerPass, 0, 'f', 3)
                        .arg(figures->positions));
        };
        line(QStringLiteral("before"), report.before);
        line(QStringLiteral("after"), report.after);
        m_context.output.line(decision.keeps
                                  ? QStringLiteral("Kept as version %1. %2").arg(version).arg(decision.reason)
                                  : QStringLiteral("Not kept. %1").arg(decision.reason));
        const auto json = [](const std::optional<learn::HeadFigures> &figures) {
            return figures ? figures->toJson() : QJsonObject();
        };
        m_context.output.document({{QStringLiteral("before"), json(report.before)},
                                   {QStringLiteral("after"), json(report.after)},
                                   {QStringLiteral("kept"), decision.keeps},
                                   {QStringLiteral("version"), version},
                                   {QStringLiteral("reason"), decision.reason},
                                   {QStringLiteral("positions"), static_cast<qint64>(m_positions)},
                                   {QStringLiteral("steps"), static_cast<qint64>(report.step)}});
    }

    const LearnOptions &m_options;
    const CommandContext &m_context;
    const std::chrono::steady_clock::time_point m_until;
    const QString m_folder; // of the job
    QString m_program;      // the trainer
    QString m_modelPath;
    learn::ModelIdentity m_identity;
    QString m_replay;
    std::size_t m_positions = 0;
    std::size_t m_vocabularySize = 0;
    learn::TokenCounts m_counts;
};

// The versions of the heads of the chosen model.
Result<learn::HeadVersions> versionsOf(const CommandContext &context)
{
    GW_TRY(path, modelPath(context));
    GW_TRY(source, model::ModelSource::open(path));
    GW_TRY(hash, model::sha256Of(source->weightFiles(), context.stop));
    return learn::HeadVersions(context.paths().data() + QLatin1String("/heads"), {hash, {}},
                               Paths::shippedHead());
}

Result<ExitCode> listVersions(const CommandContext &context)
{
    GW_TRY(versions, versionsOf(context));
    QJsonArray json;
    for (const learn::HeadVersion &version : versions.list()) {
        const auto figures = learn::HeadFigures::fromJson(version.after);
        context.output.line(QStringLiteral("%1 %2  right at depth 1: %3  %4")
                                .arg(version.version, 4)
                                .arg(version.serves ? QStringLiteral("serves") : QStringLiteral("      "))
                                .arg(figures.right[0], 0, 'f', 3)
                                .arg(version.problem ? version.problem->toString() : version.title));
        json.append(QJsonObject{{QStringLiteral("version"), version.version},
                                {QStringLiteral("serves"), version.serves},
                                {QStringLiteral("title"), version.title},
                                {QStringLiteral("before"), version.before},
                                {QStringLiteral("after"), version.after},
                                {QStringLiteral("problem"),
                                 version.problem ? QJsonValue(version.problem->toString()) : QJsonValue()}});
    }
    context.output.document({{QStringLiteral("versions"), json}});
    return ExitCode::Good;
}

Result<ExitCode> rollBack(const CommandContext &context)
{
    GW_TRY(lock, lockLearning(context));
    GW_TRY(versions, versionsOf(context));
    GW_TRY(version, versions.rollBack());
    context.output.line(QStringLiteral("Version %1 serves.").arg(version));
    context.output.document({{QStringLiteral("version"), version}});
    return ExitCode::Good;
}

Result<ExitCode> drop(int version, const CommandContext &context)
{
    GW_TRY(lock, lockLearning(context));
    GW_TRY(versions, versionsOf(context));
    GW_CHECK(versions.remove(version));
    context.output.line(QStringLiteral("Version %1 is gone.").arg(version));
    context.output.document({{QStringLiteral("version"), version}});
    return ExitCode::Good;
}

} // namespace

void addLearnCommands(CommandRegistry &registry)
{
    CLI::App &learn = registry.add("learn", "Learn from text: what drafts tokens", nullptr);
    learn.require_subcommand(1);
    auto options = std::make_shared<LearnOptions>();
    CLI::App &heads = registry.addBelow(
        learn, "heads", "Train the acceleration head, and keep it if it drafts better",
        [options](const CommandContext &context) { return HeadLearning(*options, context).run(); });
    heads
        .add_option("--text", options->texts,
                    "Folder of C, C++ or Python files (default: what the engine kept)")
        ->check(CLI::ExistingDirectory);
    app::addModelOptions(heads, options->model);
    heads.add_option("--minutes", options->minutes, "Time for all of it")->check(CLI::Range(0.1, 100'000.0));
    heads.add_option("--positions", options->positions, "Most tokens of the texts")
        ->check(CLI::Range(std::size_t{100}, std::size_t{10'000'000}));
    heads.add_flag("--afresh", options->afresh, "Do not go on from the head that serves");
    heads.add_option("--out", options->out, "Write the new head to this file instead of keeping it");
    registry.addBelow(learn, "versions", "List the versions of the acceleration head", listVersions);
    registry.addBelow(learn, "rollback", "Go back to the version before the one that serves", rollBack);
    auto version = std::make_shared<int>(0);
    registry
        .addBelow(learn, "drop", "Remove a version for good",
                  [version](const CommandContext &context) { return drop(*version, context); })
        .add_option("version", *version)
        ->required()
        ->check(CLI::Range(1, 1'000'000));
    addAbsentCommand(registry, &learn, "adapter");
}

} // namespace gatewright::cli
