// SPDX-License-Identifier: Apache-2.0
#include "core/store/store.h"
#include "tests/app/cli/command_line.h"
#include "tests/support/result_test.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace gatewright;

class TestStoreCommands : public QObject
{
    Q_OBJECT

    const QString m_sample = QStringLiteral(GATEWRIGHT_TEST_DATA "/store/schema-1.jsonl");
    std::unique_ptr<QTemporaryDir> m_profile;

    [[nodiscard]] CommandLine run(const QStringList &arguments) const
    {
        return CommandLine(QStringList{QStringLiteral("--profile"), m_profile->path()} + arguments);
    }
    [[nodiscard]] CommandLine runJson(const QString &line) const
    {
        return run(QStringList{QStringLiteral("--json"), QStringLiteral("store")} +
                   line.split(QLatin1Char(' ')));
    }
    [[nodiscard]] QString storeFile() const
    {
        return m_profile->filePath(QStringLiteral("data/store.sqlite"));
    }

private Q_SLOTS:
    void init() { m_profile = std::make_unique<QTemporaryDir>(); }

    void withoutAStoreThereIsNothing()
    {
        const CommandLine list = runJson(QStringLiteral("list"));
        QCOMPARE(list.exitCode, 0);
        QCOMPARE(list.json()[QLatin1String("total")].toInt(-1), 0);
        const CommandLine stats = runJson(QStringLiteral("stats"));
        QCOMPARE(stats.exitCode, 0);
        QVERIFY(stats.json()[QLatin1String("oldest")].isNull());
        QCOMPARE(run({QStringLiteral("store"), QStringLiteral("erase"), QStringLiteral("--all")}).exitCode,
                 0);
        QVERIFY(!QFile::exists(storeFile()));
    }

    void rowsAreImportedListedAndShown()
    {
        const CommandLine imported = runJson(QStringLiteral("import ") + m_sample);
        QVERIFY2(imported.exitCode == 0, imported.errors.constData());
        QCOMPARE(imported.json()[QLatin1String("added")].toInt(), 3);
        QCOMPARE(runJson(QStringLiteral("import ") + m_sample).json()[QLatin1String("skipped")].toInt(), 3);

        const CommandLine list = runJson(QStringLiteral("list --limit 2"));
        QCOMPARE(list.json()[QLatin1String("total")].toInt(), 3);
        const QJsonArray rows = list.json()[QLatin1String("completions")].toArray();
        QCOMPARE(rows.size(), 2);
        QCOMPARE(rows.at(0)[QLatin1String("id")].toString(), QStringLiteral("0123456789abcdef-3"));
        const CommandLine some = runJson(QStringLiteral("list --kind kept30s --language cpp"));
        QCOMPARE(some.json()[QLatin1String("total")].toInt(), 1);

        const CommandLine shown = runJson(QStringLiteral("show 0123456789abcdef-2"));
        QCOMPARE(shown.json()[QLatin1String("text")].toString(), QStringLiteral("circuit.h(0)"));
        const CommandLine text = run({QStringLiteral("store"), QStringLiteral("list")});
        QCOMPARE(text.output.count('\n'), 3);
        QVERIFY(text.output.contains("accumulator += delay_line"));

        const CommandLine stats = runJson(QStringLiteral("stats"));
        QCOMPARE(stats.json()[QLatin1String("kinds")][QLatin1String("partial")].toInt(), 1);
        QCOMPARE(stats.json()[QLatin1String("languages")][QLatin1String("python")].toInt(), 2);
        QCOMPARE(stats.json()[QLatin1String("tiers")][QLatin1String("2")].toInt(), 1);
    }

    // Whoever wrote the file could recolour, retitle or reorder the terminal.
    void controlCharactersDoNotReachTheTerminal()
    {
        const QString file = m_profile->filePath(QStringLiteral("evil.jsonl"));
        {
            QFile sample(m_sample);
            QVERIFY(sample.open(QIODevice::ReadOnly));
            QByteArray lines = sample.readAll();
            lines.replace("circuit.h(0)", "a\\u001b]0;owned\\u0007\\u009b31m\\rb\\u202ec\\u007f\\n\\td");
            lines.replace("SmolLM2", "\\u001b[2J");
            QFile evil(file);
            QVERIFY(evil.open(QIODevice::WriteOnly));
            QCOMPARE(evil.write(lines), lines.size());
        }
        QCOMPARE(runJson(QStringLiteral("import ") + file).exitCode, 0);
        for (const char *command : {"list", "show 0123456789abcdef-2", "stats"}) {
            const CommandLine shown = run(QStringList{QStringLiteral("store")} +
                                          QString::fromLatin1(command).split(QLatin1Char(' ')));
            QCOMPARE(shown.exitCode, 0);
            for (const QChar character : QString::fromUtf8(shown.output))
                QVERIFY2(character == u'\n' || character == u'\t' ||
                             (character.category() != QChar::Other_Control && character != QChar(0x202e)),
                         command);
        }
        const CommandLine text =
            run({QStringLiteral("store"), QStringLiteral("show"), QStringLiteral("0123456789abcdef-2")});
        QVERIFY(text.output.contains(QStringLiteral("a␛]0;owned␇\uFFFD31m␍b\uFFFDc␡\n\td").toUtf8()));
        QVERIFY(text.output.contains(QStringLiteral("␛[2J").toUtf8()));
        // A program gets what there is.
        QCOMPARE(runJson(QStringLiteral("show 0123456789abcdef-2")).json()[QLatin1String("text")].toString(),
                 QStringLiteral("a\u001b]0;owned\u0007\u009b31m\rb\u202ec\u007f\n\td"));
    }

