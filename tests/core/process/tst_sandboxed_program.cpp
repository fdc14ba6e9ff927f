// SPDX-License-Identifier: Apache-2.0
#include "tests/core/process/inside_sandbox.h"
#include "tests/support/result_test.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace gatewright;
using namespace std::chrono_literals;

// What programs inside the sandbox see, may write and how they end.
class TestSandboxedProgram : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const auto found = test::sandboxHere(this);
        GW_NEED(found);
        m_sandbox = *found;
    }

    void runsAndReturnsTheExitCode()
    {
        const auto outcome = runInside(QStringLiteral("echo inside; exit 7"));
        GW_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->exitCode, 7);
        QCOMPARE(outcome->output, QByteArray("inside\n"));
    }

    void aMissingProgramIsBwrapsFailure()
    {
        const auto outcome = runInside({}, QStringLiteral("/no/such/program"));
        GW_VERIFY_RESULT(outcome);
        QVERIFY(Sandbox::ownFailure(*outcome));
    }

    void seesOnlyWhatItShould_data()
    {
        QTest::addColumn<QString>("script"); // exits 0 when the sandbox holds
        QTest::newRow("no home") << QStringLiteral("! ls /home /root 2>/dev/null");
        QTest::newRow("no etc") << QStringLiteral("! cat /etc/passwd 2>/dev/null");
        QTest::newRow("no run") << QStringLiteral("! ls /run /var 2>/dev/null");
        QTest::newRow("cleared environment") << QStringLiteral("test -z \"$GATEWRIGHT_SECRET$HOME$USER\"");
        QTest::newRow("PATH") << QStringLiteral("test \"$PATH\" = /usr/bin:/bin");
        QTest::newRow("own host name") << QStringLiteral("test $(cat /proc/sys/kernel/hostname) = sandbox");
        QTest::newRow("few processes") << QStringLiteral("test $(ls -d /proc/[0-9]* | wc -l) -lt 8");
        QTest::newRow("read-only system") << QStringLiteral("! touch /usr/bin/x 2>/dev/null");
        QTest::newRow("read-only root") << QStringLiteral("! touch /x 2>/dev/null");
        QTest::newRow("read-only dev") << QStringLiteral("! touch /dev/x 2>/dev/null && echo > /dev/null");
        QTest::newRow("shared memory") << QStringLiteral("touch /dev/shm/x");
        QTest::newRow("no capabilities")
            << QStringLiteral("grep -q 'CapEff:.0000000000000000' /proc/self/status");
        QTest::newRow("no network") << QStringLiteral(
            "test $(ls /sys/class/net 2>/dev/null | wc -l) -eq 0 && "
            "test $(tail -n +3 /proc/net/dev | grep -vc lo:) -eq 0");
        QTest::newRow("tmp is empty") << QStringLiteral("test -z \"$(ls /tmp | grep -v %1)\"");
    }
    void seesOnlyWhatItShould()
    {
        QFETCH(QString, script);
        qputenv("GATEWRIGHT_SECRET", "secret");
        script.replace(QStringLiteral("%1"), QDir(m_runFolder.path()).dirName());
        const auto outcome = runInside(script);
        GW_VERIFY_RESULT(outcome);
        QVERIFY2(outcome->succeeded(), (outcome->output + outcome->errors).constData());
    }

    // bubblewrap's process 1 holds the same streams, and every process inside may open them there.
    void whoeverIsFirstCanCloseItsStreamsToOthers()
    {
        const auto outcome =
            runInside(QStringLiteral("exec python3 -c '\n"
                                     "import ctypes, os\n"
                                     "assert os.getpid() == 1\n"
                                     "ctypes.CDLL(None).prctl(4, 0, 0, 0, 0)\n"
                                     "if os.fork() == 0:\n"
                                     "    try: open(\"/proc/1/fd/1\", \"wb\").write(b\"forged\")\n"
                                     "    finally: os.kill(1, 9)\n"
                                     "print(os.wait()[1] != 0)'"),
                      {}, {}, FirstProcess::Program);
        GW_VERIFY_RESULT(outcome);
        QVERIFY2(outcome->errors.contains("PermissionError"), outcome->errors.constData());
        QCOMPARE(outcome->output, QByteArray("True\n"));
    }

    void theFirstProcessDiesWithBubblewrap()
    {
        ProcessLimits limits;
        limits.time = 500ms;
        const auto outcome = runInside(QStringLiteral("while :; do echo x >> first; sleep 0.02; done"), {},
                                       limits, FirstProcess::Program);
        GW_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->end, ProcessEnd::TimedOut);
        const qint64 size = QFile(m_runFolder.filePath(QStringLiteral("first"))).size();
        QVERIFY(size > 0);
        GW_VERIFY_RESULT(runInside(QStringLiteral("sleep 0.2"))); // longer than ten beats
        QCOMPARE(QFile(m_runFolder.filePath(QStringLiteral("first"))).size(), size);
    }

    void writesOnlyIntoTheRunFolder()
    {
        QTemporaryDir workspace;
        m_readOnly = QStringList{workspace.path()};
        const auto outcome =
            runInside(QStringLiteral("pwd; echo result > out.txt; touch %1/x").arg(workspace.path()));
        m_readOnly.clear();
        GW_VERIFY_RESULT(outcome);
        QVERIFY(!outcome->succeeded());
        QCOMPARE(QString::fromUtf8(outcome->output.trimmed()), m_runFolder.path());
        QVERIFY(QFile::exists(m_runFolder.filePath(QStringLiteral("out.txt"))));
        QVERIFY(QDir(workspace.path()).isEmpty());
    }

    void itsTmpIsLimited()
    {
        for (const char *file : {"/tmp/big", "/dev/shm/big"}) {
            const auto outcome =
                runInside(QStringLiteral("head -c 3000000 /dev/zero > %1").arg(QLatin1String(file)));
            GW_VERIFY_RESULT(outcome);
            QVERIFY(!outcome->succeeded());
        }
    }

    void rlimitsHoldInside()
    {
        ProcessLimits limits;
        limits.fileBytes = 1000;
        const auto outcome = runInside(QStringLiteral("head -c 100000 /dev/zero > big; true"), {}, limits);
        GW_VERIFY_RESULT(outcome);
        QVERIFY(QFile(m_runFolder.filePath(QStringLiteral("big"))).size() <= 1000);
    }

    // Not even a child in a session of its own that ignores TERM outlives the time limit.
    void theTimeLimitKillsTheWholeTree()
    {
        ProcessLimits limits;
        limits.time = 500ms;
        const auto outcome = runInside(
            QStringLiteral(
                "setsid sh -c 'trap \"\" TERM; while :; do echo x >> beat; sleep 0.02; done' & sleep 600"),
            {}, limits);
        GW_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->end, ProcessEnd::TimedOut);
        const QString marker = QStringLiteral("beat");
        const qint64 size = QFile(m_runFolder.filePath(marker)).size();
        QVERIFY(size > 0);
        GW_VERIFY_RESULT(runInside(QStringLiteral("sleep 0.2"))); // longer than ten beats
        QCOMPARE(QFile(m_runFolder.filePath(marker)).size(), size);
    }

private:
    Result<ProcessOutcome> runInside(const QString &script, const QString &program = QStringLiteral("sh"),
                                     ProcessLimits limits = {},
                                     FirstProcess firstProcess = FirstProcess::Bubblewrap)
    {
        SandboxedProgram inside = test::shellInside(script, m_runFolder.path());
        if (!program.isEmpty())
            inside.program = program;
        inside.readOnlyFolders = m_readOnly;
        inside.temporaryBytes = 1'000'000;
        inside.firstProcess = firstProcess;
        return test::runInside(m_sandbox, inside, limits);
    }

    Sandbox m_sandbox{{}};
    QTemporaryDir m_runFolder;
    QStringList m_readOnly;
};

QTEST_GUILESS_MAIN(TestSandboxedProgram)
#include "tst_sandboxed_program.moc"
