// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/server_setup.h"

#include "core/base/log.h"
#include "core/project/project_files.h"
#include "core/servers/language_servers.h"
#include "core/settings/keys.h"
#include "core/settings/settings.h"
#include "core/task/start_task.h"
#include "ui/bridge/notice_hub.h"
#include "ui/bridge/servers/server_texts.h"
#include "ui/bridge/workspace_model.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

#include <utility>
#include <variant>

namespace gatewright {

using servers::Absence;
using servers::LanguageServer;
using servers::ServerOrigin;
using servers::ServerPlan;

namespace {

const QString fileNotice = QStringLiteral("server file ");
const QString commandNotice = QStringLiteral("server command ");
const QString troubleNotice = QStringLiteral("server trouble ");
const QString projectFile = QStringLiteral("/.gatewright/servers.json");

void write(Settings &settings, const SettingKey<bool> &key, bool value)
{
    if (const Result<void> written = settings.setValue(key, value); !written)
        qCWarning(logUi) << written.error().toString();
}

} // namespace

ServerSetup::ServerSetup(const WindowContext &context, servers::LanguageServers &servers, ServerPlaces places,
                         std::function<bool()> isTrusted, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_servers(servers)
    , m_places(std::move(places))
    , m_isTrusted(std::move(isTrusted))
    , m_trust(servers::CommandTrust::load(m_places.trustFile))
    , m_clangd{m_places.clangdFolder, m_places.headerFolders}
{
    connect(&context.settings, &Settings::changed, this, [this](const QString &name) {
        if (name.startsWith(QLatin1String("servers.")) || name.startsWith(QLatin1String("python.")))
            refresh();
    });
    connect(&context.workspace, &WorkspaceModel::folderChanged, this, &ServerSetup::refresh);
    connect(&context.files, &ProjectFiles::changed, this, [this] {
        m_preparedFor.clear(); // there may be new sources
        refresh();
    });
    connect(&servers, &servers::LanguageServers::changed, this, &ServerSetup::tellTrouble);
}

ServerSetup::~ServerSetup()
{
    m_preparing.request_stop();
}

void ServerSetup::start()
{
    m_started = true;
    const QString own = QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) +
                        QLatin1String("/clangd/config.yaml");
    if (const Result<void> written = m_clangd.writeConfig(own); !written)
        qCWarning(logUi) << written.error().toString();
    refresh();
}

void ServerSetup::refresh()
{
    if (!m_started || m_planned)
        return;
    m_planned = true;
    QMetaObject::invokeMethod(this, &ServerSetup::prepareClangd, Qt::QueuedConnection);
}

// clangd looks for its sources when it starts: they are written first, which waits for the index of the
// folder.
void ServerSetup::prepareClangd()
{
    m_planned = false;
    const QString folder = m_context.workspace.folder();
    if (folder.isEmpty() || m_preparedFor == folder) {
        plan();
        return;
    }
    const auto index = m_context.files.index();
    if (m_context.files.folder() != folder || m_context.files.isReading() || index->root.isEmpty())
        return; // changed() follows
    m_preparing.request_stop();
    m_preparing = startTask<std::monostate>(
        this,
        [profile = m_clangd, folder, index](const std::stop_token &stop) -> Result<std::monostate> {
            QStringList files;
            for (std::size_t file = 0; file < index->files.size() && !stop.stop_requested(); ++file)
                files.append(index->absolutePath(file));
            GW_CHECK(profile.writeDatabase(folder, files));
            return std::monostate();
        },
        [this, folder](const Result<std::monostate> &written) {
            if (!written)
                qCWarning(logUi) << written.error().toString();
            if (folder != m_context.workspace.folder())
                return;
            m_preparedFor = folder;
            plan();
        });
}

std::vector<servers::ServerDescription> ServerSetup::readServers(const QString &path, ServerOrigin origin)
{
    const QString key = fileNotice + path;
    auto read = servers::readServerFile(path, origin);
    if (read) {
        m_context.notices.withdraw(key, 0);
        return std::move(*read);
    }
    Notice notice = noticeFor(read.error(), tr("A file of language servers was not read."));
    notice.kind = Notice::Kind::Warning;
    notice.key = key;
    m_context.notices.present(notice, 0);
    return {};
}

QStringList ServerSetup::pythonFolders() const
{
    QStringList folders;
    const QString chosen = m_context.settings.value(keys::pythonInterpreter());
    if (!chosen.isEmpty())
        folders.append(QFileInfo(chosen).absolutePath());
    const QDir managed(m_places.managedPython);
    for (const QString &name :
         managed.entryList({QStringLiteral("qiskit-*")}, QDir::Dirs, QDir::Name | QDir::Reversed))
        folders.append(managed.filePath(name) + QLatin1String("/bin"));
    folders.append(m_places.shippedPython + QLatin1String("/bin"));
    return folders;
}

servers::PlanInputs ServerSetup::inputs()
{
    const Settings &settings = m_context.settings;
    const QString folder = m_context.workspace.folder();
    servers::PlanInputs inputs;
    inputs.choices = {
        {QStringLiteral("clangd"),
         {settings.value(keys::clangdEnabled()), settings.value(keys::clangdProgram()),
          settings.value(keys::clangdArguments())}},
        {QStringLiteral("ruff"),
         {settings.value(keys::ruffEnabled()), settings.value(keys::ruffProgram()), {}}},
        {QStringLiteral("python"),
         {settings.value(keys::pythonServerEnabled()), settings.value(keys::pythonServerProgram()), {}}}};
    for (const QString &id : settings.value(keys::serversOff()))
        inputs.choices[id].enabled = false;
    inputs.userServers = readServers(m_places.userFile, ServerOrigin::User);
    if (!folder.isEmpty())
        inputs.projectServers = readServers(folder + projectFile, ServerOrigin::Project);
    inputs.projectCommand = [this, folder](const QStringList &words) {
        return m_trust.answerFor(folder, words);
    };
    inputs.workspace = folder;
    inputs.isTrusted = m_isTrusted();
    inputs.programFolders = pythonFolders();
    for (const QString &bin : std::as_const(inputs.programFolders)) {
        const QString python = bin + QLatin1String("/python");
        if (inputs.pythonInterpreter.isEmpty() && QFileInfo(python).isExecutable())
            inputs.pythonInterpreter = python;
    }
    inputs.clangd = m_clangd;
    return inputs;
}

void ServerSetup::plan()
{
    const std::vector<ServerPlan> plans = servers::planServers(inputs());
    m_servers.setPlans(plans);
    askAboutCommands(plans);
}

void ServerSetup::askAboutCommands(const std::vector<ServerPlan> &plans)
{
    for (const QString &key : std::exchange(m_asked, {}))
        m_context.notices.withdraw(key, 0);
    for (const ServerPlan &plan : plans) {
        if (plan.absence != Absence::Unasked)
            continue;
        const QStringList words = plan.description.programs + plan.description.arguments;
        Notice notice;
        notice.kind = Notice::Kind::Warning;
        notice.key = commandNotice + plan.description.id;
        notice.text =
            tr("This folder wants to start a program as the language server %1. It would run as you, "
               "outside the sandbox, without a network: %2")
                .arg(plan.description.name, words.join(QLatin1Char(' ')));
        notice.actions = {{tr("Start It Here"), [this, words] { answer(words, true); }},
                          {tr("Never"), [this, words] { answer(words, false); }}};
        m_context.notices.present(notice, 0);
        m_asked.append(notice.key);
    }
}

void ServerSetup::answer(const QStringList &words, bool allowed)
{
    if (const Result<void> written = m_trust.answer(m_context.workspace.folder(), words, allowed); !written)
        m_context.notices.present(noticeFor(written.error(), tr("The answer was not kept.")), 0);
    refresh();
}

void ServerSetup::setEnabled(const QString &server, bool enabled)
{
    Settings &settings = m_context.settings;
    if (server == QLatin1String("clangd")) {
        write(settings, keys::clangdEnabled(), enabled);
    } else if (server == QLatin1String("ruff")) {
        write(settings, keys::ruffEnabled(), enabled);
    } else if (server == QLatin1String("python")) {
        write(settings, keys::pythonServerEnabled(), enabled);
    } else {
        QStringList off = settings.value(keys::serversOff());
        off.removeAll(server);
        if (!enabled)
            off.append(server);
        if (const Result<void> written = settings.setValue(keys::serversOff(), off); !written)
            qCWarning(logUi) << written.error().toString();
    }
}

// One that died too often; what it does meanwhile is in the status bar.
void ServerSetup::tellTrouble()
{
    for (const auto &server : m_servers.all()) {
        const QString key = troubleNotice + server->id();
        if (server->state() != servers::ServerState::GivenUp) {
            m_context.notices.withdraw(key, 0);
            continue;
        }
        const ServerText text = serverText(*server);
        Notice notice;
        notice.kind = Notice::Kind::Warning;
        notice.key = key;
        notice.text = text.state;
        notice.detail = text.remedy;
        notice.actions = {{tr("Try Again"),
                           [this, id = server->id()] {
                               if (LanguageServer *again = m_servers.find(id))
                                   again->restart();
                           }},
                          {tr("Switch Off"), [this, id = server->id()] { setEnabled(id, false); }}};
        m_context.notices.present(notice, 0);
    }
}

} // namespace gatewright
