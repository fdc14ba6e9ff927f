// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/process/process_service.h"
#include "plugins/language-qiskit/core/managed_environment.h"

#include <QByteArray>
#include <QMap>
#include <QString>
#include <QStringList>

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>

namespace gatewright {

// What the worker said about itself when it was ready.
struct WorkerVersions
{
    QString python;
    QString qiskit;
    QString aer; // empty: the environment has none
    double importMilliseconds = 0;
};

// One program to run, as resources/qiskit/worker.py takes it.
struct WorkerRequest
{
    QString path;                   // its name in tracebacks
    QString text;                   // what is run
    QString folder;                 // where its imports are looked for first; empty: nowhere
    QMap<QString, QString> unsaved; // texts in place of files
    int shots = 1024;
    std::chrono::milliseconds time{10'000}; // of the wall clock, without what it waited for a processor
    std::uint64_t memoryBytes = std::uint64_t{2} << 30;
    std::uint64_t outputBytes = std::uint64_t{1} << 20;
    int qubits = 26; // of a state vector; above this only Clifford circuits are counted
};

// How the run ended, as seen from outside the process that ran the program.
enum class WorkerEnd {
    Exited,       // by itself: code
    Signalled,    // signal
    TimedOut,     // killed for its time
    OutputLimit,  // killed for what it printed
    ProcessLimit, // killed for the processes it started
    MemoryLimit,  // killed for its memory
    WorkerLost,   // the worker died of it or broke off the conversation
};

struct WorkerAnswer
{
    WorkerEnd end = WorkerEnd::Exited;
    int code = 0;
    int signal = 0;
    QString output;    // both streams of the program
    QByteArray result; // what the child said; untrusted: it may be the program's own invention
    double wallMilliseconds = 0;
    double processorMilliseconds = 0;
    double waitingMilliseconds = 0; // for a processor; measured only once `time` was over
};

// The Qiskit worker: a Python in the sandbox that has imported Qiskit and forks a child for each program. It
// is started by the first run, started anew when it died, when it could not clean up after a run, when it
// says what nobody asked for, when the environment or the folder is another one or a run may use more memory,
// and ends by itself when nobody needs it for some minutes.
//
// run() may be called on every thread that may wait, but the one that runs the program's event loop; several
// callers take turns.
class WorkerClient
{
public:
    // `processes` outlives this. `scriptFolder` holds worker.py.
    WorkerClient(const ProcessService &processes, QString scriptFolder);

    // `readOnlyFolder` is the workspace that the program may read; empty: none. An error means that nothing
    // was run: as ProcessService::startServer() says, Missing when Qiskit cannot be imported, Cancelled.
    [[nodiscard]] Result<WorkerAnswer> run(const PythonEnvironment &environment,
                                           const QString &readOnlyFolder, const WorkerRequest &request,
                                           const std::stop_token &token);

    // Of the worker that runs now, if one does.
    [[nodiscard]] std::optional<WorkerVersions> versions() const;
    [[nodiscard]] qint64 processId() const;

private:
    class Turn;

    Result<void> ensureWorker(const PythonEnvironment &environment, const QString &readOnlyFolder,
                              std::uint64_t memoryBytes, const std::stop_token &token);
    Result<void> awaitGreeting(const PythonEnvironment &environment, const std::stop_token &token);
    void settleCancelledRun();
    Result<WorkerAnswer> awaitAnswer(const QString &id, const WorkerRequest &request,
                                     const std::stop_token &token);
    void drop();

    const ProcessService &m_processes;
    const QString m_scriptFolder;

    mutable std::mutex m_mutex; // guards what follows
    std::condition_variable_any m_free;
    bool m_busy = false;
    std::optional<WorkerVersions> m_versions;
    std::shared_ptr<SandboxedServer> m_server;

    // Of the caller whose turn it is.
    PythonEnvironment m_environment;
    QString m_folder;
    std::uint64_t m_memoryBytes = 0; // of the largest run that the worker was started for
    QString m_cancelledId;           // of the last run, when its answer is still to come
};

} // namespace gatewright
