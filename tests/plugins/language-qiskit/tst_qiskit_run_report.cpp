// SPDX-License-Identifier: Apache-2.0
#include "plugins/language-qiskit/core/qiskit_simulation.h"

#include <QTest>

using namespace gatewright;

namespace {

const char *const goodCircuit =
    R"({"kind":"circuit","name":"q","qubits":1,"clbits":1,"depth":2,"two_qubit_gates":0,"counts":{"0":5,"1":3},"drawing":"-","note":""})";

} // namespace

// What the child says may be the program's own invention: here it is.
class TestRunReport : public QObject
{
    Q_OBJECT

    static SimulationReport report(const QByteArray &result, WorkerAnswer answer = {},
                                   const std::string &text = "one\ntwo\n")
    {
        WorkerRequest request;
        request.shots = 8;
        answer.result = result;
        return reportOfRun(answer, request, TextDocument(Language::Qiskit, text));
    }

private Q_SLOTS:
    void whatIsWellFormedIsTaken()
    {
        const auto found = report(QByteArray("{\"kind\":\"end\",\"status\":\"ok\"}\n") + goodCircuit + '\n');
        QVERIFY(found.passed());
        QCOMPARE(found.circuits.size(), std::size_t(1));
        QCOMPARE(found.circuits.front().counts,
                 (std::map<QString, qint64>{{QStringLiteral("0"), 5}, {QStringLiteral("1"), 3}}));
        QCOMPARE(found.message, QStringLiteral("The program ran and made one circuit."));
    }

    void whatIsNotIsLeftOut_data()
    {
        QTest::addColumn<QByteArray>("change");
        QTest::addColumn<QByteArray>("into");
        QTest::newRow("negative") << QByteArray("\"qubits\":1") << QByteArray("\"qubits\":-1");
        QTest::newRow("fraction") << QByteArray("\"depth\":2") << QByteArray("\"depth\":2.5");
        QTest::newRow("huge") << QByteArray("\"depth\":2") << QByteArray("\"depth\":1e300");
        QTest::newRow("text") << QByteArray("\"clbits\":1") << QByteArray("\"clbits\":\"1\"");
        QTest::newRow("missing") << QByteArray("\"two_qubit_gates\":0") << QByteArray("\"x\":0");
        QTest::newRow("more than the shots") << QByteArray("\"0\":5") << QByteArray("\"0\":9");
        QTest::newRow("no bits") << QByteArray("\"0\":5") << QByteArray("\"<b>\":5");
        QTest::newRow("empty bits") << QByteArray("\"0\":5") << QByteArray("\"\":5");
    }
    void whatIsNotIsLeftOut()
    {
        QFETCH(QByteArray, change);
        QFETCH(QByteArray, into);
        QByteArray circuit(goodCircuit);
        QVERIFY(circuit.contains(change));
        circuit.replace(change, into);
        const auto found = report("{\"kind\":\"end\",\"status\":\"ok\"}\n" + circuit + "\n" + goodCircuit);
        QCOMPARE(found.circuits.size(), std::size_t(1));
        QCOMPARE(found.circuits.front().depth, 2);
    }

