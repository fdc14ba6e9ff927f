// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QString>
#include <QStringList>

#include <cstddef>

namespace gatewright::learn {

struct ErasedLearning
{
    std::size_t positions = 0; // of the replay store that went
    // Files of heads that learned from the text: numbers in which no text can be read, and which stay until
    // the user drops them or learns again.
    QStringList heads;
};

// What is forgotten with rows of the learning store, in the folders of all models: the states that came from
// these completions. Damaged files are passed over, as reading passes them over. Io when the disk refuses.
[[nodiscard]] Result<ErasedLearning> eraseLearned(const QString &replayFolder, const QString &headFolder,
                                                  const QStringList &completionIds);
// All states; the heads are those that learned from anything in the store.
[[nodiscard]] Result<ErasedLearning> eraseAllLearned(const QString &replayFolder, const QString &headFolder);

} // namespace gatewright::learn
