// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/learning_view.h"

#include <algorithm>

namespace gatewright {

using completion::EngineState;
using completion::LearningDay;
using completion::LearningState;

LearningStage learningStage(const LearningView &view)
{
    switch (view.engine.state) {
    case EngineState::Off:
    case EngineState::Missing:
    case EngineState::NoModel:
    case EngineState::Restarting:
    case EngineState::GivenUp:
        return LearningStage::NoEngine;
    case EngineState::Starting:
    case EngineState::LoadingModel:
        return LearningStage::Loading;
    case EngineState::Ready:
    case EngineState::Asleep:
        break;
    }
    if (!view.wishes.drafting)
        return LearningStage::DraftingOff;
    if (!view.learning && view.problem.isEmpty())
        return LearningStage::Loading;
    const completion::DraftReport &drafting = view.engine.engine.drafting;
    if (drafting.passes > 0 || drafting.textTokens > 0 || !view.learning)
        return LearningStage::Known;
    const completion::LearningReport &learning = *view.learning;
    const bool hasOwnHead = std::ranges::any_of(
        learning.versions, [](const completion::LearnedVersion &each) { return each.version > 0; });
    return learning.days.empty() && learning.positions == 0 && !hasOwnHead ? LearningStage::NothingYet
                                                                           : LearningStage::Known;
}

LearningFigures learningFigures(const LearningView &view)
{
    const completion::DraftReport &drafting = view.engine.engine.drafting;
    LearningFigures figures;
    figures.textTokens = drafting.textTokens;
    figures.texts = drafting.texts;
    if (drafting.passes > 0) {
        figures.tokensPerPass = drafting.tokensPerPass();
        figures.passes = drafting.passes;
    }
    if (!view.learning)
        return figures;
    figures.positions = view.learning->positions;
    for (const LearningDay &day : view.learning->days) {
        figures.savedMs += day.savedMs;
        if (day.day == view.today)
            figures.savedTodayMs += day.savedMs;
    }
    // The last day with passes says more than a few passes since the start do.
    const auto last = std::find_if(view.learning->days.rbegin(), view.learning->days.rend(),
                                   [](const LearningDay &day) { return day.passes > 0; });
    if (last != view.learning->days.rend() && (last->day == view.today || !figures.tokensPerPass)) {
        figures.tokensPerPass = last->tokensPerPass();
        figures.passes = last->passes;
        figures.day = last->day;
    }
    return figures;
}

} // namespace gatewright
