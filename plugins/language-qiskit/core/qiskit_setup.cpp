// SPDX-License-Identifier: Apache-2.0
#include "plugins/language-qiskit/core/qiskit_setup.h"

#include "plugins/language-qiskit/core/environment_installer.h"

#include <QRegularExpression>
#include <QUrl>

#include <chrono>
#include <utility>

namespace gatewright {

namespace {

using namespace std::chrono_literals;

QString titleOf(const EnvironmentRecipe &recipe)
{
    for (const QString &package : recipe.packages) {
        if (package.startsWith(QLatin1String("qiskit ")))
            return QStringLiteral("Qiskit ") + package.mid(7);
    }
    return QStringLiteral("Qiskit");
}

} // namespace

QiskitSetup::QiskitSetup(const ProcessService &processes, EnvironmentPlaces places,
                         const ConnectionLog *connections)
    : m_processes(processes)
    , m_places(std::move(places))
    , m_connections(connections)
{
}

Result<SetupPlan> QiskitSetup::plan(std::stop_token token) const
{
    GW_TRY(recipe, managedEnvironmentRecipe(m_places));
    GW_TRY(asked, hosts(recipe, token));
    SetupPlan plan;
    plan.title = titleOf(recipe);
    plan.packages = recipe.packages;
    plan.folder = recipe.prefix;
    plan.hosts = asked;
    plan.downloadBytes = recipe.downloadBytes;
    plan.diskBytes = recipe.diskBytes;
    plan.isDone = isFinished(recipe);
    if (!m_places.chosenInterpreter.isEmpty())
        plan.note = QStringLiteral("The settings name another interpreter (python.interpreter: %1), which "
                                   "is used instead of this environment until that setting is empty.")
                        .arg(m_places.chosenInterpreter);
    return plan;
}

Result<void> QiskitSetup::run(const QString &folder, const ProgressSink &progress,
                              std::stop_token token) const
{
    GW_TRY(recipe, managedEnvironmentRecipe(m_places));
    if (folder != recipe.prefix)
        return makeError(ErrorCode::InvalidInput,
                         QStringLiteral("What would be installed is not what was agreed to any more; look "
                                        "at the plan again."),
                         folder, recipe.prefix);
    if (isFinished(recipe))
        return {};
    if (!m_connections)
        return makeError(ErrorCode::Unsupported,
                         QStringLiteral("This program keeps no connection log, so it installs nothing."));
    GW_TRY(asked, hosts(recipe, token));
    for (const QString &host : std::as_const(asked))
        GW_CHECK(m_connections->write(
            {QStringLiteral("setup qiskit"), host,
             QStringLiteral("Packages of %1; the user asked for it.").arg(titleOf(recipe))}));
    return installEnvironment(m_processes, recipe, progress, token);
}

Result<QStringList> QiskitSetup::hosts(const EnvironmentRecipe &recipe, const std::stop_token &token) const
{
    ProcessLimits limits;
    limits.time = 1min;
    GW_TRY(outcome, m_processes.run(recipe.pipConfiguration, limits, {}, token));
    if (!outcome.succeeded())
        return makeError(ErrorCode::Missing, QStringLiteral("pip does not run; install python3-pip again."),
                         QString::fromUtf8(outcome.errors.right(500)).trimmed(),
                         recipe.pipConfiguration.program);
    return hostsOfPip(outcome.output);
}

QStringList hostsOfPip(const QByteArray &configuration)
{
    static const QRegularExpression address(QStringLiteral("https?://[^\\s'\"\\\\]+"));
    QStringList indexes;
    QStringList others;
    for (const QByteArray &line : configuration.split('\n')) {
        // "global.index-url='https://…'"; a list has several addresses in one value.
        const QString key = QString::fromUtf8(line.left(line.indexOf('='))).section(QLatin1Char('.'), -1);
        const bool isIndex = key == QLatin1String("index-url");
        if (!isIndex && key != QLatin1String("extra-index-url") && key != QLatin1String("find-links"))
            continue;
        auto found = address.globalMatch(QString::fromUtf8(line));
        while (found.hasNext()) {
            const QString host = QUrl(found.next().captured()).host();
            if (!host.isEmpty())
                (isIndex ? indexes : others) << host;
        }
    }
    // The files of pypi.org lie with another host.
    if (indexes.isEmpty() || indexes.contains(QLatin1String("pypi.org")))
        indexes = QStringList{QStringLiteral("pypi.org"), QStringLiteral("files.pythonhosted.org")} + indexes;
    QStringList hosts = indexes + others;
    hosts.removeDuplicates();
    return hosts;
}

} // namespace gatewright
