// SPDX-License-Identifier: Apache-2.0
#include "core/project/file_index.h"
#include "core/project/glob.h"
#include "core/project/ignore_rules.h"
#include "tests/support/files.h"
#include "tests/support/result_test.h"

#include <QProcess>
#include <QStandardPaths>

using namespace gatewright;

class TestIgnoreRules : public QObject
{
    Q_OBJECT

private:
    static QStringList indexed(const QString &root)
    {
        const auto index = indexFiles(root);
        QStringList files;
        for (std::size_t file = 0; index && file < (*index)->files.size(); ++file)
            files.append((*index)->files.text(file));
        files.sort();
        return files;
    }

private Q_SLOTS:
    void globs_data()
    {
        QTest::addColumn<QByteArray>("pattern");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<bool>("fits");
        const auto row = [](const char *pattern, const char *path, bool fits) {
            QTest::addRow("%s on %s", pattern, path) << QByteArray(pattern) << QByteArray(path) << fits;
        };
        row("a", "a", true);
        row("a", "b", false);
        row("*", "a", true);
        row("*", "a/b", false);
        row("*.o", "x.o", true);
        row("*.o", "x.oo", false);
        row("a?c", "abc", true);
        row("a?c", "a/c", false);
        row("a*b*c", "aXbYbZc", true);
        row("a*b*c", "aXbYbZ", false);
        row("[a-c]x", "bx", true);
        row("[!a-c]x", "bx", false);
        row("[^a-c]x", "dx", true);
        row("[]a]x", "]x", true);
        row("[a-]x", "-x", true);
        row("[[:digit:]]x", "7x", true);
        row("[[:digit:]]x", "ax", false);
        row("a[/]b", "a/b", false);
        row("[a", "[a", false);
        row("\\*", "*", true);
        row("\\*", "a", false);
        row("**/a", "a", true);
        row("**/a", "x/y/a", true);
        row("**/a", "xa", false);
        row("a/**", "a/b/c", true);
        row("a/**", "a", false);
        row("a/**/b", "a/b", true);
        row("a/**/b", "a/x/y/b", true);
        row("a/**/b*/c", "a/b/x/bz/c", true);
        row("a/**/b", "ab", false);
        row("a**b", "aXb", true);
        row("a**b", "a/b", false);
        row("**", "a/b", true);
        row("", "", true);
        row("", "a", false);
    }
    void globs()
    {
        QFETCH(QByteArray, pattern);
        QFETCH(QByteArray, path);
        QTEST(globMatches(pattern.toStdString(), path.toStdString()), "fits");
    }