    void exportGivesBackWhatWasImported()
    {
        QCOMPARE(runJson(QStringLiteral("import ") + m_sample).exitCode, 0);
        const QString file = m_profile->filePath(QStringLiteral("out.jsonl"));
        QCOMPARE(runJson(QStringLiteral("export ") + file).json()[QLatin1String("exported")].toInt(), 3);
        QFile written(file);
        QFile sample(m_sample);
        QVERIFY(written.open(QIODevice::ReadOnly) && sample.open(QIODevice::ReadOnly));
        while (!sample.atEnd())
            QCOMPARE(QJsonDocument::fromJson(written.readLine()), QJsonDocument::fromJson(sample.readLine()));
        QVERIFY(written.atEnd());
    }

    void rowsAreErased()
    {
        QCOMPARE(runJson(QStringLiteral("import ") + m_sample).exitCode, 0);
        const CommandLine one = runJson(QStringLiteral("erase 0123456789abcdef-1"));
        QCOMPARE(one.json()[QLatin1String("erased")].toInt(), 1);
        const CommandLine again =
            run({QStringLiteral("store"), QStringLiteral("erase"), QStringLiteral("0123456789abcdef-1")});
        QCOMPARE(again.exitCode, 2);
        QVERIFY(again.errors.contains("0123456789abcdef-1"));
        QCOMPARE(runJson(QStringLiteral("erase --all")).json()[QLatin1String("erased")].toInt(), 2);
        QFile file(storeFile());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains("circuit.h"));
    }

    // An engine writes: reading and erasing work beside it, importing does not.
    void besideAnEngine()
    {
        QCOMPARE(runJson(QStringLiteral("import ") + m_sample).exitCode, 0);
        const SystemClock clock;
        const auto engine = store::Store::open(storeFile(), store::Access::Write, {}, clock);
        GW_VERIFY_RESULT(engine);
        QCOMPARE(runJson(QStringLiteral("list")).json()[QLatin1String("total")].toInt(), 3);
        const CommandLine import = run({QStringLiteral("store"), QStringLiteral("import"), m_sample});
        QCOMPARE(import.exitCode, 2);
        QVERIFY(import.errors.contains("Another engine"));
        QCOMPARE(runJson(QStringLiteral("erase --all")).json()[QLatin1String("erased")].toInt(), 3);
        QCOMPARE((*engine)->count({}).value(), 0);
    }

    void aBrokenStoreIsSaidAndCanBeErased()
    {
        QVERIFY(QDir().mkpath(m_profile->filePath(QStringLiteral("data"))));
        QFile file(storeFile());
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(file.write(QByteArray("no database at all ").repeated(100)) > 0);
        file.close();
        const CommandLine list = run({QStringLiteral("store"), QStringLiteral("list")});
        QCOMPARE(list.exitCode, 2);
        QVERIFY(list.errors.contains("store.sqlite"));
        QVERIFY(list.saysOneLine());
        const CommandLine erase =
            run({QStringLiteral("store"), QStringLiteral("erase"), QStringLiteral("--all")});
        QCOMPARE(erase.exitCode, 0);
        QVERIFY(erase.errors.contains("set aside"));
        QVERIFY(erase.saysOneLine());
        QCOMPARE(
            QDir(m_profile->filePath(QStringLiteral("data"))).entryList({QStringLiteral("*broken*")}).size(),
            0);
    }

    void badUsage_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QByteArray>("named");
        QTest::newRow("nothing") << QString() << QByteArray("subcommand");
        QTest::newRow("show without id") << QStringLiteral("show") << QByteArray("id");
        QTest::newRow("unknown row") << QStringLiteral("show nowhere") << QByteArray("nowhere");
        QTest::newRow("erase without a choice") << QStringLiteral("erase") << QByteArray("--all");
        QTest::newRow("erase with both") << QStringLiteral("erase --all x") << QByteArray("--all");
        QTest::newRow("no such kind") << QStringLiteral("list --kind liked") << QByteArray("--kind");
        QTest::newRow("bad limit") << QStringLiteral("list --limit 0") << QByteArray("--limit");
        QTest::newRow("no such file")
            << QStringLiteral("import /nowhere.jsonl") << QByteArray("/nowhere.jsonl");
        QTest::newRow("no export") << QStringLiteral("import " GATEWRIGHT_TEST_DATA "/store/README.md")
                                   << QByteArray("README.md:1");
        QTest::newRow("unwritable") << QStringLiteral("export /nowhere/x") << QByteArray("/nowhere/x");
    }
    void badUsage()
    {
        QFETCH(QString, line);
        QFETCH(QByteArray, named);
        const CommandLine usage =
            run(QStringList{QStringLiteral("store")} + line.split(QLatin1Char(' '), Qt::SkipEmptyParts));
        QCOMPARE(usage.exitCode, 2);
        QVERIFY2(usage.errors.contains(named), usage.errors.constData());
        QVERIFY2(usage.saysOneLine(), usage.errors.constData());
    }
};

QTEST_GUILESS_MAIN(TestStoreCommands)
#include "tst_store_commands.moc"
