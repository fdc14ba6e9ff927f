// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/learning_view.h"

namespace gatewright::test {

inline const QDate today(2026, 11, 30);

// An engine with a model that has drafted for somebody.
[[nodiscard]] inline LearningView readyView()
{
    LearningView view;
    view.today = today;
    view.engine.state = completion::EngineState::Ready;
    completion::DraftReport &drafting = view.engine.engine.drafting;
    drafting.enabled = true;
    drafting.passes = 400;
    drafting.tokens = 1000;
    drafting.textTokens = 48'213;
    drafting.texts = 214;
    drafting.shares = {{QStringLiteral("buffer"), 0.24},  {QStringLiteral("history"), 0.41},
                       {QStringLiteral("answers"), 0.05}, {QStringLiteral("recycling"), 0.16},
                       {QStringLiteral("head"), 0.12},    {QStringLiteral("variations"), 0.02}};
    return view;
}

[[nodiscard]] inline completion::HeadWorth worth(double right, double tokensPerPass)
{
    completion::HeadWorth made;
    made.positions = 1200;
    made.right = {right, right / 2, right / 4, right / 8};
    made.tokensPerPass = tokensPerPass;
    return made;
}

// Three weeks of work, two heads of the user's own.
[[nodiscard]] inline LearningView learnedView()
{
    LearningView view = readyView();
    completion::LearningReport report;
    report.state = completion::LearningState::TooLittle;
    report.positions = 12'400;
    report.newPositions = 1'240;
    report.wantedPositions = 2'000;
    report.last =
        completion::LearningOutcome{true, 2, QStringLiteral("41.9 % of its first words are right.")};
    completion::LearnedVersion shipped;
    shipped.after = worth(0.352, 1.41);
    completion::LearnedVersion first;
    first.version = 1;
    first.title = QStringLiteral("10,000 tokens of yours, 12 November");
    first.before = worth(0.341, 1.38);
    first.after = worth(0.402, 1.52);
    completion::LearnedVersion second;
    second.version = 2;
    second.serves = true;
    second.title = QStringLiteral("11,160 tokens of yours, 27 November");
    second.before = worth(0.398, 1.51);
    second.after = worth(0.419, 1.58);
    report.versions = {second, first, shipped};
    for (int day = 20; day >= 0; --day) {
        if (day % 7 == 2 || day % 7 == 1)
            continue; // a weekend
        const qint64 passes = 900 + 37 * (20 - day);
        const double perPass = 1.7 + 0.05 * (20 - day) + (day % 3 == 0 ? 0.12 : 0.0);
        report.days.push_back({today.addDays(-day), passes,
                               static_cast<qint64>(static_cast<double>(passes) * perPass),
                               1000.0 * static_cast<double>(30 + 4 * (20 - day))});
    }
    view.learning = report;
    return view;
}

} // namespace gatewright::test
