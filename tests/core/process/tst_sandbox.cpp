// SPDX-License-Identifier: Apache-2.0
#include "core/process/sandbox.h"
#include "tests/support/result_test.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <optional>

using namespace gatewright;
using namespace std::chrono_literals;

// What is decided before anything runs: the command line, the folders that are not shown.
class TestSandbox : public QObject
{
    Q_OBJECT

private Q_SLOTS:
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
};

QTEST_GUILESS_MAIN(TestSandbox)
#include "tst_sandbox.moc"
