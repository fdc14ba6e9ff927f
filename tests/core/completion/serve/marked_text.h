// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/completion/serve/cursor_context.h"

#include <string>

namespace gatewright::completion {

// A text whose cursor is written as '|', and the context of that place. Keep it alive while the context is
// used.
struct MarkedText
{
    std::string text;
    std::size_t cursor = 0;
    CursorContext context;

    MarkedText(Language language, std::string marked)
        : text(std::move(marked))
        , cursor(text.find('|'))
    {
        text.erase(cursor, 1);
        context = cursorContext(language, text, cursor);
    }
    MarkedText(const MarkedText &) = delete;
    MarkedText &operator=(const MarkedText &) = delete;
    ~MarkedText() = default;
};

} // namespace gatewright::completion
