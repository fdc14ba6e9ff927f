// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLatin1String>
#include <QString>

#include <optional>

namespace gatewright::completion {

// Why a request gave no suggestion. The names travel in `gatewright/status` and are kept.
enum class WhyNothing {
    Nothing, // there is a suggestion
    ModelMissing,
    ModelLoading,
    ModelFailed,
    Cancelled,
    TimeLimit,
    EmptyAnswer,
    RepeatsText,
    RepeatsItself,
    LowConfidence,
    DoesNotParse,
    TooShort,
    UnknownDocument,
    PlaceOutside,
    TextRightOfCursor,
    ReadOnly,
    SwitchedOff,
    Snoozed,
    LanguageOff,
    FileExcluded,
    EngineDown,
};

// "doesNotParse"
[[nodiscard]] QLatin1String whyNothingName(WhyNothing why);
[[nodiscard]] std::optional<WhyNothing> whyNothingFromName(const QString &name);

// One English sentence for a person; the window translates by name.
[[nodiscard]] QString whyNothingText(WhyNothing why);

} // namespace gatewright::completion
