// SPDX-License-Identifier: Apache-2.0
#include "core/servers/server_plan.h"
#include "tests/support/files.h"
#include "tests/support/result_test.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <algorithm>

using namespace gatewright;
using namespace gatewright::servers;

namespace {

QString makeProgram(const test::Folder &folder, const char *name)
{
    const QString path = folder.write(name, "#!/bin/sh\n");
    QFile::setPermissions(path, QFile::ReadOwner | QFile::ExeOwner);
    return path;
}

ServerPlan planOf(const PlanInputs &inputs, const QString &id)
{
    const std::vector<ServerPlan> plans = planServers(inputs);
    const auto found =
        std::ranges::find(plans, id, [](const ServerPlan &plan) { return plan.description.id; });
    return found == plans.end() ? ServerPlan() : *found;
}

} // namespace

class TestServerPlan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFirstProgramThatExistsIsTaken()
    {
        const test::Folder folder;
        const QString tool = makeProgram(folder, "bin/tool");
        QCOMPARE(findProgram({QStringLiteral("none"), QStringLiteral("tool")}, {folder.path("bin")}, {}),
                 tool);
        QCOMPARE(findProgram({tool}, {}, {}), tool);
        QCOMPARE(findProgram({QStringLiteral("bin/tool")}, {folder.path()}, {}), QString());
        folder.write("bin/plain");
        QCOMPARE(findProgram({QStringLiteral("plain")}, {folder.path("bin")}, {}), QString());
    }
    // An activated environment of the workspace is in PATH: the folder must not bring what works on it.
    void programsOfTheWorkspaceArePassedOver()
    {
        const test::Folder folder;
        const QString inside = makeProgram(folder, "work/venv/bin/ruff");
        const QString outside = makeProgram(folder, "safe/ruff");
        const QStringList folders{folder.path("work/venv/bin"), folder.path("safe")};
        QCOMPARE(findProgram({QStringLiteral("ruff")}, folders, folder.path("work")), outside);
        QVERIFY(QFile::link(inside, folder.path("link")));
        QCOMPARE(findProgram({folder.path("link")}, {}, folder.path("work")), QString());
    }

    void clangdKnowsHlsHeadersAndTheSourcesOfTheFolder()
    {
        const test::Folder folder;
        makeProgram(folder, "bin/clangd-19");
        const ClangdProfile profile{folder.path("profile"), {QStringLiteral("/data/hls/include")}};
        PlanInputs inputs;
        inputs.programFolders = QStringList{folder.path("bin")};
        inputs.workspace = folder.path("work");
        inputs.clangd = profile;
        const ServerPlan plan = planOf(inputs, QStringLiteral("clangd"));
        QCOMPARE(plan.absence, Absence::None);
        QCOMPARE(plan.command.program, folder.path("bin/clangd-19"));
        QVERIFY(plan.command.arguments.contains(QStringLiteral("--compile-commands-dir=") +
                                                profile.databaseFolder(inputs.workspace)));
        QCOMPARE(plan.command.environment->value(QStringLiteral("XDG_CONFIG_HOME")), profile.configHome());
        const QJsonArray flags = plan.initialization.value(QLatin1String("fallbackFlags")).toArray();
        QVERIFY(flags.contains(QJsonValue(QStringLiteral("/data/hls/include"))));

        // Its own commands count once it is trusted.
        folder.write("work/build/compile_commands.json", "[]");
        QVERIFY(planOf(inputs, QStringLiteral("clangd")).startsLike(plan));
        inputs.isTrusted = true;
        QVERIFY(planOf(inputs, QStringLiteral("clangd"))
                    .command.arguments.contains(QStringLiteral("--compile-commands-dir=") +
                                                folder.path("work/build")));
    }
    void theProfileIsWrittenOnlyWhenItIsNew()
    {
        const test::Folder folder;
        const ClangdProfile profile{folder.path("profile"), {QStringLiteral("/data/\"odd\"")}};
        const QString user = folder.write("own.yaml", "Index:\n  Background: Skip\n");
        GW_VERIFY_RESULT(profile.writeConfig(user));
        const QByteArray config = test::readFile(folder.path("profile/clangd/config.yaml"));
        QVERIFY(config.contains("\"-isystem\", \"/data/\\\"odd\\\"\""));
        QVERIFY(config.endsWith("---\nIndex:\n  Background: Skip\n"));

        const QStringList files{folder.path("a.cpp"), folder.path("a.h"), folder.path("b.py"),
                                folder.path("c.c")};
        GW_VERIFY_RESULT(profile.writeDatabase(folder.path(), files));
        const QString path = profile.databaseFolder(folder.path()) + QLatin1String("/compile_commands.json");
        const QJsonArray commands = QJsonDocument::fromJson(test::readFile(path)).array();
        QCOMPARE(commands.size(), 2); // sources only
        QCOMPARE(commands.at(1).toObject().value(QLatin1String("file")).toString(), folder.path("c.c"));
        QVERIFY(QFile::setPermissions(path, QFile::ReadOwner));
        const QDateTime before = QFileInfo(path).fileTime(QFileDevice::FileModificationTime);
        GW_VERIFY_RESULT(profile.writeDatabase(folder.path(), files));
        QCOMPARE(QFileInfo(path).fileTime(QFileDevice::FileModificationTime), before);
    }

    void aPythonServerWaitsForTrust()
    {
        const test::Folder folder;
        makeProgram(folder, "bin/basedpyright-langserver");
        PlanInputs inputs;
        inputs.programFolders = QStringList{folder.path("bin")};
        inputs.pythonInterpreter = QStringLiteral("/opt/python");
        inputs.workspace = folder.path();
        inputs.choices.insert(QStringLiteral("python"),
                              {true, folder.path("bin/basedpyright-langserver"), {}});
        QCOMPARE(planOf(inputs, QStringLiteral("python")).absence, Absence::Untrusted);
        inputs.isTrusted = true;
        const ServerPlan plan = planOf(inputs, QStringLiteral("python"));
        QCOMPARE(plan.absence, Absence::None);
        QCOMPARE(plan.command.arguments, QStringList{QStringLiteral("--stdio")});
        QCOMPARE(plan.description.name, QStringLiteral("basedpyright"));
        QCOMPARE(plan.description.settings.value(QLatin1String("python"))
                     .toObject()
                     .value(QLatin1String("pythonPath"))
                     .toString(),
                 QStringLiteral("/opt/python"));
    }

    void settingsSwitchOffAndChoose()
    {
        const test::Folder folder;
        PlanInputs inputs;
        inputs.choices.insert(QStringLiteral("ruff"), {false, {}, {}});
        inputs.choices.insert(QStringLiteral("clangd"), {true, folder.path("none"), {}});
        QCOMPARE(planOf(inputs, QStringLiteral("ruff")).absence, Absence::Off);
        QCOMPARE(planOf(inputs, QStringLiteral("clangd")).absence, Absence::Missing);
        QVERIFY(!planOf(inputs, QStringLiteral("clangd")).description.howToGet.isEmpty());
    }

    void aCommandOfTheProjectAsksFirst()
    {
        const test::Folder folder;
        const QString tool = makeProgram(folder, "work/tool");
        PlanInputs inputs;
        inputs.workspace = folder.path("work");
        inputs.isTrusted = true; // trust in the code is not leave to start programs
        auto parsed = parseServerFile("{\"version\":1,\"servers\":[{\"id\":\"own\",\"command\":[\"" +
                                          tool.toUtf8() + "\",\"-x\"],\"languages\":[\"cpp\"]}]}",
                                      ServerOrigin::Project);
        GW_VERIFY_RESULT(parsed);
        inputs.projectServers = *parsed;
        std::optional<bool> answer;
        QStringList asked;
        inputs.projectCommand = [&](const QStringList &words) {
            asked = words;
            return answer;
        };
        QCOMPARE(planOf(inputs, QStringLiteral("own")).absence, Absence::Unasked);
        QCOMPARE(asked, (QStringList{tool, QStringLiteral("-x")}));
        answer = false;
        QCOMPARE(planOf(inputs, QStringLiteral("own")).absence, Absence::Refused);
        answer = true;
        QCOMPARE(planOf(inputs, QStringLiteral("own")).absence, Absence::None);
        QCOMPARE(planOf(inputs, QStringLiteral("own")).command.program, tool);
    }

    void filesOfServersAreChecked_data()
    {
        QTest::addColumn<QByteArray>("contents");
        QTest::addColumn<QString>("place");
        QTest::newRow("no JSON") << QByteArray("{") << "";
        QTest::newRow("a newer version") << QByteArray("{\"version\":2,\"servers\":[]}") << "file.version";
        QTest::newRow("no program")
            << QByteArray(
                   "{\"version\":1,\"servers\":[{\"id\":\"a\",\"command\":[],\"languages\":[\"cpp\"]}]}")
            << "file.servers[0].command";
        QTest::newRow("unknown language") << QByteArray("{\"version\":1,\"servers\":[{\"id\":\"a\","
                                                        "\"command\":[\"b\"],\"languages\":[\"rust\"]}]}")
                                          << "file.servers[0].languages[0]";
        QTest::newRow("twice")
            << QByteArray(
                   "{\"version\":1,\"servers\":[{\"id\":\"a\",\"command\":[\"b\"],\"languages\":[\"cpp\"]},"
                   "{\"id\":\"a\",\"command\":[\"b\"],\"languages\":[\"cpp\"]}]}")
            << "file.servers[1].id";
        QTest::newRow("too large") << QByteArray(100'000, ' ') << "";
    }
    void filesOfServersAreChecked()
    {
        QFETCH(const QByteArray, contents);
        const auto servers = parseServerFile(contents, ServerOrigin::User);
        QVERIFY(!servers);
        QTEST(servers.error().place, "place");
    }
};

QTEST_GUILESS_MAIN(TestServerPlan)
#include "tst_server_plan.moc"
