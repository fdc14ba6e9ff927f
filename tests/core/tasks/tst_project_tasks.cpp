// SPDX-License-Identifier: Apache-2.0
#include "core/tasks/project_tasks.h"
#include "tests/support/files.h"
#include "tests/support/result_test.h"

#include <QTest>

using namespace gatewright;
using namespace gatewright::tasks;

class TestProjectTasks : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<test::Folder> m_folder;

    QStringList names()
    {
        const Result<std::vector<Task>> tasks = projectTasks(m_folder->path());
        if (!tasks)
            return {tasks.error().toString()};
        QStringList all;
        for (const Task &task : *tasks)
            all << task.name;
        return all;
    }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<test::Folder>(); }

    void anEmptyFolderHasNone() { QCOMPARE(names(), QStringList()); }

    void tasksAreReadAsTheyAreWritten()
    {
        m_folder->write(".gatewright/tasks.json", R"({"version": 1, "tasks": [
            {"name": "Build", "program": "make", "arguments": ["-j2", "a b"], "folder": "sim", "problems": "vitis"},
            {"name": "Plot", "program": "./plot.py"}]})");
        const Result<std::vector<Task>> tasks = projectTasks(m_folder->path());
        GW_VERIFY_RESULT(tasks);
        QCOMPARE(tasks->size(), std::size_t(2));
        QCOMPARE(tasks->front().arguments, (QStringList{QStringLiteral("-j2"), QStringLiteral("a b")}));
        QCOMPARE(tasks->front().folder, QStringLiteral("sim"));
        QCOMPARE(tasks->front().matcher, Matcher::Vitis);
        QCOMPARE(tasks->back().matcher, Matcher::Compiler);
        QCOMPARE(tasks->back().origin, Task::Origin::Written);
    }

    void aBrokenFileSaysWhere_data()
    {
        QTest::addColumn<QByteArray>("contents");
        QTest::addColumn<int>("code");
        const auto row = [](const char *name, const char *contents, ErrorCode code) {
            QTest::newRow(name) << QByteArray(contents) << static_cast<int>(code);
        };
        row("no JSON", "{", ErrorCode::Corrupt);
        row("a list", "[]", ErrorCode::Corrupt);
        row("no version", R"({"tasks": []})", ErrorCode::Unsupported);
        row("newer", R"({"version": 2, "tasks": []})", ErrorCode::Unsupported);
        row("no program", R"({"version": 1, "tasks": [{"name": "x"}]})", ErrorCode::InvalidInput);
        row("a line for a shell",
            R"({"version": 1, "tasks": [{"name": "x", "program": "a", "arguments": "-j2 all"}]})",
            ErrorCode::InvalidInput);
        row("a number as argument",
            R"({"version": 1, "tasks": [{"name": "x", "program": "a", "arguments": [2]}]})",
            ErrorCode::InvalidInput);
        row("an unknown matcher",
            R"({"version": 1, "tasks": [{"name": "x", "program": "a", "problems": "ada"}]})",
            ErrorCode::InvalidInput);
        row("two of one name",
            R"({"version": 1, "tasks": [{"name": "x", "program": "a"}, {"name": "x", "program": "b"}]})",
            ErrorCode::InvalidInput);
    }
    void aBrokenFileSaysWhere()
    {
        QFETCH(QByteArray, contents);
        QFETCH(int, code);
        m_folder->write(".gatewright/tasks.json", contents);
        const Result<std::vector<Task>> tasks = projectTasks(m_folder->path());
        GW_VERIFY_ERROR(tasks, static_cast<ErrorCode>(code));
        QVERIFY(tasks.error().place.contains(QStringLiteral("tasks.json")));
    }

    void aMakefilesTargetsAreTasks()
    {
        m_folder->write("Makefile",
                        "CC := gcc\nVAR = x\nall: fir.o\n\t$(CC) x\nfir.o: fir.c\n.PHONY: all clean\n"
                        "clean:\n\trm x\n%.o: %.c\ntest: all\nall: more\n");
        QCOMPARE(names(), (QStringList{QStringLiteral("make"), QStringLiteral("make all"),
                                       QStringLiteral("make clean"), QStringLiteral("make test")}));
    }

    void cmakePresetsAreTasks()
    {
        m_folder->write("CMakeLists.txt", "project(x)");
        QCOMPARE(names(), (QStringList{QStringLiteral("Configure"), QStringLiteral("Build")}));
        m_folder->write("CMakePresets.json",
                        R"({"configurePresets": [{"name": "base", "hidden": true}, {"name": "dev"}],
            "buildPresets": [{"name": "dev"}], "testPresets": [{"name": "dev"}]})");
        QCOMPARE(names(), (QStringList{QStringLiteral("Configure dev"), QStringLiteral("Build dev"),
                                       QStringLiteral("Test dev")}));
    }

    void whatIsWrittenWinsOverWhatIsFound()
    {
        m_folder->write("Makefile", "all:\n");
        m_folder->write("hls_config.cfg", "[hls]\n");
        m_folder->write(".gatewright/tasks.json",
                        R"({"version": 1, "tasks": [{"name": "make all", "program": "ninja"}]})");
        const Result<std::vector<Task>> tasks = projectTasks(m_folder->path());
        QCOMPARE(tasks->front().program, QStringLiteral("ninja"));
        QCOMPARE(names().count(QStringLiteral("make all")), 1);
        QVERIFY(names().contains(QStringLiteral("Vitis: C synthesis")));
    }

    // --- what runs
    void placeholdersStayOneArgument()
    {
        m_folder->write("a b/x.py");
        Task task;
        task.name = QStringLiteral("x");
        task.program = QStringLiteral("python3");
        task.arguments = {QStringLiteral("${file}"), QStringLiteral("--in=${fileFolder}/;rm"),
                          QStringLiteral("${fileName}")};
        task.folder = QStringLiteral("${fileFolder}");
        const Result<Command> command = commandOf(task, {m_folder->path(), m_folder->path("a b/x.py")});
        GW_VERIFY_RESULT(command);
        QCOMPARE(command->arguments,
                 (QStringList{m_folder->path("a b/x.py"), QStringLiteral("--in=") + m_folder->path("a b/;rm"),
                              QStringLiteral("x.py")}));
        QCOMPARE(command->workingFolder, m_folder->path("a b"));
    }

    void whatCannotRunSaysWhy()
    {
        Task task;
        task.name = QStringLiteral("x");
        task.program = QStringLiteral("make");
        task.arguments = {QStringLiteral("${file}")};
        GW_VERIFY_ERROR(commandOf(task, {m_folder->path(), {}}), ErrorCode::InvalidInput);
        task.arguments = {QStringLiteral("${home}")};
        GW_VERIFY_ERROR(commandOf(task, {m_folder->path(), {}}), ErrorCode::InvalidInput);
        task.arguments = {QStringLiteral("${file")};
        GW_VERIFY_ERROR(commandOf(task, {m_folder->path(), {}}), ErrorCode::InvalidInput);
        task.arguments.clear();
        task.folder = QStringLiteral("..");
        GW_VERIFY_ERROR(commandOf(task, {m_folder->path(), {}}), ErrorCode::InvalidInput);
        task.folder = QStringLiteral("none");
        GW_VERIFY_ERROR(commandOf(task, {m_folder->path(), {}}), ErrorCode::InvalidInput);
    }

    void aProgramOfTheProjectCountsFromItsFolder()
    {
        m_folder->write("sim/run.sh");
        Task task;
        task.name = QStringLiteral("x");
        task.program = QStringLiteral("./run.sh");
        task.folder = QStringLiteral("sim");
        QCOMPARE(commandOf(task, {m_folder->path(), {}})->program, m_folder->path("sim/./run.sh"));
    }
};

QTEST_GUILESS_MAIN(TestProjectTasks)
#include "tst_project_tasks.moc"
