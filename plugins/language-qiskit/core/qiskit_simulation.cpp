// SPDX-License-Identifier: Apache-2.0
#include "plugins/language-qiskit/core/qiskit_simulation.h"

#include "core/base/path_inside.h"
#include "core/process/sandbox.h"

#include <QElapsedTimer>
#include <QFileInfo>
#include <QRegularExpression>

#include <unistd.h>

#include <algorithm>
#include <bit>
#include <chrono>
#include <utility>

namespace gatewright {

namespace {

constexpr std::uint64_t gibibyte = std::uint64_t{1} << 30;
constexpr std::uint64_t mostMemory = 6 * gibibyte; // a state vector of 28 qubits takes 4
constexpr int mostQubits = 28;
// Even three times that (it may wait for a processor) is less than the worker's idle time.
constexpr std::chrono::milliseconds mostTime = std::chrono::minutes(4);
constexpr int mostShots = 1'000'000;
constexpr qsizetype mostUnsavedCharacters = qsizetype{4} * 1024 * 1024;

// Half of the machine's, for the other half is in use.
std::uint64_t memoryForRuns()
{
    const auto pages = static_cast<std::uint64_t>(std::max(0L, sysconf(_SC_PHYS_PAGES)));
    const auto page = static_cast<std::uint64_t>(std::max(0L, sysconf(_SC_PAGE_SIZE)));
    return std::clamp(pages * page / 2, gibibyte, mostMemory);
}

// 16 bytes for each of 2^n amplitudes, beside what Python itself needs.
int qubitsIn(std::uint64_t memory)
{
    const std::uint64_t amplitudes = (memory - gibibyte / 2) / 16;
    return std::min(mostQubits, static_cast<int>(std::bit_width(amplitudes)) - 1);
}

// The folder that the program may read, or nothing where the sandbox shows none: a file right in the home
// folder or in /tmp is run on its own.
QString shownFolder(const CheckInput &input)
{
    QString folder = input.workspaceFolder;
    const QString own = input.path.isEmpty() ? QString() : QFileInfo(input.path).absolutePath();
    if (!isInside(own, folder))
        folder = own;
    if (folder.isEmpty())
        return {};
    return Sandbox::checkReadOnlyFolder(folder) ? folder : QString();
}

QMap<QString, QString> unsavedModules(const CheckInput &input, const QString &folder)
{
    QMap<QString, QString> texts;
    qsizetype room = mostUnsavedCharacters;
    if (input.unsaved == nullptr || folder.isEmpty())
        return texts;
    for (const auto &[path, text] : *input.unsaved) {
        if (path == input.path || !path.endsWith(QLatin1String(".py")) || !isInside(path, folder))
            continue;
        const QString content = QString::fromStdString(text);
        room -= content.size();
        if (room < 0)
            break;
        texts.insert(path, content);
    }
    return texts;
}

WorkerRequest requestFor(const SimulationInput &input, const QString &folder)
{
    WorkerRequest request;
    request.path = input.input.path.isEmpty() ? QStringLiteral("unsaved.py") : input.input.path;
    request.text = QString::fromStdString(input.input.document.text());
    if (!folder.isEmpty() && !input.input.path.isEmpty())
        request.folder = QFileInfo(input.input.path).absolutePath();
    request.unsaved = unsavedModules(input.input, folder);
    request.shots = std::clamp(input.shots, 1, mostShots);
    request.time = std::clamp(input.time, std::chrono::milliseconds(1), mostTime);
    request.memoryBytes = memoryForRuns();
    request.qubits = qubitsIn(request.memoryBytes);
    return request;
}

} // namespace

QiskitSimulation::QiskitSimulation(const ProcessService &processes, EnvironmentPlaces places,
                                   const QString &scriptFolder)
    : m_places(std::move(places))
    , m_worker(std::make_unique<WorkerClient>(processes, scriptFolder))
{
}

bool QiskitSimulation::canRun(const SimulationInput &input) const
{
    static const QRegularExpression importsQiskit(
        QStringLiteral("^[ \\t]*(from|import)[ \\t]+(\\w+[ \\t]*,[ \\t]*)*qiskit"),
        QRegularExpression::MultilineOption);
    return importsQiskit.match(QString::fromStdString(input.input.document.text())).hasMatch();
}

Result<SimulationReport> QiskitSimulation::run(const SimulationInput &input, std::stop_token token) const
{
    const TextDocument &document = input.input.document;
    if (document.text().size() > mostTextBytes)
        return makeError(ErrorCode::LimitExceeded, QStringLiteral("The program is too long to be run."), {},
                         input.input.path);
    GW_TRY(environment, findPythonEnvironment(m_places));
    const QString folder = shownFolder(input.input);
    const QString &workspace = input.input.workspaceFolder.isEmpty() ? folder : input.input.workspaceFolder;
    GW_CHECK(checkTrust(environment, workspace, input.input.trust));
    const WorkerRequest request = requestFor(input, folder);
    QElapsedTimer clock;
    clock.start();
    GW_TRY(answer, m_worker->run(environment, folder, request, token));
    SimulationReport report = reportOfRun(answer, request, document);
    report.buildMilliseconds =
        std::max(0.0, static_cast<double>(clock.elapsed()) - report.runMilliseconds); // the worker's start
    return report;
}

} // namespace gatewright
