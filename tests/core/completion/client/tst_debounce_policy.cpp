// SPDX-License-Identifier: Apache-2.0
#include "client_test_support.h"
#include "core/completion/client/debounce_policy.h"

#include <QTest>

using namespace gatewright;
using namespace gatewright::completion;
using namespace std::chrono_literals;

class TestDebouncePolicy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void manualNeverAsks()
    {
        DebouncePolicy policy;
        policy.setMode(DebounceMode::Manual, 0ms);
        QVERIFY(!policy.delay(placeIn("a|")));
    }
    void fixedIsFixed()
    {
        DebouncePolicy policy;
        policy.setMode(DebounceMode::Fixed, 333ms);
        policy.answerCame(1000ms);
        QCOMPARE(policy.delay(placeIn("a|")).value(), 333ms);
    }
    void adaptiveIsShorterWhereASuggestionFits()
    {
        const DebouncePolicy policy;
        const auto inWord = policy.delay(placeIn("ab|cd\n")).value();
        const auto atLineEnd = policy.delay(placeIn("ab|\nx")).value();
        const auto afterBracket = policy.delay(placeIn("ab(|\nx")).value();
        const auto atDocumentEnd = policy.delay(placeIn("ab(|")).value();
        QCOMPARE(inWord, 600ms);
        QVERIFY(inWord > atLineEnd && atLineEnd > afterBracket && afterBracket > atDocumentEnd);
        QCOMPARE(atDocumentEnd, 300ms);
    }
    void adaptiveFollowsTheUsersRhythm()
    {
        DebouncePolicy policy;
        auto now = std::chrono::steady_clock::time_point(1h);
        for (int key = 0; key < 30; ++key)
            policy.keyTyped(now += 100ms);
        QCOMPARE(policy.delay(placeIn("ab(|")).value(), 150ms);
        // Pauses for thought do not count.
        for (int key = 0; key < 200; ++key)
            policy.keyTyped(now += 5s);
        QCOMPARE(policy.delay(placeIn("ab(|")).value(), 150ms);
    }
    void timeOfTheEngineIsTakenOff()
    {
        DebouncePolicy policy;
        policy.answerCame(120ms);
        QCOMPARE(policy.delay(placeIn("ab(|")).value(), 180ms);
        for (int answer = 0; answer < 40; ++answer)
            policy.answerCame(5s);
        QCOMPARE(policy.delay(placeIn("ab(|")).value(), 100ms);
    }
};

QTEST_GUILESS_MAIN(TestDebouncePolicy)
#include "tst_debounce_policy.moc"
