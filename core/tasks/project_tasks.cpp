// SPDX-License-Identifier: Apache-2.0
#include "core/tasks/project_tasks.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>

namespace gatewright::tasks {

namespace {

constexpr int formatVersion = 1;
constexpr qint64 largestFile = 1 << 20;
constexpr qsizetype mostTasks = 200;
constexpr qsizetype mostArguments = 1000;
constexpr int mostTargets = 30; // of a Makefile

tl::unexpected<Error> broken(const QString &what, const QString &path)
{
    return makeError(ErrorCode::InvalidInput, what, {}, path);
}

QByteArray contentsOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) && file.size() <= largestFile ? file.readAll() : QByteArray();
}

Result<Task> readTask(const QJsonValue &value, const QString &place)
{
    const QJsonObject json = value.toObject();
    Task task;
    task.name = json.value(QLatin1String("name")).toString().trimmed();
    task.program = json.value(QLatin1String("program")).toString();
    if (task.name.isEmpty() || task.program.isEmpty())
        return broken(QStringLiteral("A task needs a name and a program."), place);
    const QJsonValue arguments = json.value(QLatin1String("arguments"));
    if (!arguments.isUndefined() && !arguments.isArray())
        return broken(QStringLiteral("The arguments of a task are a list: [\"-j2\", \"all\"]."), place);
    for (const QJsonValue &argument : arguments.toArray()) {
        if (!argument.isString() || task.arguments.size() >= mostArguments)
            return broken(QStringLiteral("Each argument of a task is a text, and there are at most %1.")
                              .arg(mostArguments),
                          place);
        task.arguments << argument.toString();
    }
    task.folder = json.value(QLatin1String("folder")).toString(task.folder);
    const std::optional<Matcher> matcher =
        matcherFromName(json.value(QLatin1String("problems")).toString(QStringLiteral("compiler")));
    if (!matcher)
        return broken(QStringLiteral("The problems of a task are one of compiler, python, vitis, none."),
                      place);
    task.matcher = *matcher;
    return task;
}

Result<std::vector<Task>> writtenTasks(const QString &workspace)
{
    const QString path = tasksFile(workspace);
    std::vector<Task> tasks;
    QFile file(path);
    if (!file.exists())
        return tasks;
    if (!file.open(QIODevice::ReadOnly) || file.size() > largestFile)
        return makeError(ErrorCode::Io, QStringLiteral("The tasks of the project cannot be read."),
                         file.errorString(), path);
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &problem);
    if (!document.isObject())
        return makeError(ErrorCode::Corrupt, QStringLiteral("The tasks of the project are no JSON object."),
                         problem.errorString(), QStringLiteral("%1: byte %2").arg(path).arg(problem.offset));
    const QJsonObject json = document.object();
    if (json.value(QLatin1String("version")).toInt() != formatVersion)
        return makeError(ErrorCode::Unsupported,
                         QStringLiteral("The file of tasks has to say \"version\": 1."), {}, path);
    const QJsonArray entries = json.value(QLatin1String("tasks")).toArray();
    if (entries.size() > mostTasks)
        return makeError(ErrorCode::LimitExceeded,
                         QStringLiteral("A project may have %1 tasks at most.").arg(mostTasks), {}, path);
    for (qsizetype index = 0; index < entries.size(); ++index) {
        GW_TRY(task, readTask(entries.at(index), QStringLiteral("%1: task %2").arg(path).arg(index + 1)));
        const auto same = [&task](const Task &other) { return other.name == task.name; };
        if (std::any_of(tasks.begin(), tasks.end(), same))
            return broken(QStringLiteral("Two tasks are called “%1”.").arg(task.name), path);
        tasks.push_back(std::move(task));
    }
    return tasks;
}

Task found(const QString &name, const QString &program, const QStringList &arguments,
           Matcher matcher = Matcher::Compiler)
{
    Task task;
    task.name = name;
    task.program = program;
    task.arguments = arguments;
    task.matcher = matcher;
    task.origin = Task::Origin::Found;
    return task;
}

