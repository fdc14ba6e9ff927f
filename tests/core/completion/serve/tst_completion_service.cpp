// SPDX-License-Identifier: Apache-2.0
#include "core/completion/serve/completion_service.h"
#include "marked_text.h"
#include "scripted_generator.h"

#include <QTest>

using namespace gatewright;
using namespace gatewright::completion;

class TestCompletionService : public QObject
{
    Q_OBJECT

    SystemClock m_clock;

    static CompletionQuery queryAt(const MarkedText &text, Language language = Language::HlsCpp)
    {
        CompletionQuery query;
        query.language = language;
        query.fileName = "fir.cpp";
        query.text = text.text;
        query.cursor = text.cursor;
        return query;
    }

private Q_SLOTS:
    void oneAnswer()
    {
        ScriptedGenerator model;
        model.answers = {{"b + c;\nint d;"}};
        CompletionService service(model, {}, m_clock);
        const MarkedText text(Language::HlsCpp, "int a = |\n");
        const CompletionAnswer answer = service.complete(queryAt(text), {});
        QCOMPARE(answer.items.size(), std::size_t(1));
        QCOMPARE(answer.items[0].text, std::string("b + c;"));
        QVERIFY(!answer.items[0].id.isEmpty());
        QCOMPARE(answer.why, WhyNothing::Nothing);
        QCOMPARE(answer.timing.promptTokens, 10);
        QVERIFY(model.requests[0].prompt.ends_with("int a = "));
    }

    void stopsGeneratingWhenTheScopeIsClosed()
    {
        ScriptedGenerator model;
        model.answers = {{"b;\nint c;\nint d;\nint e;\n"}};
        CompletionService service(model, {}, m_clock);
        const MarkedText text(Language::HlsCpp, "int a = |\n");
        const CompletionAnswer answer = service.complete(queryAt(text), {});
        QCOMPARE(answer.timing.generatedTokens, 3); // b ; LF
    }

    void windowsLineEndsComeBack()
    {
        ScriptedGenerator model;
        model.answers = {{"\n  a = 1;\n  b = 2;\n}"}};
        CompletionService service(model, {}, m_clock);
        const MarkedText text(Language::HlsCpp, "int x;\r\nvoid f() {|\r\n");
        const CompletionAnswer answer = service.complete(queryAt(text), {});
        QCOMPARE(answer.items.size(), std::size_t(1));
        QCOMPARE(answer.items[0].text, std::string("\r\n  a = 1;\r\n  b = 2;\r\n}"));
        QVERIFY(model.requests[0].prompt.find('\r') == std::string::npos);
    }

    void candidatesDifferAndAreOrdered()
    {
        ScriptedGenerator model;
        model.answers = {{"one;", -0.5F}, {"two;", -0.1F}, {"one;", -0.5F}};
        CompletionService service(model, {}, m_clock);
        const MarkedText text(Language::HlsCpp, "x = |\n");
        CompletionQuery query = queryAt(text);
        query.candidates = 3;
        query.sampling.seed = 7;
        const CompletionAnswer answer = service.complete(query, {});
        QCOMPARE(answer.items.size(), std::size_t(2));
        QCOMPARE(answer.items[0].text, std::string("two;"));
        QVERIFY(answer.items[0].id != answer.items[1].id);
        QCOMPARE(model.requests[0].sampling.strategy, SamplingChoice::Strategy::Greedy);
        QCOMPARE(model.requests[1].sampling.strategy, SamplingChoice::Strategy::Sample);
        QCOMPARE(model.requests[2].sampling.seed, std::uint64_t(9));
    }

    void gateIsAskedWithTheTextBefore()
    {
        ScriptedGenerator model;
        model.answers = {{"b;"}};
        std::string seen;
        CompletionService service(
            model,
            [&](Language, std::string_view before, std::string_view insertion) {
                seen = std::string(before) + "+" + std::string(insertion);
                return false;
            },
            m_clock);
        const MarkedText text(Language::HlsCpp, "int a = |\nint c;");
        const CompletionAnswer answer = service.complete(queryAt(text), {});
        QCOMPARE(seen, std::string("int a = +b;"));
        QCOMPARE(answer.why, WhyNothing::DoesNotParse);
        QVERIFY(answer.items.empty());
    }

