// SPDX-License-Identifier: Apache-2.0
#include "plugins/language-qiskit/core/migration/python_names.h"

#include "core/text/words.h"

#include <algorithm>
#include <utility>

namespace gatewright::qiskit {

namespace {

constexpr std::size_t mostTokens = 2'000'000;
constexpr std::size_t longestChain = 32;

bool isDigit(char byte)
{
    return byte >= '0' && byte <= '9';
}

bool isStringPrefix(std::string_view word)
{
    return word.size() <= 2 && std::ranges::all_of(word, [](char letter) {
               return std::string_view("rRbBuUfF").find(letter) != std::string_view::npos;
           });
}

// A statement that begins with it stands at the margin, whatever bracket was left open above.
bool beginsStatement(std::string_view word)
{
    return word == "import" || word == "from" || word == "def" || word == "class";
}

} // namespace

PythonNames::PythonNames(std::string_view text, const std::stop_token &token)
    : m_text(text)
{
    scan(token);
    readImports();
}

std::size_t PythonNames::scanString(std::size_t at) const
{
    const char quote = m_text[at];
    const std::string three(3, quote);
    const bool isLong = m_text.substr(at, 3) == three;
    for (at += isLong ? 3 : 1; at < m_text.size();) {
        if (m_text[at] == '\\')
            at += 2;
        else if (isLong && m_text.substr(at, 3) == three)
            return at + 3;
        else if (!isLong && m_text[at] == quote)
            return at + 1;
        else if (!isLong && (m_text[at] == '\n' || m_text[at] == '\r'))
            return at; // half typed
        else
            ++at;
    }
    return m_text.size();
}

void PythonNames::scan(const std::stop_token &token)
{
    int depth = 0;
    const auto add = [this](PythonTokenKind kind, std::size_t begin, std::size_t end) {
        m_tokens.push_back({kind, begin, end});
    };
    for (std::size_t at = 0; at < m_text.size() && m_tokens.size() < mostTokens;) {
        if (m_tokens.size() % 4096 == 0 && token.stop_requested())
            return;
        const char byte = m_text[at];
        if (byte == '#') {
            const std::size_t end = std::min(m_text.find('\n', at), m_text.size());
            m_texts.push_back({at, end});
            at = end;
        } else if (byte == '"' || byte == '\'') {
            const std::size_t end = std::min(scanString(at), m_text.size());
            m_texts.push_back({at, end});
            at = end;
        } else if (byte == '\\' && at + 1 < m_text.size()) {
            at += m_text.substr(at + 1, 2) == "\r\n" ? 3 : 2;
        } else if (byte == '\n') {
            if (depth == 0)
                add(PythonTokenKind::LineEnd, at, at + 1);
            ++at;
        } else if (isDigit(byte)) {
            while (at < m_text.size() && (isWordByte(m_text[at]) || m_text[at] == '.'))
                ++at;
        } else if (isWordByte(byte)) {
            std::size_t end = at;
            while (end < m_text.size() && isWordByte(m_text[end]))
                ++end;
            const std::string_view word = m_text.substr(at, end - at);
            const bool atMargin = at == 0 || m_text[at - 1] == '\n';
            if (depth > 0 && atMargin && beginsStatement(word)) {
                depth = 0;
                add(PythonTokenKind::LineEnd, at, at);
            }
            const bool isPrefix =
                end < m_text.size() && (m_text[end] == '"' || m_text[end] == '\'') && isStringPrefix(word);
            if (!isPrefix)
                add(PythonTokenKind::Name, at, end);
            at = end;
        } else if (byte == ' ' || byte == '\t' || byte == '\r' || byte == '\f') {
            ++at;
        } else {
            depth += byte == '(' || byte == '[' || byte == '{' ? 1 : 0;
            depth -= (byte == ')' || byte == ']' || byte == '}') && depth > 0 ? 1 : 0;
            if (byte == ';' && depth == 0)
                add(PythonTokenKind::LineEnd, at, at + 1);
            else
                add(PythonTokenKind::Punctuation, at, at + 1);
            ++at;
        }
    }
    add(PythonTokenKind::LineEnd, m_text.size(), m_text.size());
}

bool PythonNames::is(std::size_t token, std::string_view text) const
{
    return token < m_tokens.size() && word(token) == text;
}

bool PythonNames::isName(std::size_t token) const
{
    return token < m_tokens.size() && m_tokens[token].kind == PythonTokenKind::Name;
}

std::string_view PythonNames::word(std::size_t token) const
{
    return m_text.substr(m_tokens[token].begin, m_tokens[token].end - m_tokens[token].begin);
}

void PythonNames::addAlias(std::string name, std::string path)
{
    if (!name.empty())
        m_aliases.insert_or_assign(std::move(name), std::move(path));
}

std::string PythonNames::dotted(std::size_t &token, std::size_t end) const
{
    std::string path;
    while (token < end && (isName(token) || is(token, "."))) {
        if (isName(token) && (is(token, "import") || is(token, "as")))
            break;
        path += word(token);
        ++token;
    }
    return path;
}

void PythonNames::readImports()
{
    std::size_t first = 0;
    for (std::size_t token = 0; token < m_tokens.size(); ++token) {
        if (m_tokens[token].kind != PythonTokenKind::LineEnd)
            continue;
        const bool isFrom = is(first, "from");
        if (first < token && (isFrom || is(first, "import"))) {
            m_firstImport = m_firstImport.value_or(m_tokens[first].begin);
            if (isFrom)
                readFrom(first, token);
            else
                readImport(first, token);
        }
        first = token + 1;
    }
}

void PythonNames::readImport(std::size_t first, std::size_t end)
{
    for (std::size_t token = first + 1; token < end; ++token) {
        const std::string path = dotted(token, end);
        if (is(token, "as") && token + 1 < end) {
            addAlias(std::string(word(token + 1)), path);
            token += 2;
        } else {
            const std::string package = path.substr(0, path.find('.'));
            addAlias(package, package);
        }
    }
}

void PythonNames::readFrom(std::size_t first, std::size_t end)
{
    std::size_t token = first + 1;
    const std::string module = dotted(token, end);
    if (!is(token, "import"))
        return;
    for (++token; token < end; ++token) {
        if (is(token, "*"))
            m_stars.push_back(module);
        if (!isName(token))
            continue;
        const std::string path = module + "." + std::string(word(token));
        if (is(token + 1, "as") && token + 2 < end) {
            addAlias(std::string(word(token + 2)), path);
            token += 2;
        } else {
            addAlias(std::string(word(token)), path);
        }
    }
}

std::optional<std::size_t> PythonNames::nameAt(std::size_t offset) const
{
    auto behind = std::ranges::upper_bound(m_tokens, offset, {}, &PythonToken::begin);
    while (behind != m_tokens.begin()) {
        --behind;
        if (behind->kind == PythonTokenKind::Name)
            break;
        if (behind->end < offset)
            return std::nullopt;
    }
    if (behind == m_tokens.end() || behind->kind != PythonTokenKind::Name || offset > behind->end ||
        offset < behind->begin)
        return std::nullopt;
    return static_cast<std::size_t>(behind - m_tokens.begin());
}

bool PythonNames::isText(std::size_t offset) const
{
    const auto behind = std::ranges::lower_bound(m_texts, offset, {}, &Piece::begin);
    if (behind == m_texts.begin())
        return false;
    const Piece &piece = *std::prev(behind);
    if (offset < piece.end)
        return true;
    // Behind a comment's last letter one is still in it; behind a quote that is open, too.
    const bool isComment = m_text[piece.begin] == '#';
    const bool isOpen = piece.end == piece.begin + 1 || m_text[piece.end - 1] != m_text[piece.begin];
    return offset == piece.end && (isComment || isOpen);
}

std::size_t PythonNames::chainBegin(std::size_t token) const
{
    for (std::size_t steps = 0; steps < longestChain && token >= 2 && is(token - 1, ".") && isName(token - 2);
         ++steps)
        token -= 2;
    return m_tokens[token].begin;
}

std::string PythonNames::chain(std::size_t token) const
{
    std::string chain(word(token));
    for (std::size_t steps = 0; steps < longestChain && token >= 1 && is(token - 1, "."); ++steps) {
        if (token < 2 || !isName(token - 2))
            return "." + chain;
        token -= 2;
        chain = std::string(word(token)) + "." + chain;
    }
    return chain;
}

std::string PythonNames::path(std::size_t token) const
{
    if (const std::optional<ImportPlace> place = importPlace(token)) {
        const std::string own(word(token));
        return place->module.empty() ? own : place->module + "." + own;
    }
    const std::string chain = this->chain(token);
    const std::size_t dot = chain.find('.');
    const auto alias = m_aliases.find(std::string_view(chain).substr(0, dot));
    if (alias == m_aliases.end())
        return {};
    return alias->second + (dot == std::string::npos ? std::string() : chain.substr(dot));
}

bool PythonNames::isCalled(std::size_t token) const
{
    return is(token + 1, "(");
}

std::optional<std::size_t> PythonNames::functionOfKeyword(std::size_t token) const
{
    if (!is(token + 1, "=") || is(token + 2, "="))
        return std::nullopt;
    if (token == 0 || !(is(token - 1, "(") || is(token - 1, ",")))
        return std::nullopt;
    int depth = 0;
    for (std::size_t at = token; at-- > 0 && m_tokens[at].kind != PythonTokenKind::LineEnd;) {
        depth += is(at, ")") || is(at, "]") || is(at, "}") ? 1 : 0;
        if (!is(at, "(") && !is(at, "[") && !is(at, "{"))
            continue;
        if (depth-- > 0)
            continue;
        return is(at, "(") && at > 0 && isName(at - 1) ? std::optional(at - 1) : std::nullopt;
    }
    return std::nullopt;
}

std::optional<ImportPlace> PythonNames::importPlace(std::size_t token) const
{
    std::size_t first = token;
    while (first > 0 && m_tokens[first - 1].kind != PythonTokenKind::LineEnd)
        --first;
    const bool isFrom = is(first, "from");
    if (first == token || !(isFrom || is(first, "import")) || is(token, "import") || is(token, "as") ||
        is(token - 1, "as"))
        return std::nullopt;
    ImportPlace place;
    place.begin = m_tokens[first].begin;
    place.pathBegin = m_tokens[token].begin;
    std::size_t at = first + 1;
    const std::string module = isFrom ? dotted(at, m_tokens.size()) : std::string();
    if (isFrom && is(at, "import") && token > at) {
        place.part = ImportPlace::Part::Name;
        place.module = module;
        for (++at; at < token; ++at) {
            place.hasBrackets = place.hasBrackets || is(at, "(");
            place.namesBefore += isName(at) && !is(at, "as") && !is(at - 1, "as") ? 1 : 0;
        }
        return place;
    }
    place.pathBegin = chainBegin(token);
    const std::string chain = this->chain(token);
    place.module = chain.substr(0, chain.rfind('.') == std::string::npos ? 0 : chain.rfind('.'));
    return place;
}

bool PythonNames::importsFrom(std::string_view package) const
{
    const auto isOfIt = [package](std::string_view path) {
        return path.starts_with(package) &&
               (path.size() == package.size() || path[package.size()] == '.' || path[package.size()] == '_');
    };
    return std::ranges::any_of(m_stars, isOfIt) ||
           std::ranges::any_of(m_aliases, [&](const auto &alias) { return isOfIt(alias.second); });
}

} // namespace gatewright::qiskit
