// SPDX-License-Identifier: Apache-2.0
#include "app/trainer/head_slice.h"

#include "app/trainer/model_rows.h"
#include "core/learn/head_job.h"
#include "core/learn/torch/head_trainer.h"
#include "core/tensors/draft_head.h"

#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace gatewright::trainer {

namespace {

using learn::HeadJob;
using learn::HeadTrainer;

struct Start
{
    tensors::HeadShape shape;
    std::vector<std::uint64_t> sources;
    std::optional<tensors::HeadWeights> weights;
};

Result<Start> startOf(const HeadJob &job, std::size_t embedding)
{
    Start start;
    start.shape.embedding = embedding;
    if (job.startFrom.isEmpty())
        return start;
    GW_TRY(head, tensors::DraftHead::read(job.startFrom));
    GW_CHECK(head.checkBelongsTo(job.identity.modelHash, job.identity.adapterHash, job.startFrom));
    start.shape = head.shape;
    start.weights = head.weights();
    start.sources = std::move(head.sources);
    return start;
}

// What the new head has seen: what it starts from had, and what it learns from has.
std::vector<std::uint64_t> sourcesOf(const learn::ReplayReader &reader, const Start &start)
{
    std::set<std::uint64_t> sources(start.sources.begin(), start.sources.end());
    for (std::size_t i = 0; i < reader.size(); ++i)
        if (const std::uint64_t source = reader.at(i).source(); source != 0)
            sources.insert(source);
    return {sources.begin(), sources.end()};
}

// Measures what will serve, which is rounded to bytes, and writes it.
Result<void> finish(const HeadJob &job, const Start &start, const learn::ReplayReader &reader,
                    const HeadTrainer &trainer, const QString &folder, SliceReport &report)
{
    tensors::DraftHead head;
    head.shape = start.shape;
    head.modelHash = job.identity.modelHash;
    head.adapterHash = job.identity.adapterHash;
    head.vocabulary = job.vocabulary;
    head.title = job.title;
    head.sources = sourcesOf(reader, start);
    head.setWeights(trainer.state().weights);
    GW_TRY(after, trainer.measure(head.weights()));
    report.after = after;
    head.after = after.toJson();
    if (start.weights) {
        GW_TRY(before, trainer.measure(*start.weights));
        report.before = before;
        head.before = before.toJson();
    }
    GW_CHECK(head.write(HeadJob::candidateFile(folder)));
    report.isDone = true;
    return {};
}

} // namespace

Result<SliceReport> trainHeadSlice(const QString &folder, const SliceLimits &limits,
                                   const std::stop_token &stop)
{
    GW_TRY(job, HeadJob::read(folder));
    GW_TRY(rows, ModelRows::open(job.model, job.identity.modelHash, stop));
    GW_TRY(reader, learn::ReplayReader::open(job.replay, job.identity, rows->embedding(),
                                             rows->vocabularySize(), job.range));
    GW_TRY(start, startOf(job, rows->embedding()));
    GW_TRY(trainer, HeadTrainer::create(job, start.shape, start.weights, *reader, *rows));
    SliceReport report;
    report.steps = job.recipe.steps;
    const QString checkpoint = HeadJob::checkpointFile(folder);
    const QString fingerprint = job.fingerprint();
    if (const auto state = learn::TrainingState::read(checkpoint, fingerprint, start.shape)) {
        GW_CHECK(trainer->restore(*state));
    } else {
        report.startedAgain = state.error().code != ErrorCode::NotFound;
    }

    auto saved = limits.elapsed();
    const auto save = [&]() -> Result<void> {
        saved = limits.elapsed();
        return trainer->state().write(checkpoint, fingerprint);
    };
    while (trainer->stepsDone() < job.recipe.steps && !stop.stop_requested() &&
           limits.elapsed() < limits.work) {
        GW_CHECK(trainer->step());
        if (limits.elapsed() - saved >= limits.betweenCheckpoints)
            GW_CHECK(save());
    }
    GW_CHECK(save());
    report.step = trainer->stepsDone();
    report.loss = trainer->state().loss;
    if (report.step >= job.recipe.steps && !stop.stop_requested())
        GW_CHECK(finish(job, start, *reader, *trainer, folder, report));
    return report;
}

} // namespace gatewright::trainer
