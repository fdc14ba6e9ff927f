// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/process/command.h"
#include "core/servers/clangd_profile.h"
#include "core/servers/server_description.h"

#include <QHash>
#include <QString>
#include <QStringList>

#include <functional>
#include <optional>
#include <vector>

namespace gatewright::servers {

// Why a server is not to run.
enum class Absence {
    None,
    Off,       // by the user's settings
    Missing,   // its program is not installed
    Untrusted, // the folder is not trusted, see ServerDescription::needsTrust
    Unasked,   // a project names its command and the user has not answered yet
    Refused,   // the user said no to the project's command
};

// A server as it is to be now, for this folder.
struct ServerPlan
{
    ServerDescription description;
    Absence absence = Absence::None;
    Command command;            // whole, when nothing keeps it from running
    QJsonObject initialization; // initializationOptions
    QString workspace;          // its root; empty: none

    // The same process would come of both.
    [[nodiscard]] bool startsLike(const ServerPlan &other) const;
};

// What the user's settings say about one of the built-in servers.
struct ServerChoice
{
    bool enabled = true;
    QString program;       // empty: the first of the description's
    QStringList arguments; // added to the description's
};

struct PlanInputs
{
    QHash<QString, ServerChoice> choices; // by id
    std::vector<ServerDescription> userServers;
    std::vector<ServerDescription> projectServers;
    // The user's answer about a command of the project; nothing: not asked yet.
    std::function<std::optional<bool>(const QStringList &words)> projectCommand;
    QString workspace; // empty: none
    bool isTrusted = false;
    // Searched before PATH: the folders of the programs of Python environments.
    QStringList programFolders;
    // Told to the Python server, which would otherwise ask the folder for one. May be empty.
    QString pythonInterpreter;
    std::optional<ClangdProfile> clangd;
};

// Every server with what is to become of it. Looks for programs, so it reads folders; nothing is started.
[[nodiscard]] std::vector<ServerPlan> planServers(const PlanInputs &inputs);

// The first of these programs that exists: absolute paths as they are, names in `folders` and then in PATH.
// What lies inside `workspace` is passed over: a folder must not bring the programs that work on it. Empty
// when there is none.
[[nodiscard]] QString findProgram(const QStringList &programs, const QStringList &folders,
                                  const QString &workspace);

} // namespace gatewright::servers
