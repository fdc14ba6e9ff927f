// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/completion/client/engine_client.h"
#include "core/completion/protocol/learning_report.h"

#include <QDate>

#include <optional>
#include <vector>

namespace gatewright {

// What the user may know of learning, as one value.
struct LearningView
{
    completion::EngineReport engine;
    bool drafting = true;  // the user's wish: without drafts nothing is learned from
    bool keepsText = true; // the user's wish: without accepted text the head has nothing to learn from
    std::optional<completion::LearningReport> learning;
    QString problem; // why `learning` is unknown although the engine runs
    QDate today;     // of the user's clock
    // Versions of the head that learned from text that was erased since the window opened.
    std::vector<int> sawErased;
};

// What of all this is told first.
enum class LearningStage {
    NoEngine,    // or none with a model: `engine` says which
    Loading,     // there will be something in a moment
    DraftingOff, // by the user
    NothingYet,  // no text was accepted, no file of the user's was read
    Known,
};

[[nodiscard]] LearningStage learningStage(const LearningView &view);

// The three numbers at the top.
struct LearningFigures
{
    // Of the day, when it is a day's; since the model was loaded where no day is known.
    std::optional<double> tokensPerPass;
    QDate day;
    qint64 passes = 0;
    double savedTodayMs = 0.0;
    double savedMs = 0.0;  // on all days that are known
    qint64 textTokens = 0; // that the index drafts from
    qint64 texts = 0;
    qint64 positions = 0; // kept for the head
};

[[nodiscard]] LearningFigures learningFigures(const LearningView &view);

} // namespace gatewright
