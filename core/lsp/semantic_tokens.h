// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/lsp/json_field.h"

#include <cstdint>
#include <vector>

namespace gatewright::lsp {

// One coloured word, as LSP encodes it: places relative to the token before, in UTF-16 units.
struct SemanticToken
{
    int line = 0; // 0-based
    int column = 0;
    int length = 0;
    int type = 0;                // an index of the server's legend
    std::uint32_t modifiers = 0; // bits of the server's legend

    friend bool operator==(const SemanticToken &, const SemanticToken &) = default;
};

// What a server told last about one document, and how its differences change that.
class SemanticTokens
{
public:
    // More numbers than this (five a token) are refused with LimitExceeded.
    static constexpr qsizetype mostNumbers = 5 * 100'000;

    // The answer to semanticTokens/full or to full/delta. Corrupt when a difference does not fit what is
    // known; everything is forgotten then.
    Result<void> take(const Field &answer);
    void forget();

    // What full/delta is asked with; empty: ask for everything.
    [[nodiscard]] const QString &resultId() const { return m_resultId; }
    // In the order of the text.
    [[nodiscard]] std::vector<SemanticToken> tokens() const;

private:
    Result<void> applyEdits(const Field &edits);

    QString m_resultId;
    std::vector<std::uint32_t> m_numbers;
};

} // namespace gatewright::lsp
