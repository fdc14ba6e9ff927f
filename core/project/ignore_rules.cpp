// SPDX-License-Identifier: Apache-2.0
#include "core/project/ignore_rules.h"

#include "core/project/glob.h"

#include <algorithm>
#include <ranges>

namespace gatewright {

namespace {

// A list of rules that somebody made by a program is cut, not obeyed: each file is held against each of them.
constexpr std::size_t mostRules = 10'000;
constexpr std::size_t mostFilters = 200; // two for each pattern
constexpr std::string_view special = "*?[\\";

std::string_view nameOf(std::string_view path)
{
    return path.substr(path.rfind('/') + 1);
}

// Blanks at the end do not count unless they are escaped.
std::string_view withoutTrailingBlanks(std::string_view line)
{
    while (!line.empty() && (line.back() == ' ' || line.back() == '\t') &&
           !(line.size() > 1 && line[line.size() - 2] == '\\'))
        line.remove_suffix(1);
    return line;
}

} // namespace

IgnoreRules::Pointer IgnoreRules::parse(std::string_view text, std::string base, Pointer outer)
{
    std::shared_ptr<IgnoreRules> rules(new IgnoreRules);
    rules->m_base = std::move(base);
    rules->m_outer = std::move(outer);
    if (text.starts_with("\xEF\xBB\xBF"))
        text.remove_prefix(3);
    while (!text.empty() && rules->m_rules.size() < mostRules) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        rules->add(line);
        text.remove_prefix(std::min(text.size(), end + 1));
    }
    return rules;
}

void IgnoreRules::add(std::string_view line)
{
    line = withoutTrailingBlanks(line);
    if (line.empty() || line.front() == '#')
        return;
    Rule rule;
    if (line.front() == '!') {
        rule.negated = true;
        line.remove_prefix(1);
    }
    if (line.ends_with('/')) {
        rule.foldersOnly = true;
        line.remove_suffix(1);
    }
    rule.wholePath = line.find('/') != std::string_view::npos;
    if (line.starts_with('/'))
        line.remove_prefix(1);
    if (line.empty())
        return;
    rule.pattern = line;
    if (line.find_first_of(special) == std::string_view::npos) {
        rule.shape = Rule::Shape::Name;
    } else if (!rule.wholePath && line.front() == '*' && line.size() > 1 &&
               line.find_first_of(special, 1) == std::string_view::npos) {
        rule.shape = Rule::Shape::Suffix;
        rule.pattern.erase(0, 1);
    }
    m_rules.push_back(std::move(rule));
}

std::optional<bool> IgnoreRules::verdict(std::string_view path, bool isFolder) const
{
    if (!path.starts_with(m_base))
        return std::nullopt;
    const std::string_view below = path.substr(m_base.size());
    const std::string_view name = nameOf(path);
    for (const Rule &rule : m_rules | std::views::reverse) {
        if (rule.foldersOnly && !isFolder)
            continue;
        const std::string_view subject = rule.wholePath ? below : name;
        const bool fits = rule.shape == Rule::Shape::Name     ? subject == rule.pattern
                          : rule.shape == Rule::Shape::Suffix ? subject.ends_with(rule.pattern)
                                                              : globMatches(rule.pattern, subject);
        if (fits)
            return !rule.negated;
    }
    return std::nullopt;
}

bool IgnoreRules::ignores(std::string_view path, bool isFolder) const
{
    for (const IgnoreRules *rules = this; rules; rules = rules->m_outer.get()) {
        if (const std::optional<bool> said = rules->verdict(path, isFolder))
            return *said;
    }
    return false;
}

PathFilter::PathFilter(std::string_view patterns)
{
    for (const auto part : std::views::split(patterns, ',')) {
        std::string_view pattern(part.begin(), part.end());
        while (!pattern.empty() && (pattern.front() == ' ' || pattern.front() == '\t'))
            pattern.remove_prefix(1);
        pattern = withoutTrailingBlanks(pattern);
        while (pattern.ends_with('/'))
            pattern.remove_suffix(1);
        if (pattern.starts_with("./"))
            pattern.remove_prefix(2);
        if (pattern.empty() || m_patterns.size() + 2 > mostFilters)
            continue;
        const bool anchored = pattern.find('/') != std::string_view::npos;
        if (pattern.starts_with('/'))
            pattern.remove_prefix(1);
        const std::string whole = (anchored ? "" : "**/") + std::string(pattern);
        m_patterns.push_back(whole);
        m_patterns.push_back(whole + "/**");
    }
}

bool PathFilter::matches(std::string_view path) const
{
    return std::ranges::any_of(m_patterns,
                               [path](const std::string &pattern) { return globMatches(pattern, path); });
}

} // namespace gatewright
