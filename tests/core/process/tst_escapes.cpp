// SPDX-License-Identifier: Apache-2.0
#include "tests/core/process/inside_sandbox.h"
#include "tests/support/files.h"
#include "tests/support/result_test.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QTest>

#include <signal.h>
#include <unistd.h>

#include <cstdlib>
#include <memory>

using namespace gatewright;
using namespace std::chrono_literals;

// What hostile code tries, from inside the sandbox and from inside a compiler in the sandbox. Each attempt
// prints ESCAPED when it succeeds. That nothing escaped proves nothing where nothing ran: each test demands
// what the attempt leaves behind as well, a message of refusal or a file.
class TestEscapes : public QObject
{
    Q_OBJECT

    Sandbox m_sandbox{{}};
    std::unique_ptr<test::Folder> m_runFolder;
    std::unique_ptr<test::Folder> m_outside; // stands for the user's files

    static constexpr int kTemporaryBytes = 8'000'000;
    static constexpr int kFileBytes = 50'000'000;

    QString secret() const { return m_outside->path(QStringLiteral("secret.txt")); }

    // What came of the script; an error when it did not even begin.
    Result<ProcessOutcome> attempt(const QString &script, ProcessLimits limits = defaultLimits())
    {
        SandboxedProgram inside =
            test::shellInside(QStringLiteral("echo STARTED; ") + script, m_runFolder->path());
        inside.temporaryBytes = kTemporaryBytes;
        inside.processes = limits.processes;
        GW_TRY(outcome, test::runInside(m_sandbox, inside, limits));
        if (!outcome.output.startsWith("STARTED\n"))
            return makeError(ErrorCode::Internal, QStringLiteral("the script did not begin"),
                             QString::fromLocal8Bit(outcome.errors));
        outcome.output.remove(0, qsizetype(sizeof "STARTED\n") - 1);
        return outcome;
    }

    static ProcessLimits defaultLimits()
    {
        ProcessLimits limits;
        limits.time = 20s;
        limits.outputBytes = 1'000'000;
        limits.fileBytes = kFileBytes;
        limits.processes = 64;
        return limits;
    }

private Q_SLOTS:
    void initTestCase()
    {
        const auto found = test::sandboxHere(this);
        GW_NEED(found);
        m_sandbox = *found;
    }

    void init()
    {
        m_runFolder = std::make_unique<test::Folder>();
        m_outside = std::make_unique<test::Folder>();
        test::writeFile(secret(), "SECRETWORD\n");
    }

