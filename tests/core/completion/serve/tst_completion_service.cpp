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
        QVERIFY(model.requests[0].prompt.text.ends_with("int a = "));
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
        QVERIFY(model.requests[0].prompt.text.find('\r') == std::string::npos);
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
        QVERIFY(model.warmed[0] == model.requests[0].prompt);
    }

    void modelsThatFillInAreAskedTo()
    {
        ScriptedGenerator model;
        model.fills = true;
        model.answers = {{"b + c"}};
        CompletionService service(model, {}, m_clock);
        const MarkedText text(Language::HlsCpp, "int a = |;\nint c;\n");
        QVERIFY(!service.complete(queryAt(text), {}).items.empty());
        const Prompt &asked = model.requests.at(0).prompt;
        QVERIFY(asked.form == Prompt::Form::FillIn);
        QCOMPARE(asked.after, std::string(";\nint c;\n"));
        QVERIFY(asked.text.ends_with("int a = "));
        QVERIFY(asked.text.find("int c") == std::string::npos);
        QVERIFY(service.promptOf(queryAt(text)) == asked);
        // At the end of a file too: the form does not change while text is typed.
        const MarkedText end(Language::HlsCpp, "int a = |");
        QVERIFY(service.promptOf(queryAt(end)).form == Prompt::Form::FillIn);
        const MarkedText other(Language::HlsCpp, "int a = b|;\nint d;\n");
        QCOMPARE(service.prepare(queryAt(other), {}), Preparation::Costly);
    }

    void theSameQuestionIsAnsweredFromMemory()
    {
        ScriptedGenerator model;
        model.answers = {{"b + c;\n"}, {"something else;\n"}};
        CompletionService service(model, {}, m_clock);
        const MarkedText text(Language::HlsCpp, "int a = |\n");
        const CompletionAnswer first = service.complete(queryAt(text), {});
        const CompletionAnswer again = service.complete(queryAt(text), {});
        QCOMPARE(model.requests.size(), std::size_t(1));
        QVERIFY(!first.fromMemory && again.fromMemory);
        QCOMPARE(again.items.at(0).text, first.items.at(0).text);
        QVERIFY(again.items.at(0).id != first.items.at(0).id); // each is shown, and ends, on its own
        QCOMPARE(again.timing.reusedTokens, again.timing.promptTokens);
        QCOMPARE(again.timing.generatedTokens, 0);
    }

    void whatAnAnswerDependsOnIsInItsKey()
    {
        ScriptedGenerator model;
        CompletionService service(model, {}, m_clock);
        const MarkedText text(Language::HlsCpp, "int a = |\nint b;\n");
        std::vector<CompletionQuery> queries(7, queryAt(text));
        const MarkedText python(Language::Qiskit, "int a = |\nint b;\n");
        const MarkedText windows(Language::HlsCpp, "int a = |\r\nint b;\r\n");
        const MarkedText other(Language::HlsCpp, "int a = |\nint c;\n");
        queries[1].language = Language::Qiskit;
        queries[2].maxTokens = 7;
        queries[3].candidates = 2;
        queries[4].sampling.seed = 1;
        queries[5] = queryAt(windows);
        queries[6] = queryAt(other);
        for (const CompletionQuery &query : queries) {
            model.answers = {{"b;\n"}, {"c;\n"}};
            QVERIFY(!service.complete(query, {}).fromMemory);
        }
        for (const CompletionQuery &query : queries)
            QVERIFY(service.complete(query, {}).fromMemory);
        CompletionQuery hasty = queries[0];
        hasty.maxTime = std::chrono::milliseconds(5); // says when to stop, not what to say
        QVERIFY(service.complete(hasty, {}).fromMemory);
    }

    void whatSaysMoreAboutTheMomentIsNotRemembered_data()
    {
        QTest::addColumn<int>("error"); // -1: the time limit
        QTest::newRow("out of time") << -1;
        QTest::newRow("cancelled") << int(ErrorCode::Cancelled);
        QTest::newRow("failed") << int(ErrorCode::Internal);
    }
    void whatSaysMoreAboutTheMomentIsNotRemembered()
    {
        QFETCH(int, error);
        ScriptedGenerator model;
        model.answers = {{"b", -0.1F, GenerationEnd::TimeLimit}};
        if (error >= 0)
            model.error = Error{ErrorCode(error), QStringLiteral("No."), {}, {}};
        CompletionService service(model, {}, m_clock);
        const MarkedText text(Language::HlsCpp, "int a = |");
        (void)service.complete(queryAt(text), {});
        model.error.reset();
        model.answers = {{"b + c;", -0.1F, GenerationEnd::EndOfText}};
        const CompletionAnswer again = service.complete(queryAt(text), {});
        QVERIFY(!again.fromMemory);
        QCOMPARE(again.why, WhyNothing::Nothing);
        QCOMPARE(again.items.at(0).text, std::string("b + c;"));
    }

    void aPreparedAnswerIsTheOneThatWouldBeMade()
    {
        ScriptedGenerator model;
        model.answers = {{"b +"}, {"d;\n"}};
        CompletionService service(model, {}, m_clock);
        const MarkedText now(Language::HlsCpp, "int a = |\nint c;\n");
        const MarkedText accepted(Language::HlsCpp, "int a = b +|\nint c;\n");
        QVERIFY(!service.complete(queryAt(now), {}).items.empty());
        QCOMPARE(service.prepare(queryAt(accepted), {}), Preparation::Kept);
        QCOMPARE(service.prepare(queryAt(accepted), {}), Preparation::Known);
        const CompletionAnswer prepared = service.complete(queryAt(accepted), {});
        QVERIFY(prepared.fromMemory);

        ScriptedGenerator coldModel;
        coldModel.answers = {{"d;\n"}};
        CompletionService cold(coldModel, {}, m_clock);
        const CompletionAnswer made = cold.complete(queryAt(accepted), {});
        QCOMPARE(made.items.size(), std::size_t(1));
        QCOMPARE(prepared.items.size(), std::size_t(1));
        QCOMPARE(prepared.items.at(0).text, made.items.at(0).text);
        QCOMPARE(prepared.items.at(0).score, made.items.at(0).score);
        QVERIFY(model.requests[1].prompt == coldModel.requests[0].prompt);
    }

    void preparingNeverCostsTheNextKeyItsWarmPrompt()
    {
        ScriptedGenerator model;
        model.answers = {{"b;\n"}, {"c;\n"}};
        CompletionService service(model, {}, m_clock);
        const MarkedText here(Language::HlsCpp, "int a = |\n");
        const MarkedText elsewhere(Language::HlsCpp, "float f = |\n");
        (void)service.complete(queryAt(here), {});
        QCOMPARE(service.prepare(queryAt(elsewhere), {}), Preparation::Costly);
        QCOMPARE(model.requests.size(), std::size_t(1));
    }

    void stoppedPreparingLeavesNothing()
    {
        ScriptedGenerator model;
        model.answers = {{"b;\n"}, {"b;\n"}};
        CompletionService service(model, {}, m_clock);
        const MarkedText text(Language::HlsCpp, "int a = |\n");
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(service.prepare(queryAt(text), stop.get_token()), Preparation::NotKept);
        QVERIFY(!service.complete(queryAt(text), {}).fromMemory);
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
        QVERIFY(model.requests[0].prompt.text.size() < 8192);
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
