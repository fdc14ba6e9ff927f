// SPDX-License-Identifier: Apache-2.0
#include "plugins/language-qiskit/core/environment_installer.h"

#include <QDir>
#include <QFileInfo>
#include <QLocale>
#include <QLockFile>
#include <QStorageInfo>

#include <algorithm>
#include <array>
#include <chrono>

namespace gatewright {

namespace {

using namespace std::chrono_literals;

constexpr qsizetype longestLine = 4096;
constexpr qsizetype longestWords = 2000; // of a command that failed
constexpr double fractionCollected = 0.7;

struct Explanation
{
    const char *words; // of pip, or of the system
    ErrorCode code;
    const char *message;
};

// The first that fits.
constexpr std::array explanations{
    Explanation{"No space left on device", ErrorCode::Io,
                "The disk is full, so nothing was installed; make room and try again."},
    Explanation{"Disk quota exceeded", ErrorCode::Io,
                "The disk quota is used up, so nothing was installed; make room and try again."},
    Explanation{"DO NOT MATCH THE HASHES", ErrorCode::Corrupt,
                "A package from the index is not the one that this version expects, so nothing was "
                "installed; try again, and tell us if it stays so."},
    Explanation{"Failed to establish a new connection", ErrorCode::Io,
                "The package index could not be reached, so nothing was installed; see to the network "
                "connection and try again."},
    Explanation{"Temporary failure in name resolution", ErrorCode::Io,
                "The package index could not be reached, so nothing was installed; see to the network "
                "connection and try again."},
    Explanation{"ProxyError", ErrorCode::Io,
                "The proxy did not let the installation through to the package index; see to the proxy "
                "settings and try again."},
    Explanation{"SSLError", ErrorCode::Io,
                "The package index could not prove who it is, so nothing was installed; see to the "
                "certificates that pip is set to use, and to the clock of this computer."},
    Explanation{"timed out", ErrorCode::Timeout,
                "The package index did not answer in time, so nothing was installed; try again."},
    Explanation{"No matching distribution found", ErrorCode::NotFound,
                "The package index does not have a package that is needed, so nothing was installed; see "
                "which index pip is set to use."},
    Explanation{"ensurepip is not", ErrorCode::Missing,
                "The empty environment could not be made; install python3-venv and try again."},
    Explanation{"No module named venv", ErrorCode::Missing,
                "The empty environment could not be made; install python3-venv and try again."},
};

QString lastWords(const ProcessOutcome &outcome)
{
    const QByteArray &said = outcome.errors.trimmed().isEmpty() ? outcome.output : outcome.errors;
    const QString words = QString::fromUtf8(said.right(longestWords)).trimmed();
    return words.section(QLatin1Char('\n'), -12);
}

QString howItEnded(const ProcessOutcome &outcome)
{
    switch (outcome.end) {
    case ProcessEnd::Exited:
        return QStringLiteral("exit code %1").arg(outcome.exitCode);
    case ProcessEnd::Signalled:
        return QStringLiteral("signal %1").arg(outcome.signalNumber);
    case ProcessEnd::TimedOut:
        return QStringLiteral("it took more than an hour");
    case ProcessEnd::OutputLimit:
        return QStringLiteral("it printed too much");
    case ProcessEnd::MemoryLimit:
        return QStringLiteral("it used too much memory");
    }
    return {};
}

QString sizeText(qint64 bytes)
{
    return QLocale::c().formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat);
}

Result<void> checkRoom(const EnvironmentRecipe &recipe, const QString &folder)
{
    const QStorageInfo disk(folder);
    if (!disk.isValid() || disk.bytesAvailable() < 0 || disk.bytesAvailable() >= recipe.diskBytes)
        return {};
    return makeError(ErrorCode::Io,
                     QStringLiteral("There is not enough room on the disk: about %1 are needed, and %2 are "
                                    "free.")
                         .arg(sizeText(recipe.diskBytes), sizeText(disk.bytesAvailable())),
                     {}, folder);
}

// Takes the folder away again unless the environment was finished.
class Remains
{
public:
    explicit Remains(QString folder)
        : m_folder(std::move(folder))
    {
    }
    ~Remains()
    {
        if (!m_folder.isEmpty())
            QDir(m_folder).removeRecursively();
    }
    Remains(const Remains &) = delete;
    Remains &operator=(const Remains &) = delete;
    void keep() { m_folder.clear(); }

private:
    QString m_folder;
};

Result<void> runCommands(const ProcessService &processes, const EnvironmentRecipe &recipe,
                         const ProgressSink &progress, const std::stop_token &token)
{
    ProcessLimits limits;
    limits.time = 1h;
    PipProgress pip(recipe.packages.size());
    for (const Command &command : recipe.commands) {
        const auto output = [&](const QByteArray &bytes) { pip.read(bytes, progress); };
        GW_TRY(outcome, processes.follow(command, limits, output, token));
        if (!outcome.succeeded())
            return tl::unexpected(errorOfInstallation(outcome, recipe));
    }
    return {};
}

} // namespace

