// SPDX-License-Identifier: Apache-2.0
#include "plugins/language-qiskit/core/worker_client.h"
#include "tests/plugins/language-qiskit/qiskit_test.h"

#include <QElapsedTimer>
#include <QTemporaryDir>

#include <signal.h>

#include <atomic>

using namespace gatewright;
using namespace std::chrono_literals;

namespace {

WorkerRequest program(const char *text)
{
    WorkerRequest request;
    request.path = QStringLiteral("program.py");
    request.text = QString::fromLatin1(text);
    return request;
}

} // namespace

class TestWorkerClient : public QObject
{
    Q_OBJECT

    ProcessService m_processes;
    std::unique_ptr<WorkerClient> m_client;
    PythonEnvironment m_environment;

    Result<WorkerAnswer> run(const WorkerRequest &request, const QString &folder = {})
    {
        return inBackground<WorkerAnswer>(this, [&](std::stop_token token) {
            return m_client->run(m_environment, folder, request, token);
        });
    }

private Q_SLOTS:
    void initTestCase() { REQUIRE_QISKIT(m_processes); }
    void init()
    {
        m_environment = *findPythonEnvironment(buildTreePlaces());
        m_client = std::make_unique<WorkerClient>(m_processes, scriptFolder());
    }

    void itTellsItsVersions()
    {
        QVERIFY(!m_client->versions());
        GW_VERIFY_RESULT(run(program("print(1)")));
        const auto versions = m_client->versions();
        QVERIFY(versions);
        QCOMPARE(versions->qiskit, m_environment.packages.value(QStringLiteral("qiskit")));
        QCOMPARE(versions->aer, m_environment.packages.value(QStringLiteral("qiskit_aer")));
        QVERIFY(versions->importMilliseconds > 0);
    }

    void oneProcessServesManyRuns()
    {
        GW_VERIFY_RESULT(run(program("")));
        const qint64 process = m_client->processId();
        QVERIFY(process > 1);
        for (int i = 0; i < 5; ++i)
            QCOMPARE(run(program("import qiskit; print('x')"))->output, QStringLiteral("x\n"));
        QCOMPARE(m_client->processId(), process);
    }

    // The trap of reference: a server that has transpiled once deadlocks every child that does.
    void childrenMayTranspileAgainAndAgain()
    {
        for (int i = 0; i < 3; ++i) {
            const auto answer =
                run(program("from qiskit import QuantumCircuit, transpile\n"
                            "q = QuantumCircuit(3)\nq.h(0)\nq.ccx(0, 1, 2)\n"
                            "print(transpile(q, basis_gates=['cx', 'u'], seed_transpiler=1).depth() > 3)\n"));
            GW_VERIFY_RESULT(answer);
            QCOMPARE(answer->output, QStringLiteral("True\n"));
        }
    }

    void anotherFolderIsAnotherWorker()
    {
        QTemporaryDir first;
        QTemporaryDir second;
        const WorkerRequest look = program("import os; print(len(__import__('sys').argv))");
        GW_VERIFY_RESULT(run(look, first.path()));
        const auto process = static_cast<pid_t>(m_client->processId());
        GW_VERIFY_RESULT(run(look, second.path()));
        QVERIFY(m_client->processId() != process);
        QTRY_VERIFY(::kill(process, 0) != 0);
    }

    void aKilledWorkerIsStartedAgain()
    {
        GW_VERIFY_RESULT(run(program("")));
        const auto process = static_cast<pid_t>(m_client->processId());
        QCOMPARE(::kill(process, SIGKILL), 0);
        QTRY_COMPARE(m_client->processId(), qint64(0));
        QCOMPARE(run(program("print(2)"))->output, QStringLiteral("2\n"));
    }

    // The program stops the worker, which then answers nobody: the outer limit ends both.
    void aStoppedWorkerIsGivenUp()
    {
        WorkerRequest request =
            program("import os, signal, time\nos.kill(os.getppid(), signal.SIGSTOP)\ntime.sleep(99)\n");
        request.time = 100ms;
        const auto answer = run(request);
        GW_VERIFY_RESULT(answer);
        QCOMPARE(answer->end, WorkerEnd::TimedOut);
        QCOMPARE(run(program("print(3)"))->output, QStringLiteral("3\n"));
    }

