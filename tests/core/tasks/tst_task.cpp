// SPDX-License-Identifier: Apache-2.0
#include "core/tasks/task.h"
#include "tests/support/files.h"
#include "tests/support/result_test.h"

#include <QTest>

using namespace gatewright;
using namespace gatewright::tasks;

class TestTask : public QObject
{
    Q_OBJECT

private:
    static Task task(const QString &program, const QStringList &arguments = {})
    {
        Task made;
        made.name = QStringLiteral("t");
        made.program = program;
        made.arguments = arguments;
        return made;
    }

private Q_SLOTS:
    void placeholdersStayInOneArgument()
    {
        const test::Folder folder;
        const TaskPlace place{folder.path(), folder.write("a b/fir kernel.cpp")};
        const auto command =
            commandOf(task(QStringLiteral("cc"),
                           {QStringLiteral("-I${workspace}/include"), QStringLiteral("${file}"),
                            QStringLiteral("${fileName} in ${fileFolder}"), QStringLiteral("$HOME ${")}),
                      place);
        GW_VERIFY_ERROR(command, ErrorCode::InvalidInput); // "${" is no placeholder that exists
        const auto good =
            commandOf(task(QStringLiteral("cc"),
                           {QStringLiteral("-I${workspace}/include"), QStringLiteral("${file}"),
                            QStringLiteral("${fileName} in ${fileFolder}"), QStringLiteral("$HOME; ls")}),
                      place);
        GW_VERIFY_RESULT(good);
        QCOMPARE(good->arguments, (QStringList{QStringLiteral("-I") + folder.path("include"), place.file,
                                               QStringLiteral("fir kernel.cpp in ") + folder.path("a b"),
                                               QStringLiteral("$HOME; ls")}));
        QCOMPARE(good->workingFolder, folder.path());
    }
    void aTaskAboutTheFileNeedsOne()
    {
        const test::Folder folder;
        for (const char *name : {"${file}", "${fileName}", "${fileFolder}"})
            GW_VERIFY_ERROR(
                commandOf(task(QStringLiteral("cc"), {QString::fromUtf8(name)}), {folder.path(), {}}),
                ErrorCode::InvalidInput);
        GW_VERIFY_ERROR(commandOf(task(QStringLiteral("${home}")), {folder.path(), {}}),
                        ErrorCode::InvalidInput);
    }
    void theFolderLiesInTheWorkspace()
    {
        const test::Folder folder;
        folder.write("work/sub/x");
        folder.write("outside/x");
        const TaskPlace place{folder.path("work"), {}};
        Task made = task(QStringLiteral("./run"));
        made.folder = QStringLiteral("sub");
        const auto inside = commandOf(made, place);
        GW_VERIFY_RESULT(inside);
        QCOMPARE(inside->workingFolder, folder.path("work/sub"));
        QCOMPARE(QDir::cleanPath(inside->program), folder.path("work/sub/run")); // counts from the folder
        QVERIFY(QFile::link(folder.path("outside"), folder.path("work/link")));
        for (const char *elsewhere : {"../outside", "/", "none", "link"}) {
            made.folder = QString::fromUtf8(elsewhere);
            GW_VERIFY_ERROR(commandOf(made, place), ErrorCode::InvalidInput);
        }
    }
    void matchersHaveNames()
    {
        for (const Matcher matcher : {Matcher::None, Matcher::Compiler, Matcher::Python, Matcher::Vitis})
            QCOMPARE(matcherFromName(matcherName(matcher)), std::optional(matcher));
        QCOMPARE(matcherFromName(QStringLiteral("other")), std::nullopt);
    }
};

QTEST_GUILESS_MAIN(TestTask)
#include "tst_task.moc"
