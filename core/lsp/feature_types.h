// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/lsp/types.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

// What the features of a language server (LSP 3.18) answer with, read from JSON that is not trusted: every
// list and text has a limit, what is too much is left out or cut; what breaks the form is refused with its
// place.
namespace gatewright::lsp {

// Of a list in an answer; what comes behind is left out.
inline constexpr std::size_t mostElements = 5'000;

// Text for people. Never HTML of ours: whoever shows Markdown shows tags in it as text.
struct Markup
{
    QString text;
    bool isMarkdown = false;

    [[nodiscard]] bool isEmpty() const { return text.isEmpty(); }
    friend bool operator==(const Markup &, const Markup &) = default;
};
// MarkupContent, MarkedString, a list of those, a bare text, or nothing. Cut at 64 Ki characters.
[[nodiscard]] Result<Markup> markupFromJson(const Field &field);

struct Location
{
    QString uri;
    Range range; // of the name

    friend bool operator==(const Location &, const Location &) = default;
};
// One Location, a list of them, a list of LocationLinks, or nothing.
[[nodiscard]] Result<std::vector<Location>> locationsFromJson(const Field &field);

struct Hover
{
    Markup text;
    std::optional<Range> range;

    friend bool operator==(const Hover &, const Hover &) = default;
};
// Nothing: there is nothing to say here.
[[nodiscard]] Result<std::optional<Hover>> hoverFromJson(const Field &field);

struct SignatureParameter
{
    // Where its name and type stand in the signature's label, in UTF-16 units; equal: not known.
    int begin = 0;
    int end = 0;
    Markup documentation;

    friend bool operator==(const SignatureParameter &, const SignatureParameter &) = default;
};
struct Signature
{
    QString label;
    Markup documentation;
    std::vector<SignatureParameter> parameters;
    std::optional<int> activeParameter;

    friend bool operator==(const Signature &, const Signature &) = default;
};
struct SignatureHelp
{
    std::vector<Signature> signatures; // never empty
    int activeSignature = 0;           // an index of them
    int activeParameter = 0;           // may be behind the last one

    friend bool operator==(const SignatureHelp &, const SignatureHelp &) = default;
};
[[nodiscard]] Result<std::optional<SignatureHelp>> signatureHelpFromJson(const Field &field);

// LSP's SymbolKind; unknown numbers are read as Variable.
enum class SymbolKind {
    File = 1,
    Module,
    Namespace,
    Package,
    Class,
    Method,
    Property,
    Field,
    Constructor,
    Enum,
    Interface,
    Function,
    Variable,
    Constant,
    String,
    Number,
    Boolean,
    Array,
    Object,
    Key,
    Null,
    EnumMember,
    Struct,
    Event,
    Operator,
    TypeParameter,
};

struct DocumentSymbol
{
    QString name;
    QString detail;
    SymbolKind kind = SymbolKind::Variable;
    Range range;          // all of it
    Range selectionRange; // its name
    std::vector<DocumentSymbol> children;

    friend bool operator==(const DocumentSymbol &, const DocumentSymbol &) = default;
};
// DocumentSymbols, or SymbolInformation of a server that knows no better, which stand flat.
[[nodiscard]] Result<std::vector<DocumentSymbol>> documentSymbolsFromJson(const Field &field);

// The edits of a formatter: null is none.
[[nodiscard]] Result<std::vector<RangeEdit>> editsFromJson(const Field &field);

struct ServerCommand
{
    QString title;
    QString command;
    QJsonArray arguments;

    friend bool operator==(const ServerCommand &, const ServerCommand &) = default;
};

struct CodeAction
{
    QString title;
    QString kind; // "quickfix", "refactor.extract", ...
    bool isPreferred = false;
    QString disabledReason; // empty: can be done
    std::optional<WorkspaceEdit> edit;
    std::optional<ServerCommand> command; // after the edit
    QJsonObject raw;                      // what codeAction/resolve wants back

    friend bool operator==(const CodeAction &, const CodeAction &) = default;
};
// Commands and CodeActions, mixed as LSP allows.
[[nodiscard]] Result<std::vector<CodeAction>> codeActionsFromJson(const Field &field);
[[nodiscard]] Result<CodeAction> codeActionFromJson(const Field &field);

struct InlayHint
{
    Position position;
    QString label;
    bool isParameter = false; // else a type, or of no kind
    friend bool operator==(const InlayHint &, const InlayHint &) = default;
};
[[nodiscard]] Result<std::vector<InlayHint>> inlayHintsFromJson(const Field &field);

// The answer to prepareRename: the place of the name, and what stands there now when the server says so.
struct RenamePlace
{
    std::optional<Range> range; // nothing: the word at the place
    QString placeholder;

    friend bool operator==(const RenamePlace &, const RenamePlace &) = default;
};
// Nothing: what stands here cannot be renamed.
[[nodiscard]] Result<std::optional<RenamePlace>> renamePlaceFromJson(const Field &field);

} // namespace gatewright::lsp
