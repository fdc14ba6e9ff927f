// SPDX-License-Identifier: Apache-2.0
#include "core/project/glob.h"

#include <array>
#include <cctype>
#include <cstddef>
#include <optional>

namespace gatewright {

namespace {

constexpr std::size_t nowhere = std::string_view::npos;

struct NamedClass
{
    std::string_view name;
    int (*holds)(int);
};

constexpr std::array namedClasses{
    NamedClass{"alnum", std::isalnum}, NamedClass{"alpha", std::isalpha}, NamedClass{"blank", std::isblank},
    NamedClass{"cntrl", std::iscntrl}, NamedClass{"digit", std::isdigit}, NamedClass{"graph", std::isgraph},
    NamedClass{"lower", std::islower}, NamedClass{"print", std::isprint}, NamedClass{"punct", std::ispunct},
    NamedClass{"space", std::isspace}, NamedClass{"upper", std::isupper}, NamedClass{"xdigit", std::isxdigit},
};

unsigned char byteOf(char character)
{
    return static_cast<unsigned char>(character);
}

// Reads `[:name:]` at `place`; the end of it, or nothing when it is no class.
std::optional<std::size_t> readNamedClass(std::string_view pattern, std::size_t place, char character,
                                          bool &found)
{
    if (!pattern.substr(place).starts_with("[:"))
        return std::nullopt;
    const std::size_t end = pattern.find(":]", place + 2);
    if (end == nowhere)
        return std::nullopt;
    const std::string_view name = pattern.substr(place + 2, end - place - 2);
    for (const NamedClass &known : namedClasses) {
        if (known.name == name) {
            found = found || known.holds(byteOf(character)) != 0;
            return end + 2;
        }
    }
    return std::nullopt;
}

// A bracket expression that begins at `place`. Gives the place behind it, or nothing without a closing
// bracket.
std::optional<std::size_t> matchBracket(std::string_view pattern, std::size_t place, char character,
                                        bool &matches)
{
    ++place;
    const bool negated = place < pattern.size() && (pattern[place] == '!' || pattern[place] == '^');
    if (negated)
        ++place;
    bool found = false;
    for (bool first = true; place < pattern.size(); first = false) {
        if (pattern[place] == ']' && !first) {
            matches = found != negated && character != '/';
            return place + 1;
        }
        if (const auto behind = readNamedClass(pattern, place, character, found)) {
            place = *behind;
            continue;
        }
        if (pattern[place] == '\\' && place + 1 < pattern.size())
            ++place;
        const unsigned char low = byteOf(pattern[place++]);
        unsigned char high = low;
        if (place + 1 < pattern.size() && pattern[place] == '-' && pattern[place + 1] != ']') {
            ++place;
            if (pattern[place] == '\\' && place + 1 < pattern.size())
                ++place;
            high = byteOf(pattern[place++]);
        }
        found = found || (byteOf(character) >= low && byteOf(character) <= high);
    }
    return std::nullopt;
}

// Two stars count as "any folders" only between slashes or at an end; elsewhere they are one star.
bool isAnyFolders(std::string_view pattern, std::size_t place)
{
    return pattern.substr(place).starts_with("**") && (place == 0 || pattern[place - 1] == '/') &&
           (place + 2 == pattern.size() || pattern[place + 2] == '/');
}

// One character of the pattern against one of the path. Gives the pattern's place behind it, or nothing.
std::optional<std::size_t> matchOne(std::string_view pattern, std::size_t place, char character)
{
    switch (pattern[place]) {
    case '?':
        return character == '/' ? std::nullopt : std::optional(place + 1);
    case '[': {
        bool matches = false;
        const auto behind = matchBracket(pattern, place, character, matches);
        return behind && matches ? behind : std::nullopt;
    }
    case '\\':
        if (place + 1 < pattern.size())
            ++place;
        [[fallthrough]];
    default:
        return pattern[place] == character ? std::optional(place + 1) : std::nullopt;
    }
}

} // namespace

bool globMatches(std::string_view pattern, std::string_view path)
{
    // Of each kind of star only the last one has to be tried again: what an earlier one could take too, the
    // later one can. So there is no recursion, and no pattern takes exponential time.
    std::size_t inPattern = 0;
    std::size_t inPath = 0;
    std::size_t starPattern = nowhere;
    std::size_t starPath = 0;
    std::size_t foldersPattern = nowhere;
    std::size_t foldersPath = 0;
    for (;;) {
        if (inPattern < pattern.size() && isAnyFolders(pattern, inPattern)) {
            if (inPattern + 2 == pattern.size())
                return inPath < path.size(); // "a/**" is what is in a, not a itself
            inPattern += 3;
            foldersPattern = inPattern;
            foldersPath = inPath;
            starPattern = nowhere;
            continue;
        }
        if (inPattern < pattern.size() && pattern[inPattern] == '*') {
            while (inPattern < pattern.size() && pattern[inPattern] == '*')
                ++inPattern;
            starPattern = inPattern;
            starPath = inPath;
            continue;
        }
        if (inPath == path.size() && inPattern == pattern.size())
            return true;
        if (inPath < path.size() && inPattern < pattern.size()) {
            if (const auto next = matchOne(pattern, inPattern, path[inPath])) {
                inPattern = *next;
                ++inPath;
                continue;
            }
        }
        if (starPattern != nowhere && starPath < path.size() && path[starPath] != '/') {
            inPath = ++starPath;
            inPattern = starPattern;
            continue;
        }
        const std::size_t slash = foldersPattern == nowhere ? nowhere : path.find('/', foldersPath);
        if (slash == nowhere)
            return false;
        inPath = foldersPath = slash + 1;
        inPattern = foldersPattern;
        starPattern = nowhere;
    }
}

} // namespace gatewright
