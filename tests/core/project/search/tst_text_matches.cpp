// SPDX-License-Identifier: Apache-2.0
#include "core/project/search/text_matches.h"
#include "tests/support/result_test.h"

using namespace gatewright;

class TestTextMatches : public QObject
{
    Q_OBJECT

private:
    static SearchPattern expression(const char *text)
    {
        return *SearchPattern::compile({QString::fromUtf8(text), true, false, true});
    }

    static std::vector<SearchHit> hitsOf(const SearchPattern &pattern, std::string_view text, int context = 0)
    {
        SearchPattern::Scratch scratch(pattern);
        return findMatches(pattern, scratch, text, {100, context})->hits;
    }

    static std::vector<std::string> matched(const SearchPattern &pattern, std::string_view text)
    {
        std::vector<std::string> found;
        for (const SearchHit &hit : hitsOf(pattern, text))
            found.push_back(hit.matched);
        return found;
    }
    using Words = std::vector<std::string>;

private Q_SLOTS:
    void aHitKnowsItsPlaceAndItsLine()
    {
        const auto hits = hitsOf(expression("ap_\\w+"), "// \xC3\xA4\r\n  \xC3\xA4 ap_int<8> x;\r\n");
        QCOMPARE(hits.size(), std::size_t{1});
        QCOMPARE(hits[0].line, 1);
        QCOMPARE(hits[0].column, 4);
        QCOMPARE(hits[0].before, std::string("  \xC3\xA4 "));
        QCOMPARE(hits[0].matched, std::string("ap_int"));
        QCOMPARE(hits[0].after, std::string("<8> x;"));
    }

    void blanksDoNotTakeTheLineEnd()
    {
        QCOMPARE(matched(expression("x\\s*"), "x \nx\n"), (Words{"x ", "x"}));
        QCOMPARE(matched(expression("[^b]+"), "ac\nbd\n\ne"), (Words{"ac", "d", "e"}));
        QCOMPARE(matched(expression("a.*?c|b"), "a\nb c"), (Words{"b"}));
        // A shorter match in the line counts, where the longer one would leave it.
        QCOMPARE(matched(expression("a\\s*b?"), "a\nb a b"), (Words{"a", "a b"}));
    }

    void aPatternThatNamesTheLineEndCrossesIt()
    {
        const auto hits = hitsOf(expression("\\{\\n\\s*\\}"), "f() {\n }\n");
        QCOMPARE(hits.size(), std::size_t{1});
        QCOMPARE(hits[0].matched, std::string("{"));
    }

    void nothingAtAllIsNoHit()
    {
        QCOMPARE(matched(expression("^"), "a\nb").size(), std::size_t{0});
        QCOMPARE(matched(expression("b*"), "abba"), (Words{"bb"}));
    }

    void longLinesAreCut()
    {
        const std::string text = std::string(10'000, 'a') + "needle" + std::string(10'000, 'b');
        const auto hits = hitsOf(expression("needle"), text);
        QCOMPARE(hits[0].column, 10'000);
        QVERIFY(hits[0].before.size() + hits[0].after.size() < 1'000);
    }

    void linesAroundComeAlong()
    {
        const auto hits = hitsOf(expression("c"), "a\nb\nc\nd", 2);
        QCOMPARE(hits[0].linesBefore, (Words{"a", "b"}));
        QCOMPARE(hits[0].linesAfter, (Words{"d"}));
    }

    void theLimitIsSaid()
    {
        const SearchPattern pattern = expression("a");
        SearchPattern::Scratch scratch(pattern);
        const auto found = findMatches(pattern, scratch, "aaaa", {3, 0});
        GW_VERIFY_RESULT(found);
        QCOMPARE(found->hits.size(), std::size_t{3});
        QVERIFY(found->limited);
        QVERIFY(!findMatches(pattern, scratch, "aaa", {3, 0})->limited);
    }

    void chosenHitsAreReplaced()
    {
        const SearchPattern pattern = expression("(\\w)=(\\w)");
        const std::string text = "a=b c=d e=f";
        const auto hits = hitsOf(pattern, text);
        const auto edits = replacementEdits(pattern, text, hits, {true, false, true}, "$2=$1", "\n");
        GW_VERIFY_RESULT(edits);
        QCOMPARE(*textAfter(text, *edits), std::string("b=a c=d f=e"));
    }

    void aTextThatChangedIsNotReplaced()
    {
        const SearchPattern pattern = expression("a\\d");
        const auto hits = hitsOf(pattern, "a1\na2\n");
        for (const char *text : {"a1\n", "a1\na3\n", "\na1\na2\n", "a1 a2\n", "b a1\na2\n"})
            GW_VERIFY_ERROR(replacementEdits(pattern, text, hits, {true, true}, "x", "\n"),
                            ErrorCode::InvalidInput);
        // What is in no line of a hit is no matter.
        GW_VERIFY_RESULT(replacementEdits(pattern, "a1\na2\nmore\n", hits, {true, true}, "x", "\n"));
    }
};

QTEST_APPLESS_MAIN(TestTextMatches)
#include "tst_text_matches.moc"
