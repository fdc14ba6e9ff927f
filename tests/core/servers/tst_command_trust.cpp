// SPDX-License-Identifier: Apache-2.0
#include "core/servers/command_trust.h"
#include "tests/support/files.h"
#include "tests/support/result_test.h"

#include <QTest>

using namespace gatewright;
using namespace gatewright::servers;

class TestCommandTrust : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anAnswerHoldsForOneFolderAndOneCommand()
    {
        const test::Folder folder;
        const QString file = folder.path("state/commands.json");
        const QStringList words{QStringLiteral("./tool"), QStringLiteral("--stdio")};
        CommandTrust trust = CommandTrust::load(file);
        QCOMPARE(trust.answerFor(folder.path(), words), std::optional<bool>());
        GW_VERIFY_RESULT(trust.answer(folder.path(), words, true));
        GW_VERIFY_RESULT(trust.answer(folder.path(), {QStringLiteral("other")}, false));

        const CommandTrust again = CommandTrust::load(file);
        QCOMPARE(again.answerFor(folder.path(), words), std::optional(true));
        QCOMPARE(again.answerFor(folder.path(), {QStringLiteral("other")}), std::optional(false));
        // Another word, another cut between words, another folder: asked again.
        QCOMPARE(again.answerFor(folder.path(), words + QStringList{QStringLiteral("-x")}),
                 std::optional<bool>());
        QCOMPARE(again.answerFor(folder.path(), {QStringLiteral("./tool--stdio")}), std::optional<bool>());
        QCOMPARE(again.answerFor(folder.path("state"), words), std::optional<bool>());
    }
    void aDamagedFileAllowsNothing()
    {
        const test::Folder folder;
        const QString file = folder.write("commands.json", "{\"version\":1,\"answers\":{\"a\":\"yes\"}}");
        QCOMPARE(CommandTrust::load(file).answerFor(folder.path(), {}), std::optional<bool>());
        folder.write("commands.json", "{");
        QCOMPARE(CommandTrust::load(file).answerFor(folder.path(), {}), std::optional<bool>());
    }
};

QTEST_GUILESS_MAIN(TestCommandTrust)
#include "tst_command_trust.moc"
