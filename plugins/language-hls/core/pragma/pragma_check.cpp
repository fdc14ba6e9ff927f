// SPDX-License-Identifier: Apache-2.0
#include "plugins/language-hls/core/pragma/pragma_check.h"

#include "plugins/language-hls/core/pragma/line_check.h"
#include "plugins/language-hls/core/pragma/pragma_parser.h"

#include <utility>

namespace gatewright::hls {

std::vector<PragmaFinding> findPragmaProblems(const PragmaTable &table, const TextDocument &document,
                                              const std::stop_token &token)
{
    std::vector<PragmaFinding> findings;
    for (const PragmaLine &line : findPragmas(document.text(), token)) {
        LineCheck(table, document, line, findings).run();
        if (findings.size() >= PragmaCheck::maximumFindings) {
            findings.resize(PragmaCheck::maximumFindings);
            break;
        }
    }
    return findings;
}

std::vector<std::string> pragmaRules(const PragmaTable &table)
{
    std::vector<std::string> rules{"syntax", "unknown", "place"};
    for (const PragmaRule &pragma : table.pragmas()) {
        if (pragma.status == PragmaStatus::Deprecated)
            rules.push_back("deprecated " + pragma.name);
        if (pragma.status == PragmaStatus::Rejected) {
            rules.push_back("unsupported " + pragma.name);
            continue;
        }
        if (!pragma.open)
            rules.push_back("option " + pragma.name);
        if (!pragma.oneOf.empty())
            rules.push_back("one of " + pragma.name);
        if (!pragma.exclusive.empty())
            rules.push_back("conflict " + pragma.name);
        if (!pragma.factorFor.empty())
            rules.push_back("factor " + pragma.name);
        for (const OptionRule &option : pragma.options) {
            const std::string name = pragma.name + "." + option.name;
            if (option.required)
                rules.push_back("required " + name);
            if (option.deprecated || !option.deprecatedValues.empty())
                rules.push_back("deprecated " + name);
            if (!option.modes.empty())
                rules.push_back("mode " + name);
            if (!option.deprecated)
                rules.push_back("value " + name);
        }
    }
    return rules;
}

PragmaCheck::PragmaCheck(PragmaTable table)
    : m_table(std::move(table))
{
}

QString PragmaCheck::id() const
{
    return QStringLiteral("hls.pragmas");
}

Result<std::vector<Diagnostic>> PragmaCheck::run(const CheckInput &input, std::stop_token token) const
{
    std::vector<Diagnostic> diagnostics;
    for (PragmaFinding &finding : findPragmaProblems(m_table, input.document, token))
        diagnostics.push_back(std::move(finding.diagnostic));
    if (token.stop_requested())
        return makeError(ErrorCode::Cancelled, QStringLiteral("The check was cancelled."));
    return diagnostics;
}

} // namespace gatewright::hls
