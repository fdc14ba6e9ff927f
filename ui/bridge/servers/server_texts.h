// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lsp/completion_types.h"
#include "core/servers/language_server.h"

#include <QString>

namespace gatewright {

// A server's state in words, for the status bar's list: "clangd runs", "ruff is not installed".
struct ServerText
{
    enum class Level { Off, Waiting, Ready, Trouble };

    Level level = Level::Off;
    QString name;   // of the server
    QString state;  // one sentence
    QString remedy; // what to do about it; empty: nothing
};
[[nodiscard]] ServerText serverText(const servers::LanguageServer &server);

// "function", "class": for screen readers; and its letter, for the eye.
[[nodiscard]] QString completionKindName(lsp::CompletionKind kind);
[[nodiscard]] QString completionKindLetter(lsp::CompletionKind kind);
[[nodiscard]] QString symbolKindName(lsp::SymbolKind kind);

// file:///… as a path; empty for everything that is no file of this machine.
[[nodiscard]] QString pathOfUri(const QString &uri);

} // namespace gatewright
