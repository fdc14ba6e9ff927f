// SPDX-License-Identifier: Apache-2.0
#include "core/text/text_document.h"
#include "plugins/language-hls/core/simulation/run_report.h"

#include <QTest>

using namespace gatewright;
using namespace gatewright::hls;

class TestRunReport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void mismatches_data()
    {
        QTest::addColumn<QString>("output");
        QTest::addColumn<QString>("expected");
        const auto add = [](const char *output, const char *expected) {
            QTest::newRow(output) << QString::fromLatin1(output) << QString::fromLatin1(expected);
        };
        add("all right\n", "");
        add("  out[3] mismatch: 4 vs 5\nFAIL\n", "out[3] mismatch: 4 vs 5");
        add("Test FAILED !!!\n", "Test FAILED !!!");
        add("Test passed, 0 errors\n", "");
        add("0 of 16 elements are wrong\n", "");
        add("errors = 0\n", "");
        add("3 of 16 elements are wrong\n", "3 of 16 elements are wrong");
        add("no mismatch\nwithout failures\n", "");
        add("an error somewhere\nmismatch at 2\n", "mismatch at 2");
        add("gatewright: leftover: hls::stream 'fail' still holds 1\n", "");
    }

    void mismatches()
    {
        QFETCH(QString, output);
        QFETCH(QString, expected);
        QCOMPARE(findMismatch(output), expected);
    }

    void aPassThatPrintsFailureSaysSo()
    {
        ProcessOutcome outcome;
        outcome.output = "Test FAILED\n";
        const SimulationReport report = judgeRun(outcome, TextDocument(Language::HlsCpp, "int a;\n"), {});
        QVERIFY(report.passed());
        QCOMPARE(report.firstMismatch, QStringLiteral("Test FAILED"));
        QVERIFY(report.message.contains(QStringLiteral("but printed")));
    }

    void anExitCodeOfItsOwnIsNoDeadlock()
    {
        ProcessOutcome outcome;
        outcome.exitCode = 86;
        const SimulationReport report = judgeRun(outcome, TextDocument(Language::HlsCpp, "int a;\n"), {});
        QCOMPARE(report.outcome, SimulationOutcome::Failed);
    }

    void forgedDeadlocksAreBounded()
    {
        ProcessOutcome outcome;
        outcome.exitCode = 86;
        outcome.errors =
            QByteArray("gatewright: deadlock at /a.cpp:1: hls::stream 's' is read while it is empty\n")
                .repeated(5000);
        const SimulationReport report =
            judgeRun(outcome, TextDocument(Language::HlsCpp, "int a;\n"), QStringLiteral("/a.cpp"));
        QCOMPARE(report.outcome, SimulationOutcome::Deadlock);
        QCOMPARE(report.diagnostics.size(), std::size_t{100});
    }

    void theProcessorLimitIsATimeout()
    {
        ProcessOutcome outcome;
        outcome.exitCode = 128 + 24; // as the sandbox tells of SIGXCPU
        const SimulationReport report = judgeRun(outcome, TextDocument(Language::HlsCpp, "int a;\n"), {});
        QCOMPARE(report.outcome, SimulationOutcome::Timeout);
    }

    void aPlacePastTheEndIsTheLastLine()
    {
        ProcessOutcome outcome;
        outcome.exitCode = 86;
        outcome.errors = "gatewright: deadlock at /a.cpp:99: hls::stream 's' is read while it is empty\n";
        const SimulationReport report =
            judgeRun(outcome, TextDocument(Language::HlsCpp, "int a;\nint b;"), QStringLiteral("/a.cpp"));
        QCOMPARE(report.outcome, SimulationOutcome::Deadlock);
        QCOMPARE(report.diagnostics.size(), std::size_t{1});
        QCOMPARE(report.diagnostics[0].range.start.line, 1);
    }
};

QTEST_APPLESS_MAIN(TestRunReport)
#include "tst_hls_run_report.moc"
