// SPDX-License-Identifier: Apache-2.0
#include "core/completion/serve/post_process.h"
#include "marked_text.h"

#include <QTest>

using namespace gatewright;
using namespace gatewright::completion;

namespace {

// One token a line, each with its own mean.
GeneratedText lines(const std::vector<std::pair<std::string, float>> &parts)
{
    GeneratedText generated;
    for (const auto &[text, logProbability] : parts) {
        generated.text += text;
        generated.tokens.push_back({generated.text.size(), logProbability});
    }
    return generated;
}

const ParseGate everythingParses = [](std::string_view) { return true; };

} // namespace

class TestPostProcess : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void goodTextStays()
    {
        const MarkedText text(Language::HlsCpp, "int a = |\n");
        const Processed processed = postProcess(text.context, lines({{"b + c;", -0.2F}}), everythingParses);
        QCOMPARE(processed.why, WhyNothing::Nothing);
        QCOMPARE(processed.text, std::string("b + c;"));
        QCOMPARE(processed.tokens, 1);
        QVERIFY(processed.score > 0.8 && processed.score < 0.83);
    }

    void reasons_data()
    {
        QTest::addColumn<QByteArray>("marked");
        QTest::addColumn<QByteArray>("generated");
        QTest::addColumn<double>("logProbability");
        QTest::addColumn<QString>("why");
        QTest::newRow("nothing") << QByteArray("x = |\n") << QByteArray("") << -0.1
                                 << QStringLiteral("emptyAnswer");
        QTest::newRow("blanks") << QByteArray("x = |\n") << QByteArray("  \n ") << -0.1
                                << QStringLiteral("emptyAnswer");
        QTest::newRow("unsure") << QByteArray("x = |\n") << QByteArray("y;") << -3.0
                                << QStringLiteral("lowConfidence");
        QTest::newRow("next line") << QByteArray("|\nfoo();\n") << QByteArray("foo();") << -0.1
                                   << QStringLiteral("repeatsText");
        QTest::newRow("line before") << QByteArray("foo();\n|") << QByteArray("foo();") << -0.1
                                     << QStringLiteral("repeatsItself");
        QTest::newRow("one character")
            << QByteArray("x = y|\n") << QByteArray(";") << -0.1 << QStringLiteral("tooShort");
    }
    void reasons()
    {
        QFETCH(QByteArray, marked);
        QFETCH(QByteArray, generated);
        QFETCH(double, logProbability);
        const MarkedText text(Language::HlsCpp, marked.toStdString());
        const Processed processed = postProcess(
            text.context, lines({{generated.toStdString(), float(logProbability)}}), everythingParses);
        QTEST(QString(whyNothingName(processed.why)), "why");
        QVERIFY(processed.text.empty());
        QVERIFY(!whyNothingText(processed.why).isEmpty());
    }

    void unsureLinesAreCutFromTheEnd()
    {
        const MarkedText text(Language::HlsCpp, "  |\n");
        const Processed processed = postProcess(
            text.context, lines({{"a = b;\n", -0.2F}, {"  c = d;\n", -0.3F}, {"  e = f;\n", -2.0F}}),
            everythingParses);
        QCOMPARE(processed.text, std::string("a = b;\n  c = d;"));
        QCOMPARE(processed.tokens, 2);
    }

    void shortenedUntilItParses()
    {
        const MarkedText text(Language::HlsCpp, "  |\n");
        int asked = 0;
        const Processed processed =
            postProcess(text.context, lines({{"a;\n", -0.1F}, {"  b;\n", -0.1F}, {"  c;\n", -0.1F}}),
                        [&](std::string_view insertion) {
                            ++asked;
                            return insertion.find('b') == std::string_view::npos;
                        });
        QCOMPARE(processed.text, std::string("a;"));
        QCOMPARE(asked, 3);
    }

    void neverShowsWhatDoesNotParse()
    {
        const MarkedText text(Language::HlsCpp, "  |\n");
        const Processed processed = postProcess(text.context, lines({{"a;\n", -0.1F}, {"  b;", -0.1F}}),
                                                [](std::string_view) { return false; });
        QCOMPARE(processed.why, WhyNothing::DoesNotParse);
        QVERIFY(processed.text.empty());
    }

    void brokenOffLineGoes()
    {
        const MarkedText text(Language::HlsCpp, "  |\n");
        GeneratedText generated = lines({{"a = b;\n", -0.1F}, {"  c = de", -0.1F}});
        generated.end = GenerationEnd::TokenLimit;
        QCOMPARE(postProcess(text.context, generated, everythingParses).text, std::string("a = b;"));
    }

    void brokenOffWordGoes()
    {
        const MarkedText text(Language::HlsCpp, "x = |\n");
        GeneratedText generated = lines({{"alpha + bet", -0.1F}});
        generated.end = GenerationEnd::TimeLimit;
        QCOMPARE(postProcess(text.context, generated, everythingParses).text, std::string("alpha +"));
        generated.text = "alp";
        generated.tokens = {{3, -0.1F}};
        QCOMPARE(postProcess(text.context, generated, everythingParses).why, WhyNothing::TimeLimit);
    }

    void tabsOfTheDocument()
    {
        const MarkedText text(Language::HlsCpp, "void f() {\n\tint a;\n\tint b;\n\tif (a) {|\n");
        const Processed processed =
            postProcess(text.context, lines({{"\n        b = 1;\n    }\n", -0.1F}}), everythingParses);
        QCOMPARE(processed.text, std::string("\n\t\tb = 1;\n\t}"));
    }

    void bracketsOfTheDocument()
    {
        const MarkedText text(Language::HlsCpp, "void f() {\n    g(|);\n}\n");
        const Processed processed =
            postProcess(text.context, lines({{"a, h(b));\n}", -0.1F}}), everythingParses);
        QCOMPARE(processed.text, std::string("a, h(b)"));
    }

    void carriageReturnEndsTheText()
    {
        const MarkedText text(Language::HlsCpp, "|\n");
        QCOMPARE(postProcess(text.context, lines({{"abc;\r\nd", -0.1F}}), everythingParses).text,
                 std::string("abc;"));
    }
};

QTEST_GUILESS_MAIN(TestPostProcess)
#include "tst_post_process.moc"
