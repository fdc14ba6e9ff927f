// SPDX-License-Identifier: Apache-2.0
#include "core/syntax/insertion_check.h"
#include "tests/support/result_test.h"

#include <QTest>

using namespace gatewright;

Q_DECLARE_METATYPE(gatewright::Language)

class TestInsertionCheck : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void judges_data()
    {
        QTest::addColumn<Language>("language");
        QTest::addColumn<QByteArray>("prefix");
        QTest::addColumn<QByteArray>("insertion");
        QTest::addColumn<bool>("passes");
        const auto cpp = [](const char *name, const char *prefix, const char *insertion, bool passes) {
            QTest::newRow(name) << Language::HlsCpp << QByteArray(prefix) << QByteArray(insertion) << passes;
        };
        const auto python = [](const char *name, const char *prefix, const char *insertion, bool passes) {
            QTest::newRow(name) << Language::Qiskit << QByteArray(prefix) << QByteArray(insertion) << passes;
        };
        cpp("nothing", "int f() {", "", true);
        cpp("blank", "int f() {", "\n    ", true);
        cpp("whole statement", "int f() {\n", "    int a = 3;\n", true);
        cpp("unfinished statement", "int f() {\n", "    int a = ", true);
        cpp("unfinished call", "int f() {\n", "    g(a, b[i", true);
        cpp("unfinished loop", "int f() {\n", "    for (int i = 0; i <", true);
        cpp("closes the function", "int f() {\n", "    return 1;\n}\n", true);
        cpp("one brace too many", "int f() {\n", "    return 1;\n}\n}\nint g;", false);
        cpp("one brace too many at the end", "int f() {\n", "    return 1;\n}\n}", false);
        cpp("double operator", "int f() {\n", "    int a = = 3;\n", false);
        cpp("wrong closing bracket", "int f() {\n", "    g(a];\n", false);
        cpp("wrong closing bracket at the end", "int f() {\n", "    g(a]", false);
        cpp("missing semicolon", "int f() {\n", "    int a = 3\n    int b = 4;\n", false);
        cpp("stray character", "int f() {\n", "    @ x;\n", false);
        cpp("inside a word", "int f() {\n    ret", "urn 1;\n", true);
        cpp("ends inside a keyword", "int f() {\n    if (a) { b(); } ", "els", true);
        cpp("ends inside an operator", "int f() {\n    p", "-", true);
        cpp("ends inside a string", "int f() {\n", "    puts(\"abc", true);
        cpp("ends inside a comment", "int f() {\n", "    /* why", true);
        cpp("ends inside a line comment", "int f() {\n", "    // why", true);
        cpp("ends inside a number", "int f() {\n", "    int a = 0x", true);
        cpp("pragma", "void f() {\n", "#pragma HLS PIPELINE II=1\n", true);
        cpp("half a pragma", "void f() {\n", "#pragma HLS PIP", true);
        cpp("pragma before a body without braces", "void f() {\n    for (;;)\n",
            "#pragma HLS UNROLL\n    a[i] += 1;\n", true);
        cpp("template", "void f() {\n",
            "    hls::stream<ap_axiu<32, 1, 1, 1>> s; ap_uint<8> x = a.range(7, 0);\n", true);
        cpp("the prefix's own error does not count", "int a = = 3;\nint f() {\n", "    return 1;\n", true);
        cpp("the prefix's own error hides nothing", "int a = = 3;\nint f() {\n", "    return 1 +;\n", false);
        cpp("function in a function", "void f() {\n    if (a) {\n        b();\n    ", "void g(int x) {",
            false);
        cpp("method in a function", "void A::f() {\n    ", "void A::g() const {", false);
        cpp("template in a function", "void f() {\n    ", "template <int n> void g();", false);
        cpp("namespace in a function", "void f() {\n    ", "namespace a {", false);
        cpp("access in a function", "struct A { void f() {\n    ", "public: int x;", false);
        cpp("lambda in a function", "void f() {\n    ", "auto g = [&](int x) mutable -> int { h(); };", true);
        cpp("class in a function", "void f() {\n    ", "struct A { void g() const { h(); } } a;", true);
        cpp("loop macro in a function", "void f() {\n    ", "FOR_EACH(x, y) { h(); }", true);
        cpp("loop outside of a function", "int f();\n", "for (int i = 0; i < 3; ++i) g();", false);
        cpp("return outside of a function", "int f() { } ", "return 1;", false);
        cpp("assignment outside of a function", "int x;\n", "x = 3;", false);
        cpp("definition outside of a function", "struct A { static int x; };\n", "int A::x = 3;", true);
        cpp("macro outside of a function", "int x;\n", "PYBIND11_MODULE(a, m) { m = 3; }", true);
        cpp("case without switch", "void f() {\n    ", "case 1: g();", false);
        cpp("case in a loop in a switch", "void f() { switch (a) { case 0: for (;;) {\n", "case 1: g();",
            true);
        cpp("statement in a list", "int f() {\n    ", "int a[] = {1, 2; b();", false);
        cpp("body in the parameters", "int ", "main( { int a; a = 3;", false);
        cpp("semicolon in a call", "void f() {\n    ", "std::vector<int> a(g(b; c", false);
        cpp("no comma in a call", "void f() {\n    ", "run<4, 2>(in out, 3);", false);
        cpp("no comma between parameters' words", "", "void f(stream stream<int> &in", false);
        cpp("pointer to a member as parameter", "", "void f(int A::*member", true);
        cpp("subscript doubled", "void f() {\n    ", "a = b[[i + 1", false);
        cpp("attribute", "void f() {\n    ", "[[maybe_unused]] int a = 1;", true);
        cpp("attribute of a class", "", "class [[nodiscard]] A { public: int x; };", true);
        cpp("variable of type void", "", "void a; int b;", false);
        cpp("branches of #if share their brackets",
            "void f() {\n#if A\n    if (a) {\n#else\n    if (b) {\n#endif\n",
            "    }\n}\nint g() { return 1; }\n", true);
        cpp("comment in a #define", "", "#define A 1 /* more\n of it", true);
        cpp("the prefix's other dialect", "x = 3;\nint y;\n", "y = 4;", true);
        cpp("empty prefix", "", "#include <ap_int.h>\n", true);
        cpp("not code at all", "", "Here is the code you asked for:\n", false);

        python("whole statement", "def f():\n", "    return 1\n", true);
        python("unfinished call", "qc = QuantumCircuit(2)\n", "qc.cx(0, ", true);
        python("unfinished condition", "for i in range(3):\n", "    if i", true);
        python("header without colon", "", "def f(x)\n    return x\n", false);
        python("double operator", "x = 1\n", "y = = 2\n", false);
        python("wrong closing bracket", "x = 1\n", "y = f(1]", false);
        python("statement after operator", "x = 1\n", "y = 2 +\nz = 3", false);
        python("ends inside a string", "x = 1\n", "y = 'abc", true);
        python("ends inside a docstring", "def f():\n", "    \"\"\"Makes a\n    Bell pair", true);
        python("ends inside a keyword", "x = [a for a in b ", "i", true);
        python("ends inside is", "x = a ", "i", true);
        python("two names", "x = ", "a b", false);
        python("decorator", "", "@pytest.fixture\n", true);
    }

    void judges()
    {
        QFETCH(Language, language);
        QFETCH(QByteArray, prefix);
        QFETCH(QByteArray, insertion);
        QFETCH(bool, passes);
        QCOMPARE(insertionParses(language, prefix.toStdString(), insertion.toStdString()), passes);
    }

    void plainTextAlwaysPasses() { QVERIFY(insertionParses(Language::PlainText, "((", "]]")); }

    void textPastTheLimitPasses()
    {
        QVERIFY(insertionParses(Language::HlsCpp, std::string(InsertionCheck::maximumBytes, ' '), "]"));
    }

    void oneObjectFollowsTheTyping()
    {
        InsertionCheck check(Language::HlsCpp);
        const std::string text =
            "void fir(int x[8], int y[8]) {\n    for (int i = 0; i < 8; i++) {\n#pragma HLS PIPELINE\n"
            "        y[i] = x[i] * 3;\n    }\n}\n";
        for (std::size_t at = 0; at < text.size(); ++at) {
            const std::string_view prefix = std::string_view(text).substr(0, at);
            const Result<bool> rest = check.parses(prefix, std::string_view(text).substr(at));
            GW_VERIFY_RESULT(rest);
            QVERIFY2(*rest, qPrintable(QString::number(at)));
            const Result<bool> bad = check.parses(prefix, "\n]) }} ;;) x\n");
            GW_VERIFY_RESULT(bad);
            QCOMPARE(*bad, insertionParses(Language::HlsCpp, prefix, "\n]) }} ;;) x\n"));
        }
    }

    void stops()
    {
        std::stop_source stop;
        stop.request_stop();
        std::string text;
        for (int i = 0; i < 20000; ++i)
            text += "int a" + std::to_string(i) + " = (1 + 2);\n";
        InsertionCheck check(Language::HlsCpp);
        GW_VERIFY_ERROR(check.parses(text, "int b;", stop.get_token()), ErrorCode::Cancelled);
        GW_VERIFY_RESULT(check.parses("int a;\n", "int b;"));
    }

    void depthCostsNoMemory()
    {
        std::string text;
        for (int i = 0; i < 20000; ++i)
            text += "{\n#if A\n";
        InsertionCheck check(Language::HlsCpp);
        GW_VERIFY_RESULT(check.parses(text, "int a;\n#define A /* b */"));
    }

    void bytesThatAreNoTextDoNoHarm()
    {
        InsertionCheck check(Language::Qiskit);
        GW_VERIFY_RESULT(check.parses("x = '\xFF\xFE'\n", std::string_view("\0\0\x80(", 4)));
        GW_VERIFY_RESULT(check.parses("", "\xE2\x82"));
    }
};

QTEST_GUILESS_MAIN(TestInsertionCheck)
#include "tst_insertion_check.moc"
