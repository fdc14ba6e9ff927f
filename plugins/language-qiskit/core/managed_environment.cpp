// SPDX-License-Identifier: Apache-2.0
#include "plugins/language-qiskit/core/managed_environment.h"

#include "core/base/path_inside.h"
#include "core/base/whole_file.h"
#include "core/process/sandbox.h"

#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>

#include <optional>
#include <utility>

namespace gatewright {

namespace {

constexpr const char *markerName = "gatewright-complete";
constexpr qint64 mostListBytes = 1 << 20;
// Of the set of Qiskit 2.6.2 with linter and language server: measured 93 and 385 MB, and a little more for
// what comes and goes meanwhile.
constexpr qint64 setDownloadBytes = 98'000'000;
constexpr qint64 setDiskBytes = 405'000'000;

// What the window and the command line call what makes the managed environment.
constexpr const char *setupCommand = "qiskit.setUp";
constexpr const char *setupWords =
    "set Qiskit up with Tools > Set Up Qiskit, or with `gatewright-cli setup qiskit`";

// `home = …` of a venv: the folder of the interpreter that it links to.
QString homeOfVenv(const QString &prefix)
{
    QFile file(prefix + QLatin1String("/pyvenv.cfg"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    for (const QByteArray &line : file.read(mostListBytes).split('\n')) {
        const qsizetype equals = line.indexOf('=');
        if (equals > 0 && line.first(equals).trimmed() == "home")
            return QString::fromUtf8(line.mid(equals + 1)).trimmed();
    }
    return {};
}

QStringList sitePackages(const QString &prefix)
{
    QStringList folders;
    for (const char *lib : {"/lib", "/local/lib"}) {
        const QDir libraries(prefix + QLatin1String(lib));
        const QStringList versions =
            libraries.entryList({QStringLiteral("python3*")}, QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
        for (const QString &version : versions) {
            for (const char *site : {"/site-packages", "/dist-packages"}) {
                const QString folder = libraries.filePath(version) + QLatin1String(site);
                if (QFileInfo(folder).isDir())
                    folders << folder;
            }
        }
    }
    return folders;
}

// "qiskit_aer-0.18.2.dist-info" -> qiskit_aer, 0.18.2.
QMap<QString, QString> installedPackages(const QString &prefix)
{
    QMap<QString, QString> packages;
    for (const QString &folder : sitePackages(prefix)) {
        const QStringList names =
            QDir(folder).entryList({QStringLiteral("*.dist-info")}, QDir::Dirs | QDir::NoDotAndDotDot);
        for (const QString &name : names) {
            const QString stem = name.chopped(10);
            packages.insert(stem.section(QLatin1Char('-'), 0, 0).toLower(),
                            stem.section(QLatin1Char('-'), 1));
        }
    }
    return packages;
}

bool holdsPackage(const QString &prefix, const QString &package)
{
    for (const QString &folder : sitePackages(prefix)) {
        if (QFileInfo::exists(folder + QLatin1Char('/') + package + QLatin1String("/__init__.py")))
            return true;
    }
    return false;
}

// The folder itself, and by its real name where that differs.
void addFolder(QStringList &folders, const QString &folder)
{
    for (const QString &name : {QDir::cleanPath(folder), QFileInfo(folder).canonicalFilePath()}) {
        if (!name.isEmpty() && !isInside(name, QStringLiteral("/usr")) && !folders.contains(name) &&
            name != QLatin1String("/"))
            folders << name;
    }
}

// A venv is only links into its base: where bin/python leads, name by name. On the way only the folder of
// each link is shown (~/.local/bin, not ~/.local), at the end the prefix, also by the names that it was
// called.
void addBase(QStringList &folders, const QString &prefix, const QString &interpreter)
{
    const QString base = QFileInfo(QFileInfo(QFileInfo(interpreter).canonicalFilePath()).path()).path();
    const auto addStep = [&](const QString &folder) {
        const QString above = QFileInfo(folder).path();
        addFolder(folders, QFileInfo(above).canonicalFilePath() == base ? above : folder);
    };
    const QString home = homeOfVenv(prefix);
    if (!home.isEmpty())
        addStep(QDir::cleanPath(home));
    QString file = interpreter;
    for (int i = 0; i < 8 && QFileInfo(file).isSymLink(); ++i) {
        file = QDir::cleanPath(QFileInfo(file).symLinkTarget());
        addStep(QFileInfo(file).path());
    }
}

// Whoever runs a program in this environment shows it these folders: not everything may be among them.
Result<void> checkFolders(const PythonEnvironment &environment)
{
    for (const QString &folder : environment.folders) {
        const auto shown = Sandbox::checkReadOnlyFolder(folder);
        if (!shown && QFileInfo(folder).isDir())
            return makeError(
                ErrorCode::InvalidInput,
                QStringLiteral("This Python interpreter cannot be used, since the sandbox would have to show "
                               "the whole folder %1; choose an interpreter in a folder of its own, such as "
                               "that of a virtual environment.")
                    .arg(folder),
                shown.error().toString(), environment.interpreter);
    }
    return {};
}

QString requirementsFile(const QString &dataFolder)
{
    return dataFolder + QLatin1String("/python-requirements/qiskit.txt");
}

Result<QByteArray> readRequirements(const QString &dataFolder)
{
    QFile file(requirementsFile(dataFolder));
    if (dataFolder.isEmpty() || !file.open(QIODevice::ReadOnly) || file.size() > mostListBytes)
        return makeError(ErrorCode::Missing,
                         QStringLiteral("The list of Python packages is not there; reinstall the product."),
                         {}, file.fileName());
    return file.readAll();
}

// "qiskit 2.6.2" for each line "qiskit==2.6.2 --hash=…".
QStringList requirementNames(const QByteArray &list)
{
    QStringList names;
    for (const QByteArray &line : list.split('\n')) {
        const QString requirement = QString::fromUtf8(line).section(QLatin1Char(' '), 0, 0);
        if (requirement.contains(QLatin1String("==")) && !requirement.startsWith(QLatin1Char('#')))
            names << QString(requirement).replace(QLatin1String("=="), QLatin1String(" "));
    }
    return names;
}

// A new set of pins is a new folder: an environment is never changed under a running worker.
QString setName(const QByteArray &list)
{
    QString version = QStringLiteral("unknown");
    for (const QString &name : requirementNames(list)) {
        if (name.startsWith(QLatin1String("qiskit ")))
            version = name.mid(7);
    }
    const QByteArray hash = QCryptographicHash::hash(list, QCryptographicHash::Sha256).toHex().left(8);
    return QStringLiteral("qiskit-%1-%2").arg(version, QLatin1String(hash));
}

// Finished sets below a folder: the product's own first, then what older releases left, newest first.
QStringList managedPrefixes(const EnvironmentPlaces &places)
{
    if (places.userDataFolder.isEmpty())
        return {};
    const QDir folder(places.userDataFolder + QLatin1String("/python"));
    QStringList names = folder.entryList({QStringLiteral("qiskit-*")}, QDir::Dirs | QDir::NoDotAndDotDot,
                                         QDir::Name | QDir::Reversed);
    if (const Result<QByteArray> list = readRequirements(places.dataFolder)) {
        const QString mine = setName(*list);
        if (names.removeAll(mine) > 0)
            names.prepend(mine);
    }
    QStringList prefixes;
    for (const QString &name : names) {
        const QString prefix = folder.filePath(name);
        if (QFileInfo::exists(prefix + QLatin1Char('/') + QLatin1String(markerName)))
            prefixes << prefix;
    }
    return prefixes;
}

tl::unexpected<Error> missingSetup(const QString &what, const QString &otherWay)
{
    Error error{ErrorCode::Missing,
                QStringLiteral("%1; %2, or %3.").arg(what, QLatin1String(setupWords), otherWay),
                {},
                {},
                QLatin1String(setupCommand)};
    return tl::unexpected(std::move(error));
}

std::optional<LinterProgram> ruffIn(const QString &prefix)
{
    const QString real = QFileInfo(prefix).canonicalFilePath();
    if (real.isEmpty() || !QFileInfo(real + QLatin1String("/bin/ruff")).isExecutable())
        return std::nullopt;
    QStringList folders;
    addFolder(folders, real);
    return LinterProgram{real + QLatin1String("/bin/ruff"), folders};
}

} // namespace

Result<PythonEnvironment> pythonEnvironment(const QString &interpreter, EnvironmentOrigin origin)
{
    const QFileInfo file(interpreter);
    if (!file.isFile() || !file.isExecutable())
        return makeError(ErrorCode::Missing, QStringLiteral("This Python interpreter does not exist."), {},
                         interpreter);
    const QString beside = QFileInfo(file.absolutePath()).path();
    const bool isVenv = QFileInfo::exists(beside + QLatin1String("/pyvenv.cfg"));
    // Outside a venv Python finds its packages from where the file really is.
    const QString real = isVenv ? beside : QFileInfo(QFileInfo(file.canonicalFilePath()).path()).path();

    PythonEnvironment environment;
    environment.origin = origin;
    environment.prefix = QFileInfo(real).canonicalFilePath();
    environment.interpreter =
        isVenv ? environment.prefix + QLatin1String("/bin/") + file.fileName() : file.canonicalFilePath();
    environment.packages = installedPackages(environment.prefix);
    addFolder(environment.folders, environment.prefix);
    addBase(environment.folders, environment.prefix, environment.interpreter);
    if (!holdsPackage(environment.prefix, QStringLiteral("qiskit")))
        return makeError(
            ErrorCode::Missing,
            QStringLiteral("This Python environment has no Qiskit; install the package qiskit into it."), {},
            environment.prefix);
    GW_CHECK(checkFolders(environment));
    return environment;
}

Result<PythonEnvironment> findPythonEnvironment(const EnvironmentPlaces &places)
{
    if (!places.chosenInterpreter.isEmpty()) {
        auto chosen = pythonEnvironment(places.chosenInterpreter, EnvironmentOrigin::Chosen);
        if (!chosen)
            chosen.error().message +=
                QStringLiteral(" It is chosen in the settings (python.interpreter): choose another one, or "
                               "none, and set Qiskit up with Tools > Set Up Qiskit.");
        return chosen;
    }
    for (const QString &prefix : managedPrefixes(places)) {
        if (auto managed =
                pythonEnvironment(prefix + QLatin1String("/bin/python"), EnvironmentOrigin::Managed))
            return managed;
    }
    if (!places.dataFolder.isEmpty()) {
        if (auto shipped = pythonEnvironment(places.dataFolder + QLatin1String("/python/bin/python"),
                                             EnvironmentOrigin::Shipped))
            return shipped;
    }
    return missingSetup(QStringLiteral("There is no Python environment with Qiskit"),
                        QStringLiteral("choose an interpreter that has it in the settings "
                                       "(python.interpreter)"));
}

Result<LinterProgram> findRuff(const EnvironmentPlaces &places, const QString &workspaceFolder)
{
    QStringList prefixes;
    if (!places.chosenInterpreter.isEmpty()) {
        const QString chosen = QFileInfo(QFileInfo(places.chosenInterpreter).absolutePath()).path();
        if (!isWorkspaceCode({chosen}, workspaceFolder))
            prefixes << chosen;
    }
    prefixes << managedPrefixes(places);
    if (!places.dataFolder.isEmpty())
        prefixes << places.dataFolder + QLatin1String("/python");
    prefixes << QStringLiteral("/usr");
    for (const QString &prefix : prefixes) {
        if (auto ruff = ruffIn(prefix))
            return std::move(*ruff);
    }
    return missingSetup(QStringLiteral("The linter ruff is not installed"),
                        QStringLiteral("install ruff into the environment that is chosen in the settings "
                                       "(python.interpreter)"));
}

bool isWorkspaceCode(const QStringList &folders, const QString &workspaceFolder)
{
    const QString workspace = QFileInfo(workspaceFolder).canonicalFilePath();
    if (workspaceFolder.isEmpty() || workspace.isEmpty())
        return false;
    for (const QString &folder : folders) {
        if (isInside(folder, workspace) || isInside(QFileInfo(folder).canonicalFilePath(), workspace))
            return true;
    }
    return false;
}

Result<void> checkTrust(const PythonEnvironment &environment, const QString &workspaceFolder, Trust trust)
{
    // Where the others lie nobody but the product writes.
    if (environment.origin != EnvironmentOrigin::Chosen || trust == Trust::Trusted ||
        !isWorkspaceCode(environment.folders, workspaceFolder))
        return {};
    return makeError(ErrorCode::InvalidInput,
                     QStringLiteral("This Python interpreter is part of the workspace, which is not trusted; "
                                    "trust the workspace, or choose another interpreter."),
                     {}, environment.interpreter);
}

namespace {

// Ours without what changes what Python runs or where pip installs from.
QProcessEnvironment plainEnvironment()
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString &name : environment.keys()) {
        if (name.startsWith(QLatin1String("PYTHON")) || name.startsWith(QLatin1String("PIP_")))
            environment.remove(name);
    }
    return environment;
}

// Isolated: neither the working folder nor the user's own packages are where `module` is looked for.
Command pythonModule(const QString &python, const QString &module, const QStringList &arguments,
                     const QString &workingFolder)
{
    return {python, QStringList{QStringLiteral("-I"), QStringLiteral("-m"), module} + arguments,
            workingFolder, plainEnvironment()};
}

} // namespace

Result<EnvironmentRecipe> managedEnvironmentRecipe(const EnvironmentPlaces &places)
{
    GW_TRY(list, readRequirements(places.dataFolder));
    QString python = QStringLiteral("/usr/bin/python3.11");
    if (!QFileInfo(python).isExecutable())
        python = QFileInfo(QStringLiteral("/usr/local/bin/python3.11")).canonicalFilePath();
    if (python.isEmpty())
        return makeError(
            ErrorCode::Missing,
            QStringLiteral("The managed environment needs CPython 3.11; install python3.11, or choose an "
                           "interpreter that has Qiskit in the settings."));
    bool hasPip = false;
    for (const QString &site : sitePackages(QFileInfo(QFileInfo(python).path()).path()))
        hasPip = hasPip || QFileInfo::exists(site + QLatin1String("/pip/__init__.py"));
    if (!hasPip)
        return makeError(ErrorCode::Missing,
                         QStringLiteral("The managed environment is made by pip; install python3-pip."), {},
                         python);

    if (places.userDataFolder.isEmpty() || !QDir().mkpath(places.userDataFolder))
        return makeError(ErrorCode::Io, QStringLiteral("The folder for the environment could not be made."),
                         {}, places.userDataFolder);

    EnvironmentRecipe recipe;
    recipe.prefix = places.userDataFolder + QLatin1String("/python/") + setName(list);
    recipe.packages = requirementNames(list);
    const QString inside = recipe.prefix + QLatin1String("/bin/python");
    const QString &folder = places.userDataFolder;
    recipe.commands.push_back(
        pythonModule(python, QStringLiteral("venv"),
                     {QStringLiteral("--without-pip"), QStringLiteral("--clear"), recipe.prefix}, folder));
    // pip compiles what it installs, without which the first run takes seconds.
    recipe.commands.push_back(pythonModule(
        python, QStringLiteral("pip"),
        {QStringLiteral("--disable-pip-version-check"), QStringLiteral("--no-input"),
         QStringLiteral("--no-color"), QStringLiteral("--python"), inside, QStringLiteral("install"),
         QStringLiteral("--progress-bar"), QStringLiteral("off"), QStringLiteral("--require-hashes"),
         QStringLiteral("--no-deps"), QStringLiteral("--only-binary"), QStringLiteral(":all:"),
         QStringLiteral("--requirement"), requirementsFile(places.dataFolder)},
        folder));
    recipe.pipConfiguration =
        pythonModule(python, QStringLiteral("pip"),
                     {QStringLiteral("--disable-pip-version-check"), QStringLiteral("--no-input"),
                      QStringLiteral("config"), QStringLiteral("list")},
                     folder);
    recipe.downloadBytes = setDownloadBytes;
    recipe.diskBytes = setDiskBytes;
    return recipe;
}

bool isFinished(const EnvironmentRecipe &recipe)
{
    return QFileInfo::exists(recipe.prefix + QLatin1Char('/') + QLatin1String(markerName)) &&
           pythonEnvironment(recipe.prefix + QLatin1String("/bin/python"), EnvironmentOrigin::Managed);
}

Result<void> finishManagedEnvironment(const EnvironmentRecipe &recipe)
{
    GW_TRY(environment,
           pythonEnvironment(recipe.prefix + QLatin1String("/bin/python"), EnvironmentOrigin::Managed));
    return writeWhole(environment.prefix + QLatin1Char('/') + QLatin1String(markerName),
                      recipe.packages.join(QLatin1Char('\n')).toUtf8());
}

} // namespace gatewright
