// SPDX-License-Identifier: Apache-2.0
#include "core/check/protocol/checker_messages.h"
#include "tests/support/result_test.h"

#include <QJsonArray>
#include <QTest>

using namespace gatewright;
using namespace gatewright::checker;
using lsp::Field;

namespace {

const QString uri = QStringLiteral("file:///work/fir.cpp");

Diagnostic finding()
{
    Diagnostic diagnostic;
    diagnostic.range = {{3, 4}, {3, 9}};
    diagnostic.severity = Severity::Warning;
    diagnostic.code = QStringLiteral("hls-pragma-unknown");
    diagnostic.source = QStringLiteral("hls");
    diagnostic.message = QStringLiteral("There is no pragma pipelin.");
    diagnostic.fixes = {{QStringLiteral("Write pipeline"), {{{{3, 4}, {3, 9}}, "pipeline"}}}};
    diagnostic.related = {{{{1, 0}, {1, 3}}, QStringLiteral("the loop")}};
    return diagnostic;
}

SimulationReport simulated()
{
    SimulationReport report;
    report.outcome = SimulationOutcome::Failed;
    report.message = QStringLiteral("The testbench returned 1.");
    report.diagnostics = {finding()};
    report.firstMismatch = QStringLiteral("y[3] = 7, expected 9");
    report.circuits = {{QStringLiteral("bell"),
                        2,
                        2,
                        3,
                        1,
                        {{QStringLiteral("00"), 510}},
                        QStringLiteral("─H─"),
                        QStringLiteral("a note")}};
    report.output = QStringLiteral("text\n");
    report.buildMilliseconds = 900;
    report.runMilliseconds = 4.5;
    return report;
}

} // namespace

class TestCheckerMessages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void diagnosticsComeBackAsTheyWere()
    {
        const Result<Diagnostic> read = diagnosticFromJson(Field(toJson(finding(), uri)));
        GW_VERIFY_RESULT(read);
        QVERIFY(*read == finding());
    }

    void publishedComesBackAsItWas()
    {
        const Published published{uri, Revision{7}, {finding(), finding()}};
        const Result<Published> read = publishedFromJson(Field(toJson(published)));
        GW_VERIFY_RESULT(read);
        QVERIFY(*read == published);
        const Result<Published> withoutVersion = publishedFromJson(Field(toJson(Published{uri, {}, {}})));
        GW_VERIFY_RESULT(withoutVersion);
        QVERIFY(!withoutVersion->revision);
    }

    void answersComeBackAsTheyWere()
    {
        CheckAnswer answer;
        answer.uri = uri;
        answer.revision = Revision{3};
        answer.status = CheckStatus::Failed;
        answer.tier = Tier::T0;
        answer.diagnostics = {finding()};
        answer.message = QStringLiteral("why");
        answer.milliseconds = 12.5;
        const Result<CheckAnswer> read = checkAnswerFromJson(Field(toJson(answer)));
        GW_VERIFY_RESULT(read);
        QVERIFY(*read == answer);
        answer.tier.reset();
        QVERIFY(!checkAnswerFromJson(Field(toJson(answer)))->tier);
    }

    void questionsComeBackAsTheyWere()
    {
        const Result<CheckQuestion> check =
            checkQuestionFromJson(Field(toJson(CheckQuestion{uri, QStringLiteral("int a;"), Tier::T2})));
        GW_VERIFY_RESULT(check);
        QCOMPARE(check->uri, uri);
        QCOMPARE(check->text, std::optional(QStringLiteral("int a;")));
        QCOMPARE(check->highest, Tier::T2);
        const Result<SimulationQuestion> run = simulationQuestionFromJson(
            Field(toJson(SimulationQuestion{uri, QStringLiteral("/w/tb.cpp"), QStringLiteral("fir"), 12})));
        GW_VERIFY_RESULT(run);
        QCOMPARE(run->testbench, QStringLiteral("/w/tb.cpp"));
        QCOMPARE(run->top, QStringLiteral("fir"));
        QCOMPARE(run->shots, 12);
    }

    void simulationsComeBackAsTheyWere()
    {
        const Result<SimulationReport> read = simulationReportFromJson(Field(toJson(simulated(), uri)));
        GW_VERIFY_RESULT(read);
        QVERIFY(*read == simulated());
    }

    void everyOutcomeHasAName()
    {
        for (int number = 0; number <= static_cast<int>(SimulationOutcome::OutputLimit); ++number) {
            const auto outcome = static_cast<SimulationOutcome>(number);
            QCOMPARE(simulationOutcomeFromName(simulationOutcomeName(outcome)), std::optional(outcome));
        }
        QVERIFY(!simulationOutcomeFromName(QStringLiteral("fine")));
    }

    void workspacesAreNotTrustedByDefault()
    {
        const Result<WorkspaceState> read =
            workspaceStateFromJson(Field(QJsonObject{{QStringLiteral("folder"), QStringLiteral("/w")}}));
        GW_VERIFY_RESULT(read);
        QVERIFY(!read->trusted);
    }

    void brokenMessagesAreRefused_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QJsonValue>("value");
        QTest::newRow("outcome is a number") << QStringLiteral("outcome") << QJsonValue(1);
        QTest::newRow("no such outcome") << QStringLiteral("outcome") << QJsonValue(QStringLiteral("great"));
        QTest::newRow("negative time") << QStringLiteral("run_ms") << QJsonValue(-1);
        QTest::newRow("circuits in an object") << QStringLiteral("circuits") << QJsonValue(QJsonObject());
        QTest::newRow("a circuit without a name")
            << QStringLiteral("circuits") << QJsonValue(QJsonArray{QJsonObject()});
        QTest::newRow("output is a list") << QStringLiteral("stdout") << QJsonValue(QJsonArray());
        QTest::newRow("diagnostics is text")
            << QStringLiteral("diagnostics") << QJsonValue(QStringLiteral("x"));
    }
    void brokenMessagesAreRefused()
    {
        QFETCH(QString, key);
        QFETCH(QJsonValue, value);
        QJsonObject json = toJson(simulated(), uri);
        json.insert(key, value);
        GW_VERIFY_ERROR(simulationReportFromJson(Field(json)), ErrorCode::InvalidInput);
    }

    void aFixIsACodeAction()
    {
        const QJsonObject action = codeAction(finding().fixes.front(), finding(), uri);
        QCOMPARE(action.value(QLatin1String("title")), QStringLiteral("Write pipeline"));
        const QJsonObject edit =
            action.value(QLatin1String("edit"))[QLatin1String("changes")][uri][0].toObject();
        QCOMPARE(edit.value(QLatin1String("newText")), QStringLiteral("pipeline"));
    }
};

QTEST_GUILESS_MAIN(TestCheckerMessages)
#include "tst_checker_messages.moc"
