// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/check/check.h"
#include "core/process/command.h"

#include <QMap>
#include <QString>
#include <QStringList>

#include <vector>

namespace gatewright {

// Where Python environments are looked for, in this order; an empty place is passed over.
struct EnvironmentPlaces
{
    QString chosenInterpreter; // the user's setting; when it is set, nothing else is used
    QString userDataFolder;    // python/<set> below it is what the product installed on the user's word
    QString dataFolder;        // python below it comes with the program, in the build tree alone
};

enum class EnvironmentOrigin { Chosen, Managed, Shipped };

// A Python with Qiskit, as found by looking at files; nothing of it has run.
struct PythonEnvironment
{
    EnvironmentOrigin origin = EnvironmentOrigin::Managed;
    QString prefix;                  // links resolved
    QString interpreter;             // below the prefix
    QStringList folders;             // what a sandbox must show beside /usr: the prefix and what it stands on
    QMap<QString, QString> packages; // installed distributions with their versions: "qiskit_aer", "0.18.2"

    friend bool operator==(const PythonEnvironment &, const PythonEnvironment &) = default;
};

// Missing, with the remedy, when there is none or the chosen one will not do.
[[nodiscard]] Result<PythonEnvironment> findPythonEnvironment(const EnvironmentPlaces &places);

// The environment around one interpreter. Missing when there is no interpreter or no Qiskit beside it,
// InvalidInput when a sandbox would have to show too much for it (the home folder, /tmp;
// Sandbox::checkReadOnlyFolder).
[[nodiscard]] Result<PythonEnvironment> pythonEnvironment(const QString &interpreter,
                                                          EnvironmentOrigin origin);

// A linter: of the environments above, then the system's. Missing, with the remedy, when there is none.
struct LinterProgram
{
    QString program;
    QStringList folders; // what a sandbox must show beside /usr
};
[[nodiscard]] Result<LinterProgram> findRuff(const EnvironmentPlaces &places, const QString &workspaceFolder);

// An interpreter inside a workspace is that workspace's code, whatever it calls itself; `folders` are those
// of the interpreter. No workspace: false.
[[nodiscard]] bool isWorkspaceCode(const QStringList &folders, const QString &workspaceFolder);
// InvalidInput when a chosen environment lies in the workspace and the user has not said that the latter is
// trusted.
[[nodiscard]] Result<void> checkTrust(const PythonEnvironment &environment, const QString &workspaceFolder,
                                      Trust trust);

// How the managed environment is made: run the commands in order, then call finish; one that was not finished
// is never used, and made anew. The commands use the network, so the user has to have said yes.
struct EnvironmentRecipe
{
    QString prefix;       // <userDataFolder>/python/<set>
    QStringList packages; // "qiskit 2.6.2", for the question that the user is asked
    std::vector<Command> commands;
    Command pipConfiguration; // prints what pip is set to; uses no network
    qint64 downloadBytes = 0; // about
    qint64 diskBytes = 0;     // about, once it is installed
};
// Missing when this machine lacks CPython 3.11 or pip, or the product its list of packages; Io when the
// user's data folder, in which the commands run, cannot be made.
[[nodiscard]] Result<EnvironmentRecipe> managedEnvironmentRecipe(const EnvironmentPlaces &places);
// Whether it is there and was finished.
[[nodiscard]] bool isFinished(const EnvironmentRecipe &recipe);
[[nodiscard]] Result<void> finishManagedEnvironment(const EnvironmentRecipe &recipe);

} // namespace gatewright
