// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/files.h"
#include "ui/panels/run/output_text.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QLocale>
#include <QTemporaryDir>
#include <QTest>

using namespace gatewright;

class TestRunOutput : public QObject
{
    Q_OBJECT

private:
    void add(const QString &name) const { test::writeFile(m_folder.filePath(name), {}); }
    [[nodiscard]] QString workspace(const QString &name) const
    {
        return m_folder.filePath(QStringLiteral("w/") + name);
    }
    [[nodiscard]] PlaceResolver resolver() const
    {
        return {m_folder.filePath(QStringLiteral("w")),
                m_folder.filePath(QStringLiteral("elsewhere/bell.py"))};
    }
    [[nodiscard]] OutputText read(const QString &raw, const OutputLimits &limits = {}) const
    {
        return readOutput(raw, resolver(), limits);
    }

    QTemporaryDir m_folder;

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale::c());
        for (const char *name : {"w/fir/fir.cpp", "w/fir/fir_tb.cpp", "w/a b.py", "elsewhere/bell.py",
                                 "elsewhere/helper.py", "w/v1.2/x.h"})
            add(QString::fromLatin1(name));
        QVERIFY(QFile::link(m_folder.filePath(QStringLiteral("elsewhere/helper.py")),
                            workspace(QStringLiteral("outside.py"))));
        QVERIFY(QFile::link(m_folder.filePath(QStringLiteral("w/fir/fir.cpp")),
                            workspace(QStringLiteral("inside.cpp"))));
    }

    void findsPlaces_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("linked"); // "W" is the workspace
        QTest::addColumn<QString>("file");
        QTest::addColumn<int>("line");
        QTest::addColumn<int>("column");
        const auto row = [](const char *name, const char *text, const char *linked, const char *file,
                            int line, int column) {
            QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(linked)
                                << QString::fromUtf8(file) << line << column;
        };
        row("line", "see fir/fir.cpp:12 now", "fir/fir.cpp:12", "fir/fir.cpp", 12, 1);
        row("compiler", "W/fir/fir.cpp:7:3: error: x", "W/fir/fir.cpp:7:3", "fir/fir.cpp", 7, 3);
        row("dots", "v1.2/../fir/fir.cpp:1", "v1.2/../fir/fir.cpp:1", "fir/fir.cpp", 1, 1);
        row("in brackets", "(fir/fir_tb.cpp:44)", "fir/fir_tb.cpp:44", "fir/fir_tb.cpp", 44, 1);
        row("traceback", "  File \"W/a b.py\", line 3, in <module>", "File \"W/a b.py\", line 3", "a b.py", 3,
            1);
        row("assertion", "fir_tb: fir/fir_tb.cpp:9: int main(): Assertion `x' failed.", "fir/fir_tb.cpp:9",
            "fir/fir_tb.cpp", 9, 1);
        row("the program itself", "bell.py:5: warning", "bell.py:5", "../elsewhere/bell.py", 5, 1);
        row("a link inside", "inside.cpp:2", "inside.cpp:2", "inside.cpp", 2, 1);
        row("behind a wide character", "é𝄞 fir/fir.cpp:2", "fir/fir.cpp:2", "fir/fir.cpp", 2, 1);
    }
    void findsPlaces()
    {
        QFETCH(QString, text);
        QFETCH(QString, linked);
        QFETCH(QString, file);
        QFETCH(int, line);
        QFETCH(int, column);
        const QString folder = m_folder.filePath(QStringLiteral("w"));
        text.replace(QLatin1Char('W'), folder);
        linked.replace(QLatin1Char('W'), folder);
        const OutputText output = read(text);
        QCOMPARE(output.links.size(), std::size_t(1));
        const OutputLink &link = output.links.front();
        QCOMPARE(output.text.mid(link.begin, link.length), linked);
        QCOMPARE(link.path, QDir::cleanPath(workspace(file)));
        QCOMPARE(link.line, line);
        QCOMPARE(link.column, column);
    }

    void leavesTheRestAlone_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("no such file") << QStringLiteral("nothing.cpp:3");
        QTest::newRow("outside") << QStringLiteral("/etc/hostname.conf:1 File \"/etc/passwd\", line 1");
        QTest::newRow("climbs out") << QStringLiteral(
            "../elsewhere/helper2.py:3 fir/../../../etc/passwd.x:1");
        QTest::newRow("a link that leads out") << QStringLiteral("outside.py:1");
        QTest::newRow("a folder") << QStringLiteral("v1.2:3");
        QTest::newRow("time") << QStringLiteral("at 12:30:59 0.5:3");
        QTest::newRow("address") << QStringLiteral("http://example.com:80/");
        QTest::newRow("line 0") << QStringLiteral("fir/fir.cpp:0");
        QTest::newRow("absurd line") << QStringLiteral("fir/fir.cpp:99999999999999999999");
        QTest::newRow("no line") << QStringLiteral("File \"fir/fir.cpp\", line x");
        QTest::newRow("never closed") << QStringLiteral("File \"fir/fir.cpp");
        QTest::newRow("made by the interpreter") << QStringLiteral("File \"<string>\", line 1");
    }
    void leavesTheRestAlone()
    {
        QFETCH(QString, text);
        QVERIFY(read(text).links.empty());
        QCOMPARE(read(text).text, text);
    }

    void findsSeveralInOrder()
    {
        const OutputText output =
            read(QStringLiteral("fir/fir.cpp:1:2 fir/fir_tb.cpp:3\nFile \"bell.py\", line 4\n"));
        QCOMPARE(output.links.size(), std::size_t(3));
        QCOMPARE(output.links[1].line, 3);
        QCOMPARE(output.links[2].path, m_folder.filePath(QStringLiteral("elsewhere/bell.py")));
    }

    void showsControlCharactersAsPlainText_data()
    {
        QTest::addColumn<QString>("raw");
        QTest::addColumn<QString>("text");
        QTest::newRow("colours") << QStringLiteral("\x1b[1;31mred\x1b[0m plain")
                                 << QStringLiteral("red plain");
        QTest::newRow("title and link") << QStringLiteral("\x1b]0;title\x07"
                                                          "a\x1b]8;;http://x\x1b\\b")
                                        << QStringLiteral("ab");
        QTest::newRow("clear screen") << QStringLiteral("\x1b[2J\x1b[Hx\x1b"
                                                        "c")
                                      << QStringLiteral("x");
        QTest::newRow("unfinished") << QStringLiteral("x\x1b[12") << QStringLiteral("x␛[12");
        QTest::newRow("lone escape") << QStringLiteral("x\x1b") << QStringLiteral("x␛");
        QTest::newRow("line ends") << QStringLiteral("a\r\nb\rc\nd\n\n") << QStringLiteral("a\nb\nc\nd");
        QTest::newRow("NUL and bell")
            << QString(QStringLiteral("a") + QChar(0) + QChar(7)) << QStringLiteral("a␀␇");
        QTest::newRow("direction") << QStringLiteral("a\u202eb\u2066c") << QStringLiteral("a\ufffdb\ufffdc");
        QTest::newRow("HTML") << QStringLiteral("<b onclick=\"x\">&amp;</b><img src=x>")
                              << QStringLiteral("<b onclick=\"x\">&amp;</b><img src=x>");
    }
    void showsControlCharactersAsPlainText()
    {
        QFETCH(QString, raw);
        QFETCH(QString, text);
        QCOMPARE(read(raw).text, text);
    }

    void cutsInTheMiddleAndSaysHowMuch()
    {
        QString raw;
        for (int line = 0; line < 1000; ++line)
            raw += QStringLiteral("line %1\n").arg(line, 5, 10, QLatin1Char('0')); // 11 characters each
        const OutputText output = read(raw, {110, 220, 1000, 4000});
        QVERIFY(output.text.startsWith(QStringLiteral("line 00000\n")));
        QVERIFY(output.text.endsWith(QStringLiteral("line 00999")));
        QVERIFY(output.text.contains(QStringLiteral("line 00009\n… ")));
        QVERIFY(output.text.contains(QStringLiteral("\nline 00980\n")));
        QVERIFY(!output.text.contains(QStringLiteral("line 00979")));
        QCOMPARE(output.charactersLeftOut, qsizetype(970 * 11));
        QVERIFY(output.text.contains(QString::number(970 * 11)));
    }

    void cutsByLinesToo()
    {
        const OutputText output = read(QString(10'000, QLatin1Char('\n')) + QStringLiteral("end"));
        QVERIFY(output.text.count(QLatin1Char('\n')) <= 8'001);
        QVERIFY(output.text.endsWith(QStringLiteral("end")));
        QVERIFY(output.charactersLeftOut >= 2'000);
    }

    void cutsLongLines()
    {
        const OutputText output = read(QString(5'000, QLatin1Char('x')) + QStringLiteral("\nshort"));
        QCOMPARE(output.charactersLeftOut, qsizetype(1'000));
        QVERIFY(output.text.startsWith(QString(4'000, QLatin1Char('x')) + QStringLiteral(" … 1000")));
        QVERIFY(output.text.endsWith(QStringLiteral("\nshort")));
    }

    void neverCutsACharacterInTwo()
    {
        QString raw;
        for (int i = 0; i < 300; ++i)
            raw += QStringLiteral("𝄞");
        for (const qsizetype limit : {99, 100, 101}) {
            const OutputText output = read(raw, {limit, limit, 10, limit - 1});
            for (qsizetype place = 0; place < output.text.size(); ++place) {
                if (output.text[place].isHighSurrogate())
                    QVERIFY(output.text[++place].isLowSurrogate());
                else
                    QVERIFY(!output.text[place].isLowSurrogate());
            }
        }
    }

    // Each of them once took quadratic time in somebody's terminal.
    void tenMegabytesTakeNoTime_data()
    {
        QTest::addColumn<QString>("raw");
        constexpr int size = 10 * 1024 * 1024;
        QTest::newRow("one line") << QString(size, QLatin1Char('a'));
        QTest::newRow("colons") << QStringLiteral("a.b:1").repeated(size / 5);
        QTest::newRow("tracebacks") << QStringLiteral("File \"").repeated(size / 6);
        QTest::newRow("escapes") << QStringLiteral("\x1b]").repeated(size / 64);
        QTest::newRow("lines") << QString(size, QLatin1Char('\n'));
    }
    void tenMegabytesTakeNoTime()
    {
        QFETCH(QString, raw);
        QElapsedTimer clock;
        clock.start();
        const OutputText output = read(raw);
        QVERIFY2(clock.elapsed() < 5'000, qPrintable(QString::number(clock.elapsed())));
        QVERIFY(output.text.size() < 400 * 1024);
    }
};

QTEST_GUILESS_MAIN(TestRunOutput)
#include "tst_run_output.moc"
