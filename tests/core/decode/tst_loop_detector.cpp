// SPDX-License-Identifier: Apache-2.0
#include "core/decode/loop_detector.h"

#include <QTest>

using namespace gatewright::decode;

namespace {

// Feeds tokens until a loop shows; gives how many were fed, and what to keep.
std::pair<int, std::size_t> feed(LoopDetector &detector, const std::vector<TokenId> &tokens)
{
    int fed = 0;
    for (const TokenId token : tokens) {
        ++fed;
        if (const auto kept = detector.add(token))
            return {fed, *kept};
    }
    return {fed, 0};
}

std::vector<TokenId> repeated(const std::vector<TokenId> &part, int times, std::vector<TokenId> tokens = {})
{
    for (int i = 0; i < times; ++i)
        tokens.insert(tokens.end(), part.begin(), part.end());
    return tokens;
}

} // namespace

class TestLoopDetector : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneTokenOverAndOver()
    {
        LoopDetector detector;
        QCOMPARE(feed(detector, repeated({5}, 100)), std::pair(24, std::size_t{1}));
    }

    void aLineOverAndOverKeepsItsFirstRound()
    {
        LoopDetector detector;
        // 3 other tokens, then rounds of 8: three rounds make 24 tokens.
        const auto tokens = repeated({10, 11, 12, 13, 14, 15, 16, 17}, 9, {1, 2, 3});
        QCOMPARE(feed(detector, tokens), std::pair(3 + 24, std::size_t{3 + 8}));
    }

    void aLongPeriodNeedsThreeRounds()
    {
        std::vector<TokenId> round;
        for (TokenId token = 0; token < 32; ++token)
            round.push_back(token);
        LoopDetector detector;
        QCOMPARE(feed(detector, repeated(round, 5)), std::pair(96, std::size_t{32}));
    }

    void aPeriodOverTheLongestIsNoLoop()
    {
        std::vector<TokenId> round;
        for (TokenId token = 0; token < 33; ++token)
            round.push_back(token);
        LoopDetector detector;
        QCOMPARE(feed(detector, repeated(round, 8)).second, std::size_t{0});
    }

    void aShortTableIsNoLoop()
    {
        // {0, 0, 0, 0, 0, 0, 0}: fourteen tokens of period two.
        LoopDetector detector;
        QCOMPARE(feed(detector, repeated({7, 8}, 7, {1})).second, std::size_t{0});
        QVERIFY(!detector.add(9));
    }

    void almostALoopIsNone()
    {
        LoopDetector detector;
        std::vector<TokenId> tokens;
        for (TokenId i = 0; i < 20; ++i) // A[i] = i: the same but for one token a round
            tokens.insert(tokens.end(), {1, 2, 3, 100 + i});
        QCOMPARE(feed(detector, tokens).second, std::size_t{0});
    }

    void settingsDecide()
    {
        LoopDetector detector({4, 2, 6});
        QCOMPARE(feed(detector, repeated({1, 2, 3}, 5)), std::pair(6, std::size_t{3}));
    }
};

QTEST_GUILESS_MAIN(TestLoopDetector)
#include "tst_loop_detector.moc"
