// SPDX-License-Identifier: Apache-2.0
#include "core/check/syntax_check.h"

#include "core/syntax/syntax_tree.h"

namespace gatewright {

SyntaxCheck::SyntaxCheck(Language language)
    : m_language(language)
{
}

QString SyntaxCheck::id() const
{
    return QLatin1String("parser.") + languageId(m_language);
}

Result<std::vector<Diagnostic>> SyntaxCheck::run(const CheckInput &input, std::stop_token token) const
{
    const TextDocument &document = input.document;
    GW_TRY(tree, SyntaxTree::parse(m_language, document.text(), token));
    std::vector<Diagnostic> diagnostics;
    for (const SyntaxError &error : tree.errors(maximumFindings)) {
        Diagnostic diagnostic;
        diagnostic.range = document.range(error.begin, error.end);
        diagnostic.severity = Severity::Error;
        diagnostic.code = QStringLiteral("syntax");
        diagnostic.source = QStringLiteral("parser");
        diagnostic.message = error.message;
        diagnostics.push_back(std::move(diagnostic));
    }
    return diagnostics;
}

} // namespace gatewright
