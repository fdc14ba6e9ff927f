// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/learning_view.h"
#include "ui/theme/icon_provider.h"
#include "ui/theme/theme.h"

#include <QString>

namespace gatewright {

// What stands where there is nothing to show yet: what it is for, or why it is not there and what to do.
struct LearningPageText
{
    QString text;
    QString detail;
};

// Of every stage but LearningStage::Known.
[[nodiscard]] LearningPageText learningPageText(const LearningView &view);

// What the head is at, in a sentence.
struct LearningHeadline
{
    Symbol symbol = Symbol::Information;
    MarkLevel level = MarkLevel::Information;
    QString text;
    QString detail; // how the last training ended, or what to do
};

[[nodiscard]] LearningHeadline learningHeadline(const LearningView &view);

// "Project", for an id of DraftReport::Share; one that is not known stands for itself.
[[nodiscard]] QString drafterName(const QString &drafter);
// Where its drafts come from, in a sentence; may be empty.
[[nodiscard]] QString drafterExplanation(const QString &drafter);
// "45 s", "3 min 20 s", "2 h 5 min"; nothing is saved by less than nothing.
[[nodiscard]] QString savedTimeText(double milliseconds);
[[nodiscard]] QString perPassText(double tokensPerPass);
// "today", "yesterday" or the date.
[[nodiscard]] QString dayName(const QDate &day, const QDate &today);
// "today: 2.74 tokens per pass (3,400 in 1,240 passes), 45 s saved"
[[nodiscard]] QString dayText(const completion::LearningDay &day, const QDate &today);
// What a version of the head came from, or why it cannot be read.
[[nodiscard]] QString versionSource(const completion::LearnedVersion &version, bool sawErased);
// "36.1 % → 42.8 %": at depth 1, before and after; empty where nothing was measured.
[[nodiscard]] QString versionRight(const completion::LearnedVersion &version);
// "1.42 → 1.55"
[[nodiscard]] QString versionPerPass(const completion::LearnedVersion &version);

} // namespace gatewright
