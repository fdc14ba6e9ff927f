// SPDX-License-Identifier: Apache-2.0
#include "core/completion/local/ghost_benchmark.h"
#include "core/completion/local/local_model.h"
#include "core/completion/local/model_import.h"
#include "core/completion/local/state_collector.h"
#include "core/completion/local/state_recorder.h"
#include "core/completion/serve/description_prompt.h"
#include "core/tensors/half.h"
#include "tests/support/result_test.h"
#include "tests/support/test_model.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <memory>

using namespace gatewright;
using namespace gatewright::completion;

// With the real model.
class TestLocalModel : public QObject
{
    Q_OBJECT

    SystemClock m_clock;
    QString m_path;
    std::unique_ptr<LocalModel> m_model;

    [[nodiscard]] static GenerationRequest requestFor(std::string prompt, int tokens)
    {
        GenerationRequest request;
        request.prompt = std::move(prompt);
        request.maxTokens = tokens;
        return request;
    }

private Q_SLOTS:
    void initTestCase()
    {
        const auto path = test::modelFile();
        GW_NEED_PART(path);
        m_path = *path;
        auto loaded = LocalModel::load(m_path, {}, m_clock);
        GW_VERIFY_RESULT(loaded);
        m_model = std::move(*loaded);
    }

    void goesOnInsideAWord()
    {
        const auto text =
            m_model->generate(requestFor("first = QuantumCircuit(2)\nsecond = QuantumCir", 4), {});
        GW_VERIFY_RESULT(text);
        QVERIFY2(text->text.starts_with("cuit"), text->text.c_str());
    }

    void indentationBeforeTheCursorIsNotRepeated()
    {
        const auto text = m_model->generate(requestFor("def add(a, b):\n    ", 8), {});
        GW_VERIFY_RESULT(text);
        QVERIFY2(!text->text.empty() && text->text.front() != ' ', text->text.c_str());
    }

    void sameRequestIsWarmAndEqual()
    {
        const std::string prompt =
            "void scale(int x[8])\n{\n    for (int i = 0; i < 8; ++i) {\n        x[i] ";
        const auto cold = m_model->generate(requestFor(prompt, 12), {});
        const auto warm = m_model->generate(requestFor(prompt, 12), {});
        GW_VERIFY_RESULT(cold);
        GW_VERIFY_RESULT(warm);
        QCOMPARE(warm->text, cold->text);
        QCOMPARE(warm->timing.promptTokens, cold->timing.promptTokens);
        QVERIFY(warm->timing.reusedTokens >= warm->timing.promptTokens - 1);
    }

    // With drafts and without, and to the bit: as if the text had been read as one that was given.
    void whatItKnewOfItsAnswersIsKept()
    {
        const QTemporaryDir folder;
        LocalModelOptions options;
        options.draftFolder = folder.path();
        auto loaded = LocalModel::load(m_path, options, m_clock);
        GW_VERIFY_RESULT(loaded);
        LocalModel &model = **loaded;
        const std::string prompt =
            "void scale(int x[8])\n{\n    for (int i = 0; i < 8; ++i) {\n        x[i] = x";
        GenerationRequest request = requestFor(prompt, 24);
        QVERIFY(!model.generate(request, {})->states); // not asked for
        model.keepStates(true);
        QVERIFY(!model.generate(request, {})->states); // nobody knows yet what model it is
        while (model.draftMemory()->modelHash().isEmpty())
            model.draftMemory()->work({});
        for (const bool drafts : {false, true}) {
            request.drafts = drafts;
            const auto answer = model.generate(request, {});
            GW_VERIFY_RESULT(answer);
            const auto states = std::dynamic_pointer_cast<const RecordedAnswer>(answer->states);
            QVERIFY(states);
            QCOMPARE(states->text(), answer->text);
            const auto positions = states->positions(0, answer->text.size());
            QVERIFY(positions.size() >= 12);
            std::vector<model::TokenId> tokens = model.tokenizer().encode(prompt, model::Specials::AsText);
            tokens.pop_back(); // the last piece of a word comes back as the answer's beginning
            const std::size_t first = tokens.size() - 1;
            for (const learn::ReplayPosition &position : positions)
                tokens.push_back(position.nextToken);
            std::vector<learn::ReplayPosition> read;
            StateCollector collector(model.context());
            GW_VERIFY_RESULT(collector.read(tokens,
                                            [&](std::vector<learn::ReplayPosition> some) -> Result<void> {
                                                read.insert(read.end(), some.begin(), some.end());
                                                return {};
                                            },
                                            {}));
            model.keepStates(true); // reading left the context without
            QCOMPARE(read.size(), first + positions.size());
            for (std::size_t i = 0; i < positions.size(); ++i) {
                const learn::ReplayPosition &wanted = read[first + i];
                for (std::size_t j = 0; j < wanted.hidden.size(); ++j)
                    QCOMPARE(tensors::floatToHalf(positions[i].hidden[j]),
                             tensors::floatToHalf(wanted.hidden[j]));
                QCOMPARE(positions[i].teacher.tokens, wanted.teacher.tokens);
                for (std::size_t j = 0; j < learn::kTeacherTokens; ++j)
                    QVERIFY(std::abs(positions[i].teacher.logProbabilities[j] -
                                     wanted.teacher.logProbabilities[j]) < 0.02F);
            }
        }
        model.keepStates(false);
        QVERIFY(!model.generate(request, {})->states);
    }

