// SPDX-License-Identifier: Apache-2.0
#include "core/servers/server_plan.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QStandardPaths>

#include <algorithm>

namespace gatewright::servers {

namespace {

const QString clangdId = QStringLiteral("clangd");
const QString pythonId = QStringLiteral("python");
const QString ruffId = QStringLiteral("ruff");

bool isBelow(const QString &path, const QString &folder)
{
    if (folder.isEmpty())
        return false;
    const QString real = QFileInfo(path).canonicalFilePath();
    const QString root = QFileInfo(folder).canonicalFilePath();
    return (!root.isEmpty() && (real == root || real.startsWith(root + QLatin1Char('/')))) ||
           QDir::cleanPath(path).startsWith(QDir::cleanPath(folder) + QLatin1Char('/'));
}

// Built-in servers, then the user's, then the project's; a later one takes the place of one with its id.
std::vector<ServerDescription> allServers(const PlanInputs &inputs)
{
    std::vector<ServerDescription> all = builtInServers();
    for (const auto *list : {&inputs.userServers, &inputs.projectServers}) {
        for (const ServerDescription &server : *list) {
            const auto same = std::ranges::find(all, server.id, &ServerDescription::id);
            if (same == all.end())
                all.push_back(server);
            else
                *same = server;
        }
    }
    return all;
}

void addClangd(const PlanInputs &inputs, ServerPlan &plan)
{
    // A folder's own commands and .clangd can change how its files are compiled but run nothing: clangd drops
    // plugins, and is not told to ask compilers (--query-driver).
    const QString own = inputs.isTrusted ? projectDatabaseFolder(inputs.workspace) : QString();
    if (!inputs.clangd)
        return;
    const QString database = own.isEmpty() ? inputs.clangd->databaseFolder(inputs.workspace) : own;
    if (!inputs.workspace.isEmpty())
        plan.command.arguments.append(QStringLiteral("--compile-commands-dir=") + database);
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("XDG_CONFIG_HOME"), inputs.clangd->configHome());
    plan.command.environment = environment;
    plan.initialization.insert(QStringLiteral("fallbackFlags"),
                               QJsonArray::fromStringList(inputs.clangd->flags()));
}

// The settings of a server for Python with the interpreter put in, for pyright and its kin, for jedi and for
// pylsp.
void addPython(const PlanInputs &inputs, ServerPlan &plan)
{
    const QString name = QFileInfo(plan.command.program).fileName();
    if (name.contains(QLatin1String("pyright")))
        plan.command.arguments.prepend(QStringLiteral("--stdio"));
    plan.description.name = name.section(QLatin1String("-lang"), 0, 0);
    if (inputs.pythonInterpreter.isEmpty())
        return;
    QJsonObject &settings = plan.description.settings;
    QJsonObject python = settings.value(QLatin1String("python")).toObject();
    python.insert(QStringLiteral("pythonPath"), inputs.pythonInterpreter);
    settings.insert(QStringLiteral("python"), python);
    const QJsonObject environment{{QStringLiteral("environmentPath"), inputs.pythonInterpreter}};
    plan.initialization.insert(QStringLiteral("workspace"), environment);
    settings.insert(
        QStringLiteral("pylsp"),
        QJsonObject{{QStringLiteral("plugins"),
                     QJsonObject{{QStringLiteral("jedi"),
                                  QJsonObject{{QStringLiteral("environment"), inputs.pythonInterpreter}}}}}});
}

void addRuff(const PlanInputs &inputs, ServerPlan &plan)
{
    if (!inputs.isTrusted)
        plan.initialization.insert(
            QStringLiteral("settings"),
            QJsonObject{{QStringLiteral("configurationPreference"), QStringLiteral("editorOnly")}});
}

Absence absenceOf(const ServerDescription &server, const ServerChoice &choice, const PlanInputs &inputs)
{
    if (!choice.enabled)
        return Absence::Off;
    if (server.origin == ServerOrigin::Project) {
        const auto answer =
            inputs.projectCommand ? inputs.projectCommand(server.programs + server.arguments) : std::nullopt;
        if (!answer)
            return Absence::Unasked;
        if (!*answer)
            return Absence::Refused;
    }
    if (server.needsTrust && !inputs.workspace.isEmpty() && !inputs.isTrusted)
        return Absence::Untrusted;
    return Absence::None;
}

ServerPlan planOf(const ServerDescription &server, const PlanInputs &inputs)
{
    const ServerChoice choice = inputs.choices.value(server.id);
    ServerPlan plan;
    plan.description = server;
    plan.workspace = inputs.workspace;
    plan.initialization = server.initializationOptions;
    plan.absence = absenceOf(server, choice, inputs);
    const QStringList programs = choice.program.isEmpty() ? server.programs : QStringList{choice.program};
    // What the user named, or allowed, may lie in the folder.
    const bool mayBeOfWorkspace = !choice.program.isEmpty() || server.origin != ServerOrigin::BuiltIn;
    plan.command.program =
        findProgram(programs, inputs.programFolders, mayBeOfWorkspace ? QString() : inputs.workspace);
    if (plan.absence != Absence::None)
        return plan;
    if (plan.command.program.isEmpty()) {
        plan.absence = Absence::Missing;
        return plan;
    }
    plan.command.arguments = server.arguments + choice.arguments;
    plan.command.workingFolder = inputs.workspace;
    if (server.origin == ServerOrigin::BuiltIn && server.id == clangdId)
        addClangd(inputs, plan);
    else if (server.origin == ServerOrigin::BuiltIn && server.id == pythonId)
        addPython(inputs, plan);
    else if (server.origin == ServerOrigin::BuiltIn && server.id == ruffId)
        addRuff(inputs, plan);
    return plan;
}

} // namespace

bool ServerPlan::startsLike(const ServerPlan &other) const
{
    return description == other.description && absence == other.absence &&
           command.program == other.command.program && command.arguments == other.command.arguments &&
           command.workingFolder == other.command.workingFolder &&
           command.environment == other.command.environment && initialization == other.initialization &&
           workspace == other.workspace;
}

QString findProgram(const QStringList &programs, const QStringList &folders, const QString &workspace)
{
    const auto isGood = [&workspace](const QString &path) {
        const QFileInfo file(path);
        return file.isFile() && file.isExecutable() && !isBelow(path, workspace);
    };
    QStringList path;
    const QString environment = qEnvironmentVariable("PATH");
    for (const QString &folder : environment.split(QLatin1Char(':'), Qt::SkipEmptyParts)) {
        if (QDir::isAbsolutePath(folder)) // "." would be the workspace
            path.append(folder);
    }
    for (const QString &program : programs) {
        if (QDir::isAbsolutePath(program)) {
            if (isGood(program))
                return program;
            continue;
        }
        if (program.contains(QLatin1Char('/')))
            continue;
        for (const QString &folder : folders + path) {
            const QString candidate = folder + QLatin1Char('/') + program;
            if (isGood(candidate))
                return candidate;
        }
    }
    return {};
}

std::vector<ServerPlan> planServers(const PlanInputs &inputs)
{
    std::vector<ServerPlan> plans;
    for (const ServerDescription &server : allServers(inputs))
        plans.push_back(planOf(server, inputs));
    return plans;
}

} // namespace gatewright::servers
