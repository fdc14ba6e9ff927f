// SPDX-License-Identifier: Apache-2.0
#include "tests/app/cli/command_line.h"
#include "tests/support/files.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

#include <memory>

using namespace gatewright;

namespace {

QJsonObject file(const CommandLine &run, int index = 0)
{
    return run.json()[QLatin1String("files")].toArray().at(index).toObject();
}

} // namespace

// `gatewright-cli check`, as a user starts it.
class TestCheckCommand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<test::Folder>(); }

    void goodFilesPass()
    {
        const QString kernel =
            m_folder->write("fir.cpp", "void fir(int x[4]) {\n#pragma HLS PIPELINE\n    x[0] = 1;\n}\n");
        const QString circuit = m_folder->write("bell.py", "qc.h(0)\nqc.cx(0, 1)\n");
        const CommandLine outcome = run({QStringLiteral("--json"), QStringLiteral("check"), kernel, circuit});
        QCOMPARE(outcome.exitCode, 0);
        QCOMPARE(file(outcome).value(QStringLiteral("language")), QStringLiteral("hls"));
        QCOMPARE(file(outcome, 1).value(QStringLiteral("language")), QStringLiteral("qiskit"));
        for (const int index : {0, 1}) {
            QCOMPARE(file(outcome, index).value(QStringLiteral("status")), QStringLiteral("passed"));
            QCOMPARE(file(outcome, index).value(QStringLiteral("tier")), 0);
            QVERIFY(file(outcome, index).value(QStringLiteral("ms")).isDouble());
            QVERIFY(file(outcome, index).value(QStringLiteral("diagnostics")).toArray().isEmpty());
        }
    }

    void columnsCountCodePointsFromOne()
    {
        const QString kernel = m_folder->write("k.cpp", "/* \xF0\x9F\x98\x80\xC3\xA9 */ int a = = 3;\n");
        const CommandLine outcome = run({QStringLiteral("--json"), QStringLiteral("check"),
                                         QStringLiteral("--tier"), QStringLiteral("0"), kernel});
        QCOMPARE(outcome.exitCode, 1);
        QCOMPARE(file(outcome).value(QStringLiteral("status")), QStringLiteral("failed"));
        QVERIFY(file(outcome).value(QStringLiteral("tier")).isNull());
        const QJsonObject found =
            file(outcome).value(QStringLiteral("diagnostics")).toArray().at(0).toObject();
        const QJsonObject start =
            found.value(QStringLiteral("range")).toObject().value(QStringLiteral("start")).toObject();
        QCOMPARE(start.value(QStringLiteral("line")), 1);
        QCOMPARE(start.value(QStringLiteral("column")), 18);
        QCOMPARE(found.value(QStringLiteral("severity")), QStringLiteral("error"));
        QCOMPARE(found.value(QStringLiteral("message")), QStringLiteral("Unexpected ‘=’"));
    }

    void peopleGetOneLineAFinding()
    {
        const QString kernel = m_folder->write("k.cpp", "int f() {\n    int a = 3\n    return a;\n}\n");
        const CommandLine outcome = run({QStringLiteral("check"), kernel});
        QCOMPARE(outcome.exitCode, 1);
        QCOMPARE(QString::fromUtf8(outcome.output),
                 kernel + QStringLiteral(":2:14: error: Missing ‘;’ [syntax]\n"));
    }

    void windowsFilesAndOtherEncodingsAreRead_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("crlf") << QByteArray("int a;\r\nint b;\r\n");
        QTest::newRow("mark") << QByteArray("\xEF\xBB\xBFint a;\n");
        QTest::newRow("latin-1") << QByteArray("int a; // caf\xE9\n");
        QTest::newRow("utf-16") << QByteArray("\xFF\xFEi\0n\0t\0 \0a\0;\0", 14);
        QTest::newRow("damaged") << QByteArray("// \xC3\xA9\xC3\xA8 \xFF\nint a;\n");
        QTest::newRow("empty") << QByteArray();
    }

    void windowsFilesAndOtherEncodingsAreRead()
    {
        QFETCH(QByteArray, bytes);
        const CommandLine outcome = run({QStringLiteral("check"), m_folder->write("k.cpp", bytes)});
        QVERIFY2(outcome.exitCode == 0, (outcome.output + outcome.errors).constData());
    }

    void badInputIsOneLineThatNamesTheFile_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("says");
        QTest::newRow("missing") << QStringLiteral("nowhere.cpp") << QByteArray()
                                 << QStringLiteral("no such file");
        QTest::newRow("binary") << QStringLiteral("a.cpp")
                                << QByteArray("\x7F"
                                              "ELF\0\0",
                                              6)
                                << QStringLiteral("not text");
        QTest::newRow("folder") << QStringLiteral(".") << QByteArray() << QStringLiteral("folder");
        QTest::newRow("large") << QStringLiteral("large.cpp") << QByteArray(17 << 20, ' ')
                               << QStringLiteral("too large");
        QTest::newRow("odd utf-16") << QStringLiteral("b.cpp")
                                    << QByteArray("\xFF\xFE"
                                                  "abc")
                                    << QStringLiteral("UTF-16");
    }

    void badInputIsOneLineThatNamesTheFile()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, bytes);
        QFETCH(QString, says);
        if (!bytes.isEmpty())
            m_folder->write(name.toUtf8().constData(), bytes);
        const QString path = m_folder->path(name);
        const CommandLine outcome = run({QStringLiteral("--json"), QStringLiteral("check"), path});
        QCOMPARE(outcome.exitCode, 2);
        QCOMPARE(outcome.errors.count('\n'), 1);
        QVERIFY2(QString::fromUtf8(outcome.errors).contains(says) &&
                     QString::fromUtf8(outcome.errors).contains(path),
                 outcome.errors.constData());
        QCOMPARE(file(outcome).value(QStringLiteral("status")), QStringLiteral("error"));
    }

    void oneBadFileDoesNotHideTheOthers()
    {
        const QString good = m_folder->write("good.cpp", "int a;\n");
        const CommandLine outcome = run({QStringLiteral("--json"), QStringLiteral("check"),
                                         m_folder->path(QStringLiteral("none.cpp")), good});
        QCOMPARE(outcome.exitCode, 2);
        QCOMPARE(file(outcome, 1).value(QStringLiteral("status")), QStringLiteral("passed"));
    }

    void otherFilesAreSkipped()
    {
        const CommandLine outcome =
            run({QStringLiteral("--json"), QStringLiteral("check"), m_folder->write("notes.txt", "(((")});
        QCOMPARE(outcome.exitCode, 0);
        QCOMPARE(file(outcome).value(QStringLiteral("status")), QStringLiteral("skipped"));
    }

    void badOptionsAreRefused_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("tier 7") << QStringList{QStringLiteral("--tier"), QStringLiteral("7")};
        QTest::newRow("top without a run") << QStringList{QStringLiteral("--top"), QStringLiteral("fir")};
    }

    void badOptionsAreRefused()
    {
        QFETCH(QStringList, arguments);
        const CommandLine outcome =
            run(QStringList{QStringLiteral("check"), m_folder->write("k.cpp", "int a;\n")} + arguments);
        QCOMPARE(outcome.exitCode, 2);
        QCOMPARE(outcome.errors.count('\n'), 1);
        QVERIFY(outcome.output.isEmpty());
    }

    void withoutFilesItIsBadUsage() { QCOMPARE(run({QStringLiteral("check")}).exitCode, 2); }

private:
    CommandLine run(const QStringList &arguments) const
    {
        return CommandLine(QStringList{QStringLiteral("--profile"), m_folder->path()} + arguments);
    }

    std::unique_ptr<test::Folder> m_folder;
};

QTEST_GUILESS_MAIN(TestCheckCommand)
#include "tst_check_command.moc"
