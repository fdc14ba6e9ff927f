// SPDX-License-Identifier: Apache-2.0
#include "plugins/language-qiskit/core/qiskit_simulation.h"
#include "tests/plugins/language-qiskit/qiskit_test.h"

#include <QTemporaryDir>

using namespace gatewright;
using namespace std::chrono_literals;

namespace {

// Without what differs from run to run: times, counts and the drawing, whose beginning is kept.
QJsonObject stableJson(const SimulationReport &report, const TextDocument &document, int shots)
{
    QJsonObject json = simulationToJson(report, document);
    json.remove(QStringLiteral("ms"));
    json.remove(QStringLiteral("build_ms"));
    QJsonArray circuits;
    for (const QJsonValue circuit : json[QLatin1String("circuits")].toArray()) {
        QJsonObject stable = circuit.toObject();
        const QJsonObject counts = stable.take(QLatin1String("counts")).toObject();
        qint64 sum = 0;
        for (const QJsonValue count : counts)
            sum += count.toInteger();
        stable.insert(QStringLiteral("all_shots_counted"), sum == shots);
        stable.insert(QStringLiteral("results"), QJsonArray::fromStringList(counts.keys()));
        stable.insert(QStringLiteral("drawn"), !stable.take(QLatin1String("drawing")).toString().isEmpty());
        circuits.append(stable);
    }
    json.insert(QStringLiteral("circuits"), circuits);
    // Qiskit's own files are named in tracebacks: only the program's last line stays.
    const QString output = json[QLatin1String("stdout")].toString().trimmed();
    json.insert(QStringLiteral("stdout"), output.section(QLatin1Char('\n'), -1));
    return json;
}

} // namespace

class TestQiskitSimulation : public QObject
{
    Q_OBJECT

    ProcessService m_processes;
    std::unique_ptr<QiskitSimulation> m_simulation;

    Result<SimulationReport> run(const SimulationInput &input)
    {
        return test::inBackground<SimulationReport>(
            this, [&](std::stop_token token) { return m_simulation->run(input, token); });
    }
    Result<SimulationReport> runText(const std::string &text, std::chrono::milliseconds time = 10s)
    {
        const TextDocument document(Language::Qiskit, text);
        SimulationInput input{{document}, {}, {}};
        input.time = time;
        return run(input);
    }

private Q_SLOTS:
    void initTestCase()
    {
        GW_NEED_QISKIT();
        m_simulation = std::make_unique<QiskitSimulation>(m_processes, buildTreePlaces(), scriptFolder());
    }

    void whatARunTells_data() { addGoldenRows("circuits"); }
    void whatARunTells()
    {
        QFETCH(QString, program);
        const TextDocument document(Language::Qiskit, test::readFile(program).toStdString());
        SimulationInput input{{document, QStringLiteral("program.py")}, {}, {}};
        input.shots = 1000;
        const auto report = run(input);
        GW_VERIFY_RESULT(report);
        compareWithGolden(program, stableJson(*report, document, input.shots));
    }

    void theSampleWorkspaceRuns_data()
    {
        QTest::addColumn<QString>("program");
        const QDir folder(QStringLiteral(GATEWRIGHT_SOURCE_DIR "/resources/sample-workspace/qiskit"));
        for (const QString &file : folder.entryList({QStringLiteral("*.py")}, QDir::Files))
            QTest::newRow(qPrintable(file)) << folder.filePath(file);
    }
    void theSampleWorkspaceRuns()
    {
        QFETCH(QString, program);
        const TextDocument document(Language::Qiskit, test::readFile(program).toStdString());
        const SimulationInput input{{document, program}, {}, {}};
        QVERIFY(m_simulation->canRun(input));
        const auto report = run(input);
        GW_VERIFY_RESULT(report);
        QVERIFY2(report->passed(), qPrintable(report->message + report->output));
        QVERIFY(!report->circuits.empty());
        QVERIFY(!report->circuits.front().drawing.isEmpty());
    }

