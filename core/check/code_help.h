// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/check/diagnostic.h"
#include "core/text/language.h"
#include "core/text/text_document.h"

#include <QString>

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace gatewright {

// What may be written at a place.
struct Suggestion
{
    enum class Kind { Keyword, Option, Value, Variable, Function, Name };

    QString label;
    Kind kind = Kind::Keyword;
    QString detail = {};      // a few words behind the label
    QString explanation = {}; // Markdown; may be empty
    Range range = {};         // what `text` takes the place of: it ends at the place
    std::string text = {};
    std::vector<DiagnosticEdit> elsewhere = {}; // an import that belongs to it
    QString typed = {};                         // what typed letters are compared with; empty: the label
    bool isOutdated = false;                    // still understood, and soon not
};

struct Suggestions
{
    std::vector<Suggestion> items;
    bool isIncomplete = false; // more letters may bring others
};

// What is known about the word at a place.
struct Explanation
{
    QString text; // Markdown
    Range range;
};

// What a plugin knows of a language by heart: what may stand at a place, and what a word there means.
// Plugins implement it and register it. Immutable: all of it may be called on several threads at once.
// Offsets are bytes and lie in the text; whatever the text, nothing here fails.
class CodeHelp
{
public:
    static constexpr std::size_t mostSuggestions = 500;

    virtual ~CodeHelp() = default;

    // Stable and unique: "hls.pragmas".
    [[nodiscard]] virtual QString id() const = 0;
    [[nodiscard]] virtual bool serves(Language language) const = 0;
    // At most mostSuggestions, the likeliest first. Polls the token.
    [[nodiscard]] virtual Suggestions suggestions(const TextDocument &document, std::size_t offset,
                                                  const std::stop_token &token) const = 0;
    [[nodiscard]] virtual std::optional<Explanation>
    explanation(const TextDocument &document, std::size_t offset, const std::stop_token &token) const = 0;
};

} // namespace gatewright
