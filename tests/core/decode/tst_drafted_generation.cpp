// SPDX-License-Identifier: Apache-2.0
#include "core/base/random.h"
#include "core/decode/draft/drafting.h"
#include "core/decode/generator.h"
#include "core/decode/token_healing.h"
#include "tests/support/fake_language_model.h"
#include "tests/support/manual_clock.h"
#include "tests/support/result_test.h"
#include "tests/support/small_vocabulary.h"

#include <array>
#include <cmath>
#include <functional>

using namespace gatewright;
using namespace gatewright::decode;
using namespace std::chrono_literals;
using gatewright::test::FakeLanguageModel;
using gatewright::test::ManualClock;
using gatewright::test::SmallVocabulary;

namespace {

// Trees of any shape: the tokens that a prophet knows, with others between them.
class ScriptedDrafts final : public DraftSource
{
public:
    using Prophet = std::function<TokenId(std::span<const TokenId>)>;

    ScriptedDrafts(std::uint64_t seed, TokenId vocabulary, Prophet prophet)
        : m_random(seed)
        , m_vocabulary(vocabulary)
        , m_prophet(std::move(prophet))
    {
    }

    void begin(std::span<const TokenId> prompt, std::span<const float>) override
    {
        begun.assign(prompt.begin(), prompt.end());
    }

    [[nodiscard]] const DraftTree &draft(std::span<const TokenId> context, const TreeLimits &limits) override
    {
        m_tree.start(context.back());
        std::vector<std::vector<TokenId>> texts{{context.begin(), context.end()}};
        const std::size_t rows = 1 + m_random.below(std::min<std::size_t>(limits.rows, 12));
        while (m_tree.size() < rows) {
            const std::size_t parent = m_random.below(m_tree.size());
            const bool knows = m_prophet && m_random.below(4) > 0;
            const TokenId token =
                knows ? m_prophet(texts[parent])
                      : static_cast<TokenId>(m_random.below(static_cast<std::uint64_t>(m_vocabulary)));
            if (m_tree.depth(parent) >= limits.depth || m_tree.child(parent, token) != m_tree.size()) {
                if (++m_refused > 1000)
                    break;
                continue;
            }
            m_tree.add(token, parent);
            texts.push_back(texts[parent]);
            texts.back().push_back(token);
        }
        m_refused = 0;
        return m_tree;
    }
    void verified(const PassOutcome &outcome) override
    {
        accepted += outcome.path.size() - 1;
        lastNext = outcome.next;
    }
    void end(std::span<const TokenId> answer) override { ended.assign(answer.begin(), answer.end()); }

    std::vector<TokenId> begun;
    std::vector<TokenId> ended;
    std::size_t accepted = 0;
    TokenId lastNext = -1;

private:
    RandomSource m_random;
    TokenId m_vocabulary;
    Prophet m_prophet;
    DraftTree m_tree;
    int m_refused = 0;
};

bool same(const Generation &a, const Generation &b)
{
    const auto tokens = [](const GeneratedToken &x, const GeneratedToken &y) {
        return x.token == y.token && x.end == y.end && x.logProbability == y.logProbability;
    };
    return a.text == b.text && a.end == b.end && std::ranges::equal(a.tokens, b.tokens, tokens) &&
           a.timing.generatedTokens == b.timing.generatedTokens;
}

// Logits that depend on the last two tokens, a few of which are likely.
FakeLanguageModel::LogitsFor chattering(std::size_t vocabulary)
{
    return [vocabulary](std::span<const TokenId> tokens) {
        std::vector<float> logits(vocabulary, -20.0F);
        RandomSource random(static_cast<std::uint64_t>(tokens.back()) * 1009 +
                            (tokens.size() > 1 ? static_cast<std::uint64_t>(tokens[tokens.size() - 2]) : 0));
        for (int i = 0; i < 5; ++i)
            logits[SmallVocabulary::kFirstByte + 'a' + random.below(26)] =
                static_cast<float>(random.uniform() * 3.0);
        logits[0] = -4.0F; // the end of the text, now and then
        return logits;
    };
}

TokenId likeliest(const std::vector<float> &logits)
{
    return static_cast<TokenId>(std::ranges::max_element(logits) - logits.begin());
}

class Bench
{
public:
    explicit Bench(FakeLanguageModel::LogitsFor logitsFor = {}, std::size_t capacity = 1000)
        : tokenizer(
              SmallVocabulary({" return", " main", "int", "for", "    ", "\n    ", "();", " 0"}).tokenizer())
        , index(*tokenizer)
        , logits(logitsFor ? std::move(logitsFor) : chattering(tokenizer->vocabularySize()))
        , model(tokenizer->vocabularySize(), capacity, logits)
    {
    }
    [[nodiscard]] ScriptedDrafts drafts(std::uint64_t seed) const
    {
        return {seed, static_cast<TokenId>(tokenizer->vocabularySize()),
                [this](std::span<const TokenId> tokens) { return likeliest(logits(tokens)); }};
    }
    [[nodiscard]] GenerationRequest request(std::string_view text) const
    {
        HealedPrompt healed = healPrompt(*tokenizer, text);
        GenerationRequest request;
        request.prompt = std::move(healed.tokens);
        request.required = std::move(healed.required);
        return request;
    }
    [[nodiscard]] Result<Generation> run(const GenerationRequest &request, DraftSource *drafts)
    {
        return Generator(model, *tokenizer, index, clock, drafts).generate(request, {});
    }

