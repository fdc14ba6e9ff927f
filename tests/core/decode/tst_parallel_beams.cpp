// SPDX-License-Identifier: Apache-2.0
#include "core/decode/context_model.h"
#include "core/decode/generator.h"
#include "tests/core/model/loaded_model.h"
#include "tests/support/manual_clock.h"
#include "tests/support/result_test.h"
#include "tests/support/small_vocabulary.h"

#include <QTest>

#include <algorithm>

using namespace gatewright;
using namespace gatewright::decode;
using test::ManualClock;
using test::SmallVocabulary;

namespace {

constexpr std::size_t kCapacity = 600;
constexpr std::size_t kSpare = 16 * 1024;

// A made-up model with a tokenizer, and what writes with it.
struct Bench
{
    explicit Bench(std::size_t spareTokens, std::optional<model::ViewSettings> view = std::nullopt)
        : tokenizer(SmallVocabulary({}).tokenizer())
        , index(*tokenizer)
    {
        model::SyntheticModel shape;
        shape.vocabulary = tokenizer->vocabularySize();
        loaded = std::move(*model::load(shape.builder()));
        context = std::move(*model::Context::create(*loaded.model, kCapacity, spareTokens));
        languageModel = std::make_unique<ContextModel>(*context, shape.vocabulary, view);
        generator = std::make_unique<Generator>(*languageModel, *tokenizer, index, clock);
        request.prompt = tokenizer->encode(std::string(380, 'p') + "rompt", model::Specials::AsText);
        request.sampling.strategy = SamplingSettings::Strategy::Beam;
        request.maxTokens = 24;
    }

    [[nodiscard]] Result<Generation> run() const { return generator->generate(request, {}); }

    ManualClock clock;
    std::unique_ptr<model::Tokenizer> tokenizer;
    TokenPrefixIndex index;
    model::Loaded loaded;
    std::unique_ptr<model::Context> context;
    std::unique_ptr<ContextModel> languageModel;
    std::unique_ptr<Generator> generator;
    GenerationRequest request;
};

bool same(const Generation &a, const Generation &b)
{
    return a.text == b.text && a.end == b.end &&
           std::ranges::equal(a.tokens, b.tokens, [](const GeneratedToken &x, const GeneratedToken &y) {
               return x.token == y.token && x.end == y.end && x.logProbability == y.logProbability;
           });
}

} // namespace

// A beam search whose texts are evaluated together is the one whose texts are evaluated one after the other.
class TestParallelBeams : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theTextIsTheSame_data()
    {
        QTest::addColumn<int>("beams");
        QTest::addColumn<QByteArray>("required");
        QTest::newRow("one") << 1 << QByteArray();
        QTest::newRow("two") << 2 << QByteArray();
        QTest::newRow("five") << 5 << QByteArray();
        QTest::newRow("sixteen") << 16 << QByteArray();
        QTest::newRow("required bytes") << 4 << QByteArray("if");
    }
    void theTextIsTheSame()
    {
        QFETCH(int, beams);
        QFETCH(QByteArray, required);
        Bench serial(0);
        Bench parallel(kSpare);
        const std::size_t spare = parallel.context->spareTokens();
        for (const int tokens : {24, 7}) {
            for (Bench *bench : {&serial, &parallel}) {
                bench->request.sampling.beams = beams;
                bench->request.required = required.toStdString();
                bench->request.maxTokens = tokens;
            }
            const auto expected = serial.run();
            const auto together = parallel.run();
            GW_VERIFY_RESULT(expected);
            GW_VERIFY_RESULT(together);
            QVERIFY(same(*together, *expected));
            QVERIFY(beams == 1 || !together->text.empty());
            if (beams > 1) { // one pass a step instead of one a text
                QVERIFY(together->timing.passes < tokens);
                QVERIFY(expected->timing.passes > together->timing.passes);
            }
        }
        // What was taken was given back, and the prompt stands as it did.
        if (beams > 1)
            QVERIFY(std::ranges::equal(parallel.context->tokens(), parallel.request.prompt));
        QVERIFY(parallel.context->spareTokens() + model::Context::pageTokens >= spare);
    }

    void whereThereIsNoRoomOneGoesAfterTheOther()
    {
        Bench narrow(1000); // for one branch
        Bench wide(kSpare);
        narrow.request.sampling.beams = wide.request.sampling.beams = 3;
        const auto expected = narrow.run();
        const auto together = wide.run();
        GW_VERIFY_RESULT(expected);
        GW_VERIFY_RESULT(together);
        QVERIFY(same(*together, *expected));
        QVERIFY(expected->timing.passes > together->timing.passes);
    }

    void aStoppedSearchGivesBackWhatItTook()
    {
        Bench bench(kSpare);
        bench.request.sampling.beams = 4;
        GW_VERIFY_RESULT(bench.run());
        const std::size_t spare = bench.context->spareTokens();
        std::stop_source stop;
        int shown = 0;
        bench.request.onText = [&](std::string_view) {
            if (++shown == 6)
                stop.request_stop();
            return true;
        };
        GW_VERIFY_ERROR(bench.generator->generate(bench.request, stop.get_token()), ErrorCode::Cancelled);
        QCOMPARE(bench.context->spareTokens(), spare);
    }

    // The same request gets the same answer, however long the view of the one before was used.
    void throughAViewToo()
    {
        const model::ViewSettings view{.entries = 256, .voters = 8, .recent = 16, .pooling = 3, .least = 300};
        Bench viewed(kSpare, view);
        Bench again(kSpare, view);
        Bench whole(kSpare);
        for (Bench *bench : {&viewed, &again, &whole})
            bench->request.sampling.beams = 3;
        const auto first = viewed.run();
        GW_VERIFY_RESULT(first);
        QVERIFY(!viewed.context->isViewed());
        QVERIFY(std::ranges::equal(viewed.context->tokens(), viewed.request.prompt));
        viewed.request.sampling.strategy = SamplingSettings::Strategy::Greedy;
        again.request.sampling.strategy = SamplingSettings::Strategy::Greedy;
        const auto second = viewed.run();
        const auto alone = again.run();
        GW_VERIFY_RESULT(second);
        GW_VERIFY_RESULT(alone);
        QVERIFY(same(*second, *alone));
        viewed.request.sampling.strategy = SamplingSettings::Strategy::Beam;
        const auto third = viewed.run();
        GW_VERIFY_RESULT(third);
        QVERIFY(same(*third, *first));
        const auto otherwise = whole.run();
        GW_VERIFY_RESULT(otherwise);
        QVERIFY(otherwise->tokens.front().logProbability == first->tokens.front().logProbability);
        QVERIFY(!same(*otherwise, *first));
    }
};

QTEST_GUILESS_MAIN(TestParallelBeams)
#include "tst_parallel_beams.moc"
