// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/revision.h"
#include "core/text/language.h"
#include "core/text/position.h"

#include <QString>

#include <cstddef>
#include <string>
#include <string_view>

namespace gatewright::completion {

// Where the cursor stands, with the text around it: all that deciding about a suggestion needs. A value.
struct CursorPlace
{
    // Bytes kept on each side: what the cache compares.
    static constexpr std::size_t reachBefore = 4096;
    static constexpr std::size_t reachAfter = 1024;

    QString uri;
    Language language = Language::PlainText;
    Revision revision;
    Position position;
    std::string before; // up to the cursor
    std::string after;  // from the cursor on
    bool atDocumentEnd = false;
    bool readOnly = false;
    bool excluded = false; // a secret file, or one that the user excluded

    // Of the cursor's line: left and right of the cursor, without the line end.
    [[nodiscard]] std::string_view linePrefix() const;
    [[nodiscard]] std::string_view lineSuffix() const;
};

// The place at byte `offset` of `text`; offsets past the end are moved to it.
[[nodiscard]] CursorPlace cursorPlace(const QString &uri, Language language, Revision revision,
                                      std::string_view text, std::size_t offset, Position position);

} // namespace gatewright::completion
