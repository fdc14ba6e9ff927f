// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

// For this folder's .cpp files alone.
namespace gatewright::detail {

// What C++ forbids and its tree-sitter grammar lets pass, because the grammar takes any statement anywhere: a
// function, template, namespace or access label inside a function; a loop, assignment or return outside of
// one; `;` in an initialiser list, in an enumeration or between the brackets of a call; `case` without
// switch. That is how a brace too many or too few shows itself long before the end of the file.
//
// Reads tokens from left to right and keeps only what is open: a copy is cheap, so the state behind a prefix
// serves all its continuations. Knows no macros; where one may stand it stays silent.
class ScopeRules
{
public:
    ScopeRules();

    // Reads on to the end of the text, which begins with what was read before. A last token that may still
    // grow is left for the next call.
    void read(std::string_view text);

    // How many places were against the rules.
    [[nodiscard]] std::size_t objections() const { return m_objections; }

private:
    enum class Scope : std::uint8_t {
        Namespace, // file, namespace, extern "C"
        Class,
        Enum,
        Block,   // statements
        Values,  // initialiser list, call, subscript
        Unknown, // behind a macro: nothing is said of what stands in it
    };
    enum class TokenKind : std::uint8_t { None, Name, Macro, Keyword, Number, String, Symbol };
    // What stood in front of a bracket's opener, to be remembered behind its closer.
    enum class Group : std::uint8_t { None, Control, Switch, Lambda, Call, Macro };

    struct Token
    {
        TokenKind kind = TokenKind::None;
        std::string_view text; // into a string literal or the text being read: not kept between calls
    };
    // The statement or declaration that is being read, as far as the rules ask.
    struct Head
    {
        std::uint8_t tokens = 0; // counts up to 255
        TokenKind firstKind = TokenKind::None;
        TokenKind lastKind = TokenKind::None;
        char lastSymbol = 0;           // the first character of the last token, if it is a symbol
        bool firstIsStatement = false; // if, for, return …
        bool firstIsLabel = false;     // case, default
        bool firstIsAccess = false;    // public …
        bool firstIsMember = false;    // template, virtual …
        bool assigned = false;         // behind =
        bool type = false;             // class, struct or union
        bool enumeration = false;
        bool space = false; // namespace, extern "C"
        bool external = false;
        bool lambda = false;       // behind [ where no subscript can be
        bool initialisers = false; // behind the colon of a constructor
        bool macro = false;        // first
        bool unknown = false;      // requires, concept, asm
        bool nothing = false;      // void first
        bool lastIsType = false;   // class, struct or union is the last token
        bool trailing = false;     // behind -> of a function
        bool alias = false;        // using, typedef
        bool operand = false;      // behind an operator: no more types
        bool qualified = false;    // behind two names and ::
        std::uint8_t names = 0;    // in a row, just now
        bool lastOpensBlock = false;
        bool behindSwitch = false;
        Group lastGroup = Group::None;  // when the last token closes brackets: which
        Group parameters = Group::None; // the brackets that a function's body may follow
        Group nextGroup = Group::None;  // what brackets would be that open next
    };
    struct Frame
    {
        char bracket = 0;
        Scope scope = Scope::Namespace;
        Group group = Group::None;
        bool isFunction = false;
        bool isSwitch = false;
        bool operands = false;  // in a call or a subscript: no types
        bool attribute = false; // [[
        Head head;
    };

    [[nodiscard]] std::optional<Token> nextToken(std::string_view text);
    void directive(std::string_view line);
    void take(const Token &token);
    [[nodiscard]] bool inTemplateParameters(const Token &token);
    void takeWord(const Token &token);
    void takeKeyword(std::string_view word, bool first);
    void takeSymbol(const Token &token);
    void checkSecond(const Token &token);
    void checkNames(const Token &token);
    [[nodiscard]] bool isCall() const;
    void open(char bracket);
    void openBrace();
    [[nodiscard]] Scope braceScope(Frame &opened);
    [[nodiscard]] Scope blockBraceScope(Frame &opened);
    void close(char bracket);
    [[nodiscard]] bool closesStatement(const Frame &closed) const;
    void endStatement();
    [[nodiscard]] bool isOutside() const;
    [[nodiscard]] bool inSwitch() const;
    [[nodiscard]] Frame &top() { return m_frames.back(); }
    void object() { ++m_objections; }

    std::vector<Frame> m_frames;
    std::vector<std::vector<Frame>> m_branches; // at each open #if
    std::size_t m_at = 0;
    std::size_t m_objections = 0;
    std::size_t m_angles = 0; // open in template <…>
    int m_angleBrackets = 0;  // open in there
    bool m_template = false;  // the token before was `template`
    bool m_lost = false;      // the brackets do not match: nothing more to say
};

} // namespace gatewright::detail