    void nothingGrowsWithoutLimit()
    {
        QByteArray result("{\"kind\":\"end\",\"status\":\"ok\"}\n");
        QByteArray large(goodCircuit);
        large.replace("\"drawing\":\"-\"", "\"drawing\":\"" + QByteArray(100'000, '-') + "\"");
        large.replace("\"name\":\"q\"", "\"name\":\"" + QByteArray(100'000, 'q') + "\"");
        for (int i = 0; i < 40; ++i)
            result += large + '\n';
        const auto found = report(result);
        QCOMPARE(found.circuits.size(), std::size_t(32));
        QCOMPARE(found.circuits.front().drawing.size(), qsizetype(20'000));
        QCOMPARE(found.circuits.front().name.size(), qsizetype(200));
    }

    void garbageIsNoReport_data()
    {
        QTest::addColumn<QByteArray>("result");
        for (const char *text :
             {"", "\n\n", "[]", "{\"kind\":7}", "\xff\xfe", "{\"kind\":\"end\"", "null\n3\n\"end\""})
            QTest::newRow(text) << QByteArray(text);
    }
    void garbageIsNoReport()
    {
        QFETCH(QByteArray, result);
        const auto found = report(result);
        QCOMPARE(found.outcome, SimulationOutcome::Crash);
        QVERIFY(!found.message.isEmpty());
    }

    void theFirstEndCounts()
    {
        const auto found = report(
            "{\"kind\":\"end\",\"status\":\"exit\",\"code\":3}\n{\"kind\":\"end\",\"status\":\"ok\"}\n");
        QCOMPARE(found.outcome, SimulationOutcome::Failed);
        QCOMPARE(found.message, QStringLiteral("The program ended with exit status 3."));
    }

    // Whatever the child says, how its process ended is known from outside.
    void aSignalIsACrash()
    {
        WorkerAnswer answer;
        answer.end = WorkerEnd::Signalled;
        answer.signal = 11;
        const auto found = report("{\"kind\":\"end\",\"status\":\"ok\"}\n", answer);
        QCOMPARE(found.outcome, SimulationOutcome::Crash);
        QVERIFY(found.message.contains(QStringLiteral("SIGSEGV")));
        answer.signal = 4711;
        QVERIFY(report({}, answer).message.contains(QStringLiteral("4711")));
        answer.signal = 24; // SIGXCPU
        QCOMPARE(report({}, answer).outcome, SimulationOutcome::Timeout);
    }

    void starvationIsNamed()
    {
        WorkerAnswer answer;
        answer.end = WorkerEnd::TimedOut;
        QVERIFY(!report({}, answer).message.contains(QStringLiteral("busy")));
        answer.waitingMilliseconds = 15'000;
        QVERIFY(report({}, answer).message.contains(QStringLiteral("it waited 15 s for a processor")));
    }

    void placesOutsideTheTextAreNoPlaces_data()
    {
        QTest::addColumn<QByteArray>("place");
        QTest::addColumn<int>("findings");
        QTest::newRow("none") << QByteArray("\"x\":1") << 0;
        QTest::newRow("line 0") << QByteArray("\"line\":0") << 0;
        QTest::newRow("line 99") << QByteArray("\"line\":99") << 0;
        QTest::newRow("line only") << QByteArray("\"line\":2") << 1;
        QTest::newRow("reversed") << QByteArray("\"line\":2,\"end_line\":2,\"column\":3,\"end_column\":1")
                                  << 1;
        QTest::newRow("far right") << QByteArray(
                                          "\"line\":2,\"end_line\":2,\"column\":1e9,\"end_column\":1e9")
                                   << 1;
        QTest::newRow("negative") << QByteArray("\"line\":2,\"end_line\":1,\"column\":-3,\"end_column\":-1")
                                  << 1;
    }
    void placesOutsideTheTextAreNoPlaces()
    {
        QFETCH(QByteArray, place);
        QFETCH(int, findings);
        const auto found = report(
            "{\"kind\":\"end\",\"status\":\"exception\",\"type\":\"E\",\"message\":\"m\"," + place + "}");
        QCOMPARE(found.outcome, SimulationOutcome::Failed);
        QCOMPARE(int(found.diagnostics.size()), findings);
        for (const Diagnostic &diagnostic : found.diagnostics) {
            QVERIFY(diagnostic.range.start <= diagnostic.range.end);
            QVERIFY(diagnostic.range.end <= (Position{1, 3}));
        }
    }

    void bytesBecomeUtf16()
    {
        const auto found =
            report("{\"kind\":\"end\",\"status\":\"exception\",\"type\":\"E\",\"message\":\"m\",\"line\":1,"
                   "\"end_line\":1,\"column\":8,\"end_column\":11}",
                   {}, "\"😀\"; foo\n");
        QCOMPARE(found.diagnostics.size(), std::size_t(1));
        QCOMPARE(found.diagnostics.front().range, (Range{{0, 6}, {0, 9}}));
    }
};

QTEST_GUILESS_MAIN(TestRunReport)
#include "tst_qiskit_run_report.moc"
