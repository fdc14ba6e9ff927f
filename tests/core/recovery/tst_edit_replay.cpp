// SPDX-License-Identifier: Apache-2.0
#include "core/recovery/edit_replay.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTest>

using namespace gatewright;
using recovery::coalesced;
using recovery::replay;

class TestEditReplay : public QObject
{
    Q_OBJECT

private:
    static std::vector<TextEdit> randomEdits(QRandomGenerator &random, std::size_t size, int count)
    {
        std::vector<TextEdit> edits;
        for (int index = 0; index < count; ++index) {
            const std::size_t begin = random.bounded(static_cast<quint32>(size + 1));
            const std::size_t end =
                begin + random.bounded(static_cast<quint32>(std::min<std::size_t>(size - begin, 9) + 1));
            const std::string text(random.bounded(12U), static_cast<char>('a' + random.bounded(26)));
            edits.push_back({begin, end, text});
            size = size - (end - begin) + text.size();
        }
        return edits;
    }

private Q_SLOTS:
    void givesTheSameAsOneEditAfterTheOther()
    {
        QRandomGenerator random(7);
        for (int round = 0; round < 200; ++round) {
            const std::string text(random.bounded(200U), 'x');
            const std::vector<TextEdit> edits = randomEdits(random, text.size(), 60);
            const Result<std::string> wanted = textAfter(text, edits);
            QVERIFY(wanted);
            const recovery::Replayed replayed = replay(text, edits);
            QCOMPARE(replayed.applied, edits.size());
            QCOMPARE(replayed.text, *wanted);
            QCOMPARE(replay(text, coalesced(edits)).text, *wanted);
        }
    }

    void stopsAtAnEditThatDoesNotFit()
    {
        const std::vector<TextEdit> edits{{0, 0, "ab"}, {1, 9, "x"}, {0, 0, "y"}};
        const recovery::Replayed replayed = replay("c", edits);
        QCOMPARE(replayed.applied, std::size_t(1));
        QCOMPARE(replayed.text, std::string("abc"));
        QCOMPARE(replay("c", std::vector<TextEdit>{{1, 0, "x"}}).applied, std::size_t(0));
    }

    void typingBecomesOneEditALine()
    {
        std::vector<TextEdit> edits;
        const std::string typed = "int a;\nint b;";
        for (std::size_t at = 0; at < typed.size(); ++at)
            edits.push_back({5 + at, 5 + at, typed.substr(at, 1)});
        edits.push_back({17, 18, ""});
        edits.push_back({16, 17, ""});
        const std::vector<TextEdit> joined = coalesced(edits);
        QCOMPARE(joined, (std::vector<TextEdit>{{5, 5, "int a;\n"}, {12, 12, "int b;"}, {16, 18, ""}}));
    }

    void manySmallEditsOfALargeTextAreQuick()
    {
        const std::string text(40'000'000, 'x');
        std::vector<TextEdit> edits;
        for (std::size_t at = 0; at < 20'000; ++at)
            edits.push_back({20'000'000 + at, 20'000'000 + at, "y"});
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(replay(text, edits).text.size(), text.size() + edits.size());
        // A copy for each edit would take minutes.
        QVERIFY(timer.elapsed() < 5'000);
    }
};

QTEST_GUILESS_MAIN(TestEditReplay)
#include "tst_edit_replay.moc"
