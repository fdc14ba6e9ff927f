// SPDX-License-Identifier: Apache-2.0
#include "app/engine/learning/head_preparation.h"

#include "core/learn/head_figures.h"
#include "core/learn/head_gate.h"
#include "core/learn/head_versions.h"
#include "core/learn/output_slice.h"
#include "core/learn/replay_reader.h"
#include "core/model/known_models.h"
#include "core/model/model_source.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <cmath>
#include <utility>

namespace gatewright::engine {

namespace {

std::uint64_t endOf(const QString &replayFolder, const LearnedModel &model)
{
    const QString folder = learn::ReplayStore::folderOf(replayFolder, model.identity);
    const std::vector<std::uint64_t> segments = learn::segmentsIn(folder);
    if (segments.empty())
        return 0;
    const qint64 bytes = QFileInfo(folder + QLatin1Char('/') + learn::segmentFile(segments.back())).size();
    const auto header = static_cast<qint64>(learn::ReplayLayout::kHeaderBytes);
    const learn::ReplayLayout layout{model.embedding};
    return segments.back() +
           static_cast<std::uint64_t>(std::max<qint64>(0, bytes - header)) / layout.recordBytes();
}

completion::HeadWorth worthOf(const QJsonObject &json)
{
    const learn::HeadFigures figures = learn::HeadFigures::fromJson(json);
    return {static_cast<qint64>(figures.positions), figures.right, figures.tokensPerPass};
}

std::optional<completion::HeadWorth> worthIn(const QJsonObject &json)
{
    return json.isEmpty() ? std::nullopt : std::optional(worthOf(json));
}

} // namespace

Result<LearnedModel> learnedModel(const QString &path, const std::stop_token &stop)
{
    LearnedModel model;
    model.path = QFileInfo(path).absoluteFilePath();
    GW_TRY(source, model::ModelSource::open(model.path));
    GW_TRY(config, source->config());
    GW_TRY(hash, model::sha256Of(source->weightFiles(), stop));
    model.identity.modelHash = hash;
    model.embedding = config.embeddingLength;
    model.vocabularySize = config.vocabularySize;
    return model;
}

ReplayFacts countReplay(const QString &replayFolder, const LearnedModel &model, std::uint64_t trainedTo)
{
    ReplayFacts facts;
    facts.end = endOf(replayFolder, model);
    const auto count = [&](std::uint64_t begin) {
        const auto reader = learn::ReplayReader::open(replayFolder, model.identity, model.embedding,
                                                      model.vocabularySize, {begin, facts.end});
        return reader ? static_cast<qint64>((*reader)->size()) : 0;
    };
    facts.positions = count(0);
    // What was erased as a whole begins to count anew.
    facts.newPositions = trainedTo > 0 && trainedTo <= facts.end ? count(trainedTo) : facts.positions;
    return facts;
}

ReplayFacts countOn(const QString &replayFolder, const LearnedModel &model, ReplayFacts before)
{
    const std::uint64_t end = endOf(replayFolder, model);
    const auto more = static_cast<qint64>(end - std::min(end, before.end));
    return {before.positions + more, before.newPositions + more, end};
}

Result<learn::HeadJob> prepareHeadJob(const HeadPreparation &preparation)
{
    const LearnedModel &model = preparation.model;
    const learn::HeadVersions versions(preparation.folders.heads, model.identity, preparation.shippedHead);
    learn::HeadJob job;
    std::vector<std::int32_t> known;
    // A head that cannot be read is not gone on from: the new one replaces it.
    if (auto served = versions.served(); served && *served) {
        job.startFrom = (*served)->path;
        known = (*served)->head.vocabulary;
    }
    if (preparation.mayGoOn) {
        auto begun = learn::HeadJob::read(preparation.jobFolder);
        if (begun && begun->identity == model.identity && begun->model == model.path &&
            begun->startFrom == job.startFrom)
            return begun;
    }
    QDir(preparation.jobFolder).removeRecursively();
    job.model = model.path;
    job.identity = model.identity;
    job.replay = preparation.folders.replay;
    job.range.end = endOf(job.replay, model);
    GW_TRY(reader, learn::ReplayReader::open(job.replay, model.identity, model.embedding,
                                             model.vocabularySize, job.range));
    const double least = std::ceil(double(learn::GateRules().leastPositions) / learn::HeadJob::kHeldOut);
    const std::size_t usable = reader->withFollowers(learn::HeadFigures::kDepths).size();
    if (double(usable) < least)
        return makeError(ErrorCode::LimitExceeded,
                         QStringLiteral("There is too little accepted text to learn from: %1 tokens that "
                                        "others follow, of %2.")
                             .arg(usable)
                             .arg(least));
    learn::TokenCounts counts;
    for (std::size_t i = 0; i < reader->size(); ++i) {
        const std::int32_t token = reader->at(i).nextToken();
        counts.add(std::span(&token, 1));
    }
    job.vocabulary = counts.slice(learn::kSliceTokens, model.vocabularySize, known);
    job.newest = static_cast<std::size_t>(
        std::max<qint64>(0, countReplay(job.replay, model, preparation.trainedTo).newPositions));
    job.recipe = learn::HeadRecipe::forText(reader->size(), !job.startFrom.isEmpty());
    job.title = QStringLiteral("learned from %1 positions").arg(reader->size());
    GW_CHECK(job.write(preparation.jobFolder));
    return job;
}

std::vector<completion::LearnedVersion>
learnedVersions(const LearnedModel &model, const LearningFolders &folders, const QString &shippedHead)
{
    const learn::HeadVersions heads(folders.heads, model.identity, shippedHead);
    std::vector<completion::LearnedVersion> versions;
    for (const learn::HeadVersion &head : heads.list())
        versions.push_back({head.version, head.serves, head.title, worthIn(head.before), worthIn(head.after),
                            head.problem ? head.problem->toString() : QString()});
    return versions;
}

} // namespace gatewright::engine
