// SPDX-License-Identifier: Apache-2.0
#include "tests/app/cli/command_line.h"
#include "tests/support/files.h"

#include <QTemporaryDir>
#include <QTest>

// Exit codes and the shape of answers, without a model.
class TestCommandLine : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    [[nodiscard]] QString file(const char *name, const QByteArray &text) const
    {
        return gatewright::test::writeFile(m_folder.filePath(QLatin1String(name)), text);
    }

private Q_SLOTS:
    void commandsOfLaterVersions_data()
    {
        QTest::addColumn<QStringList>("arguments");
        for (const char *line : {"generate --language hls --prompt x -k 3", "estimate a.cpp --clock 4",
                                 "explore a.cpp --budget 3", "eval hls-eval d -k 1", "tune sampling jsonl d",
                                 "learn adapter --minutes 1", "checkpoint export f",
                                 "merge out a b --method ties", "federation status", "lab run x.json"})
            QTest::newRow(line) << QString::fromLatin1(line).split(QLatin1Char(' '));
    }
    void commandsOfLaterVersions()
    {
        QFETCH(QStringList, arguments);
        const CommandLine run(arguments);
        QCOMPARE(run.exitCode, 2);
        QVERIFY(run.errors.contains("not in this version"));
        QVERIFY(run.saysOneLine());
        QVERIFY(run.output.isEmpty());
    }

    void badUsage_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("named");
        const QString source = file("a.cpp", "int a;\n");
        QTest::newRow("nothing") << QStringList() << QByteArray("subcommand");
        QTest::newRow("unknown command")
            << QStringList{QStringLiteral("frobnicate")} << QByteArray("frobnicate");
        QTest::newRow("unknown option")
            << QStringList{QStringLiteral("check"), source, QStringLiteral("--frob")} << QByteArray("--frob");
        QTest::newRow("no place") << QStringList{QStringLiteral("complete"), source} << QByteArray("--at");
        QTest::newRow("bad place") << QStringList{QStringLiteral("complete"), source, QStringLiteral("--at"),
                                                  QStringLiteral("x")}
                                   << QByteArray("--at");
        QTest::newRow("place outside")
            << QStringList{QStringLiteral("complete"), source, QStringLiteral("--at"), QStringLiteral("9:1")}
            << QByteArray("9:1");
        QTest::newRow("column outside")
            << QStringList{QStringLiteral("complete"), source, QStringLiteral("--at"), QStringLiteral("1:99")}
            << QByteArray("1:99");
        QTest::newRow("no such file")
            << QStringList{QStringLiteral("complete"), QStringLiteral("/nowhere.cpp"), QStringLiteral("--at"),
                           QStringLiteral("1:1")}
            << QByteArray("/nowhere.cpp");
        QTest::newRow("bad strategy") << QStringList{QStringLiteral("complete"),   source,
                                                     QStringLiteral("--at"),       QStringLiteral("1:1"),
                                                     QStringLiteral("--strategy"), QStringLiteral("magic")}
                                      << QByteArray("--strategy");
        QTest::newRow("bad setting") << QStringList{QStringLiteral("complete"), source,
                                                    QStringLiteral("--at"),     QStringLiteral("1:1"),
                                                    QStringLiteral("--set"),    QStringLiteral("top_p=7")}
                                     << QByteArray("top_p");
        QTest::newRow("too many beams") << QStringList{QStringLiteral("complete"), source,
                                                       QStringLiteral("--at"),     QStringLiteral("1:1"),
                                                       QStringLiteral("--set"),    QStringLiteral("beams=17")}
                                        << QByteArray("beams");
        QTest::newRow("no such setting") << QStringList{QStringLiteral("complete"), source,
                                                        QStringLiteral("--at"),     QStringLiteral("1:1"),
                                                        QStringLiteral("--set"),    QStringLiteral("heat=1")}
                                         << QByteArray("heat");
        QTest::newRow("bad threads") << QStringList{QStringLiteral("--threads"), QStringLiteral("0"),
                                                    QStringLiteral("model"), QStringLiteral("list")}
                                     << QByteArray("--threads");
        QTest::newRow("bad kernels") << QStringList{QStringLiteral("complete"),  source,
                                                    QStringLiteral("--at"),      QStringLiteral("1:1"),
                                                    QStringLiteral("--kernels"), QStringLiteral("sse9")}
                                     << QByteArray("--kernels");
        QTest::newRow("bad bench") << QStringList{QStringLiteral("bench"), QStringLiteral("nonsense")}
                                   << QByteArray("nonsense");
        QTest::newRow("tier above all") << QStringList{QStringLiteral("complete"), source,
                                                       QStringLiteral("--at"),     QStringLiteral("1:1"),
                                                       QStringLiteral("--tier"),   QStringLiteral("3")}
                                        << QByteArray("--tier");
        QTest::newRow("nothing to simulate")
            << QStringList{QStringLiteral("simulate"), QStringLiteral("/no/such/kernel.cpp")}
            << QByteArray("/no/such/kernel.cpp");
        QTest::newRow("no shots") << QStringList{QStringLiteral("simulate"), source,
                                                 QStringLiteral("--shots"), QStringLiteral("0")}
                                  << QByteArray("--shots");
    }
    void badUsage()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, named);
        const CommandLine run(arguments);
        QCOMPARE(run.exitCode, 2);
        QVERIFY2(run.errors.contains(named), run.errors.constData());
        QVERIFY2(run.saysOneLine(), run.errors.constData());
    }

    // On a machine without a GPU; where there is one it completes.
    void withoutAGpuSaysWhyAndWhatHelps()
    {
        const CommandLine run({QStringLiteral("complete"), file("gpu.cpp", "int a;\n"),
                               QStringLiteral("--at"), QStringLiteral("1:1"), QStringLiteral("--device"),
                               QStringLiteral("cuda")});
        if (run.exitCode == 0)
            return;
        QCOMPARE(run.exitCode, 3);
        QVERIFY2(run.errors.contains("use --device cpu"), run.errors.constData());
        QVERIFY2(run.saysOneLine(), run.errors.constData());
    }

    void learningWithoutTextSaysSo()
    {
        const CommandLine run({QStringLiteral("learn"), QStringLiteral("heads"), QStringLiteral("--profile"),
                               m_folder.filePath(QStringLiteral("empty"))});
        // 3: this build has no trainer.
        QVERIFY2(run.exitCode == 2 || run.exitCode == 3, run.errors.constData());
        QVERIFY2(run.errors.contains(run.exitCode == 2 ? "nothing to learn from" : "libtorch"),
                 run.errors.constData());
        QVERIFY2(run.saysOneLine(), run.errors.constData());
    }

    void missingModelSaysHowToGetOne()
    {
        const CommandLine run({QStringLiteral("complete"), file("b.cpp", "int a;\n"), QStringLiteral("--at"),
                               QStringLiteral("1:1"), QStringLiteral("--model"),
                               QStringLiteral("no-such-model"), QStringLiteral("--profile"),
                               m_folder.path()});
        QCOMPARE(run.exitCode, 3);
        QVERIFY(run.errors.contains("no-such-model"));
        QVERIFY(run.saysOneLine());
    }

    void errorsAreOneDocumentToo()
    {
        const CommandLine run({QStringLiteral("--json"), QStringLiteral("lab"), QStringLiteral("run")});
        QCOMPARE(run.exitCode, 2);
        QCOMPARE(run.json()[QLatin1String("error")][QLatin1String("code")].toString(),
                 QStringLiteral("Unsupported"));
    }

    void helpAndVersion()
    {
        QCOMPARE(CommandLine({QStringLiteral("--help")}).exitCode, 0);
        QCOMPARE(CommandLine({QStringLiteral("complete"), QStringLiteral("--help")}).exitCode, 0);
        QVERIFY(!CommandLine({QStringLiteral("--version")}).output.trimmed().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestCommandLine)
#include "tst_command_line.moc"
