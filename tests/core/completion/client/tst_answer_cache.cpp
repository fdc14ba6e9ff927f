// SPDX-License-Identifier: Apache-2.0
#include "client_test_support.h"
#include "core/completion/client/answer_cache.h"

#include <QTest>

using namespace gatewright;
using namespace gatewright::completion;

class TestAnswerCache : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void samePlace()
    {
        AnswerCache cache;
        QVERIFY(!cache.find(placeIn("int a = |\n")));
        cache.store(placeIn("int a = |\n"), {suggestionOf("1", "b + c;")});
        const auto found = cache.find(placeIn("int a = |\n"));
        QVERIFY(found);
        QCOMPARE(found->at(0).text, QStringLiteral("b + c;"));
        QVERIFY(!cache.find(placeIn("int a = |\nint b;")));
    }
    void typedFurtherAsTheAnswerSays()
    {
        AnswerCache cache;
        cache.store(placeIn("int a = |\n"), {suggestionOf("1", "b + c;"), suggestionOf("2", "d;")});
        const auto found = cache.find(placeIn("int a = b +|\n"));
        QVERIFY(found);
        QCOMPARE(found->size(), std::size_t(1));
        QCOMPARE(found->at(0).text, QStringLiteral(" c;"));
        QVERIFY(!cache.find(placeIn("int a = x|\n")));
        QVERIFY(!cache.find(placeIn("int a = b + c;|\n"))); // used up
    }
    void acrossALineEnd()
    {
        AnswerCache cache;
        cache.store(placeIn("{|\n"), {suggestionOf("1", "\n  a;\n  b;")});
        QCOMPARE(cache.find(placeIn("{\n  a;|\n"))->at(0).text, QStringLiteral("\n  b;"));
        QCOMPARE(cache.find(placeIn("{\r\n  a;|\n"))->at(0).text, QStringLiteral("\n  b;"));
    }
    void silenceCountsOnlyWhereItWasGiven()
    {
        AnswerCache cache;
        cache.store(placeIn("int a|\n"), {});
        QVERIFY(cache.find(placeIn("int a|\n")).value().empty());
        QVERIFY(!cache.find(placeIn("int ab|\n")));
    }
    void nearestAnswerWins()
    {
        AnswerCache cache;
        cache.store(placeIn("x|"), {suggestionOf("old", "yz1")});
        cache.store(placeIn("xy|"), {suggestionOf("new", "z2")});
        QCOMPARE(cache.find(placeIn("xyz|"))->at(0).text, QStringLiteral("2"));
    }
    void farTextDoesNotMatter()
    {
        AnswerCache cache;
        const std::string near(2000, 'n');
        cache.store(placeIn("one\n" + near + "|"), {suggestionOf("1", "abc")});
        QVERIFY(cache.find(placeIn("another\n" + near + "|")));
    }
    void lookBackEnds()
    {
        AnswerCache cache;
        const std::string typed(200, 'a');
        cache.store(placeIn("x|"), {suggestionOf("1", (typed + "b").c_str())});
        QVERIFY(cache.find(placeIn("x" + typed.substr(0, 128) + "|")));
        QVERIFY(!cache.find(placeIn("x" + typed.substr(0, 129) + "|")));
    }
    void leastRecentlyUsedGoes()
    {
        AnswerCache cache;
        cache.store(placeIn("keep|"), {suggestionOf("k", "!")});
        for (qsizetype index = 0; index < AnswerCache::capacity; ++index) {
            QVERIFY(cache.find(placeIn("keep|")));
            cache.store(placeIn("number " + std::to_string(index) + "|"), {suggestionOf("n", "!")});
        }
        QCOMPARE(cache.size(), AnswerCache::capacity);
        QVERIFY(cache.find(placeIn("keep|")));
        QVERIFY(!cache.find(placeIn("number 0|")));
        cache.clear();
        QCOMPARE(cache.size(), qsizetype(0));
    }
    void documentsAreApart()
    {
        AnswerCache cache;
        CursorPlace other = placeIn("x|");
        other.uri = QStringLiteral("file:///other");
        cache.store(other, {suggestionOf("1", "abc")});
        QVERIFY(!cache.find(placeIn("x|")));
    }
};

QTEST_GUILESS_MAIN(TestAnswerCache)
#include "tst_answer_cache.moc"
