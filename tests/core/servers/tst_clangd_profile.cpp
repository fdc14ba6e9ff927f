// SPDX-License-Identifier: Apache-2.0
#include "core/servers/clangd_profile.h"
#include "tests/support/files.h"
#include "tests/support/result_test.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace gatewright;
using namespace gatewright::servers;

class TestClangdProfile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theUsersConfigurationComesBehind()
    {
        const test::Folder folder;
        const ClangdProfile profile{folder.path("cache"), {folder.path("a \"b\": c")}};
        const QString own = folder.write("own.yaml", "CompileFlags:\n  Add: [-DOWN]\n");
        GW_VERIFY_RESULT(profile.writeConfig(own));
        const QByteArray text = test::readFile(folder.path("cache/clangd/config.yaml"));
        QVERIFY(text.contains("\"-D__VITIS_HLS__\""));
        QVERIFY2(text.contains("\\\"b\\\": c\""), text.constData()); // no YAML of its own
        QVERIFY(text.indexOf("-DOWN") > text.indexOf("\n---\n"));
        QVERIFY(text.indexOf("\n---\n") > 0);
        GW_VERIFY_RESULT(profile.writeConfig(folder.path("none.yaml")));
        QVERIFY(!test::readFile(folder.path("cache/clangd/config.yaml")).contains("---"));
    }
    void theDatabaseHoldsTheSourcesOfTheWorkspace()
    {
        const test::Folder folder;
        const ClangdProfile profile{folder.path("cache"), {}};
        const QString workspace = folder.path("work");
        GW_VERIFY_RESULT(profile.writeDatabase(
            workspace, {folder.path("work/fir.cpp"), folder.path("work/fir.h"), folder.path("work/bell.py"),
                        folder.path("work/notes.txt"), folder.path("work/old.c")}));
        const QString file = profile.databaseFolder(workspace) + QStringLiteral("/compile_commands.json");
        const QJsonArray commands = QJsonDocument::fromJson(test::readFile(file)).array();
        QCOMPARE(commands.size(), 2);
        QCOMPARE(commands[0][QLatin1String("file")].toString(), folder.path("work/fir.cpp"));
        QCOMPARE(commands[0][QLatin1String("directory")].toString(), folder.path("work"));
        QCOMPARE(commands[1][QLatin1String("file")].toString(), folder.path("work/old.c"));
        QVERIFY(profile.databaseFolder(workspace) != profile.databaseFolder(folder.path("other")));
    }
    // clangd reads a changed database anew, which takes it a while.
    void whatIsThereAlreadyIsNotWrittenAgain()
    {
        const test::Folder folder;
        const ClangdProfile profile{folder.path("cache"), {}};
        GW_VERIFY_RESULT(profile.writeDatabase(folder.path(), {folder.path("a.cpp")}));
        const QString file = profile.databaseFolder(folder.path()) + QStringLiteral("/compile_commands.json");
        const QDateTime old = QDateTime::fromSecsSinceEpoch(1'000'000);
        const auto age = [&] {
            QFile opened(file);
            return opened.open(QIODevice::ReadWrite) &&
                   opened.setFileTime(old, QFileDevice::FileModificationTime);
        };
        QVERIFY(age());
        GW_VERIFY_RESULT(profile.writeDatabase(folder.path(), {folder.path("a.cpp")}));
        QCOMPARE(QFileInfo(file).lastModified(), old);
        GW_VERIFY_RESULT(profile.writeDatabase(folder.path(), {folder.path("b.cpp")}));
        QVERIFY(QFileInfo(file).lastModified() != old);
    }
    void whatCannotBeWrittenSaysWhere()
    {
        const test::Folder folder;
        folder.write("cache", "a file");
        const ClangdProfile profile{folder.path("cache"), {}};
        const auto written = profile.writeConfig({});
        GW_VERIFY_ERROR(written, ErrorCode::Io);
        QVERIFY(written.error().toString().contains(folder.path("cache")));
    }
    void theProjectsOwnDatabase()
    {
        const test::Folder folder;
        QCOMPARE(projectDatabaseFolder(folder.path()), QString());
        QCOMPARE(projectDatabaseFolder({}), QString());
        folder.write("build/compile_commands.json", "[]");
        QCOMPARE(projectDatabaseFolder(folder.path()), folder.path("build"));
        folder.write("compile_commands.json", "[]");
        QCOMPARE(projectDatabaseFolder(folder.path()), folder.path());
    }
};

QTEST_GUILESS_MAIN(TestClangdProfile)
#include "tst_clangd_profile.moc"
