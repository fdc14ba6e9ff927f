// SPDX-License-Identifier: Apache-2.0
#include "core/process/supervised_process.h"
#include "tests/support/send_signal.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <signal.h>

using namespace gatewright;
using namespace std::chrono_literals;

namespace {

Command shell(const QString &script)
{
    return {QStringLiteral("/bin/sh"), {QStringLiteral("-c"), script}, {}, {}};
}

// The real rules with milliseconds for seconds.
RestartRules quickRules()
{
    RestartRules rules;
    rules.firstDelay = 1ms;
    rules.longestDelay = 4ms;
    rules.crashesBeforeGivingUp = 6;
    return rules;
}

const QString lasting = QStringLiteral("exec sleep 600");

} // namespace

class TestSupervisedProcess : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void startsAndStops()
    {
        SupervisedProcess process(shell(QStringLiteral("exec cat")), {}, m_clock);
        QSignalSpy ended(&process, &SupervisedProcess::ended);
        QIODevice *device = nullptr;
        connect(&process, &SupervisedProcess::started, this, [&](QIODevice *given) { device = given; });
        QCOMPARE(process.state(), SupervisedState::Stopped);
        process.start();
        QCOMPARE(process.state(), SupervisedState::Starting);
        QTRY_VERIFY(device);
        device->write("hello\n");
        QTRY_COMPARE(device->bytesAvailable(), 6);
        process.markReady();
        QCOMPARE(process.state(), SupervisedState::Running);
        process.start(); // it does run
        process.stop();
        QCOMPARE(ended.size(), 1);
        QCOMPARE(process.state(), SupervisedState::Stopped);
        QCOMPARE(process.processId(), 0);
    }

    void aMissingProgram()
    {
        SupervisedProcess process({QStringLiteral("/no/such/engine"), {}, {}, {}}, quickRules(), m_clock);
        QSignalSpy started(&process, &SupervisedProcess::started);
        process.start();
        QTRY_COMPARE(process.state(), SupervisedState::Missing);
        QCOMPARE(process.status().lastError->code, ErrorCode::Missing);
        QCOMPARE(started.size(), 0);
        process.start(); // it may have been installed meanwhile
        QTRY_COMPARE(process.state(), SupervisedState::Missing);
    }

    void aCrashIsFollowedByARestart()
    {
        SupervisedProcess process(shell(lasting), quickRules(), m_clock);
        QSignalSpy started(&process, &SupervisedProcess::started);
        QSignalSpy ended(&process, &SupervisedProcess::ended);
        process.start();
        QTRY_COMPARE(started.size(), 1);
        process.markReady();
        QVERIFY(gatewright::test::sendSignal(process.processId(), SIGSEGV));
        QTRY_COMPARE(ended.size(), 1);
        QCOMPARE(process.status().crashesInARow, 1);
        QCOMPARE(process.status().lastError->code, ErrorCode::Crashed);
        QVERIFY(process.status().lastError->detail.contains(QStringLiteral("11")));
        QTRY_COMPARE(started.size(), 2);
        process.markReady();
        QCOMPARE(process.state(), SupervisedState::Running);
    }

    void anExitCountsAsACrash()
    {
        SupervisedProcess process(shell(QStringLiteral("exit 0")), quickRules(), m_clock);
        process.start();
        QTRY_VERIFY(process.status().crashesInARow >= 2);
    }

    void itGivesUpAndTriesAgainWhenAsked()
    {
        SupervisedProcess process(shell(QStringLiteral("echo no model >&2; exit 3")), quickRules(), m_clock);
        QSignalSpy started(&process, &SupervisedProcess::started);
        QSignalSpy ended(&process, &SupervisedProcess::ended);
        process.start();
        QTRY_COMPARE(process.state(), SupervisedState::GivenUp);
        QCOMPARE(process.status().crashesInARow, 6);
        QCOMPARE(started.size(), 6);
        QCOMPARE(ended.size(), 6);
        QCOMPARE(process.messages(), QByteArray("no model\n").repeated(6));
        process.start();
        QCOMPARE(process.state(), SupervisedState::GivenUp); // only restart() helps
        process.restart();
        QCOMPARE(process.state(), SupervisedState::Starting);
        QCOMPARE(process.status().crashesInARow, 0);
        QTRY_VERIFY(started.size() >= 7);
    }

    void aHangIsKilledAndRestarted()
    {
        SupervisedProcess process(shell(QStringLiteral("trap '' TERM INT; while :; do sleep 1; done")),
                                  quickRules(), m_clock);
        QSignalSpy started(&process, &SupervisedProcess::started);
        process.start();
        QTRY_COMPARE(started.size(), 1);
        process.markReady();
        process.reportHang(QStringLiteral("textDocument/inlineCompletion"));
        process.reportHang(QStringLiteral("again"));
        QTRY_COMPARE(started.size(), 2);
        QCOMPARE(process.status().lastError->code, ErrorCode::Timeout);
        QCOMPARE(process.status().lastError->detail, QStringLiteral("textDocument/inlineCompletion"));
        QCOMPARE(process.status().crashesInARow, 1);
    }

    void aStartThatTakesTooLongIsAHang()
    {
        RestartRules rules = quickRules();
        rules.startTime = 20ms;
        SupervisedProcess process(shell(lasting), rules, m_clock);
        QSignalSpy started(&process, &SupervisedProcess::started);
        process.start();
        QTRY_VERIFY(started.size() >= 2);
        QTRY_COMPARE(process.status().lastError->code, ErrorCode::Timeout);
    }

    void threeCrashesOnOneFile()
    {
        SupervisedProcess process(shell(lasting), quickRules(), m_clock);
        QSignalSpy started(&process, &SupervisedProcess::started);
        QSignalSpy excluded(&process, &SupervisedProcess::fileExcluded);
        const QString bad = QStringLiteral("bad.cpp");
        process.setActiveFile(bad);
        process.start();
        for (int run = 1; run <= 3; ++run) {
            QTRY_COMPARE(started.size(), run);
            QVERIFY(gatewright::test::sendSignal(process.processId(), SIGABRT));
        }
        QTRY_COMPARE(excluded.size(), 1);
        QCOMPARE(excluded[0][0].toString(), bad);
        QVERIFY(process.excludes(bad));
        QVERIFY(!process.excludes(QStringLiteral("good.cpp")));
        QTRY_COMPARE(started.size(), 4); // the others go on with it
        QCOMPARE(process.excludedFiles(), QStringList{bad});
        process.allowFile(bad);
        QVERIFY(!process.excludes(bad));
    }

    void aProgramThatNamesTheFileIsBelieved()
    {
        const QString bad = QStringLiteral("file:///a%20b/bomb.cpp");
        SupervisedProcess process(
            shell(QStringLiteral("echo warning >&2; echo 'gatewright: gave up on %1' >&2; exit 4").arg(bad)),
            quickRules(), m_clock);
        QSignalSpy excluded(&process, &SupervisedProcess::fileExcluded);
        connect(&process, &SupervisedProcess::started, this,
                [&process] { process.setActiveFile(QStringLiteral("good.cpp")); });
        process.start();
        QTRY_COMPARE(excluded.size(), 1);
        QCOMPARE(excluded[0][0].toString(), bad);
        QCOMPARE(process.excludedFiles(), QStringList{bad});
    }

    void whatAnEarlierRunSaidIsNotHeldAgainstThisOne()
    {
        QTemporaryDir folder;
        Command command = shell(QStringLiteral(
            "test -e second && exec sleep 600; touch second; echo 'gatewright: gave up on a.cpp' >&2"));
        command.workingFolder = folder.path();
        RestartRules rules = quickRules();
        rules.crashesPerFile = 2;
        SupervisedProcess process(command, rules, m_clock);
        QSignalSpy started(&process, &SupervisedProcess::started);
        process.start();
        QTRY_COMPARE(started.size(), 2);
        process.setActiveFile(QStringLiteral("b.cpp"));
        QVERIFY(gatewright::test::sendSignal(process.processId(), SIGSEGV));
        QTRY_COMPARE(started.size(), 3);
        QCOMPARE(process.excludedFiles(), QStringList());
    }

    void theMemoryLimitHolds()
    {
        ProcessLimits limits;
        limits.memoryBytes = 64'000'000;
        SupervisedProcess process({QStringLiteral("python3"),
                                   {QStringLiteral("-c"), QStringLiteral("bytearray(200_000_000)")},
                                   {},
                                   {}},
                                  quickRules(), m_clock, limits);
        process.start();
        QTRY_VERIFY(process.status().crashesInARow >= 1);
        QVERIFY2(process.messages().contains("MemoryError"), process.messages().constData());
    }

    void stoppingDuringTheDelayStops()
    {
        RestartRules rules;
        rules.firstDelay = 60s;
        SupervisedProcess process(shell(QStringLiteral("exit 1")), rules, m_clock);
        process.start();
        QTRY_COMPARE(process.state(), SupervisedState::Restarting);
        QCOMPARE(process.status().restartDelay, 60s);
        process.stop();
        QCOMPARE(process.state(), SupervisedState::Stopped);
        process.restart(); // and this does not wait
        QCOMPARE(process.state(), SupervisedState::Starting);
    }

    void finishingIsNoCrash()
    {
        SupervisedProcess process(shell(QStringLiteral("exec cat")), quickRules(),
                                  m_clock); // ends with its input
        QSignalSpy started(&process, &SupervisedProcess::started);
        process.start();
        QTRY_COMPARE(started.size(), 1);
        process.finish(60s);
        QTRY_COMPARE(process.state(), SupervisedState::Stopped);
        QCOMPARE(process.status().crashesInARow, 0);
        process.finish(60s); // nothing to do
        QCOMPARE(process.state(), SupervisedState::Stopped);
    }

    void finishingHasAnEnd()
    {
        SupervisedProcess process(shell(lasting), quickRules(), m_clock);
        QSignalSpy started(&process, &SupervisedProcess::started);
        process.start();
        QTRY_COMPARE(started.size(), 1);
        process.finish(20ms);
        QTRY_COMPARE(process.state(), SupervisedState::Stopped);
        QCOMPARE(process.status().crashesInARow, 0);
        process.start();
        QTRY_COMPARE(started.size(), 2);
    }

    void destructionKillsTheTree()
    {
        QTemporaryDir folder;
        Command command = shell(QStringLiteral("sleep 600 & echo $! > pid; wait"));
        command.workingFolder = folder.path();
        auto process = std::make_unique<SupervisedProcess>(command, RestartRules(), m_clock);
        process->start();
        QFile file(folder.filePath(QStringLiteral("pid")));
        pid_t grandchild = 0;
        QTRY_VERIFY((file.close(), file.open(QIODevice::ReadOnly)) &&
                    (grandchild = file.readAll().trimmed().toInt()) > 0);
        process.reset();
        QTRY_VERIFY(::kill(grandchild, 0) != 0 || [&] {
            QFile stat(QStringLiteral("/proc/%1/stat").arg(grandchild));
            return !stat.open(QIODevice::ReadOnly) || stat.readAll().contains(") Z ");
        }());
    }

    void messagesAreBounded()
    {
        SupervisedProcess process(
            shell(QStringLiteral("head -c 1000000 /dev/zero >&2; echo end >&2; exec sleep 600")), {},
            m_clock);
        process.start();
        QTRY_VERIFY(process.messages().endsWith("end\n"));
        QVERIFY(process.messages().size() <= 64 * 1024);
    }

    void everyStateHasASentence()
    {
        SupervisedStatus status;
        QStringList sentences;
        for (const auto state :
             {SupervisedState::Stopped, SupervisedState::Missing, SupervisedState::Starting,
              SupervisedState::Running, SupervisedState::Restarting, SupervisedState::GivenUp}) {
            status.state = state;
            sentences << describe(status, QStringLiteral("The engine"));
            QVERIFY(sentences.last().startsWith(QStringLiteral("The engine ")));
            QVERIFY(sentences.last().endsWith(QLatin1Char('.')));
        }
        sentences.removeDuplicates();
        QCOMPARE(sentences.size(), 6);
        status.state = SupervisedState::Restarting;
        status.restartDelay = 4000ms;
        QCOMPARE(describe(status, QStringLiteral("The engine")),
                 QStringLiteral("The engine stopped working; it is started again in 4 s."));
    }

private:
    SystemClock m_clock;
};

QTEST_GUILESS_MAIN(TestSupervisedProcess)
#include "tst_supervised_process.moc"
