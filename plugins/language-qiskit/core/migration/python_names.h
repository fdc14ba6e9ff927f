// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace gatewright::qiskit {

enum class PythonTokenKind { Name, Punctuation, LineEnd };

// A token of Python as far as names need it: bytes [begin, end). Comments, strings and numbers are passed
// over; LineEnd ends a statement, not each line.
struct PythonToken
{
    PythonTokenKind kind = PythonTokenKind::Punctuation;
    std::size_t begin = 0;
    std::size_t end = 0;
};

// Where the word at a place stands in an import.
struct ImportPlace
{
    enum class Part {
        Module, // "from a.b" or "import a.b"
        Name,   // "from a import b"
    };
    Part part = Part::Module;
    std::string module;        // of a name: where it comes from; else the path before the word's own
    std::size_t begin = 0;     // of the statement
    std::size_t pathBegin = 0; // of the path, or of the name
    bool hasBrackets = false;  // names in parentheses, perhaps over several lines
    std::size_t namesBefore = 0;
};

// The names of one text and what its imports make of them. Works on half-typed text; never fails. The text
// outlives it.
class PythonNames
{
public:
    PythonNames(std::string_view text, const std::stop_token &token);

    // The token of the name that holds the place or ends there; nothing in comments, strings and blanks.
    [[nodiscard]] std::optional<std::size_t> nameAt(std::size_t offset) const;
    // Whether the place lies in a comment or a string.
    [[nodiscard]] bool isText(std::size_t offset) const;

    [[nodiscard]] std::string_view word(std::size_t token) const;
    [[nodiscard]] std::size_t begin(std::size_t token) const { return m_tokens[token].begin; }
    [[nodiscard]] std::size_t end(std::size_t token) const { return m_tokens[token].end; }
    // "a.b.c" up to this name, as it is written; begins with a dot when something else than a name stands in
    // front ("f(x).c").
    [[nodiscard]] std::string chain(std::size_t token) const;
    // Where the chain begins.
    [[nodiscard]] std::size_t chainBegin(std::size_t token) const;
    // What the chain means by the imports of the text: "tp" is "qiskit.transpile". Empty when its first name
    // is none of theirs.
    [[nodiscard]] std::string path(std::size_t token) const;
    [[nodiscard]] bool isCalled(std::size_t token) const;
    // "f" of "f(a, name=1)", for the name of a keyword argument.
    [[nodiscard]] std::optional<std::size_t> functionOfKeyword(std::size_t token) const;
    // Nothing when the name stands in no import, or is one that an import gives ("as name").
    [[nodiscard]] std::optional<ImportPlace> importPlace(std::size_t token) const;

    [[nodiscard]] bool importsFrom(std::string_view package) const;
    // "from package.x import *": the modules.
    [[nodiscard]] const std::vector<std::string> &starModules() const { return m_stars; }
    // Where the first import statement begins; nothing without one.
    [[nodiscard]] std::optional<std::size_t> firstImport() const { return m_firstImport; }

private:
    void scan(const std::stop_token &token);
    [[nodiscard]] std::size_t scanString(std::size_t at) const;
    void readImports();
    void readFrom(std::size_t first, std::size_t end);
    void readImport(std::size_t first, std::size_t end);
    [[nodiscard]] bool is(std::size_t token, std::string_view text) const;
    [[nodiscard]] bool isName(std::size_t token) const;
    // "a.b" from this token on; `token` is moved behind it.
    [[nodiscard]] std::string dotted(std::size_t &token, std::size_t end) const;
    void addAlias(std::string name, std::string path);

    struct Piece
    {
        std::size_t begin;
        std::size_t end;
    };

    std::string_view m_text;
    std::vector<PythonToken> m_tokens;
    std::vector<Piece> m_texts; // comments and strings
    std::map<std::string, std::string, std::less<>> m_aliases;
    std::vector<std::string> m_stars;
    std::optional<std::size_t> m_firstImport;
};

} // namespace gatewright::qiskit
