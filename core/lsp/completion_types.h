// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/lsp/feature_types.h"

namespace gatewright::lsp {

// LSP's CompletionItemKind; unknown numbers are read as Text.
enum class CompletionKind {
    Text = 1,
    Method,
    Function,
    Constructor,
    Field,
    Variable,
    Class,
    Interface,
    Module,
    Property,
    Unit,
    Value,
    Enum,
    Keyword,
    Snippet,
    Color,
    File,
    Reference,
    Folder,
    EnumMember,
    Constant,
    Struct,
    Event,
    Operator,
    TypeParameter,
};

struct CompletionItem
{
    QString label;
    QString detail;      // a type or signature, behind the label
    QString description; // where it comes from: a module, a header
    CompletionKind kind = CompletionKind::Text;
    Markup documentation; // may come later, see resolve
    QString sortText;     // the label when the server gives none, as with the next two
    QString filterText;
    QString newText;
    std::optional<Range> range; // what newText replaces; nothing: the word in front of the caret
    bool isSnippet = false;     // newText has placeholders: snippet.h
    bool isPreselected = false;
    bool isDeprecated = false;
    std::vector<RangeEdit> additionalEdits; // elsewhere in the same document: an include
    QStringList commitCharacters;           // take it and are typed
    QJsonObject raw;                        // what completionItem/resolve wants back

    friend bool operator==(const CompletionItem &, const CompletionItem &) = default;
};
[[nodiscard]] Result<CompletionItem> completionItemFromJson(const Field &field);

struct CompletionList
{
    std::vector<CompletionItem> items;
    bool isIncomplete = false; // typing on must ask again

    friend bool operator==(const CompletionList &, const CompletionList &) = default;
};
// A list, a bare array of items, or nothing. An item that breaks the form is left out.
[[nodiscard]] Result<CompletionList> completionsFromJson(const Field &field);

} // namespace gatewright::lsp
