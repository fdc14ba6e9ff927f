// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/learn/model_identity.h"
#include "core/learn/replay_reader.h"

#include <QJsonObject>
#include <QString>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace gatewright::learn {

// How a head is trained (drafting, measured). The rate warms up over ten steps and falls along a cosine to a
// tenth.
struct HeadRecipe
{
    std::size_t steps = 150;
    std::size_t batch = 256; // positions
    double learningRate = 3e-3;
    double weightDecay = 0.01;
    double clip = 1.0; // of the gradient's norm
    // How much of a batch comes from the newest positions (HeadJob::newest).
    double newestShare = 0.5;
    std::uint64_t seed = 1;

    // For so many positions; gentler where it goes on from a head.
    [[nodiscard]] static HeadRecipe forText(std::size_t positions, bool goesOn);
};

// Work for gatewright-trainer: what is to be trained, from what, and where to. A folder holds the job, its
// checkpoint and, at the end, its candidate. Each call of the trainer does a slice of it; whatever kills one,
// the next goes on from the last checkpoint.
struct HeadJob
{
    static constexpr int kFormat = 1;
    static constexpr qint64 kMaximumBytes = 4 << 20;

    QString model; // a GGUF file or a folder
    ModelIdentity identity;
    QString replay;         // folder of all models' replay stores
    ReplayRange range;      // what of it is learned from and, at its end, held out
    std::size_t newest = 0; // of the range's last positions: those that are new; 0: all alike
    QString startFrom;      // the head to go on from and to be better than; empty for none
    // The output slice; the head's own weights do not depend on it.
    std::vector<std::int32_t> vocabulary;
    HeadRecipe recipe;
    QString title; // of the head to be

    // The part of the newest positions that is not learned from but measured on.
    static constexpr double kHeldOut = 0.05;

    [[nodiscard]] QJsonObject toJson() const;
    // Corrupt for what is missing or out of range.
    [[nodiscard]] static Result<HeadJob> fromJson(const QJsonObject &json, const QString &place);
    [[nodiscard]] static Result<HeadJob> read(const QString &folder);
    [[nodiscard]] Result<void> write(const QString &folder) const;
    // A checkpoint of another job is none.
    [[nodiscard]] QString fingerprint() const;

    [[nodiscard]] static QString jobFile(const QString &folder);
    [[nodiscard]] static QString checkpointFile(const QString &folder);
    [[nodiscard]] static QString candidateFile(const QString &folder);
};

} // namespace gatewright::learn
