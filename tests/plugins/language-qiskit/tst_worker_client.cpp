// SPDX-License-Identifier: Apache-2.0
#include "plugins/language-qiskit/core/worker_client.h"
#include "tests/plugins/language-qiskit/qiskit_test.h"

#include <QTemporaryDir>

#include <signal.h>

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

// Speaks as worker.py does and does as the program's text says.
const char *const disloyalWorker = R"(
import json, struct, sys

def write(*messages):
    data = b""
    for message in messages:
        body = json.dumps(message).encode()
        data += struct.pack("<I", len(body)) + body
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()

write({"qiskit": "1"})
while size := sys.stdin.buffer.read(4):
    request = json.loads(sys.stdin.buffer.read(*struct.unpack("<I", size)))
    answer = {"id": request["id"], "end": "exited", "output": request["id"], "result": "", "last": False}
    if request["text"] == "twice":
        write(answer, answer)
    elif request["text"] == "forged":
        write(dict(answer, id="1"))
    elif request["text"] == "last":
        write(dict(answer, last=True))
    else:
        write(answer)
)";

} // namespace

class TestWorkerClient : public QObject
{
    Q_OBJECT

    ProcessService m_processes;
    std::unique_ptr<WorkerClient> m_client;
    PythonEnvironment m_environment;

    Result<WorkerAnswer> run(const WorkerRequest &request, const QString &folder = {})
    {
        return test::inBackground<WorkerAnswer>(this, [&](std::stop_token token) {
            return m_client->run(m_environment, folder, request, token);
        });
    }

private Q_SLOTS:
    void initTestCase() { GW_NEED_QISKIT(); }
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

    void aStoppedWorkerIsGivenUp()
    {
        GW_VERIFY_RESULT(run(program("")));
        const auto python = static_cast<pid_t>(pythonOf(m_client->processId()));
        QVERIFY(python > 1);
        QCOMPARE(::kill(python, SIGSTOP), 0);
        WorkerRequest request = program("print(2)");
        request.time = 100ms;
        const auto answer = run(request);
        GW_VERIFY_RESULT(answer);
        QCOMPARE(answer->end, WorkerEnd::TimedOut);
        QCOMPARE(run(program("print(3)"))->output, QStringLiteral("3\n"));
    }

    // Neither its streams nor those of anybody else inside, be it to answer in its place or to read requests.
    void aProgramCannotOpenTheWorkersStreams()
    {
        const auto answer =
            run(program("import os\n"
                        "assert os.getppid() == 1\n"
                        "refused = 0\n"
                        "for process in os.listdir('/proc'):\n"
                        "    if not process.isdigit() or int(process) == os.getpid():\n"
                        "        continue\n"
                        "    for fd in range(32):\n"
                        "        try:\n"
                        "            os.open(f'/proc/{process}/fd/{fd}', os.O_RDWR | os.O_NONBLOCK)\n"
                        "            print('opened', process, fd)\n"
                        "        except PermissionError:\n"
                        "            refused += 1\n"
                        "        except FileNotFoundError:\n"
                        "            pass\n"
                        "print(refused > 4)\n")); // 0, 1, 2 and the two of the conversation
        GW_VERIFY_RESULT(answer);
        QCOMPARE(answer->output, QStringLiteral("True\n"));
    }

    void signalsOfAProgramDoNotReachTheWorker()
    {
        GW_VERIFY_RESULT(run(program("")));
        const qint64 process = m_client->processId();
        const auto answer = run(program("import os, signal\n"
                                        "for kind in (signal.SIGSTOP, signal.SIGINT, signal.SIGKILL):\n"
                                        "    os.kill(os.getppid(), kind)\n"
                                        "print('sent')\n"));
        GW_VERIFY_RESULT(answer);
        QCOMPARE(answer->output, QStringLiteral("sent\n"));
        GW_VERIFY_RESULT(run(program("")));
        QCOMPARE(m_client->processId(), process);
    }

