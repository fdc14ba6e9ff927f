// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/check/code_help.h"
#include "plugins/language-hls/core/pragma/pragma_parser.h"
#include "plugins/language-hls/core/pragma/pragma_table.h"
#include "plugins/language-hls/core/pragma/pragma_texts.h"

namespace gatewright::hls {

// Completes and explains `#pragma HLS`: names, options that the line does not have yet, values, and for an
// option that names a variable those in scope.
class PragmaHelp final : public CodeHelp
{
public:
    PragmaHelp(PragmaTable table, PragmaTexts texts);

    [[nodiscard]] QString id() const override;
    [[nodiscard]] bool serves(Language language) const override { return language == Language::HlsCpp; }
    [[nodiscard]] Suggestions suggestions(const TextDocument &document, std::size_t offset,
                                          const std::stop_token &token) const override;
    [[nodiscard]] std::optional<Explanation> explanation(const TextDocument &document, std::size_t offset,
                                                         const std::stop_token &token) const override;

private:
    struct Place;

    void addNames(const Place &place, std::vector<Suggestion> &items) const;
    void addOptions(const Place &place, const PragmaRule &pragma, std::vector<Suggestion> &items) const;
    void addValues(const Place &place, const PragmaRule &pragma, const OptionRule &option,
                   std::vector<Suggestion> &items) const;
    [[nodiscard]] Suggestion valueOf(const Place &place, const PragmaRule &pragma, const OptionRule &option,
                                     const std::string &value) const;
    [[nodiscard]] QString aboutPragma(const PragmaRule &pragma) const;
    [[nodiscard]] QString aboutOption(const PragmaRule &pragma, const OptionRule &option) const;
    [[nodiscard]] QString aboutValue(const PragmaRule &pragma, const OptionRule &option,
                                     std::string_view value) const;

    PragmaTable m_table;
    PragmaTexts m_texts;
};

// The directive around a place, from '#' to the end of its last line. Nothing when the place lies in no
// directive, or in a comment or a string.
[[nodiscard]] std::optional<TextPiece> directiveAt(std::string_view text, std::size_t offset,
                                                   const std::stop_token &token);

} // namespace gatewright::hls
