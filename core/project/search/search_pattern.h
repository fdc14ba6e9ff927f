// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QString>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct pcre2_real_code_8;

namespace gatewright {

// What is looked for.
struct PatternQuery
{
    QString text;
    bool caseSensitive = false;
    bool wholeWords = false;
    bool regularExpression = false; // Perl's; ^ and $ match at every line

    friend bool operator==(const PatternQuery &, const PatternQuery &) = default;
};

struct PatternMatch
{
    std::size_t begin = 0;
    std::size_t end = 0;
    // What the groups 1, 2 … took; empty for one that took nothing.
    std::vector<std::string> groups;
};

// A compiled pattern. Immutable; any number of threads may use it, each with a Scratch of its own.
class SearchPattern
{
public:
    // Memory of the matcher. One per thread, for one pattern.
    class Scratch
    {
    public:
        explicit Scratch(const SearchPattern &pattern);
        ~Scratch();
        Scratch(Scratch &&) noexcept;
        Scratch &operator=(Scratch &&) = delete;

    private:
        friend class SearchPattern;
        struct Data;
        std::unique_ptr<Data> d;
    };

    // InvalidInput names what is wrong with a regular expression and where.
    [[nodiscard]] static Result<SearchPattern> compile(const PatternQuery &query);

    // The first match that begins at or behind `from`. LimitExceeded: the expression takes too many steps on
    // this text (some tens of milliseconds at most). Any bytes will do for a text.
    [[nodiscard]] Result<std::optional<PatternMatch>> next(std::string_view text, std::size_t from,
                                                           Scratch &scratch) const;
    // The user wrote a line end into the expression: matches may go across lines.
    [[nodiscard]] bool crossesLines() const { return m_crossesLines; }
    [[nodiscard]] bool isRegularExpression() const { return m_isRegularExpression; }

private:
    SearchPattern() = default;

    std::shared_ptr<const pcre2_real_code_8> m_code; // shared: a pattern is a value, its code never changes
    bool m_crossesLines = false;
    bool m_isRegularExpression = false;
};

// What takes the match's place. In a regular expression's replacement \1 or $1 is a group, \0 or $0 the
// match, \n and \t are a line end and a tab; any other character behind a backslash, and $$, is itself.
[[nodiscard]] std::string expandReplacement(std::string_view replacement, bool isRegularExpression,
                                            std::string_view matched, const std::vector<std::string> &groups,
                                            std::string_view newLine);

} // namespace gatewright