    void aWorkerThatSaysWhatNobodyAskedForIsDropped_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("end");
        QTest::addColumn<bool>("isKept");
        QTest::newRow("well") << QByteArray("well") << int(WorkerEnd::Exited) << true;
        QTest::newRow("twice") << QByteArray("twice") << int(WorkerEnd::Exited) << false;
        QTest::newRow("forged") << QByteArray("forged") << int(WorkerEnd::WorkerLost) << false;
        QTest::newRow("last") << QByteArray("last") << int(WorkerEnd::Exited) << false;
    }
    void aWorkerThatSaysWhatNobodyAskedForIsDropped()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, end);
        QFETCH(bool, isKept);
        QTemporaryDir scripts;
        QFile script(scripts.filePath(QStringLiteral("worker.py")));
        QVERIFY(script.open(QIODevice::WriteOnly));
        script.write(disloyalWorker);
        script.close();
        m_client = std::make_unique<WorkerClient>(m_processes, scripts.path());
        const auto first = run(program("well"));
        GW_VERIFY_RESULT(first);
        const qint64 process = m_client->processId();
        const auto answer = run(program(text.constData()));
        GW_VERIFY_RESULT(answer);
        QCOMPARE(int(answer->end), end);
        const auto next = run(program("well"));
        GW_VERIFY_RESULT(next);
        QCOMPARE(next->end, WorkerEnd::Exited);
        QCOMPARE(m_client->processId() == process, isKept);
        QVERIFY(next->output != first->output); // the ids, which are not to be guessed
        QVERIFY(next->output.size() > 8);
    }

    // Folders that are not easily removed, and what outlives its process: none of it is the next run's
    // matter.
    void whatAHostileRunLeavesCostsTheNextOneNothing_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("isKept");
        QTest::newRow("closed folders")
            << QByteArray("os.makedirs('/tmp/a/b/c')\nopen('/tmp/a/b/x', 'w').close()\n"
                          "os.chmod('/tmp/a/b/c', 0)\nos.chmod('/tmp/a/b', 0)\nos.chmod('/tmp/a', 0)\n")
            << true;
        QTest::newRow("closed /tmp") << QByteArray("os.chmod('/tmp', 0)\nos.chmod('/dev/shm', 0)\n") << true;
        QTest::newRow("nested folders")
            << QByteArray("for _ in range(1500): os.mkdir('d' * 200); os.chdir('d' * 200)\n") << true;
        QTest::newRow("closed nested folders")
            << QByteArray("os.chdir('/dev/shm')\n"
                          "for _ in range(1500): os.mkdir('d'); os.chdir('d'); os.chmod('..', 0o100)\n")
            << true;
        QTest::newRow("moved mount") << QByteArray("os.rename('/tmp/' + folder.split('/')[2], '/tmp/x')\n")
                                     << false;
        QTest::newRow("shared memory")
            << QByteArray("import ctypes\nassert ctypes.CDLL(None).shmget(1, 4096, 0o1600) >= 0\n") << false;
    }
    void whatAHostileRunLeavesCostsTheNextOneNothing()
    {
        QFETCH(QByteArray, text);
        QFETCH(bool, isKept);
        QTemporaryDir above(QStringLiteral("/tmp/tst_worker-XXXXXX"));
        const QString folder = above.filePath(QStringLiteral("a/workspace"));
        QVERIFY(QDir().mkpath(folder));
        GW_VERIFY_RESULT(run(program(""), folder));
        const qint64 process = m_client->processId();
        const QByteArray hostile =
            "import os\nfolder = '" + folder.toUtf8() + "'\n" + text + "print('left')\n";
        const auto first = run(program(hostile.constData()), folder);
        GW_VERIFY_RESULT(first);
        QCOMPARE(first->output, QStringLiteral("left\n"));
        const auto next = run(program("import os, glob\nos.listdir('/dev/shm')\n"
                                      "print(os.listdir('/dev/shm'), len(os.listdir('/tmp')), os.listdir())\n"
                                      "print(len(open('/proc/sysvipc/shm').readlines()))\n"),
                              folder);
        GW_VERIFY_RESULT(next);
        // What leads to the workspace, the environment and the scripts when they are below /tmp; the home.
        QVERIFY2(next->output.endsWith(QStringLiteral("[]\n1\n")) &&
                     next->output.startsWith(QStringLiteral("[] 2 ")),
                 qPrintable(next->output));
        QVERIFY(QDir(folder).exists());
        QCOMPARE(m_client->processId() == process, isKept);
    }

    // Who ended and lost its parent is the worker's to take in.
    void orphansThatEndedDoNotCount()
    {
        const auto answer = run(program("import os, time\n"
                                        "for _ in range(100):\n"
                                        "    if os.fork() == 0:\n"
                                        "        os.fork()\n"
                                        "        os._exit(0)\n"
                                        "    os.wait()\n"
                                        "time.sleep(0.3)\n" // several looks of the worker
                                        "print('well')\n"));
        GW_VERIFY_RESULT(answer);
        QCOMPARE(answer->output, QStringLiteral("well\n"));
    }

    // Neither the limit on data nor the count of private memory sees it.
    void sharedMemoryCounts()
    {
        WorkerRequest request = program("import mmap, time\nx = mmap.mmap(-1, 600 << 20)\n"
                                        "for _ in range(600): x.write(bytes(1 << 20))\n"
                                        "time.sleep(99)\n");
        request.memoryBytes = std::uint64_t{400} << 20;
        const auto answer = run(request);
        GW_VERIFY_RESULT(answer);
        QCOMPARE(answer->end, WorkerEnd::MemoryLimit);
    }

    void aRunThatMayUseMoreMemoryGetsAnotherWorker()
    {
        WorkerRequest request = program("");
        request.memoryBytes = std::uint64_t{512} << 20;
        GW_VERIFY_RESULT(run(request));
        const qint64 process = m_client->processId();
        GW_VERIFY_RESULT(run(request));
        QCOMPARE(m_client->processId(), process);
        request.memoryBytes *= 2;
        GW_VERIFY_RESULT(run(request));
        QVERIFY(m_client->processId() != process);
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
