// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/check/check.h"
#include "core/check/code_help.h"
#include "core/check/environment_setup.h"
#include "core/check/simulation.h"
#include "core/text/language.h"

#include <QStringList>

#include <memory>
#include <vector>

namespace gatewright {

// What a plugin knows about one language, beyond what the editor finds out by itself.
struct LanguageSupport
{
    Language language = Language::PlainText;
    QString name;                // for people: "HLS C++"
    QStringList filePatterns;    // globs on the file's name: "*.cpp"
    QString lineComment;         // "//"
    QStringList templateFolders; // names below share/gatewright/templates that this language offers
    QStringList contextPatterns; // files of a project that belong in a model's prompt: "*.h" beside a kernel
};

// What plugins added. Filled while plugins start, on one thread, and only read afterwards.
class Registries
{
public:
    // InvalidInput when the language has support already or the description is empty.
    Result<void> addLanguage(LanguageSupport support);
    // InvalidInput when a check with this id exists already.
    Result<void> addCheck(std::unique_ptr<Check> check);
    // InvalidInput when another simulation serves one of its languages.
    Result<void> addSimulation(std::unique_ptr<Simulation> simulation);
    // InvalidInput when a help with this id exists already.
    Result<void> addHelp(std::unique_ptr<CodeHelp> help);
    // InvalidInput when another setup serves one of its languages.
    Result<void> addSetup(std::unique_ptr<EnvironmentSetup> setup);

    [[nodiscard]] const std::vector<LanguageSupport> &languages() const { return m_languages; }
    [[nodiscard]] const LanguageSupport *language(Language language) const;
    // The language whose pattern fits the file's name; PlainText when none does.
    [[nodiscard]] Language languageForFile(const QString &path) const;
    [[nodiscard]] const std::vector<std::unique_ptr<Check>> &checks() const { return m_checks; }
    // Those of this tier and all below it, the lowest first.
    [[nodiscard]] std::vector<const Check *> checksUpTo(Language language, Tier highest) const;
    // Null when the language cannot be run.
    [[nodiscard]] const Simulation *simulationFor(Language language) const;
    [[nodiscard]] std::vector<const CodeHelp *> helpsFor(Language language) const;
    // Null when the language needs nothing that could be installed.
    [[nodiscard]] const EnvironmentSetup *setupFor(Language language) const;

private:
    std::vector<LanguageSupport> m_languages;
    std::vector<std::unique_ptr<Check>> m_checks;
    std::vector<std::unique_ptr<Simulation>> m_simulations;
    std::vector<std::unique_ptr<CodeHelp>> m_helps;
    std::vector<std::unique_ptr<EnvironmentSetup>> m_setups;
};

} // namespace gatewright