    void progressTellsWholeLines()
    {
        ScriptedGenerator model;
        model.answers = {{"\n  a = 1;\n  b = 2;\n  c = 3;\n}\n"}};
        CompletionService service(model, {}, m_clock);
        const MarkedText text(Language::HlsCpp, "void f() {|\n");
        std::vector<std::string> parts;
        CompletionId id;
        const CompletionAnswer answer =
            service.complete(queryAt(text), {}, [&](const CompletionId &of, const std::string &part) {
                id = of;
                parts.push_back(part);
            });
        QCOMPARE(parts.size(), std::size_t(3));
        QCOMPARE(parts[0], std::string("\n  a = 1;"));
        QVERIFY(id == answer.items[0].id);
        QVERIFY(answer.items[0].text.starts_with(parts.back()));
    }

    void modelErrorsBecomeReasons_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("why");
        QTest::newRow("cancelled") << int(ErrorCode::Cancelled) << QStringLiteral("cancelled");
        QTest::newRow("missing") << int(ErrorCode::Missing) << QStringLiteral("modelMissing");
        QTest::newRow("broken") << int(ErrorCode::Internal) << QStringLiteral("modelFailed");
        QTest::newRow("time") << int(ErrorCode::Timeout) << QStringLiteral("timeLimit");
    }
    void modelErrorsBecomeReasons()
    {
        QFETCH(int, code);
        ScriptedGenerator model;
        model.error = Error{ErrorCode(code), QStringLiteral("No."), {}, {}};
        CompletionService service(model, {}, m_clock);
        const MarkedText text(Language::HlsCpp, "x = |\n");
        const CompletionAnswer answer = service.complete(queryAt(text), {});
        QTEST(QString(whyNothingName(answer.why)), "why");
        QVERIFY(answer.detail.contains(QLatin1String("No.")));
    }

    void stoppedRequestGivesNothing()
    {
        ScriptedGenerator model;
        model.answers = {{"b;"}};
        CompletionService service(model, {}, m_clock);
        std::stop_source stop;
        stop.request_stop();
        const MarkedText text(Language::HlsCpp, "x = |\n");
        QCOMPARE(service.complete(queryAt(text), stop.get_token()).why, WhyNothing::Cancelled);
    }

    void placeOutsideTheText()
    {
        ScriptedGenerator model;
        CompletionService service(model, {}, m_clock);
        CompletionQuery query;
        query.text = "abc";
        query.cursor = 4;
        QCOMPARE(service.complete(query, {}).why, WhyNothing::PlaceOutside);
        QVERIFY(!service.warm(query, {}));
    }

    void warmingUsesTheSamePrompt()
    {
        ScriptedGenerator model;
        model.answers = {{"b;"}};
        CompletionService service(model, {}, m_clock);
        const MarkedText text(Language::HlsCpp, "int a;\nint b = |\nint c;\n");
        QVERIFY(service.warm(queryAt(text), {}));
        QVERIFY(!service.complete(queryAt(text), {}).items.empty());
        QCOMPARE(model.warmed[0], model.requests[0].prompt);
    }

    void hugeDocumentIsLookedAtOnlyNearTheCursor()
    {
        std::string huge;
        while (huge.size() < 8U * 1024 * 1024)
            huge += "\xC3\xA4(\xFF;\n";
        ScriptedGenerator model;
        model.answers = {{"b;"}};
        CompletionService service(model, {}, m_clock);
        CompletionQuery query;
        query.language = Language::HlsCpp;
        query.text = huge;
        query.cursor = huge.size() / 2;
        const CompletionAnswer answer = service.complete(query, {});
        QVERIFY(model.requests[0].prompt.size() < 8192);
        QVERIFY(answer.totalMs < 1000);
    }

    void everyReasonHasANameAndAText()
    {
        for (int value = 1; value <= int(WhyNothing::EngineDown); ++value) {
            const WhyNothing why = WhyNothing(value);
            QVERIFY(!whyNothingText(why).isEmpty());
            QCOMPARE(whyNothingFromName(whyNothingName(why)).value(), why);
        }
        QVERIFY(!whyNothingFromName(QStringLiteral("no such reason")));
    }
};

QTEST_GUILESS_MAIN(TestCompletionService)
#include "tst_completion_service.moc"
