// SPDX-License-Identifier: Apache-2.0
#include "tests/app/cli/command_line.h"
#include "tests/support/files.h"
#include "tests/support/sandbox.h"

#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

// `gatewright-cli simulate` and the higher tiers of `check`, with the compilers and the sandbox.
class TestSimulateCommand : public QObject
{
    Q_OBJECT

    gatewright::test::Folder m_folder;

    static QString sample(const char *name)
    {
        return QStringLiteral(GATEWRIGHT_SOURCE_DIR "/resources/sample-workspace/") + QLatin1String(name);
    }
    CommandLine run(const QStringList &arguments) const
    {
        return CommandLine(QStringList{QStringLiteral("--json"), QStringLiteral("--profile"),
                                       m_folder.path(QStringLiteral("profile"))} +
                           arguments);
    }

private Q_SLOTS:
    void initTestCase() { GW_NEED(gatewright::test::sandboxHere(this)); }

    void aKernelAndItsTestbench()
    {
        const CommandLine simulated = run({QStringLiteral("simulate"), sample("fir/fir.cpp")});
        QVERIFY2(simulated.exitCode == 0, simulated.errors.constData());
        QCOMPARE(simulated.json()[QLatin1String("outcome")], QStringLiteral("passed"));
        QVERIFY(simulated.json()[QLatin1String("stdout")].toString().contains(QStringLiteral("impulse")));
        QVERIFY(simulated.json()[QLatin1String("ms")].toDouble() > 0);
    }

    void aCircuit()
    {
        const CommandLine simulated = run({QStringLiteral("simulate"), sample("qiskit/bell.py"),
                                           QStringLiteral("--shots"), QStringLiteral("100")});
        QVERIFY2(simulated.exitCode == 0, simulated.errors.constData());
        const QJsonObject circuit = simulated.json()[QLatin1String("circuits")][0].toObject();
        QCOMPARE(circuit[QLatin1String("qubits")], 2);
        QCOMPARE(circuit[QLatin1String("depth")], 3);
        QCOMPARE(circuit[QLatin1String("two_qubit_gates")], 1);
        int shots = 0;
        const QJsonObject counts = circuit[QLatin1String("counts")].toObject();
        for (const QJsonValue &count : counts)
            shots += count.toInt();
        QCOMPARE(shots, 100);
    }

    // The setting python.interpreter is the user's, whichever program runs Python.
    void theChosenPythonIsUsed()
    {
        const QString python = m_folder.path("nowhere/bin/python3");
        m_folder.write("profile/config/settings.json",
                       "{\"version\": 1, \"python\": {\"interpreter\": \"" + python.toUtf8() + "\"}}");
        const CommandLine simulated = run({QStringLiteral("simulate"), sample("qiskit/bell.py")});
        QVERIFY(QFile::remove(m_folder.path("profile/config/settings.json")));
        QCOMPARE(simulated.exitCode, 3);
        QVERIFY2(simulated.errors.contains("python.interpreter"), simulated.errors.constData());
    }

    void aWrongKernelIsBad()
    {
        m_folder.write("twice.h", "int twice(int x);\n");
        const QString kernel =
            m_folder.write("twice.cpp", "#include \"twice.h\"\nint twice(int x) { return x; }\n");
        m_folder.write(
            "twice_tb.cpp",
            "#include \"twice.h\"\n#include <cstdio>\nint main() {\n"
            "    if (twice(2) == 4) return 0;\n    std::puts(\"FAIL: twice(2)\");\n    return 1;\n}\n");
        const CommandLine simulated = run({QStringLiteral("simulate"), kernel});
        QCOMPARE(simulated.exitCode, 1);
        QCOMPARE(simulated.json()[QLatin1String("outcome")], QStringLiteral("failed"));
        QCOMPARE(simulated.json()[QLatin1String("first_mismatch")], QStringLiteral("FAIL: twice(2)"));
        const CommandLine checked =
            run({QStringLiteral("check"), QStringLiteral("--tier"), QStringLiteral("2"), kernel});
        QCOMPARE(checked.exitCode, 1);
        const QJsonObject file = checked.json()[QLatin1String("files")][0].toObject();
        QCOMPARE(file[QLatin1String("tier")], 1);
        QCOMPARE(file[QLatin1String("status")], QStringLiteral("failed"));
        QCOMPARE(file[QLatin1String("simulation")][QLatin1String("outcome")], QStringLiteral("failed"));
    }

    void whatDoesNotCompileIsBad()
    {
        const QString kernel = m_folder.write("wrong.cpp", "int f() { return no_such_name; }\n");
        const CommandLine checked =
            run({QStringLiteral("check"), QStringLiteral("--tier"), QStringLiteral("1"), kernel});
        QCOMPARE(checked.exitCode, 1);
        const QJsonObject file = checked.json()[QLatin1String("files")][0].toObject();
        QCOMPARE(file[QLatin1String("tier")], 0);
        const QJsonObject found = file[QLatin1String("diagnostics")][0].toObject();
        QCOMPARE(found[QLatin1String("source")], QStringLiteral("clang"));
        QCOMPARE(found[QLatin1String("range")][QLatin1String("start")][QLatin1String("column")], 18);
    }

    void fixesAreWritten()
    {
        const QString kernel = m_folder.write("fixed.cpp", "void f() {\n#pragma HLS pipelin II=1\n}\n");
        const QString broken =
            m_folder.write("marked.cpp", "\xef\xbb\xbfvoid f() {\n#pragma HLS pipelin II=1\n}\n");
        const CommandLine checked = run({QStringLiteral("check"), QStringLiteral("--tier"),
                                         QStringLiteral("1"), QStringLiteral("--fix"), broken, kernel});
        const QJsonArray files = checked.json()[QLatin1String("files")].toArray();
        QCOMPARE(files.size(), 2);
        QCOMPARE(files[0][QLatin1String("status")], QStringLiteral("error")); // and the other goes on
        QCOMPARE(files[1][QLatin1String("fixed")], 1);
        QCOMPARE(files[1][QLatin1String("status")], QStringLiteral("passed"));
        QFile file(kernel);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("void f() {\n#pragma HLS pipeline II=1\n}\n"));
    }

    // Exit code 3 of the contract, and nothing is run.
    void whereUserNamespacesAreForbiddenNothingRuns()
    {
        QTemporaryDir bin; // a bubblewrap that fails, as it does there
        QVERIFY(QFile::link(QStringLiteral("/bin/false"), bin.filePath(QStringLiteral("bwrap"))));
        const QByteArray path = qgetenv("PATH");
        qputenv("PATH", QFile::encodeName(bin.path()) + ':' + path);
        const CommandLine simulated = run({QStringLiteral("simulate"), sample("fir/fir.cpp")});
        qputenv("PATH", path);
        QCOMPARE(simulated.exitCode, 3);
        QVERIFY2(simulated.errors.contains("user namespaces"), simulated.errors.constData());
        QVERIFY(!simulated.output.contains("impulse"));
    }

    void nothingToRunSaysWhatToDo()
    {
        const QString kernel = m_folder.write("alone.cpp", "int f() { return 1; }\n");
        const CommandLine simulated = run({QStringLiteral("simulate"), kernel});
        QCOMPARE(simulated.exitCode, 2);
        QVERIFY2(simulated.errors.contains("alone_tb.cpp"), simulated.errors.constData());
    }
};

QTEST_GUILESS_MAIN(TestSimulateCommand)
#include "tst_simulate_command.moc"
