// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonObject>

namespace gatewright::servers {

// What a window may ask a server for.
enum class ServerFeature {
    Completion,
    CompletionResolve,
    Signature,
    Hover,
    Definition,
    Declaration,
    Implementation,
    References,
    Rename,
    PrepareRename,
    Symbols,
    Actions,
    ActionResolve,
    Format,
    FormatRange,
    InlayHints,
    SemanticTokens,
    SemanticTokensDelta,
    Commands,
};

// Whether InitializeResult.capabilities offer it.
[[nodiscard]] bool offers(const QJsonObject &capabilities, ServerFeature feature);

} // namespace gatewright::servers
