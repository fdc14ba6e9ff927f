// SPDX-License-Identifier: Apache-2.0
#include "core/lsp/feature_types.h"

#include <algorithm>
#include <utility>

namespace gatewright::lsp {

namespace {

constexpr qsizetype mostText = qsizetype{64} * 1024;
constexpr qsizetype mostLabel = 4 * 1024;
constexpr int deepestSymbol = 64;

QString cut(QString text, qsizetype most)
{
    if (text.size() > most)
        text = text.left(most) + QStringLiteral(" …");
    return text;
}

// A text that may be missing.
Result<QString> label(const Field &field)
{
    if (field.isNothing())
        return QString();
    GW_TRY(text, field.text());
    return cut(std::move(text), mostLabel);
}

// A list that may be missing, without what is too much.
Result<std::vector<Field>> limited(const Field &field)
{
    if (field.isNothing())
        return std::vector<Field>();
    GW_TRY(elements, field.elements());
    if (elements.size() > mostElements)
        elements.erase(elements.begin() + static_cast<std::ptrdiff_t>(mostElements), elements.end());
    return elements;
}

template <class Read>
auto limitedListOf(const Field &field, Read read)
    -> Result<std::vector<typename std::invoke_result_t<Read, Field>::value_type>>
{
    GW_TRY(elements, limited(field));
    std::vector<typename std::invoke_result_t<Read, Field>::value_type> values;
    values.reserve(elements.size());
    for (const Field &element : elements) {
        GW_TRY(value, read(element));
        values.push_back(std::move(value));
    }
    return values;
}

Result<int> number(const Field &field)
{
    return field.unsignedInteger();
}

Result<bool> flag(const Field &field)
{
    return field.isNothing() ? Result<bool>(false) : field.boolean();
}

Result<Markup> oneMarkup(const Field &field)
{
    if (field.value().isString())
        return Markup{cut(field.value().toString(), mostText), true};
    if (!field["kind"].isNothing()) {
        GW_TRY(kind, field["kind"].text());
        GW_TRY(value, field["value"].text());
        return Markup{cut(std::move(value), mostText), kind == QLatin1String("markdown")};
    }
    // MarkedString: code in a language.
    GW_TRY(language, field["language"].text());
    GW_TRY(value, field["value"].text());
    return Markup{cut(QStringLiteral("```%1\n%2\n```").arg(language, value), mostText), true};
}

Result<Location> locationFromJson(const Field &field)
{
    if (!field["targetUri"].isNothing()) {
        GW_TRY(uri, field["targetUri"].text());
        GW_TRY(range, rangeFromJson(field["targetSelectionRange"]));
        return Location{uri, range};
    }
    GW_TRY(uri, field["uri"].text());
    GW_TRY(range, rangeFromJson(field["range"]));
    return Location{uri, range};
}

SymbolKind symbolKind(int number)
{
    const bool known =
        number >= static_cast<int>(SymbolKind::File) && number <= static_cast<int>(SymbolKind::TypeParameter);
    return known ? static_cast<SymbolKind>(number) : SymbolKind::Variable;
}

Result<SignatureParameter> signatureParameter(const Field &field, const QString &signature)
{
    SignatureParameter parameter;
    const Field name = field["label"];
    const int most = static_cast<int>(signature.size());
    if (name.value().isArray()) {
        GW_TRY(ends, listOf(name, number));
        if (ends.size() != 2)
            return name.refuse(QStringLiteral("must be a text or two numbers"));
        parameter.begin = std::min(ends[0], most);
        parameter.end = std::clamp(ends[1], parameter.begin, most);
    } else {
        GW_TRY(text, name.text());
        if (const qsizetype place = signature.indexOf(text); place >= 0 && !text.isEmpty()) {
            parameter.begin = static_cast<int>(place);
            parameter.end = static_cast<int>(place + text.size());
        }
    }
    GW_TRY(documentation, markupFromJson(field["documentation"]));
    parameter.documentation = std::move(documentation);
    return parameter;
}

Result<Signature> signatureFromJson(const Field &field)
{
    Signature signature;
    GW_TRY(text, label(field["label"]));
    GW_TRY(documentation, markupFromJson(field["documentation"]));
    GW_TRY(parameters, limitedListOf(field["parameters"], [&text](const Field &parameter) {
               return signatureParameter(parameter, text);
           }));
    GW_TRY(active, optionalOf(field["activeParameter"], number));
    signature.label = text;
    signature.documentation = std::move(documentation);
    signature.parameters = std::move(parameters);
    signature.activeParameter = active;
    return signature;
}

Result<DocumentSymbol> symbolFromJson(const Field &field, int depth)
{
    DocumentSymbol symbol;
    GW_TRY(name, label(field["name"]));
    GW_TRY(kind, field["kind"].unsignedInteger());
    symbol.name = name;
    symbol.kind = symbolKind(kind);
    if (!field["location"].isNothing()) {
        GW_TRY(location, locationFromJson(field["location"]));
        GW_TRY(container, label(field["containerName"]));
        symbol.range = symbol.selectionRange = location.range;
        symbol.detail = container;
        return symbol;
    }
    GW_TRY(detail, label(field["detail"]));
    GW_TRY(range, rangeFromJson(field["range"]));
    GW_TRY(selection, rangeFromJson(field["selectionRange"]));
    symbol.detail = detail;
    symbol.range = range;
    symbol.selectionRange = selection;
    if (depth < deepestSymbol) {
        GW_TRY(children, limitedListOf(field["children"], [depth](const Field &child) {
                   return symbolFromJson(child, depth + 1);
               }));
        symbol.children = std::move(children);
    }
    return symbol;
}

Result<ServerCommand> commandFromJson(const Field &field)
{
    GW_TRY(title, label(field["title"]));
    GW_TRY(command, field["command"].text());
    return ServerCommand{title, command, field["arguments"].value().toArray()};
}

Result<InlayHint> inlayHintFromJson(const Field &field)
{
    InlayHint hint;
    GW_TRY(position, positionFromJson(field["position"]));
    GW_TRY(kind, optionalOf(field["kind"], number));
    if (field["label"].value().isArray()) {
        GW_TRY(parts, limited(field["label"]));
        for (const Field &part : parts) {
            GW_TRY(text, label(part["value"]));
            hint.label += text;
        }
        hint.label = cut(hint.label, mostLabel);
    } else {
        GW_TRY(text, label(field["label"]));
        hint.label = text;
    }
    constexpr int parameterKind = 2;
    hint.position = position;
    hint.isParameter = kind == parameterKind;
    return hint;
}

} // namespace

Result<Markup> markupFromJson(const Field &field)
{
    if (field.isNothing())
        return Markup();
    if (!field.value().isArray()) {
        if (field.value().isString()) // "documentation": plain text, unlike a hover's
            return Markup{cut(field.value().toString(), mostText), false};
        return oneMarkup(field);
    }
    GW_TRY(parts, limitedListOf(field, oneMarkup));
    QStringList texts;
    for (const Markup &part : parts)
        texts.append(part.text);
    return Markup{cut(texts.join(QStringLiteral("\n\n")), mostText), true};
}

Result<std::vector<Location>> locationsFromJson(const Field &field)
{
    if (field.value().isObject()) {
        GW_TRY(location, locationFromJson(field));
        return std::vector<Location>{location};
    }
    return limitedListOf(field, locationFromJson);
}

Result<std::optional<Hover>> hoverFromJson(const Field &field)
{
    if (field.isNothing())
        return std::optional<Hover>();
    const Field contents = field["contents"];
    GW_TRY(text, contents.value().isString() ? oneMarkup(contents) : markupFromJson(contents));
    GW_TRY(range, optionalOf(field["range"], rangeFromJson));
    if (text.text.trimmed().isEmpty())
        return std::optional<Hover>();
    return std::optional<Hover>(Hover{std::move(text), range});
}

Result<std::optional<SignatureHelp>> signatureHelpFromJson(const Field &field)
{
    if (field.isNothing())
        return std::optional<SignatureHelp>();
    SignatureHelp help;
    GW_TRY(signatures, limitedListOf(field["signatures"], signatureFromJson));
    GW_TRY(signature, optionalOf(field["activeSignature"], number));
    GW_TRY(parameter, optionalOf(field["activeParameter"], number));
    if (signatures.empty())
        return std::optional<SignatureHelp>();
    help.signatures = std::move(signatures);
    help.activeSignature = std::min(signature.value_or(0), static_cast<int>(help.signatures.size()) - 1);
    help.activeParameter = parameter.value_or(0);
    return std::optional<SignatureHelp>(std::move(help));
}

Result<std::vector<DocumentSymbol>> documentSymbolsFromJson(const Field &field)
{
    return limitedListOf(field, [](const Field &symbol) { return symbolFromJson(symbol, 0); });
}

Result<std::vector<RangeEdit>> editsFromJson(const Field &field)
{
    // Not cut short: half of a formatter's edits would be worse than none.
    if (field.isNothing())
        return std::vector<RangeEdit>();
    return listOf(field, rangeEditFromJson);
}

Result<CodeAction> codeActionFromJson(const Field &field)
{
    CodeAction action;
    GW_TRY(title, label(field["title"]));
    action.title = title;
    GW_TRY(raw, field.object());
    action.raw = raw;
    if (field["command"].value().isString()) {
        GW_TRY(command, commandFromJson(field));
        action.command = std::move(command);
        return action;
    }
    GW_TRY(kind, label(field["kind"]));
    GW_TRY(preferred, flag(field["isPreferred"]));
    GW_TRY(reason, label(field["disabled"]["reason"]));
    GW_TRY(edit, optionalOf(field["edit"], workspaceEditFromJson));
    GW_TRY(command, optionalOf(field["command"], commandFromJson));
    action.kind = kind;
    action.isPreferred = preferred;
    action.disabledReason = reason;
    action.edit = std::move(edit);
    action.command = std::move(command);
    return action;
}

Result<std::vector<CodeAction>> codeActionsFromJson(const Field &field)
{
    GW_TRY(elements, limited(field));
    std::vector<CodeAction> actions;
    for (const Field &element : elements) {
        // One that creates files, say, is not offered; the others are.
        if (auto action = codeActionFromJson(element); action && !action->title.isEmpty())
            actions.push_back(std::move(*action));
    }
    return actions;
}

Result<std::vector<InlayHint>> inlayHintsFromJson(const Field &field)
{
    return limitedListOf(field, inlayHintFromJson);
}

Result<std::optional<RenamePlace>> renamePlaceFromJson(const Field &field)
{
    if (field.isNothing())
        return std::optional<RenamePlace>();
    RenamePlace place;
    if (!field["defaultBehavior"].isNothing())
        return std::optional(place);
    const Field wrapped = field["range"];
    GW_TRY(range, rangeFromJson(wrapped.isNothing() ? field : wrapped));
    GW_TRY(placeholder, label(field["placeholder"]));
    place.range = range;
    place.placeholder = placeholder;
    return std::optional(std::move(place));
}

} // namespace gatewright::lsp
