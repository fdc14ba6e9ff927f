// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/check/check.h"
#include "plugins/language-hls/core/pragma/pragma_table.h"

#include <string>
#include <vector>

namespace gatewright::hls {

// What one rule of the table says about one pragma.
struct PragmaFinding
{
    std::string rule; // "unknown", "required pipeline.ii": one of pragmaRules()
    Diagnostic diagnostic;
};

// At most PragmaCheck::maximumFindings, in the order of their places. Never fails, whatever the text.
[[nodiscard]] std::vector<PragmaFinding>
findPragmaProblems(const PragmaTable &table, const TextDocument &document, const std::stop_token &token);
// Every rule that findPragmaProblems() can name for this table.
[[nodiscard]] std::vector<std::string> pragmaRules(const PragmaTable &table);

// T1: `#pragma HLS` against the table. An error is what Vitis HLS refuses, or ignores although it is plainly
// meant (a misspelt name); what the table does not know but a newer release might, is a warning. Codes:
// hls-pragma-unknown, -option, -value, -missing-option, -conflict, -place, -deprecated, -unsupported,
// -syntax.
class PragmaCheck final : public Check
{
public:
    static constexpr std::size_t maximumFindings = 200;

    explicit PragmaCheck(PragmaTable table);

    [[nodiscard]] QString id() const override;
    [[nodiscard]] Tier tier() const override { return Tier::T1; }
    [[nodiscard]] bool serves(Language language) const override { return language == Language::HlsCpp; }
    [[nodiscard]] Result<std::vector<Diagnostic>> run(const CheckInput &input,
                                                      std::stop_token token) const override;

private:
    PragmaTable m_table;
};

} // namespace gatewright::hls
