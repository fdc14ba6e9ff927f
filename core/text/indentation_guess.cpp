// SPDX-License-Identifier: Apache-2.0
#include "core/text/indentation_guess.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdlib>

namespace gatewright {

namespace {

constexpr int mostLines = 10'000;
constexpr int widest = 8;
constexpr int fewestSteps = 2; // one line says nothing

} // namespace

std::optional<Indentation> detectIndentation(std::string_view text)
{
    int tabLines = 0;
    int spaceLines = 0;
    std::array<int, widest + 1> steps{}; // how often the indentation grew by so many blanks
    int before = 0;
    for (int line = 0; line < mostLines && !text.empty(); ++line) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view bytes = text.substr(0, end);
        text.remove_prefix(std::min(text.size(), end + 1));
        const std::size_t first = bytes.find_first_not_of(" \t\r");
        if (first == std::string_view::npos)
            continue;
        if (bytes.front() == '\t') {
            ++tabLines;
            continue;
        }
        const std::size_t width = std::min(bytes.find_first_not_of(' '), bytes.size());
        // The middle of a comment is indented by one more, and arguments are aligned to anything.
        if (bytes[first] == '*' || bytes.find('\t') < first)
            continue;
        const int now = static_cast<int>(width);
        spaceLines += now > 0 ? 1 : 0;
        const int grown = std::abs(now - before);
        if (grown >= 2 && grown <= widest)
            ++steps[static_cast<std::size_t>(grown)];
        before = now;
    }
    if (tabLines > spaceLines && tabLines >= fewestSteps)
        return Indentation{true, 4};
    // A change by four may be two levels of two; one by two is never half a level of four.
    const auto most = std::ranges::max_element(steps);
    int width = static_cast<int>(most - steps.begin());
    if (*most < fewestSteps)
        return std::nullopt;
    const int half = width / 2;
    if (width % 2 == 0 && half >= 2 && steps[static_cast<std::size_t>(half)] * 3 >= *most)
        width = half;
    return Indentation{false, width};
}

} // namespace gatewright
