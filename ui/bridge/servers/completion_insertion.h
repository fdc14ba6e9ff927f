// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/lsp/completion_types.h"
#include "core/text/snippet.h"
#include "ui/editor/document_buffer.h"
#include "ui/editor/text_search.h"

#include <vector>

namespace gatewright {

// What taking a completion does to a text, counted in the text as it is.
struct CompletionInsertion
{
    std::vector<TextEdit> edits; // in the order in which one is applied after the other
    // In the text after them: all that was put in, and its places. Number 0 is there for each caret.
    TextSpan whole;
    std::vector<SnippetStop> stops;
};

// `typed` is what was typed of it at each caret, the main one first: the same letters everywhere. Lines of a
// snippet get the indentation of the line they begin in and the document's line ends. InvalidInput when the
// edits of the item do not fit the text any more.
[[nodiscard]] Result<CompletionInsertion> completionInsertion(const lsp::CompletionItem &item,
                                                              const DocumentBuffer &document,
                                                              const std::vector<TextSpan> &typed);

// LSP's edits as edits in bytes, from the back; InvalidInput when two overlap.
[[nodiscard]] Result<std::vector<TextEdit>> byteEdits(const std::vector<lsp::RangeEdit> &edits,
                                                      const DocumentBuffer &document);

} // namespace gatewright
