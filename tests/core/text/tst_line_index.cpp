// SPDX-License-Identifier: Apache-2.0
#include "core/base/random.h"
#include "core/text/line_index.h"
#include "core/text/text_edit.h"

#include <QTest>

#include <ctime>
#include <string>
#include <vector>

using namespace gatewright;

namespace {

std::vector<size_t> startsOf(const LineIndex &index)
{
    std::vector<size_t> starts;
    for (int line = 0; line < index.lineCount(); ++line)
        starts.push_back(index.lineStart(line));
    return starts;
}

std::string randomText(RandomSource &random, std::uint64_t longest)
{
    const std::string pieces[] = {"a",    "bc",  "\n", "\r", "\r\n", "\xC3\xA9", "\xF0\x9F\x98\x80",
                                  "\x80", "\n\r"};
    std::string text;
    const std::uint64_t count = random.below(longest + 1);
    for (std::uint64_t i = 0; i < count; ++i)
        text += pieces[random.below(std::size(pieces))];
    return text;
}

} // namespace

class TestLineIndex : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsLineStarts_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QList<int>>("starts");
        QTest::newRow("empty") << QByteArray("") << QList<int>{0};
        QTest::newRow("one line") << QByteArray("abc") << QList<int>{0};
        QTest::newRow("lf") << QByteArray("a\nb\n") << QList<int>{0, 2, 4};
        QTest::newRow("crlf") << QByteArray("a\r\nb\r\n") << QList<int>{0, 3, 6};
        QTest::newRow("cr") << QByteArray("a\rb\r") << QList<int>{0, 2, 4};
        QTest::newRow("mixed") << QByteArray("\n\r\n\r\r\n") << QList<int>{0, 1, 3, 4, 6};
        QTest::newRow("lf cr") << QByteArray("a\n\rb") << QList<int>{0, 2, 3};
    }

    void findsLineStarts()
    {
        QFETCH(QByteArray, text);
        QFETCH(QList<int>, starts);
        const LineIndex index({text.data(), size_t(text.size())});
        QCOMPARE(index.lineCount(), int(starts.size()));
        for (int line = 0; line < starts.size(); ++line)
            QCOMPARE(int(index.lineStart(line)), starts.at(line));
    }

    void lineTextHasNoLineEnd()
    {
        const std::string text = "one\r\ntwo\nthree\rfour";
        const LineIndex index(text);
        QCOMPARE(index.line(text, 0), std::string_view("one"));
        QCOMPARE(index.line(text, 1), std::string_view("two"));
        QCOMPARE(index.line(text, 2), std::string_view("three"));
        QCOMPARE(index.line(text, 3), std::string_view("four"));
        QCOMPARE(index.nextLineStart(text, 0), size_t(5));
        QCOMPARE(index.nextLineStart(text, 3), text.size());
    }

    void convertsToUtf16Columns()
    {
        const std::string text = "x\n\xC3\xA9\xF0\x9F\x98\x80z\r\n";
        const LineIndex index(text);
        QCOMPARE(index.position(text, 2), (Position{1, 0}));
        QCOMPARE(index.position(text, 4), (Position{1, 1}));
        QCOMPARE(index.position(text, 6), (Position{1, 1})); // inside the emoji: its start
        QCOMPARE(index.position(text, 8), (Position{1, 3}));
        QCOMPARE(index.position(text, 9), (Position{1, 4}));
        QCOMPARE(index.position(text, 10), (Position{1, 4})); // between CR and LF: in front of the line end
        QCOMPARE(index.position(text, 11), (Position{2, 0}));
        QCOMPARE(index.offset(text, Position{1, 3}), size_t(8));
        QCOMPARE(index.offset(text, Position{1, 2}), size_t(4)); // half of a surrogate pair
        QCOMPARE(index.humanPosition(text, 8), (HumanPosition{2, 3}));
        QCOMPARE(index.offset(text, HumanPosition{2, 3}), size_t(8));
        QCOMPARE(index.range(text, 2, 8), (Range{{1, 0}, {1, 3}}));
    }

    void takesAnyPlace()
    {
        const std::string text = "ab\ncd";
        const LineIndex index(text);
        QCOMPARE(index.offset(text, Position{-1, 5}), size_t(0));
        QCOMPARE(index.offset(text, Position{0, -5}), size_t(0));
        QCOMPARE(index.offset(text, Position{0, 99}), size_t(2));
        QCOMPARE(index.offset(text, Position{99, 0}), size_t(5));
        QCOMPARE(index.offset(text, HumanPosition{0, 0}), size_t(0));
        QCOMPARE(index.offset(text, HumanPosition{1, 0}), size_t(0));
        QCOMPARE(index.offset(text, HumanPosition{1, 99}), size_t(2));
        QCOMPARE(index.offset(text, HumanPosition{7, 1}), size_t(5));
        QCOMPARE(index.position(text, 999), (Position{1, 2}));
        QCOMPARE(index.position(text, std::string::npos), (Position{1, 2}));
        QCOMPARE(index.lineAt(std::string::npos), 1);
        QCOMPARE(index.lineStart(-3), size_t(0));
        QCOMPARE(index.lineStart(99), size_t(3));
        QCOMPARE(index.lineEnd(text, 99), size_t(5));
    }

    void containsIsStrict()
    {
        const std::string text = "ab\n";
        const LineIndex index(text);
        QVERIFY(index.contains(text, {1, 1}));
        QVERIFY(index.contains(text, {1, 3}));
        QVERIFY(!index.contains(text, {1, 4}));
        QVERIFY(index.contains(text, {2, 1}));
        QVERIFY(!index.contains(text, {3, 1}));
        QVERIFY(!index.contains(text, {0, 1}));
        QVERIFY(!index.contains(text, {1, 0}));
    }

    void everyOffsetGoesThereAndBack()
    {
        RandomSource random(3);
        for (int round = 0; round < 300; ++round) {
            const std::string text = randomText(random, 20);
            const LineIndex index(text);
            for (size_t at = 0; at <= text.size(); ++at) {
                const size_t back = index.offset(text, index.position(text, at));
                QVERIFY(back <= at && at - back < 4);
                QCOMPARE(index.offset(text, index.humanPosition(text, at)), back);
                QCOMPARE(index.position(text, back), index.position(text, at));
            }
        }
    }

    void updateEqualsBuildingAnew()
    {
        RandomSource random(5);
        for (int round = 0; round < 400; ++round) {
            std::string text = randomText(random, 12);
            LineIndex index(text);
            for (int step = 0; step < 12; ++step) {
                TextEdit edit;
                edit.begin = random.below(text.size() + 1);
                edit.end = edit.begin + random.below(text.size() - edit.begin + 1);
                edit.text = randomText(random, 4);
                text.replace(edit.begin, edit.end - edit.begin, edit.text);
                index.update(edit, text);
                QCOMPARE(startsOf(index), startsOf(LineIndex(text)));
            }
        }
    }

    void editsJoinAndSplitCarriageReturnLineFeed()
    {
        std::string text = "a\rb";
        LineIndex index(text);
        text.insert(2, "\n");
        index.update({2, 2, "\n"}, text);
        QCOMPARE(startsOf(index), (std::vector<size_t>{0, 3}));
        text.insert(2, "x");
        index.update({2, 2, "x"}, text);
        QCOMPARE(startsOf(index), (std::vector<size_t>{0, 2, 4}));
        text.erase(2, 2);
        index.update({2, 4, {}}, text);
        QCOMPARE(startsOf(index), (std::vector<size_t>{0, 2}));
    }

    void hundredMegabytesAreIndexedAndTypedInQuickly()
    {
        std::string text;
        const std::string line = "    acc += a[i] * b[i]; // one more line\n";
        while (text.size() < 100U * 1000 * 1000)
            text += line;
        const std::clock_t start = std::clock(); // processor time: what else the machine does is not counted
        LineIndex index(text);
        const std::clock_t built = std::clock();
        size_t at = text.size() / 2;
        for (int key = 0; key < 1000;
             ++key, ++at) // the index alone: the text of that size is not moved for each key
            index.update({at, at, "x"}, text);
        const std::clock_t typed = std::clock();
        QVERIFY(index.lineCount() > 2'000'000);
        // Generous, for sanitizer builds. A release build takes 60 ms and 5 ms.
        QVERIFY2(built - start < 5 * CLOCKS_PER_SEC, qPrintable(QString::number(built - start)));
        QVERIFY2(typed - built < 2 * CLOCKS_PER_SEC, qPrintable(QString::number(typed - built)));
    }
};

QTEST_GUILESS_MAIN(TestLineIndex)
#include "tst_line_index.moc"
