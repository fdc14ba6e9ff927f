// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonObject>
#include <QStringList>

namespace gatewright::servers {

// What this window understands: ClientCapabilities of LSP 3.18. Positions are UTF-16, edits are of texts
// only.
[[nodiscard]] QJsonObject clientCapabilities();

// The kinds of words that can be coloured: what semantic tokens are asked for.
[[nodiscard]] QStringList semanticTokenTypes();

} // namespace gatewright::servers
