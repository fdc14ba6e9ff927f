// SPDX-License-Identifier: Apache-2.0
#include "core/extension/registries.h"

#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>

namespace gatewright {

Result<void> Registries::addLanguage(LanguageSupport support)
{
    if (support.name.isEmpty() || support.filePatterns.isEmpty())
        return makeError(ErrorCode::InvalidInput,
                         QStringLiteral("A language needs a name and file patterns."));
    if (language(support.language))
        return makeError(ErrorCode::InvalidInput,
                         QStringLiteral("Another plugin serves this language already."), {}, support.name);
    m_languages.push_back(std::move(support));
    return {};
}

Result<void> Registries::addCheck(std::unique_ptr<Check> check)
{
    const bool known = std::any_of(m_checks.begin(), m_checks.end(),
                                   [&check](const auto &other) { return other->id() == check->id(); });
    if (known)
        return makeError(ErrorCode::InvalidInput, QStringLiteral("A check with this id exists already."), {},
                         check->id());
    m_checks.push_back(std::move(check));
    return {};
}

Result<void> Registries::addSimulation(std::unique_ptr<Simulation> simulation)
{
    for (const Language language : {Language::HlsCpp, Language::Qiskit}) {
        if (simulation->serves(language) && simulationFor(language))
            return makeError(ErrorCode::InvalidInput,
                             QStringLiteral("Another plugin runs this language already."), {},
                             simulation->id());
    }
    m_simulations.push_back(std::move(simulation));
    return {};
}

Result<void> Registries::addHelp(std::unique_ptr<CodeHelp> help)
{
    const bool known =
        std::ranges::any_of(m_helps, [&help](const auto &other) { return other->id() == help->id(); });
    if (known)
        return makeError(ErrorCode::InvalidInput, QStringLiteral("A help with this id exists already."), {},
                         help->id());
    m_helps.push_back(std::move(help));
    return {};
}

Result<void> Registries::addSetup(std::unique_ptr<EnvironmentSetup> setup)
{
    for (const Language language : {Language::HlsCpp, Language::Qiskit}) {
        if (setup->serves(language) && setupFor(language))
            return makeError(ErrorCode::InvalidInput,
                             QStringLiteral("Another plugin sets this language up already."), {},
                             setup->id());
    }
    m_setups.push_back(std::move(setup));
    return {};
}

const LanguageSupport *Registries::language(Language language) const
{
    const auto found = std::find_if(m_languages.begin(), m_languages.end(),
                                    [language](const auto &support) { return support.language == language; });
    return found == m_languages.end() ? nullptr : &*found;
}

Language Registries::languageForFile(const QString &path) const
{
    const QString name = QFileInfo(path).fileName();
    for (const LanguageSupport &support : m_languages) {
        for (const QString &pattern : support.filePatterns) {
            const QRegularExpression glob(QRegularExpression::wildcardToRegularExpression(pattern),
                                          QRegularExpression::CaseInsensitiveOption);
            if (glob.match(name).hasMatch())
                return support.language;
        }
    }
    return Language::PlainText;
}

std::vector<const Check *> Registries::checksUpTo(Language language, Tier highest) const
{
    std::vector<const Check *> found;
    for (const auto &check : m_checks) {
        if (check->tier() <= highest && check->serves(language))
            found.push_back(check.get());
    }
    std::ranges::stable_sort(found, {}, &Check::tier);
    return found;
}

const Simulation *Registries::simulationFor(Language language) const
{
    for (const auto &simulation : m_simulations) {
        if (simulation->serves(language))
            return simulation.get();
    }
    return nullptr;
}

std::vector<const CodeHelp *> Registries::helpsFor(Language language) const
{
    std::vector<const CodeHelp *> found;
    for (const auto &help : m_helps) {
        if (help->serves(language))
            found.push_back(help.get());
    }
    return found;
}

const EnvironmentSetup *Registries::setupFor(Language language) const
{
    for (const auto &setup : m_setups) {
        if (setup->serves(language))
            return setup.get();
    }
    return nullptr;
}

} // namespace gatewright
