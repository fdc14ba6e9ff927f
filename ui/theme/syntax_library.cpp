// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/syntax_library.h"

// Repository alone does not compile against Qt 6: it needs Definition complete first.
// clang-format off
#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/Theme>
#include <KSyntaxHighlighting/Repository>
// clang-format on

#include <QDir>
#include <QFileInfo>

// Outside every namespace, as the macro demands. Resources of a static library are not registered by
// themselves.
static void registerSyntaxResources()
{
    Q_INIT_RESOURCE(gatewright_syntax);
    Q_INIT_RESOURCE(gatewright_themes);
}

namespace gatewright {

SyntaxLibrary::SyntaxLibrary()
{
    // Our definitions lie under :/org.kde.syntax-highlighting/syntax-addons, where the repository looks by
    // itself; addCustomSearchPath() would make it load everything a second time.
    registerSyntaxResources();
    m_repository = std::make_unique<KSyntaxHighlighting::Repository>();
}

SyntaxLibrary::~SyntaxLibrary() = default;

KSyntaxHighlighting::Definition SyntaxLibrary::definition(Language language) const
{
    switch (language) {
    case Language::HlsCpp:
        return m_repository->definitionForName(QStringLiteral("HLS C++"));
    case Language::Qiskit:
        return m_repository->definitionForName(QStringLiteral("Qiskit"));
    case Language::PlainText:
        break;
    }
    return {};
}

KSyntaxHighlighting::Definition SyntaxLibrary::definitionForFile(const QString &path) const
{
    if (const Language language = languageForFile(path); language != Language::PlainText)
        return definition(language);
    return m_repository->definitionForFileName(path);
}

KSyntaxHighlighting::Theme SyntaxLibrary::theme(ColourScheme scheme) const
{
    switch (scheme) {
    case ColourScheme::Dark:
        return m_repository->theme(QStringLiteral("Gatewright Dark"));
    case ColourScheme::HighContrast:
        return m_repository->theme(QStringLiteral("Gatewright High Contrast"));
    case ColourScheme::Light:
        break;
    }
    return m_repository->theme(QStringLiteral("Gatewright Light"));
}

} // namespace gatewright
