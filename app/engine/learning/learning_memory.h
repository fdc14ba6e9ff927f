// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/completion/protocol/learning_report.h"

#include <QMap>
#include <QString>

#include <cstdint>
#include <optional>

namespace gatewright::engine {

// What the learner knows from one run of the engine to the next; a JSON file. A damaged one is as good as
// none: then some text is learned from twice.
struct LearningMemory
{
    static constexpr qsizetype kMostModels = 64;

    struct Model
    {
        std::uint64_t trainedTo = 0; // the number of the position behind those of the last training
        std::int64_t erasures = 0;   // of the learning store, when the job that lies there was made
        std::optional<completion::LearningOutcome> last;

        friend bool operator==(const Model &, const Model &) = default;
    };

    bool isPaused = false;
    QMap<QString, Model> models; // by learn::ModelIdentity::folderName()

    [[nodiscard]] static LearningMemory read(const QString &path);
    [[nodiscard]] Result<void> write(const QString &path) const;

    friend bool operator==(const LearningMemory &, const LearningMemory &) = default;
};

} // namespace gatewright::engine
