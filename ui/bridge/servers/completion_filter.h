// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lsp/completion_types.h"
#include "ui/editor/completion_popup.h"

#include <vector>

namespace gatewright {

// One completion that fits what is typed.
struct FittingCompletion
{
    std::size_t item = 0; // in the list
    int score = 0;
    QList<int> matched; // characters of the label

    friend bool operator==(const FittingCompletion &, const FittingCompletion &) = default;
};

// Those whose letters hold `typed` in this order, the best first; equally good ones in the server's order.
[[nodiscard]] std::vector<FittingCompletion> fittingCompletions(const std::vector<lsp::CompletionItem> &items,
                                                                const QString &typed);

[[nodiscard]] CompletionRow completionRow(const lsp::CompletionItem &item, const QList<int> &matched);

} // namespace gatewright