void addMake(const QDir &folder, std::vector<Task> &tasks)
{
    const QStringList names = folder.entryList(
        {QStringLiteral("Makefile"), QStringLiteral("makefile"), QStringLiteral("GNUmakefile")}, QDir::Files);
    if (names.isEmpty())
        return;
    tasks.push_back(found(QStringLiteral("make"), QStringLiteral("make"), {}));
    // Rules that people ask for by name: no patterns, no files with a dot, no variables.
    static const QRegularExpression rule(QStringLiteral("^([A-Za-z][A-Za-z0-9_-]*)[ \\t]*:(?![=:])"),
                                         QRegularExpression::MultilineOption);
    const QString text = QString::fromUtf8(contentsOf(folder.filePath(names.first())));
    QStringList targets;
    for (auto match = rule.globalMatch(text); match.hasNext() && targets.size() < mostTargets;)
        targets << match.next().captured(1);
    targets.removeDuplicates();
    for (const QString &target : std::as_const(targets))
        tasks.push_back(found(QStringLiteral("make ") + target, QStringLiteral("make"), {target}));
}

void addCmake(const QDir &folder, std::vector<Task> &tasks)
{
    const QString cmake = QStringLiteral("cmake");
    const QJsonObject presets =
        QJsonDocument::fromJson(contentsOf(folder.filePath(QStringLiteral("CMakePresets.json")))).object();
    const auto add = [&](const char *list, const QString &program, const QString &title,
                         const QStringList &arguments) {
        for (const QJsonValue &preset : presets.value(QLatin1String(list)).toArray()) {
            const QString name = preset[QLatin1String("name")].toString();
            if (!name.isEmpty() && !preset[QLatin1String("hidden")].toBool())
                tasks.push_back(found(title.arg(name), program, arguments + QStringList{name}));
        }
    };
    add("configurePresets", cmake, QStringLiteral("Configure %1"), {QStringLiteral("--preset")});
    add("buildPresets", cmake, QStringLiteral("Build %1"),
        {QStringLiteral("--build"), QStringLiteral("--preset")});
    add("testPresets", QStringLiteral("ctest"), QStringLiteral("Test %1"),
        {QStringLiteral("--output-on-failure"), QStringLiteral("--preset")});
    if (presets.isEmpty() && folder.exists(QStringLiteral("CMakeLists.txt"))) {
        tasks.push_back(found(
            QStringLiteral("Configure"), cmake,
            {QStringLiteral("-S"), QStringLiteral("."), QStringLiteral("-B"), QStringLiteral("build")}));
        tasks.push_back(
            found(QStringLiteral("Build"), cmake, {QStringLiteral("--build"), QStringLiteral("build")}));
    }
}

// The vendor's flow; the program says itself when it is not installed.
void addVitis(const QDir &folder, std::vector<Task> &tasks)
{
    const QString config = QStringLiteral("hls_config.cfg");
    if (!folder.exists(config))
        return;
    const QStringList common{QStringLiteral("--config"), config, QStringLiteral("--work_dir"),
                             QStringLiteral("hls")};
    tasks.push_back(
        found(QStringLiteral("Vitis: C simulation"), QStringLiteral("vitis-run"),
              QStringList{QStringLiteral("--mode"), QStringLiteral("hls"), QStringLiteral("--csim")} + common,
              Matcher::Vitis));
    tasks.push_back(
        found(QStringLiteral("Vitis: C synthesis"), QStringLiteral("v++"),
              QStringList{QStringLiteral("-c"), QStringLiteral("--mode"), QStringLiteral("hls")} + common,
              Matcher::Vitis));
    tasks.push_back(found(
        QStringLiteral("Vitis: co-simulation"), QStringLiteral("vitis-run"),
        QStringList{QStringLiteral("--mode"), QStringLiteral("hls"), QStringLiteral("--cosim")} + common,
        Matcher::Vitis));
}

} // namespace

QString tasksFile(const QString &workspace)
{
    return workspace + QLatin1String("/.gatewright/tasks.json");
}

std::vector<Task> foundTasks(const QString &workspace)
{
    std::vector<Task> tasks;
    const QDir folder(workspace);
    addMake(folder, tasks);
    addCmake(folder, tasks);
    addVitis(folder, tasks);
    return tasks;
}

Result<std::vector<Task>> projectTasks(const QString &workspace)
{
    GW_TRY(tasks, writtenTasks(workspace));
    for (Task &task : foundTasks(workspace)) {
        const auto same = [&task](const Task &other) { return other.name == task.name; };
        if (std::none_of(tasks.begin(), tasks.end(), same))
            tasks.push_back(std::move(task));
    }
    return tasks;
}

} // namespace gatewright::tasks
