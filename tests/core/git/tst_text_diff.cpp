// SPDX-License-Identifier: Apache-2.0
#include "core/git/text_diff.h"
#include "tests/support/result_test.h"

#include <QTest>

#include <random>

using namespace gatewright;
using namespace gatewright::git;

namespace {

std::string marked(std::string_view text, const std::vector<WordSpan> &spans)
{
    std::string made;
    std::size_t at = 0;
    for (const WordSpan &span : spans) {
        made += text.substr(at, span.begin - at);
        made += "[" + std::string(text.substr(span.begin, span.end - span.begin)) + "]";
        at = span.end;
    }
    return made + std::string(text.substr(at));
}

LineSelection everything(const std::vector<LineChange> &changes)
{
    LineSelection selection;
    for (const LineChange &change : changes)
        selection.add(change);
    return selection;
}

std::string randomText(std::mt19937 &random)
{
    static constexpr std::array ends{"\n", "\n", "\n", "\r\n", "\r"};
    std::string text;
    for (unsigned lines = random() % 12; lines > 0; --lines)
        text += std::string(1, static_cast<char>('a' + random() % 4)) + ends[random() % ends.size()];
    if (random() % 3 == 0)
        text += "no end";
    return text;
}

} // namespace

class TestTextDiff : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linesAreCountedFromZero()
    {
        const auto changes = diffLines("a\nb\nc\n", "a\nB\nc\nd\n");
        GW_VERIFY_RESULT(changes);
        QCOMPARE(changes->size(), std::size_t{2});
        QCOMPARE(changes->at(0), (LineChange{1, 1, 1, 1}));
        QCOMPARE(changes->at(1), (LineChange{3, 0, 3, 1}));
    }

    void linesThatWereRemovedStandInFrontOfTheNext()
    {
        QCOMPARE(diffLines("a\nb\nc\n", "c\n")->front(), (LineChange{0, 2, 0, 0}));
        QCOMPARE(diffLines("a\nb\n", "a\n")->front(), (LineChange{1, 1, 1, 0}));
        QCOMPARE(diffLines("", "a\nb\n")->front(), (LineChange{0, 0, 0, 2}));
    }

    void aLineEndIsPartOfTheLine()
    {
        QCOMPARE(diffLines("a\nb\n", "a\r\nb\n")->front(), (LineChange{0, 1, 0, 1}));
        QCOMPARE(diffLines("a\rb\r", "a\rB\r")->front(), (LineChange{1, 1, 1, 1}));
        QCOMPARE(diffLines("a\nb", "a\nb\n")->front(), (LineChange{1, 1, 1, 1}));
    }

    void aTextThatIsTooLongIsRefused()
    {
        const std::string text(largestComparedText + 1, 'a');
        GW_VERIFY_ERROR(diffLines(text, "b"), ErrorCode::LimitExceeded);
    }

    void changedWordsAreMarked()
    {
        const std::string before = "int sum = first + second;\n";
        const std::string after = "long sum = first - second;\n";
        const WordDiff diff = diffWords(before, after);
        QCOMPARE(marked(before, diff.before), std::string("[int] sum = first [+] second;\n"));
        QCOMPARE(marked(after, diff.after), std::string("[long] sum = first [-] second;\n"));
    }

    void wordsOfSeveralLinesAreMarkedWhereTheyStand()
    {
        const std::string before = "one two\nthree four\n";
        const std::string after = "one two\nthree five\nmore\n";
        const WordDiff diff = diffWords(before, after);
        QCOMPARE(marked(before, diff.before), std::string("one two\nthree [four]\n"));
        QCOMPARE(marked(after, diff.after), std::string("one two\nthree [five\nmore]\n"));
    }

    void textsWithNothingInCommonHaveNoMarks()
    {
        const WordDiff diff = diffWords("alpha beta gamma\n", "1234567890-0987654321\n");
        QVERIFY(diff.before.empty() && diff.after.empty());
    }

    void everyChangeMakesTheOtherText()
    {
        std::mt19937 random(7); // NOLINT(cert-msc51-cpp): the same texts each time
        for (int trial = 0; trial < 2000; ++trial) {
            const std::string before = randomText(random);
            const std::string after = randomText(random);
            const auto changes = diffLines(before, after);
            GW_VERIFY_RESULT(changes);
            QCOMPARE(withChanges(before, after, *changes, everything(*changes)), after);
            QCOMPARE(withChanges(before, after, *changes, {}), before);
        }
    }

    void oneOfTwoChangesIsMade()
    {
        const std::string before = "a\nb\nc\nd\n";
        const std::string after = "A\nb\nc\nD\n";
        const auto changes = diffLines(before, after);
        GW_VERIFY_RESULT(changes);
        LineSelection second;
        second.add(changes->at(1));
        QCOMPARE(withChanges(before, after, *changes, second), std::string("a\nb\nc\nD\n"));
    }

    void halfOfAChangeIsMade()
    {
        const std::string before = "a\nb\nc\n";
        const std::string after = "1\n2\nc\n";
        const auto changes = diffLines(before, after);
        GW_VERIFY_RESULT(changes);
        LineSelection first;
        first.addNewLines(changes->front(), 0, 1);
        QCOMPARE(withChanges(before, after, *changes, first), std::string("1\nb\nc\n"));
        LineSelection second;
        second.addNewLines(changes->front(), 1, 2);
        QCOMPARE(withChanges(before, after, *changes, second), std::string("a\n2\nc\n"));
    }
};

QTEST_GUILESS_MAIN(TestTextDiff)
#include "tst_text_diff.moc"
