// SPDX-License-Identifier: Apache-2.0
#include "core/completion/client/cursor_place.h"

#include "core/text/utf8.h"

#include <algorithm>

namespace gatewright::completion {

std::string_view CursorPlace::linePrefix() const
{
    const std::string_view text = before;
    return text.substr(text.find_last_of("\r\n") + 1); // npos + 1 = 0: the first line
}

std::string_view CursorPlace::lineSuffix() const
{
    const std::string_view text = after;
    return text.substr(0, text.find_first_of("\r\n"));
}

CursorPlace cursorPlace(const QString &uri, Language language, Revision revision, std::string_view text,
                        std::size_t offset, Position position)
{
    offset = std::min(offset, text.size());
    const std::size_t begin = offset <= CursorPlace::reachBefore
                                  ? 0
                                  : utf8::characterStart(text, offset - CursorPlace::reachBefore);
    const std::size_t end = text.size() - offset <= CursorPlace::reachAfter
                                ? text.size()
                                : utf8::characterStart(text, offset + CursorPlace::reachAfter);
    CursorPlace place;
    place.uri = uri;
    place.language = language;
    place.revision = revision;
    place.position = position;
    place.before = text.substr(begin, offset - begin);
    place.after = text.substr(offset, end - offset);
    place.atDocumentEnd = offset == text.size();
    return place;
}

} // namespace gatewright::completion
