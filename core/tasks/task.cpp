// SPDX-License-Identifier: Apache-2.0
#include "core/tasks/task.h"

#include "core/base/path_inside.h"

#include <QDir>
#include <QFileInfo>

namespace gatewright::tasks {

namespace {

Result<QString> filled(const QString &text, const TaskPlace &place)
{
    QString made;
    qsizetype at = 0;
    while (true) {
        const qsizetype begin = text.indexOf(QLatin1String("${"), at);
        if (begin < 0)
            return made + text.mid(at);
        const qsizetype end = text.indexOf(QLatin1Char('}'), begin);
        const QString name = end < 0 ? text.mid(begin) : text.mid(begin + 2, end - begin - 2);
        made += text.mid(at, begin - at);
        if (name == QLatin1String("workspace")) {
            made += place.workspace;
        } else if (name == QLatin1String("file") || name == QLatin1String("fileFolder") ||
                   name == QLatin1String("fileName")) {
            if (place.file.isEmpty())
                return makeError(ErrorCode::InvalidInput,
                                 QStringLiteral("The task is about the current file; open one and save it."),
                                 {}, text);
            const QFileInfo file(place.file);
            made += name == QLatin1String("file")       ? place.file
                    : name == QLatin1String("fileName") ? file.fileName()
                                                        : file.path();
        } else {
            return makeError(ErrorCode::InvalidInput,
                             QStringLiteral("The task uses a placeholder that does not exist; there are "
                                            "${workspace}, ${file}, ${fileFolder} and ${fileName}."),
                             {}, text);
        }
        at = end + 1;
    }
}

} // namespace

Result<Command> commandOf(const Task &task, const TaskPlace &place)
{
    Command command;
    GW_TRY(program, filled(task.program, place));
    command.program = program;
    for (const QString &argument : task.arguments) {
        GW_TRY(made, filled(argument, place));
        command.arguments << made;
    }
    GW_TRY(folder, filled(task.folder, place));
    const QDir workspace(place.workspace);
    command.workingFolder = QDir::cleanPath(workspace.absoluteFilePath(folder));
    const QString real = QFileInfo(command.workingFolder).canonicalFilePath();
    if (!isInside(real, QFileInfo(place.workspace).canonicalFilePath()))
        return makeError(ErrorCode::InvalidInput,
                         QStringLiteral("The folder of the task does not exist in the project; correct it in "
                                        ".gatewright/tasks.json."),
                         {}, command.workingFolder);
    // As a shell would find it: a name with a slash counts from the folder, others are looked up in PATH.
    if (command.program.contains(QLatin1Char('/')) && !QDir::isAbsolutePath(command.program))
        command.program = QDir(command.workingFolder).filePath(command.program);
    return command;
}

QString matcherName(Matcher matcher)
{
    switch (matcher) {
    case Matcher::Compiler:
        return QStringLiteral("compiler");
    case Matcher::Python:
        return QStringLiteral("python");
    case Matcher::Vitis:
        return QStringLiteral("vitis");
    case Matcher::None:
        break;
    }
    return QStringLiteral("none");
}

std::optional<Matcher> matcherFromName(const QString &name)
{
    for (const Matcher matcher : {Matcher::None, Matcher::Compiler, Matcher::Python, Matcher::Vitis}) {
        if (matcherName(matcher) == name)
            return matcher;
    }
    return std::nullopt;
}

} // namespace gatewright::tasks
