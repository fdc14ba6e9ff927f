// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inline/ghost_remainder.h"

#include "core/text/words.h"

#include <algorithm>

namespace gatewright {

namespace {

// CR LF and CR become LF.
std::string withLineFeeds(std::string_view text)
{
    std::string result;
    result.reserve(text.size());
    for (std::size_t place = 0; place < text.size(); ++place) {
        if (text[place] != '\r') {
            result += text[place];
        } else {
            result += '\n';
            if (place + 1 < text.size() && text[place + 1] == '\n')
                ++place;
        }
    }
    return result;
}

} // namespace

GhostRemainder::GhostRemainder(std::string text)
    : m_text(text.find('\r') == std::string::npos ? std::move(text) : withLineFeeds(text))
{
}

bool GhostRemainder::take(std::string_view typed)
{
    const std::string normalised = withLineFeeds(typed);
    if (normalised.empty() || !text().starts_with(normalised))
        return false;
    m_taken += normalised.size();
    return true;
}

std::string_view GhostRemainder::next(AcceptUnit unit) const
{
    const std::string_view all = text();
    switch (unit) {
    case AcceptUnit::Word:
        return all.substr(0, nextWordEnd(all, 0));
    case AcceptUnit::Line:
        return all.substr(0, nextLineEnd(all, 0));
    case AcceptUnit::All:
        break;
    }
    return all;
}

std::string_view GhostRemainder::nextLineBreak() const
{
    const std::string_view all = text();
    if (!all.starts_with('\n'))
        return {};
    return all.substr(0, std::min(all.size(), all.find_first_not_of(" \t", 1)));
}

std::vector<std::string_view> GhostRemainder::lines() const
{
    std::vector<std::string_view> result;
    std::string_view rest = text();
    for (std::size_t end = rest.find('\n'); end != std::string_view::npos; end = rest.find('\n')) {
        result.push_back(rest.substr(0, end));
        rest.remove_prefix(end + 1);
    }
    result.push_back(rest);
    return result;
}

std::string withLineEnds(std::string_view text, std::string_view newLine)
{
    std::string result;
    result.reserve(text.size());
    for (const char byte : text) {
        if (byte == '\n')
            result += newLine;
        else
            result += byte;
    }
    return result;
}

} // namespace gatewright
