// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gatewright/composition.h"

#include "core/base/log.h"
#include "core/project/safety_copy.h"
#include "core/settings/keys.h"
#include "core/task/start_task.h"
#include "core/text/language.h"
#include "ui/shell/document_actions.h"
#include "ui/shell/editor_area.h"
#include "ui/shell/editor_page.h"

#include <QApplication>
#include <QFileInfo>
#include <QJsonArray>
#include <QTimer>

namespace gatewright {

namespace {

struct CompositionText
{
    Q_DECLARE_TR_FUNCTIONS(CompositionText)
};

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

// A program of ours, in the same profile as the window.
Command serverCommand(const QString &name, const Arguments &arguments)
{
    Command command;
    command.program = Paths::programFolder() + QLatin1Char('/') + name;
    if (!arguments.profileFolder.isEmpty())
        command.arguments = {QStringLiteral("--profile"),
                             QFileInfo(arguments.profileFolder).absoluteFilePath()};
    return command;
}

Command engineCommand(const Arguments &arguments, const Settings &settings)
{
    Command command = serverCommand(QStringLiteral("gatewright-engine"), arguments);
    const QString model = settings.value(keys::modelPath());
    if (!model.isEmpty())
        command.arguments += {QStringLiteral("--model"), model};
    const int threads = settings.value(keys::modelThreads());
    if (threads > 0)
        command.arguments += {QStringLiteral("--threads"), QString::number(threads)};
    command.arguments += {QStringLiteral("--device"),  settings.value(keys::modelDevice()),
                          QStringLiteral("--kernels"), settings.value(keys::modelKernels()),
                          QStringLiteral("--cache"),   settings.value(keys::modelCache()),
                          QStringLiteral("--view"),    settings.value(keys::modelView())};
    return command;
}

Command checkerCommand(const Arguments &arguments, const Settings &settings)
{
    Command command = serverCommand(QStringLiteral("gatewright-checker"), arguments);
    const QString python = settings.value(keys::pythonInterpreter());
    if (!python.isEmpty())
        command.arguments += {QStringLiteral("--python"), python};
    return command;
}

// What the engine may hear of while it runs: engine_server.h has the form.
QJsonObject engineSettings(const Settings &settings, const QString &folder)
{
    return {{QStringLiteral("unloadAfterMinutes"), settings.value(keys::modelUnloadAfter())},
            {QStringLiteral("maxTokens"), settings.value(keys::completionMaxTokens())},
            {QStringLiteral("drafting"), settings.value(keys::completionDrafting())},
            {QStringLiteral("learning"), settings.value(keys::learningEnabled())},
            {QStringLiteral("folders"), folder.isEmpty() ? QJsonArray() : QJsonArray{folder}},
            {QStringLiteral("store"),
             QJsonObject{{QStringLiteral("enabled"), settings.value(keys::storeEnabled())},
                         {QStringLiteral("retentionDays"), settings.value(keys::storeRetentionDays())},
                         {QStringLiteral("maximumMegabytes"), settings.value(keys::storeMaximumMegabytes())},
                         {QStringLiteral("excluded"),
                          QJsonArray::fromStringList(settings.value(keys::completionDisabledFor()))}}}};
}

} // namespace

Composition::Composition(QApplication &application, CompositionOptions options)
    : m_arguments(std::move(options.arguments))
    , m_hasOwnEngine(options.engine.has_value())
    , m_startServers(options.languageServers && !m_arguments.safeMode)
    , m_paths(m_arguments.profileFolder.isEmpty() ? Paths::standard()
                                                  : Paths::profile(m_arguments.profileFolder))
    , m_settings(Settings::load(m_paths.settingsFile()))
    , m_appearance(application, m_syntax, m_icons)
    , m_documents(m_syntax, m_notices, m_tasks)
    , m_journals(m_paths.state() + QLatin1String("/journals"), m_documents, m_notices)
    , m_recovery(m_journals, m_documents, m_notices)
    , m_workspace([this](const QFileInfo &file) { return fileIcon(m_icons, file); })
    , m_checker(m_documents, m_problems, [this](Language language) { return typingChecks(language); })
    , m_serverDocuments(m_documents)
    , m_checkerClient(
          options.checker ? *options.checker : checkerCommand(m_arguments, *m_settings), m_clock,
          [this] { return m_serverDocuments.all(); }, options.engineRestart)
    , m_runService(m_checkerClient)
    , m_run(m_runService, m_tasks, m_clock)
    , m_setupService(m_checkerClient)
    , m_setup(m_setupService, m_tasks)
    , m_taskSession(m_tasks, m_problems, m_clock)
    , m_engine(
          options.engine ? *options.engine : engineCommand(m_arguments, *m_settings), m_clock,
          [this] { return m_serverDocuments.all(); }, engineSettings(*m_settings, {}), options.engineRestart)
    , m_learningClient(m_engine, m_clock)
    , m_learning(m_engine, m_learningClient, m_tasks, m_clock)
    , m_modelService(m_engine)
    , m_models(m_modelService, m_tasks)
    , m_controller(m_engine, m_clock, [this](const QString &uri) { return m_serverDocuments.text(uri); })
    , m_presenter(m_controller)
    , m_ghostChecker([this](const auto &question, QObject *context,
                            auto done) { return m_checkerClient.check(question, context, std::move(done)); },
                     m_problems)
    , m_checkerAnswers(m_checkerClient,
                       [this](const QString &uri) { return m_serverDocuments.language(uri); })
    , m_servers(m_clock, [this] { return m_serverDocuments.all(); })
    , m_findings(m_servers, m_checkerClient, m_documents, m_checker)
    , m_connections(m_paths.connectionLog(), m_clock)
    , m_git(m_tasks)
    , m_gitProgram(m_tasks, m_connections)
    , m_context{*m_settings, m_syntax,   m_appearance, m_commands,  m_notices, m_tasks, m_documents,
                m_journals,  m_recovery, m_problems,   m_workspace, m_files,   m_run}
    , m_window(std::make_unique<MainWindow>(m_context,
                                            SessionStore(m_paths.state() + QLatin1String("/session.json")),
                                            std::move(options.questions)))
    , m_completion(
          std::make_unique<CompletionBinding>(m_context, *m_window, m_presenter, m_controller, m_engine))
{
    m_learningBinding = std::make_unique<LearningBinding>(m_context, *m_window, m_learning);
    m_checkBinding =
        std::make_unique<CheckBinding>(m_context, *m_window, m_checkerClient, m_ghostChecker,
                                       WorkspaceTrust::load(m_paths.state() + QLatin1String("/trust.json")));
    QObject::connect(
        m_checkBinding.get(), &CheckBinding::trustKnown, m_settings.get(),
        [this](const QString &folder, bool trusted) { followProject(trusted ? folder : QString()); });
    m_setupBinding = std::make_unique<SetupBinding>(m_context, *m_window, m_setup, m_paths.connectionLog());
    m_gitBinding = std::make_unique<GitBinding>(m_context, *m_window, m_git, m_gitProgram);
    m_taskBinding =
        std::make_unique<TaskBinding>(m_context, *m_window, m_taskSession,
                                      TaskBinding::Trust{[this] { return m_checkBinding->isTrusted(); },
                                                         [this] { m_checkBinding->askForTrust(); }});
    m_searchBinding = std::make_unique<SearchBinding>(m_context, *m_window);
    m_diagnosticsBinding =
        std::make_unique<DiagnosticsBinding>(m_context, *m_window, m_engine, m_checkerClient, m_paths);
    m_modelBinding = std::make_unique<ModelBinding>(m_context, *m_window, m_models, m_engine);
    m_navigation = std::make_unique<NavigationBinding>(
        m_context, *m_window, m_paths.state() + QLatin1String("/bookmarks.json"),
        QFileInfo(m_paths.settingsFile()).path() + QLatin1String("/snippets"));
    m_checker.setChecker(m_checkerClient);
    QObject::connect(&m_ghostChecker, &GhostChecker::passed, &m_controller,
                     [this](const QString &id, Tier tier) {
                         m_controller.verified(completion::CompletionId(id), static_cast<int>(tier));
                     });
    m_ghostChecker.setLastRun([this](const QString &uri) { return m_run.lastRunMilliseconds(uri); });
    m_serverDocuments.setFollowers({&m_engine.documents(), &m_checkerClient.documents(), &m_servers});
    makeServers();
    QObject::connect(m_settings.get(), &Settings::changed, &m_engine, [this](const QString &name) {
        if (name.startsWith(QLatin1String("store.")) || name.startsWith(QLatin1String("completion.")) ||
            name.startsWith(QLatin1String("learning.")) || name == keys::modelUnloadAfter().descriptor.name)
            m_engine.configure(engineSettings(*m_settings, m_workspace.folder()));
        else if (name.startsWith(QLatin1String("model.")) && !m_hasOwnEngine)
            restartEngine(name);
    });
    QObject::connect(&m_workspace, &WorkspaceModel::folderChanged, &m_engine, [this](const QString &folder) {
        m_engine.configure(engineSettings(*m_settings, folder));
    });
    m_documents.saver().setSafetyFolder(safetyFolder());
    m_documents.saver().setBackupFolder(m_paths.state() + QLatin1String("/backups"));
    m_keyboard = std::make_unique<KeyboardBinding>(m_context, *m_window);
    m_keyboard->apply();
    m_window->buildMenus();
    reportSettingsProblem();
}

// The model itself is loaded by ModelBinding, in the engine that runs.
void Composition::restartEngine(const QString &changedSetting)
{
    m_engine.setCommand(engineCommand(m_arguments, *m_settings));
    if (changedSetting != keys::modelPath().descriptor.name &&
        m_engine.report().state != completion::EngineState::Off)
        m_engine.restart();
}

void Composition::makeServers()
{
    const QString shipped = Paths::shippedData();
    m_serverSetup = std::make_unique<ServerSetup>(
        m_context, m_servers,
        ServerPlaces{m_paths.config() + QLatin1String("/servers.json"),
                     m_paths.state() + QLatin1String("/server-commands.json"),
                     m_paths.cache() + QLatin1String("/clangd"),
                     {shipped + QLatin1String("/hls/include"), shipped + QLatin1String("/hls/ap_types")},
                     m_paths.data() + QLatin1String("/python"),
                     shipped + QLatin1String("/python")},
        [this] { return m_checkBinding->isTrusted(); });
    QObject::connect(m_checkBinding.get(), &CheckBinding::trustKnown, m_serverSetup.get(),
                     &ServerSetup::refresh);
    QObject::connect(&m_setup, &SetupSession::installed, m_serverSetup.get(), &ServerSetup::refresh);
    m_serverStatus = std::make_unique<ServerStatus>(m_context, m_servers, *m_serverSetup, m_window->status());
    m_servers.add(m_checkerAnswers);
    m_serverBinding = std::make_unique<ServerBinding>(m_context, *m_window, m_servers, m_syntax);
    QObject::connect(m_serverBinding.get(), &ServerBinding::frontChanged, m_serverStatus.get(),
                     &ServerStatus::setFront);
}

Composition::~Composition()
{
    m_serverBinding->setFront({});
    m_presenter.setView(nullptr, nullptr);
    m_ghostChecker.setView(nullptr, nullptr);
    m_serverDocuments.setFollowers({});
}

std::vector<const Check *> Composition::typingChecks(Language language) const
{
    for (const SyntaxCheck &check : m_syntaxChecks) {
        if (check.serves(language))
            return {&check};
    }
    return {};
}

void Composition::reportSettingsProblem()
{
    if (const std::optional<Error> &problem = m_settings->loadProblem())
        m_notices.present(noticeFor(*problem, CompositionText::tr("The settings were not read.")), 0);
}

// What a folder says counts from the moment that it is trusted.
void Composition::followProject(const QString &folder)
{
    if (const Result<void> read = m_settings->setProject(folder); !read)
        m_notices.present(
            noticeFor(read.error(), CompositionText::tr("The settings of the folder do not count.")), 0);
}

void Composition::start(const QElapsedTimer &sinceStart)
{
    m_sinceStart = sinceStart;
    m_window->session().restoreWindow();
    m_window->show();
    // The window is painted and takes keys before any of this.
    QTimer::singleShot(0, m_window.get(), [this] {
        qCDebug(logUi).noquote() << "the window takes keys after" << m_sinceStart.elapsed() << "ms";
        startBehindTheWindow();
    });
}

void Composition::startBehindTheWindow()
{
    if (!m_arguments.safeMode) {
        m_engine.start();
        m_checkerClient.start();
    }
    if (m_startServers)
        m_serverSetup->start();
    // A kill in the middle of a save that had to write in place: put right before anybody reads the file.
    startTask<QStringList>(
        m_window.get(),
        [folder = safetyFolder()](std::stop_token) -> Result<QStringList> {
            return files::mendTornFiles(folder);
        },
        [this](const Result<QStringList> &mended) {
            for (const QString &path : mended.value_or(QStringList())) {
                Notice notice;
                notice.text = CompositionText::tr("“%1” was being saved when the program ended. The save has "
                                                  "been completed.")
                                  .arg(QFileInfo(path).fileName());
                notice.detail = path;
                m_notices.present(notice, 0);
            }
            openFiles();
        });
}

void Composition::openFiles()
{
    QObject::connect(&m_window->session(), &SessionKeeper::restored, m_window.get(), [this] {
        qCDebug(logUi).noquote() << "the session is back after" << m_sinceStart.elapsed() << "ms";
        m_window->documents().openAll(m_arguments.places);
    });
    if (m_arguments.safeMode || !m_settings->value(keys::restoreSession()))
        m_window->session().beginWithout();
    else
        m_window->session().restoreFiles();
}

QString Composition::safetyFolder() const
{
    return m_paths.state() + QLatin1String("/saves");
}

} // namespace gatewright
