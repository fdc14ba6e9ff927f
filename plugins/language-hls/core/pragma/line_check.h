// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plugins/language-hls/core/pragma/pragma_check.h"
#include "plugins/language-hls/core/pragma/pragma_parser.h"

#include <string>
#include <vector>

namespace gatewright::hls {

// Checks one pragma against the table and adds what it finds. Lives for that one line.
class LineCheck
{
public:
    LineCheck(const PragmaTable &table, const TextDocument &document, const PragmaLine &line,
              std::vector<PragmaFinding> &findings)
        : m_table(table)
        , m_document(document)
        , m_line(line)
        , m_findings(findings)
    {
    }

    void run();

private:
    // An option of the line and what it is by the table.
    struct Use
    {
        const OptionRule *rule = nullptr;
        std::string value; // in lower case; of a bare value the word itself
    };

    [[nodiscard]] std::string_view text(TextPiece piece) const { return piece.of(m_document.text()); }
    PragmaFinding &add(std::string rule, Severity severity, const char *code, TextPiece place,
                       const QString &message);
    void addReplacement(PragmaFinding &finding, TextPiece place, const std::string &replacement) const;
    // The option with the blank in front of it, so that it can be taken out.
    [[nodiscard]] TextPiece withBlankBefore(TextPiece piece) const;

    void unknownPragma();
    void statusOf(const PragmaRule &pragma);
    void option(const PragmaRule &pragma, const PragmaOption &option);
    void unknownOption(const PragmaRule &pragma, const PragmaOption &option);
    void deprecatedOption(const PragmaRule &pragma, const OptionRule &rule, const PragmaOption &option);
    void valueOf(const PragmaRule &pragma, const OptionRule &rule, const PragmaOption &option);
    void wrongValue(const PragmaRule &pragma, const OptionRule &rule, const PragmaOption &option,
                    const QString &wanted);
    void missingOptions(const PragmaRule &pragma);
    void conflicts(const PragmaRule &pragma);
    void modes(const PragmaRule &pragma);
    [[nodiscard]] const Use *use(std::string_view name) const;

    const PragmaTable &m_table;
    const TextDocument &m_document;
    const PragmaLine &m_line;
    std::vector<PragmaFinding> &m_findings;
    std::vector<Use> m_uses; // of m_line.options, one by one
};

} // namespace gatewright::hls
