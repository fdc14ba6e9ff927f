// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/process/command.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace gatewright::tasks {

// Whose messages the output of a task holds.
enum class Matcher { None, Compiler, Python, Vitis };

// A command with a name. Placeholders in arguments and folder stand for what is current when it runs:
// ${workspace}, ${file}, ${fileFolder}, ${fileName}. They are replaced inside one argument, which stays one.
struct Task
{
    enum class Origin {
        Written, // in .gatewright/tasks.json
        Found,   // by what lies in the folder: a Makefile, CMake presets
    };

    QString name; // unique in its project
    QString program;
    QStringList arguments;
    QString folder = QStringLiteral("${workspace}");
    Matcher matcher = Matcher::Compiler;
    Origin origin = Origin::Written;

    friend bool operator==(const Task &, const Task &) = default;
};

struct TaskPlace
{
    QString workspace;
    QString file; // of the current document; empty: it has none
};

// InvalidInput: a placeholder is unknown, or needs a file and there is none, or the folder lies outside of
// the workspace.
[[nodiscard]] Result<Command> commandOf(const Task &task, const TaskPlace &place);

[[nodiscard]] QString matcherName(Matcher matcher);
[[nodiscard]] std::optional<Matcher> matcherFromName(const QString &name);

} // namespace gatewright::tasks
