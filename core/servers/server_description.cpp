// SPDX-License-Identifier: Apache-2.0
#include "core/servers/server_description.h"

#include "core/lsp/json_field.h"

#include <QFile>
#include <QJsonDocument>
#include <QSet>

#include <algorithm>

namespace gatewright::servers {

namespace {

using lsp::Field;

constexpr qsizetype mostBytes = qsizetype{64} * 1024;
constexpr std::size_t mostServers = 16;
constexpr int fileVersion = 1;

ServerDescription clangd()
{
    ServerDescription server;
    server.id = QStringLiteral("clangd");
    server.name = QStringLiteral("clangd");
    server.programs =
        QStringList{QStringLiteral("clangd-19"), QStringLiteral("clangd-21"), QStringLiteral("clangd-20"),
                    QStringLiteral("clangd-18"), QStringLiteral("clangd")};
    server.arguments = QStringList{QStringLiteral("--background-index"),
                                   QStringLiteral("--background-index-priority=background"),
                                   QStringLiteral("-j=2"),
                                   QStringLiteral("--limit-results=200"),
                                   QStringLiteral("--limit-references=1000"),
                                   QStringLiteral("--header-insertion=never"),
                                   QStringLiteral("--completion-style=detailed"),
                                   QStringLiteral("--clang-tidy=0"),
                                   QStringLiteral("--log=error")};
    server.languages = {Language::HlsCpp};
    server.howToGet = QStringLiteral("Install the package clangd-19: sudo apt install clangd-19");
    return server;
}

ServerDescription ruff()
{
    ServerDescription server;
    server.id = QStringLiteral("ruff");
    server.name = QStringLiteral("ruff");
    server.programs = QStringList{QStringLiteral("ruff")};
    server.arguments = QStringList{QStringLiteral("server")};
    server.languages = {Language::Qiskit};
    server.howToGet = QStringLiteral("Tools > Set Up Qiskit installs it; or: pip install ruff");
    return server;
}

// Measured on a Qiskit file: of the servers only pyright and basedpyright find a method that a circuit does
// not have; in basedpyright's default mode 19 of 21 findings are noise, hence "standard".
ServerDescription python()
{
    ServerDescription server;
    server.id = QStringLiteral("python");
    server.name = QStringLiteral("Python");
    server.programs =
        QStringList{QStringLiteral("basedpyright-langserver"), QStringLiteral("pyright-langserver"),
                    QStringLiteral("jedi-language-server"), QStringLiteral("pylsp")};
    server.languages = {Language::Qiskit};
    server.needsTrust = true;
    const QJsonObject analysis{{QStringLiteral("typeCheckingMode"), QStringLiteral("standard")},
                               {QStringLiteral("diagnosticMode"), QStringLiteral("openFilesOnly")},
                               {QStringLiteral("autoSearchPaths"), true},
                               {QStringLiteral("useLibraryCodeForTypes"), true}};
    server.settings = {{QStringLiteral("basedpyright"), QJsonObject{{QStringLiteral("analysis"), analysis}}},
                       {QStringLiteral("python"), QJsonObject{{QStringLiteral("analysis"), analysis}}}};
    server.howToGet =
        QStringLiteral("Tools > Set Up Qiskit brings one; or install one into an environment of "
                       "its own and name the program in the settings: pip install basedpyright");
    return server;
}

Result<QString> text(const Field &field)
{
    GW_TRY(value, field.text());
    if (value.isEmpty() || value.contains(QChar(0)))
        return field.refuse(QStringLiteral("must not be empty"));
    return value;
}

Result<Language> language(const Field &field)
{
    GW_TRY(id, field.text());
    const Language known = languageFromId(id);
    if (known == Language::PlainText)
        return field.refuse(QStringLiteral("must be \"cpp\" or \"python\""));
    return known;
}

Result<ServerDescription> description(const Field &field, ServerOrigin origin)
{
    const auto objectOrNothing = [](const Field &value) -> Result<QJsonObject> {
        return value.isNothing() ? Result<QJsonObject>(QJsonObject()) : value.object();
    };
    ServerDescription server;
    GW_TRY(id, text(field["id"]));
    GW_TRY(name, field["name"].isNothing() ? Result<QString>(id) : text(field["name"]));
    GW_TRY(command, lsp::listOf(field["command"], text));
    GW_TRY(languages, lsp::listOf(field["languages"], language));
    GW_TRY(options, objectOrNothing(field["initializationOptions"]));
    GW_TRY(settings, objectOrNothing(field["settings"]));
    if (command.empty())
        return field["command"].refuse(QStringLiteral("must name a program"));
    if (languages.empty())
        return field["languages"].refuse(QStringLiteral("must not be empty"));
    server.id = id;
    server.name = name;
    server.programs = QStringList{command.front()};
    server.arguments = QStringList(command.begin() + 1, command.end());
    server.languages = languages;
    server.initializationOptions = options;
    server.settings = settings;
    server.origin = origin;
    server.howToGet = QStringLiteral("Its program is named in a file of servers: %1").arg(command.front());
    return server;
}

} // namespace

bool ServerDescription::serves(Language language) const
{
    return std::ranges::find(languages, language) != languages.end();
}

std::vector<ServerDescription> builtInServers()
{
    return {clangd(), python(), ruff()};
}

Result<std::vector<ServerDescription>> parseServerFile(const QByteArray &contents, ServerOrigin origin)
{
    if (contents.size() > mostBytes)
        return makeError(ErrorCode::LimitExceeded, QStringLiteral("A file of servers holds at most 64 KiB."));
    QJsonParseError fault;
    const QJsonDocument document = QJsonDocument::fromJson(contents, &fault);
    if (!document.isObject())
        return makeError(ErrorCode::Corrupt, QStringLiteral("This is no file of servers."),
                         fault.errorString());
    const Field root(document.object(), QStringLiteral("file"));
    GW_CHECK(root["version"].integer(fileVersion, fileVersion));
    GW_TRY(elements, root["servers"].elements());
    if (elements.size() > mostServers)
        return makeError(ErrorCode::LimitExceeded, QStringLiteral("A file names at most 16 servers."));
    std::vector<ServerDescription> servers;
    QSet<QString> ids;
    for (const Field &element : elements) {
        GW_TRY(server, description(element, origin));
        if (ids.contains(server.id))
            return element["id"].refuse(QStringLiteral("stands there twice"));
        ids.insert(server.id);
        servers.push_back(std::move(server));
    }
    return servers;
}

Result<std::vector<ServerDescription>> readServerFile(const QString &path, ServerOrigin origin)
{
    QFile file(path);
    if (!file.exists())
        return std::vector<ServerDescription>();
    if (!file.open(QIODevice::ReadOnly))
        return makeError(ErrorCode::Io, QStringLiteral("The file of servers cannot be read."),
                         file.errorString(), path);
    auto servers = parseServerFile(file.read(mostBytes + 1), origin);
    if (!servers)
        servers.error().place = path + QStringLiteral(": ") + servers.error().place;
    return servers;
}

} // namespace gatewright::servers
