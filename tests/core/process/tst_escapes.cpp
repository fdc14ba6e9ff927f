// SPDX-License-Identifier: Apache-2.0
#include "tests/core/process/sandbox_under_test.h"
#include "tests/support/result_test.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <signal.h>
#include <unistd.h>

#include <memory>

using namespace gatewright;
using namespace std::chrono_literals;

// What hostile code tries, from inside the sandbox and from inside a compiler in the sandbox. Each attempt
// prints ESCAPED when it succeeds.
class TestEscapes : public QObject
{
    Q_OBJECT

    test::SandboxUnderTest m_sandbox;
    std::unique_ptr<QTemporaryDir> m_runFolder;
    std::unique_ptr<QTemporaryDir> m_outside; // stands for the user's files

    QString secret() const { return m_outside->filePath(QStringLiteral("secret.txt")); }

    Result<ProcessOutcome> attempt(const QString &script, ProcessLimits limits = defaultLimits())
    {
        SandboxedProgram inside = test::SandboxUnderTest::shell(script, m_runFolder->path());
        inside.temporaryBytes = 8'000'000;
        inside.processes = limits.processes;
        return m_sandbox.run(inside, limits);
    }

    static ProcessLimits defaultLimits()
    {
        ProcessLimits limits;
        limits.time = 20s;
        limits.outputBytes = 1'000'000;
        limits.fileBytes = 50'000'000;
        limits.processes = 64;
        return limits;
    }

    void write(const QString &name, const QByteArray &text) const
    {
        QFile file(m_runFolder->filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_sandbox.probe(this)); }

    void init()
    {
        m_runFolder = std::make_unique<QTemporaryDir>();
        m_outside = std::make_unique<QTemporaryDir>();
        QFile file(secret());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("SECRETWORD\n");
    }

    void readTheHomeFolder()
    {
        const QString home = QDir::homePath();
        const auto outcome =
            attempt(QStringLiteral("cat %1 && echo ESCAPED; ls -A '%2' && echo ESCAPED; ls -A ~ "
                                   "&& echo ESCAPED")
                        .arg(secret(), home));
        GW_VERIFY_RESULT(outcome);
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
                                   "        print(type(error).__name__)\n"
                                   "' ; ls /run/dbus /tmp/.X11-unix && echo ESCAPED"));
        GW_VERIFY_RESULT(outcome);
        QVERIFY2(!outcome->output.contains("ESCAPED"), outcome->output.constData());
    }

    void writeOutside()
    {
        const auto outcome = attempt(
            QStringLiteral("echo x > '%1/made' && echo ESCAPED; echo x > /usr/local/made && echo ESCAPED; "
                           "echo x > /made-at-the-root; mkdir -p '%1' && echo x > '%1/made'")
                .arg(m_outside->path()));
        GW_VERIFY_RESULT(outcome);
        QVERIFY(!QFile::exists(m_outside->filePath(QStringLiteral("made"))));
        QVERIFY(!QFile::exists(QStringLiteral("/usr/local/made")));
        QVERIFY(!QFile::exists(QStringLiteral("/made-at-the-root")));
    }

    void aForkBomb()
    {
        ProcessLimits limits = defaultLimits();
        limits.time = 3s;
        const auto outcome =
            attempt(QStringLiteral("bomb() { bomb | bomb & bomb; }; bomb; sleep 30"), limits);
        GW_VERIFY_RESULT(outcome);
        QVERIFY(!outcome->succeeded());
        // Nothing of it is left: the next one starts as if nothing had been.
        const auto next = attempt(QStringLiteral("ls -d /proc/[0-9]* | wc -l"));
        GW_VERIFY_RESULT(next);
        QVERIFY2(next->output.trimmed().toInt() < 8, next->output.constData());
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
        const QString beat = m_runFolder->filePath(QStringLiteral("beat"));
        const qint64 before = QFile(beat).size();
        QVERIFY(before > 0);
        GW_VERIFY_RESULT(attempt(QStringLiteral("sleep 0.3")));
        QCOMPARE(QFile(beat).size(), before);
    }

    void fillTheDisk()
    {
        const auto outcome = attempt(QStringLiteral(
            "head -c 2000000000 /dev/zero > /tmp/big; head -c 2000000000 /dev/zero > big; echo done"));
        GW_VERIFY_RESULT(outcome);
        QVERIFY(QFile(m_runFolder->filePath(QStringLiteral("big"))).size() <= 50'000'000);
    }

    void printAGigabyte()
    {
        const auto outcome = attempt(QStringLiteral("yes | head -c 1000000000"));
        GW_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->end, ProcessEnd::OutputLimit);
        QVERIFY(outcome->output.size() <= 1'000'000);
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
        write(QStringLiteral("a.cpp"),
              QStringLiteral("asm(\".section .rodata\\n.global stolen\\nstolen: .incbin \\\"%1\\\"\\n\");\n"
                             "extern const char stolen[]; int puts(const char *);\n"
                             "int main() { puts(stolen); }\n")
                  .arg(secret())
                  .toUtf8());
        const auto outcome =
            attempt(QStringLiteral("g++ a.cpp -o a && ./a && echo ESCAPED; "
                                   "sed -i 's,%1,/etc/passwd,' a.cpp; g++ a.cpp -o b && ./b && "
                                   "echo ESCAPED")
                        .arg(secret()));
        GW_VERIFY_RESULT(outcome);
        QVERIFY2(!outcome->output.contains("SECRETWORD"), outcome->output.constData());
        QVERIFY2(!outcome->output.contains("ESCAPED"), outcome->output.constData());
        QVERIFY2(outcome->errors.contains("incbin") || outcome->errors.contains("file not found"),
                 outcome->errors.constData());
    }

    void includeThePasswordFile()
    {
        write(QStringLiteral("a.cpp"), "#include \"/etc/passwd\"\nint main() {}\n");
        write(QStringLiteral("b.cpp"),
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
        QVERIFY(QFile::link(secret(), m_runFolder->filePath(QStringLiteral("planted"))));
        const auto outcome = attempt(QStringLiteral("cat planted; ln -s '%1' made && cat made; "
                                                    "ln -s /etc/passwd etc && cat etc; echo x > planted")
                                         .arg(secret()));
        GW_VERIFY_RESULT(outcome);
        QVERIFY2(!outcome->output.contains("SECRETWORD"), outcome->output.constData());
        QVERIFY2(!outcome->output.contains("root:"), outcome->output.constData());
        QFile file(secret());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("SECRETWORD\n"));
    }
};

QTEST_GUILESS_MAIN(TestEscapes)
#include "tst_escapes.moc"
