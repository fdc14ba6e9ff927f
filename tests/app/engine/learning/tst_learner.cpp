// SPDX-License-Identifier: Apache-2.0
#include "tests/app/engine/learning/learning_bench.h"
#include "tests/support/send_signal.h"

#include <csignal>

using namespace gatewright;
using namespace gatewright::engine;
using completion::LearningReport;
using completion::LearningState;

namespace {

constexpr int patience = 60'000; // milliseconds: the machine may be busy with other tests

// Never ends, and says who it is.
const QByteArray kEndless = "echo $$ > \"$job/pid\"\nwhile :; do sleep 0.05; done\n";

// The letter of the process's state: R, S, T ...
char stateOf(qint64 process)
{
    const QByteArray stat = test::readFile(QStringLiteral("/proc/%1/stat").arg(process));
    const qsizetype name = stat.lastIndexOf(')');
    return name < 0 || name + 2 >= stat.size() ? '?' : stat[name + 2];
}

} // namespace

class TestLearner : public QObject
{
    Q_OBJECT

    std::unique_ptr<LearningProfile> m_profile;

    [[nodiscard]] QString jobFolder() const
    {
        return m_profile->folder.path("state/learn/") + m_profile->identity.folderName();
    }
    [[nodiscard]] qint64 calls() const { return test::readFile(m_profile->calls()).count('\n'); }
    [[nodiscard]] qint64 trainerId() const
    {
        return test::readFile(jobFolder() + QLatin1String("/pid")).trimmed().toLongLong();
    }
    [[nodiscard]] learn::HeadVersions versions() const
    {
        return learn::HeadVersions(m_profile->folders.heads, m_profile->identity);
    }

private Q_SLOTS:
    void init()
    {
        m_profile = std::make_unique<LearningProfile>();
        LearningSession::retry = 100;
    }

    void acceptedTextBecomesAHeadThatServes()
    {
        GW_VERIFY_RESULT(m_profile->keep(1200));
        {
            LearningSession session(*m_profile, m_profile->trainerThatEnds(0.05));
            QTRY_VERIFY_WITH_TIMEOUT(session.told && session.told->last, patience);
            QTRY_VERIFY_WITH_TIMEOUT(session.told->newPositions == 0, patience);
            QTRY_VERIFY_WITH_TIMEOUT(session.told->versions.size() == 1, patience);
            const LearningReport report = session.status();
            QCOMPARE(report.state, LearningState::TooLittle);
            QCOMPARE(report.problem, QString());
            QCOMPARE(report.positions, qint64{1200});
            QVERIFY(report.last->kept);
            QCOMPARE(report.last->version, 1);
            QVERIFY(report.versions.front().serves);
            QVERIFY(!QFile::exists(jobFolder()));
            QCOMPARE(calls(), qint64{1});
        }
        // It is remembered what was learned from.
        LearningSession session(*m_profile, m_profile->trainerThatEnds(0.05));
        QTRY_VERIFY_WITH_TIMEOUT(session.told && session.told->positions == 1200, patience);
        QCOMPARE(session.told->newPositions, qint64{0});
        QVERIFY(session.told->last && session.told->last->kept);
        QCOMPARE(calls(), qint64{1});
    }

    void whatIsNoBetterIsRefused()
    {
        GW_VERIFY_RESULT(m_profile->keep(1200));
        LearningSession session(*m_profile, m_profile->trainerThatEnds(0.0));
        QTRY_VERIFY_WITH_TIMEOUT(session.told && session.told->last, patience);
        QVERIFY(!session.told->last->kept);
        QVERIFY(!session.told->last->reason.isEmpty());
        QVERIFY(versions().list().empty());
        QTRY_COMPARE_WITH_TIMEOUT(session.told->newPositions, qint64{0}, patience);
        QCOMPARE(calls(), qint64{1});
    }