    void readTheHomeFolder()
    {
        const QString home = QDir::homePath();
        const auto outcome =
            attempt(QStringLiteral("cat %1 && echo ESCAPED; ls -A '%2' && echo ESCAPED; ls -A ~ "
                                   "&& echo ESCAPED")
                        .arg(secret(), home));
        GW_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->errors.count("No such file or directory"), 3);
        QVERIFY2(!outcome->output.contains("SECRETWORD"), outcome->output.constData());
        QVERIFY2(!outcome->output.contains("ESCAPED"), outcome->output.constData());
    }

    void lookIntoOtherProcesses()
    {
        // Ours is not to be seen under its own number, nor its environment under any: bubblewrap, which is
        // process 1 inside, once had it.
        qputenv("GATEWRIGHT_SECRET", "SECRETWORD");
        const auto outcome = attempt(QStringLiteral("tr '\\0' '\\n' < /proc/%1/environ; cat /proc/*/environ; "
                                                    "kill -9 %1 && echo ESCAPED")
                                         .arg(::getpid()));
        GW_VERIFY_RESULT(outcome);
        QVERIFY2(outcome->output.count("PATH=") >= 2, outcome->output.constData()); // process 1 and its own
        QVERIFY2(outcome->errors.contains(QByteArray::number(::getpid()) + "/environ"),
                 outcome->errors.constData());
        QVERIFY2(outcome->errors.contains("No such process"), outcome->errors.constData());
        QVERIFY2(!outcome->output.contains("SECRETWORD"), outcome->output.constData());
        QVERIFY2(!outcome->output.contains("ESCAPED"), outcome->output.constData());
    }

    void openSockets()
    {
        const auto outcome =
            attempt(QStringLiteral("python3 -c '\n"
                                   "import socket\n"
                                   "for address in ((\"127.0.0.1\", 22), (\"192.0.2.1\", 80)):\n"
                                   "    try:\n"
                                   "        socket.create_connection(address, timeout=2)\n"
                                   "        print(\"ESCAPED\")\n"
                                   "    except OSError as error:\n"
                                   "        print(\"REFUSED\", type(error).__name__)\n"
                                   "' ; ls /run/dbus /tmp/.X11-unix && echo ESCAPED"));
        GW_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->output.count("REFUSED"), 2);
        QCOMPARE(outcome->errors.count("No such file or directory"), 2);
        QVERIFY2(!outcome->output.contains("ESCAPED"), outcome->output.constData());
    }

    void writeOutside()
    {
        const auto outcome = attempt(
            QStringLiteral("echo x > '%1/made' && echo ESCAPED; echo x > /usr/local/made && echo ESCAPED; "
                           "echo x > /made-at-the-root && echo ESCAPED; "
                           "mkdir -p '%1' && echo x > '%1/made' && echo WRITTEN")
                .arg(m_outside->path()));
        GW_VERIFY_RESULT(outcome);
        for (const QByteArray &made : {m_outside->path(QStringLiteral("made")).toLocal8Bit(),
                                       QByteArray("/usr/local/made"), QByteArray("/made-at-the-root")})
            QVERIFY2(outcome->errors.contains("cannot create " + made), outcome->errors.constData());
        QCOMPARE(outcome->output, QByteArray("WRITTEN\n")); // into its own /tmp
        QVERIFY(!QFile::exists(m_outside->path(QStringLiteral("made"))));
        QVERIFY(!QFile::exists(QStringLiteral("/usr/local/made")));
        QVERIFY(!QFile::exists(QStringLiteral("/made-at-the-root")));
    }

    void aForkBomb()
    {
        ProcessLimits limits = defaultLimits();
        limits.time = 3s;
        const auto outcome = attempt(
            QStringLiteral("bomb() { echo x >> forks; bomb | bomb & bomb; }; bomb; sleep 30"), limits);
        GW_VERIFY_RESULT(outcome);
        QVERIFY(!outcome->succeeded());
        const QString forks = m_runFolder->path(QStringLiteral("forks"));
        QVERIFY2(QFile(forks).size() >= 2 * qint64(20), "it did not go off");
        // Nothing of it is left: the next one starts as if nothing had been.
        const auto next = attempt(QStringLiteral("ls -d /proc/[0-9]* | wc -l"));
        GW_VERIFY_RESULT(next);
        const int seen = next->output.trimmed().toInt();
        QVERIFY2(seen > 0 && seen < 8, next->output.constData());
        const qint64 settled = QFile(forks).size();
        GW_VERIFY_RESULT(attempt(QStringLiteral("sleep 0.3")));
        QCOMPARE(QFile(forks).size(), settled);
    }

    void leaveTheSession()
    {
        ProcessLimits limits = defaultLimits();
        limits.time = 1s;
        const auto outcome =
            attempt(QStringLiteral(
                        "setsid sh -c 'trap \"\" TERM HUP INT; while :; do echo x >> beat; done' & sleep 60"),
                    limits);
        GW_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->end, ProcessEnd::TimedOut);
        const QString beat = m_runFolder->path(QStringLiteral("beat"));
        const qint64 before = QFile(beat).size();
        QVERIFY(before > 0);
        GW_VERIFY_RESULT(attempt(QStringLiteral("sleep 0.3")));
        QCOMPARE(QFile(beat).size(), before);
    }

    void fillTheDisk()
    {
        const auto outcome = attempt(QStringLiteral("for file in /tmp/big big; do "
                                                    "head -c 2000000000 /dev/zero > $file && echo ESCAPED; "
                                                    "echo ended with $?, $(stat -c %s $file) bytes; done"));
        GW_VERIFY_RESULT(outcome);
        QVERIFY2(!outcome->output.contains("ESCAPED"), outcome->output.constData());
        // The file system is full; the other file may not become longer.
        QVERIFY2(outcome->errors.contains("No space left on device"), outcome->errors.constData());
        static const QRegularExpression report(
            QStringLiteral("^ended with 1, (\\d+) bytes\nended with %1, (\\d+) bytes\n$").arg(128 + SIGXFSZ));
        const auto found = report.match(QString::fromLatin1(outcome->output));
        QVERIFY2(found.hasMatch(), outcome->output.constData());
        const int pageBytes = static_cast<int>(::sysconf(_SC_PAGESIZE));
        QVERIFY2(std::abs(found.captured(1).toInt() - kTemporaryBytes) < pageBytes,
                 outcome->output.constData());
        QCOMPARE(found.captured(2).toInt(), kFileBytes);
        QCOMPARE(QFile(m_runFolder->path(QStringLiteral("big"))).size(), qint64(kFileBytes));
    }

    void printAGigabyte()
    {
        const auto outcome = attempt(QStringLiteral("yes | head -c 1000000000"));
        GW_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->end, ProcessEnd::OutputLimit);
        QVERIFY(outcome->output.size() <= 1'000'000);
        QVERIFY2(outcome->output.startsWith("y\ny\n"), outcome->output.left(100).constData());
    }

    void sleepForEver()
    {
        ProcessLimits limits = defaultLimits();
        limits.time = 500ms;
        const auto outcome = attempt(QStringLiteral("trap '' TERM; sleep 100000"), limits);
        GW_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->end, ProcessEnd::TimedOut);
    }

    void includeBytesByTheAssembler()
    {
        m_runFolder->write(QStringLiteral("mine.txt"), "OWNWORD\n");
        m_runFolder->write(
            QStringLiteral("a.cpp"),
            QStringLiteral("asm(\".pushsection .rodata\\n.global stolen\\n\"\n"
                           "    \"stolen: .incbin \\\"%1\\\"\\n.byte 0\\n.popsection\\n\");\n"
                           "extern \"C\" { extern const char stolen[]; int puts(const char *); }\n"
                           "int main() { puts(stolen); }\n")
                .arg(secret())
                .toUtf8());
        const auto outcome =
            attempt(QStringLiteral("g++ a.cpp -o a && ./a && echo ESCAPED; "
                                   "sed -i 's,%1,/etc/passwd,' a.cpp; g++ a.cpp -o b && ./b && "
                                   "echo ESCAPED; "
                                   "sed -i 's,/etc/passwd,mine.txt,' a.cpp; g++ a.cpp -o c && ./c")
                        .arg(secret()));
        GW_VERIFY_RESULT(outcome);
        QVERIFY2(outcome->output.contains("OWNWORD"), outcome->errors.constData()); // that it could work
        QVERIFY2(!outcome->output.contains("SECRETWORD"), outcome->output.constData());
        QVERIFY2(!outcome->output.contains("ESCAPED"), outcome->output.constData());
        for (const QByteArray &file : {secret().toLocal8Bit(), QByteArray("/etc/passwd")})
            QVERIFY2(outcome->errors.contains("file not found: " + file), outcome->errors.constData());
    }

    void includeThePasswordFile()
    {
        m_runFolder->write(QStringLiteral("a.cpp"), "#include \"/etc/passwd\"\nint main() {}\n");
        m_runFolder->write(QStringLiteral("b.cpp"),
                           QStringLiteral("#include \"%1\"\nint main() {}\n").arg(secret()).toUtf8());
        const auto outcome = attempt(QStringLiteral("g++ -c a.cpp; g++ -c b.cpp"));
        GW_VERIFY_RESULT(outcome);
        // The message names the file, as it must; not a word of what is in it.
        QVERIFY2(!outcome->errors.contains("SECRETWORD"), outcome->errors.constData());
        QVERIFY2(!outcome->errors.contains("root:"), outcome->errors.constData());
        QCOMPARE(outcome->errors.count("No such file or directory"), 2);
    }

    void linksOutOfTheRunFolder()
    {
        QVERIFY(QFile::link(secret(), m_runFolder->path(QStringLiteral("planted"))));
        const auto outcome = attempt(QStringLiteral("cat planted; ln -s '%1' made && cat made; "
                                                    "ln -s /etc/passwd etc && cat etc; echo x > planted")
                                         .arg(secret()));
        GW_VERIFY_RESULT(outcome);
        for (const char *link : {"planted", "made", "etc"}) {
            QVERIFY(QFileInfo(m_runFolder->path(QLatin1String(link))).isSymLink());
            QVERIFY2(outcome->errors.contains("cat: " + QByteArray(link) + ": No such file or directory"),
                     outcome->errors.constData());
        }
        QVERIFY2(outcome->errors.contains("cannot create planted"), outcome->errors.constData());
        QVERIFY2(!outcome->output.contains("SECRETWORD"), outcome->output.constData());
        QVERIFY2(!outcome->output.contains("root:"), outcome->output.constData());
        QCOMPARE(test::readFile(secret()), QByteArray("SECRETWORD\n"));
    }
};

QTEST_GUILESS_MAIN(TestEscapes)
#include "tst_escapes.moc"
