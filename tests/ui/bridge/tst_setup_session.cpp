// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/setup_session.h"

#include <QPointer>
#include <QSignalSpy>
#include <QTest>

#include <memory>
#include <optional>

using namespace gatewright;

namespace {

// Keeps what it is asked and answers when a test says so.
class FakeSetupService final : public SetupService
{
public:
    [[nodiscard]] Cancel plan(Language, QObject *, Planned done) override
    {
        ++plans;
        planned = std::move(done);
        return [this] { ++cancels; };
    }
    [[nodiscard]] Cancel install(const checker::SetupQuestion &question, QObject *, ProgressSink sink,
                                 Installed done) override
    {
        asked = question;
        progress = std::move(sink);
        installed = std::move(done);
        return [this] { ++cancels; };
    }

    int plans = 0;
    int cancels = 0;
    std::optional<checker::SetupQuestion> asked;
    Planned planned;
    ProgressSink progress;
    Installed installed;
};

SetupPlan somePlan()
{
    SetupPlan plan;
    plan.title = QStringLiteral("Qiskit 2.6.2");
    plan.folder = QStringLiteral("/set");
    return plan;
}

} // namespace

class TestSetupSession : public QObject
{
    Q_OBJECT

    using State = SetupSession::State;

    FakeSetupService m_service;
    std::unique_ptr<TaskProgressModel> m_tasks;
    std::unique_ptr<SetupSession> m_session;

    [[nodiscard]] QString task() const { return m_tasks->index(0).data().toString(); }
    void startInstalling()
    {
        m_session->start(Language::Qiskit);
        m_service.planned(somePlan());
        m_session->agree();
    }

private Q_SLOTS:
    void init()
    {
        m_session.reset();
        m_service = {};
        m_tasks = std::make_unique<TaskProgressModel>();
        m_session = std::make_unique<SetupSession>(m_service, *m_tasks);
    }

    void nothingIsInstalledWithoutAWord()
    {
        QSignalSpy planned(m_session.get(), &SetupSession::planned);
        m_session->start(Language::Qiskit);
        QCOMPARE(m_session->state(), State::Planning);
        QVERIFY(task().contains(QStringLiteral("Qiskit")));
        m_session->agree(); // to nothing
        QCOMPARE(m_session->state(), State::Planning);
        m_service.planned(somePlan());
        QCOMPARE(planned.count(), 1);
        QCOMPARE(m_session->state(), State::Asking);
        QCOMPARE(m_tasks->rowCount(), 0);
        m_session->start(Language::Qiskit); // it is asking already
        QCOMPARE(m_service.plans, 1);
        m_session->decline();
        QCOMPARE(m_session->state(), State::Idle);
        QVERIFY(!m_service.asked);
    }

    void theInstallationIsATaskWithProgress()
    {
        QSignalSpy installed(m_session.get(), &SetupSession::installed);
        startInstalling();
        QCOMPARE(m_session->state(), State::Installing);
        QCOMPARE(m_service.asked->folder, QStringLiteral("/set"));
        QCOMPARE(m_service.asked->language, Language::Qiskit);
        m_service.progress({0.5, QStringLiteral("Collecting qiskit")});
        QVERIFY(task().contains(QStringLiteral("Qiskit 2.6.2")));
        QVERIFY(task().contains(QStringLiteral("Collecting qiskit")));
        QCOMPARE(m_tasks->index(0).data(TaskProgressModel::FractionRole).toDouble(), 0.5);
        m_service.installed({});
        QCOMPARE(installed.count(), 1);
        QCOMPARE(m_session->state(), State::Idle);
        QCOMPARE(m_tasks->rowCount(), 0);
        m_service.progress({0.9, {}}); // late
        QCOMPARE(m_tasks->rowCount(), 0);
    }

    void theTaskCancelsIt()
    {
        QSignalSpy cancelled(m_session.get(), &SetupSession::cancelled);
        QSignalSpy failed(m_session.get(), &SetupSession::failed);
        startInstalling();
        m_tasks->cancel(0);
        QCOMPARE(m_service.cancels, 1);
        QCOMPARE(cancelled.count(), 1);
        QCOMPARE(m_session->state(), State::Idle);
        m_service.installed(makeError(ErrorCode::Cancelled, {})); // its answer comes late
        QCOMPARE(cancelled.count(), 1);
        QCOMPARE(failed.count(), 0);
        m_session->start(Language::Qiskit);
        QCOMPARE(m_session->state(), State::Planning);
    }

    void failuresAreTold()
    {
        QSignalSpy failed(m_session.get(), &SetupSession::failed);
        m_session->start(Language::Qiskit);
        m_service.planned(makeError(ErrorCode::Missing, QStringLiteral("No pip.")));
        QCOMPARE(failed.count(), 1);
        QCOMPARE(m_session->state(), State::Idle);
        startInstalling();
        m_service.installed(makeError(ErrorCode::Io, QStringLiteral("Disk full.")));
        QCOMPARE(failed.count(), 2);
        QCOMPARE(failed[1][0].value<Error>().message, QStringLiteral("Disk full."));
        QCOMPARE(m_tasks->rowCount(), 0);
    }

    void whatIsThereIsNotAskedFor()
    {
        QSignalSpy done(m_session.get(), &SetupSession::alreadyDone);
        m_session->start(Language::Qiskit);
        SetupPlan plan = somePlan();
        plan.isDone = true;
        m_service.planned(plan);
        QCOMPARE(done.count(), 1);
        QCOMPARE(m_session->state(), State::Idle);
    }

    void theEndOfTheWindowCancelsIt()
    {
        startInstalling();
        m_session.reset();
        QCOMPARE(m_service.cancels, 1);
        QCOMPARE(m_tasks->rowCount(), 0);
    }
};

QTEST_GUILESS_MAIN(TestSetupSession)
#include "tst_setup_session.moc"
