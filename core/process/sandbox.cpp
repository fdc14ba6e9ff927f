// SPDX-License-Identifier: Apache-2.0
#include "core/process/sandbox.h"

#include "core/base/path_inside.h"
#include "core/process/child_process.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#include <filesystem>
#include <system_error>
#include <utility>

namespace gatewright {

namespace {

// Where everybody keeps something, sockets among it, or what would cover the sandbox's own mounts. What lies
// below them may be shown.
bool isCommonFolder(const QString &folder)
{
    for (const char *common : {"/", "/tmp", "/var", "/var/tmp", "/usr", "/home"}) {
        if (folder == QLatin1String(common))
            return true;
    }
    return folder == QFileInfo(QDir::tempPath()).canonicalFilePath();
}

// /dev/shm among them.
bool isSystemFolder(const QString &folder)
{
    for (const char *system : {"/etc", "/proc", "/sys", "/dev", "/run", "/var/run", "/boot"}) {
        if (isInside(folder, QLatin1String(system)))
            return true;
    }
    return false;
}

// A read-only mount keeps nobody from connecting to a socket.
bool holdsSocket(const QString &folder)
{
    std::error_code problem;
    std::filesystem::directory_iterator entry(QFile::encodeName(folder).toStdString(), problem);
    for (; !problem && entry != std::filesystem::directory_iterator(); entry.increment(problem)) {
        std::error_code vanished;
        if (entry->symlink_status(vanished).type() == std::filesystem::file_type::socket)
            return true;
    }
    return false;
}

// The folder with every link resolved, if it may be shown. Under its name as well: that is where it is
// mounted.
Result<QString> realFolder(const QString &folder)
{
    QString real = QFileInfo(folder).canonicalFilePath();
    if (!QDir::isAbsolutePath(folder) || real.isEmpty() || !QFileInfo(real).isDir())
        return makeError(ErrorCode::InvalidInput, QStringLiteral("A folder for the sandbox does not exist."),
                         {}, folder);
    const QString home = QFileInfo(QDir::homePath()).canonicalFilePath();
    for (const QString &name : {real, QDir::cleanPath(folder)}) {
        if (isCommonFolder(name) || isSystemFolder(name) || isInside(home, name))
            return makeError(ErrorCode::InvalidInput,
                             QStringLiteral("This folder is not shown to programs in the sandbox."), {},
                             folder);
    }
    return real;
}

Result<QString> realReadOnlyFolder(const QString &folder)
{
    GW_TRY(real, realFolder(folder));
    if (holdsSocket(real))
        return makeError(ErrorCode::InvalidInput,
                         QStringLiteral("This folder holds a socket, which programs in the sandbox could "
                                        "connect to; move the file into a folder of its own."),
                         {}, folder);
    return real;
}

// bubblewrap 0.8; every word was tried on Debian 12. --die-with-parent is what makes killing bwrap kill the
// whole tree; root alone has capabilities to drop.
QStringList baseArguments(std::uint64_t temporaryBytes)
{
    const QStringList isolation{QStringLiteral("--unshare-all"), QStringLiteral("--die-with-parent"),
                                QStringLiteral("--new-session"), QStringLiteral("--cap-drop"),
                                QStringLiteral("ALL"),           QStringLiteral("--hostname"),
                                QStringLiteral("sandbox"),       QStringLiteral("--clearenv"),
                                QStringLiteral("--setenv"),      QStringLiteral("PATH"),
                                QStringLiteral("/usr/bin:/bin")};
    const QStringList system{
        QStringLiteral("--ro-bind"), QStringLiteral("/usr"),      QStringLiteral("/usr"),
        QStringLiteral("--symlink"), QStringLiteral("usr/bin"),   QStringLiteral("/bin"),
        QStringLiteral("--symlink"), QStringLiteral("usr/lib"),   QStringLiteral("/lib"),
        QStringLiteral("--symlink"), QStringLiteral("usr/lib64"), QStringLiteral("/lib64"),
        QStringLiteral("--proc"),    QStringLiteral("/proc"),     QStringLiteral("--dev"),
        QStringLiteral("/dev")};
    const QString size = QString::number(temporaryBytes);
    const QStringList temporary{
        QStringLiteral("--size"), size, QStringLiteral("--tmpfs"), QStringLiteral("/tmp"),
        QStringLiteral("--size"), size, QStringLiteral("--tmpfs"), QStringLiteral("/dev/shm")};
    return isolation + system + temporary;
}

// The file systems that bubblewrap itself made live in memory and know no limit. Behind everything that is
// mounted on them.
QStringList closingArguments()
{
    return {QStringLiteral("--remount-ro"), QStringLiteral("/dev"), QStringLiteral("--remount-ro"),
            QStringLiteral("/")};
}

} // namespace

Sandbox::Sandbox(QString bwrap)
    : m_bwrap(std::move(bwrap))
{
}

void Sandbox::probe(QObject *context, std::function<void(Result<Sandbox>)> done,
                    std::chrono::milliseconds time)
{
    const QString bwrap = QStandardPaths::findExecutable(QStringLiteral("bwrap"));
    const QStringList trial{QStringLiteral("--unshare-all"), QStringLiteral("--ro-bind"), QStringLiteral("/"),
                            QStringLiteral("/"), QStringLiteral("true")};
    ProcessLimits limits;
    limits.time = time;
    auto *child =
        new ChildProcess({bwrap.isEmpty() ? QStringLiteral("bwrap") : bwrap, trial, {}, {}}, limits, context);
    child->start([child, bwrap, done = std::move(done)](const Result<ProcessOutcome> &outcome) {
        child->deleteLater();
        if (outcome && outcome->succeeded()) {
            done(Sandbox(bwrap));
        } else if (!outcome && outcome.error().code == ErrorCode::Missing) {
            done(makeError(
                ErrorCode::Missing,
                QStringLiteral(
                    "The sandbox is not installed; install the package bubblewrap to run programs.")));
        } else if (outcome && outcome->end == ProcessEnd::TimedOut) {
            done(makeError(ErrorCode::Timeout,
                           QStringLiteral("The sandbox did not start in time, so programs are not run; the "
                                          "machine is busy, try again.")));
        } else {
            done(makeError(
                ErrorCode::Missing,
                QStringLiteral(
                    "This machine forbids the sandbox, so programs are not run; allow user namespaces "
                    "(sysctl kernel.unprivileged_userns_clone=1)."),
                outcome ? QString::fromLocal8Bit(outcome->errors).trimmed() : outcome.error().toString()));
        }
    });
}

Result<void> Sandbox::checkReadOnlyFolder(const QString &folder)
{
    GW_CHECK(realReadOnlyFolder(folder));
    return {};
}

Result<Command> Sandbox::command(const SandboxedProgram &program) const
{
    if (program.program.isEmpty())
        return makeError(ErrorCode::InvalidInput, QStringLiteral("No program was named."));
    QStringList arguments = baseArguments(program.temporaryBytes);
    for (const QString &folder : program.readOnlyFolders) {
        GW_TRY(real, realReadOnlyFolder(folder));
        arguments << QStringLiteral("--ro-bind") << real << folder;
    }
    QString workingFolder = QStringLiteral("/tmp");
    if (!program.runFolder.isEmpty()) {
        GW_TRY(real, realFolder(program.runFolder));
        workingFolder = program.runFolder;
        arguments << QStringLiteral("--bind") << real << workingFolder;
    }
    for (auto variable = program.environment.constBegin(); variable != program.environment.constEnd();
         ++variable)
        arguments << QStringLiteral("--setenv") << variable.key() << variable.value();
    arguments += closingArguments();
    if (program.firstProcess == FirstProcess::Program)
        arguments << QStringLiteral("--as-pid-1");
    arguments << QStringLiteral("--chdir") << workingFolder << QStringLiteral("--");
    if (program.processes)
        arguments << QStringLiteral("/usr/bin/prlimit")
                  << QStringLiteral("--nproc=%1").arg(*program.processes) << QStringLiteral("--");
    arguments << program.program;
    // bubblewrap may stay inside as process 1, and /proc/1/environ is what it was started with: --clearenv is
    // for the program alone.
    QProcessEnvironment environment;
    environment.insert(QStringLiteral("PATH"), QStringLiteral("/usr/bin:/bin"));
    return Command{m_bwrap, arguments + program.arguments, {}, environment};
}

std::optional<Error> Sandbox::ownFailure(const ProcessOutcome &outcome)
{
    if (outcome.end != ProcessEnd::Exited || outcome.exitCode != 1 || !outcome.errors.startsWith("bwrap: "))
        return std::nullopt;
    return Error{ErrorCode::Io,
                 QStringLiteral("The sandbox could not run the program."),
                 QString::fromLocal8Bit(outcome.errors.left(500)).trimmed(),
                 {}};
}

} // namespace gatewright
