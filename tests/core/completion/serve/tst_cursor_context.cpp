// SPDX-License-Identifier: Apache-2.0
#include "marked_text.h"

#include <QTest>

using namespace gatewright;
using namespace gatewright::completion;

Q_DECLARE_METATYPE(gatewright::Language)
Q_DECLARE_METATYPE(gatewright::completion::Shape)

class TestCursorContext : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shape_data()
    {
        QTest::addColumn<Language>("language");
        QTest::addColumn<QByteArray>("marked");
        QTest::addColumn<Shape>("expected");
        const Language cpp = Language::HlsCpp;
        const Language python = Language::Qiskit;
        QTest::newRow("end of a statement") << cpp << QByteArray("int a = |\n") << Shape::Line;
        QTest::newRow("empty file") << cpp << QByteArray("|") << Shape::Block;
        QTest::newRow("empty line") << cpp << QByteArray("{\n    |\n}\n") << Shape::Block;
        QTest::newRow("opened block") << cpp << QByteArray("void f() {|\n}\n") << Shape::Block;
        QTest::newRow("opened python block") << python << QByteArray("def f():|\n") << Shape::Block;
        QTest::newRow("colon in C++") << cpp << QByteArray("LOOP:|\n") << Shape::Line;
        QTest::newRow("bracket to the right") << cpp << QByteArray("f(|);\n") << Shape::SingleLine;
        QTest::newRow("text to the right") << python << QByteArray("x = | + 1\n") << Shape::SingleLine;
        QTest::newRow("blanks to the right") << python << QByteArray("x = |   \n") << Shape::Line;
        QTest::newRow("line comment") << cpp << QByteArray("// multiply |\n") << Shape::SingleLine;
        QTest::newRow("comment behind code") << python << QByteArray("x = 1  # the |\n") << Shape::SingleLine;
        QTest::newRow("pragma") << cpp << QByteArray("#pragma HLS |\n") << Shape::SingleLine;
        QTest::newRow("string") << cpp << QByteArray("puts(\"he|\n") << Shape::SingleLine;
        QTest::newRow("docstring") << python << QByteArray("\"\"\"Makes |\n") << Shape::SingleLine;
    }
    void shape()
    {
        QFETCH(Language, language);
        QFETCH(QByteArray, marked);
        const MarkedText text(language, marked.toStdString());
        QTEST(text.context.shape, "expected");
    }

    void partsOfTheLine()
    {
        const MarkedText text(Language::HlsCpp, "a;\n  foo(|x);\nb;\n");
        QCOMPARE(QByteArray::fromStdString(std::string(text.context.linePrefix)), QByteArray("  foo("));
        QCOMPARE(QByteArray::fromStdString(std::string(text.context.lineSuffix)), QByteArray("x);"));
        QCOMPARE(QByteArray::fromStdString(std::string(text.context.following)), QByteArray("b;\n"));
        QCOMPARE(text.context.indentation, 2);
        QVERIFY(text.context.isMidLine());
    }

    void lastLineWithoutLineEnd()
    {
        const MarkedText text(Language::Qiskit, "x = 1\ny|");
        QVERIFY(text.context.following.empty());
        QVERIFY(text.context.lineSuffix.empty());
        QVERIFY(!text.context.isMidLine());
    }

    void tabsCountToTheNextStop()
    {
        QCOMPARE(indentationOf("\t\tx"), 8);
        QCOMPARE(indentationOf("  \tx"), 4);
        QCOMPARE(indentationOf("x"), 0);
        QCOMPARE(indentationOf("   "), 3);
    }

    void lineEndsBecomeUnix() { QCOMPARE(withUnixLineEnds("a\r\nb\rc\n\r"), std::string("a\nb\nc\n\n")); }

    void longTextIsScannedFromALineStart()
    {
        // A quote far above must not turn the rest of a large file into a string.
        std::string large = "char quote = \"";
        for (int line = 0; line < 20000; ++line)
            large += "a = b;\n";
        const CursorContext context = cursorContext(Language::HlsCpp, large, large.size());
        QCOMPARE(context.state, CodeState::Code);
    }
};

QTEST_GUILESS_MAIN(TestCursorContext)
#include "tst_cursor_context.moc"
