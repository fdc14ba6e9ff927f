// SPDX-License-Identifier: Apache-2.0
#include "core/syntax/syntax_tree.h"

#include <QDir>
#include <QElapsedTimer>
#include <QTest>

using namespace gatewright;

Q_DECLARE_METATYPE(gatewright::Language)

class TestSyntaxError : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // `marked` has ⟦ and ⟧ around the place of each error.
    void saysWhatIsWrongAndWhere_data()
    {
        QTest::addColumn<Language>("language");
        QTest::addColumn<QString>("marked");
        QTest::addColumn<QStringList>("messages");
        const auto cpp = [](const char *name, const char *marked, const QStringList &messages) {
            QTest::newRow(name) << Language::HlsCpp << QString::fromUtf8(marked) << messages;
        };
        const auto python = [](const char *name, const char *marked, const QStringList &messages) {
            QTest::newRow(name) << Language::Qiskit << QString::fromUtf8(marked) << messages;
        };
        cpp("semicolon", "int f() {\n    int a = 3⟦⟧\n    int b = 4;\n    return a + b;\n}\n",
            {QStringLiteral("Missing ‘;’")});
        cpp("operator twice", "int f() {\n    int a = ⟦=⟧ 3;\n    return a;\n}\n",
            {QStringLiteral("Unexpected ‘=’")});
        cpp("open parenthesis",
            "int f() {\n    if ⟦(⟧a {\n        b = 1;\n    }\n    return a;\n}\n\nint g() { return 1; }\n",
            {QStringLiteral("‘(’ is never closed")});
        cpp("open brace of a loop",
            "int f() {\n    for (int i = 0; i < 4; i++) ⟦{⟧\n        x += i;\n    return a;\n}\n\nint g() { "
            "return 1; }\n",
            {QStringLiteral("‘{’ is never closed")});
        cpp("open brace of a function", "int f() ⟦{⟧ return 1; \n", {QStringLiteral("‘{’ is never closed")});
        cpp("brace too many", "int f() {\n    x += i;\n    }\n    return a;\n⟦}⟧\n\nint g() { return 1; }\n",
            {QStringLiteral("‘}’ closes nothing")});
        cpp("parenthesis too many", "int f() {\n    foo(a, b)⟦)⟧;\n    return a;\n}\n",
            {QStringLiteral("‘)’ closes nothing")});
        cpp("open string", "int f() {\n    char *s = ⟦\"abc;⟧\n    return a;\n}\n",
            {QStringLiteral("The string is never closed")});
        cpp("open parameter list", "int f⟦(⟧ { return 1; }\n int g() {return 2;}\n",
            {QStringLiteral("‘(’ is never closed")});
        cpp("open bracket", "int f() { int a⟦[⟧3 = {1,2,3}; return a[0]; }\n",
            {QStringLiteral("‘[’ is never closed")});
        cpp("stray character", "int f() { ⟦@⟧ return 2; }\n", {QStringLiteral("Unexpected ‘@’")});
        cpp("two lines", "int a = ⟦=⟧ 1;\nint b = ⟦=⟧ 2;\n",
            {QStringLiteral("Unexpected ‘=’"), QStringLiteral("Unexpected ‘=’")});
        cpp("brackets in strings and comments do not count", "// (\nconst char *a = \"({[\"; char b = '(';\n",
            {});
        cpp("pragma before a body without braces",
            "void k(int a[8]) {\n    for (int i = 0; i < 8; i++)\n#pragma HLS UNROLL\n        a[i] += "
            "1;\n}\n",
            {});
        cpp("pragma in an argument list", "int a = f(1,\n#pragma HLS INLINE\n  2);\n", {});
        cpp("pragma on two lines",
            "void k() {\n#pragma HLS INTERFACE mode=m_axi \\\n    port=a bundle=( [ {\n}\n", {});
        cpp("pragma with blanks", "void k() {\n  #  pragma HLS PIPELINE off=(\n}\n", {});
        cpp("arbitrary precision types",
            "template <int N> ap_uint<N + 1> f(ap_uint<N> a, ap_fixed<16, 8, AP_RND, AP_SAT> b, "
            "hls::stream<ap_axiu<32, 1, 1, 1> > &s)\n"
            "{\n    ap_uint<8> x = a.range(7, 0) < 3;\n    s << s.read();\n    return (a, x);\n}\n",
            {});
        python("colon", "def f(x)⟦⟧\n    return x\n", {QStringLiteral("Missing ‘:’")});
        python("colon of if", "if x⟦⟧\n    y = 3\nelse:\n    z = 4\n", {QStringLiteral("Missing ‘:’")});
        python("open call", "qc.h⟦(⟧0\nqc.cx(0, 1)\nqc.measure_all()\n",
               {QStringLiteral("‘(’ is never closed")});
        python("open list", "x = ⟦[⟧1, 2\ny = 3\n", {QStringLiteral("‘[’ is never closed")});
        python("parenthesis too many", "x = 3⟦)⟧\ny = 3\n", {QStringLiteral("‘)’ closes nothing")});
        python("open string", "s = ⟦\"abc⟧\ny = 3\n", {QStringLiteral("The string is never closed")});
        python("open docstring", "def f():\n    ⟦\"\"\"abc⟧\n    return 3\n",
               {QStringLiteral("The string is never closed")});
        python("operator twice", "x = ⟦=⟧ 3\n", {QStringLiteral("Unexpected ‘=’")});
        python("no block", "def f():⟦⟧\nreturn 3\n",
               {QStringLiteral("Missing an indented block behind ‘:’")});
        python("indented too far", "x = 3\n⟦  ⟧y = 2\n", {QStringLiteral("Unexpected indentation")});
        python("indented at the start", "⟦  ⟧x = 3\n", {QStringLiteral("Unexpected indentation")});
        python("half an expression", "x = 1\n⟦y = 1 +⟧\n",
               {QStringLiteral("Cannot make sense of ‘y = 1 +’")});
        python("fine", "def f():\n    return {\n  'a': 1\n}\n\nif f(): pass\nelse:\n  g()\n", {});
        python("semicolons", "if a:\n    x = 1; y = 2\n    z = 3\n", {});
    }

    void saysWhatIsWrongAndWhere()
    {
        QFETCH(Language, language);
        QFETCH(QString, marked);
        QFETCH(QStringList, messages);
        const std::string text = QString(marked).remove(QChar(u'⟦')).remove(QChar(u'⟧')).toStdString();
        QString shown = QString::fromStdString(text);
        QStringList said;
        std::vector<SyntaxError> errors = SyntaxTree::parse(language, text)->errors();
        for (const SyntaxError &error : errors)
            said << error.message;
        std::string marks = text;
        for (auto error = errors.rbegin(); error != errors.rend(); ++error) {
            marks.insert(error->end, "⟧");
            marks.insert(error->begin, "⟦");
        }
        QCOMPARE(said, messages);
        QCOMPARE(QString::fromStdString(marks), marked);
    }

    void wholeProgramsHaveNone()
    {
        const QDir folder(QStringLiteral(GATEWRIGHT_TEST_DATA "/syntax"));
        const QStringList names =
            folder.entryList({QStringLiteral("*.c*"), QStringLiteral("*.hpp"), QStringLiteral("*.py")});
        QVERIFY(names.size() >= 12);
        for (const QString &name : names) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            const std::string text = file.readAll().toStdString();
            for (const SyntaxError &error : SyntaxTree::parse(languageForFile(name), text)->errors())
                QFAIL(qPrintable(name + QLatin1String(": ") + error.message));
        }
    }

    void rangesStayOnOneLineAndInsideTheText()
    {
        const QDir folder(QStringLiteral(GATEWRIGHT_TEST_DATA "/syntax"));
        for (const QString &name : folder.entryList({QStringLiteral("*.cpp"), QStringLiteral("*.py")})) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            const std::string text = file.readAll().toStdString();
            for (std::size_t cut = 0; cut + 3 < text.size(); cut += 7) {
                std::string broken = text;
                broken.erase(cut, 3);
                for (const SyntaxError &error : SyntaxTree::parse(languageForFile(name), broken)->errors()) {
                    QVERIFY(error.begin <= error.end && error.end <= broken.size());
                    QVERIFY(broken.substr(error.begin, error.end - error.begin).find('\n') ==
                            std::string::npos);
                    QVERIFY(!error.message.isEmpty());
                }
            }
        }
    }

    void theNumberIsLimited()
    {
        std::string text;
        for (int i = 0; i < 500; ++i)
            text += "int a = = 1;\n";
        const SyntaxTree tree = std::move(SyntaxTree::parse(Language::HlsCpp, text).value());
        QCOMPARE(tree.errors(7).size(), std::size_t(7));
        QCOMPARE(tree.errors().size(), std::size_t(200));
    }

    void garbageTakesBoundedTime_data()
    {
        QTest::addColumn<QByteArray>("unit");
        for (const char *unit : {"(", ")", "{", "}\n", "\"", "'", "/*", "@ ", "x ", "((]", "a;", "\xFF",
                                 "def f(", "if x\n", "\\", "#"})
            QTest::newRow(unit) << QByteArray(unit);
        QTest::newRow("nul") << QByteArray("\0", 1);
    }

    void garbageTakesBoundedTime()
    {
        QFETCH(QByteArray, unit);
        const std::string text = unit.repeated(5000).toStdString();
        for (const Language language : {Language::HlsCpp, Language::Qiskit}) {
            QElapsedTimer timer;
            timer.start();
            if (const Result<SyntaxTree> tree = SyntaxTree::parse(language, text))
                (void)tree->errors();
            else
                QCOMPARE(tree.error().code, ErrorCode::LimitExceeded);
            QVERIFY2(timer.elapsed() < 20000, qPrintable(QString::number(timer.elapsed())));
        }
    }
};

QTEST_GUILESS_MAIN(TestSyntaxError)
#include "tst_syntax_error.moc"
