// SPDX-License-Identifier: Apache-2.0
#include "core/check/diagnostic.h"

#include "core/text/text_document.h"

#include <QJsonArray>

namespace gatewright {

namespace {

QJsonObject positionToJson(Position position, const TextDocument &document)
{
    const HumanPosition human = document.lines().humanPosition(document.text(), document.offset(position));
    return {{QStringLiteral("line"), human.line}, {QStringLiteral("column"), human.column}};
}

QJsonObject rangeToJson(const Range &range, const TextDocument &document)
{
    return {{QStringLiteral("start"), positionToJson(range.start, document)},
            {QStringLiteral("end"), positionToJson(range.end, document)}};
}

QJsonObject fixToJson(const DiagnosticFix &fix, const TextDocument &document)
{
    QJsonArray edits;
    for (const DiagnosticEdit &edit : fix.edits)
        edits.append(QJsonObject{{QStringLiteral("range"), rangeToJson(edit.range, document)},
                                 {QStringLiteral("text"), QString::fromStdString(edit.text)}});
    return {{QStringLiteral("title"), fix.title}, {QStringLiteral("edits"), edits}};
}

} // namespace

QString severityName(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return QStringLiteral("error");
    case Severity::Warning:
        return QStringLiteral("warning");
    case Severity::Info:
        return QStringLiteral("info");
    case Severity::Hint:
        return QStringLiteral("hint");
    }
    return QStringLiteral("error");
}

QJsonObject diagnosticToJson(const Diagnostic &diagnostic, const TextDocument &document)
{
    QJsonArray fixes;
    for (const DiagnosticFix &fix : diagnostic.fixes)
        fixes.append(fixToJson(fix, document));
    QJsonArray related;
    for (const RelatedPlace &place : diagnostic.related)
        related.append(QJsonObject{{QStringLiteral("range"), rangeToJson(place.range, document)},
                                   {QStringLiteral("message"), place.message}});
    return {{QStringLiteral("range"), rangeToJson(diagnostic.range, document)},
            {QStringLiteral("severity"), severityName(diagnostic.severity)},
            {QStringLiteral("code"), diagnostic.code},
            {QStringLiteral("source"), diagnostic.source},
            {QStringLiteral("message"), diagnostic.message},
            {QStringLiteral("fixes"), fixes},
            {QStringLiteral("related"), related}};
}

} // namespace gatewright
