// SPDX-License-Identifier: Apache-2.0
#include "core/decode/context_model.h"
#include "core/decode/parallel_sample_batch.h"
#include "tests/core/model/loaded_model.h"
#include "tests/support/manual_clock.h"
#include "tests/support/result_test.h"
#include "tests/support/small_vocabulary.h"

#include <QTest>

#include <algorithm>
#include <map>
#include <numeric>

using namespace gatewright;
using namespace gatewright::decode;
using test::ManualClock;
using test::SmallVocabulary;

namespace {

// A made-up model with a tokenizer, and what writes with it.
struct Bench
{
    explicit Bench(std::size_t spareTokens, std::size_t capacity = 600,
                   std::optional<model::ViewSettings> view = std::nullopt)
        : tokenizer(SmallVocabulary({}).tokenizer())
        , index(*tokenizer)
    {
        model::SyntheticModel shape;
        shape.vocabulary = tokenizer->vocabularySize();
        loaded = std::move(*model::load(shape.builder()));
        context = std::move(*model::Context::create(*loaded.model, capacity, spareTokens));
        languageModel = std::make_unique<ContextModel>(*context, shape.vocabulary, view);
        generator = std::make_unique<Generator>(*languageModel, *tokenizer, index, clock);
        request.prompt = tokenizer->encode(std::string(280, 'p') + "rompt", model::Specials::AsText);
        request.sampling.strategy = SamplingSettings::Strategy::Sample;
        request.sampling.seed = 11;
        request.maxTokens = 24;
    }

    [[nodiscard]] std::map<int, Generation> run(SampleBatch &&batch, const std::vector<int> &indexes) const
    {
        std::map<int, Generation> samples;
        const auto done = batch.generate(
            request, indexes, [&](int number, const Generation &sample) { samples[number] = sample; }, {});
        return done ? samples : std::map<int, Generation>();
    }
    [[nodiscard]] ParallelSampleBatch parallel()
    {
        return ParallelSampleBatch(*generator, *context, *tokenizer, index, clock);
    }

    ManualClock clock;
    std::unique_ptr<model::Tokenizer> tokenizer;
    TokenPrefixIndex index;
    model::Loaded loaded;
    std::unique_ptr<model::Context> context;
    std::unique_ptr<ContextModel> languageModel;
    std::unique_ptr<Generator> generator;
    GenerationRequest request;
};

std::vector<int> upTo(int count)
{
    std::vector<int> indexes(static_cast<std::size_t>(count));
    std::iota(indexes.begin(), indexes.end(), 0);
    return indexes;
}

bool same(const Generation &a, const Generation &b)
{
    return a.text == b.text && a.end == b.end &&
           std::ranges::equal(a.tokens, b.tokens, [](const GeneratedToken &x, const GeneratedToken &y) {
               return x.token == y.token && x.end == y.end && x.logProbability == y.logProbability;
           });
}

} // namespace

