// SPDX-License-Identifier: Apache-2.0
#include "core/completion/protocol/why_nothing.h"

#include <algorithm>
#include <array>

namespace gatewright::completion {

namespace {

struct Row
{
    WhyNothing why;
    const char *name;
    const char *text;
};

constexpr std::array rows{
    Row{WhyNothing::Nothing, "", ""},
    Row{WhyNothing::ModelMissing, "modelMissing", "No model is loaded: import one on the Model page."},
    Row{WhyNothing::ModelLoading, "modelLoading", "The model is still loading."},
    Row{WhyNothing::ModelFailed, "modelFailed",
        "The model could not answer; its message is in the engine's log."},
    Row{WhyNothing::Cancelled, "cancelled", "You went on typing before the answer was ready."},
    Row{WhyNothing::TimeLimit, "timeLimit", "The answer did not reach a whole word within its time limit."},
    Row{WhyNothing::EmptyAnswer, "emptyAnswer", "The model has nothing to add here."},
    Row{WhyNothing::RepeatsText, "repeatsText",
        "The suggestion only repeated what already stands around the cursor."},
    Row{WhyNothing::RepeatsItself, "repeatsItself", "The suggestion went round in circles."},
    Row{WhyNothing::LowConfidence, "lowConfidence", "The model was not sure enough of its suggestion."},
    Row{WhyNothing::DoesNotParse, "doesNotParse", "The suggestion would not parse at this place."},
    Row{WhyNothing::TooShort, "tooShort", "The suggestion was too short to be of use."},
    Row{WhyNothing::UnknownDocument, "unknownDocument", "The engine does not know this document."},
    Row{WhyNothing::PlaceOutside, "placeOutside", "The place lies outside the document."},
    Row{WhyNothing::TextRightOfCursor, "textRightOfCursor", "There is too much text right of the cursor."},
    Row{WhyNothing::ReadOnly, "readOnly", "The document is read-only."},
    Row{WhyNothing::SwitchedOff, "switchedOff", "Suggestions are switched off here."},
    Row{WhyNothing::Snoozed, "snoozed", "Suggestions are snoozed for a while."},
    Row{WhyNothing::LanguageOff, "languageOff", "Suggestions are switched off for this language."},
    Row{WhyNothing::FileExcluded, "fileExcluded",
        "This file is on the list of secret or excluded files: nothing is suggested in it or kept of it."},
    Row{WhyNothing::EngineDown, "engineDown", "The engine is not running."},
};

const Row &rowOf(WhyNothing why)
{
    return *std::find_if(rows.begin(), rows.end(), [why](const Row &row) { return row.why == why; });
}

} // namespace

QLatin1String whyNothingName(WhyNothing why)
{
    return QLatin1String(rowOf(why).name);
}

std::optional<WhyNothing> whyNothingFromName(const QString &name)
{
    const auto row = std::find_if(rows.begin(), rows.end(), [name](const Row &candidate) {
        return QLatin1String(candidate.name) == name;
    });
    return row == rows.end() ? std::nullopt : std::optional(row->why);
}

QString whyNothingText(WhyNothing why)
{
    return QString::fromLatin1(rowOf(why).text);
}

} // namespace gatewright::completion
