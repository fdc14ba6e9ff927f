// SPDX-License-Identifier: Apache-2.0
#include "core/base/random.h"
#include "core/syntax/syntax_tree.h"
#include "tests/support/result_test.h"

#include <QTest>

#include <thread>

using namespace gatewright;

namespace {

SyntaxTree parsed(Language language, std::string_view text)
{
    return std::move(SyntaxTree::parse(language, text).value());
}

QStringList outlineNames(const std::vector<OutlineItem> &items, const QString &indent = {})
{
    QStringList names;
    for (const OutlineItem &item : items) {
        names << indent + QString::fromStdString(item.name);
        names += outlineNames(item.children, indent + QLatin1Char(' '));
    }
    return names;
}

} // namespace

class TestSyntaxTree : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void plainTextIsRefused()
    {
        GW_VERIFY_ERROR(SyntaxTree::parse(Language::PlainText, "x"), ErrorCode::Unsupported);
    }

    void textPastTheLimitIsRefused()
    {
        const std::string text(SyntaxTree::maximumBytes + 1, ' ');
        GW_VERIFY_ERROR(SyntaxTree::parse(Language::HlsCpp, text), ErrorCode::LimitExceeded);
        GW_VERIFY_ERROR(parsed(Language::HlsCpp, "int a;").reparse(text), ErrorCode::LimitExceeded);
    }

    void hopelessTextIsGivenUp()
    {
        std::string text;
        for (int i = 0; i < 40000; ++i)
            text += "if x\n";
        const Result<SyntaxTree> tree = SyntaxTree::parse(Language::HlsCpp, text);
        GW_VERIFY_ERROR(tree, ErrorCode::LimitExceeded);
        QVERIFY(tree.error().message.contains(QStringLiteral("HLS C++")));
    }

    void emptyTextIsFine()
    {
        for (const Language language : {Language::HlsCpp, Language::Qiskit}) {
            const SyntaxTree tree = parsed(language, "");
            QVERIFY(!tree.hasErrors());
            QVERIFY(tree.errors().empty() && tree.folds().empty() && tree.outline().empty());
        }
    }

    void stops()
    {
        std::stop_source stop;
        stop.request_stop();
        std::string text;
        for (int i = 0; i < 2000; ++i)
            text += "int a = 1 + 2;\n";
        GW_VERIFY_ERROR(SyntaxTree::parse(Language::HlsCpp, text, stop.get_token()), ErrorCode::Cancelled);
    }

    void reparsingEqualsParsing()
    {
        RandomSource random(9);
        const std::string pieces[] = {"(",
                                      ")",
                                      "{",
                                      "}",
                                      "int a = 1;\n",
                                      "\"",
                                      "x",
                                      "\n",
                                      "#pragma HLS PIPELINE\n",
                                      "for (;;) ",
                                      "/*",
                                      "*/",
                                      "\xC3\xA9",
                                      "\x80",
                                      "#",
                                      "pragma "};
        std::string text = "void f(int x[4]) {\n    for (int i = 0; i < 4; ++i) {\n#pragma HLS UNROLL\n      "
                           "  x[i] = 0;\n    }\n}\n";
        SyntaxTree tree = parsed(Language::HlsCpp, text);
        for (int step = 0; step < 300; ++step) {
            const std::size_t at = random.below(text.size() + 1);
            if (random.below(3) == 0)
                text.erase(at, random.below(6));
            else
                text.insert(at, pieces[random.below(std::size(pieces))]);
            tree = std::move(tree.reparse(text).value());
            const SyntaxTree fresh = parsed(Language::HlsCpp, text);
            QCOMPARE(tree.hasErrors(), fresh.hasErrors());
            if (!fresh.hasErrors())
                QCOMPARE(tree.folds(), fresh.folds());
            if (text.size() > 800)
                text.resize(400);
        }
    }

    void aCloneLivesOnElsewhere()
    {
        std::size_t folds = 0;
        {
            SyntaxTree tree = parsed(Language::HlsCpp, "void f()\n{\n    g();\n}\n");
            SyntaxTree clone = tree.clone();
            tree = std::move(tree.reparse("").value());
            std::jthread([&folds, clone = std::move(clone)] { folds = clone.folds().size(); });
        }
        QCOMPARE(folds, std::size_t(1));
    }

    void nestingOfAnyDepthIsWalked()
    {
        const std::string deep = std::string(100000, '(') + "1" + std::string(100000, ')');
        const SyntaxTree cpp = parsed(Language::HlsCpp, "int a = " + deep + ";");
        (void)cpp.errors();
        (void)cpp.folds();
        (void)cpp.outline();
        (void)parsed(Language::Qiskit, std::string(100000, '[')).errors();
        (void)parsed(Language::HlsCpp, std::string(50000, '{') + std::string(50000, ')')).errors();
    }

    void foldsOfCpp()
    {
        const SyntaxTree tree = parsed(
            Language::HlsCpp, "/* one\n   two */\n"
                              "struct A {\n    int a;\n};\n"
                              "void f(int a,\n       int b)\n{\n    for (;;) {\n        g();\n    }\n}\n");
        QCOMPARE(tree.folds(), (std::vector<FoldRange>{{0, 1}, {2, 3}, {7, 10}, {8, 9}}));
    }

    void foldsOfPython()
    {
        const SyntaxTree tree =
            parsed(Language::Qiskit, "def f(\n    a,\n):\n    \"\"\"One\n    two\"\"\"\n    if a:\n        "
                                     "return [\n            1,\n        ]\n    return 2\n");
        QCOMPARE(tree.folds(), (std::vector<FoldRange>{{0, 1}, {2, 9}, {3, 4}, {5, 8}, {6, 7}}));
    }

    void outlineOfCpp()
    {
        const std::string text =
            "namespace hw {\n"
            "template <int N>\nclass Fifo {\npublic:\n    Fifo() {}\n    ~Fifo() {}\n    bool push(int x) { "
            "return true; }\n    Fifo operator+(const Fifo &o) { return o; }\n};\n"
            "enum class State { A, B };\n"
            "struct Point { int x; } origin;\n"
            "class Elsewhere;\n"
            "}\n"
            "int *hw::Fifo<3>::find(int x) { return 0; }\n"
            "extern \"C\" { void top(int &a) { a = 1; } }\n"
            "int declared(int);\n";
        const std::vector<OutlineItem> items = parsed(Language::HlsCpp, text).outline();
        QCOMPARE(
            outlineNames(items),
            (QStringList{QStringLiteral("hw"), QStringLiteral(" Fifo"), QStringLiteral("  Fifo"),
                         QStringLiteral("  ~Fifo"), QStringLiteral("  push"), QStringLiteral("  operator+"),
                         QStringLiteral(" State"), QStringLiteral(" Point"),
                         QStringLiteral("hw::Fifo<3>::find"), QStringLiteral("top")}));
        const OutlineItem &fifo = items.at(0).children.at(0);
        QCOMPARE(fifo.kind, OutlineItem::Kind::Class);
        QVERIFY(text.substr(fifo.begin).starts_with("template <int N>"));
        QVERIFY(text.substr(fifo.nameBegin).starts_with("Fifo"));
    }

    void outlineOfPython()
    {
        const std::string text =
            "class A(B):\n    @property\n    def size(self):\n        def inner():\n            pass\n       "
            " return inner\n\n@decorated\nasync def f():\n    pass\n";
        const std::vector<OutlineItem> items = parsed(Language::Qiskit, text).outline();
        QCOMPARE(outlineNames(items), (QStringList{QStringLiteral("A"), QStringLiteral(" size"),
                                                   QStringLiteral("  inner"), QStringLiteral("f")}));
        QVERIFY(text.substr(items.at(1).begin).starts_with("@decorated"));
        QCOMPARE(text.substr(items.at(0).end, 1), std::string("\n"));
    }

    void outlineOfABrokenFileShowsWhatIsWhole()
    {
        const QStringList names =
            outlineNames(parsed(Language::HlsCpp, "void f() { g( }\nvoid h() { i(); }\n").outline());
        QVERIFY(names.contains(QStringLiteral("h")) || names.contains(QStringLiteral("f")));
    }
};

QTEST_GUILESS_MAIN(TestSyntaxTree)
#include "tst_syntax_tree.moc"
