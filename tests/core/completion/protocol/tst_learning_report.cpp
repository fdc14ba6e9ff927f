// SPDX-License-Identifier: Apache-2.0
#include "core/completion/protocol/learning_report.h"
#include "tests/support/result_test.h"

#include <QJsonArray>
#include <QTest>

using namespace gatewright;
using namespace gatewright::completion;

class TestLearningReport : public QObject
{
    Q_OBJECT

private:
    static LearningReport sample()
    {
        LearningReport report;
        report.state = LearningState::Training;
        report.problem = QStringLiteral("none");
        report.positions = 12'000;
        report.newPositions = 2'000;
        report.wantedPositions = 1'500;
        report.step = 30;
        report.steps = 150;
        report.onDemand = true;
        report.last = LearningOutcome{true, 3, QStringLiteral("Right more often.")};
        const HeadWorth worth{500, {.42, .3, .2, .1}, 1.6};
        report.versions = {
            {3, true, QStringLiteral("third"), HeadWorth{500, {.35, .2, .1, .05}, 1.4}, worth, {}},
            {0, false, QStringLiteral("shipped"), std::nullopt, worth, QStringLiteral("torn")}};
        report.days = {{QDate(2026, 11, 29), 100, 240, 900.5}, {QDate(2026, 11, 30), 50, 140, 420.0}};
        return report;
    }

private Q_SLOTS:
    void comesBackAsItWent()
    {
        const auto back = learningReportFromJson(toJson(sample()));
        GW_VERIFY_RESULT(back);
        QCOMPARE(*back, sample());
    }

    void eachStateHasAName()
    {
        for (const LearningState state :
             {LearningState::Unavailable, LearningState::TooLittle, LearningState::Waiting,
              LearningState::Training, LearningState::Paused}) {
            LearningReport report;
            report.state = state;
            const auto back = learningReportFromJson(toJson(report));
            GW_VERIFY_RESULT(back);
            QCOMPARE(back->state, state);
        }
    }

    void badInputIsRefusedOrCut()
    {
        GW_VERIFY_ERROR(learningReportFromJson({}), ErrorCode::InvalidInput);
        GW_VERIFY_ERROR(
            learningReportFromJson(QJsonObject{{QStringLiteral("state"), QStringLiteral("asleep")}}),
            ErrorCode::InvalidInput);
        QJsonObject json = toJson(sample());
        json[QLatin1String("positions")] = -5;
        json[QLatin1String("versions")] = QStringLiteral("many");
        QJsonArray days;
        for (int i = 0; i < 1000; ++i)
            days.append(QJsonObject{
                {QStringLiteral("day"), i == 0 ? QStringLiteral("never") : QStringLiteral("2026-01-01")}});
        json[QLatin1String("days")] = days;
        const auto report = learningReportFromJson(json);
        GW_VERIFY_RESULT(report);
        QCOMPARE(report->positions, qint64{0});
        QVERIFY(report->versions.empty());
        QCOMPARE(report->days.size(), std::size_t{LearningReport::kMostDays - 1});
    }
};

QTEST_GUILESS_MAIN(TestLearningReport)
#include "tst_learning_report.moc"
