// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/completion/local/state_collector.h"
#include "core/learn/head_job.h"
#include "core/learn/output_slice.h"
#include "core/learn/replay_store.h"
#include "core/model/known_models.h"
#include "tests/core/model/loaded_model.h"
#include "tests/support/files.h"

#include <utility>

namespace gatewright::trainer {

// A made-up model's file, what it knew of a made-up text, and a job over both.
class SmallJob
{
public:
    static constexpr std::size_t positions = 600;

    [[nodiscard]] static Result<learn::HeadJob> write(const test::Folder &folder, std::size_t steps)
    {
        model::SyntheticModel shape;
        const QByteArray bytes = shape.builder().bytes();
        learn::HeadJob job;
        job.model = folder.write("small.gguf", bytes);
        GW_TRY(file, tensors::GgufFile::open(job.model));
        GW_TRY(hash, model::sha256Of(*file, {}));
        job.identity.modelHash = hash;
        job.replay = folder.path("replay");
        job.vocabulary = learn::TokenCounts().slice(shape.vocabulary, shape.vocabulary);
        job.recipe.steps = steps;
        job.recipe.batch = 16;
        job.title = QStringLiteral("a test's");
        GW_CHECK(collect(*file, shape, job));
        GW_CHECK(job.write(folder.path("job")));
        return job;
    }

private:
    static Result<void> collect(const tensors::GgufFile &file, const model::SyntheticModel &shape,
                                const learn::HeadJob &job)
    {
        GW_TRY(loaded, model::LlamaModel::load(file, {.threads = 1}));
        GW_TRY(context, model::Context::create(*loaded, 256));
        GW_TRY(store, learn::ReplayStore::open(job.replay, job.identity, shape.embedding));
        completion::StateCollector collector(*context);
        bool continues = false;
        const auto keep = [&](std::vector<learn::ReplayPosition> read) {
            return store->append({9, 1.0F, std::exchange(continues, true), std::move(read)});
        };
        return collector.read(model::someTokens(positions + 1, shape), keep, {});
    }
};

} // namespace gatewright::trainer
