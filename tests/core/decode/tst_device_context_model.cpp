// SPDX-License-Identifier: Apache-2.0
// The same generation over the decoder of libtorch as over our own.
#include "core/decode/context_model.h"
#include "core/decode/device_context_model.h"
#include "core/decode/generator.h"
#include "core/model/llama_model.h"
#include "core/model/torch/torch_model.h"
#include "tests/support/result_test.h"

#include <QTest>

using namespace gatewright;
using namespace gatewright::decode;

class TestDeviceContextModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        auto source =
            model::ModelSource::open(QStringLiteral(GATEWRIGHT_TEST_DATA "/model/families/smollm.gguf"));
        GW_VERIFY_RESULT(source);
        m_source = std::move(*source);
        auto parts = m_source->tokenizer();
        GW_VERIFY_RESULT(parts);
        auto tokenizer = model::Tokenizer::create(std::move(*parts));
        GW_VERIFY_RESULT(tokenizer);
        m_tokenizer = std::move(*tokenizer);
        using Options = model::DeviceOptions;
        auto device = model::loadTorchModel(*m_source, {Options::Device::Cpu, Options::PassRows::Fitting, 1});
        GW_VERIFY_RESULT(device);
        m_device = std::move(*device);
        auto own = model::LlamaModel::load(*m_source, {.threads = 1, .precision = model::Precision::Float32});
        GW_VERIFY_RESULT(own);
        m_own = std::move(*own);
    }

    void writesWhatOurOwnDecoderWrites_data()
    {
        QTest::addColumn<int>("strategy");
        QTest::newRow("greedy") << static_cast<int>(SamplingSettings::Strategy::Greedy);
        QTest::newRow("sampled") << static_cast<int>(SamplingSettings::Strategy::Sample);
    }
    void writesWhatOurOwnDecoderWrites()
    {
        QFETCH(int, strategy);
        const auto context = m_device->createContext(128);
        GW_VERIFY_RESULT(context);
        const auto ownContext = model::Context::create(*m_own, 128);
        GW_VERIFY_RESULT(ownContext);
        DeviceContextModel device(**context, m_device->config().vocabularySize);
        ContextModel own(**ownContext, m_own->config().vocabularySize);
        GenerationRequest request;
        request.sampling.strategy = static_cast<SamplingSettings::Strategy>(strategy);
        request.maxTokens = 24;
        // The weights are random: most answers soon end in bytes that are no text.
        int generated = 0;
        std::size_t letters = 0;
        for (int turn = 0; turn < 40; ++turn) {
            request.prompt =
                m_tokenizer->encode("for (int i = " + std::to_string(turn) + ";", model::Specials::AsText);
            request.sampling.seed = static_cast<std::uint64_t>(turn);
            const auto there = generate(device, request);
            const auto here = generate(own, request);
            GW_VERIFY_RESULT(there);
            GW_VERIFY_RESULT(here);
            QCOMPARE(QString::fromStdString(there->text), QString::fromStdString(here->text));
            QCOMPARE(there->timing.generatedTokens, here->timing.generatedTokens);
            generated += there->timing.generatedTokens;
            letters += there->text.size();
        }
        QVERIFY(generated > 80);
        QVERIFY(letters > 0);
    }

    // Drafts can be verified on it.
    void knowsTrees()
    {
        const auto context = m_device->createContext(64);
        GW_VERIFY_RESULT(context);
        DeviceContextModel device(**context, m_device->config().vocabularySize);
        QVERIFY(device.mostTreeNodes() >= 8);
        GW_VERIFY_RESULT(device.evaluate(std::vector<TokenId>{1, 2, 3}, {}));
        GW_VERIFY_RESULT(
            device.evaluateTree(std::vector<model::TreeNode>{{4, model::TreeNode::kRoot}, {5, 0}}, {}));
        QCOMPARE(device.treeLogits(1).size(), device.vocabularySize());
        const std::vector<std::size_t> path{0};
        device.acceptPath(path);
        QCOMPARE(device.tokens().size(), std::size_t{4});
    }

private:
    Result<Generation> generate(LanguageModel &model, const GenerationRequest &request) const
    {
        const TokenPrefixIndex index(*m_tokenizer);
        const SystemClock clock;
        return Generator(model, *m_tokenizer, index, clock).generate(request, {});
    }

    std::unique_ptr<model::ModelSource> m_source;
    std::unique_ptr<model::Tokenizer> m_tokenizer;
    std::unique_ptr<model::DeviceModel> m_device;
    std::unique_ptr<model::LlamaModel> m_own;
};

QTEST_GUILESS_MAIN(TestDeviceContextModel)
#include "tst_device_context_model.moc"
