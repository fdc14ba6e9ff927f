// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/engine/learning/replay_log.h"
#include "core/base/result.h"
#include "core/completion/protocol/learning_report.h"
#include "core/learn/head_job.h"
#include "core/learn/model_identity.h"

#include <QString>

#include <cstddef>
#include <cstdint>
#include <stop_token>
#include <vector>

// What a training needs to know of the disk: slow, and so not for the main thread.
namespace gatewright::engine {

// The model that heads are trained for.
struct LearnedModel
{
    QString path;
    learn::ModelIdentity identity;
    std::size_t embedding = 0;
    std::size_t vocabularySize = 0;
};

[[nodiscard]] Result<LearnedModel> learnedModel(const QString &path, const std::stop_token &stop);

// What there is to learn from.
struct ReplayFacts
{
    qint64 positions = 0;
    qint64 newPositions = 0; // from `trainedTo` on
    std::uint64_t end = 0;   // the number of the next one
};

// Counts every record, or, given what was counted before, only how many came since.
[[nodiscard]] ReplayFacts countReplay(const QString &replayFolder, const LearnedModel &model,
                                      std::uint64_t trainedTo);
[[nodiscard]] ReplayFacts countOn(const QString &replayFolder, const LearnedModel &model, ReplayFacts before);

struct HeadPreparation
{
    LearnedModel model;
    LearningFolders folders;
    QString shippedHead;
    QString jobFolder;
    std::uint64_t trainedTo = 0;
    bool mayGoOn = false; // with the job that lies there
};

// Writes the job, or leaves the one that lies there and can be gone on with. LimitExceeded when there is too
// little text for the gate to judge by.
[[nodiscard]] Result<learn::HeadJob> prepareHeadJob(const HeadPreparation &preparation);

// The heads of the model, as they are shown.
[[nodiscard]] std::vector<completion::LearnedVersion>
learnedVersions(const LearnedModel &model, const LearningFolders &folders, const QString &shippedHead);

} // namespace gatewright::engine
