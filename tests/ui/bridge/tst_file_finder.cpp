// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/file_finder.h"

#include <QElapsedTimer>
#include <QTest>

using namespace gatewright;

class TestFileFinder : public QObject
{
    Q_OBJECT

private:
    static FileFinder finderFor(std::initializer_list<std::string_view> paths)
    {
        auto index = std::make_shared<FileIndex>();
        index->root = QStringLiteral("/w");
        for (const std::string_view path : paths)
            index->files.append(path);
        return FileFinder(index);
    }

    static QStringList found(FileFinder &finder, const QString &query)
    {
        QStringList paths;
        for (const FoundFile &file : finder.find(query, 10))
            paths.append(finder.index()->files.text(file.file));
        return paths;
    }

private Q_SLOTS:
    void theBestComesFirst()
    {
        FileFinder finder = finderFor({"src/affairs.cpp", "fir/readme", "lib/fir.cpp", "far_in_road.h"});
        QCOMPARE(found(finder, QStringLiteral("fir")),
                 (QStringList{QStringLiteral("lib/fir.cpp"), QStringLiteral("far_in_road.h"),
                              QStringLiteral("src/affairs.cpp"), QStringLiteral("fir/readme")}));
    }

    void caseAndBlanksDoNotMatter()
    {
        FileFinder finder = finderFor({"src/FirFilter.cpp", "other.h"});
        QCOMPARE(found(finder, QStringLiteral("FIR fil")), QStringList{QStringLiteral("src/FirFilter.cpp")});
        QCOMPARE(finder.find(QStringLiteral("ff"), 10).front().matched, (QList<int>{0, 3}));
    }

    void aQueryThatGoesOnLooksAtWhatWasLeft()
    {
        FileFinder finder = finderFor({"alpha.cpp", "alphabet.cpp", "beta.cpp"});
        QCOMPARE(found(finder, QStringLiteral("alpha")).size(), 2);
        QCOMPARE(found(finder, QStringLiteral("alphab")), QStringList{QStringLiteral("alphabet.cpp")});
        // And one that goes back, or is another, at all of them.
        QCOMPARE(found(finder, QStringLiteral("alp")).size(), 2);
        QCOMPARE(found(finder, QStringLiteral("bet")).size(), 2);
        QCOMPARE(found(finder, QString()).size(), 3);
    }

    void lettersOutsideAsciiAreFound()
    {
        FileFinder finder = finderFor({"l\xC3\xB6sung/\xC3\xBC.py", "losung/u.py"});
        QCOMPARE(found(finder, QStringLiteral("ö")), QStringList{QStringLiteral("lösung/ü.py")});
    }

    void nothingIsFoundInNothing()
    {
        FileFinder none;
        QVERIFY(none.find(QStringLiteral("a"), 10).empty());
        FileFinder empty = finderFor({});
        QVERIFY(empty.find(QString(), 10).empty());
    }

    // The budget of quick open, 50 ms a key, with room for a busy machine.
    void aHundredThousandFilesAnswerAtOnce()
    {
        auto index = std::make_shared<FileIndex>();
        for (int i = 0; i < 100'000; ++i)
            index->files.append(QStringLiteral("modules/unit_%1/stage_%2/kernel_%3_impl.cpp")
                                    .arg(i / 1000)
                                    .arg(i / 50)
                                    .arg(i)
                                    .toStdString());
        FileFinder finder(index);
        QElapsedTimer clock;
        qint64 slowest = 0;
        for (const char *query :
             {"k", "ke", "ker", "kernel_99", "kernel_99998", "unit77impl", "e", "mskip", "zzz"}) {
            clock.start();
            const auto files = finder.find(QString::fromLatin1(query), 50);
            slowest = std::max(slowest, clock.nsecsElapsed());
            QVERIFY(files.size() == 50 || QByteArray(query) == "zzz" || QByteArray(query).endsWith("99998"));
        }
        QVERIFY2(slowest < 250'000'000, qPrintable(QString::number(slowest / 1'000'000)));
        QCOMPARE(finder.index()->files.text(finder.find(QStringLiteral("kernel_99998"), 50).front().file),
                 QStringLiteral("modules/unit_99/stage_1999/kernel_99998_impl.cpp"));
    }
};

QTEST_APPLESS_MAIN(TestFileFinder)
#include "tst_file_finder.moc"