class TestParallelSamples : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void areTheSamplesOfOneAfterTheOther_data()
    {
        QTest::addColumn<int>("spareTokens");
        QTest::newRow("all together") << 16 * 1024;
        QTest::newRow("three at a time") << 3 * (24 + 512);
        QTest::newRow("no room for two") << 600;
        QTest::newRow("none to spare") << 0;
    }
    void areTheSamplesOfOneAfterTheOther()
    {
        QFETCH(int, spareTokens);
        Bench bench(static_cast<std::size_t>(spareTokens));
        const auto indexes = upTo(20);
        const auto expected = bench.run(SerialSampleBatch(*bench.generator), indexes);
        const auto samples = bench.run(bench.parallel(), indexes);
        QCOMPARE(samples.size(), indexes.size());
        for (const int index : indexes)
            QVERIFY2(same(samples.at(index), expected.at(index)), qPrintable(QString::number(index)));
        QVERIFY(samples.at(0).text != samples.at(1).text);
        // What was taken was given back, and the prompt stands as it did.
        const auto again = bench.run(bench.parallel(), {7, 3});
        QVERIFY(same(again.at(7), expected.at(7)) && same(again.at(3), expected.at(3)));
    }

    void throughAViewToo()
    {
        Bench bench(
            16 * 1024, 600,
            model::ViewSettings{.entries = 256, .voters = 8, .recent = 16, .pooling = 3, .least = 270});
        Bench whole(16 * 1024);
        const auto indexes = upTo(6);
        const auto expected = bench.run(SerialSampleBatch(*bench.generator), indexes);
        const auto samples = bench.run(bench.parallel(), indexes);
        const auto otherwise = whole.run(whole.parallel(), indexes);
        QCOMPARE(samples.size(), indexes.size());
        bool isOther = false;
        for (const int index : indexes) {
            QVERIFY(same(samples.at(index), expected.at(index)));
            isOther = isOther || !same(samples.at(index), otherwise.at(index));
        }
        QVERIFY(isOther);
        QVERIFY(!bench.context->isViewed());
    }

    void stopTextsEndOneAndNotTheOthers()
    {
        Bench bench(16 * 1024);
        bench.request.stop.texts = {"e", "t", "a"};
        const auto indexes = upTo(12);
        const auto expected = bench.run(SerialSampleBatch(*bench.generator), indexes);
        const auto samples = bench.run(bench.parallel(), indexes);
        for (const int index : indexes)
            QVERIFY(same(samples.at(index), expected.at(index)));
    }

    void requiredBytesAreWritten()
    {
        Bench bench(16 * 1024);
        bench.request.required = "if";
        const auto indexes = upTo(5);
        const auto expected = bench.run(SerialSampleBatch(*bench.generator), indexes);
        const auto samples = bench.run(bench.parallel(), indexes);
        for (const int index : indexes)
            QVERIFY(same(samples.at(index), expected.at(index)));
    }

    void aFullContextEndsThem()
    {
        Bench bench(16 * 1024, 290);
        bench.request.maxTokens = 50;
        const auto samples = bench.run(bench.parallel(), upTo(3));
        QCOMPARE(samples.size(), std::size_t{3});
        for (const auto &[index, sample] : samples)
            QVERIFY(sample.end == GenerationEnd::ContextFull || sample.end == GenerationEnd::EndOfText ||
                    sample.end == GenerationEnd::BrokenText);
    }

    void whatIsNotDrawnIsWrittenOneByOne()
    {
        Bench bench(16 * 1024);
        bench.request.sampling.strategy = SamplingSettings::Strategy::Greedy;
        const auto samples = bench.run(bench.parallel(), upTo(2));
        QVERIFY(same(samples.at(0), samples.at(1)));
    }

    void errorsGiveEverythingBack()
    {
        Bench bench(16 * 1024);
        const std::size_t spare = bench.context->spareTokens();
        std::stop_source stop;
        auto batch = bench.parallel();
        int seen = 0;
        bench.request.stop.texts = {"e"};
        const auto done = batch.generate(
            bench.request, upTo(16),
            [&](int, const Generation &) {
                if (++seen == 2)
                    stop.request_stop();
            },
            stop.get_token());
        GW_VERIFY_ERROR(done, ErrorCode::Cancelled);
        QVERIFY(seen >= 2 && seen < 16);
        QVERIFY(bench.context->spareTokens() + 2 * model::Context::pageTokens >= spare); // but for the prompt
        bench.request.maxTokens = 0;
        GW_VERIFY_ERROR(batch.generate(bench.request, upTo(3), [](int, const Generation &) {}, {}),
                        ErrorCode::InvalidInput);
    }

    void timesAreSharedOut()
    {
        Bench bench(16 * 1024);
        const auto samples = bench.run(bench.parallel(), upTo(4));
        QCOMPARE(samples.at(0).timing.promptTokens, int(bench.request.prompt.size()));
        QCOMPARE(samples.at(0).timing.reusedTokens, 0);
        QCOMPARE(samples.at(1).timing.reusedTokens, samples.at(1).timing.promptTokens);
        for (const auto &[index, sample] : samples)
            QCOMPARE(sample.timing.passes, sample.timing.generatedTokens - 1);
    }
};

QTEST_GUILESS_MAIN(TestParallelSamples)
#include "tst_parallel_samples.moc"
