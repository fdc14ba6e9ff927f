// SPDX-License-Identifier: Apache-2.0
#include "core/completion/serve/indentation.h"

#include <QTest>

using namespace gatewright::completion;

class TestIndentation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lineEnds()
    {
        QCOMPARE(lineEndOf("a\r\nb\r\n"), LineEnd::Windows);
        QCOMPARE(lineEndOf("a\nb\r\nc\n"), LineEnd::Unix);
        QCOMPARE(lineEndOf("a"), LineEnd::Unix);
        QCOMPARE(withLineEnds("a\nb", LineEnd::Windows), std::string("a\r\nb"));
        QCOMPARE(withLineEnds("a\nb", LineEnd::Unix), std::string("a\nb"));
    }
    void styleOfAText()
    {
        QCOMPARE(indentationStyleOf("a\n\tb\n\tc\n  d\n"), IndentationStyle::Tabs);
        QCOMPARE(indentationStyleOf("a\n  b\n"), IndentationStyle::Spaces);
        QCOMPARE(indentationStyleOf(""), IndentationStyle::Spaces);
    }
    void rewriting()
    {
        QCOMPARE(withIndentation("a\n        b\n      c", IndentationStyle::Tabs),
                 std::string("a\n\t\tb\n\t  c"));
        QCOMPARE(withIndentation("a\n\tb", IndentationStyle::Spaces), std::string("a\n    b"));
        QCOMPARE(withIndentation("  a\n", IndentationStyle::Tabs), std::string("  a\n"));
    }
};

QTEST_GUILESS_MAIN(TestIndentation)
#include "tst_indentation.moc"
