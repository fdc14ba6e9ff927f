// SPDX-License-Identifier: Apache-2.0
#include "core/lsp/types.h"

#include <utility>

namespace gatewright::lsp {

namespace {

template <class T>
QJsonArray arrayOf(const std::vector<T> &values)
{
    QJsonArray array;
    for (const T &value : values)
        array.append(toJson(value));
    return array;
}

QJsonObject documentIdentifier(const QString &uri)
{
    return {{QLatin1String("uri"), uri}};
}

Result<QString> readText(const Field &field)
{
    return field.text();
}

Result<int> readVersion(const Field &field)
{
    return field.unsignedInteger();
}

// A string, a number, or nothing.
Result<QString> readCode(const Field &field)
{
    if (field.isNothing())
        return QString();
    if (field.value().isDouble())
        return QString::number(field.value().toInteger());
    return field.text();
}

// One of documentChanges: a TextDocumentEdit. Those with a `kind` create, rename or delete files.
Result<void> readDocumentChange(const Field &field, WorkspaceEdit &edit)
{
    if (!field["kind"].isNothing())
        return field.refuse(
            QStringLiteral("must be an edit of a text; files are not created, renamed or deleted"));
    GW_TRY(uri, field["textDocument"]["uri"].text());
    GW_TRY(edits, listOf(field["edits"], rangeEditFromJson));
    auto &all = edit.changes[uri];
    all.insert(all.end(), edits.begin(), edits.end());
    return {};
}

} // namespace

QJsonObject toJson(const Position &position)
{
    return {{QLatin1String("line"), position.line}, {QLatin1String("character"), position.column}};
}

Result<Position> positionFromJson(const Field &field)
{
    GW_TRY(line, field["line"].unsignedInteger());
    GW_TRY(character, field["character"].unsignedInteger());
    return Position{line, character};
}

QJsonObject toJson(const Range &range)
{
    return {{QLatin1String("start"), toJson(range.start)}, {QLatin1String("end"), toJson(range.end)}};
}

Result<Range> rangeFromJson(const Field &field)
{
    GW_TRY(start, positionFromJson(field["start"]));
    GW_TRY(end, positionFromJson(field["end"]));
    if (end < start)
        return field.refuse(QStringLiteral("must not end before it starts"));
    return Range{start, end};
}

QJsonObject toJson(const RangeEdit &edit)
{
    return {{QLatin1String("range"), toJson(edit.range)}, {QLatin1String("newText"), edit.newText}};
}

Result<RangeEdit> rangeEditFromJson(const Field &field)
{
    GW_TRY(range, rangeFromJson(field["range"]));
    GW_TRY(newText, field["newText"].text());
    return RangeEdit{range, newText};
}

QJsonObject toJson(const WorkspaceEdit &edit)
{
    QJsonObject changes;
    for (const auto &[uri, edits] : edit.changes)
        changes.insert(uri, arrayOf(edits));
    return {{QLatin1String("changes"), changes}};
}

Result<WorkspaceEdit> workspaceEditFromJson(const Field &field)
{
    GW_CHECK(field.object());
    WorkspaceEdit edit;
    if (const Field changes = field["documentChanges"];
        !changes.isNothing()) { // preferred over `changes` by LSP
        GW_TRY(elements, changes.elements());
        for (const Field &element : elements)
            GW_CHECK(readDocumentChange(element, edit));
        return edit;
    }
    if (const Field changes = field["changes"]; !changes.isNothing()) {
        GW_TRY(byUri, changes.object());
        for (auto entry = byUri.constBegin(); entry != byUri.constEnd(); ++entry) {
            const Field list(entry.value(), changes.place() + QLatin1Char('.') + entry.key());
            GW_TRY(edits, listOf(list, rangeEditFromJson));
            edit.changes.emplace(entry.key(), std::move(edits));
        }
    }
    return edit;
}

QJsonObject toJson(const Diagnostic &diagnostic)
{
    QJsonObject object{{QLatin1String("range"), toJson(diagnostic.range)},
                       {QLatin1String("severity"), static_cast<int>(diagnostic.severity)},
                       {QLatin1String("message"), diagnostic.message}};
    if (!diagnostic.code.isEmpty())
        object.insert(QLatin1String("code"), diagnostic.code);
    if (!diagnostic.source.isEmpty())
        object.insert(QLatin1String("source"), diagnostic.source);
    return object;
}

Result<Diagnostic> diagnosticFromJson(const Field &field)
{
    Diagnostic diagnostic;
    GW_TRY(range, rangeFromJson(field["range"]));
    GW_TRY(severity, optionalOf(field["severity"], [](const Field &value) { return value.integer(1, 4); }));
    GW_TRY(code, readCode(field["code"]));
    GW_TRY(source, optionalOf(field["source"], readText));
    GW_TRY(message, field["message"].text());
    diagnostic.range = range;
    diagnostic.severity = static_cast<DiagnosticSeverity>(severity.value_or(1));
    diagnostic.code = code;
    diagnostic.source = source.value_or(QString());
    diagnostic.message = message;
    return diagnostic;
}

QJsonObject toJson(const PublishDiagnosticsParams &params)
{
    QJsonObject object{{QLatin1String("uri"), params.uri},
                       {QLatin1String("diagnostics"), arrayOf(params.diagnostics)}};
    if (params.version)
        object.insert(QLatin1String("version"), *params.version);
    return object;
}

Result<PublishDiagnosticsParams> publishDiagnosticsFromJson(const Field &field)
{
    GW_TRY(uri, field["uri"].text());
    GW_TRY(version, optionalOf(field["version"], readVersion));
    GW_TRY(diagnostics, listOf(field["diagnostics"], diagnosticFromJson));
    return PublishDiagnosticsParams{uri, version, std::move(diagnostics)};
}

QJsonObject toJson(const InlineCompletionParams &params)
{
    return {{QLatin1String("textDocument"), documentIdentifier(params.uri)},
            {QLatin1String("position"), toJson(params.position)},
            {QLatin1String("context"),
             QJsonObject{{QLatin1String("triggerKind"), static_cast<int>(params.trigger)}}}};
}

Result<InlineCompletionParams> inlineCompletionParamsFromJson(const Field &field)
{
    GW_TRY(uri, field["textDocument"]["uri"].text());
    GW_TRY(position, positionFromJson(field["position"]));
    GW_TRY(trigger, optionalOf(field["context"]["triggerKind"],
                               [](const Field &value) { return value.integer(1, 2); }));
    return InlineCompletionParams{uri, position, static_cast<InlineCompletionTrigger>(trigger.value_or(2))};
}

QJsonObject toJson(const InlineCompletionItem &item)
{
    QJsonObject object{{QLatin1String("insertText"), item.insertText}};
    if (item.range)
        object.insert(QLatin1String("range"), toJson(*item.range));
    if (!item.data.isEmpty())
        object.insert(QLatin1String("data"), item.data);
    return object;
}

Result<InlineCompletionItem> inlineCompletionItemFromJson(const Field &field)
{
    GW_TRY(insertText, field["insertText"].text());
    GW_TRY(range, optionalOf(field["range"], rangeFromJson));
    GW_TRY(data, optionalOf(field["data"], [](const Field &value) { return value.object(); }));
    return InlineCompletionItem{insertText, range, data.value_or(QJsonObject())};
}

QJsonObject toJson(const std::vector<InlineCompletionItem> &items)
{
    return {{QLatin1String("items"), arrayOf(items)}};
}

Result<std::vector<InlineCompletionItem>> inlineCompletionsFromJson(const Field &field)
{
    if (field.isNothing())
        return std::vector<InlineCompletionItem>();
    return listOf(field.value().isObject() ? field["items"] : field, inlineCompletionItemFromJson);
}

} // namespace gatewright::lsp