    void littleTextWaitsForMore()
    {
        GW_VERIFY_RESULT(m_profile->keep(900));
        LearningSession session(*m_profile, m_profile->trainerThatEnds(0.05));
        QTRY_VERIFY_WITH_TIMEOUT(session.told && session.told->positions == 900, patience);
        QCOMPARE(session.told->state, LearningState::TooLittle);
        QCOMPARE(session.told->newPositions, qint64{900});
        // Nor on demand: the gate could not judge it. It says why.
        GW_VERIFY_RESULT(session.learn("now"));
        QTRY_VERIFY_WITH_TIMEOUT(!session.status().problem.isEmpty(), patience);
        QVERIFY(!session.status().onDemand);
        QCOMPARE(calls(), qint64{0});
    }

    void standsStillWhileTheUserWorks()
    {
        GW_VERIFY_RESULT(m_profile->keep(1200));
        LearningSession session(*m_profile, m_profile->trainer(kEndless));
        QTRY_VERIFY_WITH_TIMEOUT(trainerId() > 0, patience);
        const qint64 process = trainerId();
        QCOMPARE(session.status().state, LearningState::Training);
        session.moveCursor();
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(process), 'T', patience);
        QCOMPARE(session.status().state, LearningState::Training);
        // It goes on by itself.
        QTRY_VERIFY_WITH_TIMEOUT(stateOf(process) != 'T', patience);
        session.learner.reset();
        QVERIFY(stateOf(process) == '?' || stateOf(process) == 'Z');
        QVERIFY(QFile::exists(learn::HeadJob::jobFile(jobFolder()))); // to be gone on with
    }

    void aKilledTrainerIsStartedAgain()
    {
        GW_VERIFY_RESULT(m_profile->keep(1200));
        LearningSession session(*m_profile, m_profile->trainer(kEndless));
        QTRY_VERIFY_WITH_TIMEOUT(trainerId() > 0, patience);
        const qint64 first = trainerId();
        QVERIFY(test::sendSignal(first, SIGKILL));
        QTRY_VERIFY_WITH_TIMEOUT(trainerId() > 0 && trainerId() != first, patience);
        QVERIFY(session.status().problem.contains(QStringLiteral("trainer")));
        QCOMPARE(session.status().state, LearningState::Training);
    }

    void whatCannotBeTrainedIsTriedLessAndLess()
    {
        GW_VERIFY_RESULT(m_profile->keep(1200));
        LearningSession::retry = 400;
        LearningSession session(*m_profile, m_profile->trainer("echo 'the disk is full' >&2\nexit 2\n"));
        QTRY_COMPARE_WITH_TIMEOUT(calls(), qint64{1}, patience);
        QTRY_VERIFY_WITH_TIMEOUT(
            session.told && session.told->problem.contains(QStringLiteral("disk is full")), patience);
        QCOMPARE(session.told->state, LearningState::Waiting);
        QElapsedTimer time;
        time.start();
        QTRY_COMPARE_WITH_TIMEOUT(calls(), qint64{3}, patience);
        QVERIFY2(time.elapsed() >= 400, "400 ms, then 800");
        QVERIFY(versions().list().empty());
    }

    void theUserPausesCancelsAndGoesOn()
    {
        GW_VERIFY_RESULT(m_profile->keep(1200));
        const QString trainer = m_profile->trainer(kEndless);
        {
            LearningSession session(*m_profile, trainer);
            QTRY_VERIFY_WITH_TIMEOUT(trainerId() > 0, patience);
            const auto paused = session.learn("pause");
            GW_VERIFY_RESULT(paused);
            QCOMPARE(paused->state, LearningState::Paused);
        }
        const qint64 before = calls();
        LearningSession session(*m_profile, trainer);
        QTRY_VERIFY_WITH_TIMEOUT(session.told && session.told->positions == 1200, patience);
        QCOMPARE(session.told->state, LearningState::Paused);
        // On demand all the same, until it is cancelled.
        GW_VERIFY_RESULT(session.learn("now"));
        QTRY_COMPARE_WITH_TIMEOUT(calls(), before + 1, patience);
        QVERIFY(session.status().onDemand);
        GW_VERIFY_RESULT(session.learn("cancel"));
        QTRY_COMPARE_WITH_TIMEOUT(session.status().state, LearningState::Paused, patience);
        GW_VERIFY_RESULT(session.learn("resume"));
        QTRY_COMPARE_WITH_TIMEOUT(calls(), before + 2, patience);
        QVERIFY(!session.status().onDemand);
    }

    void versionsAreTakenBackAndDropped()
    {
        learn::HeadVersions heads = versions();
        GW_VERIFY_RESULT(heads.add(m_profile->head()));
        GW_VERIFY_RESULT(heads.add(m_profile->head()));
        LearningSession session(*m_profile, m_profile->trainer(kEndless));
        QTRY_VERIFY_WITH_TIMEOUT(session.told && session.told->versions.size() == 2, patience);
        const auto back = session.ask(completion::method::rollback, {});
        GW_VERIFY_RESULT(back);
        const auto report = completion::learningReportFromJson(*back);
        GW_VERIFY_RESULT(report);
        QVERIFY(report->versions[1].serves);
        GW_VERIFY_RESULT(session.ask(completion::method::rollback, {{QStringLiteral("version"), 2}}));
        QCOMPARE((*versions().served())->head.version, 2);
        QVERIFY(!session.ask(completion::method::rollback, {{QStringLiteral("version"), 7}}));
        GW_VERIFY_RESULT(session.learn("drop", {{QStringLiteral("version"), 2}}));
        QVERIFY(!versions().served()->has_value());
        QCOMPARE(session.status().versions.size(), std::size_t{1});
        QVERIFY(!session.learn("drop", {{QStringLiteral("version"), 2}}));
        QVERIFY(!session.learn("drop"));
        QVERIFY(!session.learn("dance"));
    }

    void whatIsErasedIsNotLearnedFrom()
    {
        GW_VERIFY_RESULT(m_profile->keep(1200));
        learn::HeadVersions heads = versions();
        GW_VERIFY_RESULT(heads.add(m_profile->head()));
        LearningSession session(*m_profile, m_profile->trainer(kEndless));
        QTRY_VERIFY_WITH_TIMEOUT(trainerId() > 0, patience);
        const qint64 process = trainerId();
        const auto erased =
            session.ask(completion::method::store,
                        {{QStringLiteral("action"), QStringLiteral("erase")}, {QStringLiteral("all"), true}});
        GW_VERIFY_RESULT(erased);
        QCOMPARE((*erased)[QLatin1String("heads")].toArray().size(), qsizetype{1});
        QTRY_VERIFY_WITH_TIMEOUT(stateOf(process) == '?' || stateOf(process) == 'Z', patience);
        QTRY_VERIFY_WITH_TIMEOUT(!QFile::exists(jobFolder()), patience);
        QTRY_COMPARE_WITH_TIMEOUT(session.status().positions, qint64{0}, patience);
        QCOMPARE(session.status().state, LearningState::TooLittle);
    }

    void nothingIsLearnedWhereItIsSwitchedOff()
    {
        GW_VERIFY_RESULT(m_profile->keep(1200));
        for (const QJsonObject &settings :
             {QJsonObject{{QStringLiteral("learning"), false}},
              QJsonObject{{QStringLiteral("store"), QJsonObject{{QStringLiteral("enabled"), false}}}}}) {
            LearningSession session(*m_profile, m_profile->trainerThatEnds(0.05), settings);
            QTRY_VERIFY_WITH_TIMEOUT(session.told && session.told->positions == 1200, patience);
            QCOMPARE(session.told->state, LearningState::Unavailable);
            QVERIFY(session.told->problem.contains(QStringLiteral("settings")));
            QVERIFY(!session.learn("now"));
        }
        QCOMPARE(calls(), qint64{0});
    }
};

QTEST_GUILESS_MAIN(TestLearner)
#include "tst_learner.moc"
