// SPDX-License-Identifier: Apache-2.0
#include "core/text/text_document.h"
#include "core/text/utf8.h"
#include "tests/support/result_test.h"

#include <QTest>

using namespace gatewright;

class TestTextDocument : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anEditIsTheNextRevision()
    {
        TextDocument document(Language::HlsCpp, "int a;\nint b;\n", Revision{4});
        GW_VERIFY_RESULT(document.apply({4, 5, "first"}));
        QCOMPARE(document.text(), std::string("int first;\nint b;\n"));
        QCOMPARE(document.revision(), Revision{5});
        QCOMPARE(document.line(1), std::string_view("int b;"));
        QCOMPARE(document.position(11), (Position{1, 0}));
    }

    void theClientMayNumberRevisions()
    {
        TextDocument document(Language::Qiskit);
        GW_VERIFY_RESULT(document.apply({0, 0, "x"}, Revision{41}));
        QCOMPARE(document.revision(), Revision{41});
        document.setText("y = 1\n", Revision{50});
        QCOMPARE(document.revision(), Revision{50});
        document.setText("z\n");
        QCOMPARE(document.revision(), Revision{51});
        QCOMPARE(document.lineCount(), 2);
    }

    void aBadEditChangesNothing_data()
    {
        QTest::addColumn<qulonglong>("begin");
        QTest::addColumn<qulonglong>("end");
        QTest::newRow("reversed") << qulonglong(2) << qulonglong(1);
        QTest::newRow("past the end") << qulonglong(0) << qulonglong(99);
        QTest::newRow("far past") << qulonglong(99) << qulonglong(100);
        QTest::newRow("huge") << qulonglong(1) << ~qulonglong(0);
    }

    void aBadEditChangesNothing()
    {
        QFETCH(qulonglong, begin);
        QFETCH(qulonglong, end);
        TextDocument document(Language::PlainText, "abc");
        GW_VERIFY_ERROR(document.apply({begin, end, "x"}), ErrorCode::InvalidInput);
        QCOMPARE(document.text(), std::string("abc"));
        QCOMPARE(document.revision(), Revision{0});
    }

    void rangesBecomeEdits()
    {
        TextDocument document(Language::HlsCpp, "a\n\xF0\x9F\x98\x80z\n");
        QCOMPARE(document.edit({{1, 0}, {1, 2}}, "x"), (TextEdit{2, 6, "x"}));
        QCOMPARE(document.edit({{1, 2}, {0, 0}}, "x"), (TextEdit{6, 6, "x"})); // reversed
        QCOMPARE(document.edit({{9, 9}, {9, 9}}, "x"), (TextEdit{8, 8, "x"}));
    }

    void aLineIsUnderlinedWithoutItsIndentation()
    {
        const TextDocument document(Language::HlsCpp, "a\n \t\xC3\xA9 = 1;\r\n\t \nlast");
        QCOMPARE(document.lineRange(1), (Range{{1, 2}, {1, 8}}));
        QCOMPARE(document.lineRange(2), (Range{{2, 2}, {2, 2}}));
        QCOMPARE(document.lineRange(3), (Range{{3, 0}, {3, 4}}));
        QCOMPARE(document.lineRange(-1), document.lineRange(0));
        QCOMPARE(document.lineRange(4), document.lineRange(3));
        QCOMPARE(TextDocument().lineRange(7), (Range{}));
    }

    void bytesOfALineEndWithIt()
    {
        const TextDocument document(Language::HlsCpp, "a\r\nbc\n");
        QCOMPARE(document.offsetInLine(0, 0), std::size_t(0));
        QCOMPARE(document.offsetInLine(0, 9), std::size_t(1));
        QCOMPARE(document.offsetInLine(1, 1), std::size_t(4));
        QCOMPARE(document.offsetInLine(1, std::string::npos), std::size_t(5));
        QCOMPARE(document.offsetInLine(-5, 1), std::size_t(1));
        QCOMPARE(document.offsetInLine(9, 1), std::size_t(6));
    }

    void aCopyIsASnapshot()
    {
        TextDocument document(Language::Qiskit, "a\n");
        const TextDocument snapshot = document;
        GW_VERIFY_RESULT(document.apply({0, 1, "b\nc"}));
        QCOMPARE(snapshot.text(), std::string("a\n"));
        QCOMPARE(snapshot.lineCount(), 2);
        QCOMPARE(document.lineCount(), 3);
    }

    void invalidBytesAreKept()
    {
        TextDocument document(Language::HlsCpp, "a\xFF\xFE"
                                                "b\n");
        GW_VERIFY_RESULT(document.apply({3, 3, "\x80"}));
        QCOMPARE(document.text(), std::string("a\xFF\xFE\x80"
                                              "b\n"));
        QCOMPARE(document.position(4), (Position{0, 4}));
    }
};

QTEST_GUILESS_MAIN(TestTextDocument)
#include "tst_text_document.moc"
