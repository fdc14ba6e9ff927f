// SPDX-License-Identifier: Apache-2.0
#include "core/syntax/scope_rules.h"

#include "core/text/words.h"

#include <algorithm>
#include <array>
#include <string>

namespace gatewright::detail {

namespace {

using namespace std::string_view_literals;

// Deeper than any program; what each #if keeps grows with it.
constexpr std::size_t deepest = 200;

template <std::size_t size>
bool isOneOf(std::string_view word, const std::array<std::string_view, size> &words)
{
    return std::find(words.begin(), words.end(), word) != words.end();
}

constexpr std::array statementWords{"if"sv,     "for"sv,   "while"sv,    "do"sv,   "switch"sv,
                                    "return"sv, "break"sv, "continue"sv, "goto"sv, "else"sv};
// These begin declarations that stand in a namespace or a class, never among statements.
constexpr std::array memberWords{"template"sv, "virtual"sv, "friend"sv, "explicit"sv};
// These never stand between brackets, nor in an initialiser list.
constexpr std::array storageWords{"static"sv, "extern"sv, "typedef"sv, "namespace"sv, "case"sv};
constexpr std::array accessWords{"public"sv, "private"sv, "protected"sv};
constexpr std::array typeWords{"class"sv, "struct"sv, "union"sv};
constexpr std::array controlWords{"if"sv, "for"sv, "while"sv, "catch"sv, "foreach"sv};
constexpr std::array unknownWords{"requires"sv, "concept"sv, "asm"sv, "__asm__"sv, "__asm"sv};
constexpr std::array qualifierWords{"const"sv,    "volatile"sv, "noexcept"sv,
                                    "override"sv, "final"sv,    "mutable"sv};
constexpr std::array otherKeywords{
    "alignas"sv,       "and"sv,       "auto"sv,         "bitand"sv,        "bitor"sv,  "bool"sv,
    "char"sv,          "co_await"sv,  "co_return"sv,    "co_yield"sv,      "compl"sv,  "consteval"sv,
    "constexpr"sv,     "constinit"sv, "decltype"sv,     "default"sv,       "delete"sv, "double"sv,
    "enum"sv,          "float"sv,     "inline"sv,       "int"sv,           "long"sv,   "new"sv,
    "not"sv,           "or"sv,        "register"sv,     "short"sv,         "signed"sv, "sizeof"sv,
    "static_assert"sv, "this"sv,      "thread_local"sv, "throw"sv,         "try"sv,    "typename"sv,
    "typeof"sv,        "unsigned"sv,  "using"sv,        "__attribute__"sv, "void"sv,   "xor"sv};
// Behind these an operand follows; what is declared comes with a type in front.
constexpr std::array operandSymbols{"="sv,  "+="sv, "-="sv, "*="sv, "/="sv, "%="sv, "&="sv, "|="sv,
                                    "^="sv, "."sv,  "->"sv, "+"sv,  "-"sv,  "/"sv,  "%"sv,  "!"sv,
                                    "=="sv, "!="sv, "<="sv, ">="sv, "||"sv, "<<"sv, "?"sv};
// What may stand between [[ and ]].
constexpr std::array attributeWords{
    "nodiscard"sv, "maybe_unused"sv,       "deprecated"sv,        "noreturn"sv, "fallthrough"sv, "likely"sv,
    "unlikely"sv,  "carries_dependency"sv, "no_unique_address"sv, "assume"sv,   "gnu"sv,         "clang"sv,
    "using"sv};

bool isKeyword(std::string_view word)
{
    return isOneOf(word, statementWords) || isOneOf(word, memberWords) || isOneOf(word, accessWords) ||
           isOneOf(word, typeWords) || isOneOf(word, controlWords) || isOneOf(word, unknownWords) ||
           isOneOf(word, qualifierWords) || isOneOf(word, storageWords) || isOneOf(word, otherKeywords);
}

// No small letter, or the name says that it is a loop of some library.
bool mayBeMacro(std::string_view word)
{
    return (word.size() > 1 &&
            std::none_of(word.begin(), word.end(), [](char byte) { return byte >= 'a' && byte <= 'z'; })) ||
           word.find("each") != std::string_view::npos || word.find("for") == 0 || word.starts_with("__");
}

bool isDigit(char byte)
{
    return byte >= '0' && byte <= '9';
}

std::size_t behind(std::string_view text, std::string_view closer, std::size_t from)
{
    const std::size_t found = text.find(closer, from);
    return found == std::string_view::npos ? std::string_view::npos : found + closer.size();
}

// Behind the literal whose quote is at `at`; npos when it is not closed yet. A literal ends with its line.
std::size_t literalEnd(std::string_view text, std::size_t at)
{
    if (text[at] == '"' && at > 0 && text[at - 1] == 'R') {
        const std::size_t open = text.find('(', at);
        if (open == std::string_view::npos)
            return open;
        return behind(text, ")" + std::string(text.substr(at + 1, open - at - 1)) + "\"", open);
    }
    for (std::size_t i = at + 1; i < text.size(); ++i) {
        if (text[i] == '\\')
            ++i;
        else if (text[i] == text[at])
            return i + 1;
        else if (text[i] == '\n')
            return i;
    }
    return std::string_view::npos;
}

std::size_t wordEnd(std::string_view text, std::size_t at)
{
    const bool number = isDigit(text[at]);
    std::size_t end = at;
    while (end < text.size() &&
           (isWordByte(text[end]) ||
            (number && (text[end] == '.' ||
                        (text[end] == '\'' && end + 1 < text.size() && isWordByte(text[end + 1]))))))
        ++end;
    return end;
}

// operator+, operator() and operator bool as one word each.
std::size_t operatorEnd(std::string_view text, std::size_t at)
{
    const std::size_t symbol = text.find_first_not_of(" \t", at);
    if (symbol == std::string_view::npos)
        return text.size();
    if (isWordByte(text[symbol]))
        return std::min(text.find_first_of("(;,)", symbol), text.size());
    if (text[symbol] == '(')
        return behind(text, ")", symbol);
    return std::min(text.find_first_of("( \n", symbol), text.size());
}

// Where the directive's last line ends; npos when more of it may follow. A comment may take it further.
std::size_t directiveEnd(std::string_view text, std::size_t at)
{
    std::size_t end = text.find('\n', at);
    while (end != std::string_view::npos) {
        const std::string_view line = text.substr(at, end - at);
        const std::size_t comment = line.rfind("/*");
        if (comment != std::string_view::npos && line.find("*/", comment) == std::string_view::npos)
            end = behind(text, "*/", at + comment);
        else if (!line.ends_with("\\") && !line.ends_with("\\\r"))
            return end;
        if (end != std::string_view::npos)
            end = text.find('\n', text.substr(end).starts_with('\n') ? end + 1 : end);
    }
    return end;
}

} // namespace

ScopeRules::ScopeRules()
    : m_frames(1)
{
}

void ScopeRules::read(std::string_view text)
{
    while (!m_lost) {
        const std::optional<Token> token = nextToken(text);
        if (!token || m_lost)
            return;
        take(*token);
        m_lost = m_lost || m_frames.size() > deepest;
    }
}

// Nothing at the end of the text and in front of a token that may still grow.
std::optional<ScopeRules::Token> ScopeRules::nextToken(std::string_view text)
{
    constexpr std::size_t open = std::string_view::npos;
    for (;;) {
        m_at = std::min(text.find_first_not_of(" \t\r\n\f\v\\", m_at), text.size());
        const std::string_view rest = text.substr(m_at);
        std::size_t end = open;
        if (rest.empty())
            return std::nullopt;
        if (rest.starts_with("//"))
            end = text.find('\n', m_at);
        else if (rest.starts_with("/*"))
            end = behind(text, "*/", m_at + 2);
        else if (rest[0] == '#')
            end = directiveEnd(text, m_at);
        else
            break;
        if (end == open)
            return std::nullopt;
        if (rest[0] == '#')
            directive(text.substr(m_at, end - m_at));
        m_at = end;
    }
    const std::size_t begin = m_at;
    const char first = text[begin];
    std::size_t end = begin + 1;
    TokenKind kind = TokenKind::Symbol;
    if (first == '"' || first == '\'') {
        end = literalEnd(text, begin);
        kind = TokenKind::String;
    } else if (isWordByte(first)) {
        end = wordEnd(text, begin);
        if (text.substr(begin, end - begin) == "operator")
            end = operatorEnd(text, end);
        const std::string_view word = text.substr(begin, end - begin);
        kind = isDigit(first)     ? TokenKind::Number
               : isKeyword(word)  ? TokenKind::Keyword
               : mayBeMacro(word) ? TokenKind::Macro
                                  : TokenKind::Name;
    } else {
        for (const std::string_view symbol :
             {"<<="sv, ">>="sv, "..."sv, "->"sv, "++"sv, "--"sv, "<<"sv, "<="sv, ">="sv, "=="sv, "!="sv,
              "&&"sv,  "||"sv,  "+="sv,  "-="sv, "*="sv, "/="sv, "%="sv, "&="sv, "|="sv, "^="sv, "::"sv}) {
            if (text.substr(begin).starts_with(symbol)) {
                end = begin + symbol.size();
                break;
            }
        }
    }
    const bool grows = end >= text.size() && "(){}[];,"sv.find(first) == std::string_view::npos;
    if (grows)
        return std::nullopt;
    m_at = end;
    return Token{kind, text.substr(begin, end - begin)};
}

// The branches of an #if begin with the same brackets open; what the last one leaves open stays.
void ScopeRules::directive(std::string_view line)
{
    const std::size_t begin = std::min(line.find_first_not_of(" \t", 1), line.size());
    const std::string_view word = line.substr(begin, wordEnd(line, begin) - begin);
    if (word.starts_with("if")) {
        m_branches.push_back(m_frames);
        m_lost = m_lost || m_branches.size() > deepest;
    } else if (word.starts_with("el") && !m_branches.empty()) {
        m_frames = m_branches.back();
    } else if (word == "endif" && !m_branches.empty()) {
        m_branches.pop_back();
    }
}

void ScopeRules::take(const Token &token)
{
    const char symbol = token.kind == TokenKind::Symbol && token.text.size() == 1 ? token.text[0] : '\0';
    if (inTemplateParameters(token))
        return;
    if (symbol == '(' || symbol == '[')
        open(symbol);
    else if (symbol == '{')
        openBrace();
    else if (symbol == ')' || symbol == ']' || symbol == '}')
        close(symbol);
    else if (symbol == ';')
        endStatement();
    else if (token.kind == TokenKind::Symbol)
        takeSymbol(token);
    else
        takeWord(token);
}

// template <class T = int>: nothing in there belongs to the declaration's own shape.
bool ScopeRules::inTemplateParameters(const Token &token)
{
    const bool opens = m_template && token.text == "<";
    m_template = false;
    if (m_angles == 0 && !opens)
        return false;
    if (token.text == "(" || token.text == ")")
        m_angleBrackets += token.text == "(" ? 1 : -1;
    else if (token.text == ";")
        m_angles = 0;             // no parameters after all
    else if (m_angleBrackets > 0) // there < is less than
        return true;
    else if (token.text == "<")
        ++m_angles;
    else if (token.text == ">" || token.text == ">>")
        m_angles -= std::min(m_angles, token.text.size());
    if (m_angles == 0)
        m_angleBrackets = 0;
    return token.text != ";";
}

bool ScopeRules::isOutside() const
{
    return m_frames.back().scope == Scope::Namespace || m_frames.back().scope == Scope::Class;
}

void ScopeRules::takeWord(const Token &token)
{
    Head &head = top().head;
    const std::string_view word = token.text;
    const bool first = head.tokens == 0;
    checkSecond(token);
    checkNames(token);
    head.names = token.kind == TokenKind::Name ? std::uint8_t(std::min(head.names + 1, 2)) : std::uint8_t{0};
    head.lastGroup = Group::None;
    if (word != "constexpr" && word != "consteval") // if constexpr (
        head.nextGroup = Group::None;
    head.lastOpensBlock = false;
    head.lastIsType = false;
    if (token.kind == TokenKind::Name || token.kind == TokenKind::Macro) {
        head.nextGroup = token.kind == TokenKind::Name ? Group::Call : Group::Macro;
        head.macro = head.macro || (first && token.kind == TokenKind::Macro);
    } else if (token.kind == TokenKind::String) {
        head.space = head.space || (head.tokens == 1 && head.external);
    } else if (token.kind == TokenKind::Keyword) {
        takeKeyword(word, first);
    }
    if (first)
        head.firstKind = token.kind;
    head.lastKind = token.kind;
    head.lastSymbol = '\0';
    head.tokens = std::uint8_t(std::min(head.tokens + 1, 255));
    if (word == "else" || word == "do")
        head = Head(); // another statement
}

void ScopeRules::takeKeyword(std::string_view word, bool first)
{
    Head &head = top().head;
    if (first) {
        head.firstIsStatement = isOneOf(word, statementWords);
        head.firstIsMember = isOneOf(word, memberWords);
        head.firstIsAccess = isOneOf(word, accessWords);
        head.firstIsLabel = word == "case" || word == "default";
        head.external = word == "extern";
        head.nothing = word == "void";
        head.alias = word == "using" || word == "typedef";
        head.operand = word == "return" || word == "throw";
        if (word == "case" && top().scope == Scope::Block && !head.behindSwitch && !inSwitch())
            object();
    }
    if (top().scope == Scope::Values && top().bracket != '[' &&
        (isOneOf(word, storageWords) || isOneOf(word, statementWords)))
        object();
    if (isOneOf(word, controlWords))
        head.nextGroup = Group::Control;
    else if (word == "switch")
        head.nextGroup = Group::Switch;
    head.lastIsType = isOneOf(word, typeWords);
    head.type = head.type || isOneOf(word, typeWords);
    head.enumeration = head.enumeration || word == "enum";
    head.space = head.space || word == "namespace";
    head.unknown = head.unknown || isOneOf(word, unknownWords);
    head.lastOpensBlock = word == "try";
    if (isOneOf(word, qualifierWords))
        head.lastGroup = head.parameters; // as if they were not there
    m_template = word == "template";
}

void ScopeRules::takeSymbol(const Token &token)
{
    checkSecond(token);
    Head &head = top().head;
    const char symbol = token.text[0];
    if (token.text == ":" && head.firstIsStatement == false &&
        (head.firstIsLabel || head.firstIsAccess ||
         (head.tokens == 1 && (head.firstKind == TokenKind::Name || head.firstKind == TokenKind::Macro)))) {
        head = Head(); // a label: the statement follows
        return;
    }
    if (token.text == ":" && head.parameters != Group::None && isOutside())
        head.initialisers = true;
    head.assigned = head.assigned || (token.text == "=" && !head.initialisers);
    head.trailing = head.trailing || (token.text == "->" && (head.lambda || head.parameters != Group::None));
    if (token.text == ",") {
        head.lambda = head.lambda && head.trailing;
        head.operand = false;
    }
    if (isOneOf(token.text, operandSymbols) && !head.alias && (token.text == "=" || !isOutside()))
        head.operand = true;
    if (token.text == "<" && head.names == 2 && !isOutside() && top().scope != Scope::Unknown)
        object(); // T a< declares what only a namespace can hold
    head.qualified = token.text == "::" && head.names == 2;
    head.names = 0;
    if (token.text != "->" && token.text != "&" && token.text != "&&" && token.text != "::" &&
        token.text != "<" && token.text != ">" && token.text != "*" && !head.trailing)
        head.parameters = head.initialisers ? head.parameters : Group::None;
    head.nextGroup = token.text == ">" ? Group::Call : Group::None;
    head.lastGroup = Group::None;
    head.lastOpensBlock = false;
    if (head.tokens == 0)
        head.firstKind = TokenKind::Symbol;
    head.lastKind = TokenKind::Symbol;
    head.lastSymbol = symbol;
    head.tokens = std::uint8_t(std::min(head.tokens + 1, 255));
}

// The second token of a statement tells what the first one, now complete, began.
void ScopeRules::checkSecond(const Token &token)
{
    const Head &head = top().head;
    if (head.tokens != 1)
        return;
    if (isOutside()) {
        constexpr std::array expressionSymbols{"="sv,  "+="sv, "-="sv, "."sv, "->"sv,
                                               "++"sv, "--"sv, "<<"sv, "["sv};
        if (head.firstIsStatement ||
            (head.firstKind == TokenKind::Name && isOneOf(token.text, expressionSymbols)))
            object();
    } else if (top().scope == Scope::Block &&
               (head.firstIsMember || (head.firstIsAccess && token.text == ":"))) {
        object();
    }
}

// Two names in a row: the first is a type, or the second does not belong there.
void ScopeRules::checkNames(const Token &token)
{
    const Frame &frame = top();
    const Head &head = frame.head;
    if (token.kind != TokenKind::Name || frame.scope == Scope::Unknown)
        return;
    if (head.nextGroup == Group::Control || head.nextGroup == Group::Switch)
        object(); // for, if … without bracket
    const bool operands =
        frame.operands || head.operand || (frame.bracket == '{' && frame.scope == Scope::Values);
    if (head.names > 0 && operands)
        object();
    else if (head.qualified && !isOutside()) // T a::b declares what only a namespace can hold
        object();
    if (frame.attribute && head.tokens == 0 && !isOneOf(token.text, attributeWords))
        object();
}

void ScopeRules::open(char bracket)
{
    checkSecond({TokenKind::Symbol, bracket == '(' ? "("sv : "["sv});
    Head &head = top().head;
    Frame frame;
    frame.bracket = bracket;
    frame.scope = top().scope == Scope::Unknown ? Scope::Unknown : Scope::Values;
    const bool lambda = bracket == '(' && head.lambda;
    frame.operands = !lambda && (top().operands || head.operand || isCall());
    if (bracket == '[' && top().bracket == '[' && head.tokens == 0 && m_frames.size() > 1)
        m_frames[m_frames.size() - 2].head.lambda = false; // [[: an attribute
    frame.attribute = bracket == '[' && head.tokens == 0 && top().bracket == '[' && top().operands;
    if (bracket == '(') {
        frame.group = head.lambda ? Group::Lambda : head.nextGroup;
        if (frame.group == Group::Macro)
            frame.scope = Scope::Unknown;
    } else if (!head.type && head.nextGroup == Group::None && head.lastGroup == Group::None &&
               (head.lastKind != TokenKind::Symbol || head.lastSymbol != ']')) {
        head.lambda = true;
    } else {
        frame.operands = true; // a subscript or the size of an array
    }
    head.qualified = false;
    head.names = 0;
    if (head.tokens == 0)
        head.firstKind = TokenKind::Symbol;
    m_frames.push_back(frame);
}

// f(…) at the start of a statement, or f<…>(…): among statements a function that is declared has a type in
// front of its name.
bool ScopeRules::isCall() const
{
    const Frame &frame = m_frames.back();
    const Head &head = frame.head;
    return frame.scope == Scope::Block && !head.alias && !head.trailing &&
           ((head.tokens == 1 && head.firstKind == TokenKind::Name) || head.lastSymbol == '>');
}

void ScopeRules::openBrace()
{
    Frame frame;
    frame.bracket = '{';
    frame.scope = braceScope(frame);
    m_frames.push_back(frame);
}

// What the brace opens, by what stands in front of it.
ScopeRules::Scope ScopeRules::braceScope(Frame &opened)
{
    const Head &head = top().head;
    const Scope around = top().scope;
    if (around == Scope::Unknown)
        return Scope::Unknown;
    if (head.lambda) {
        opened.isFunction = true;
        return Scope::Block;
    }
    const bool behindName = head.lastKind == TokenKind::Name || head.lastKind == TokenKind::Macro ||
                            head.lastSymbol == '>' || head.lastKind == TokenKind::Keyword;
    if (head.enumeration && head.parameters != Group::Call)
        return Scope::Enum;
    if (head.type && (head.lastIsType || (!head.assigned && (behindName || head.lastGroup == Group::Macro))))
        return Scope::Class;
    if (head.unknown)
        return Scope::Unknown;
    if (around == Scope::Values || around == Scope::Enum || head.assigned)
        return Scope::Values;
    if (around == Scope::Block)
        return blockBraceScope(opened);
    if (head.space && !head.external)
        return Scope::Namespace;
    if (head.initialisers && head.lastKind != TokenKind::Symbol)
        return Scope::Values; // a member's
    if (head.parameters != Group::None || head.initialisers) {
        opened.isFunction = true;
        return Scope::Block;
    }
    if (head.space) {
        return Scope::Namespace;
    }
    return head.tokens >= 2 && head.lastKind == TokenKind::Name && !head.macro ? Scope::Values
                                                                               : Scope::Unknown;
}

ScopeRules::Scope ScopeRules::blockBraceScope(Frame &opened)
{
    const Head &head = top().head;
    if (head.space)
        object();
    if (head.space)
        return Scope::Namespace;
    if (head.tokens == 0 || head.lastOpensBlock) {
        opened.isSwitch = head.behindSwitch;
        return Scope::Block;
    }
    if (head.lastGroup == Group::Macro || (head.macro && head.tokens == 1))
        return Scope::Unknown;
    if (head.lastGroup == Group::Call) { // a function in a function
        object();
        opened.isFunction = true;
        return Scope::Block;
    }
    return Scope::Values;
}

void ScopeRules::close(char bracket)
{
    const char opener = bracket == ')' ? '(' : bracket == ']' ? '[' : '{';
    if (m_frames.size() == 1 || top().bracket != opener) {
        m_lost = true; // tree-sitter says so
        return;
    }
    const Frame closed = top();
    m_frames.pop_back();
    Head &head = top().head;
    if (bracket == '}' && closesStatement(closed)) {
        head = Head();
        return;
    }
    head.lastKind = TokenKind::Symbol;
    head.lastSymbol = bracket;
    head.lastOpensBlock = false;
    head.nextGroup = Group::None;
    head.lastGroup = Group::None;
    head.tokens = std::uint8_t(std::min(head.tokens + 1, 255));
    if (bracket == '}')
        head.lambda = false;
    if (bracket != ')')
        return;
    if (closed.group == Group::Control || closed.group == Group::Switch) {
        if (top().scope != Scope::Block)
            return;
        head = Head(); // the statement that it controls
        head.behindSwitch = closed.group == Group::Switch;
        return;
    }
    head.lastGroup = closed.group;
    if (!head.assigned)
        head.parameters = closed.group;
}

bool ScopeRules::closesStatement(const Frame &closed) const
{
    switch (closed.scope) {
    case Scope::Namespace:
        return true;
    case Scope::Block:
        return m_frames.back().scope != Scope::Values && !m_frames.back().head.lambda;
    default:
        return false;
    }
}

void ScopeRules::endStatement()
{
    Frame &frame = top();
    if (frame.head.nothing && frame.head.tokens == 2 && frame.head.names == 1)
        object(); // a variable without a type
    if (frame.bracket == '{' || frame.bracket == '\0') {
        if (frame.scope == Scope::Values || frame.scope == Scope::Enum)
            object();
    } else if (frame.scope == Scope::Values && frame.group != Group::Control &&
               frame.group != Group::Switch) {
        object();
    }
    frame.head = Head();
}

bool ScopeRules::inSwitch() const
{
    for (auto frame = m_frames.rbegin(); frame != m_frames.rend(); ++frame) {
        if (frame->isSwitch || frame->scope == Scope::Unknown)
            return true;
        if (frame->isFunction)
            return false;
    }
    return true;
}

} // namespace gatewright::detail
