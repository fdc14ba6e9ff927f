// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/project/search/search_pattern.h"
#include "core/text/text_edit.h"

#include <cstddef>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace gatewright {

// One place that a search found, with what a list shows of it.
struct SearchHit
{
    int line = 0;   // 0-based, of the beginning
    int column = 0; // 0-based, in code points
    // The line around the match, without line ends, cut where it is very long; the match itself up to the
    // end of its first line.
    std::string before;
    std::string matched;
    std::string after;
    std::vector<std::string> groups; // for a replacement
    std::uint64_t hash = 0;          // of the lines that it is in
    std::vector<std::string> linesBefore;
    std::vector<std::string> linesAfter;
};

struct MatchOptions
{
    std::size_t limit = 10'000;
    int contextLines = 0;
};

struct TextMatches
{
    std::vector<SearchHit> hits;
    bool limited = false; // there may be more
};

// All matches in one text, in order, without overlaps and without empty ones. LimitExceeded as in
// SearchPattern::next; Cancelled.
[[nodiscard]] Result<TextMatches> findMatches(const SearchPattern &pattern, SearchPattern::Scratch &scratch,
                                              std::string_view text, const MatchOptions &options,
                                              std::stop_token stop = {});

// The edits that replace the chosen ones of the hits that a search found in this text, each counted in what
// the one before it left (from the back to the front). `chosen` has one entry a hit. InvalidInput when the
// text does not have just these hits any more: it changed since.
[[nodiscard]] Result<std::vector<TextEdit>>
replacementEdits(const SearchPattern &pattern, std::string_view text, std::span<const SearchHit> hits,
                 const std::vector<bool> &chosen, std::string_view replacement, std::string_view newLine);

} // namespace gatewright
