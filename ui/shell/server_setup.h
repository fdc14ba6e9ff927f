// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/servers/clangd_profile.h"
#include "core/servers/command_trust.h"
#include "core/servers/server_plan.h"
#include "ui/shell/window_context.h"

#include <QObject>

#include <functional>
#include <stop_token>

namespace gatewright {

namespace servers {
class LanguageServers;
} // namespace servers

// Where what language servers need lies.
struct ServerPlaces
{
    QString userFile;          // the user's own servers: servers.json
    QString trustFile;         // answers about commands of projects
    QString clangdFolder;      // what is written for clangd
    QStringList headerFolders; // of HLS
    QString managedPython;     // holds the environments that the product installed
    QString shippedPython;     // the prefix of the one that came along
};

// Which servers there are for the open folder: from the settings, the user's file and the project's, with the
// user's answers about what the project wants to start. Prepares what clangd must know of the folder.
class ServerSetup : public QObject
{
    Q_OBJECT

public:
    // `servers` outlives it. `isTrusted` is about the open folder.
    ServerSetup(const WindowContext &context, servers::LanguageServers &servers, ServerPlaces places,
                std::function<bool()> isTrusted, QObject *parent = nullptr);
    ~ServerSetup() override;

    // Plans anew, soon: the folder, a setting, an answer or what is installed changed.
    void refresh();
    // By the user's word; kept in the settings.
    void setEnabled(const QString &server, bool enabled);
    // Before it nothing is planned, and no server started.
    void start();

private:
    void prepareClangd();
    void plan();
    [[nodiscard]] servers::PlanInputs inputs();
    [[nodiscard]] std::vector<servers::ServerDescription> readServers(const QString &path,
                                                                      servers::ServerOrigin origin);
    [[nodiscard]] QStringList pythonFolders() const;
    void askAboutCommands(const std::vector<servers::ServerPlan> &plans);
    void answer(const QStringList &words, bool allowed);
    void tellTrouble();

    WindowContext m_context;
    servers::LanguageServers &m_servers;
    const ServerPlaces m_places;
    std::function<bool()> m_isTrusted;
    servers::CommandTrust m_trust;
    servers::ClangdProfile m_clangd;
    QString m_preparedFor; // the folder whose sources clangd knows
    QStringList m_asked;   // keys of the notices that stand
    std::stop_source m_preparing{std::nostopstate};
    bool m_started = false;
    bool m_planned = false; // a plan waits in the event loop
};

} // namespace gatewright
