// SPDX-License-Identifier: Apache-2.0
// The way to a GPU, with the module that goes it, on the processor.
#include "core/completion/local/device_local_model.h"
#include "tests/support/result_test.h"

#include <QTest>

#include <memory>
#include <string>

using namespace gatewright;
using namespace gatewright::completion;

class TestDeviceLocalModel : public QObject
{
    Q_OBJECT

    SystemClock m_clock;
    std::unique_ptr<DeviceLocalModel> m_model;

    // The weights are random: most answers soon end in bytes that are no text.
    static constexpr int kPrompts = 40;
    [[nodiscard]] static GenerationRequest request(int number, bool drafts)
    {
        GenerationRequest request;
        request.prompt = "for (int i = " + std::to_string(number) + ";";
        request.maxTokens = 24;
        request.drafts = drafts;
        request.sampling.seed = static_cast<std::uint64_t>(number);
        return request;
    }

private Q_SLOTS:
    void init()
    {
        const auto module = model::DeviceModule::open();
        GW_VERIFY_RESULT(module);
        using Options = model::DeviceOptions;
        LocalModelOptions options;
        options.contextTokens = 256;
        auto loaded = DeviceLocalModel::load(
            QStringLiteral(GATEWRIGHT_TEST_DATA "/model/families/smollm.gguf"), *module,
            {Options::Device::Cpu, Options::PassRows::Same, 1}, options, m_clock);
        GW_VERIFY_RESULT(loaded);
        m_model = std::move(*loaded);
        QCOMPARE(m_model->name(), QStringLiteral("smollm"));
        QVERIFY(!m_model->deviceName().isEmpty());
    }

    void draftsChangeNoText_data()
    {
        QTest::addColumn<int>("strategy");
        QTest::newRow("greedy") << static_cast<int>(SamplingChoice::Strategy::Greedy);
        QTest::newRow("sampled") << static_cast<int>(SamplingChoice::Strategy::Sample);
    }
    void draftsChangeNoText()
    {
        QFETCH(int, strategy);
        int accepted = 0;
        for (int number = 0; number < kPrompts; ++number) {
            GenerationRequest wanted = request(number, false);
            wanted.sampling.strategy = static_cast<SamplingChoice::Strategy>(strategy);
            const auto plain = m_model->generate(wanted, {});
            GW_VERIFY_RESULT(plain);
            QCOMPARE(plain->timing.draftedTokens, 0);
            // What was written before is what is drafted from.
            m_model->draftMemory()->put("store/" + std::to_string(number),
                                        wanted.prompt.text + plain->text + wanted.prompt.text + plain->text);
            wanted.drafts = true;
            const auto drafted = m_model->generate(wanted, {});
            GW_VERIFY_RESULT(drafted);
            QCOMPARE(drafted->text, plain->text);
            QCOMPARE(drafted->timing.generatedTokens, plain->timing.generatedTokens);
            accepted += drafted->timing.acceptedDrafts;
        }
        QVERIFY2(accepted > 20, qPrintable(QString::number(accepted)));
    }

    // The size of its trees comes from the times of its own passes.
    void measuresItsPasses()
    {
        LocalDraftMemory &memory = *m_model->draftMemory();
        std::string text; // long enough to stand for prompts as they are
        while (m_model->tokenizer().encode(text, model::Specials::AsText).size() < 100)
            text += request(1, true).prompt.text;
        GenerationRequest wanted = request(1, true);
        wanted.prompt = text;
        wanted.maxTokens = 1;
        GW_VERIFY_RESULT(m_model->generate(wanted, {}));
        QVERIFY(!memory.drafting().times().isMeasured());
        int pieces = 0;
        while (memory.work({}))
            QVERIFY(++pieces < 1000);
        QVERIFY(memory.drafting().times().isMeasured());
        QVERIFY(memory.report().measured);
    }

    void whatIsSwitchedOffDraftsNothing()
    {
        m_model->draftMemory()->setEnabled(false);
        const auto text = m_model->generate(request(1, true), {});
        GW_VERIFY_RESULT(text);
        QCOMPARE(text->timing.draftedTokens, 0);
    }

    void aModelThatIsNotThereIsSaidByName()
    {
        const auto module = model::DeviceModule::open();
        GW_VERIFY_RESULT(module);
        const auto none = DeviceLocalModel::load(QStringLiteral("/nowhere/a.gguf"), *module, {}, {}, m_clock);
        QVERIFY(!none);
        QVERIFY(none.error().toString().contains(QStringLiteral("a.gguf")));
    }
};

QTEST_GUILESS_MAIN(TestDeviceLocalModel)
#include "tst_device_local_model.moc"
