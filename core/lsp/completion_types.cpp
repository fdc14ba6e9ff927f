// SPDX-License-Identifier: Apache-2.0
#include "core/lsp/completion_types.h"

#include <utility>

namespace gatewright::lsp {

namespace {

constexpr qsizetype longestLabel = 1'000;
constexpr qsizetype longestInsertion = qsizetype{64} * 1024;
constexpr int snippetFormat = 2;
constexpr int deprecatedTag = 1;

Result<QString> text(const Field &field, const QString &otherwise, qsizetype most)
{
    if (field.isNothing())
        return otherwise;
    GW_TRY(value, field.text());
    if (value.size() > most)
        return field.refuse(QStringLiteral("is too long"));
    return value;
}

CompletionKind completionKind(int number)
{
    const bool known = number >= static_cast<int>(CompletionKind::Text) &&
                       number <= static_cast<int>(CompletionKind::TypeParameter);
    return known ? static_cast<CompletionKind>(number) : CompletionKind::Text;
}

// What a list says once for all of its items.
struct Defaults
{
    std::optional<Range> range;
    bool isSnippet = false;
    QJsonValue data;
};

Result<Defaults> defaultsFromJson(const Field &field)
{
    Defaults defaults;
    if (field.isNothing())
        return defaults;
    const Field range = field["editRange"];
    if (!range.isNothing()) {
        GW_TRY(read, rangeFromJson(range["insert"].isNothing() ? range : range["insert"]));
        defaults.range = read;
    }
    defaults.isSnippet = field["insertTextFormat"].value().toInt() == snippetFormat;
    defaults.data = field["data"].value();
    return defaults;
}

Result<void> readInsertion(const Field &field, const Defaults &defaults, CompletionItem &item)
{
    const Field edit = field["textEdit"];
    if (edit.isNothing()) {
        GW_TRY(written, text(field["textEditText"], item.label, longestInsertion));
        GW_TRY(insert, text(field["insertText"], written, longestInsertion));
        item.newText = insert;
        item.range = defaults.range;
        return {};
    }
    GW_TRY(newText, text(edit["newText"], item.label, longestInsertion));
    GW_TRY(range, rangeFromJson(edit["insert"].isNothing() ? edit["range"] : edit["insert"]));
    item.newText = newText;
    item.range = range;
    return {};
}

Result<CompletionItem> itemFromJson(const Field &field, const Defaults &defaults)
{
    CompletionItem item;
    GW_TRY(label, text(field["label"], {}, longestLabel));
    if (label.isEmpty())
        return field.refuse(QStringLiteral("must have a label"));
    item.label = label;
    GW_TRY(raw, field.object());
    item.raw = raw;
    if (!defaults.data.isUndefined() && !raw.contains(QLatin1String("data")))
        item.raw.insert(QLatin1String("data"), defaults.data);
    const Field details = field["labelDetails"];
    GW_TRY(signature, text(details["detail"], {}, longestInsertion));
    GW_TRY(detail, text(field["detail"], {}, longestInsertion));
    GW_TRY(description, text(details["description"], {}, longestInsertion));
    item.detail = detail.isEmpty() ? signature : detail;
    item.description = description;
    item.kind = completionKind(field["kind"].value().toInt());
    GW_TRY(documentation, markupFromJson(field["documentation"]));
    item.documentation = std::move(documentation);
    GW_TRY(sortText, text(field["sortText"], label, longestLabel));
    GW_TRY(filterText, text(field["filterText"], label, longestLabel));
    item.sortText = sortText;
    item.filterText = filterText;
    GW_CHECK(readInsertion(field, defaults, item));
    const Field format = field["insertTextFormat"];
    item.isSnippet = format.isNothing() ? defaults.isSnippet : format.value().toInt() == snippetFormat;
    item.isPreselected = field["preselect"].value().toBool();
    item.isDeprecated = field["deprecated"].value().toBool() ||
                        field["tags"].value().toArray().contains(QJsonValue(deprecatedTag));
    GW_TRY(additional, editsFromJson(field["additionalTextEdits"]));
    item.additionalEdits = std::move(additional);
    for (const QJsonValue &character : field["commitCharacters"].value().toArray())
        item.commitCharacters.append(character.toString());
    return item;
}

} // namespace

Result<CompletionItem> completionItemFromJson(const Field &field)
{
    return itemFromJson(field, {});
}

Result<CompletionList> completionsFromJson(const Field &field)
{
    CompletionList list;
    if (field.isNothing())
        return list;
    Defaults defaults;
    const bool wrapped = field.value().isObject();
    if (wrapped) {
        list.isIncomplete = field["isIncomplete"].value().toBool();
        GW_TRY(read, defaultsFromJson(field["itemDefaults"]));
        defaults = read;
    }
    GW_TRY(elements, (wrapped ? field["items"] : field).elements());
    for (const Field &element : elements) {
        if (list.items.size() == mostElements)
            break;
        if (auto item = itemFromJson(element, defaults))
            list.items.push_back(std::move(*item));
    }
    return list;
}

} // namespace gatewright::lsp
