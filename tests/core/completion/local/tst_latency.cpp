// SPDX-License-Identifier: Apache-2.0
#include "core/completion/local/local_model.h"
#include "core/completion/serve/completion_service.h"
#include "core/completion/serve/syntax_gate.h"
#include "tests/support/result_test.h"
#include "tests/support/test_model.h"

#include <QTest>

#include <map>
#include <memory>

using namespace gatewright;
using namespace gatewright::completion;

// What is done so that nobody waits, with the real model: it is seen to work, and it changes no answer.
class TestLatency : public QObject
{
    Q_OBJECT

    SystemClock m_clock;
    std::unique_ptr<LocalModel> m_model;

    static inline const std::string before = "#include \"kernel.h\"\n\n"
                                             "void vector_add(const int *a, const int *b, int *out, int n)\n"
                                             "{\n"
                                             "#pragma HLS INTERFACE m_axi port=a\n"
                                             "#pragma HLS INTERFACE m_axi port=b\n"
                                             "    for (int i = 0; i < n; i++) {\n"
                                             "#pragma HLS PIPELINE II=1\n"
                                             "        out[i] = ";
    static inline const std::string after = "\n    }\n}\n";

    // The kernel with `typed` at its cursor.
    struct Place
    {
        explicit Place(const std::string &typed)
            : text(before + typed + after)
        {
            query.language = Language::HlsCpp;
            query.fileName = "vector_add.cpp";
            query.text = text;
            query.cursor = before.size() + typed.size();
            query.maxTokens = 24;
        }
        std::string text;
        CompletionQuery query;
    };

    // The answer of a service that knows nothing over a model that holds nothing.
    [[nodiscard]] CompletionAnswer coldAnswer(const CompletionQuery &query)
    {
        m_model->context().truncate(0);
        CompletionService service(*m_model, syntaxGate(), m_clock);
        return service.complete(query, {});
    }
    static void compareAnswers(const CompletionAnswer &actual, const CompletionAnswer &expected)
    {
        QCOMPARE(actual.why, expected.why);
        QCOMPARE(actual.items.size(), expected.items.size());
        for (std::size_t index = 0; index < actual.items.size(); ++index) {
            QCOMPARE(actual.items[index].text, expected.items[index].text);
            QCOMPARE(actual.items[index].tokens, expected.items[index].tokens);
            QVERIFY(actual.items[index].score == expected.items[index].score); // to the bit
        }
    }

private Q_SLOTS:
    void initTestCase()
    {
        const auto path = test::modelFile();
        GW_NEED_PART(path);
        // One thread: it is about what is computed, not about how fast, and a busy machine starves barriers.
        auto loaded = LocalModel::load(*path, {.threads = 1}, m_clock);
        GW_VERIFY_RESULT(loaded);
        m_model = std::move(*loaded);
    }

    void aWarmedPromptIsReused()
    {
        const Place place("");
        const CompletionAnswer cold = coldAnswer(place.query);
        QVERIFY(!cold.items.empty());
        m_model->context().truncate(0);
        CompletionService service(*m_model, syntaxGate(), m_clock);
        GW_VERIFY_RESULT(service.warm(place.query, {}));
        const CompletionAnswer warm = service.complete(place.query, {});
        QVERIFY(!warm.fromMemory);
        QCOMPARE(warm.timing.reusedTokens, warm.timing.promptTokens - 1); // the last is read for its logits
        compareAnswers(warm, cold);
    }

    void aKeyLeavesThePromptWarm()
    {
        CompletionService service(*m_model, syntaxGate(), m_clock);
        const CompletionAnswer first = service.complete(Place("").query, {});
        const Place typed("a[i] + ");
        const CompletionAnswer next = service.complete(typed.query, {});
        QVERIFY2(next.timing.promptTokens - next.timing.reusedTokens < 12,
                 qPrintable(QString::number(next.timing.reusedTokens)));
        QVERIFY(next.timing.promptTokens >= first.timing.promptTokens);
        compareAnswers(next, coldAnswer(typed.query));
    }

    void whatFollowsAnAcceptedSuggestionComesFromMemory()
    {
        CompletionService service(*m_model, syntaxGate(), m_clock);
        const CompletionAnswer first = service.complete(Place("").query, {});
        QVERIFY(!first.items.empty());
        const Place accepted(first.items[0].text);
        QCOMPARE(service.prepare(accepted.query, {}), Preparation::Kept);
        // Then the user's next key is read, as if the suggestion had been refused: still warm, still the
        // same.
        const Place other("a[i] - ");
        const CompletionAnswer refused = service.complete(other.query, {});
        QVERIFY(refused.timing.promptTokens - refused.timing.reusedTokens < 12);

        const CompletionAnswer next = service.complete(accepted.query, {});
        QVERIFY(next.fromMemory);
        QCOMPARE(next.timing.reusedTokens, next.timing.promptTokens);
        QCOMPARE(next.timing.passes, 0);
        compareAnswers(next, coldAnswer(accepted.query));
        compareAnswers(refused, coldAnswer(other.query));
    }

    void samplesShareTheirPromptAndDependOnTheirSeedAlone()
    {
        GenerationRequest request;
        request.prompt = before;
        request.maxTokens = 12;
        request.sampling.strategy = SamplingChoice::Strategy::Sample;
        request.sampling.temperature = 1.0;
        request.sampling.minP = 0.02;
        request.sampling.repetitionPenalty = 1.1;
        request.sampling.seed = 3;
        m_model->context().truncate(0);
        std::map<int, GeneratedText> samples;
        const std::vector<int> indexes{0, 1, 2};
        GW_VERIFY_RESULT(m_model->samples(
            request, indexes, [&](int index, const GeneratedText &text) { samples[index] = text; }, {}));
        QCOMPARE(samples.size(), std::size_t(3));
        QCOMPARE(samples[0].timing.reusedTokens, 0);
        QCOMPARE(samples[1].timing.reusedTokens, samples[1].timing.promptTokens);
        m_model->context().truncate(0);
        request.sampling.seed = 5;
        const auto alone = m_model->generate(request, {});
        GW_VERIFY_RESULT(alone);
        QCOMPARE(alone->text, samples[2].text);
    }

    void aBeamSearchDoesNotDependOnTheCache()
    {
        Place place("");
        place.query.sampling.strategy = SamplingChoice::Strategy::Beam;
        place.query.sampling.beams = 3;
        place.query.maxTokens = 10;
        CompletionService service(*m_model, syntaxGate(), m_clock);
        GW_VERIFY_RESULT(service.warm(Place("b[").query, {}));
        const CompletionAnswer warm = service.complete(place.query, {});
        QVERIFY(!warm.fromMemory && warm.timing.reusedTokens > 0);
        compareAnswers(warm, coldAnswer(place.query));
    }

    void stoppedWorkLeavesNoTrace()
    {
        const Place place("");
        m_model->context().truncate(0);
        CompletionService service(*m_model, syntaxGate(), m_clock);
        std::stop_source stop;
        std::size_t lines = 0;
        GenerationRequest request;
        request.prompt = before;
        request.keepGoing = [&](std::string_view) {
            ++lines;
            stop.request_stop();
            return true;
        };
        GW_VERIFY_ERROR(m_model->generate(request, stop.get_token()), ErrorCode::Cancelled);
        QCOMPARE(lines, std::size_t(1)); // within one token
        compareAnswers(service.complete(place.query, {}), coldAnswer(place.query));
    }
};

QTEST_GUILESS_MAIN(TestLatency)
#include "tst_latency.moc"
