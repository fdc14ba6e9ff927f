// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/save_cleanup.h"

#include <string>

namespace gatewright {

namespace {

bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

bool isLineEnd(char c)
{
    return c == '\n' || c == '\r';
}

} // namespace

std::vector<TextEdit> cleanupEdits(std::string_view text, const SaveCleanup &cleanup,
                                   std::string_view newLine)
{
    std::vector<TextEdit> edits;
    if (cleanup.finalNewline && !text.empty() && !isLineEnd(text.back()))
        edits.push_back({text.size(), text.size(), std::string(newLine)});
    if (!cleanup.trimTrailingSpace)
        return edits;
    // From the end to the start, so that earlier places stay where they are.
    std::size_t end = text.size();
    while (end > 0) {
        std::size_t lineEnd = end;
        while (lineEnd > 0 && isLineEnd(text[lineEnd - 1]))
            --lineEnd;
        std::size_t last = lineEnd;
        while (last > 0 && isBlank(text[last - 1]))
            --last;
        if (last < lineEnd)
            edits.push_back({last, lineEnd, {}});
        std::size_t start = last;
        while (start > 0 && !isLineEnd(text[start - 1]))
            --start;
        end = start;
    }
    return edits;
}

} // namespace gatewright
