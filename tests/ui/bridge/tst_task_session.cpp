// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/clock.h"
#include "tests/support/files.h"
#include "ui/bridge/diagnostics_model.h"
#include "ui/bridge/task_session.h"

#include <QSignalSpy>
#include <QTest>

#include <csignal>

using namespace gatewright;

class TestTaskSession : public QObject
{
    Q_OBJECT

private:
    using State = TaskSession::State;

    TaskSession::Job job(const QByteArray &script)
    {
        m_folder->write("task.sh", "#!/bin/sh\n" + script);
        QFile::setPermissions(m_folder->path("task.sh"),
                              QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        tasks::Task task;
        task.name = QStringLiteral("Build");
        Command command;
        command.program = m_folder->path("task.sh");
        command.arguments = {QStringLiteral("a b"), QStringLiteral("$HOME")};
        command.workingFolder = m_folder->path();
        return {task, command, m_folder->path()};
    }

    std::unique_ptr<test::Folder> m_folder;
    SystemClock m_clock;
    std::unique_ptr<TaskProgressModel> m_progress;
    std::unique_ptr<DiagnosticsModel> m_problems;
    std::unique_ptr<TaskSession> m_session;

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<test::Folder>();
        m_progress = std::make_unique<TaskProgressModel>();
        m_problems = std::make_unique<DiagnosticsModel>();
        m_session = std::make_unique<TaskSession>(*m_progress, *m_problems, m_clock);
    }
    void cleanup() { m_session.reset(); }

    void whatItPrintsAndHowItEndedIsKnown()
    {
        m_session->run(job("echo out; echo err >&2; echo \"$1|$2\"; exit 3\n"));
        QCOMPARE(m_session->state(), State::Running);
        QCOMPARE(m_progress->rowCount(), 1);
        QTRY_COMPARE(m_session->state(), State::Done);
        // Both streams in their order, and no argument read by a shell.
        QCOMPARE(m_session->output(), QByteArray("out\nerr\na b|$HOME\n"));
        QCOMPARE(m_session->outcome()->exitCode, 3);
        QCOMPARE(m_progress->rowCount(), 0);
    }

    void problemsAreListedAndGoWithTheNextRun()
    {
        m_folder->write("fir.cpp", "int x\n");
        m_folder->write("fir.h", "\n");
        m_session->run(job("echo 'fir.cpp:1:6: error: expected ;'\necho 'fir.h:1:1: warning: empty'\n"
                           "echo 'fir.cpp:2:1: error: eof'\nexit 1\n"));
        QTRY_COMPARE(m_problems->rowCount(), 3);
        QCOMPARE(m_problems->count(Severity::Error), 2);
        QCOMPARE(m_problems->problem(0).title, QStringLiteral("fir.cpp"));
        QCOMPARE(m_problems->problem(0).path, QFileInfo(m_folder->path("fir.cpp")).canonicalFilePath());
        QCOMPARE(m_session->problemCount(), std::size_t(3));
        m_session->run(job("exit 0\n"));
        QCOMPARE(m_problems->rowCount(), 0);
        QTRY_COMPARE(m_session->state(), State::Done);
        QCOMPARE(m_problems->rowCount(), 0);
    }

    void cancellingKillsTheWholeTree()
    {
        m_session->run(job("sleep 1000 & echo $!\nwait\n"));
        QTRY_VERIFY(m_session->output().endsWith('\n'));
        const auto child = static_cast<pid_t>(m_session->output().trimmed().toLongLong());
        QVERIFY(child > 1);
        QCOMPARE(::kill(child, 0), 0);
        m_progress->cancel(0); // as the status bar's button does
        QCOMPARE(m_session->state(), State::Cancelled);
        QTRY_VERIFY(::kill(child, 0) != 0);
        QCOMPARE(m_progress->rowCount(), 0);
    }

    void againRunsTheSame()
    {
        m_session->runAgain();
        QCOMPARE(m_session->state(), State::Idle);
        m_session->run(job("echo x >> log\n"));
        QTRY_COMPARE(m_session->state(), State::Done);
        m_session->runAgain();
        QTRY_COMPARE(test::readFile(m_folder->path("log")), QByteArray("x\nx\n"));
    }

    void aProgramThatIsMissingIsSaid()
    {
        TaskSession::Job missing = job("");
        missing.command.program = QStringLiteral("no-such-program-here");
        QSignalSpy changed(m_session.get(), &TaskSession::changed);
        m_session->run(missing);
        QCOMPARE(m_session->state(), State::NotRun);
        QCOMPARE(m_session->error()->code, ErrorCode::Missing);
        QCOMPARE(changed.count(), 1);
    }

    void aFloodEndsTheTask()
    {
        m_session->run(job("yes 0123456789012345678901234567890123456789\n"));
        QTRY_COMPARE_WITH_TIMEOUT(m_session->state(), State::Done, 60'000);
        QCOMPARE(m_session->outcome()->end, ProcessEnd::OutputLimit);
    }
};

QTEST_MAIN(TestTaskSession)
#include "tst_task_session.moc"