    ManualClock clock;
    std::unique_ptr<model::Tokenizer> tokenizer;
    TokenPrefixIndex index;
    FakeLanguageModel::LogitsFor logits;
    FakeLanguageModel model;
};

} // namespace

class TestDraftedGeneration : public QObject
{
    Q_OBJECT

private:
    // Whatever is drafted, the answer is that of plain decoding, and so is what the model holds afterwards.
    static std::size_t compare(Bench &bench, const GenerationRequest &request, std::uint64_t seed)
    {
        const auto plain = bench.run(request, nullptr).value();
        const std::vector<TokenId> held(bench.model.tokens().begin(), bench.model.tokens().end());
        bench.model.truncate(0);
        ScriptedDrafts drafts = bench.drafts(seed);
        const auto drafted = bench.run(request, &drafts).value();
        [&] { QVERIFY2(same(drafted, plain), qPrintable(QStringLiteral("seed %1").arg(seed))); }();
        [&] { QVERIFY(std::ranges::equal(bench.model.tokens(), held)); }();
        [&] { QCOMPARE(drafted.timing.acceptedDrafts, static_cast<int>(drafts.accepted)); }();
        [&] { QVERIFY(drafted.timing.passes <= plain.timing.passes + 1); }();
        bench.model.truncate(0);
        return drafts.accepted;
    }

private Q_SLOTS:
    void greedyTextIsThatOfPlainDecoding()
    {
        Bench bench;
        std::size_t accepted = 0;
        for (std::uint64_t seed = 0; seed < 60; ++seed) {
            auto request = bench.request("int " + std::string(1, static_cast<char>('a' + seed % 26)));
            request.maxTokens = 1 + static_cast<int>(seed % 50);
            accepted += compare(bench, request, seed);
        }
        QVERIFY(accepted > 300); // or nothing was tried
    }

    void sampledTextIsThatOfPlainDecodingForEachSeed()
    {
        Bench bench;
        std::size_t accepted = 0;
        for (std::uint64_t seed = 0; seed < 60; ++seed) {
            auto request = bench.request("int main");
            request.maxTokens = 40;
            request.sampling = {SamplingSettings::Strategy::Sample, 0.8, static_cast<int>(seed % 5), 0.95,
                                seed};
            request.sampling.repetitionPenalty = seed % 2 == 0 ? 1.0 : 1.2;
            accepted += compare(bench, request, seed);
        }
        QVERIFY(accepted > 200);
    }

