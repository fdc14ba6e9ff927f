// SPDX-License-Identifier: Apache-2.0
#include "core/text/snippet.h"

#include <algorithm>
#include <map>

namespace gatewright {

namespace {

constexpr std::size_t mostStops = 1'000;
constexpr int deepest = 10;
constexpr int largestNumber = 9'999;

bool isDigit(char byte)
{
    return byte >= '0' && byte <= '9';
}

bool isName(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '_' || isDigit(byte);
}

class Parser
{
public:
    explicit Parser(std::string_view body)
        : m_body(body)
    {
    }

    Result<Snippet> parse()
    {
        text('\0', 0);
        if (m_tooMuch)
            return makeError(ErrorCode::LimitExceeded,
                             QStringLiteral("The snippet has too many places, or too deep in each other."));
        return repeated();
    }

private:
    // Up to `end`, which is taken, or to the end of the body.
    void text(char end, int depth)
    {
        while (m_place < m_body.size() && !m_tooMuch) {
            const char byte = m_body[m_place];
            if (byte == '\\' && m_place + 1 < m_body.size()) {
                const char next = m_body[m_place + 1];
                const bool special = next == '$' || next == '}' || next == '\\';
                m_text += special ? std::string(1, next) : std::string{byte, next};
                m_place += 2;
            } else if (byte == end && end != '\0') {
                ++m_place;
                return;
            } else if (byte != '$' || !placeholder(depth)) {
                m_text += byte;
                ++m_place;
            }
        }
    }

    // False, and nothing taken, when it is none.
    bool placeholder(int depth)
    {
        std::size_t place = m_place + 1;
        const bool braced = place < m_body.size() && m_body[place] == '{';
        place += braced ? 1 : 0;
        const std::size_t nameBegin = place;
        // "$1st" is a number and a word; "$NAME1" is a name.
        const bool isNumber = place < m_body.size() && isDigit(m_body[place]);
        while (place < m_body.size() && (isNumber ? isDigit(m_body[place]) : isName(m_body[place])))
            ++place;
        const std::string_view name = m_body.substr(nameBegin, place - nameBegin);
        if (name.empty())
            return false;
        const int number = isNumber ? readNumber(name) : -1;
        if (!braced) {
            m_place = place;
            if (isNumber)
                add(number, m_text.size(), false);
            return true;
        }
        if (place >= m_body.size())
            return false;
        if (m_body[place] == '|' && isNumber)
            return choices(number, place + 1);
        if (m_body[place] != '}' && m_body[place] != ':')
            return false;
        m_place = place + 1;
        const bool hasDefault = m_body[place] == ':';
        const std::size_t begin = m_text.size();
        const std::size_t index = isNumber ? add(number, begin, hasDefault) : m_stops.size();
        if (hasDefault) {
            if (depth >= deepest)
                m_tooMuch = true;
            else
                text('}', depth + 1);
        }
        if (isNumber && index < m_stops.size())
            m_stops[index].stop.end = m_text.size();
        return true;
    }

    bool choices(int number, std::size_t place)
    {
        const std::size_t end = m_body.find("|}", place);
        if (end == std::string_view::npos)
            return false;
        const std::size_t index = add(number, m_text.size(), true);
        for (std::size_t at = place; at < end && m_body[at] != ','; ++at) {
            if (m_body[at] == '\\' && at + 1 < end)
                ++at;
            m_text += m_body[at];
        }
        if (index < m_stops.size())
            m_stops[index].stop.end = m_text.size();
        m_place = end + 2;
        return true;
    }

    static int readNumber(std::string_view digits)
    {
        int number = 0;
        for (const char digit : digits)
            number = std::min(largestNumber, number * 10 + (digit - '0'));
        return number;
    }

    std::size_t add(int number, std::size_t place, bool hasDefault)
    {
        if (m_stops.size() >= mostStops)
            m_tooMuch = true;
        else
            m_stops.push_back({{number, place, place}, hasDefault});
        return m_tooMuch ? m_stops.size() : m_stops.size() - 1;
    }

    // Puts the default of a number where it stands without one.
    [[nodiscard]] Snippet repeated() const
    {
        std::map<int, std::string> defaults;
        for (const Read &read : m_stops) {
            if (read.hasDefault)
                defaults.try_emplace(read.stop.number,
                                     m_text.substr(read.stop.begin, read.stop.end - read.stop.begin));
        }
        Snippet snippet;
        // Insertions in the order of the text; what lies behind one moves along.
        std::vector<std::pair<std::size_t, std::size_t>> grown; // place in m_text, bytes put in there
        const auto moved = [&grown](std::size_t place, bool behind) {
            std::size_t shift = 0;
            for (const auto &[at, bytes] : grown) {
                if (at < place || (behind && at == place))
                    shift += bytes;
            }
            return place + shift;
        };
        snippet.text = m_text;
        for (const Read &read : m_stops) {
            const auto found = defaults.find(read.stop.number);
            if (read.hasDefault || found == defaults.end())
                continue;
            snippet.text.insert(moved(read.stop.begin, true), found->second);
            grown.emplace_back(read.stop.begin, found->second.size());
        }
        std::size_t seen = 0; // of the insertions, as the stops come in the same order
        std::vector<std::size_t> before;
        for (const Read &read : m_stops) {
            const auto found = defaults.find(read.stop.number);
            const bool filled = !read.hasDefault && found != defaults.end();
            std::size_t shift = 0;
            for (std::size_t index = 0; index < seen; ++index)
                shift += grown[index].second;
            SnippetStop stop = read.stop;
            stop.begin += shift;
            if (filled) {
                stop.end = stop.begin + found->second.size();
                ++seen;
            } else {
                // Stops in it were filled as well.
                std::size_t inside = 0;
                for (std::size_t index = seen; index < grown.size(); ++index)
                    inside += grown[index].first < read.stop.end ? grown[index].second : 0;
                stop.end += shift + inside;
            }
            snippet.stops.push_back(stop);
        }
        return snippet;
    }

    struct Read
    {
        SnippetStop stop;
        bool hasDefault = false;
    };

    std::string_view m_body;
    std::size_t m_place = 0;
    std::string m_text;
    std::vector<Read> m_stops;
    bool m_tooMuch = false;
};

} // namespace

Result<Snippet> parseSnippet(std::string_view body)
{
    return Parser(body).parse();
}

Snippet fitted(const Snippet &snippet, std::string_view newLine, std::string_view indentation,
               std::string_view level)
{
    Snippet made;
    std::vector<std::size_t> places; // where each byte of the old text, and its end, is in the new one
    places.reserve(snippet.text.size() + 1);
    bool atLineStart = false; // the first line begins where the caret is
    for (std::size_t place = 0; place < snippet.text.size(); ++place) {
        const char byte = snippet.text[place];
        places.push_back(made.text.size());
        if (byte == '\n') {
            made.text += newLine;
            // An empty line gets no blanks, and a directive of the preprocessor starts its line.
            const char next = place + 1 < snippet.text.size() ? snippet.text[place + 1] : '\0';
            if (next != '\n' && next != '#')
                made.text += indentation;
            atLineStart = true;
        } else if (byte == '\t' && (atLineStart || place == 0)) {
            made.text += level;
            atLineStart = true;
        } else {
            made.text += byte;
            atLineStart = false;
        }
    }
    places.push_back(made.text.size());
    for (const SnippetStop &stop : snippet.stops)
        made.stops.push_back({stop.number, places[stop.begin], places[stop.end]});
    return made;
}

} // namespace gatewright
