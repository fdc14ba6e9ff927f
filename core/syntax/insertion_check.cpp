// SPDX-License-Identifier: Apache-2.0
#include "core/syntax/insertion_check.h"

#include "core/syntax/vendor_mask.h"
#include "core/text/words.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

namespace gatewright {

namespace {

constexpr std::string_view blanks = " \t\r\n\f\v";

// The offset of the last character that is not blank; 0 in blank text.
std::size_t lastNonBlank(std::string_view text)
{
    const std::size_t last = text.find_last_not_of(blanks);
    return last == std::string_view::npos ? 0 : last;
}

// Where the run of word bytes, or of other characters, begins that ends the text.
std::size_t lastTokenStart(std::string_view text)
{
    const std::size_t end = text.find_last_not_of(blanks) + 1;
    if (end == 0)
        return 0;
    const bool word = isWordByte(text[end - 1]);
    std::size_t start = end - 1;
    while (start > 0 && isWordByte(text[start - 1]) == word &&
           blanks.find(text[start - 1]) == std::string_view::npos)
        --start;
    return start;
}

constexpr std::array<std::string_view, 35> pythonKeywords{
    "False",  "None",     "True",  "and",    "as",   "assert", "async",  "await",    "break",
    "class",  "continue", "def",   "del",    "elif", "else",   "except", "for",      "from",
    "global", "finally",  "if",    "import", "in",   "is",     "lambda", "nonlocal", "not",
    "or",     "pass",     "raise", "return", "try",  "while",  "with",   "yield"};
constexpr std::array<std::string_view, 28> cppKeywords{
    "auto",     "case",     "catch",    "class",    "const",    "constexpr", "decltype",
    "default",  "delete",   "else",     "enum",     "explicit", "final",     "friend",
    "noexcept", "operator", "override", "private",  "public",   "protected", "sizeof",
    "static",   "struct",   "template", "typename", "using",    "virtual",   "while"};
constexpr std::array<std::string_view, 24> operators{
    "->", "++", "--", "<<", "<<=", ">>", ">>=", "<=", ">=", "==", "!=", "&&",
    "||", "+=", "-=", "*=", "/=",  "%=", "&=",  "|=", "^=", "::", "**", "//"};

// How the last token goes on when it is a word, a number or an operator.
void addTokenRests(std::vector<std::string> &endings, Language language, std::string_view token)
{
    const auto addRests = [&endings](std::string_view begun, std::span<const std::string_view> wholes) {
        for (const std::string_view whole : wholes) {
            if (whole.size() > begun.size() && whole.starts_with(begun))
                endings.emplace_back(whole.substr(begun.size()));
        }
    };
    if (isWordByte(token.back())) {
        if (language == Language::Qiskit)
            addRests(token, pythonKeywords);
        else
            addRests(token, cppKeywords);
        endings.emplace_back("0"); // a keyword grows into a name, 0x into a number
        return;
    }
    addRests(token.substr(token.size() - 1), operators);
    addRests(token.substr(token.size() - std::min<std::size_t>(token.size(), 2)), operators);
    if (token.back() == '+' || token.back() == '-')
        endings.emplace_back("0"); // 1e-
    else if (token.back() == '#')
        endings.emplace_back("define");
    else if (token.back() == '\\')
        endings.emplace_back("\n");
}

// The ways in which the last token of the text may go on, each to be put behind the text. None when the token
// that does not fit, behind `objected`, has ended already: nothing written later can help it.
std::vector<std::string> continuations(Language language, std::string_view text, std::size_t objected)
{
    std::vector<std::string> endings;
    const std::size_t begin = text.find_first_not_of(blanks, objected);
    if (begin == std::string_view::npos)
        return endings;
    const std::string_view rest = text.substr(begin);
    if (rest.find_first_of(blanks) == std::string_view::npos)
        addTokenRests(endings, language, text.substr(lastTokenStart(text)));
    // The parser may have read text in quotes up to and with its quotes, so that the rest is the content
    // alone.
    const std::string_view opening = text.substr(begin - std::min<std::size_t>(begin, 3), 6);
    const auto addCloser = [&](std::string_view within, std::string_view opener, std::string_view closer) {
        if (within.find(opener) != std::string_view::npos)
            endings.emplace_back(closer);
    };
    if (language == Language::Qiskit) {
        addCloser(opening, "\"\"\"", "\"\"\"");
        addCloser(opening, "'''", "'''");
    } else {
        addCloser(opening, "/*", "*/");
        if (const std::size_t comment = text.rfind("/*");
            comment != std::string_view::npos && text.find("*/", comment + 2) == std::string_view::npos)
            endings.emplace_back("*/"); // one in a #define belongs to what is defined
        addCloser(opening, "R\"", ")\"");
    }
    if (rest.find('\n') == std::string_view::npos) {
        const std::string_view line = text.substr(text.rfind('\n') + 1);
        addCloser(line, "\"", "\"");
        addCloser(line, "'", "'");
    }
    return endings;
}

} // namespace

InsertionCheck::InsertionCheck(Language language)
    : m_language(language)
{
}

Result<void> InsertionCheck::setPrefix(std::string_view prefix, std::stop_token stop)
{
    if (m_tree && m_prefix == prefix)
        return {};
    std::vector<std::size_t> recoveries;
    const auto onRecovery = [&recoveries](std::size_t offset) {
        recoveries.push_back(offset);
        return false;
    };
    GW_TRY(tree, m_tree ? m_tree->reparse(prefix, std::move(stop), onRecovery)
                        : SyntaxTree::parse(m_language, prefix, std::move(stop), onRecovery));
    m_prefixRecoveries = std::move(recoveries);
    m_tree = std::move(tree);
    m_prefix = prefix;
    m_scopes = detail::ScopeRules();
    if (m_language == Language::HlsCpp)
        m_scopes.read(*m_tree->m_source);
    return {};
}

// A file that is against the rules already follows others: macros, or another dialect.
bool InsertionCheck::breaksScopeRules(std::string_view source) const
{
    if (m_language != Language::HlsCpp || m_scopes.objections() > 0)
        return false;
    detail::ScopeRules scopes = m_scopes;
    scopes.read(source);
    return scopes.objections() > 0;
}

bool InsertionCheck::isNewRecovery(std::size_t offset) const
{
    // A recovery stands behind the last good token. The insertion may continue the prefix's last token, and
    // so spoil what stands from there on; what the prefix alone spoils in that token is its own.
    const std::string_view source = *m_tree->m_source;
    if (offset >= source.find_last_not_of(blanks) + 1)
        return true;
    return offset >= lastTokenStart(source) && std::find(m_prefixRecoveries.begin(), m_prefixRecoveries.end(),
                                                         offset) == m_prefixRecoveries.end();
}

Result<std::optional<std::size_t>> InsertionCheck::objection(std::string_view addition,
                                                             std::stop_token stop) const
{
    const std::string text = m_prefix + std::string(addition);
    const std::size_t last =
        lastNonBlank(m_language == Language::HlsCpp ? detail::withoutVendorCode(text) : text);
    std::optional<std::size_t> objected;
    // The first objection decides: to go on would cost the repair of half the file.
    const Result<SyntaxTree> tree = m_tree->reparse(text, std::move(stop), [&](std::size_t offset) {
        if (!objected && offset <= last && isNewRecovery(offset)) // the parser stops a little later
            objected = offset;
        return objected.has_value();
    });
    if (objected)
        return objected;
    if (!tree && tree.error().code == ErrorCode::LimitExceeded)
        return 0; // the prefix could be parsed in time, the insertion made it hopeless
    if (!tree)
        return tl::unexpected(tree.error());
    if (tree->errorCountBefore(last) > m_tree->errorCountBefore(lastNonBlank(*m_tree->m_source)))
        return 0;
    if (breaksScopeRules(*tree->m_source))
        return 0;
    return std::nullopt;
}

Result<bool> InsertionCheck::parses(std::string_view prefix, std::string_view insertion, std::stop_token stop)
{
    if (m_language == Language::PlainText || prefix.size() + insertion.size() > maximumBytes)
        return true;
    if (const Result<void> known = setPrefix(prefix, stop); !known) {
        if (known.error().code == ErrorCode::LimitExceeded)
            return true;
        return tl::unexpected(known.error());
    }
    GW_TRY(objected, objection(insertion, stop));
    if (!objected)
        return true;
    std::string continued;
    for (const std::string &ending :
         continuations(m_language, m_prefix + std::string(insertion), *objected)) {
        continued.assign(insertion).append(ending);
        GW_TRY(objectedAgain, objection(continued, stop));
        if (!objectedAgain)
            return true;
    }
    return false;
}

bool insertionParses(Language language, std::string_view prefix, std::string_view insertion)
{
    return InsertionCheck(language).parses(prefix, insertion).value_or(true);
}

} // namespace gatewright
