// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/lsp/json_field.h"
#include "core/text/position.h"

#include <QJsonObject>
#include <QString>

#include <map>
#include <optional>
#include <vector>

// The types of LSP 3.18 that this product speaks, to and from JSON. Reading checks everything and names the
// place of what is wrong; members that are not listed here are ignored.
namespace gatewright::lsp {

[[nodiscard]] QJsonObject toJson(const Position &position);
[[nodiscard]] Result<Position> positionFromJson(const Field &field);

[[nodiscard]] QJsonObject toJson(const Range &range);
// Refuses a range that ends before it starts.
[[nodiscard]] Result<Range> rangeFromJson(const Field &field);

// LSP's TextEdit. (The product's own TextEdit counts in bytes.)
struct RangeEdit
{
    Range range;
    QString newText;

    friend bool operator==(const RangeEdit &, const RangeEdit &) = default;
};
[[nodiscard]] QJsonObject toJson(const RangeEdit &edit);
[[nodiscard]] Result<RangeEdit> rangeEditFromJson(const Field &field);

// Edits of texts, by URI. Creating, renaming and deleting files is not understood and refused.
struct WorkspaceEdit
{
    std::map<QString, std::vector<RangeEdit>> changes;

    friend bool operator==(const WorkspaceEdit &, const WorkspaceEdit &) = default;
};
[[nodiscard]] QJsonObject toJson(const WorkspaceEdit &edit);
[[nodiscard]] Result<WorkspaceEdit> workspaceEditFromJson(const Field &field);

enum class DiagnosticSeverity { Error = 1, Warning = 2, Information = 3, Hint = 4 };

struct Diagnostic
{
    Range range;
    DiagnosticSeverity severity = DiagnosticSeverity::Error;
    QString code; // a number on the wire is read as its digits
    QString source;
    QString message;

    friend bool operator==(const Diagnostic &, const Diagnostic &) = default;
};
[[nodiscard]] QJsonObject toJson(const Diagnostic &diagnostic);
[[nodiscard]] Result<Diagnostic> diagnosticFromJson(const Field &field);

struct PublishDiagnosticsParams
{
    QString uri;
    std::optional<int> version;
    std::vector<Diagnostic> diagnostics;

    friend bool operator==(const PublishDiagnosticsParams &, const PublishDiagnosticsParams &) = default;
};
[[nodiscard]] QJsonObject toJson(const PublishDiagnosticsParams &params);
[[nodiscard]] Result<PublishDiagnosticsParams> publishDiagnosticsFromJson(const Field &field);

enum class InlineCompletionTrigger { Invoked = 1, Automatic = 2 };

struct InlineCompletionParams
{
    QString uri;
    Position position;
    InlineCompletionTrigger trigger = InlineCompletionTrigger::Automatic;

    friend bool operator==(const InlineCompletionParams &, const InlineCompletionParams &) = default;
};
[[nodiscard]] QJsonObject toJson(const InlineCompletionParams &params);
[[nodiscard]] Result<InlineCompletionParams> inlineCompletionParamsFromJson(const Field &field);

struct InlineCompletionItem
{
    QString insertText;
    std::optional<Range>
        range;        // what the text replaces; without it, it is inserted at the position asked for
    QJsonObject data; // ours: {"id": ..., "tier": ...}

    // data.id: what outcomes refer to.
    [[nodiscard]] QString id() const { return data.value(QLatin1String("id")).toString(); }
    friend bool operator==(const InlineCompletionItem &, const InlineCompletionItem &) = default;
};
[[nodiscard]] QJsonObject toJson(const InlineCompletionItem &item);
// A snippet ("$1" and the like) is refused: it is not plain text.
[[nodiscard]] Result<InlineCompletionItem> inlineCompletionItemFromJson(const Field &field);

// The answer to textDocument/inlineCompletion: {"items": [...]}; reading accepts a bare array and null as
// well.
[[nodiscard]] QJsonObject toJson(const std::vector<InlineCompletionItem> &items);
[[nodiscard]] Result<std::vector<InlineCompletionItem>> inlineCompletionsFromJson(const Field &field);

} // namespace gatewright::lsp