    void onlyProgramsThatImportQiskitCanRun_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("expected");
        QTest::newRow("import") << QByteArray("import qiskit\n") << true;
        QTest::newRow("from") << QByteArray("x = 1\nfrom qiskit.circuit import Gate\n") << true;
        QTest::newRow("second") << QByteArray("import os, qiskit_aer\n") << true;
        QTest::newRow("inside") << QByteArray("def f():\n    from qiskit import QuantumCircuit\n") << true;
        QTest::newRow("comment") << QByteArray("# import qiskit\n") << false;
        QTest::newRow("other") << QByteArray("import math\n") << false;
    }
    void onlyProgramsThatImportQiskitCanRun()
    {
        QFETCH(QByteArray, text);
        const TextDocument document(Language::Qiskit, text.toStdString());
        QTEST(m_simulation->canRun({{document}, {}, {}}), "expected");
    }

    void theSameSeedEveryTime()
    {
        const std::string text =
            test::readFile(goldenFolder("circuits") + QStringLiteral("/bell.py")).toStdString();
        const auto first = runText(text);
        const auto second = runText(text);
        GW_VERIFY_RESULT(first);
        GW_VERIFY_RESULT(second);
        QCOMPARE(first->circuits, second->circuits);
        QCOMPARE(first->circuits.front().counts.size(), std::size_t(2));
    }

    // The text that is run is the editor's, and so are those of the modules that it imports.
    void unsavedModulesCount()
    {
        QTemporaryDir workspace;
        const QString module = workspace.filePath(QStringLiteral("parts.py"));
        QFile file(module);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("value = 'on disk'\n");
        file.close();
        const TextDocument document(Language::Qiskit, "import qiskit, parts\nprint(parts.value)\n");
        SimulationInput input{
            {document, workspace.filePath(QStringLiteral("main.py")), workspace.path()}, {}, {}};
        const auto saved = run(input);
        GW_VERIFY_RESULT(saved);
        QCOMPARE(saved->output, QStringLiteral("on disk\n"));
        const UnsavedTexts unsaved{{module, "value = 'in the editor'\n"}};
        input.input.unsaved = &unsaved;
        const auto edited = run(input);
        GW_VERIFY_RESULT(edited);
        QCOMPARE(edited->output, QStringLiteral("in the editor\n"));
        QVERIFY(!QFileInfo::exists(workspace.filePath(QStringLiteral("__pycache__"))));
    }

    // Where the editor holds a text, compiled modules are still found: those of C and those without a source.
    void unsavedModulesHideNoOthers()
    {
        QTemporaryDir workspace;
        const TextDocument document(
            Language::Qiskit,
            "import qiskit, importlib.machinery, os, py_compile, sys, sysconfig\n"
            "folder = os.path.join(sysconfig.get_path('stdlib'), 'lib-dynload')\n"
            "suffix = importlib.machinery.EXTENSION_SUFFIXES[0]\n"
            "names = [f[:-len(suffix)] for f in os.listdir(folder) if f.endswith(suffix)]\n"
            "name = next(n for n in sorted(names) if n not in sys.modules and not n.startswith('_test'))\n"
            "print(__import__(name).__file__.endswith(suffix))\n"
            "open('bare.py', 'w').write('value = 7')\n"
            "py_compile.compile('bare.py', cfile='bare.pyc')\nos.remove('bare.py')\n"
            "sys.path.insert(0, os.getcwd())\nimport bare\nprint(bare.value)\n");
        SimulationInput input{
            {document, workspace.filePath(QStringLiteral("main.py")), workspace.path()}, {}, {}};
        const UnsavedTexts unsaved{{workspace.filePath(QStringLiteral("parts.py")), "value = 1\n"}};
        input.input.unsaved = &unsaved;
        const auto report = run(input);
        GW_VERIFY_RESULT(report);
        QCOMPARE(report->output, QStringLiteral("True\n7\n"));
    }

    void aModuleOfTheUsersMayBeCalledProgram()
    {
        QTemporaryDir workspace;
        for (const char *name : {"program.py", "worker.py"}) {
            QFile file(workspace.filePath(QLatin1String(name)));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write("value = 'mine'\n");
        }
        const TextDocument document(Language::Qiskit,
                                    "import qiskit, program, worker\nprint(program.value, worker.value)\n");
        const auto report =
            run({{document, workspace.filePath(QStringLiteral("main.py")), workspace.path()}, {}, {}});
        GW_VERIFY_RESULT(report);
        QCOMPARE(report->output, QStringLiteral("mine mine\n"));
    }

    void theWorkspaceIsReadOnly()
    {
        QTemporaryDir workspace;
        const TextDocument document(
            Language::Qiskit,
            "import qiskit, pathlib\npathlib.Path(__file__).with_name('x').write_text('x')\n");
        const auto report =
            run({{document, workspace.filePath(QStringLiteral("main.py")), workspace.path()}, {}, {}});
        GW_VERIFY_RESULT(report);
        QCOMPARE(report->outcome, SimulationOutcome::Failed);
        QVERIFY2(report->message.contains(QStringLiteral("Read-only")), qPrintable(report->message));
        QVERIFY(QDir(workspace.path()).isEmpty());
    }

    void badPrograms_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("outcome");
        QTest::addColumn<QString>("message");
        const auto row = [](const char *name, const QByteArray &text, SimulationOutcome outcome,
                            const char *message) {
            QTest::newRow(name) << text << int(outcome) << QString::fromLatin1(message);
        };
        row("busy for ever", "while True: pass\n", SimulationOutcome::Timeout, "did not end within 1 s");
        row("sleeps for ever", "import time\ntime.sleep(1000)\n", SimulationOutcome::Timeout, "did not end");
        row("simulates for too long",
            "from qiskit import QuantumCircuit\nq = QuantumCircuit(24)\nfor i in range(4000): q.ry(i, i % "
            "24); q.cx(i % "
            "24, (i + 1) % 24)\nq.measure_all()\n",
            SimulationOutcome::Timeout, "simulating its circuits took more than 1 s");
        row("fork bomb", "import os\nwhile True:\n    os.fork()\n", SimulationOutcome::Crash,
            "too many processes");
        row("threads that sleep",
            "import threading, time\nfor _ in range(9): threading.Thread(target=time.sleep, "
            "args=(99,)).start()\ntime.sleep(99)\n",
            SimulationOutcome::Timeout, "did not end");
        row("prints for ever", "while True: print('x' * 10000)\n", SimulationOutcome::OutputLimit,
            "printed more than");
        row("leaves at once", "import os\nos._exit(0)\n", SimulationOutcome::Crash, "ended its own process");
        row("aborts", "import os\nos.abort()\n", SimulationOutcome::Crash, "SIGABRT");
        row("reads address 0", "import ctypes\nctypes.string_at(0)\n", SimulationOutcome::Crash, "SIGSEGV");
        row("kills the worker", "import os\nos.kill(os.getppid(), 9)\n", SimulationOutcome::Passed, "");
        row("kills everything", "import os\nos.kill(-1, 9)\n", SimulationOutcome::Failed,
            "ProcessLookupError");
        row("endless recursion", "def f(): f()\nf()\n", SimulationOutcome::Failed, "RecursionError");
        row("writes into the worker", "import os\nopen(f'/proc/{os.getppid()}/mem', 'r+b')\n",
            SimulationOutcome::Failed, "Permission denied");
        row("answers in its place", "import os\nopen(f'/proc/{os.getppid()}/fd/1', 'wb')\n",
            SimulationOutcome::Failed, "Permission denied");
        row("answers in the place of process 1", "open('/proc/1/fd/1', 'wb')\n", SimulationOutcome::Failed,
            "Permission denied");
        row("network", "import socket\nsocket.create_connection(('127.0.0.1', 80), 1)\n",
            SimulationOutcome::Failed, "Error");
        row("home", "import os\nassert not os.path.exists('/root') and not os.path.exists('/home'), 'seen'\n",
            SimulationOutcome::Passed, "");
        row("environment",
            "import os\nassert 'USER' not in os.environ and os.environ['HOME'] == '/tmp/home'\n",
            SimulationOutcome::Passed, "");
        row("null character", QByteArray("x = 1\0\n", 7), SimulationOutcome::CompileError, "does not parse");
    }
    void badPrograms()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, outcome);
        QFETCH(QString, message);
        const auto report =
            runText(text.toStdString(), outcome == int(SimulationOutcome::Timeout) ? 1s : 20s);
        GW_VERIFY_RESULT(report);
        QVERIFY2(report->outcome == static_cast<SimulationOutcome>(outcome),
                 qPrintable(report->message + report->output.right(500)));
        QVERIFY2(report->message.contains(message), qPrintable(report->message));
        // It cost only itself.
        const auto next = runText("import qiskit\nprint('well')\n");
        GW_VERIFY_RESULT(next);
        QVERIFY2(next->passed(), qPrintable(next->message));
        QCOMPARE(next->output, QStringLiteral("well\n"));
    }

    void nothingIsLeftForTheNextRun()
    {
        const auto first = runText("import os, subprocess, qiskit\n"
                                   "subprocess.Popen(['setsid', 'sleep', '1000'])\n"
                                   "open('/tmp/left', 'w').write('x')\nopen('left', 'w').write('x')\n"
                                   "open('/dev/shm/left', 'w').write('x')\n");
        GW_VERIFY_RESULT(first);
        QVERIFY2(first->passed(), qPrintable(first->output));
        const auto second =
            runText("import glob, os, qiskit\n"
                    "print(glob.glob('/tmp/*/*') + glob.glob('/tmp/left') + glob.glob('/dev/shm/*'))\n"
                    "print(sorted(int(p) for p in os.listdir('/proc') if p.isdigit())[:-1])\n");
        GW_VERIFY_RESULT(second);
        QCOMPARE(second->output, QStringLiteral("[]\n[1]\n"));
    }

    void bothStreamsComeInOrder()
    {
        const auto report = runText("import sys, qiskit\nprint(1)\nprint(2, file=sys.stderr)\nprint(3)\n");
        GW_VERIFY_RESULT(report);
        QCOMPARE(report->output, QStringLiteral("1\n2\n3\n"));
    }

    void aFileInTheHomeFolderRunsOnItsOwn()
    {
        const TextDocument document(Language::Qiskit, "import qiskit, os\nprint(os.path.exists(__file__))\n");
        const auto report = run(
            {{document, QDir::homePath() + QStringLiteral("/gatewright-test.py"), QDir::homePath()}, {}, {}});
        GW_VERIFY_RESULT(report);
        QVERIFY2(report->passed(), qPrintable(report->output));
        QCOMPARE(report->output, QStringLiteral("False\n"));
    }

    // /tmp/x.py without a workspace once showed all of /tmp, and the sockets in it.
    void aFileInTmpRunsOnItsOwn()
    {
        QTemporaryDir other(QStringLiteral("/tmp/tst_qiskit-XXXXXX"));
        const TextDocument document(Language::Qiskit, "import qiskit, os\nprint(os.path.exists('" +
                                                          other.path().toStdString() + "'))\n");
        const auto report = run({{document, QStringLiteral("/tmp/gatewright-test.py")}, {}, {}});
        GW_VERIFY_RESULT(report);
        QVERIFY2(report->passed(), qPrintable(report->output));
        QCOMPARE(report->output, QStringLiteral("False\n"));
    }

    void aTextThatIsTooLongIsRefused()
    {
        GW_VERIFY_ERROR(runText("import qiskit\n" + std::string(QiskitSimulation::mostTextBytes, '#')),
                        ErrorCode::LimitExceeded);
    }

    void withoutAnEnvironmentTheErrorNamesTheRemedy()
    {
        QTemporaryDir nothing;
        const QiskitSimulation simulation(m_processes, {{}, nothing.path(), nothing.path()}, scriptFolder());
        const TextDocument document(Language::Qiskit, "import qiskit\n");
        const auto report = test::inBackground<SimulationReport>(
            this, [&](std::stop_token token) { return simulation.run({{document}, {}, {}}, token); });
        GW_VERIFY_ERROR(report, ErrorCode::Missing);
        QVERIFY(report.error().message.contains(QStringLiteral("gatewright-cli setup qiskit")));
    }

    // A venv of the workspace may hold anything under the name of Qiskit.
    void anInterpreterOfTheWorkspaceIsNotRun()
    {
        QTemporaryDir workspace;
        const auto mine = findPythonEnvironment(buildTreePlaces());
        GW_VERIFY_RESULT(mine);
        const QDir folder(workspace.path());
        QVERIFY(folder.mkpath(QStringLiteral("venv/bin")) && folder.mkpath(QStringLiteral("venv/lib")));
        QVERIFY(QFile::copy(mine->prefix + QStringLiteral("/pyvenv.cfg"),
                            workspace.filePath(QStringLiteral("venv/pyvenv.cfg"))));
        QVERIFY(QFile::link(mine->interpreter, workspace.filePath(QStringLiteral("venv/bin/python"))));
        QVERIFY(QFile::link(mine->prefix + QStringLiteral("/lib/python3.11"),
                            workspace.filePath(QStringLiteral("venv/lib/python3.11"))));
        const QiskitSimulation simulation(
            m_processes, {workspace.filePath(QStringLiteral("venv/bin/python")), {}, {}}, scriptFolder());
        const TextDocument document(Language::Qiskit, "import qiskit\n");
        const CheckInput input{document, workspace.filePath(QStringLiteral("a.py")), workspace.path()};
        const auto report = test::inBackground<SimulationReport>(
            this, [&](std::stop_token token) { return simulation.run({input, {}, {}}, token); });
        GW_VERIFY_ERROR(report, ErrorCode::InvalidInput);
        QVERIFY(report.error().message.contains(QStringLiteral("not trusted")));
    }
};

QTEST_GUILESS_MAIN(TestQiskitSimulation)
#include "tst_qiskit_simulation.moc"
