// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/model/model_inspection.h"
#include "core/task/progress.h"

#include <QString>

#include <stop_token>

namespace gatewright::completion {

// Copies a model, a GGUF file or what belongs to it of a Hugging Face folder, into the user's model folder,
// after looking at every part of it: what this version cannot use, what claims a known name without its
// content, and what would replace another model of that name is refused. The copy appears whole or not at
// all; one that is there already is not copied. Returns the inspection of the copy. `progress` is called on
// this thread, with a fraction while it copies.
[[nodiscard]] Result<model::ModelInspection> importModel(const QString &source, const QString &folder,
                                                         std::stop_token stop,
                                                         const ProgressSink &progress = {});

} // namespace gatewright::completion
