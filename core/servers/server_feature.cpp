// SPDX-License-Identifier: Apache-2.0
#include "core/servers/server_feature.h"

#include <QString>

namespace gatewright::servers {

namespace {

// true, or an object of options; false and absence say no.
bool isOffered(const QJsonValue &value)
{
    return value.isObject() || value.toBool();
}

} // namespace

bool offers(const QJsonObject &capabilities, ServerFeature feature)
{
    const auto has = [&capabilities](const char *name) {
        return isOffered(capabilities.value(QLatin1String(name)));
    };
    const auto option = [&capabilities](const char *name, const char *part) {
        return isOffered(capabilities.value(QLatin1String(name)).toObject().value(QLatin1String(part)));
    };
    switch (feature) {
    case ServerFeature::Completion:
        return has("completionProvider");
    case ServerFeature::CompletionResolve:
        return option("completionProvider", "resolveProvider");
    case ServerFeature::Signature:
        return has("signatureHelpProvider");
    case ServerFeature::Hover:
        return has("hoverProvider");
    case ServerFeature::Definition:
        return has("definitionProvider");
    case ServerFeature::Declaration:
        return has("declarationProvider");
    case ServerFeature::Implementation:
        return has("implementationProvider");
    case ServerFeature::References:
        return has("referencesProvider");
    case ServerFeature::Rename:
        return has("renameProvider");
    case ServerFeature::PrepareRename:
        return option("renameProvider", "prepareProvider");
    case ServerFeature::Symbols:
        return has("documentSymbolProvider");
    case ServerFeature::Actions:
        return has("codeActionProvider");
    case ServerFeature::ActionResolve:
        return option("codeActionProvider", "resolveProvider");
    case ServerFeature::Format:
        return has("documentFormattingProvider");
    case ServerFeature::FormatRange:
        return has("documentRangeFormattingProvider");
    case ServerFeature::InlayHints:
        return has("inlayHintProvider");
    case ServerFeature::SemanticTokens:
        return option("semanticTokensProvider", "full");
    case ServerFeature::SemanticTokensDelta:
        return isOffered(capabilities.value(QLatin1String("semanticTokensProvider"))
                             .toObject()
                             .value(QLatin1String("full"))
                             .toObject()
                             .value(QLatin1String("delta")));
    case ServerFeature::Commands:
        return has("executeCommandProvider");
    }
    return false;
}

} // namespace gatewright::servers
