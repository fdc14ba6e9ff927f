// SPDX-License-Identifier: Apache-2.0
#include "core/base/random.h"
#include "core/decode/generator.h"
#include "tests/support/fake_language_model.h"
#include "tests/support/manual_clock.h"
#include "tests/support/result_test.h"
#include "tests/support/small_vocabulary.h"

#include <algorithm>
#include <cmath>
#include <limits>

using namespace gatewright;
using namespace gatewright::decode;
using namespace std::chrono_literals;
using gatewright::test::FakeLanguageModel;
using gatewright::test::ManualClock;
using gatewright::test::SmallVocabulary;

namespace {

constexpr TokenId endOfText = 0;

TokenId letter(char character)
{
    return SmallVocabulary::kFirstByte + character;
}

// A model of a few letters and the end of the text, whose wishes depend on all tokens before, as chance will
// have it.
FakeLanguageModel::LogitsFor dice(std::size_t vocabulary, std::string letters, std::uint64_t seed, float end)
{
    return [=](std::span<const TokenId> tokens) {
        std::uint64_t mixed = seed;
        for (const TokenId token : tokens)
            mixed = RandomSource(mixed ^ (static_cast<std::uint64_t>(token) + 1)).next();
        RandomSource random(mixed);
        std::vector<float> logits(vocabulary, -std::numeric_limits<float>::infinity());
        for (const char character : letters)
            logits[static_cast<std::size_t>(letter(character))] =
                static_cast<float>(random.uniform() * 6 - 3);
        logits[endOfText] = static_cast<float>(random.uniform() * 6 - 3) + end;
        return logits;
    };
}

struct Text
{
    std::vector<TokenId> tokens;
    double sum = 0.0;

    [[nodiscard]] double score() const { return sum / static_cast<double>(tokens.size()); }
};

std::vector<double> logProbabilities(const std::vector<float> &logits)
{
    double sum = 0;
    for (const float logit : logits)
        sum += std::exp(static_cast<double>(logit));
    std::vector<double> result;
    for (const float logit : logits)
        result.push_back(static_cast<double>(logit) - std::log(sum));
    return result;
}

// A beam search as its header describes it, by full sorts.
Text searchByDefinition(const FakeLanguageModel::LogitsFor &model, const std::vector<TokenId> &prompt,
                        std::size_t beams, std::size_t maxTokens)
{
    std::vector<Text> live{Text()};
    std::vector<Text> ended;
    const auto isDecided = [&] {
        return ended.size() >= beams &&
               live[0].score() <= std::ranges::max_element(ended, {}, &Text::score)->score();
    };
    while (!live.empty() && !isDecided() && live.front().tokens.size() < maxTokens) {
        std::vector<Text> next;
        for (const Text &text : live) {
            std::vector<TokenId> all = prompt;
            all.insert(all.end(), text.tokens.begin(), text.tokens.end());
            const std::vector<double> wishes = logProbabilities(model(all));
            for (std::size_t token = 0; token < wishes.size(); ++token) {
                if (!std::isfinite(wishes[token]))
                    continue;
                next.push_back(text);
                next.back().tokens.push_back(static_cast<TokenId>(token));
                next.back().sum += wishes[token];
            }
        }
        std::ranges::stable_sort(next, [](const Text &a, const Text &b) { return a.sum > b.sum; });
        next.resize(std::min(next.size(), 2 * beams));
        live.clear();
        for (std::size_t rank = 0; rank < next.size() && live.size() < beams; ++rank) {
            if (next[rank].tokens.back() != endOfText)
                live.push_back(next[rank]);
            else if (rank < beams)
                ended.push_back(next[rank]);
        }
    }
    if (!live.empty() && live.front().tokens.size() == maxTokens)
        ended.insert(ended.end(), live.begin(), live.end());
    return *std::ranges::max_element(ended, {}, &Text::score);
}

class Bench
{
public:
    explicit Bench(FakeLanguageModel::LogitsFor logitsFor, std::size_t capacity = 1000)
        : tokenizer(SmallVocabulary({}).tokenizer())
        , index(*tokenizer)
        , model(tokenizer->vocabularySize(), capacity, std::move(logitsFor))
        , generator(model, *tokenizer, index, clock)
    {
        request.prompt = {letter('x'), letter('y')};
        request.sampling.strategy = SamplingSettings::Strategy::Beam;
        request.loop.tokens = 1000;
    }

