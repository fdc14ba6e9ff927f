// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gatewright/composition.h"

#include "core/settings/keys.h"
#include "core/text/language.h"
#include "ui/shell/document_actions.h"

#include <QApplication>
#include <QFileInfo>

namespace gatewright {

namespace {

QIcon fileIcon(const IconProvider &icons, const QFileInfo &file)
{
    if (file.isDir())
        return icons.icon(Symbol::Folder);
    switch (languageForFile(file.fileName())) {
    case Language::HlsCpp:
        return icons.icon(Symbol::FileKernel);
    case Language::Qiskit:
        return icons.icon(Symbol::Circuit);
    case Language::PlainText:
        break;
    }
    return icons.icon(Symbol::File);
}

} // namespace

Composition::Composition(QApplication &application, const Arguments &arguments)
    : m_arguments(arguments)
    , m_paths(arguments.profileFolder.isEmpty() ? Paths::standard() : Paths::profile(arguments.profileFolder))
    , m_settings(Settings::load(m_paths.settingsFile()))
    , m_appearance(application, m_syntax, m_icons)
    , m_documents(m_syntax, m_notices, m_tasks)
    , m_workspace([this](const QFileInfo &file) { return fileIcon(m_icons, file); })
    , m_checker(m_documents, m_problems, [this](Language language) { return typingChecks(language); })
    , m_context{*m_settings, m_appearance, m_commands, m_notices,
                m_tasks,     m_documents,  m_problems, m_workspace}
    , m_window(std::make_unique<MainWindow>(m_context,
                                            SessionStore(m_paths.state() + QLatin1String("/session.json"))))
{
    m_window->buildMenus();
    reportSettingsProblem();
}

Composition::~Composition() = default;

std::vector<const Check *> Composition::typingChecks(Language language) const
{
    Q_UNUSED(language)
    return {};
}

void Composition::reportSettingsProblem()
{
    if (const std::optional<Error> &problem = m_settings->loadProblem())
        m_notices.present(
            noticeFor(*problem, QCoreApplication::translate("Composition", "The settings were not read.")),
            0);
}

void Composition::start()
{
    const auto openPlaces = [this] {
        for (const FilePlace &place : std::as_const(m_arguments.places))
            m_window->documents().open(place);
    };
    QObject::connect(&m_window->session(), &SessionKeeper::restored, m_window.get(), openPlaces);
    const bool wantsFiles = !m_arguments.safeMode && m_settings->value(keys::restoreSession());
    m_window->session().restore(wantsFiles ? SessionKeeper::Scope::FolderAndFiles
                                           : SessionKeeper::Scope::WindowOnly);
    m_window->show();
    if (!wantsFiles)
        openPlaces();
}

} // namespace gatewright
