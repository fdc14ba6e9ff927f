// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/text/language.h"
#include "core/text/snippet.h"

#include <QString>

#include <vector>

namespace gatewright {

struct SnippetEntry
{
    QString name;   // "Pipelined loop"
    QString prefix; // what one types to find it: "pipeline"
    QString description;
    Snippet snippet;
};

// Reads a file in the form of VS Code's snippet files: {"Name": {"prefix": "x", "body": ["line", …],
// "description": "…"}}; prefix and body may be one string or a list. Corrupt names the entry.
[[nodiscard]] Result<std::vector<SnippetEntry>> parseSnippetFile(const QByteArray &bytes);

// The snippets that come with the program.
[[nodiscard]] std::vector<SnippetEntry> shippedSnippets(Language language);
// FOLDER/hls.json, FOLDER/qiskit.json: the user's own. No file is no error.
[[nodiscard]] Result<std::vector<SnippetEntry>> userSnippets(const QString &folder, Language language);

} // namespace gatewright