    [[nodiscard]] Result<Generation> run() { return generator.generate(request, {}); }

    ManualClock clock;
    std::unique_ptr<model::Tokenizer> tokenizer;
    TokenPrefixIndex index;
    FakeLanguageModel model;
    Generator generator;
    GenerationRequest request;
};

const std::size_t vocabulary = SmallVocabulary({}).tokenizer()->vocabularySize();

std::string textOf(const Text &text)
{
    std::string result;
    for (const TokenId token : text.tokens) {
        if (token != endOfText)
            result += static_cast<char>(token - SmallVocabulary::kFirstByte);
    }
    return result;
}

} // namespace

class TestBeamSearch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsWhatItsDefinitionFinds_data()
    {
        QTest::addColumn<int>("beams");
        QTest::addColumn<int>("maxTokens");
        QTest::addColumn<double>("end");
        for (const int beams : {1, 2, 3, 4, 8, 16}) {
            QTest::addRow("%d beams, texts end", beams) << beams << 20 << 1.0;
            QTest::addRow("%d beams, the limit ends them", beams) << beams << 6 << -100.0;
        }
    }
    void findsWhatItsDefinitionFinds()
    {
        QFETCH(int, beams);
        QFETCH(int, maxTokens);
        QFETCH(double, end);
        for (std::uint64_t seed = 1; seed <= 12; ++seed) {
            const auto model = dice(vocabulary, "abcde", seed, static_cast<float>(end));
            Bench bench(model);
            bench.request.sampling.beams = beams;
            bench.request.maxTokens = maxTokens;
            const Text expected =
                searchByDefinition(model, bench.request.prompt, static_cast<std::size_t>(beams),
                                   static_cast<std::size_t>(maxTokens));
            const auto generation = bench.run();
            GW_VERIFY_RESULT(generation);
            QCOMPARE(generation->text, textOf(expected));
            QCOMPARE(generation->timing.generatedTokens, static_cast<int>(expected.tokens.size()));
            const bool endedItself = expected.tokens.back() == endOfText;
            QCOMPARE(generation->end, endedItself ? GenerationEnd::EndOfText : GenerationEnd::TokenLimit);
        }
    }

    void enoughBeamsFindTheBestOfAllTexts()
    {
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            const auto model = dice(vocabulary, "ab", seed, 0.0F);
            Bench bench(model);
            bench.request.sampling.beams = 16;
            bench.request.maxTokens = 3;
            Text best;
            const std::function<void(const Text &)> visit = [&](const Text &text) {
                const bool isWhole =
                    text.tokens.size() == 3 || (!text.tokens.empty() && text.tokens.back() == endOfText);
                if (isWhole && (best.tokens.empty() || text.score() > best.score()))
                    best = text;
                if (isWhole)
                    return;
                std::vector<TokenId> all = bench.request.prompt;
                all.insert(all.end(), text.tokens.begin(), text.tokens.end());
                const auto wishes = logProbabilities(model(all));
                for (const TokenId token : {endOfText, letter('a'), letter('b')}) {
                    Text next = text;
                    next.tokens.push_back(token);
                    next.sum += wishes[static_cast<std::size_t>(token)];
                    visit(next);
                }
            };
            visit({});
            QCOMPARE(bench.run().value().text, textOf(best));
        }
    }

    void oneBeamIsGreedy()
    {
        for (std::uint64_t seed = 1; seed <= 10; ++seed) {
            Bench bench(dice(vocabulary, "abcd", seed, 0.5F));
            bench.request.sampling.beams = 1;
            const auto beam = bench.run().value();
            bench.request.sampling.strategy = SamplingSettings::Strategy::Greedy;
            const auto greedy = bench.run().value();
            QCOMPARE(beam.text, greedy.text);
            QCOMPARE(beam.end, greedy.end);
            QCOMPARE(beam.tokens.size(), greedy.tokens.size());
            for (std::size_t i = 0; i < beam.tokens.size(); ++i)
                QVERIFY(std::abs(beam.tokens[i].logProbability - greedy.tokens[i].logProbability) < 1e-6F);
        }
    }

    void warmAndColdFindTheSame()
    {
        const auto model = dice(vocabulary, "abcde", 5, -1.0F);
        Bench cold(model);
        Bench warm(model);
        QVERIFY(warm.generator.warm(warm.request.prompt, {}).has_value());
        const auto a = cold.run().value();
        const auto b = warm.run().value();
        const auto c = warm.run().value();
        QCOMPARE(a.text, b.text);
        QCOMPARE(a.text, c.text);
        QVERIFY(c.timing.reusedTokens > 0);
    }

    void requiredBytesComeFirst()
    {
        Bench bench(dice(vocabulary, "abcde", 3, -100.0F));
        bench.request.required = "cc";
        bench.request.maxTokens = 6;
        const auto generation = bench.run().value();
        QCOMPARE(generation.text.size(), std::size_t{4});
        const auto held = bench.tokenizer->decode(bench.model.tokens());
        QVERIFY2(held.starts_with("xycc"), held.c_str());
    }

    void stopTextsEndATextAcrossTokens()
    {
        // Wants "abcabc…", of which "ca" is two tokens.
        Bench bench([](std::span<const TokenId> tokens) {
            std::vector<float> logits(vocabulary, -20.0F);
            const char next = tokens.back() == letter('a') ? 'b' : tokens.back() == letter('b') ? 'c' : 'a';
            logits[static_cast<std::size_t>(letter(next))] = 1.0F;
            return logits;
        });
        bench.request.stop.texts = {"ca"};
        const auto generation = bench.run().value();
        QVERIFY2(generation.text == "ab", generation.text.c_str());
        QCOMPARE(generation.end, GenerationEnd::Stopped);
    }

    void aLoopIsGivenOnlyForWantOfBetter()
    {
        // "aaaa…" is by far the likeliest, "b" and an end the other way.
        const auto model = [](std::span<const TokenId> tokens) {
            std::vector<float> logits(vocabulary, -1000.0F);
            if (tokens.back() == letter('b'))
                logits[endOfText] = 1.0F;
            else
                logits[static_cast<std::size_t>(letter('a'))] = 5.0F;
            if (tokens.back() == letter('y'))
                logits[static_cast<std::size_t>(letter('b'))] = 1.0F;
            return logits;
        };
        Bench bench(model);
        bench.request.loop = {};
        bench.request.sampling.beams = 2;
        const auto two = bench.run().value();
        QCOMPARE(two.text, std::string("b"));
        QCOMPARE(two.end, GenerationEnd::EndOfText);
        bench.request.sampling.beams = 1;
        QCOMPARE(bench.run().value().end, GenerationEnd::Loop);
    }

    void limitsEndTheSearch()
    {
        Bench bench(dice(vocabulary, "abcde", 3, -100.0F), 6);
        const auto full = bench.run().value();
        QCOMPARE(full.end, GenerationEnd::ContextFull);
        QCOMPARE(full.text.size(), std::size_t{4});

        Bench slow(dice(vocabulary, "abcde", 3, -100.0F));
        slow.model.onToken = [&](TokenId) -> Result<void> {
            slow.clock.advance(10ms);
            return {};
        };
        slow.request.maxTime = 100ms;
        QCOMPARE(slow.run().value().end, GenerationEnd::TimeLimit);
    }

    void cancelsWithinOnePass()
    {
        Bench bench(dice(vocabulary, "abcde", 3, -100.0F));
        std::stop_source source;
        std::size_t callsAtStop = 0;
        bench.model.onToken = [&](TokenId) -> Result<void> {
            if (bench.model.calls.size() == 6) {
                callsAtStop = bench.model.calls.size();
                source.request_stop();
            }
            return {};
        };
        GW_VERIFY_ERROR(bench.generator.generate(bench.request, source.get_token()), ErrorCode::Cancelled);
        QCOMPARE(bench.model.calls.size(), callsAtStop);
        bench.model.onToken = nullptr;
        Bench fresh(dice(vocabulary, "abcde", 3, -100.0F));
        QCOMPARE(bench.run().value().text, fresh.run().value().text);
    }
};

QTEST_GUILESS_MAIN(TestBeamSearch)
#include "tst_beam_search.moc"
