// SPDX-License-Identifier: Apache-2.0
#include "tests/core/process/sandbox_under_test.h"
#include "tests/support/result_test.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <signal.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <optional>

using namespace gatewright;
using namespace std::chrono_literals;

class TestSandbox : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_sandbox.probe(this)); }

    void theCommandLine()
    {
        QTemporaryDir workspace;
        QTemporaryDir runFolder;
        SandboxedProgram program;
        program.program = QStringLiteral("/usr/bin/g++");
        program.arguments =
            QStringList{QStringLiteral("-c"), QStringLiteral("--bind"), QStringLiteral("a b.cpp")};
        program.readOnlyFolders = QStringList{workspace.path()};
        program.runFolder = runFolder.path();
        program.environment = {{QStringLiteral("LANG"), QStringLiteral("C")}};
        program.temporaryBytes = 1000;
        const auto command = Sandbox(QStringLiteral("/usr/bin/bwrap")).command(program);
        GW_VERIFY_RESULT(command);
        QCOMPARE(command->program, QStringLiteral("/usr/bin/bwrap"));
        const QString expected =
            QStringLiteral("--unshare-all --die-with-parent --new-session --cap-drop ALL --hostname sandbox "
                           "--clearenv --setenv PATH "
                           "/usr/bin:/bin --ro-bind /usr /usr --symlink usr/bin /bin --symlink usr/lib /lib "
                           "--symlink usr/lib64 /lib64 --proc /proc --dev /dev --size 1000 --tmpfs /tmp "
                           "--size 1000 --tmpfs /dev/shm --ro-bind %1 %1 --bind %2 %2 --setenv LANG C "
                           "--remount-ro /dev --remount-ro / --chdir %2 -- /usr/bin/g++ -c --bind a b.cpp");
        QCOMPARE(command->arguments.join(QLatin1Char(' ')), expected.arg(workspace.path(), runFolder.path()));
        QCOMPARE(command->arguments.last(), QStringLiteral("a b.cpp"));
    }

    void withoutARunFolderItWorksInTmp()
    {
        SandboxedProgram program;
        program.program = QStringLiteral("true");
        const auto command = Sandbox(QStringLiteral("bwrap")).command(program);
        GW_VERIFY_RESULT(command);
        QVERIFY(command->arguments.join(QLatin1Char(' '))
                    .endsWith(QStringLiteral("--remount-ro /dev --remount-ro / --chdir /tmp -- true")));
        QVERIFY(command->arguments.join(QLatin1Char(' '))
                    .contains(QStringLiteral("--size 268435456 --tmpfs /tmp")));
    }

    void foldersThatShowTooMuchAreRefused_data()
    {
        QTest::addColumn<QString>("folder");
        for (const char *folder : {"",
                                   "relative",
                                   "/",
                                   "//",
                                   "/usr/..",
                                   "/home/..",
                                   "/etc",
                                   "/proc",
                                   "/proc/self",
                                   "/sys",
                                   "/dev",
                                   "/dev/shm",
                                   "/run",
                                   "/no/such/folder",
                                   "/usr/bin/env",
                                   "/tmp",
                                   "/tmp/",
                                   "/tmp/../tmp",
                                   "/var/tmp",
                                   "/usr",
                                   "/var",
                                   "/home"})
            QTest::newRow(folder) << QString::fromLatin1(folder);
        QTest::newRow("home") << QDir::homePath();
        QTest::newRow("above home") << QFileInfo(QDir::homePath()).path();
    }
    void foldersThatShowTooMuchAreRefused()
    {
        QFETCH(QString, folder);
        SandboxedProgram program;
        program.program = QStringLiteral("true");
        program.readOnlyFolders = QStringList{folder};
        GW_VERIFY_ERROR(Sandbox(QStringLiteral("bwrap")).command(program), ErrorCode::InvalidInput);
        if (folder.isEmpty())
            return; // no run folder at all
        program.readOnlyFolders.clear();
        program.runFolder = folder;
        GW_VERIFY_ERROR(Sandbox(QStringLiteral("bwrap")).command(program), ErrorCode::InvalidInput);
    }

    void aLinkDoesNotSmuggle()
    {
        QTemporaryDir folder;
        const QString link = folder.filePath(QStringLiteral("innocent"));
        QVERIFY(QFile::link(QStringLiteral("/etc"), link));
        SandboxedProgram program;
        program.program = QStringLiteral("true");
        program.readOnlyFolders = QStringList{link};
        GW_VERIFY_ERROR(Sandbox(QStringLiteral("bwrap")).command(program), ErrorCode::InvalidInput);
    }

    // A file right in /tmp once showed all of /tmp, over the sandbox's own, with everybody's sockets in it.
    void tmpItselfIsNotShownButWhatIsBelowMayBe()
    {
        QTemporaryDir folder(QStringLiteral("/tmp/tst_sandbox-XXXXXX"));
        SandboxedProgram program;
        program.program = QStringLiteral("true");
        program.readOnlyFolders = QStringList{folder.path()};
        GW_VERIFY_RESULT(Sandbox(QStringLiteral("bwrap")).command(program));
        const QString link = folder.filePath(QStringLiteral("innocent"));
        QVERIFY(QFile::link(QStringLiteral("/tmp"), link));
        program.readOnlyFolders = QStringList{link};
        GW_VERIFY_ERROR(Sandbox(QStringLiteral("bwrap")).command(program), ErrorCode::InvalidInput);
    }

    void aFolderWithASocketIsNotShown()
    {
        QTemporaryDir folder(QStringLiteral("/tmp/tst_sandbox-XXXXXX"));
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        const QByteArray name = QFile::encodeName(folder.filePath(QStringLiteral("agent")));
        QVERIFY(name.size() < qsizetype(sizeof address.sun_path));
        std::copy(name.begin(), name.end(), address.sun_path);
        const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
        QVERIFY(socket >= 0);
        QCOMPARE(::bind(socket, reinterpret_cast<const sockaddr *>(&address), sizeof address), 0);
        ::close(socket);
        SandboxedProgram program;
        program.program = QStringLiteral("true");
        program.readOnlyFolders = QStringList{folder.path()};
        const auto command = Sandbox(QStringLiteral("bwrap")).command(program);
        GW_VERIFY_ERROR(command, ErrorCode::InvalidInput);
        QVERIFY(command.error().message.contains(QStringLiteral("socket")));
    }

    void aBusyMachineIsNotAMachineThatForbidsIt()
    {
        QTemporaryDir bin;
        QFile slow(bin.filePath(QStringLiteral("bwrap")));
        QVERIFY(slow.open(QIODevice::WriteOnly));
        slow.write("#!/bin/sh\nexec /bin/sleep 1000\n");
        slow.close();
        QVERIFY(slow.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        const QByteArray path = qgetenv("PATH");
        qputenv("PATH", QFile::encodeName(bin.path()));
        std::optional<Result<Sandbox>> found;
        Sandbox::probe(this, [&](Result<Sandbox> result) { found = std::move(result); }, 10ms);
        qputenv("PATH", path);
        QTRY_VERIFY(found);
        GW_VERIFY_ERROR(*found, ErrorCode::Timeout);
        QVERIFY(found->error().message.contains(QStringLiteral("try again")));
    }

    void noProgramIsRefused()
    {
        GW_VERIFY_ERROR(Sandbox(QStringLiteral("bwrap")).command({}), ErrorCode::InvalidInput);
    }

    void bwrapsOwnFailuresAreTold()
    {
        ProcessOutcome outcome;
        outcome.exitCode = 1;
        outcome.errors = "bwrap: execvp x: No such file or directory\n";
        QVERIFY(Sandbox::ownFailure(outcome));
        outcome.errors = "assertion failed\n";
        QVERIFY(!Sandbox::ownFailure(outcome));
        outcome.errors = "bwrap: x";
        outcome.exitCode = 2;
        QVERIFY(!Sandbox::ownFailure(outcome));
    }

    // From here on programs run inside.

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
        SandboxedProgram inside = test::SandboxUnderTest::shell(script, m_runFolder.path());
        if (!program.isEmpty())
            inside.program = program;
        inside.readOnlyFolders = m_readOnly;
        inside.temporaryBytes = 1'000'000;
        inside.firstProcess = firstProcess;
        return m_sandbox.run(inside, limits);
    }

    test::SandboxUnderTest m_sandbox;
    QTemporaryDir m_runFolder;
    QStringList m_readOnly;
};

QTEST_GUILESS_MAIN(TestSandbox)
#include "tst_sandbox.moc"
