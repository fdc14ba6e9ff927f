// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/model_library.h"

#include <QString>

namespace gatewright {

// A row of what is told about a model.
struct ModelFact
{
    QString name;
    QString text;
    bool isWarning = false;
};

// What is known of a model so far, for a person.
[[nodiscard]] std::vector<ModelFact> modelFacts(const ModelListed &model,
                                                const Result<ModelDetails> *details);

// "in use", "asleep", "loading…"; empty for one that is not in the engine.
[[nodiscard]] QString modelStateText(const ModelListed &model, const ModelLibrary &library);
// "CPU · avx512-vnni · 2 threads · 412 MB"; empty while no model is there.
[[nodiscard]] QString engineFactsText(const completion::EngineReport &engine);

// "98.6 MB", "4.1 GB".
[[nodiscard]] QString byteText(qint64 bytes);

} // namespace gatewright
