// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/completion/client/suggestion_source.h"
#include "core/completion/protocol/why_nothing.h"

namespace gatewright::completion {

// Whether a suggestion may be asked for at this place; anything but Nothing is the reason why not. Asking by
// hand is refused only where the text cannot be changed and in files that are to stay unread.
[[nodiscard]] WhyNothing refusal(const CursorPlace &place, Trigger trigger);

} // namespace gatewright::completion
