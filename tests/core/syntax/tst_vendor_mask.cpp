// SPDX-License-Identifier: Apache-2.0
#include "core/syntax/syntax_tree.h"
#include "core/syntax/vendor_mask.h"

#include <QTest>

using namespace gatewright;

class TestVendorMask : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // In `expected` a tilde stands for each character that goes.
    void blanksOutOnlyWhatTheGrammarCannotRead_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char *name, const char *text, const char *expected) {
            QTest::newRow(name) << QByteArray(text) << QByteArray(expected);
        };
        row("pragma", "a\n#pragma HLS X\nb", "a\n~~~~~~~~~~~~~\nb");
        row("pragma with blanks", " # pragma HLS\n", " ~~~~~~~~~~~~\n");
        row("pragma on two lines", "#pragma HLS \\\r\n x\r\ny", "~~~~~~~~~~~~~\r\n~~\r\ny");
        row("pragma at the end", "#pragma", "~~~~~~~");
        row("not a pragma", "#pragmatic\n", "#pragmatic\n");
        row("not at the start", "a #pragma HLS\n", "a #pragma HLS\n");
        row("comment ends in the line", "/*\n#pragma HLS */ x\n", "/*\n~~~~~~~~~~~~*/ x\n");
        row("comment begins in the line", "#pragma HLS /* x\n y */\n", "~~~~~~~~~~~~/* x\n y */\n");
        row("include", "#include <ap_int.h>\nint a;", "~~~~~~~~~~~~~~~~~~~\nint a;");
        row("other directives", "#define A 1\n#ifdef B\n#endif", "#define A 1\n#ifdef B\n#endif");
        row("wrapper", "  DO_PRAGMA(HLS UNROLL factor=N) x", "  ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ x");
        row("operator", "_Pragma(\"HLS INLINE\") x", "~~~~~~~~~~~~~~~~~~~~~ x");
        row("wrapper being typed", "PRAGMA_HLS(UNROLL f\nx", "~~~~~~~~~~~~~~~~~~~\nx");
        row("wrapper's definition", "#define DO_PRAGMA(x) _Pragma(#x)\n",
            "#define DO_PRAGMA(x) _Pragma(#x)\n");
        row("a function of that name", "parsePRAGMA(1);", "parsePRAGMA(1);");
        row("a name without a call", "int PRAGMA = 1;", "int PRAGMA = 1;");
        row("thread local", "hls_thread_local hls::task t(f, a);", "~~~~~~~~~~~~~~~~ hls::task t(f, a);");
        row("part of a word", "my_hls_thread_local x;", "my_hls_thread_local x;");
        row("conversion", "x = typename T::value_type(y);", "x = ~~~~~~~~ T::value_type(y);");
        row("type", "typename T::value_type y;", "typename T::value_type y;");
        row("template", "template <typename T> f();", "template <typename T> f();");
        row("nothing", "", "");
    }

    void blanksOutOnlyWhatTheGrammarCannotRead()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, expected);
        const QByteArray masked = QByteArray::fromStdString(detail::withoutVendorCode(text.toStdString()));
        QCOMPARE(masked, expected.replace('~', ' '));
    }

    void realIdiomsHaveNoErrors_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("table") << QByteArray("const int table[] = {\n#include \"table.txt\"\n};\n");
        QTest::newRow("tasks") << QByteArray("void f() {\n    hls_thread_local hls::stream<int, N / 2> s1;\n"
                                             "    hls_thread_local hls::task t(g, s1);\n}\n");
        QTest::newRow("wrapper") << QByteArray(
            "void f() {\n    for (int i = 0; i < 4; i++) {\n        DO_PRAGMA(HLS UNROLL factor=N)\n"
            "        a[i] = 0;\n    }\n}\n");
        QTest::newRow("union of a system header")
            << QByteArray("struct udphdr {\n  __extension__ union {\n    struct { int uh_sport; };\n"
                          "    struct { int source; };\n  };\n};\n");
        QTest::newRow("conversion") << QByteArray(
            "template <class T> void f() { a = typename T::value_type(b[0]); }\n");
        QTest::newRow("commented out")
            << QByteArray("/*#pragma HLS resource \\\n\n #pragma HLS X */\nint a;\n");
    }

    void realIdiomsHaveNoErrors()
    {
        QFETCH(QByteArray, text);
        const auto errors = SyntaxTree::parse(Language::HlsCpp, text.toStdString())->errors();
        QVERIFY2(errors.empty(), qPrintable(errors.empty() ? QString() : errors.front().message));
    }
};

QTEST_GUILESS_MAIN(TestVendorMask)
#include "tst_vendor_mask.moc"