void PipProgress::read(const QByteArray &bytes, const ProgressSink &progress)
{
    m_rest += bytes;
    qsizetype begin = 0;
    for (qsizetype end = m_rest.indexOf('\n'); end >= 0; end = m_rest.indexOf('\n', begin)) {
        readLine(QString::fromUtf8(m_rest.mid(begin, std::min(end - begin, longestLine))).simplified(),
                 progress);
        begin = end + 1;
    }
    m_rest.remove(0, begin);
    if (m_rest.size() > longestLine)
        m_rest.clear();
}

void PipProgress::readLine(const QString &line, const ProgressSink &progress)
{
    if (line.isEmpty())
        return;
    if (line.startsWith(QLatin1String("Collecting "))) {
        ++m_collected;
        const double part = static_cast<double>(m_collected) / static_cast<double>(m_packages + 1);
        m_fraction = std::max(m_fraction, std::min(part, 1.0) * fractionCollected);
    } else if (line.startsWith(QLatin1String("Installing collected packages"))) {
        // Half of the time, and no word until the end.
        m_fraction = fractionCollected;
    } else if (line.startsWith(QLatin1String("Successfully installed"))) {
        m_fraction = 0.99;
    }
    // "Collecting six==1.17.0 (from -r /usr/share/…)": the end is of no use to anybody.
    if (progress)
        progress({m_fraction, line.section(QLatin1String(" (from -r"), 0, 0).left(200)});
}

Error errorOfInstallation(const ProcessOutcome &outcome, const EnvironmentRecipe &recipe)
{
    const QByteArray said = outcome.output + outcome.errors;
    for (const Explanation &explanation : explanations) {
        if (said.contains(explanation.words))
            return {explanation.code, QString::fromLatin1(explanation.message), lastWords(outcome),
                    recipe.prefix};
    }
    return {ErrorCode::Crashed,
            QStringLiteral("The installation of the Python packages failed (%1).").arg(howItEnded(outcome)),
            lastWords(outcome), recipe.prefix};
}

Result<void> installEnvironment(const ProcessService &processes, const EnvironmentRecipe &recipe,
                                const ProgressSink &progress, const std::stop_token &token)
{
    const QString folder = QFileInfo(recipe.prefix).path();
    if (!QDir().mkpath(folder))
        return makeError(ErrorCode::Io, QStringLiteral("The folder for the environment could not be made."),
                         {}, folder);
    // Two programs in one folder would spoil each other's work.
    QLockFile lock(folder + QLatin1String("/setup.lock"));
    lock.setStaleLockTime(0); // only that of a program that has ended
    if (!lock.tryLock(0))
        return makeError(ErrorCode::Io,
                         QStringLiteral("Another program is setting it up already, or the folder cannot be "
                                        "written; wait for the other one, then try again."),
                         {}, folder);
    if (isFinished(recipe))
        return {};
    GW_CHECK(checkRoom(recipe, folder));
    Remains remains(recipe.prefix);
    GW_CHECK(runCommands(processes, recipe, progress, token));
    GW_CHECK(finishManagedEnvironment(recipe));
    remains.keep();
    if (progress)
        progress({1.0, {}});
    return {};
}

} // namespace gatewright
