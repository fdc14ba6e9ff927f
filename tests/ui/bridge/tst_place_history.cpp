// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/line_shift.h"
#include "ui/bridge/place_history.h"

#include <QTest>

using namespace gatewright;

class TestPlaceHistory : public QObject
{
    Q_OBJECT

private:
    static VisitedPlace at(const char *file, int line)
    {
        return {static_cast<int>(qHash(QByteArray(file)) % 1'000), QString::fromLatin1(file), {line, 1}};
    }

    static DocumentEdit edit(Position begin, Position end, const char *text)
    {
        DocumentEdit made;
        made.range = {begin, end};
        made.edit.text = text;
        return made;
    }

private Q_SLOTS:
    void backAndForwardGoTheSameWay()
    {
        PlaceHistory history;
        QVERIFY(!history.canGoBack());
        history.leave(at("a", 1));
        history.leave(at("b", 50));
        QCOMPARE(history.back(at("c", 7)), at("b", 50));
        QCOMPARE(history.back(at("b", 50)), at("a", 1));
        QVERIFY(!history.back(at("a", 1)));
        QCOMPARE(history.forward(at("a", 1)), at("b", 50));
        QCOMPARE(history.forward(at("b", 50)), at("c", 7));
        QVERIFY(!history.canGoForward());
    }

    void aJumpForgetsWhatLayAhead()
    {
        PlaceHistory history;
        history.leave(at("a", 1));
        QVERIFY(history.back(at("b", 1)));
        history.leave(at("a", 1));
        QVERIFY(!history.canGoForward());
        QCOMPARE(history.back(at("d", 1)), at("a", 1));
    }

    void nearPlacesAreOne()
    {
        PlaceHistory history;
        history.leave(at("a", 100));
        history.leave(at("a", 103));
        QCOMPARE(history.back(at("a", 200)), at("a", 103));
        QVERIFY(!history.canGoBack());
        // Where one stands already is no way back.
        history.leave(at("b", 5));
        history.leave(at("a", 20));
        QCOMPARE(history.back(at("a", 22)), at("b", 5));
    }

    void theLengthIsLimited()
    {
        PlaceHistory history;
        for (int place = 0; place < 500; ++place)
            history.leave(at("a", place * 100));
        std::size_t steps = 0;
        VisitedPlace now = at("z", 1);
        while (const auto place = history.back(now)) {
            now = *place;
            ++steps;
        }
        QCOMPARE(steps, PlaceHistory::mostPlaces);
    }

    void placesGoAlongWithTheText()
    {
        PlaceHistory history;
        const VisitedPlace place = at("a", 20);
        history.leave(place);
        history.shift(place.document, [](int line) { return line + 5; });
        history.shift(place.document + 1, [](int line) { return line + 1'000; });
        QCOMPARE(history.back(at("b", 1))->place.line, 25);
    }

    void untitledDocumentsAreForgotten()
    {
        PlaceHistory history;
        history.leave({7, {}, {1, 1}});
        history.leave(at("a", 1));
        history.forget(7);
        QCOMPARE(history.back(at("b", 1)), at("a", 1));
        QVERIFY(!history.canGoBack());
    }

    void linesAreShifted_data()
    {
        QTest::addColumn<DocumentEdit>("change");
        QTest::addColumn<int>("before");
        QTest::addColumn<int>("after");
        QTest::newRow("typing in the line") << edit({5, 3}, {5, 3}, "x") << 5 << 5;
        QTest::newRow("enter at its end") << edit({5, 9}, {5, 9}, "\n") << 5 << 5;
        QTest::newRow("enter at its start") << edit({5, 0}, {5, 0}, "\n") << 5 << 6;
        QTest::newRow("lines put in above") << edit({2, 4}, {2, 4}, "a\nb\n") << 5 << 7;
        QTest::newRow("lines taken away above") << edit({1, 0}, {3, 0}, "") << 5 << 3;
        QTest::newRow("lines taken away below") << edit({6, 0}, {8, 0}, "") << 5 << 5;
        QTest::newRow("itself taken away") << edit({4, 0}, {7, 0}, "") << 5 << 4;
        QTest::newRow("joined to the line above") << edit({4, 9}, {5, 0}, "") << 5 << 4;
        QTest::newRow("replaced with others") << edit({3, 0}, {5, 0}, "a\n") << 5 << 4;
    }
    void linesAreShifted()
    {
        QFETCH(DocumentEdit, change);
        QFETCH(int, before);
        QTEST(shiftedLine(before, change), "after");
    }
};

QTEST_APPLESS_MAIN(TestPlaceHistory)
#include "tst_place_history.moc"
