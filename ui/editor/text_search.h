// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/text/text_edit.h"

#include <QString>

#include <cstddef>
#include <optional>
#include <vector>

namespace gatewright {

class DocumentBuffer;

struct SearchQuery
{
    QString pattern;
    bool caseSensitive = false;
    bool wholeWords = false;
    bool regularExpression = false; // Perl's, ^ and $ match at every line

    friend bool operator==(const SearchQuery &, const SearchQuery &) = default;
};

// Bytes [begin, end) of the document.
struct TextSpan
{
    std::size_t begin = 0;
    std::size_t end = 0;

    friend bool operator==(const TextSpan &, const TextSpan &) = default;
};

// Finds and replaces in one document. It holds no results: each call searches the text as it is. InvalidInput
// names what is wrong with a regular expression and where; LimitExceeded is one that takes too long.
class TextSearch
{
public:
    TextSearch(DocumentBuffer &document, SearchQuery query);

    // The first match that begins at or behind `from`; without one, the first of the text when `wrap` is set.
    enum class AtEnd { Stop, Wrap };
    [[nodiscard]] Result<std::optional<TextSpan>> next(std::size_t from, AtEnd atEnd = AtEnd::Wrap) const;
    // The last match that ends at or in front of `before`.
    [[nodiscard]] Result<std::optional<TextSpan>> previous(std::size_t before,
                                                           AtEnd atEnd = AtEnd::Wrap) const;
    // All of them, without overlaps, in order, at most `limit`.
    [[nodiscard]] Result<std::vector<TextSpan>> all(std::size_t limit = 1'000'000) const;

    // In a regular expression's replacement \1 or $1 is a group, \n and \t are a line end and a tab.
    // Replaces the match that is exactly `match`; false when there is none (the text changed).
    [[nodiscard]] Result<bool> replace(TextSpan match, const QString &replacement) const;
    // One undo step. Gives the number of replacements.
    [[nodiscard]] Result<int> replaceAll(const QString &replacement) const;

private:
    [[nodiscard]] Result<std::vector<TextEdit>> edits(const QString &replacement,
                                                      std::optional<TextSpan> only) const;

    DocumentBuffer &m_document;
    SearchQuery m_query;
};

} // namespace gatewright
