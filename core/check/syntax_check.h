// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/check/check.h"

namespace gatewright {

// T0 of a whole document: what does not parse. Reports at most `maximumFindings` places; one broken brace can
// upset a whole file, and nobody reads more.
class SyntaxCheck final : public Check
{
public:
    static constexpr std::size_t maximumFindings = 200;

    explicit SyntaxCheck(Language language);

    [[nodiscard]] QString id() const override;
    [[nodiscard]] Tier tier() const override { return Tier::T0; }
    [[nodiscard]] bool serves(Language language) const override { return language == m_language; }
    [[nodiscard]] Result<std::vector<Diagnostic>> run(const CheckInput &input,
                                                      std::stop_token token) const override;

private:
    Language m_language;
};

} // namespace gatewright