    void memoryIsLimited()
    {
        WorkerRequest request = program("x = []\nwhile True: x.append(bytearray(1 << 24))\n");
        request.memoryBytes = std::uint64_t{512} << 20;
        const auto answer = run(request);
        GW_VERIFY_RESULT(answer);
        // Whichever comes first: the limit on the process, or the worker that looks now and then.
        QVERIFY(answer->end == WorkerEnd::MemoryLimit || answer->result.contains("MemoryError"));
    }

    // Each below its own limit, all of them together not.
    void memoryOfAllProcessesIsLimited()
    {
        WorkerRequest request =
            program("import os, time\nfor _ in range(9):\n    if os.fork() == 0:\n"
                    "        x = bytearray(100 << 20)\n        time.sleep(99)\ntime.sleep(99)\n");
        request.memoryBytes = std::uint64_t{400} << 20;
        const auto answer = run(request);
        GW_VERIFY_RESULT(answer);
        QCOMPARE(answer->end, WorkerEnd::MemoryLimit);
    }

    void cancellingEndsTheRunAndKeepsTheWorker()
    {
        GW_VERIFY_RESULT(run(program("")));
        const qint64 process = m_client->processId();
        std::optional<Result<WorkerAnswer>> answer;
        WorkerRequest request = program("import time\ntime.sleep(1000)\n");
        request.time = 1000s;
        std::stop_source stop = startTask<WorkerAnswer>(
            this,
            [this, request](std::stop_token token) {
                return m_client->run(m_environment, {}, request, token);
            },
            [&](Result<WorkerAnswer> given) { answer = std::move(given); });
        stop.request_stop();
        QTRY_VERIFY(answer);
        GW_VERIFY_ERROR(*answer, ErrorCode::Cancelled);
        const auto next = run(program("print(4)"));
        GW_VERIFY_RESULT(next);
        QCOMPARE(next->output, QStringLiteral("4\n"));
        QCOMPARE(m_client->processId(), process);
    }

    void callersTakeTurns()
    {
        int answers = 0;
        for (int i = 0; i < 4; ++i) {
            (void)startTask<WorkerAnswer>(
                this,
                [this, i](std::stop_token token) {
                    const QByteArray text = "print(" + QByteArray::number(i) + ")";
                    return m_client->run(m_environment, {}, program(text.constData()), token);
                },
                [&answers, i](const Result<WorkerAnswer> &answer) {
                    if (answer && answer->output == QString::number(i) + QLatin1Char('\n'))
                        ++answers;
                });
        }
        QTRY_COMPARE_WITH_TIMEOUT(answers, 4, 60'000);
    }

    void anEnvironmentThatVanishedIsNamed()
    {
        QTemporaryDir folder;
        m_environment.prefix = folder.filePath(QStringLiteral("venv"));
        m_environment.interpreter = m_environment.prefix + QStringLiteral("/bin/python");
        m_environment.folders = QStringList{m_environment.prefix};
        const auto answer = run(program(""));
        GW_VERIFY_ERROR(answer, ErrorCode::InvalidInput);
        QCOMPARE(answer.error().place, m_environment.prefix);
    }

    void anEnvironmentThatLostItsQiskitIsNamed()
    {
        QTemporaryDir folder;
        QVERIFY(QDir(folder.path()).mkpath(QStringLiteral("bin")));
        QFile config(folder.filePath(QStringLiteral("pyvenv.cfg")));
        QVERIFY(config.open(QIODevice::WriteOnly));
        config.write("home = /usr/bin\n");
        config.close();
        m_environment.prefix = folder.path();
        m_environment.interpreter = folder.filePath(QStringLiteral("bin/python"));
        m_environment.folders = QStringList{folder.path()};
        QVERIFY(QFile::link(QStringLiteral("/usr/bin/python3"), m_environment.interpreter));
        const auto answer = run(program(""));
        GW_VERIFY_ERROR(answer, ErrorCode::Missing);
        QVERIFY2(answer.error().detail.contains(QStringLiteral("No module named 'qiskit'")),
                 qPrintable(answer.error().detail));
    }

    void aWorkerThatIsNoWorkerIsNamed()
    {
        m_environment.interpreter = QStringLiteral("/usr/bin/false");
        const auto answer = run(program(""));
        GW_VERIFY_ERROR(answer, ErrorCode::Crashed);
        QCOMPARE(answer.error().place, QStringLiteral("/usr/bin/false"));
    }
};

QTEST_GUILESS_MAIN(TestWorkerClient)
#include "tst_worker_client.moc"
