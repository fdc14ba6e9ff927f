// SPDX-License-Identifier: Apache-2.0
#include "core/decode/generator.h"
#include "core/decode/token_healing.h"
#include "tests/support/fake_language_model.h"
#include "tests/support/manual_clock.h"
#include "tests/support/result_test.h"
#include "tests/support/small_vocabulary.h"

#include <QStringList>

#include <limits>

using namespace gatewright;
using namespace gatewright::decode;
using namespace std::chrono_literals;
using gatewright::test::FakeLanguageModel;
using gatewright::test::ManualClock;
using gatewright::test::SmallVocabulary;

namespace {

// A tokenizer, a model that writes a given text, and a generator over them.
class Bench
{
public:
    explicit Bench(const std::string &text, std::size_t capacity = 1000)
        : tokenizer(SmallVocabulary({" return", " main", "int", "for", "    ", "\n    ", "();", " 0", "ab"})
                        .tokenizer())
        , index(*tokenizer)
        , model(tokenizer->vocabularySize(), capacity, FakeLanguageModel::writing(*tokenizer, text))
        , generator(model, *tokenizer, index, clock)
    {
    }

    [[nodiscard]] std::vector<TokenId> tokens(std::string_view text) const
    {
        return tokenizer->encode(text, model::Specials::AsText);
    }

    // A request that ends at the prompt's last token, without healing.
    [[nodiscard]] GenerationRequest request(std::string_view prompt) const
    {
        GenerationRequest request;
        request.prompt = tokens(prompt);
        return request;
    }

    // The same with the last piece of the prompt to be written again.
    [[nodiscard]] GenerationRequest healed(std::string_view prompt) const
    {
        HealedPrompt healedPrompt = healPrompt(*tokenizer, prompt);
        GenerationRequest request;
        request.prompt = std::move(healedPrompt.tokens);
        request.required = std::move(healedPrompt.required);
        return request;
    }

    [[nodiscard]] Result<Generation> run(const GenerationRequest &request)
    {
        return generator.generate(request, {});
    }

    ManualClock clock;
    std::unique_ptr<model::Tokenizer> tokenizer;
    TokenPrefixIndex index;
    FakeLanguageModel model;
    Generator generator;
};

} // namespace

Q_DECLARE_METATYPE(gatewright::decode::GenerationEnd)

