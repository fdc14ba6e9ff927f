// SPDX-License-Identifier: Apache-2.0
#include "core/servers/client_capabilities.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace gatewright::servers {

QStringList semanticTokenTypes()
{
    return {QStringLiteral("namespace"), QStringLiteral("type"),          QStringLiteral("class"),
            QStringLiteral("enum"),      QStringLiteral("interface"),     QStringLiteral("struct"),
            QStringLiteral("concept"),   QStringLiteral("typeParameter"), QStringLiteral("parameter"),
            QStringLiteral("variable"),  QStringLiteral("property"),      QStringLiteral("enumMember"),
            QStringLiteral("function"),  QStringLiteral("method"),        QStringLiteral("macro"),
            QStringLiteral("decorator")};
}

QJsonObject clientCapabilities()
{
    // As it would stand in a message: easier to compare with the specification than built-up objects.
    constexpr const char *known = R"({
"general": {"positionEncodings": ["utf-16"]},
"workspace": {"applyEdit": true, "workspaceEdit": {"documentChanges": true}, "configuration": true, "workspaceFolders": true,
  "inlayHint": {"refreshSupport": true}, "semanticTokens": {"refreshSupport": true}},
"window": {"workDoneProgress": false},
"textDocument": {
  "synchronization": {"dynamicRegistration": false},
  "completion": {"completionItem": {"snippetSupport": true, "documentationFormat": ["markdown", "plaintext"],
      "deprecatedSupport": true, "preselectSupport": true, "insertReplaceSupport": true, "labelDetailsSupport": true,
      "tagSupport": {"valueSet": [1]},
      "resolveSupport": {"properties": ["documentation", "detail", "additionalTextEdits"]}},
    "completionList": {"itemDefaults": ["editRange", "insertTextFormat", "data"]}, "contextSupport": true},
  "hover": {"contentFormat": ["markdown", "plaintext"]},
  "signatureHelp": {"signatureInformation": {"documentationFormat": ["markdown", "plaintext"],
      "parameterInformation": {"labelOffsetSupport": true}, "activeParameterSupport": true}, "contextSupport": true},
  "declaration": {"linkSupport": true}, "definition": {"linkSupport": true}, "implementation": {"linkSupport": true},
  "references": {},
  "documentSymbol": {"hierarchicalDocumentSymbolSupport": true},
  "codeAction": {"isPreferredSupport": true, "disabledSupport": true, "dataSupport": true,
    "resolveSupport": {"properties": ["edit"]},
    "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["", "quickfix", "refactor", "refactor.extract",
      "refactor.inline", "refactor.rewrite", "source", "source.organizeImports", "source.fixAll"]}}},
  "formatting": {}, "rangeFormatting": {},
  "rename": {"prepareSupport": true, "prepareSupportDefaultBehavior": 1},
  "publishDiagnostics": {"versionSupport": true, "dataSupport": true, "codeDescriptionSupport": false},
  "inlayHint": {},
  "semanticTokens": {"requests": {"full": {"delta": true}, "range": false}, "formats": ["relative"],
    "overlappingTokenSupport": false, "multilineTokenSupport": false, "augmentsSyntaxTokens": true}
}})";
    QJsonObject capabilities = QJsonDocument::fromJson(known).object();
    QJsonObject documents = capabilities.value(QLatin1String("textDocument")).toObject();
    QJsonObject tokens = documents.value(QLatin1String("semanticTokens")).toObject();
    tokens.insert(QLatin1String("tokenTypes"), QJsonArray::fromStringList(semanticTokenTypes()));
    tokens.insert(
        QLatin1String("tokenModifiers"),
        QJsonArray::fromStringList({QStringLiteral("readonly"), QStringLiteral("static"),
                                    QStringLiteral("deprecated"), QStringLiteral("defaultLibrary")}));
    documents.insert(QLatin1String("semanticTokens"), tokens);
    capabilities.insert(QLatin1String("textDocument"), documents);
    return capabilities;
}

} // namespace gatewright::servers
