// SPDX-License-Identifier: Apache-2.0
#include "core/tasks/terminal.h"
#include "tests/support/files.h"
#include "tests/support/result_test.h"

#include <QProcess>
#include <QTest>

using namespace gatewright;
using tasks::terminalCommand;

class TestTerminal : public QObject
{
    Q_OBJECT

private:
    // A terminal that writes down what it is told and then does it, as a real one would.
    void addTerminal(const char *name)
    {
        const QString path =
            m_folder->write(QStringLiteral("bin/") + QLatin1String(name),
                            "#!/bin/sh\nprintf '%s\\n' \"$@\" > \"$OUT\"\n"
                            "[ \"$1\" = -e ] && shift\n[ $# -gt 0 ] && exec \"$@\"\nexit 0\n");
        QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }

    QProcessEnvironment environment() const
    {
        QProcessEnvironment made;
        made.insert(QStringLiteral("PATH"), m_folder->path("bin"));
        made.insert(QStringLiteral("OUT"), m_folder->path("out"));
        return made;
    }

    std::unique_ptr<test::Folder> m_folder;

private Q_SLOTS:
    void init() { m_folder = std::make_unique<test::Folder>(); }

    void withoutATerminalItSaysWhatToDo()
    {
        GW_VERIFY_ERROR(terminalCommand(m_folder->path(), {}, {}, environment()), ErrorCode::Missing);
    }

    void theUsersChoiceComesFirst()
    {
        addTerminal("xterm");
        addTerminal("konsole");
        addTerminal("mine");
        addTerminal("theirs");
        QProcessEnvironment variables = environment();
        const auto program = [&](const QString &chosen) {
            return QFileInfo(terminalCommand(m_folder->path(), {}, chosen, variables)->program).fileName();
        };
        QCOMPARE(program({}), QStringLiteral("konsole"));
        variables.insert(QStringLiteral("TERMINAL"), QStringLiteral("theirs"));
        QCOMPARE(program({}), QStringLiteral("theirs"));
        QCOMPARE(program(QStringLiteral("mine")), QStringLiteral("mine"));
        QCOMPARE(program(QStringLiteral("not installed")), QStringLiteral("theirs"));
    }

    void itOpensInTheFolder()
    {
        addTerminal("xterm");
        const Result<Command> command = terminalCommand(m_folder->path(), {}, {}, environment());
        GW_VERIFY_RESULT(command);
        QCOMPARE(command->workingFolder, m_folder->path());
        QVERIFY(command->arguments.isEmpty());
    }

    void noWordOfACommandIsReadByAShell()
    {
        addTerminal("xterm");
        const QString bad = QStringLiteral("a b'; touch '%1").arg(m_folder->path("touched"));
        const QString shown = m_folder->path("shown");
        const QString program = m_folder->write("show.sh", "#!/bin/sh\nprintf '%s\\n' \"$@\" > \"" +
                                                               shown.toUtf8() + "\"\nexit 3\n");
        QFile::setPermissions(program, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        Command wanted;
        wanted.program = program;
        wanted.arguments = {bad, QStringLiteral("$HOME"), QStringLiteral("`id`")};
        const Result<Command> command = terminalCommand(m_folder->path(), wanted, {}, environment());
        GW_VERIFY_RESULT(command);
        QProcess terminal;
        QProcessEnvironment variables = environment();
        variables.insert(QStringLiteral("PATH"), QString::fromLocal8Bit(qgetenv("PATH")));
        terminal.setProcessEnvironment(variables);
        terminal.start(command->program, command->arguments);
        QVERIFY(terminal.waitForStarted());
        terminal.write("\n"); // Enter closes it
        QVERIFY(terminal.waitForFinished());
        QCOMPARE(test::readFile(shown), (bad + QStringLiteral("\n$HOME\n`id`\n")).toUtf8());
        QVERIFY(!QFile::exists(m_folder->path("touched")));
        QVERIFY(terminal.readAllStandardOutput().contains("exit code 3"));
    }
};

QTEST_GUILESS_MAIN(TestTerminal)
#include "tst_terminal.moc"
