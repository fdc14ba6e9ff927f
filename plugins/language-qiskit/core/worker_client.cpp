// SPDX-License-Identifier: Apache-2.0
#include "plugins/language-qiskit/core/worker_client.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QThread>

#include <algorithm>
#include <array>
#include <utility>

namespace gatewright {

namespace {

using namespace std::chrono_literals;

constexpr auto idleTime = 15min;  // longer than any run
constexpr auto importTime = 60s;  // from a cold disk of a busy machine
constexpr auto cancelTime = 2s;   // for the worker to kill what was cancelled
constexpr auto answerMargin = 3s; // beyond what the worker itself allows a run
constexpr int waitingFactor = 3; // a run may take that much longer while it waits for a processor (worker.py)
constexpr int mostThreads = 4;
constexpr std::uint64_t ownMemory = std::uint64_t{768} << 20; // of Python with Qiskit, without any run
constexpr int mostProcesses = 512; // with threads, between two looks of the worker, which allows far fewer

constexpr std::array<std::pair<const char *, WorkerEnd>, 6> endNames{{
    {"exited", WorkerEnd::Exited},
    {"signal", WorkerEnd::Signalled},
    {"timeout", WorkerEnd::TimedOut},
    {"output", WorkerEnd::OutputLimit},
    {"processes", WorkerEnd::ProcessLimit},
    {"memory", WorkerEnd::MemoryLimit},
}};

SandboxedProgram workerProgram(const PythonEnvironment &environment, const QString &readOnlyFolder,
                               const QString &scriptFolder)
{
    SandboxedProgram program;
    program.program = environment.interpreter;
    program.arguments = QStringList{QStringLiteral("-s"), scriptFolder + QStringLiteral("/worker.py")};
    program.readOnlyFolders = environment.folders + QStringList{scriptFolder};
    if (!readOnlyFolder.isEmpty())
        program.readOnlyFolders << readOnlyFolder;
    program.processes = mostProcesses;
    program.firstProcess = FirstProcess::Program;
    const int threads = std::clamp(QThread::idealThreadCount(), 1, mostThreads);
    program.environment = {
        {QStringLiteral("HOME"), QStringLiteral("/tmp/home")},
        {QStringLiteral("LANG"), QStringLiteral("C.UTF-8")},
        {QStringLiteral("MPLBACKEND"), QStringLiteral("Agg")},
        {QStringLiteral("OMP_NUM_THREADS"), QString::number(threads)},
        {QStringLiteral("OPENBLAS_NUM_THREADS"), QStringLiteral("1")},
        {QStringLiteral("PYTHONDONTWRITEBYTECODE"), QStringLiteral("1")},
        {QStringLiteral("PYTHONHASHSEED"), QStringLiteral("0")},
        {QStringLiteral("QISKIT_PARALLEL"), QStringLiteral("FALSE")},
        {QStringLiteral("RAYON_NUM_THREADS"), QString::number(threads)},
    };
    return program;
}

// Of 64 random bits: what one run may have prepared fits no later one.
QString newId()
{
    return QString::number(QRandomGenerator::system()->generate64(), 16);
}

QByteArray requestMessage(const QString &id, const WorkerRequest &request)
{
    QJsonObject unsaved;
    for (auto text = request.unsaved.constBegin(); text != request.unsaved.constEnd(); ++text)
        unsaved.insert(text.key(), text.value());
    const QJsonObject message{
        {QStringLiteral("id"), id},
        {QStringLiteral("path"), request.path},
        {QStringLiteral("folder"), request.folder},
        {QStringLiteral("text"), request.text},
        {QStringLiteral("unsaved"), unsaved},
        {QStringLiteral("shots"), request.shots},
        {QStringLiteral("time_ms"), qint64(request.time.count())},
        {QStringLiteral("memory_bytes"), qint64(request.memoryBytes)},
        {QStringLiteral("output_bytes"), qint64(request.outputBytes)},
        {QStringLiteral("qubits"), request.qubits},
    };
    return QJsonDocument(message).toJson(QJsonDocument::Compact);
}

bool isAnswerTo(const QString &id, const QJsonObject &json)
{
    return json[QLatin1String("id")].toString() == id;
}

// It ends when it could not remove what the run left behind.
bool isLast(const QJsonObject &json)
{
    return json[QLatin1String("last")].toBool(true);
}

// Nothing when it is not of the agreed form.
std::optional<WorkerAnswer> parseAnswer(const QJsonObject &json)
{
    const QString end = json[QLatin1String("end")].toString();
    const auto name = std::find_if(endNames.begin(), endNames.end(),
                                   [&](const auto &known) { return end == QLatin1String(known.first); });
    const QJsonValue output = json[QLatin1String("output")];
    const QJsonValue result = json[QLatin1String("result")];
    if (name == endNames.end() || !output.isString() || !result.isString())
        return std::nullopt;
    WorkerAnswer answer;
    answer.end = name->second;
    answer.code = json[QLatin1String("code")].toInt();
    answer.signal = json[QLatin1String("signal")].toInt();
    answer.output = output.toString();
    answer.result = result.toString().toUtf8();
    answer.wallMilliseconds = json[QLatin1String("wall_ms")].toDouble();
    answer.processorMilliseconds = json[QLatin1String("cpu_ms")].toDouble();
    answer.waitingMilliseconds = json[QLatin1String("waiting_ms")].toDouble();
    return answer;
}

} // namespace

// One caller at a time.
class WorkerClient::Turn
{
public:
    Turn(WorkerClient &client, const std::stop_token &token)
        : m_client(client)
    {
        std::unique_lock lock(m_client.m_mutex);
        m_isMine = m_client.m_free.wait(lock, token, [this] { return !m_client.m_busy; });
        m_client.m_busy = m_client.m_busy || m_isMine;
    }
    ~Turn()
    {
        if (!m_isMine)
            return;
        {
            const std::lock_guard lock(m_client.m_mutex);
            m_client.m_busy = false;
        }
        m_client.m_free.notify_one();
    }
    Turn(const Turn &) = delete;
    Turn &operator=(const Turn &) = delete;

