// SPDX-License-Identifier: Apache-2.0
#include "core/decode/generator.h"
#include "core/decode/sample_batch.h"
#include "tests/support/fake_language_model.h"
#include "tests/support/manual_clock.h"
#include "tests/support/result_test.h"
#include "tests/support/small_vocabulary.h"

#include <map>

using namespace gatewright;
using namespace gatewright::decode;
using gatewright::test::FakeLanguageModel;
using gatewright::test::ManualClock;
using gatewright::test::SmallVocabulary;

namespace {

// Any letter is as good as any other.
class Bench
{
public:
    Bench()
        : tokenizer(SmallVocabulary({}).tokenizer())
        , index(*tokenizer)
        , model(tokenizer->vocabularySize(), 1000,
                [size = tokenizer->vocabularySize()](auto) {
                    std::vector<float> logits(size, -50.0F);
                    for (int letter = 'a'; letter <= 'z'; ++letter)
                        logits[static_cast<std::size_t>(SmallVocabulary::kFirstByte + letter)] = 1.0F;
                    return logits;
                })
        , generator(model, *tokenizer, index, clock)
    {
        request.prompt = tokenizer->encode("a prompt of some length", model::Specials::AsText);
        request.sampling.strategy = SamplingSettings::Strategy::Sample;
        request.sampling.seed = 7;
        request.maxTokens = 12;
    }

    [[nodiscard]] std::map<int, Generation> run(const std::vector<int> &indexes)
    {
        std::map<int, Generation> samples;
        const auto done = SerialSampleBatch(generator).generate(
            request, indexes, [&](int number, const Generation &sample) { samples[number] = sample; }, {});
        return done ? samples : std::map<int, Generation>();
    }

    ManualClock clock;
    std::unique_ptr<model::Tokenizer> tokenizer;
    TokenPrefixIndex index;
    FakeLanguageModel model;
    Generator generator;
    GenerationRequest request;
};

} // namespace

class TestSampleBatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void samplesShareTheEvaluationOfThePrompt()
    {
        Bench bench;
        const auto samples = bench.run({0, 1, 2, 3});
        QCOMPARE(samples.size(), std::size_t{4});
        const int promptTokens = static_cast<int>(bench.request.prompt.size());
        QCOMPARE(samples.at(0).timing.reusedTokens, 0);
        for (const int number : {1, 2, 3})
            QCOMPARE(samples.at(number).timing.reusedTokens, promptTokens - 1);
        QVERIFY(samples.at(0).text != samples.at(1).text);
        QCOMPARE(samples.at(0).text.size(), std::size_t{12});
    }

    void aSampleIsAFunctionOfItsNumber()
    {
        const auto all = Bench().run({0, 1, 2, 3});
        const auto some = Bench().run({3, 1});
        QCOMPARE(some.size(), std::size_t{2});
        QCOMPARE(some.at(3).text, all.at(3).text);
        QCOMPARE(some.at(1).text, all.at(1).text);
        Bench alone;
        alone.request.sampling.seed += 2;
        QCOMPARE(alone.generator.generate(alone.request, {}).value().text, all.at(2).text);
    }

    void whatWasMadeBeforeAStopStands()
    {
        Bench bench;
        std::stop_source stop;
        std::vector<int> seen;
        const std::vector<int> indexes{0, 1, 2};
        const auto done = SerialSampleBatch(bench.generator)
                              .generate(
                                  bench.request, indexes,
                                  [&](int number, const Generation &) {
                                      seen.push_back(number);
                                      stop.request_stop();
                                  },
                                  stop.get_token());
        GW_VERIFY_ERROR(done, ErrorCode::Cancelled);
        QCOMPARE(seen, std::vector<int>{0});
    }
};

QTEST_GUILESS_MAIN(TestSampleBatch)
#include "tst_sample_batch.moc"