    // What is sampled with drafts has the model's own distribution: chi-squared over the second token of
    // 10,000 answers, which a verify pass brings.
    void sampledTokensHaveTheModelsDistribution()
    {
        const std::size_t vocabulary = Bench().tokenizer->vocabularySize();
        Bench bench([vocabulary](std::span<const TokenId>) {
            std::vector<float> logits(vocabulary, -30.0F);
            for (int i = 0; i < 6; ++i)
                logits[static_cast<std::size_t>(SmallVocabulary::kFirstByte + 'a' + i)] =
                    0.5F * static_cast<float>(i);
            return logits;
        });
        std::array<double, 6> expected{};
        double total = 0;
        for (std::size_t i = 0; i < expected.size(); ++i)
            total += expected[i] = std::exp(0.5 * static_cast<double>(i));
        constexpr int kDraws = 10'000;
        std::array<int, 6> seen{};
        ScriptedDrafts drafts = bench.drafts(5);
        Generator generator(bench.model, *bench.tokenizer, bench.index, bench.clock, &drafts);
        GenerationRequest request;
        request.prompt = bench.tokenizer->encode("int", model::Specials::AsText);
        request.maxTokens = 3; // a draft needs room behind the second
        for (int draw = 0; draw < kDraws; ++draw) {
            request.sampling = {SamplingSettings::Strategy::Sample, 1.0, 0, 1.0,
                                static_cast<std::uint64_t>(draw)};
            const auto generation = generator.generate(request, {}).value();
            ++seen[static_cast<std::size_t>(generation.tokens[1].token - SmallVocabulary::kFirstByte - 'a')];
        }
        double chiSquared = 0;
        for (std::size_t i = 0; i < seen.size(); ++i) {
            const double wanted = expected[i] / total * kDraws;
            chiSquared += (seen[i] - wanted) * (seen[i] - wanted) / wanted;
        }
        QVERIFY2(chiSquared < 20.5, qPrintable(QString::number(chiSquared))); // p = 0.001 with 5 degrees
        QVERIFY(drafts.accepted > 500);
    }

    void whatEndsAnAnswerEndsItWithinAPass()
    {
        const std::string text = "int main();\n    return 0;\n    END return 0;\n";
        const auto tokenizer =
            SmallVocabulary({" return", " main", "int", "for", "    ", "\n    ", "();", " 0"}).tokenizer();
        for (std::uint64_t seed = 0; seed < 30; ++seed) {
            Bench bench(FakeLanguageModel::writing(*tokenizer, text));
            auto request = bench.request("int");
            compare(bench, request, seed); // the end of the document
            request.stop.texts = {"END"};
            compare(bench, request, seed);
            request.stop.lines = 1;
            compare(bench, request, seed);
            request.stop = {};
            request.maxTokens = 1 + static_cast<int>(seed % 9);
            compare(bench, request, seed);
            request.maxTokens = 64;
            request.onText = [&](std::string_view written) { return written.size() < 3 + seed; };
            compare(bench, request, seed);
        }
    }

    void loopsBrokenTextAndHealingAreTheSame()
    {
        std::string loop = "int";
        for (int i = 0; i < 30; ++i)
            loop += " main();";
        const auto tokenizer =
            SmallVocabulary({" return", " main", "int", "for", "    ", "\n    ", "();", " 0"}).tokenizer();
        for (std::uint64_t seed = 0; seed < 20; ++seed) {
            Bench looping(FakeLanguageModel::writing(*tokenizer, loop));
            compare(looping, looping.request("int"), seed);
            Bench broken(FakeLanguageModel::writing(*tokenizer, "int gr\xc3\xbc\xc3\x9f"
                                                                "e \xff then"));
            compare(broken, broken.request("int"), seed);
            Bench healed(FakeLanguageModel::writing(*tokenizer, "int main();\n    return 0;"));
            compare(healed, healed.request("int main();\n    retur"), seed);
            auto request = healed.request("int");
            request.required = " ma"; // several tokens
            compare(healed, request, seed);
        }
    }

    void aFullContextIsFilledToItsLastToken()
    {
        const auto tokenizer =
            SmallVocabulary({" return", " main", "int", "for", "    ", "\n    ", "();", " 0"}).tokenizer();
        for (std::size_t capacity = 2; capacity < 14; ++capacity) {
            Bench bench(FakeLanguageModel::writing(*tokenizer, "int main();\n    return 0;\n    return 0;"),
                        capacity);
            GenerationRequest request;
            request.prompt = bench.tokenizer->encode("int", model::Specials::AsText);
            compare(bench, request, capacity);
        }
    }

    void treesKeepToTheirLimits()
    {
        Bench bench;
        ScriptedDrafts drafts = bench.drafts(1);
        bench.model.treeNodes = 10;
        auto request = bench.request("int main");
        request.maxTokens = 40;
        QVERIFY(bench.run(request, &drafts).has_value());
        QVERIFY(!bench.model.trees.empty());
        for (const auto &tree : bench.model.trees)
            QVERIFY(tree.size() <= 10);
    }

