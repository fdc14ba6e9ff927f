// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/text/language.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <vector>

namespace gatewright::servers {

// Who names the command: the product, the user, or the files of a project, which nobody trusts unasked.
enum class ServerOrigin { BuiltIn, User, Project };

// A language server that could be started.
struct ServerDescription
{
    QString id;           // "clangd"; settings and messages name it
    QString name;         // for people
    QStringList programs; // names or absolute paths; the first that exists is taken
    QStringList arguments;
    std::vector<Language> languages;
    QJsonObject initializationOptions;
    // What workspace/configuration asks for, by section: {"python": {"analysis": {...}}}.
    QJsonObject settings;
    ServerOrigin origin = ServerOrigin::BuiltIn;
    // It runs programs that the folder names (a Python interpreter): only in a folder that is trusted.
    bool needsTrust = false;
    // One English sentence: how it can be had.
    QString howToGet;

    [[nodiscard]] bool serves(Language language) const;
    friend bool operator==(const ServerDescription &, const ServerDescription &) = default;
};

// clangd for HLS C++; ruff and a Python server for Qiskit.
[[nodiscard]] std::vector<ServerDescription> builtInServers();

// Reads a file of servers, the user's (servers.json beside the settings) or a project's
// (.gatewright/servers.json):
//
//   {"version": 1, "servers": [{"id": "my-server", "name": "My Server", "command": ["my-server", "--stdio"],
//     "languages": ["cpp", "python"], "initializationOptions": {}, "settings": {}}]}
//
// One with the id of a built-in server takes its place. Corrupt or InvalidInput, with the place, when a part
// of it is not so; LimitExceeded for more than 64 KiB or 16 servers.
[[nodiscard]] Result<std::vector<ServerDescription>> parseServerFile(const QByteArray &contents,
                                                                     ServerOrigin origin);
// The same, of a file: nothing when there is none.
[[nodiscard]] Result<std::vector<ServerDescription>> readServerFile(const QString &path, ServerOrigin origin);

} // namespace gatewright::servers
