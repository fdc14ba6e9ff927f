// SPDX-License-Identifier: Apache-2.0
#include "core/text/text_edit.h"

#include "core/text/utf8.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace gatewright {

Result<void> checkEdit(const TextEdit &edit, std::size_t size)
{
    if (edit.begin <= edit.end && edit.end <= size)
        return {};
    return makeError(ErrorCode::InvalidInput,
                     QStringLiteral("The edit does not fit the text; send the whole text again."),
                     QStringLiteral("bytes %1 to %2 of %3").arg(edit.begin).arg(edit.end).arg(size));
}

Result<std::string> textAfter(std::string_view text, std::span<const TextEdit> edits)
{
    std::string result(text);
    for (const TextEdit &edit : edits) {
        GW_CHECK(checkEdit(edit, result.size()));
        result.replace(edit.begin, edit.end - edit.begin, edit.text);
    }
    return result;
}

Result<std::vector<TextEdit>> backToFront(std::vector<TextEdit> edits)
{
    // Reversed first: what stands last at one place is inserted first.
    std::ranges::reverse(edits);
    std::ranges::stable_sort(edits, std::ranges::greater(),
                             [](const TextEdit &edit) { return std::pair(edit.begin, edit.end); });
    for (std::size_t index = 0; index < edits.size(); ++index) {
        const bool reversed = edits[index].end < edits[index].begin;
        if (reversed || (index > 0 && edits[index].end > edits[index - 1].begin))
            return makeError(ErrorCode::InvalidInput,
                             QStringLiteral("The edits change the same place of the text twice."));
    }
    return edits;
}

TextEdit difference(std::string_view before, std::string_view after)
{
    const auto firstDifference =
        std::mismatch(before.begin(), before.end(), after.begin(), after.end()).first;
    const auto begin =
        utf8::characterStart(before, static_cast<std::size_t>(firstDifference - before.begin()));

    std::string_view beforeTail = before.substr(begin);
    std::string_view afterTail = after.substr(begin);
    const auto lastDifference =
        std::mismatch(beforeTail.rbegin(), beforeTail.rend(), afterTail.rbegin(), afterTail.rend()).first;
    auto common = static_cast<std::size_t>(lastDifference - beforeTail.rbegin());
    // The common tail must begin a character in both texts; a continuation byte in front belongs to what
    // changed.
    while (common > 0 && utf8::isContinuation(beforeTail[beforeTail.size() - common]))
        --common;
    return {begin, before.size() - common, std::string(afterTail.substr(0, afterTail.size() - common))};
}

} // namespace gatewright