    void noPatternTakesExponentialTime()
    {
        std::string pattern;
        for (int i = 0; i < 40; ++i)
            pattern += "a*";
        QVERIFY(!globMatches(pattern + "b", std::string(5'000, 'a')));
        std::string folders;
        for (int i = 0; i < 20; ++i)
            folders += "**/a*/";
        std::string path;
        for (int i = 0; i < 1'000; ++i)
            path += "aa/";
        QVERIFY(!globMatches(folders + "b", path));
    }

    void filtersOfPeople_data()
    {
        QTest::addColumn<QByteArray>("patterns");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<bool>("fits");
        QTest::newRow("at any depth") << QByteArray("*.cpp, *.py") << QByteArray("a/b/c.py") << true;
        QTest::newRow("another kind") << QByteArray("*.cpp, *.py") << QByteArray("a/b/c.h") << false;
        QTest::newRow("a folder by name") << QByteArray("src") << QByteArray("lib/src/x/y.h") << true;
        QTest::newRow("a folder by path") << QByteArray("lib/src/") << QByteArray("lib/src/y.h") << true;
        QTest::newRow("a path is from the root")
            << QByteArray("src/*.h") << QByteArray("lib/src/y.h") << false;
        QTest::newRow("anywhere, said so") << QByteArray("**/src/*.h") << QByteArray("lib/src/y.h") << true;
        QTest::newRow("nothing is said") << QByteArray(" , ") << QByteArray("y.h") << false;
    }
    void filtersOfPeople()
    {
        QFETCH(QByteArray, patterns);
        QFETCH(QByteArray, path);
        QTEST(PathFilter(patterns.toStdString()).matches(path.toStdString()), "fits");
    }

    // The same files as git itself lists.
    void gitAgrees()
    {
        const QString git = QStandardPaths::findExecutable(QStringLiteral("git"));
        if (git.isEmpty())
            QSKIP("there is no git");
        const test::Folder folder;
        for (const char *path : {"a.o",
                                 "keep.o",
                                 "src/a.cpp",
                                 "src/a.o",
                                 "src/deep/keep.o",
                                 "out/x.txt",
                                 "out/keep.txt",
                                 "logs/1.log",
                                 "logs/important.log",
                                 "src/out/y.txt",
                                 "doc/a.html",
                                 "doc/api/b.html",
                                 "tmp file",
                                 "#hash",
                                 "!bang",
                                 "data/x1.csv",
                                 "data/x22.csv",
                                 "sub/inner/z.gen",
                                 "sub/z.gen",
                                 "sub/only/here.txt",
                                 "here.txt",
                                 "a\\b",
                                 "trail ",
                                 "src/CACHE/c",
                                 "deep/a/b/c/d.tmp"})
            folder.write(QString::fromLatin1(path));
        folder.write(".gitignore",
                     QByteArray("*.o\n!keep.o\nout/\n/logs/*\n!logs/important.log\n\ndoc/**/b.html\n"
                                "# a comment\n\\#hash\n\\!bang\ntmp file  \ndata/x?.csv\r\n*.tmp\n"
                                "CACHE\ntrail\\ \n"));
        folder.write("sub/.gitignore", "*.gen\n!/z.gen\n/only\n");
        QProcess process;
        process.setWorkingDirectory(folder.path());
        process.start(git, {QStringLiteral("init"), QStringLiteral("-q")});
        QVERIFY(process.waitForFinished());
        folder.write(".git/info/exclude", "here.txt\n");
        process.start(git, {QStringLiteral("-c"), QStringLiteral("core.excludesFile=/dev/null"),
                            QStringLiteral("ls-files"), QStringLiteral("-z"), QStringLiteral("--others"),
                            QStringLiteral("--exclude-standard")});
        QVERIFY(process.waitForFinished());
        QStringList wanted = QString::fromUtf8(process.readAllStandardOutput()).split(QChar(u'\0'));
        wanted.removeAll(QString());
        wanted.sort();
        QVERIFY(wanted.size() > 8);
        QCOMPARE(indexed(folder.path()), wanted);
        // And in a folder of the repository the rules above it hold.
        wanted.removeIf([](const QString &path) { return !path.startsWith(QLatin1String("sub/")); });
        wanted.replaceInStrings(QStringLiteral("sub/"), QString());
        QCOMPARE(indexed(folder.path(QStringLiteral("sub"))), wanted);
    }

    void rulesCountWithoutARepositoryToo()
    {
        const test::Folder folder;
        folder.write(".gitignore", "*.vcd\n");
        folder.write("wave.vcd");
        folder.write("fir.cpp");
        QCOMPARE(indexed(folder.path()),
                 (QStringList{QStringLiteral(".gitignore"), QStringLiteral("fir.cpp")}));
    }

    void theIndexKnowsItsFoldersAndItsLimit()
    {
        const test::Folder folder;
        for (int i = 0; i < 5; ++i)
            folder.write(QStringLiteral("a/b/%1.h").arg(i));
        const auto index = indexFiles(folder.path());
        GW_VERIFY_RESULT(index);
        QCOMPARE((*index)->folders.size(), std::size_t{3});
        QCOMPARE((*index)->folders.text(2), QStringLiteral("a/b"));
        QCOMPARE((*index)->absolutePath(0), folder.path(QStringLiteral("a/b/0.h")));
        QVERIFY(!(*index)->truncated);
        const auto cut = indexFiles(folder.path(), 3);
        GW_VERIFY_RESULT(cut);
        QCOMPARE((*cut)->files.size(), std::size_t{3});
        QVERIFY((*cut)->truncated);
    }
};

QTEST_GUILESS_MAIN(TestIgnoreRules)
#include "tst_ignore_rules.moc"
