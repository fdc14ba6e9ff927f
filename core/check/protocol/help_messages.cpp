// SPDX-License-Identifier: Apache-2.0
#include "core/check/protocol/help_messages.h"

#include "core/lsp/completion_types.h"
#include "core/lsp/types.h"

#include <QJsonArray>

namespace gatewright::checker {

namespace {

lsp::CompletionKind kindOf(Suggestion::Kind kind)
{
    switch (kind) {
    case Suggestion::Kind::Keyword:
        return lsp::CompletionKind::Keyword;
    case Suggestion::Kind::Option:
        return lsp::CompletionKind::Property;
    case Suggestion::Kind::Value:
        return lsp::CompletionKind::EnumMember;
    case Suggestion::Kind::Variable:
        return lsp::CompletionKind::Variable;
    case Suggestion::Kind::Function:
        return lsp::CompletionKind::Function;
    case Suggestion::Kind::Name:
        return lsp::CompletionKind::Class;
    }
    return lsp::CompletionKind::Text;
}

QJsonObject markdown(const QString &text)
{
    return {{QStringLiteral("kind"), QStringLiteral("markdown")}, {QStringLiteral("value"), text}};
}

QJsonObject itemOf(const Suggestion &suggestion, int number)
{
    QJsonObject item{
        {QStringLiteral("label"), suggestion.label},
        {QStringLiteral("kind"), static_cast<int>(kindOf(suggestion.kind))},
        // Clients sort by this, and the order of suggestions is meant.
        {QStringLiteral("sortText"), QStringLiteral("%1").arg(number, 4, 10, QLatin1Char('0'))},
        {QStringLiteral("textEdit"),
         lsp::toJson(lsp::RangeEdit{suggestion.range, QString::fromStdString(suggestion.text)})}};
    if (!suggestion.detail.isEmpty())
        item.insert(QStringLiteral("detail"), suggestion.detail);
    if (!suggestion.explanation.isEmpty())
        item.insert(QStringLiteral("documentation"), markdown(suggestion.explanation));
    if (!suggestion.typed.isEmpty())
        item.insert(QStringLiteral("filterText"), suggestion.typed);
    QJsonArray elsewhere;
    for (const DiagnosticEdit &edit : suggestion.elsewhere)
        elsewhere.append(lsp::toJson(lsp::RangeEdit{edit.range, QString::fromStdString(edit.text)}));
    if (!elsewhere.isEmpty())
        item.insert(QStringLiteral("additionalTextEdits"), elsewhere);
    if (suggestion.isOutdated)
        item.insert(QStringLiteral("deprecated"), true);
    return item;
}

} // namespace

Result<HelpQuestion> helpQuestionFromJson(const lsp::Field &field)
{
    GW_TRY(uri, field["textDocument"]["uri"].text());
    GW_TRY(place, lsp::positionFromJson(field["position"]));
    return HelpQuestion{uri, place};
}

QJsonObject toJson(const Suggestions &suggestions)
{
    QJsonArray items;
    for (const Suggestion &suggestion : suggestions.items)
        items.append(itemOf(suggestion, static_cast<int>(items.size())));
    return {{QStringLiteral("isIncomplete"), suggestions.isIncomplete}, {QStringLiteral("items"), items}};
}

QJsonValue toJson(const std::optional<Explanation> &explanation)
{
    if (!explanation)
        return QJsonValue::Null;
    return QJsonObject{{QStringLiteral("contents"), markdown(explanation->text)},
                       {QStringLiteral("range"), lsp::toJson(explanation->range)}};
}

QJsonObject completionCapability()
{
    // The options of a pragma are told apart by blanks, and "=" begins a value.
    return {{QStringLiteral("triggerCharacters"), QJsonArray{QStringLiteral(" "), QStringLiteral("=")}}};
}

} // namespace gatewright::checker
