// SPDX-License-Identifier: Apache-2.0
#include "core/process/child_process.h"
#include "core/process/process_tree.h"
#include "tests/support/files.h"
#include "tests/support/result_test.h"
#include "tests/support/run_to_end.h"

#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <sched.h>
#include <signal.h>
#include <unistd.h>

#include <memory>
#include <optional>

using namespace gatewright;
using namespace std::chrono_literals;

namespace {

Command shell(const QString &script)
{
    return {QStringLiteral("/bin/sh"), {QStringLiteral("-c"), script}, {}, {}};
}

Command python(const QString &script)
{
    return {QStringLiteral("python3"), {QStringLiteral("-c"), script}, {}, {}};
}

bool isAlive(qint64 process)
{
    QFile stat(QStringLiteral("/proc/%1/stat").arg(process));
    return stat.open(QIODevice::ReadOnly) && !stat.readAll().contains(") Z ");
}

qint64 numberIn(const QString &path)
{
    return test::readFile(path).trimmed().toLongLong();
}

} // namespace

class TestChildProcess : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void collectsOutputErrorsAndExitCode()
    {
        const auto outcome = test::runToEnd(shell(QStringLiteral("echo out; echo err >&2; exit 3")));
        GW_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->end, ProcessEnd::Exited);
        QCOMPARE(outcome->exitCode, 3);
        QCOMPARE(outcome->output, QByteArray("out\n"));
        QCOMPARE(outcome->errors, QByteArray("err\n"));
        QVERIFY(!outcome->succeeded());
        QVERIFY(test::runToEnd(shell(QStringLiteral("true")))->succeeded());
    }

    void argumentsAreNotShellText()
    {
        const QString nasty = QStringLiteral("$(id) `id` ; rm -rf * \"'\n");
        const auto outcome =
            test::runToEnd({QStringLiteral("printf"), {QStringLiteral("%s"), nasty}, {}, {}});
        GW_VERIFY_RESULT(outcome);
        QCOMPARE(QString::fromUtf8(outcome->output), nasty);
    }

    void inputIsGivenAndEnds()
    {
        const QByteArray input(300'000, 'x');
        const auto outcome = test::runToEnd({QStringLiteral("cat"), {}, {}, {}}, {}, input);
        GW_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->output, input);
        GW_VERIFY_RESULT(
            test::runToEnd({QStringLiteral("cat"), {}, {}, {}})); // without input there is an end at once
    }

    void environmentAndFolder()
    {
        QTemporaryDir folder;
        Command command = shell(QStringLiteral("pwd; echo $GATEWRIGHT_X; echo ${HOME:-none}"));
        command.workingFolder = folder.path();
        command.environment = QProcessEnvironment();
        command.environment->insert(QStringLiteral("GATEWRIGHT_X"), QStringLiteral("7"));
        const auto outcome = test::runToEnd(command);
        GW_VERIFY_RESULT(outcome);
        QCOMPARE(QString::fromUtf8(outcome->output), folder.path() + QStringLiteral("\n7\nnone\n"));
    }

    void aMissingProgramIsMissing()
    {
        GW_VERIFY_ERROR(test::runToEnd({QStringLiteral("gatewright-no-such-program"), {}, {}, {}}),
                        ErrorCode::Missing);
        GW_VERIFY_ERROR(test::runToEnd({QStringLiteral("/no/such/program"), {}, {}, {}}), ErrorCode::Missing);
    }

    void aFileThatIsNoProgramIsAnError()
    {
        GW_VERIFY_ERROR(test::runToEnd({QStringLiteral("/etc/passwd"), {}, {}, {}}), ErrorCode::Io);
    }

    void aSignalIsReported()
    {
        const auto outcome = test::runToEnd(shell(QStringLiteral("kill -SEGV $$")));
        GW_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->end, ProcessEnd::Signalled);
        QCOMPARE(outcome->signalNumber, SIGSEGV);
    }

    void theTimeLimitKills()
    {
        ProcessLimits limits;
        limits.time = 50ms;
        QElapsedTimer clock;
        clock.start();
        const auto outcome =
            test::runToEnd(shell(QStringLiteral("trap '' TERM; echo begun; sleep 60")), limits);
        GW_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->end, ProcessEnd::TimedOut);
        QVERIFY(clock.elapsed() < 15'000);
    }

    void theOutputLimitKills()
    {
        ProcessLimits limits;
        limits.outputBytes = 100'000;
        const auto outcome = test::runToEnd(
            shell(QStringLiteral("while :; do echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa; done")), limits);
        GW_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->end, ProcessEnd::OutputLimit);
        QCOMPARE(outcome->output.size(), 100'000);
        const auto errors =
            test::runToEnd(shell(QStringLiteral("while :; do echo aaaaaaaaaaaaaaaaaa >&2; done")), limits);
        GW_VERIFY_RESULT(errors);
        QCOMPARE(errors->end, ProcessEnd::OutputLimit);
        QCOMPARE(errors->errors.size(), 100'000);
    }

    void outputOfExactlyTheLimitIsFine()
    {
        ProcessLimits limits;
        limits.outputBytes = 5;
        const auto outcome = test::runToEnd(shell(QStringLiteral("printf 12345")), limits);
        GW_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->end, ProcessEnd::Exited);
        QCOMPARE(outcome->output, QByteArray("12345"));
    }

    void theMemoryLimitHolds()
    {
        ProcessLimits limits;
        limits.memoryBytes = 200'000'000;
        const auto outcome = test::runToEnd(python(QStringLiteral("bytearray(400_000_000)")), limits);
        GW_VERIFY_RESULT(outcome);
        QVERIFY(!outcome->succeeded());
        // The kernel kills inside a control group; without one the allocation fails.
        QVERIFY2(outcome->end == ProcessEnd::MemoryLimit || outcome->errors.contains("MemoryError"),
                 outcome->errors.constData());
    }

    void theProcessorLimitHolds()
    {
        ProcessLimits limits;
        limits.processorSeconds = 1;
        const auto outcome = test::runToEnd(shell(QStringLiteral("while :; do :; done")), limits);
        GW_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->end, ProcessEnd::Signalled);
        QCOMPARE(outcome->signalNumber, SIGXCPU); // not the SIGKILL of the hard limit, which says nothing
    }

    void theFileLimitHolds()
    {
        QTemporaryDir folder;
        ProcessLimits limits;
        limits.fileBytes = 1000;
        Command command = shell(QStringLiteral("head -c 100000 /dev/zero > big"));
        command.workingFolder = folder.path();
        GW_VERIFY_RESULT(test::runToEnd(command, limits));
        QVERIFY(QFile(folder.filePath(QStringLiteral("big"))).size() <= 1000);
    }

    // Grandchildren in the group and in sessions of their own.
    void stoppingKillsTheTree_data()
    {
        QTest::addColumn<QString>("script");
        QTest::newRow("child") << QStringLiteral("sleep 600 & echo $! > pid; wait");
        QTest::newRow("child of a child") << QStringLiteral("sh -c 'sleep 600 & echo $! > pid; wait'; true");
        QTest::newRow("own session") << QStringLiteral(
            "setsid sh -c 'echo $$ > pid; sleep 600; true' & wait");
        QTest::newRow("ignores TERM")
            << QStringLiteral("sh -c 'trap \"\" TERM; echo $$ > pid; while :; do sleep 1; done'; true");
    }
    void stoppingKillsTheTree()
    {
        QFETCH(QString, script);
        QTemporaryDir folder;
        Command command = shell(script);
        command.workingFolder = folder.path();
        std::optional<Result<ProcessOutcome>> result;
        ChildProcess child(command);
        child.start([&](Result<ProcessOutcome> given) { result = std::move(given); });
        qint64 grandchild = 0;
        QTRY_VERIFY((grandchild = numberIn(folder.filePath(QStringLiteral("pid")))) > 0);
        QVERIFY(isAlive(grandchild));
        child.stop();
        QTRY_VERIFY(result);
        GW_VERIFY_ERROR(*result, ErrorCode::Cancelled);
        QTRY_VERIFY(!isAlive(grandchild));
    }

    void whatIsLeftRunningIsKilled()
    {
        QTemporaryDir folder;
        Command command = shell(QStringLiteral("sleep 600 >/dev/null 2>&1 & echo $! > pid"));
        command.workingFolder = folder.path();
        GW_VERIFY_RESULT(test::runToEnd(command));
        const qint64 orphan = numberIn(folder.filePath(QStringLiteral("pid")));
        QVERIFY(orphan > 0);
        QTRY_VERIFY(!isAlive(orphan));
    }

    void destructionKills()
    {
        QTemporaryDir folder;
        Command command = shell(QStringLiteral("echo $$ > pid; sleep 600; true"));
        command.workingFolder = folder.path();
        auto child = std::make_unique<ChildProcess>(command);
        bool called = false;
        child->start([&](const Result<ProcessOutcome> &) { called = true; });
        qint64 process = 0;
        QTRY_VERIFY((process = numberIn(folder.filePath(QStringLiteral("pid")))) > 0);
        child.reset();
        QVERIFY(!isAlive(process));
        QVERIFY(!called);
    }

    void doneMayDestroyTheObject()
    {
        auto child = std::make_unique<ChildProcess>(shell(QStringLiteral("true")));
        child->start([&](const Result<ProcessOutcome> &) { child.release()->deleteLater(); });
        QTRY_VERIFY(!child);
    }

    void whatHasEndedIsGone()
    {
        QVERIFY(!isProcessGone(::getpid()));
        QVERIFY(!isProcessGone(1)); // of another user's as a rule
        QVERIFY(isProcessGone(0));
        QVERIFY(isProcessGone(-1));
        QVERIFY(isProcessGone((qint64(1) << 32) + ::getpid()));
        QProcess process;
        process.start(QStringLiteral("cat"), QStringList());
        QVERIFY(process.waitForStarted());
        const qint64 number = process.processId();
        QVERIFY(!isProcessGone(number));
        process.closeWriteChannel();
        QVERIFY(process.waitForFinished());
        QVERIFY(isProcessGone(number));
    }

    void stoppingWhatDoesNotRunDoesNothing()
    {
        ChildProcess child(shell(QStringLiteral("true")));
        child.stop();
        bool called = false;
        child.start([&](const Result<ProcessOutcome> &) { called = true; });
        QTRY_VERIFY(called);
        child.stop();
        QVERIFY(!child.isRunning());
    }

    // A program that pins its threads must not pin its children.
    void theAffinityIsCleared()
    {
        cpu_set_t before;
        QCOMPARE(sched_getaffinity(0, sizeof before, &before), 0);
        if (CPU_COUNT(&before) < 2)
            QSKIP("one processor only");
        const auto wide =
            test::runToEnd(python(QStringLiteral("import os; print(len(os.sched_getaffinity(0)))")));
        cpu_set_t one;
        CPU_ZERO(&one);
        for (int i = 0; i < CPU_SETSIZE && CPU_COUNT(&one) == 0; ++i) {
            if (CPU_ISSET(i, &before))
                CPU_SET(i, &one);
        }
        QCOMPARE(sched_setaffinity(0, sizeof one, &one), 0);
        const auto outcome =
            test::runToEnd(python(QStringLiteral("import os; print(len(os.sched_getaffinity(0)))")));
        QCOMPARE(sched_setaffinity(0, sizeof before, &before), 0);
        GW_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->output, wide->output);
        QVERIFY(outcome->output.trimmed().toInt() >= 2);
    }

    // What the language servers run with.
    void withoutANetworkOnlyLocalSocketsAreMade_data()
    {
        QTest::addColumn<QString>("family");
        QTest::addColumn<bool>("made");
        QTest::newRow("AF_INET") << QStringLiteral("AF_INET") << false;
        QTest::newRow("AF_INET6") << QStringLiteral("AF_INET6") << false;
        QTest::newRow("AF_PACKET") << QStringLiteral("AF_PACKET") << false;
        QTest::newRow("AF_UNIX") << QStringLiteral("AF_UNIX") << true;
        QTest::newRow("AF_NETLINK") << QStringLiteral("AF_NETLINK") << true;
    }
    void withoutANetworkOnlyLocalSocketsAreMade()
    {
        QFETCH(const QString, family);
        QFETCH(const bool, made);
        // In a grandchild: the filter is inherited.
        const Command command =
            shell(QStringLiteral("python3 -c 'import socket; socket.socket(socket.%1, socket.SOCK_RAW if "
                                 "\"%1\" in (\"AF_PACKET\", \"AF_NETLINK\") else socket.SOCK_STREAM)'")
                      .arg(family));
        ProcessLimits limits;
        limits.network = NetworkUse::None;
        const auto outcome = test::runToEnd(command, limits);
        GW_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->succeeded(), made);
        if (!made)
            QVERIFY2(outcome->errors.contains("Address family not supported"), outcome->errors.constData());
        if (family.startsWith(QLatin1String("AF_INET")))
            QVERIFY(test::runToEnd(command)->succeeded()); // it is the filter
    }
};

QTEST_GUILESS_MAIN(TestChildProcess)
#include "tst_child_process.moc"
