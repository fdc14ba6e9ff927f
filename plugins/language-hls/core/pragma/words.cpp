// SPDX-License-Identifier: Apache-2.0
#include "plugins/language-hls/core/pragma/words.h"

#include <algorithm>
#include <vector>

namespace gatewright::hls {

namespace {

// Longer ones are no words of a pragma, and the distance costs the product of the lengths.
constexpr std::size_t maximumWord = 64;

char lower(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte - 'A' + 'a') : byte;
}

// Damerau-Levenshtein, restricted to one swap of neighbours.
std::size_t distance(std::string_view one, std::string_view other)
{
    std::vector<std::size_t> before(other.size() + 1);
    std::vector<std::size_t> last(other.size() + 1);
    std::vector<std::size_t> row(other.size() + 1);
    for (std::size_t j = 0; j <= other.size(); ++j)
        last[j] = j;
    for (std::size_t i = 1; i <= one.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= other.size(); ++j) {
            const std::size_t change = one[i - 1] == other[j - 1] ? 0 : 1;
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + change});
            if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                row[j] = std::min(row[j], before[j - 2] + 1);
        }
        std::swap(before, last);
        std::swap(last, row);
    }
    return last[other.size()];
}

} // namespace

std::string lowerCase(std::string_view word)
{
    std::string result(word);
    std::ranges::transform(result, result.begin(), lower);
    return result;
}

bool equalIgnoringCase(std::string_view one, std::string_view other)
{
    return std::ranges::equal(one, other, {}, lower, lower);
}

std::string_view nearestWord(std::string_view typed, std::span<const std::string> known)
{
    if (typed.size() < 2 || typed.size() > maximumWord)
        return {};
    const std::string word = lowerCase(typed);
    std::string_view nearest;
    std::size_t least = std::max<std::size_t>(1, word.size() / 3) + 1;
    for (const std::string &candidate : known) {
        const std::size_t changes = distance(word, candidate);
        if (changes < least && changes < candidate.size()) {
            least = changes;
            nearest = candidate;
        }
    }
    return nearest;
}

std::string inCaseOf(std::string_view word, std::string_view like)
{
    std::string result(word);
    const bool hasSmall = std::ranges::any_of(like, [](char byte) { return byte >= 'a' && byte <= 'z'; });
    if (!hasSmall) {
        std::ranges::transform(result, result.begin(), [](char byte) {
            return byte >= 'a' && byte <= 'z' ? static_cast<char>(byte - 'a' + 'A') : byte;
        });
    }
    return result;
}

} // namespace gatewright::hls
