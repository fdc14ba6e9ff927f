// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatewright {

// What one .gitignore says (https://git-scm.com/docs/gitignore), and a link to those of the folders above. A
// value that never changes; safe to share between threads.
class IgnoreRules
{
public:
    using Pointer = std::shared_ptr<const IgnoreRules>;

    // `base`: the folder of the file, relative to where paths begin, empty or with a '/' at its end.
    // `outer`: the rules of the folders above, or null.
    [[nodiscard]] static Pointer parse(std::string_view text, std::string base, Pointer outer);

    // Whether the file or folder is left out. `path` is relative to where paths begin. What lies in a folder
    // that is left out is not asked for: nothing brings it back.
    [[nodiscard]] bool ignores(std::string_view path, bool isFolder) const;

private:
    struct Rule
    {
        enum class Shape { Name, Suffix, Glob };

        std::string pattern; // Suffix: without its star
        Shape shape = Shape::Glob;
        bool wholePath = false; // against the path below `base`, not the name alone
        bool foldersOnly = false;
        bool negated = false;
    };

    IgnoreRules() = default;
    void add(std::string_view line);
    // The last rule that fits decides.
    [[nodiscard]] std::optional<bool> verdict(std::string_view path, bool isFolder) const;

    std::string m_base;
    Pointer m_outer;
    std::vector<Rule> m_rules;
};

// Comma-separated patterns of people, "*.cpp, src/**": one without a slash fits at any depth, and a folder
// means all that lies in it.
class PathFilter
{
public:
    // At most 100 patterns count.
    explicit PathFilter(std::string_view patterns);

    [[nodiscard]] bool isEmpty() const { return m_patterns.empty(); }
    [[nodiscard]] bool matches(std::string_view path) const;

private:
    std::vector<std::string> m_patterns;
};

} // namespace gatewright