class TestGenerator : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesUntilTheDocumentEnds()
    {
        Bench bench("int main();\n    return 0;");
        const auto generation = bench.run(bench.request("int"));
        GW_VERIFY_RESULT(generation);
        QCOMPARE(generation->text, std::string(" main();\n    return 0;"));
        QCOMPARE(generation->end, GenerationEnd::EndOfText);
        QCOMPARE(generation->tokens.back().end, generation->text.size());
        QCOMPARE(generation->timing.promptTokens, 1);
        QCOMPARE(generation->timing.generatedTokens, static_cast<int>(generation->tokens.size()) + 1);
        QCOMPARE(generation->timing.passes, static_cast<int>(generation->tokens.size()));
    }

    void tokensSayWhereTheirBytesEnd()
    {
        Bench bench("int main();");
        const auto generation = bench.run(bench.request("int")).value();
        QCOMPARE(generation.tokens.size(), std::size_t{2});
        QCOMPARE(generation.tokens[0].end, std::size_t{5});
        QCOMPARE(generation.tokens[1].end, std::size_t{8});
        for (const GeneratedToken &token : generation.tokens)
            QVERIFY(token.logProbability < 0.0F && token.logProbability > -6.0F);
    }

    void healsTheTokenAtTheCursor()
    {
        // As tokens, "int main();\n    retur" is no beginning of what the model writes; in bytes it is.
        Bench bench("int main();\n    return 0;");
        const auto request = bench.healed("int main();\n    retur");
        QCOMPARE(request.required, std::string(" retur"));
        const auto generation = bench.run(request).value();
        QCOMPARE(generation.text, std::string("n 0;"));
        // The token that crosses the cursor counts with the bytes behind it.
        QCOMPARE(generation.tokens.front().token, bench.tokens(" return").front());
        QCOMPARE(generation.tokens.front().end, std::size_t{1});
    }

    void healsABlankAtTheCursor()
    {
        Bench bench("int main();");
        QCOMPARE(bench.run(bench.healed("int ")).value().text, std::string("main();"));
    }

    void requiredBytesWinOverTheModelsWish()
    {
        Bench bench("int main();");
        auto request = bench.request("int");
        request.required = " mine";
        request.maxTokens = 6;
        // The model wanted " main"; off its text it ends the document.
        const auto generation = bench.run(request).value();
        QCOMPARE(generation.text, std::string());
        QVERIFY(generation.tokens.empty());
        QCOMPARE(generation.end, GenerationEnd::EndOfText);
    }

    void theEndOfTheDocumentWaitsForTheRequiredBytes()
    {
        Bench bench("int");
        auto request = bench.request("int");
        request.required = "();";
        QCOMPARE(bench.run(request).value().end, GenerationEnd::EndOfText);
        QCOMPARE(bench.tokenizer->decode(bench.model.tokens()), std::string("int();"));
    }

    void reusesWhatTheContextHolds()
    {
        Bench bench("for int main();");
        const auto first = bench.run(bench.request("for")).value();
        QCOMPARE(first.timing.reusedTokens, 0);
        bench.model.calls.clear();
        const auto again = bench.run(bench.request("for")).value();
        QCOMPARE(again.text, first.text);
        QCOMPARE(again.timing.reusedTokens, 0); // its only token is evaluated anew for its logits
        bench.model.calls.clear();
        // The text that was accepted is in the context already, all but the last token.
        const auto next = bench.run(bench.request("for int main")).value();
        QCOMPARE(next.text, std::string("();"));
        QCOMPARE(next.timing.promptTokens, static_cast<int>(bench.tokens("for int main").size()));
        QCOMPARE(next.timing.reusedTokens, next.timing.promptTokens - 1);
        QCOMPARE(bench.model.calls.front().size(), std::size_t{1});
    }

    void aChangedLineIsEvaluatedFromItsChange()
    {
        Bench bench("never");
        QVERIFY(bench.run(bench.request("for main int")).has_value());
        const auto generation = bench.run(bench.request("for return int")).value();
        QCOMPARE(generation.timing.reusedTokens, static_cast<int>(bench.tokens("for").size()));
        QCOMPARE(bench.tokenizer->decode(bench.model.tokens()), std::string("for return int"));
    }

    void warmAndColdGiveTheSame()
    {
        const std::string text = "int main();\n    return 0;\n    return 0;";
        Bench cold(text);
        Bench warm(text);
        QVERIFY(warm.generator.warm(warm.tokens("int main();\n"), {}).has_value());
        QVERIFY(warm.run(warm.request("int other();")).has_value());
        const auto request = cold.request("int main();");
        const auto a = cold.run(request).value();
        const auto b = warm.run(request).value();
        QCOMPARE(a.text, b.text);
        QCOMPARE(a.tokens.size(), b.tokens.size());
        for (std::size_t i = 0; i < a.tokens.size(); ++i)
            QCOMPARE(a.tokens[i].logProbability, b.tokens[i].logProbability);
        QVERIFY(b.timing.reusedTokens > 0);
    }

    void warmingTellsWhatItDid()
    {
        Bench bench("x");
        const auto first = bench.generator.warm(bench.tokens("for for for for"), {}).value();
        QCOMPARE(first.reusedTokens, 0);
        QCOMPARE(first.passes, 0);
        const auto second = bench.generator.warm(bench.tokens("for for for for int"), {}).value();
        QCOMPARE(second.reusedTokens, first.promptTokens);
    }

    void anEmptyPromptFollowsTheEndOfAText()
    {
        Bench bench("int");
        const auto generation = bench.run(bench.request("")).value();
        QCOMPARE(generation.timing.promptTokens, 1);
        QCOMPARE(bench.model.calls.front(), std::vector<TokenId>{0});
    }

    void limitsEndTheText_data()
    {
        QTest::addColumn<int>("maxTokens");
        QTest::addColumn<QStringList>("stops");
        QTest::addColumn<int>("lines");
        QTest::addColumn<QString>("text");
        QTest::addColumn<GenerationEnd>("end");
        const QString all = QStringLiteral(" main();\n    return 0;\n    return 0;");
        QTest::newRow("none") << 64 << QStringList() << 0 << all << GenerationEnd::EndOfText;
        QTest::newRow("tokens") << 2 << QStringList() << 0 << QStringLiteral(" main();")
                                << GenerationEnd::TokenLimit;
        QTest::newRow("one token") << 1 << QStringList() << 0 << QStringLiteral(" main")
                                   << GenerationEnd::TokenLimit;
        QTest::newRow("one line") << 64 << QStringList() << 1 << QStringLiteral(" main();")
                                  << GenerationEnd::Stopped;
        QTest::newRow("two lines") << 64 << QStringList() << 2 << QStringLiteral(" main();\n    return 0;")
                                   << GenerationEnd::Stopped;
        QTest::newRow("stop text") << 64 << QStringList{QStringLiteral("return")} << 0
                                   << QStringLiteral(" main();\n    ") << GenerationEnd::Stopped;
        QTest::newRow("stop text inside a token")
            << 64 << QStringList{QStringLiteral("tur")} << 0 << QStringLiteral(" main();\n    re")
            << GenerationEnd::Stopped;
        QTest::newRow("stop text at once")
            << 64 << QStringList{QStringLiteral(" m")} << 0 << QString() << GenerationEnd::Stopped;
        QTest::newRow("a stop text begun at the token limit belongs to the text")
            << 2 << QStringList{QStringLiteral(";\n}")} << 0 << QStringLiteral(" main();")
            << GenerationEnd::TokenLimit;
    }

    void limitsEndTheText()
    {
        QFETCH(int, maxTokens);
        QFETCH(QStringList, stops);
        QFETCH(int, lines);
        QFETCH(QString, text);
        QFETCH(GenerationEnd, end);
        Bench bench("int main();\n    return 0;\n    return 0;");
        auto request = bench.request("int");
        request.maxTokens = maxTokens;
        request.stop.lines = lines;
        for (const QString &stop : stops)
            request.stop.texts.push_back(stop.toStdString());
        const auto generation = bench.run(request).value();
        QCOMPARE(generation.text, text.toStdString());
        QCOMPARE(generation.end, end);
        QCOMPARE(generation.tokens.empty(), text.isEmpty());
        if (!text.isEmpty())
            QCOMPARE(generation.tokens.back().end, generation.text.size());
    }

    void timeEndsTheText()
    {
        Bench bench(std::string("int") + std::string(200, 'x') + "y");
        bench.model.onToken = [&](TokenId) -> Result<void> {
            bench.clock.advance(10ms);
            return {};
        };
        auto request = bench.request("int");
        request.maxTime = 45ms;
        request.loop.tokens = 1000;
        const auto generation = bench.run(request).value();
        QCOMPARE(generation.end, GenerationEnd::TimeLimit);
        // The first token costs nothing after the prompt; the sixth comes 50 ms after it.
        QCOMPARE(generation.text, std::string("xxxxxx"));
        QCOMPARE(generation.timing.prefillMs, 10.0);
        QCOMPARE(generation.timing.decodeMs, 50.0);
    }

    void aLoopEndsAfterItsFirstRound()
    {
        std::string text = "int";
        for (int i = 0; i < 30; ++i)
            text += " main();";
        Bench bench(text);
        const auto generation = bench.run(bench.request("int")).value();
        QCOMPARE(generation.end, GenerationEnd::Loop);
        QCOMPARE(generation.text, std::string(" main();"));
        QCOMPARE(generation.tokens.size(), std::size_t{2});
    }

    void aFullContextEndsTheText()
    {
        Bench bench("int main();\n    return 0;", 4);
        const auto generation = bench.run(bench.request("int")).value();
        QCOMPARE(generation.end, GenerationEnd::ContextFull);
        QCOMPARE(generation.text, std::string(" main();\n    r"));
        QCOMPARE(bench.model.tokens().size(), std::size_t{4});
    }

    void aPromptLongerThanTheContextIsRefused()
    {
        Bench bench("x", 4);
        GW_VERIFY_ERROR(bench.run(bench.request("a b c")), ErrorCode::LimitExceeded);
        QVERIFY(bench.model.calls.empty());
        QVERIFY(bench.run(bench.request("int")).has_value());
    }

    void streamsWholeCharactersThatStay()
    {
        const std::string whole = "int \xf0\x9f\x98\x80 gr\xc3\xbc\xc3\x9f"
                                  "e \xe2\x82\xac END rest";
        Bench bench(whole);
        auto request = bench.request("int");
        request.stop.texts = {"END"};
        std::vector<std::string> seen;
        request.onText = [&](std::string_view text) {
            seen.emplace_back(text);
            return true;
        };
        const auto generation = bench.run(request).value();
        QCOMPARE(generation.text, std::string(" \xf0\x9f\x98\x80 gr\xc3\xbc\xc3\x9f"
                                              "e \xe2\x82\xac "));
        QVERIFY(seen.size() > 5);
        for (std::size_t i = 0; i < seen.size(); ++i) {
            const QString decoded = QString::fromStdString(seen[i]);
            QVERIFY(!decoded.contains(QChar::ReplacementCharacter));
            QVERIFY(generation.text.starts_with(seen[i]));
            QVERIFY(i == 0 || seen[i].size() > seen[i - 1].size());
        }
        QCOMPARE(seen.back(), generation.text);
    }

    void halfACharacterAtTheTokenLimitIsLeftOut()
    {
        Bench bench("int \xf0\x9f\x98\x80");
        auto request = bench.request("int");
        request.maxTokens = 3; // the blank and two of four bytes
        QCOMPARE(bench.run(request).value().text, std::string(" "));
    }

    void bytesThatAreNoTextEndTheText()
    {
        Bench bench("int a\xff"
                    "b");
        const auto generation = bench.run(bench.request("int")).value();
        QCOMPARE(generation.end, GenerationEnd::BrokenText);
        QCOMPARE(generation.text, std::string(" a"));
    }

    void whoReadsAlongMayStop()
    {
        Bench bench("int main();\n    return 0;");
        auto request = bench.request("int");
        request.onText = [](std::string_view text) { return text.size() < 8; };
        const auto generation = bench.run(request).value();
        QCOMPARE(generation.end, GenerationEnd::Stopped);
        QCOMPARE(generation.text, std::string(" main();"));
    }

    void cancelsBetweenTokens()
    {
        Bench bench("int main();\n    return 0;");
        std::stop_source source;
        auto request = bench.request("int");
        request.onText = [&](std::string_view) {
            source.request_stop();
            return true;
        };
        GW_VERIFY_ERROR(bench.generator.generate(request, source.get_token()), ErrorCode::Cancelled);
        QVERIFY(bench.model.calls.size() <= 2);
        // The next request is answered as if nothing had been.
        QCOMPARE(bench.run(bench.request("int")).value().text, std::string(" main();\n    return 0;"));
    }

    void cancelsInsideThePromptAndKeepsWhatWasEvaluated()
    {
        Bench bench("x");
        std::stop_source source;
        bench.model.onToken = [&](TokenId) -> Result<void> {
            if (bench.model.tokens().size() == 4)
                source.request_stop();
            return {};
        };
        const std::vector<TokenId> prompt(20, SmallVocabulary::kFirstByte + 'x');
        GW_VERIFY_ERROR(bench.generator.warm(prompt, source.get_token()), ErrorCode::Cancelled);
        QCOMPARE(bench.model.tokens().size(), std::size_t{5});
        QCOMPARE(bench.generator.warm(prompt, {}).value().reusedTokens, 5);
    }

    void aStoppedTokenStopsBeforeAnything()
    {
        Bench bench("x");
        std::stop_source source;
        source.request_stop();
        GW_VERIFY_ERROR(bench.generator.generate(bench.request("int"), source.get_token()),
                        ErrorCode::Cancelled);
        QVERIFY(bench.model.calls.empty());
    }

    void aFailingModelIsReportedAndTheContextStaysKnown()
    {
        Bench bench("int main();\n    return 0;");
        int calls = 0;
        bench.model.onToken = [&](TokenId) -> Result<void> {
            if (++calls == 3)
                return makeError(ErrorCode::Internal, QStringLiteral("The device is gone."));
            return {};
        };
        GW_VERIFY_ERROR(bench.run(bench.request("int")), ErrorCode::Internal);
        bench.model.onToken = nullptr;
        QCOMPARE(bench.run(bench.request("int")).value().text, std::string(" main();\n    return 0;"));
    }

    void aModelWithAnotherVocabularyIsRefusedWhenItIsSmaller()
    {
        const auto tokenizer = SmallVocabulary({}).tokenizer();
        const TokenPrefixIndex index(*tokenizer);
        const ManualClock clock;
        FakeLanguageModel smaller(tokenizer->vocabularySize() - 1, 10,
                                  [](auto) { return std::vector<float>(); });
        GW_VERIFY_ERROR(Generator(smaller, *tokenizer, index, clock).generate({}, {}), ErrorCode::Corrupt);
        // Rows that only make a size round are never chosen.
        FakeLanguageModel larger(tokenizer->vocabularySize() + 7, 10, [&](auto) {
            std::vector<float> logits(tokenizer->vocabularySize() + 7, 0.0F);
            logits.back() = 5.0F;
            return logits;
        });
        const auto generation = Generator(larger, *tokenizer, index, clock).generate({}, {});
        GW_VERIFY_RESULT(generation);
        QCOMPARE(generation->end, GenerationEnd::EndOfText);
    }

    void unusableNumbersAreReported()
    {
        const auto tokenizer = SmallVocabulary({}).tokenizer();
        const TokenPrefixIndex index(*tokenizer);
        FakeLanguageModel model(tokenizer->vocabularySize(), 10, [&](auto) {
            return std::vector<float>(tokenizer->vocabularySize(), std::numeric_limits<float>::quiet_NaN());
        });
        const ManualClock clock;
        Generator generator(model, *tokenizer, index, clock);
        GenerationRequest request;
        GW_VERIFY_ERROR(generator.generate(request, {}), ErrorCode::Corrupt);
    }

    void requestsThatMeanNothingAreRefused()
    {
        Bench bench("x");
        auto request = bench.request("int");
        request.maxTokens = 0;
        GW_VERIFY_ERROR(bench.run(request), ErrorCode::InvalidInput);
        request = bench.request("int");
        request.sampling.topP = 2;
        GW_VERIFY_ERROR(bench.run(request), ErrorCode::InvalidInput);
        request = bench.request("int");
        request.prompt.push_back(100'000);
        GW_VERIFY_ERROR(bench.run(request), ErrorCode::InvalidInput);
        request.prompt.back() = -1;
        GW_VERIFY_ERROR(bench.run(request), ErrorCode::InvalidInput);
        QVERIFY(bench.model.calls.empty());
    }

    void theSameSeedWritesTheSameText()
    {
        // Flat logits over bytes that are letters: every seed writes something else.
        const auto tokenizer = SmallVocabulary({}).tokenizer();
        const TokenPrefixIndex index(*tokenizer);
        const ManualClock clock;
        const auto write = [&](std::uint64_t seed) {
            FakeLanguageModel model(tokenizer->vocabularySize(), 100, [&](auto) {
                std::vector<float> logits(tokenizer->vocabularySize(), -50.0F);
                for (int letter = 'a'; letter <= 'z'; ++letter)
                    logits[static_cast<std::size_t>(SmallVocabulary::kFirstByte + letter)] = 1.0F;
                return logits;
            });
            Generator generator(model, *tokenizer, index, clock);
            GenerationRequest request;
            request.maxTokens = 40;
            request.sampling = {SamplingSettings::Strategy::Sample, 1.0, 0, 1.0, seed};
            return generator.generate(request, {}).value().text;
        };
        QCOMPARE(write(1).size(), std::size_t{40});
        QCOMPARE(write(1), write(1));
        QVERIFY(write(1) != write(2));
    }
};

QTEST_GUILESS_MAIN(TestGenerator)
#include "tst_generator.moc"
