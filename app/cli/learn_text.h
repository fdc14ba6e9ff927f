// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/command_context.h"
#include "core/completion/local/local_model.h"
#include "core/learn/model_identity.h"

#include <QString>
#include <QStringList>

#include <chrono>
#include <cstddef>

namespace gatewright::cli {

struct TextSources
{
    QStringList folders;
    std::size_t mostPositions = 50'000;
    std::chrono::steady_clock::time_point until; // no text is begun after this
};

struct CollectedText
{
    std::size_t files = 0;
    std::size_t positions = 0;
};

// Reads the C, C++ and Python files below the folders with the model and keeps what it knew in a replay store
// of their own at `replay`, which is emptied first. Files that usually hold secrets, generated folders and
// what is no text are left out. NotFound when nothing could be read.
[[nodiscard]] Result<CollectedText> collectText(completion::LocalModel &model,
                                                const learn::ModelIdentity &identity,
                                                const TextSources &sources, const QString &replay,
                                                const CommandContext &context);

} // namespace gatewright::cli
