// SPDX-License-Identifier: Apache-2.0
#include "core/completion/client/learning_client.h"
#include "tests/support/manual_clock.h"
#include "tests/support/result_test.h"

#include <QJsonDocument>
#include <QSignalSpy>
#include <QTest>

#include <memory>
#include <optional>

using namespace gatewright;
using namespace gatewright::completion;
using namespace std::chrono_literals;

namespace {

LearningReport twoVersions()
{
    LearningReport report;
    report.state = LearningState::Waiting;
    report.positions = 4000;
    report.newPositions = 2500;
    report.wantedPositions = 2000;
    LearnedVersion own;
    own.version = 1;
    own.serves = true;
    report.versions = {own, LearnedVersion{}};
    return report;
}

struct Fixture
{
    explicit Fixture(const std::optional<LearningReport> &report)
    {
        Command command;
        command.program = QStringLiteral(GATEWRIGHT_BUILD_DIR "/tests/fake-engine");
        if (report)
            command.arguments = {
                QStringLiteral("--learning"),
                QString::fromUtf8(QJsonDocument(toJson(*report)).toJson(QJsonDocument::Compact))};
        RestartRules rules;
        rules.firstDelay = 1ms;
        engine = std::make_unique<EngineClient>(
            command, system, [] { return std::vector<lsp::OpenDocument>(); }, QJsonObject(), rules);
        learning = std::make_unique<LearningClient>(*engine, clock);
        engine->start();
    }
    [[nodiscard]] LearningClient::Done keep()
    {
        answer.reset();
        return [this](const Result<LearningReport> &given) { answer = given; };
    }
    [[nodiscard]] const LearningReport &known() const { return learning->known()->report; }

    SystemClock system;
    test::ManualClock clock;
    QObject context;
    std::optional<Result<LearningReport>> answer;
    std::unique_ptr<EngineClient> engine;
    std::unique_ptr<LearningClient> learning;
};

} // namespace

class TestLearningClient : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theReportComesByItselfAndHasItsTime()
    {
        Fixture fixture(twoVersions());
        QVERIFY(!fixture.learning->known());
        fixture.clock.advance(7s);
        QTRY_VERIFY(fixture.learning->known());
        QCOMPARE(fixture.known(), twoVersions());
        QCOMPARE(fixture.learning->known()->since, fixture.clock.now());
        QVERIFY(!fixture.learning->problem());
    }

    void itGoesWithTheEngineAndComesBack()
    {
        Fixture fixture(twoVersions());
        QTRY_VERIFY(fixture.learning->known());
        QSignalSpy changed(fixture.learning.get(), &LearningClient::changed);
        fixture.engine->stop();
        QTRY_VERIFY(!fixture.learning->known());
        QVERIFY(changed.count() >= 1);
        QVERIFY(!fixture.learning->problem());
        fixture.engine->start();
        QTRY_VERIFY(fixture.learning->known());
    }

    void whatIsDoneIsKnownBeforeItIsAnswered()
    {
        Fixture fixture(twoVersions());
        QTRY_VERIFY(fixture.learning->known());
        LearningState seen = LearningState::Unavailable;
        fixture.learning->learnNow(&fixture.context, [&](const Result<LearningReport> &answer) {
            seen = fixture.known().state;
            fixture.answer = answer;
        });
        QTRY_VERIFY(fixture.answer);
        GW_VERIFY_RESULT(*fixture.answer);
        QCOMPARE(seen, LearningState::Training);
        QVERIFY(fixture.known().onDemand);
        fixture.learning->cancel(&fixture.context, fixture.keep());
        QTRY_VERIFY(fixture.answer);
        QCOMPARE(fixture.known().state, LearningState::Waiting);
        fixture.learning->setPaused(true, &fixture.context, fixture.keep());
        QTRY_COMPARE(fixture.known().state, LearningState::Paused);
        fixture.learning->setPaused(false, &fixture.context, fixture.keep());
        QTRY_COMPARE(fixture.known().state, LearningState::Waiting);
    }

    void versionsServeAndGo()
    {
        Fixture fixture(twoVersions());
        QTRY_VERIFY(fixture.learning->known());
        fixture.learning->rollBack(&fixture.context, fixture.keep());
        QTRY_VERIFY(fixture.known().versions.at(1).serves);
        fixture.learning->serve(1, &fixture.context, fixture.keep());
        QTRY_VERIFY(fixture.known().versions.at(0).serves);
        fixture.learning->drop(1, &fixture.context, fixture.keep());
        QTRY_COMPARE(fixture.known().versions.size(), std::size_t(1));
    }

    void aRefusalReachesWhoAsked()
    {
        Fixture fixture(twoVersions());
        QTRY_VERIFY(fixture.learning->known());
        fixture.learning->drop(9, &fixture.context, fixture.keep());
        QTRY_VERIFY(fixture.answer);
        QVERIFY(!*fixture.answer);
        QVERIFY(fixture.answer->error().message.contains(QStringLiteral("no such version")));
        QCOMPARE(fixture.known(), twoVersions());
    }

    // Whoever asked may be gone; what the engine says is taken all the same.
    void whoIsGoneIsNotAnswered()
    {
        Fixture fixture(twoVersions());
        QTRY_VERIFY(fixture.learning->known());
        bool answered = false;
        {
            QObject gone;
            fixture.learning->setPaused(true, &gone,
                                        [&](const Result<LearningReport> &) { answered = true; });
        }
        QTRY_COMPARE(fixture.known().state, LearningState::Paused);
        QVERIFY(!answered);
    }

    void withoutTheEngineItIsSaidSo()
    {
        Fixture fixture(twoVersions());
        QTRY_VERIFY(fixture.learning->known());
        fixture.engine->stop();
        QTRY_VERIFY(!fixture.learning->known());
        fixture.learning->learnNow(&fixture.context, fixture.keep());
        QTRY_VERIFY(fixture.answer);
        QCOMPARE(fixture.answer->error().code, ErrorCode::Missing);
    }

    void anEngineThatDoesNotLearnIsAProblem()
    {
        Fixture fixture(std::nullopt);
        QTRY_VERIFY(fixture.learning->problem());
        QVERIFY(!fixture.learning->known());
        fixture.engine->stop();
        QTRY_VERIFY(!fixture.learning->problem());
    }
};

QTEST_GUILESS_MAIN(TestLearningClient)
#include "tst_learning_client.moc"
