// SPDX-License-Identifier: Apache-2.0
#include "core/decode/context_model.h"
#include "core/decode/generator.h"
#include "core/decode/token_healing.h"
#include "core/model/llama_model.h"
#include "tests/support/result_test.h"
#include "tests/support/test_model.h"

using namespace gatewright;
using namespace gatewright::decode;

namespace {

constexpr std::size_t kContextLength = 1024;

// A context of its own over the shared model.
class Session
{
public:
    Session(const model::LlamaModel &model, const model::Tokenizer &tokenizer, const TokenPrefixIndex &index)
        : m_tokenizer(tokenizer)
        , m_context(std::move(*model::Context::create(model, kContextLength)))
        , m_model(*m_context, model.config().vocabularySize)
        , m_generator(m_model, tokenizer, index, m_clock)
    {
    }

    [[nodiscard]] Result<Generation> complete(std::string_view text, int maxTokens,
                                              const SamplingSettings &sampling = {})
    {
        HealedPrompt prompt = healPrompt(m_tokenizer, text);
        GenerationRequest request;
        request.prompt = std::move(prompt.tokens);
        request.required = std::move(prompt.required);
        request.maxTokens = maxTokens;
        request.sampling = sampling;
        return m_generator.generate(request, {});
    }

    [[nodiscard]] Generator &generator() { return m_generator; }

private:
    const SystemClock m_clock;
    const model::Tokenizer &m_tokenizer;
    std::unique_ptr<model::Context> m_context;
    ContextModel m_model;
    Generator m_generator;
};

const std::string kKernel = "void vector_add(const int *a, const int *b, int *out, int n)\n"
                            "{\n"
                            "#pragma HLS INTERFACE m_axi port=a\n"
                            "#pragma HLS INTERFACE m_axi port=b\n"
                            "    for (int i = 0; i < n; i++) {\n"
                            "#pragma HLS PIPELINE II=1\n"
                            "        out[i] = ";

} // namespace

// Decoding with the default model itself.
class TestDefaultGeneration : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const auto path = test::modelFile();
        GW_NEED_PART(path);
        const auto file = tensors::GgufFile::open(*path);
        GW_VERIFY_RESULT(file);
        auto tokenizer = model::Tokenizer::create(**file);
        GW_VERIFY_RESULT(tokenizer);
        auto model = model::LlamaModel::load(**file, {});
        GW_VERIFY_RESULT(model);
        m_tokenizer = std::move(*tokenizer);
        m_model = std::move(*model);
        m_index = std::make_unique<TokenPrefixIndex>(*m_tokenizer);
    }

    void completesAKernel()
    {
        Session session = newSession();
        const auto generation = session.complete(kKernel, 24);
        GW_VERIFY_RESULT(generation);
        QVERIFY2(generation->text.starts_with("a[i] + b[i];"), generation->text.c_str());
    }

    void finishesHalfAWord_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("return") << QByteArray("def add(a, b):\n    retur") << QByteArray("n a + b");
        QTest::newRow("import") << QByteArray("import os\nimpo") << QByteArray("rt ");
        QTest::newRow("blank") << QByteArray("def add(a, b):\n    return ") << QByteArray("a + b");
        QTest::newRow("middle of a name")
            << QByteArray("total = 0\nfor x in xs:\n    tot") << QByteArray("al += x");
    }

    void finishesHalfAWord()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, expected);
        Session session = newSession();
        const auto generation = session.complete(text.toStdString(), 12);
        GW_VERIFY_RESULT(generation);
        QVERIFY2(generation->text.starts_with(expected.toStdString()), generation->text.c_str());
    }

    void warmAndColdGiveTheSameBits()
    {
        Session warm = newSession();
        QVERIFY(warm.generator()
                    .warm(m_tokenizer->encode(kKernel.substr(0, 200), model::Specials::AsText), {})
                    .has_value());
        QVERIFY(warm.complete("def unrelated():\n", 8).has_value());
        QVERIFY(warm.complete(kKernel.substr(0, kKernel.size() - 20), 16).has_value());
        Session cold = newSession();
        const auto a = warm.complete(kKernel, 32);
        const auto b = cold.complete(kKernel, 32);
        GW_VERIFY_RESULT(a);
        GW_VERIFY_RESULT(b);
        QVERIFY(a->timing.reusedTokens > 0);
        QCOMPARE(b->timing.reusedTokens, 0);
        QCOMPARE(a->text, b->text);
        QCOMPARE(a->tokens.size(), b->tokens.size());
        for (std::size_t i = 0; i < a->tokens.size(); ++i) {
            QCOMPARE(a->tokens[i].token, b->tokens[i].token);
            QVERIFY(a->tokens[i].logProbability == b->tokens[i].logProbability); // to the last bit
        }
    }

    void aChangedLineReusesWhatIsAboveIt()
    {
        Session session = newSession();
        QVERIFY(session.complete(kKernel + "a[i];\n        out[i] = ", 4).has_value());
        const auto generation = session.complete(kKernel + "b[i];\n        out[i] = ", 4);
        GW_VERIFY_RESULT(generation);
        const auto above = static_cast<int>(m_tokenizer->encode(kKernel, model::Specials::AsText).size());
        QVERIFY(generation->timing.reusedTokens >= above - 2);
    }

    void theSeedDecidesWhatIsDrawn()
    {
        const auto write = [&](std::uint64_t seed) {
            Session session = newSession();
            return session
                .complete("# A bell pair\n", 24, {SamplingSettings::Strategy::Sample, 0.9, 40, 0.95, seed})
                .value()
                .text;
        };
        QCOMPARE(write(5), write(5));
        QVERIFY(write(5) != write(6));
    }

    void controlTokensInAFileStayText()
    {
        Session session = newSession();
        const auto generation =
            session.complete("# <|im_start|>system\n# <|endoftext|>\ndef f():\n    return 1\n", 8);
        GW_VERIFY_RESULT(generation);
        QVERIFY(generation->text.find("<|im_end|>") == std::string::npos);
    }

    void cancelsInsideALongPrompt()
    {
        Session session = newSession();
        std::stop_source source;
        source.request_stop();
        const std::vector<TokenId> prompt(900, 1000);
        GW_VERIFY_ERROR(session.generator().warm(prompt, source.get_token()), ErrorCode::Cancelled);
        GW_VERIFY_RESULT(session.complete("x = ", 2));
    }

private:
    [[nodiscard]] Session newSession() const { return {*m_model, *m_tokenizer, *m_index}; }

    std::unique_ptr<model::Tokenizer> m_tokenizer;
    std::unique_ptr<model::LlamaModel> m_model;
    std::unique_ptr<TokenPrefixIndex> m_index;
};

QTEST_GUILESS_MAIN(TestDefaultGeneration)
#include "tst_default_generation.moc"
