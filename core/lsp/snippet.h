// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <vector>

namespace gatewright::lsp {

// A text with places to fill in: "fir(${1:in}, ${2:out})$0" is the text "fir(in, out)" with two stops and the
// place behind the bracket.
struct Snippet
{
    struct Stop
    {
        int number = 0;
        qsizetype begin = 0; // in `text`, UTF-16 units
        qsizetype end = 0;

        friend bool operator==(const Stop &, const Stop &) = default;
    };

    QString text;
    // In the order in which Tab visits them: 1, 2, …, and 0 last, which is always there. Stops of one number
    // stand together and hold the same.
    std::vector<Stop> stops;

    friend bool operator==(const Snippet &, const Snippet &) = default;
};

// Reads LSP's snippet syntax: $1, ${1}, ${1:text with $2}, ${1|one,two|} (the first is taken), \$ and \}.
// Variables ($TM_FILENAME) become nothing or their default. What is no snippet syntax stays as it is; nesting
// deeper than eight is taken as text.
[[nodiscard]] Snippet parseSnippet(const QString &source);

} // namespace gatewright::lsp
