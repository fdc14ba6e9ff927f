// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/fuzzy_match.h"

#include <QTest>

using namespace gatewright;

class TestFuzzyMatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void matches_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("candidate");
        QTest::addColumn<QList<int>>("positions");
        QTest::newRow("exact") << QStringLiteral("save") << QStringLiteral("Save") << QList<int>{0, 1, 2, 3};
        QTest::newRow("initials") << QStringLiteral("sal") << QStringLiteral("Save All")
                                  << QList<int>{0, 5, 6};
        QTest::newRow("blank in the query")
            << QStringLiteral("save al") << QStringLiteral("Save All") << QList<int>{0, 1, 2, 3, 5, 6};
        QTest::newRow("camel case") << QStringLiteral("fb") << QStringLiteral("fooBar") << QList<int>{0, 3};
        QTest::newRow("word starts win over early letters")
            << QStringLiteral("firk") << QStringLiteral("fix_fir_kernel.cpp") << QList<int>{4, 5, 6, 8};
        QTest::newRow("a run wins over scattered letters")
            << QStringLiteral("line") << QStringLiteral("Split into new line") << QList<int>{15, 16, 17, 18};
        QTest::newRow("empty query") << QString() << QStringLiteral("anything") << QList<int>{};
    }
    void matches()
    {
        QFETCH(QString, query);
        QFETCH(QString, candidate);
        QFETCH(QList<int>, positions);
        const std::optional<FuzzyMatch> match = fuzzyMatch(query, candidate);
        QVERIFY(match);
        QCOMPARE(match->positions, positions);
    }

    void misses_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("candidate");
        QTest::newRow("other order") << QStringLiteral("ba") << QStringLiteral("ab");
        QTest::newRow("missing letter") << QStringLiteral("savex") << QStringLiteral("Save");
        QTest::newRow("longer than the candidate") << QStringLiteral("aaa") << QStringLiteral("aa");
        QTest::newRow("empty candidate") << QStringLiteral("a") << QString();
    }
    void misses()
    {
        QFETCH(QString, query);
        QFETCH(QString, candidate);
        QVERIFY(!fuzzyMatch(query, candidate));
    }

    void theBetterCandidateScoresHigher_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("better");
        QTest::addColumn<QString>("worse");
        QTest::newRow("start of the name")
            << QStringLiteral("go") << QStringLiteral("Go to Line") << QStringLiteral("Category");
        QTest::newRow("side by side")
            << QStringLiteral("fir") << QStringLiteral("fir.cpp") << QStringLiteral("filter.cpp");
        QTest::newRow("the name itself wins over first letters of other words")
            << QStringLiteral("modelle") << QStringLiteral("Modelle") << QStringLiteral("Modell entladen");
        QTest::newRow("same case") << QStringLiteral("R") << QStringLiteral("Run") << QStringLiteral("run");
    }
    void theBetterCandidateScoresHigher()
    {
        QFETCH(QString, query);
        QFETCH(QString, better);
        QFETCH(QString, worse);
        const std::optional<FuzzyMatch> first = fuzzyMatch(query, better);
        const std::optional<FuzzyMatch> second = fuzzyMatch(query, worse);
        QVERIFY(first && second);
        QVERIFY2(first->score > second->score,
                 qPrintable(QStringLiteral("%1 <= %2").arg(first->score).arg(second->score)));
    }

    void aVeryLongCandidateIsLookedAtOnlySoFar()
    {
        const QString candidate = QString(100000, QLatin1Char('a')) + QLatin1Char('b');
        QVERIFY(fuzzyMatch(QStringLiteral("aaa"), candidate));
        QVERIFY(!fuzzyMatch(QStringLiteral("b"), candidate));
    }
};

QTEST_GUILESS_MAIN(TestFuzzyMatch)
#include "tst_fuzzy_match.moc"
