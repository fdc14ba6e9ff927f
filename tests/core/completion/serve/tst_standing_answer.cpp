// SPDX-License-Identifier: Apache-2.0
#include "core/completion/serve/completion_service.h"
#include "core/completion/serve/draft_memory.h"
#include "marked_text.h"
#include "scripted_generator.h"

#include <QTest>

using namespace gatewright;
using namespace gatewright::completion;

namespace {

// Knows how one text goes on.
class KnowingMemory final : public DraftMemory
{
public:
    void setEnabled(bool) override {}
    void put(const std::string &, std::string_view) override {}
    void remove(std::string_view) override {}
    void forget(std::string_view) override {}
    void forgetAll() override {}
    [[nodiscard]] std::string continuation(std::string_view text) override
    {
        return text.ends_with(after) ? known : std::string();
    }
    bool work(std::stop_token) override { return false; }
    [[nodiscard]] Result<void> save() override { return {}; }
    [[nodiscard]] DraftReport report() const override { return {}; }

    std::string after;
    std::string known;
};

class DraftingGenerator final : public TextGenerator
{
public:
    Result<GeneratedText> generate(const GenerationRequest &request, std::stop_token stop) override
    {
        return model.generate(request, std::move(stop));
    }
    Result<GenerationTiming> warm(const Prompt &prompt, std::stop_token stop) override
    {
        return model.warm(prompt, std::move(stop));
    }
    [[nodiscard]] DraftMemory *draftMemory() override { return &memory; }

    ScriptedGenerator model;
    KnowingMemory memory;
};

} // namespace

class TestStandingAnswer : public QObject
{
    Q_OBJECT

    SystemClock m_clock;

    static CompletionQuery queryAt(const MarkedText &text)
    {
        CompletionQuery query;
        query.language = Language::HlsCpp;
        query.fileName = "fir.cpp";
        query.text = text.text;
        query.cursor = text.cursor;
        return query;
    }
    // What the service says at the mark.
    static CompletionAnswer ask(CompletionService &service, const std::string &marked)
    {
        const MarkedText text(Language::HlsCpp, marked);
        return service.complete(queryAt(text), {});
    }

private Q_SLOTS:
    void whatIsTypedAsSuggestedNeedsNoModel()
    {
        ScriptedGenerator model;
        model.answers = {{"accumulate(input, taps);"}};
        CompletionService service(model, {}, m_clock);
        const CompletionAnswer first = ask(service, "int a = |\nint b;\n");
        QCOMPARE(first.items.at(0).text, std::string("accumulate(input, taps);"));
        for (const std::string typed : {"a", "acc", "accumulate(", "accumulate(input, taps)"}) {
            const CompletionAnswer rest = ask(service, "int a = " + typed + "|\nint b;\n");
            QCOMPARE(rest.items.size(), std::size_t{1});
            QCOMPARE(typed + rest.items[0].text, first.items[0].text);
            QVERIFY(rest.fromMemory);
            QVERIFY(rest.items[0].id != first.items[0].id);
            QVERIFY(rest.items[0].tokens >= 1);
        }
        QCOMPARE(model.requests.size(), std::size_t{1});
    }

    void somethingElseAsksTheModel()
    {
        ScriptedGenerator model;
        model.answers = {{"accumulate(input);"}, {"x;"}, {"y;"}, {"z;"}};
        CompletionService service(model, {}, m_clock);
        static_cast<void>(ask(service, "int a = |\nint b;\n"));
        QCOMPARE(ask(service, "int a = b|\nint b;\n").items.at(0).text, std::string("x;"));
        QCOMPARE(model.requests.size(), std::size_t{2});
        // Another place, though it looks alike.
        static_cast<void>(ask(service, "int a = bx|\nint c;\n"));
        QCOMPARE(model.requests.size(), std::size_t{3});
        // Several candidates are wanted: those the model has to make.
        const MarkedText text(Language::HlsCpp, "int a = bxy|\nint c;\n");
        CompletionQuery several = queryAt(text);
        several.candidates = 2;
        static_cast<void>(service.complete(several, {}));
        QVERIFY(model.requests.size() >= 4);
    }

    void windowsLineEndsAreCounted()
    {
        ScriptedGenerator model;
        model.answers = {{"\n  a = 1;\n  b = 2;\n}"}};
        CompletionService service(model, {}, m_clock);
        static_cast<void>(ask(service, "int x;\r\nvoid f() {|\r\n"));
        const CompletionAnswer rest = ask(service, "int x;\r\nvoid f() {\r\n  a = 1;\r\n  b|\r\n");
        QCOMPARE(rest.items.at(0).text, std::string(" = 2;\r\n}"));
        QCOMPARE(model.requests.size(), std::size_t{1});
    }

    void drawnTextsAreDrawnAgain()
    {
        ScriptedGenerator model;
        model.answers = {{"abc;"}, {"abc;"}};
        CompletionService service(model, {}, m_clock);
        const MarkedText text(Language::HlsCpp, "int a = |\n");
        CompletionQuery query = queryAt(text);
        query.sampling.strategy = SamplingChoice::Strategy::Sample;
        static_cast<void>(service.complete(query, {}));
        const MarkedText typed(Language::HlsCpp, "int a = a|\n");
        query.text = typed.text;
        query.cursor = typed.cursor;
        static_cast<void>(service.complete(query, {}));
        QCOMPARE(model.requests.size(), std::size_t{2});
    }

    void behindASuggestionTheUsersOwnTextGoesOn()
    {
        DraftingGenerator generator;
        generator.model.answers = {{"sum;"}, {"other;"}};
        generator.memory.after = "int a = sum;";
        generator.memory.known = " // of all";
        CompletionService service(generator, {}, m_clock);
        static_cast<void>(ask(service, "int a = |\nint b;\n"));
        const CompletionAnswer on = ask(service, "int a = sum;|\nint b;\n");
        QCOMPARE(on.items.size(), std::size_t{1});
        QCOMPARE(on.items[0].text, std::string(" // of all"));
        QVERIFY(on.fromMemory);
        QCOMPARE(generator.model.requests.size(), std::size_t{1});
        // Nothing known: the model is asked.
        generator.memory.known.clear();
        static_cast<void>(ask(service, "int a = sum;|\nint b;\n"));
        QCOMPARE(generator.model.requests.size(), std::size_t{2});
    }

    void whatDoesNotParseIsNotGoneOnWith()
    {
        DraftingGenerator generator;
        generator.model.answers = {{"sum;"}, {"other;"}};
        generator.memory.after = "int a = sum;";
        generator.memory.known = " }}}";
        const auto gate = [](Language, std::string_view, std::string_view insertion) {
            return insertion.find("}}}") == std::string_view::npos;
        };
        CompletionService service(generator, gate, m_clock);
        static_cast<void>(ask(service, "int a = |\nint b;\n"));
        static_cast<void>(ask(service, "int a = sum;|\nint b;\n"));
        QCOMPARE(generator.model.requests.size(), std::size_t{2});
    }
};

QTEST_GUILESS_MAIN(TestStandingAnswer)
#include "tst_standing_answer.moc"
