// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/manual_clock.h"
#include "tests/ui/bridge/fake_run_service.h"
#include "ui/bridge/run_session.h"

#include <QSignalSpy>
#include <QTest>

using namespace gatewright;
using namespace std::chrono_literals;
using State = RunSession::State;

class TestRunSession : public QObject
{
    Q_OBJECT

private:
    static RunTarget bell()
    {
        return {QStringLiteral("file:///w/bell.py"), QStringLiteral("bell.py"), QStringLiteral("/w/bell.py")};
    }
    static RunTarget fir()
    {
        return {QStringLiteral("file:///w/fir.cpp"), QStringLiteral("fir.cpp"), QStringLiteral("/w/fir.cpp")};
    }
    static SimulationReport passed(double build, double run)
    {
        SimulationReport report;
        report.buildMilliseconds = build;
        report.runMilliseconds = run;
        return report;
    }
    static Error cancelled() { return {ErrorCode::Cancelled, QStringLiteral("Cancelled."), {}, {}}; }

    test::ManualClock m_clock;
    std::unique_ptr<test::FakeRunService> m_service;
    std::unique_ptr<TaskProgressModel> m_tasks;
    std::unique_ptr<RunSession> m_session;

private Q_SLOTS:
    void init()
    {
        m_session.reset();
        m_service = std::make_unique<test::FakeRunService>();
        m_tasks = std::make_unique<TaskProgressModel>();
        m_session = std::make_unique<RunSession>(*m_service, *m_tasks, m_clock);
    }

    void aRunStartsAndEnds()
    {
        QSignalSpy changed(m_session.get(), &RunSession::changed);
        QCOMPARE(m_session->state(), State::Idle);
        m_session->run(bell(), {{}, {}, {}, 64});
        QCOMPARE(m_session->state(), State::Running);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(m_service->asked.at(0).question.uri, bell().uri);
        QCOMPARE(m_service->asked.at(0).question.shots, 64);
        QCOMPARE(m_tasks->index(0).data().toString(), QStringLiteral("Running bell.py"));
        m_clock.advance(1500ms);
        QCOMPARE(m_session->elapsed(), 1500ms);

        m_service->answer(0, passed(20, 5));
        QCOMPARE(m_session->state(), State::Done);
        QCOMPARE(changed.count(), 2);
        QVERIFY(m_session->report()->passed());
        QCOMPARE(m_session->elapsed(), 0ms);
        QCOMPARE(m_tasks->rowCount(), 0);
        QVERIFY(!m_service->asked.at(0).cancelled);
    }

    void remembersHowLongEachDocumentTook()
    {
        QVERIFY(!m_session->lastRunMilliseconds(bell().uri));
        m_session->run(bell());
        m_service->answer(0, passed(20, 5));
        m_session->run(fir());
        QVERIFY(!m_session->lastRunMilliseconds(fir().uri));
        m_service->answer(1, passed(900, 100));
        QCOMPARE(m_session->lastRunMilliseconds(bell().uri), std::optional(25.0));
        QCOMPARE(m_session->lastRunMilliseconds(fir().uri), std::optional(1000.0));
    }

    void runsAgainWithTheSameQuestion()
    {
        m_session->runAgain();
        QVERIFY(m_service->asked.empty());
        m_session->run(fir(), {{}, QStringLiteral("/w/other_tb.cpp"), QStringLiteral("fir"), 1});
        m_service->answer(0, passed(1, 1));
        m_session->runAgain();
        QCOMPARE(m_service->asked.size(), std::size_t(2));
        QCOMPARE(m_service->asked.at(1).question.uri, fir().uri);
        QCOMPARE(m_service->asked.at(1).question.testbench, QStringLiteral("/w/other_tb.cpp"));
        QCOMPARE(m_session->target(), fir());
        QVERIFY(!m_session->report());
    }

    void cancelIsAtOnceAndItsAnswerIsDropped()
    {
        m_session->run(bell());
        m_tasks->cancel(0); // as the status bar does
        QCOMPARE(m_session->state(), State::Cancelled);
        QVERIFY(m_service->asked.at(0).cancelled);
        QCOMPARE(m_tasks->rowCount(), 0);
        QSignalSpy changed(m_session.get(), &RunSession::changed);
        m_service->answer(0, passed(1, 1));
        QCOMPARE(changed.count(), 0);
        QVERIFY(!m_session->report());
        QVERIFY(!m_session->lastRunMilliseconds(bell().uri));
        m_session->cancel();
        QCOMPARE(changed.count(), 0);
    }

    void aNewRunTakesThePlaceOfTheOneBefore()
    {
        m_session->run(bell());
        m_session->run(fir());
        QVERIFY(m_service->asked.at(0).cancelled);
        QCOMPARE(m_tasks->rowCount(), 1);
        m_service->fail(0, cancelled());
        QCOMPARE(m_session->state(), State::Running);
        m_service->answer(1, passed(1, 1));
        QCOMPARE(m_session->state(), State::Done);
        QCOMPARE(m_session->target(), fir());
    }

    void whatCouldNotBeRunIsAnError()
    {
        m_session->run(fir());
        m_service->fail(
            0, {ErrorCode::Missing, QStringLiteral("No C++ compiler was found. Install g++."), {}, {}});
        QCOMPARE(m_session->state(), State::NotRun);
        QCOMPARE(m_session->error()->code, ErrorCode::Missing);
        QCOMPARE(m_tasks->rowCount(), 0);
        m_session->runAgain();
        QVERIFY(!m_session->error());
        QVERIFY(m_session->isRunning());
    }

    void aCancelOfTheServiceIsNoFailure()
    {
        m_session->run(fir());
        m_service->fail(0, cancelled());
        QCOMPARE(m_session->state(), State::Cancelled);
        QVERIFY(!m_session->error());
    }

    void closingTheWindowCancels()
    {
        m_session->run(bell());
        m_session.reset();
        QVERIFY(m_service->asked.at(0).cancelled);
        m_service->answer(0, passed(1, 1)); // nobody is there to hear it
        QCOMPARE(m_tasks->rowCount(), 0);
    }
};

QTEST_GUILESS_MAIN(TestRunSession)
#include "tst_run_session.moc"