    void warmingMakesTheNextRequestWarm()
    {
        const std::string prompt = "# Warmed before it is asked.\nqc = QuantumCircuit(2)\nqc.h(0)\nqc.";
        GW_VERIFY_RESULT(m_model->warm(prompt, {}));
        const auto text = m_model->generate(requestFor(prompt, 4), {});
        GW_VERIFY_RESULT(text);
        QVERIFY(text->timing.reusedTokens >= text->timing.promptTokens - 1);
    }

    void tokensEndWhereTheTextDoes()
    {
        const auto text = m_model->generate(requestFor("int main()\n{\n", 16), {});
        GW_VERIFY_RESULT(text);
        QVERIFY(!text->tokens.empty());
        QCOMPARE(text->tokens.back().end, text->text.size());
        for (const GeneratedToken &token : text->tokens)
            QVERIFY(token.logProbability <= 0.0F);
    }

    void promptLongerThanTheContext()
    {
        std::string prompt;
        for (int number = 0; number < 3000; ++number)
            prompt += "x" + std::to_string(number) + ";";
        const auto text = m_model->generate(requestFor(prompt, 4), {});
        GW_VERIFY_RESULT(text);
        QVERIFY(text->timing.promptTokens < 2048);
    }

    void anyBytesAreAPrompt_data()
    {
        QTest::addColumn<QByteArray>("prompt");
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("not UTF-8") << QByteArray("int \xFF\xFE = \xC3");
        QTest::newRow("NUL") << QByteArray("a\0b", 3);
        QTest::newRow("control token as text") << QByteArray("s = \"<|endoftext|>");
        QTest::newRow("only blanks") << QByteArray("        ");
    }
    void anyBytesAreAPrompt()
    {
        QFETCH(QByteArray, prompt);
        const auto text = m_model->generate(requestFor(prompt.toStdString(), 4), {});
        if (text)
            QVERIFY(QString::fromStdString(text->text).toStdString() == text->text);
        else
            QVERIFY(text.error().code != ErrorCode::Internal);
    }

    void descriptionsAreAnsweredWithCode()
    {
        QVERIFY(m_model->answersRequests());
        QVERIFY(!m_model->fillsInTheMiddle());
        const Description description{Language::Qiskit, "Write a function that adds two numbers.", {}};
        GenerationRequest request = requestFor({}, 96);
        request.prompt = descriptionPrompt(description, m_model->answersRequests());
        request.stop = {std::string(codeBlockEnd)};
        const auto answer = m_model->generate(request, {});
        GW_VERIFY_RESULT(answer);
        QVERIFY2(answer->text.starts_with("def ") || answer->text.find("\ndef ") != std::string::npos,
                 answer->text.c_str());
        QVERIFY2(answer->text.find("return") != std::string::npos, answer->text.c_str());
        QVERIFY(answer->end != GenerationEnd::TokenLimit);
        QVERIFY(answer->text.find("```") == std::string::npos);
    }

    void stoppedBeforeItBegins()
    {
        std::stop_source stop;
        stop.request_stop();
        GW_VERIFY_ERROR(m_model->generate(requestFor("int a", 4), stop.get_token()), ErrorCode::Cancelled);
        GW_VERIFY_RESULT(m_model->generate(requestFor("int a", 4), {}));
    }

    void ghostBenchmarkMakesSixteenTokens()
    {
        const auto ghost = benchmarkGhost(*m_model, m_model->tokenizer(), 1, m_clock, {});
        GW_VERIFY_RESULT(ghost);
        QCOMPARE(ghost->milliseconds.size(), std::size_t(1));
        QVERIFY2(ghost->promptTokens > 950 && ghost->promptTokens < 1100,
                 qPrintable(QString::number(ghost->promptTokens)));
        QVERIFY(ghost->generatedTokens >= 16 && ghost->generatedTokens <= 18);
    }

    void importingCopiesTheModelOnce()
    {
        const QTemporaryDir folder;
        const auto imported = importModel(m_path, folder.filePath(QStringLiteral("models")), {});
        GW_VERIFY_RESULT(imported);
        QCOMPARE(QFileInfo(imported->path).size(), QFileInfo(m_path).size());
        GW_VERIFY_ERROR(importModel(m_path, folder.filePath(QStringLiteral("models")), {}),
                        ErrorCode::InvalidInput);
    }

    void importingRefusesWhatIsNoModel()
    {
        const QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("bad.gguf")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("GGUF and then nothing of use");
        file.close();
        QVERIFY(!importModel(file.fileName(), folder.filePath(QStringLiteral("models")), {}));
        QVERIFY(!QFileInfo::exists(folder.filePath(QStringLiteral("models/bad.gguf"))));
        GW_VERIFY_ERROR(importModel(QStringLiteral("/nowhere.gguf"), folder.path(), {}), ErrorCode::NotFound);
    }

    void missingModelIsNamed()
    {
        GW_VERIFY_ERROR(LocalModel::load(QStringLiteral("/nowhere.gguf"), {}, m_clock), ErrorCode::NotFound);
    }
};

QTEST_GUILESS_MAIN(TestLocalModel)
#include "tst_local_model.moc"
