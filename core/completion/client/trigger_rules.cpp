// SPDX-License-Identifier: Apache-2.0
#include "core/completion/client/trigger_rules.h"

#include "core/text/utf8.h"

namespace gatewright::completion {

namespace {

constexpr std::size_t mostRightOfCursor = 8; // characters, as llama.vim's max_line_suffix

bool hasOnlyClosers(std::string_view suffix)
{
    return suffix.find_first_not_of(")]}>\"';:, \t") == std::string_view::npos;
}

} // namespace

WhyNothing refusal(const CursorPlace &place, Trigger trigger)
{
    if (place.excluded)
        return WhyNothing::FileExcluded;
    if (place.readOnly)
        return WhyNothing::ReadOnly;
    if (trigger == Trigger::Invoked)
        return WhyNothing::Nothing;
    const std::string_view suffix = place.lineSuffix();
    if (!hasOnlyClosers(suffix) && utf8::codePoints(suffix) > mostRightOfCursor)
        return WhyNothing::TextRightOfCursor;
    return WhyNothing::Nothing;
}

} // namespace gatewright::completion
