// SPDX-License-Identifier: Apache-2.0
#include "core/completion/serve/neighbours.h"
#include "marked_text.h"

#include <QTest>

using namespace gatewright;
using namespace gatewright::completion;

Q_DECLARE_METATYPE(gatewright::Language)

class TestNeighbours : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lineSuffix_data()
    {
        QTest::addColumn<QByteArray>("marked");
        QTest::addColumn<QByteArray>("generated");
        QTest::addColumn<QByteArray>("kept");
        QTest::newRow("no suffix") << QByteArray("x = |\n") << QByteArray("a + b") << QByteArray("a + b");
        QTest::newRow("tail overlaps")
            << QByteArray("x = | + 1;\n") << QByteArray("a + 1;") << QByteArray("a");
        QTest::newRow("part of the suffix")
            << QByteArray("x = |b * c;\n") << QByteArray("a * b") << QByteArray("a * ");
        QTest::newRow("suffix inside the answer")
            << QByteArray("f(|, stride);\n") << QByteArray("a, stride); g();") << QByteArray("a");
        QTest::newRow("only the suffix")
            << QByteArray("x = |value;\n") << QByteArray("value;") << QByteArray("");
        QTest::newRow("brackets are counted, not compared")
            << QByteArray("f(|)\n") << QByteArray("bar(x)") << QByteArray("bar(x)");
        QTest::newRow("quote") << QByteArray("puts(\"|\");\n") << QByteArray("hello\");")
                               << QByteArray("hello");
        QTest::newRow("blank suffix") << QByteArray("x = |   \n") << QByteArray("a ") << QByteArray("a ");
    }
    void lineSuffix()
    {
        QFETCH(QByteArray, marked);
        QFETCH(QByteArray, generated);
        const MarkedText text(Language::HlsCpp, marked.toStdString());
        const std::string answer = generated.toStdString();
        QTEST(QByteArray::fromStdString(answer.substr(0, lengthBeforeLineSuffix(text.context, answer))),
              "kept");
    }

    void followingLines_data()
    {
        QTest::addColumn<QByteArray>("marked");
        QTest::addColumn<QByteArray>("generated");
        QTest::addColumn<QByteArray>("kept");
        QTest::newRow("next line repeated")
            << QByteArray("  |\n  return acc;\n}\n") << QByteArray("acc += x;\n  return acc;\n}")
            << QByteArray("acc += x;");
        QTest::newRow("blank lines between")
            << QByteArray("  |\n\n\n  return acc;\n}\n") << QByteArray("acc += x;\n  return acc;")
            << QByteArray("acc += x;");
        QTest::newRow("blanks do not matter")
            << QByteArray("  |\n  a=b;\n") << QByteArray("x;\n    a = b;") << QByteArray("x;");
        QTest::newRow("the whole answer is the next line")
            << QByteArray("  |\n  a = b;\n") << QByteArray("a = b;") << QByteArray("");
        QTest::newRow("cursor's line becomes the next line")
            << QByteArray("  a =| \n  a = b;\n") << QByteArray(" b;") << QByteArray("");
        QTest::newRow("second line from here")
            << QByteArray("  |\n  a = b;\n  c = d;\n") << QByteArray("x;\n  c = d;") << QByteArray("x;");
        QTest::newRow("far below is no repetition") << QByteArray("  |\n  a1;\n  a2;\n  a3;\n  a4;\n")
                                                    << QByteArray("x;\n  a4;") << QByteArray("x;\n  a4;");
        QTest::newRow("brackets are counted elsewhere")
            << QByteArray("  |\n}\n") << QByteArray("x;\n}") << QByteArray("x;\n}");
        QTest::newRow("end of the file")
            << QByteArray("x = |") << QByteArray("1;\ny;") << QByteArray("1;\ny;");
    }
    void followingLines()
    {
        QFETCH(QByteArray, marked);
        QFETCH(QByteArray, generated);
        const MarkedText text(Language::HlsCpp, marked.toStdString());
        const std::string answer = generated.toStdString();
        QTEST(QByteArray::fromStdString(answer.substr(0, lengthBeforeFollowingLines(text.context, answer))),
              "kept");
    }

    void surplusBracket_data()
    {
        QTest::addColumn<Language>("language");
        QTest::addColumn<QByteArray>("marked");
        QTest::addColumn<QByteArray>("generated");
        QTest::addColumn<QByteArray>("kept");
        const Language cpp = Language::HlsCpp;
        const Language python = Language::Qiskit;
        QTest::newRow("closed by the suffix")
            << cpp << QByteArray("f(|);\n") << QByteArray("a, b);") << QByteArray("a, b");
        QTest::newRow("own pair stays")
            << cpp << QByteArray("f(|);\n") << QByteArray("g(a))") << QByteArray("g(a)");
        QTest::newRow("open and not closed")
            << cpp << QByteArray("f(|\n") << QByteArray("a);") << QByteArray("a);");
        QTest::newRow("block closed below")
            << cpp << QByteArray("void f() {\n  |\n}\n") << QByteArray("a;\n}") << QByteArray("a;");
        QTest::newRow("block not closed yet")
            << cpp << QByteArray("void f() {\n  |\n") << QByteArray("a;\n}") << QByteArray("a;\n}");
        QTest::newRow("inner open, outer closed") << cpp << QByteArray("void f() {\n  for (;;) {\n    |\n}\n")
                                                  << QByteArray("a;\n  }\n}") << QByteArray("a;\n  }");
        QTest::newRow("the loop's own end is still below")
            << cpp << QByteArray("{\n  for (int i = 0; |\n    a;\n  }\n}\n") << QByteArray("i < 4; i++) {")
            << QByteArray("i < 4; i++) {");
        QTest::newRow("wrong kind") << python << QByteArray("x = [|\n") << QByteArray("1)")
                                    << QByteArray("1");
        QTest::newRow("comment has no brackets")
            << cpp << QByteArray("// smile |\n") << QByteArray(":-)") << QByteArray(":-)");
        QTest::newRow("bracket in the string that goes on")
            << python << QByteArray("print('|')\n") << QByteArray("a) b") << QByteArray("a) b");
        QTest::newRow("index") << python << QByteArray("qc.h(q[|])\n") << QByteArray("0])")
                               << QByteArray("0");
        QTest::newRow("python docstring above")
            << python << QByteArray("\"\"\"it's\"\"\"\nqc.h(|\n") << QByteArray("0)") << QByteArray("0)");
    }
    void surplusBracket()
    {
        QFETCH(Language, language);
        QFETCH(QByteArray, marked);
        QFETCH(QByteArray, generated);
        const MarkedText text(language, marked.toStdString());
        const std::string answer = generated.toStdString();
        QTEST(QByteArray::fromStdString(answer.substr(0, lengthBeforeSurplusBracket(text.context, answer))),
              "kept");
    }
};

QTEST_GUILESS_MAIN(TestNeighbours)
#include "tst_neighbours.moc"
