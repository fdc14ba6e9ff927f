// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/check/code_help.h"
#include "plugins/language-qiskit/core/migration/migration_table.h"

namespace gatewright::qiskit {

class PythonNames;

// Explains names that newer releases of Qiskit do not have, or will not: since which, and what is written
// today. Whoever types an old name is offered the new one, with its import; old ones are never offered.
class MigrationHelp final : public CodeHelp
{
public:
    explicit MigrationHelp(MigrationTable table);

    [[nodiscard]] QString id() const override;
    [[nodiscard]] bool serves(Language language) const override { return language == Language::Qiskit; }
    [[nodiscard]] Suggestions suggestions(const TextDocument &document, std::size_t offset,
                                          const std::stop_token &token) const override;
    [[nodiscard]] std::optional<Explanation> explanation(const TextDocument &document, std::size_t offset,
                                                         const std::stop_token &token) const override;

private:
    struct Place;

    void addImports(const Place &place, std::vector<Suggestion> &items) const;
    void addModules(const Place &place, std::vector<Suggestion> &items) const;
    void addAttributes(const Place &place, std::vector<Suggestion> &items) const;
    void addMethods(const Place &place, std::vector<Suggestion> &items) const;
    void addPlainNames(const Place &place, std::vector<Suggestion> &items) const;
    [[nodiscard]] const MigrationRule *ruleAt(const PythonNames &names, std::size_t name) const;

    MigrationTable m_table;
};

} // namespace gatewright::qiskit
