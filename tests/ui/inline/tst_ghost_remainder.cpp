// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inline/ghost_remainder.h"

#include <QTest>

using namespace gatewright;

namespace {

QByteArray bytes(std::string_view text)
{
    return {text.data(), static_cast<qsizetype>(text.size())};
}

} // namespace

class GhostRemainderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void typing_data();
    void typing();
    void wrongTypingChangesNothing();
    void units_data();
    void units();
    void wordsTakenOneByOneGiveTheText_data();
    void wordsTakenOneByOneGiveTheText();
    void lineBreaks_data();
    void lineBreaks();
    void linesAreSplit();
    void lineEndsOfTheDocument();
};

void GhostRemainderTest::typing_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("typed");
    QTest::addColumn<QByteArray>("left");
    QTest::newRow("one character") << QByteArray("abc") << QByteArray("a") << QByteArray("bc");
    QTest::newRow("all") << QByteArray("abc") << QByteArray("abc") << QByteArray();
    QTest::newRow("LF") << QByteArray("a\n  b") << QByteArray("a\n") << QByteArray("  b");
    QTest::newRow("CR LF as LF") << QByteArray("a\nb") << QByteArray("a\r\n") << QByteArray("b");
    QTest::newRow("CR as LF") << QByteArray("a\nb") << QByteArray("a\rb") << QByteArray();
    QTest::newRow("ghost with CR LF") << QByteArray("a\r\nb") << QByteArray("a\n") << QByteArray("b");
    QTest::newRow("beyond ASCII") << QByteArray("äöü") << QByteArray("ä") << QByteArray("öü");
    QTest::newRow("tab") << QByteArray("\tx") << QByteArray("\t") << QByteArray("x");
}

void GhostRemainderTest::typing()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, typed);
    QFETCH(QByteArray, left);
    GhostRemainder remainder(text.toStdString());
    QVERIFY(remainder.take(typed.toStdString()));
    QCOMPARE(bytes(remainder.text()), left);
    QCOMPARE(remainder.isEmpty(), left.isEmpty());
}

void GhostRemainderTest::wrongTypingChangesNothing()
{
    GhostRemainder remainder("abc");
    QVERIFY(!remainder.take("b"));
    QVERIFY(!remainder.take("abcd"));
    QVERIFY(!remainder.take(""));
    QVERIFY(!remainder.take("A"));
    QCOMPARE(bytes(remainder.text()), QByteArray("abc"));
    QVERIFY(!GhostRemainder().take("x"));
    QVERIFY(GhostRemainder().isEmpty());
}

void GhostRemainderTest::units_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("word");
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("plain") << QByteArray("foo bar\nbaz") << QByteArray("foo") << QByteArray("foo bar");
    QTest::newRow("blank first") << QByteArray(" bar baz") << QByteArray(" bar") << QByteArray(" bar baz");
    QTest::newRow("line end first") << QByteArray("\n    a b\nc") << QByteArray("\n    ")
                                    << QByteArray("\n    a b");
    QTest::newRow("one line") << QByteArray("x") << QByteArray("x") << QByteArray("x");
    QTest::newRow("bracket") << QByteArray("(a)") << QByteArray("(") << QByteArray("(a)");
    QTest::newRow("operator") << QByteArray("+= 1") << QByteArray("+=") << QByteArray("+= 1");
    QTest::newRow("beyond ASCII") << QByteArray("größe = 1") << QByteArray("größe")
                                  << QByteArray("größe = 1");
}

void GhostRemainderTest::units()
{
    QFETCH(QByteArray, text);
    const GhostRemainder remainder(text.toStdString());
    QCOMPARE(bytes(remainder.next(AcceptUnit::All)), text);
    QTEST(bytes(remainder.next(AcceptUnit::Word)), "word");
    QTEST(bytes(remainder.next(AcceptUnit::Line)), "line");
}

void GhostRemainderTest::wordsTakenOneByOneGiveTheText_data()
{
    QTest::addColumn<int>("unit");
    QTest::newRow("word") << static_cast<int>(AcceptUnit::Word);
    QTest::newRow("line") << static_cast<int>(AcceptUnit::Line);
}

void GhostRemainderTest::wordsTakenOneByOneGiveTheText()
{
    QFETCH(int, unit);
    const std::string text = "for (int i = 0; i < N; ++i) {\n\tsum += a[i];\n}\n\n// größer\n";
    GhostRemainder remainder(text);
    std::string taken;
    for (int steps = 0; !remainder.isEmpty(); ++steps) {
        QVERIFY2(steps < 100, "an acceptance takes nothing");
        const std::string next(remainder.next(static_cast<AcceptUnit>(unit)));
        QVERIFY(!next.empty());
        taken += next;
        QVERIFY(remainder.take(next));
    }
    QCOMPARE(bytes(taken), bytes(text));
}

void GhostRemainderTest::lineBreaks_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("lineBreak");
    QTest::newRow("none") << QByteArray("a\nb") << QByteArray();
    QTest::newRow("with blanks") << QByteArray("\n \t b") << QByteArray("\n \t ");
    QTest::newRow("without") << QByteArray("\nb") << QByteArray("\n");
    QTest::newRow("at the end") << QByteArray("\n   ") << QByteArray("\n   ");
    QTest::newRow("two") << QByteArray("\n\n  b") << QByteArray("\n");
    QTest::newRow("empty") << QByteArray() << QByteArray();
}

void GhostRemainderTest::lineBreaks()
{
    QFETCH(QByteArray, text);
    QTEST(bytes(GhostRemainder(text.toStdString()).nextLineBreak()), "lineBreak");
}

void GhostRemainderTest::linesAreSplit()
{
    using Lines = std::vector<std::string_view>;
    QVERIFY((GhostRemainder("a\nb").lines() == Lines{"a", "b"}));
    QVERIFY((GhostRemainder("a\n").lines() == Lines{"a", ""}));
    QVERIFY((GhostRemainder("\n\n").lines() == Lines{"", "", ""}));
    QVERIFY((GhostRemainder("").lines() == Lines{""}));
}

void GhostRemainderTest::lineEndsOfTheDocument()
{
    QCOMPARE(bytes(withLineEnds("a\nb\n", "\r\n")), QByteArray("a\r\nb\r\n"));
    QCOMPARE(bytes(withLineEnds("a\nb", "\n")), QByteArray("a\nb"));
    QCOMPARE(bytes(withLineEnds("", "\r\n")), QByteArray());
}

QTEST_GUILESS_MAIN(GhostRemainderTest)
#include "tst_ghost_remainder.moc"