    void whatIsLittleOfAPromptComesWithTheFirstPass()
    {
        Bench bench;
        ScriptedDrafts drafts = bench.drafts(1);
        GenerationRequest request;
        request.prompt = bench.tokenizer->encode("int main();\n    return 0;", model::Specials::AsText);
        request.maxTokens = 20;
        const auto plain = bench.run(request, nullptr).value();
        for (std::size_t held = 0; held < request.prompt.size(); ++held) {
            bench.model.truncate(0);
            QVERIFY(bench.model.evaluate(request.prompt, {}).has_value());
            bench.model.truncate(held);
            bench.model.calls.clear();
            bench.model.trees.clear();
            const auto drafted = bench.run(request, &drafts).value();
            QVERIFY(same(drafted, plain));
            const std::size_t missing = request.prompt.size() - held;
            QCOMPARE(bench.model.calls.empty(), missing <= 8);
            if (missing <= 8) {
                const auto &tree = bench.model.trees.front();
                for (std::size_t row = 0; row < missing; ++row)
                    QCOMPARE(tree[row].token, request.prompt[held + row]);
            }
        }
    }

    void timeLimitsHoldBetweenPasses()
    {
        Bench bench;
        bench.model.onToken = [&](TokenId) -> Result<void> {
            bench.clock.advance(1ms);
            return {};
        };
        ScriptedDrafts drafts = bench.drafts(1);
        auto request = bench.request("int main");
        request.maxTokens = 500;
        request.maxTime = 50ms;
        const auto generation = bench.run(request, &drafts).value();
        QVERIFY(generation.end == GenerationEnd::TimeLimit || generation.end == GenerationEnd::EndOfText);
        QVERIFY(generation.timing.decodeMs <= 50 + 12);
    }

    void cancelsWithinAPass()
    {
        Bench bench;
        std::stop_source source;
        int nodes = 0;
        bench.model.onToken = [&](TokenId) -> Result<void> {
            if (!bench.model.trees.empty() && ++nodes == 5)
                source.request_stop();
            return {};
        };
        ScriptedDrafts drafts = bench.drafts(1);
        auto request = bench.request("int main");
        request.maxTokens = 200;
        Generator generator(bench.model, *bench.tokenizer, bench.index, bench.clock, &drafts);
        GW_VERIFY_ERROR(generator.generate(request, source.get_token()), ErrorCode::Cancelled);
        bench.model.onToken = nullptr;
        bench.model.treeNodes = 64;
        compare(bench, request, 3); // what was half done changes nothing
    }

    void withoutDraftsNothingIsVerified()
    {
        Bench bench;
        ScriptedDrafts drafts = bench.drafts(1);
        auto request = bench.request("int main");
        request.drafts = false;
        QVERIFY(bench.run(request, &drafts).has_value());
        QVERIFY(bench.model.trees.empty());
        request.drafts = true;
        bench.model.treeNodes = 0;
        QVERIFY(bench.run(request, &drafts).has_value());
        QVERIFY(bench.model.trees.empty());
    }

    void theSourceIsToldWhatWasWritten()
    {
        Bench bench;
        ScriptedDrafts drafts = bench.drafts(7);
        auto request = bench.request("int main");
        request.maxTokens = 30;
        const auto generation = bench.run(request, &drafts).value();
        QCOMPARE(drafts.begun, request.prompt);
        QCOMPARE(drafts.ended.size(), static_cast<std::size_t>(generation.timing.generatedTokens));
        QCOMPARE(drafts.ended.back(), drafts.lastNext);
    }

    // The real drafters over many requests: they learn, and nothing changes.
    void whatIsLearnedNeverChangesAText()
    {
        Bench bench;
        DraftingOptions options;
        const SystemClock clock;
        Drafting drafting(options, clock);
        Generator drafted(bench.model, *bench.tokenizer, bench.index, bench.clock, &drafting);
        for (int i = 0; i < 40; ++i) {
            auto request = bench.request("int " + std::string(1, static_cast<char>('a' + i % 13)));
            request.maxTokens = 60;
            if (i % 3 == 0)
                request.sampling = {SamplingSettings::Strategy::Sample, 0.6, 3, 1.0,
                                    static_cast<std::uint64_t>(i)};
            const auto plain = bench.run(request, nullptr).value();
            const auto fast = drafted.generate(request, {}).value();
            QVERIFY2(same(fast, plain), qPrintable(QString::number(i)));
        }
        QVERIFY(drafting.statistics().accepted > 0);
        QVERIFY(drafting.recycling().size() > 0);
    }
};

QTEST_GUILESS_MAIN(TestDraftedGeneration)
#include "tst_drafted_generation.moc"
