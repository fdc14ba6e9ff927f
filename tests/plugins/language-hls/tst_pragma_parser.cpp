// SPDX-License-Identifier: Apache-2.0
#include "plugins/language-hls/core/pragma/pragma_parser.h"
#include "plugins/language-hls/core/pragma/source_scanner.h"
#include "plugins/language-hls/core/pragma/words.h"
#include "tests/plugins/language-hls/kernel_text.h"

#include <QElapsedTimer>
#include <QTest>

using namespace gatewright::hls;

namespace {

std::string shown(const std::string &text, const PragmaLine &line)
{
    std::string result(line.name.of(text));
    for (const PragmaOption &option : line.options) {
        result += " [" + std::string(option.name.of(text));
        result += option.hasValue ? "=" + std::string(option.value.of(text)) + "]" : "]";
    }
    if (!line.unreadable.isEmpty())
        result += " ?" + std::string(line.unreadable.of(text));
    return result;
}

} // namespace

class TestPragmaParser : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lines_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("expected");
        const auto add = [](const char *name, const char *text, const char *expected) {
            QTest::newRow(name) << QByteArray(text) << QByteArray(expected);
        };
        add("plain", "#pragma HLS PIPELINE II=2 rewind\n", "PIPELINE [II=2] [rewind]");
        add("blanks", "  #  pragma  hls  unroll   factor = 4 \n", "unroll [factor=4]");
        add("other prefix", "#pragma AP dataflow", "dataflow");
        add("third prefix", "#pragma AUTOPILOT inline off", "inline [off]");
        add("not ours", "#pragma once\n#pragma GCC ivdep\n#pragma HLSX a\n", "");
        add("comment behind", "#pragma HLS pipeline II=3 // as fast as it gets", "pipeline [II=3]");
        add("comment inside", "#pragma HLS /* a */ pipeline /* b */ II=3", "pipeline [II=3]");
        add("continued", "#pragma HLS interface mode = m_axi depth = \\\n    256 port = mem",
            "interface [mode=m_axi] [depth=256] [port=mem]");
        add("continued with CR LF", "#pragma HLS interface \\\r\n m_axi port=a\r\n",
            "interface [m_axi] [port=a]");
        add("expression", "#pragma HLS loop_tripcount min = A* B max = C / (D * E)",
            "loop_tripcount [min=A* B] [max=C / (D * E)]");
        add("list", "#pragma HLS alias ports=a, b distance=0", "alias [ports=a, b] [distance=0]");
        add("member", "#pragma HLS bind_storage variable=ts.a[0] type=ram_2p",
            "bind_storage [variable=ts.a[0]] [type=ram_2p]");
        add("condition", "#pragma HLS if (OPT==1) unroll factor=2", "unroll [factor=2]");
        add("in a comment", "/* #pragma HLS pipeline */ // #pragma HLS pipeline\n", "");
        add("in a string", "const char *a = \"\\\n#pragma HLS pipeline\";", "");
        add("in a raw string", "auto a = R\"x(\n#pragma HLS pipeline\n)x\";", "");
        add("behind code", "int a; #pragma HLS pipeline", "");
        add("two", "#pragma HLS pipeline\n#pragma HLS inline", "pipeline; inline");
        // Half typed.
        add("nothing but the word", "#pragma HLS", "");
        add("a value to come", "#pragma HLS unroll factor=", "unroll [factor=]");
        add("a value to come, more behind", "#pragma HLS unroll factor=\nint a;", "unroll [factor=]");
        add("an open bracket", "#pragma HLS unroll factor=(a\n#pragma HLS inline",
            "unroll [factor=(a]; inline");
        add("a backslash at the end", "#pragma HLS unroll \\", "unroll ?\\");
        add("an open comment", "#pragma HLS unroll /*", "unroll");
        add("no option", "#pragma HLS unroll = 5", "unroll ?= 5");
        add("no name", "#pragma HLS = 5", " ?= 5");
    }

    void lines()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, expected);
        const std::string source = text.toStdString();
        std::string found;
        for (const PragmaLine &line : findPragmas(source, {}))
            found += (found.empty() ? "" : "; ") + shown(source, line);
        QCOMPARE(QByteArray::fromStdString(found), expected);
    }

    void inFunction_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("expected");
        const auto add = [](const char *name, const char *text, bool expected) {
            QTest::newRow(name) << QByteArray(text) << expected;
        };
        add("outside", "@", false);
        add("function", "void f() { @ }", true);
        add("after it", "void f() { } @", false);
        add("namespace", "namespace a { @ }", false);
        add("function in a namespace", "namespace a { void f() { @ } }", true);
        add("extern", "extern \"C\" { @ }", false);
        add("function in extern", "extern \"C\" { void f(int a) { @ } }", true);
        add("extern function", "extern \"C\" void f(int a) { @ }", true);
        add("class", "class A { @ };", false);
        add("method", "class A : public B { void f() const { @ } };", true);
        add("template", "template <class T, int N> void f(T (&a)[N]) { @ }", true);
        add("template method", "template <typename T> struct A { void f() { @ } };", true);
        add("struct result", "struct point f(int a) { @ }", true);
        add("struct parameter", "void f(struct point a) { @ }", true);
        add("loop", "void f() { for (int i = 0; i < 4; ++i) { @ } }", true);
        add("local struct", "void f() { struct A { int a; }; @ }", true);
        add("initializer", "int a[] = { 1, 2,\n@\n};", false);
        add("lambda", "auto f = [](int a) { @ };", true);
        add("constructor", "struct A { A() : a(1), b{2} { @ } };", true);
        add("braces of two branches", "#if X\nvoid f() {\n#else\nvoid f(int a) {\n#endif\n@\n}", true);
        add("after two branches", "#if X\nvoid f() {\n#else\nvoid f(int a) {\n#endif\n}\n@", false);
        add("a brace in a string", "const char *a = \"{\"; @", false);
        add("one brace too many", "void f() { } } @", true);
        add("one brace missing", "void f() { if (a) { @", true);
    }

    void inFunction()
    {
        QFETCH(QByteArray, text);
        QFETCH(bool, expected);
        const std::string source = text.replace("@", "\n#pragma HLS inline\n").toStdString();
        const std::vector<PragmaLine> lines = findPragmas(source, {});
        QCOMPARE(lines.size(), std::size_t{1});
        QCOMPARE(lines[0].inFunction, expected);
    }

    // Every beginning of a text is read to its end, and nothing lies outside of it.
    void anyBeginningIsRead()
    {
        const std::string text =
            "void f() {\n#pragma HLS interface m_axi port=a \\\n depth=(N + \"4\") /* x */ b=R\"(\n"
            "#pragma AP unroll factor = [ // \xC3\xA4\n'\xFF{}";
        for (std::size_t length = 0; length <= text.size(); ++length) {
            const std::string beginning = text.substr(0, length);
            for (const PragmaLine &line : findPragmas(beginning, {})) {
                QVERIFY(line.name.end <= length);
                for (const PragmaOption &option : line.options)
                    QVERIFY(option.name.end <= length && option.value.end <= length &&
                            option.value.begin <= option.value.end);
            }
        }
    }

    void twentyThousandLinesAreQuick()
    {
        const std::string text = gatewright::test::kernelText(20'000);
        QElapsedTimer clock;
        clock.start();
        QVERIFY(findPragmas(text, {}).size() > 2000);
        QVERIFY2(clock.elapsed() < 500, qPrintable(QString::number(clock.elapsed())));
    }

    void unfinishedRawStringsAreQuick()
    {
        std::string text;
        for (int i = 0; i < 300'000; ++i)
            text += "R\"\n";
        QElapsedTimer clock;
        clock.start();
        SourceScanner scanner(text);
        int count = 0;
        while (scanner.next())
            ++count;
        QCOMPARE(count, 300'000);
        QVERIFY2(clock.elapsed() < 2000, qPrintable(QString::number(clock.elapsed())));
    }

    void longRawStringDelimiters()
    {
        const std::string longest = "R\"0123456789abcdef(\";)0123456789abcdef\" x";
        SourceScanner scanner(longest);
        QCOMPARE(scanner.next()->piece.of(longest), std::string_view(longest).substr(0, longest.size() - 2));
    }

    void aTrippedTokenEndsIt()
    {
        std::stop_source stop;
        stop.request_stop();
        const std::string text = gatewright::test::kernelText(20'000);
        QVERIFY(findPragmas(text, stop.get_token()).size() < findPragmas(text, {}).size());
    }

    void nearestWords()
    {
        const std::vector<std::string> known{"pipeline", "unroll", "inline", "dataflow"};
        QCOMPARE(nearestWord("PIPELIN", known), std::string_view("pipeline"));
        QCOMPARE(nearestWord("unrol", known), std::string_view("unroll"));
        QCOMPARE(nearestWord("datalfow", known), std::string_view("dataflow"));
        QCOMPARE(nearestWord("banana", known), std::string_view());
        QCOMPARE(inCaseOf("pipeline", "PIPELIN"), std::string("PIPELINE"));
    }
};

QTEST_APPLESS_MAIN(TestPragmaParser)
#include "tst_pragma_parser.moc"