    [[nodiscard]] bool isMine() const { return m_isMine; }

private:
    WorkerClient &m_client;
    bool m_isMine = false;
};

WorkerClient::WorkerClient(const ProcessService &processes, QString scriptFolder)
    : m_processes(processes)
    , m_scriptFolder(QFileInfo(scriptFolder).canonicalFilePath().isEmpty()
                         ? std::move(scriptFolder)
                         : QFileInfo(scriptFolder).canonicalFilePath())
{
}

std::optional<WorkerVersions> WorkerClient::versions() const
{
    const std::lock_guard lock(m_mutex);
    return m_versions;
}

qint64 WorkerClient::processId() const
{
    const std::lock_guard lock(m_mutex);
    return m_server && m_server->isRunning() ? m_server->processId() : 0;
}

void WorkerClient::drop()
{
    const std::lock_guard lock(m_mutex);
    m_server.reset();
    m_versions.reset();
}

Result<WorkerAnswer> WorkerClient::run(const PythonEnvironment &environment, const QString &readOnlyFolder,
                                       const WorkerRequest &request, const std::stop_token &token)
{
    const Turn turn(*this, token);
    if (!turn.isMine() || token.stop_requested())
        return makeError(ErrorCode::Cancelled, QStringLiteral("The run was cancelled."));
    const QString id = newId();
    const QByteArray message = requestMessage(id, request);
    GW_CHECK(ensureWorker(environment, readOnlyFolder, request.memoryBytes, token));
    if (!m_server->send(message)) { // it ended, idle or otherwise, at this very moment
        drop();
        GW_CHECK(ensureWorker(environment, readOnlyFolder, request.memoryBytes, token));
        GW_CHECK(m_server->send(message));
    }
    return awaitAnswer(id, request, token);
}

Result<void> WorkerClient::ensureWorker(const PythonEnvironment &environment, const QString &readOnlyFolder,
                                        std::uint64_t memoryBytes, const std::stop_token &token)
{
    settleCancelledRun();
    const bool fits = m_server && m_server->isRunning() && m_environment == environment &&
                      m_folder == readOnlyFolder && memoryBytes <= m_memoryBytes;
    // Nothing is to be heard before it is asked.
    if (fits && !m_server->receive(0ms, {}))
        return {};
    drop();
    const SandboxedProgram program = workerProgram(environment, readOnlyFolder, m_scriptFolder);
    ServerLimits limits;
    limits.idle = idleTime;
    limits.process.processes = mostProcesses;
    // Behind the worker's own look at each run: for what it does not see, and between two looks.
    limits.process.memoryBytes = memoryBytes + ownMemory + 2 * program.temporaryBytes; // /tmp and /dev/shm
    GW_TRY(server, m_processes.startServer(program, limits, token));
    m_environment = environment;
    m_folder = readOnlyFolder;
    m_memoryBytes = memoryBytes;
    {
        const std::lock_guard lock(m_mutex);
        m_server = std::move(server);
    }
    auto greeted = awaitGreeting(environment, token);
    if (!greeted)
        drop();
    return greeted;
}

Result<void> WorkerClient::awaitGreeting(const PythonEnvironment &environment, const std::stop_token &token)
{
    auto message = m_server->receive(importTime, token);
    if (!message) {
        Error error = std::move(message.error());
        if (error.code != ErrorCode::Cancelled && error.code != ErrorCode::Missing)
            error = {error.code, QStringLiteral("The Qiskit worker did not start."),
                     error.message + QLatin1Char(' ') + error.detail, environment.interpreter};
        return tl::unexpected(std::move(error));
    }
    const QJsonObject greeting = QJsonDocument::fromJson(*message).object();
    const QString problem = greeting[QLatin1String("error")].toString();
    if (!problem.isEmpty())
        return makeError(
            ErrorCode::Missing,
            QStringLiteral("Qiskit could not be imported from this Python environment; create it "
                           "again, or choose another one in the settings."),
            problem.left(500), environment.prefix);
    WorkerVersions versions;
    versions.python = greeting[QLatin1String("python")].toString();
    versions.qiskit = greeting[QLatin1String("qiskit")].toString();
    versions.aer = greeting[QLatin1String("aer")].toString();
    versions.importMilliseconds = greeting[QLatin1String("import_ms")].toDouble();
    if (versions.qiskit.isEmpty())
        return makeError(ErrorCode::Corrupt, QStringLiteral("The Qiskit worker did not start as it should."),
                         {}, environment.interpreter);
    const std::lock_guard lock(m_mutex);
    m_versions = versions;
    return {};
}

// The worker answers a cancelled run at once; one that does not, or ends, is not worth keeping.
void WorkerClient::settleCancelledRun()
{
    const QString id = std::exchange(m_cancelledId, {});
    if (id.isEmpty() || !m_server)
        return;
    const auto message = m_server->receive(cancelTime, {});
    const QJsonObject json = message ? QJsonDocument::fromJson(*message).object() : QJsonObject();
    if (!isAnswerTo(id, json) || isLast(json))
        drop();
}

Result<WorkerAnswer> WorkerClient::awaitAnswer(const QString &id, const WorkerRequest &request,
                                               const std::stop_token &token)
{
    auto message = m_server->receive(waitingFactor * request.time + answerMargin, token);
    if (!message && message.error().code == ErrorCode::Cancelled) {
        if (!token.stop_requested())
            return tl::unexpected(message.error()); // the program ends
        const QJsonObject cancel{{QStringLiteral("cancel"), id}};
        if (m_server->send(QJsonDocument(cancel).toJson(QJsonDocument::Compact)))
            m_cancelledId = id;
        return makeError(ErrorCode::Cancelled, QStringLiteral("The run was cancelled."));
    }
    const QJsonObject json = message ? QJsonDocument::fromJson(*message).object() : QJsonObject();
    if (auto answer = isAnswerTo(id, json) ? parseAnswer(json) : std::nullopt) {
        if (isLast(json))
            drop();
        return std::move(*answer);
    }
    // The worker died of the program or broke off the conversation: nothing it says counts any more.
    const bool isSilent = !message && message.error().code == ErrorCode::Timeout;
    WorkerAnswer lost;
    lost.end = isSilent ? WorkerEnd::TimedOut : WorkerEnd::WorkerLost;
    drop();
    return lost;
}

} // namespace gatewright
