// SPDX-License-Identifier: Apache-2.0
#include "core/completion/local/local_model.h"
#include "core/completion/local/prompt_tokens.h"
#include "core/completion/serve/prompt_assembly.h"
#include "core/decode/answer_text.h"
#include "core/model/model_source.h"
#include "tests/support/result_test.h"

#include <QHash>
#include <QTest>

#include <algorithm>
#include <string>
#include <vector>

using namespace gatewright;
using namespace gatewright::completion;
using model::TokenId;

namespace {

const QString kFolder = QStringLiteral(GATEWRIGHT_TEST_DATA "/model/families/");
constexpr std::size_t kRoom = 200;

Result<std::unique_ptr<model::Tokenizer>> openTokenizer(const QString &path)
{
    GW_TRY(source, model::ModelSource::open(path));
    GW_TRY(parts, source->tokenizer());
    return model::Tokenizer::create(std::move(parts));
}

Prompt holeIn(std::string before, const std::string &filled, std::string after)
{
    Prompt prompt(before + filled);
    prompt.form = Prompt::Form::FillIn;
    prompt.hole = before.size();
    prompt.after = std::move(after);
    return prompt;
}

// The tokens between two of the marks, as text; -1 for the beginning and the end.
std::string between(const model::Tokenizer &tokenizer, const std::vector<TokenId> &tokens, TokenId first,
                    TokenId last)
{
    const auto begin = first < 0 ? tokens.begin() : std::ranges::find(tokens, first) + 1;
    return tokenizer.decode({begin, last < 0 ? tokens.end() : std::find(begin, tokens.end(), last)});
}

} // namespace

class TestPromptTokens : public QObject
{
    Q_OBJECT

    SystemClock m_clock;

    static void addModels(const QStringList &names)
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("path");
        for (const QString &name : names) {
            QTest::addRow("%s folder", qPrintable(name)) << name << kFolder + name;
            QTest::addRow("%s GGUF", qPrintable(name)) << name << kFolder + name + QStringLiteral(".gguf");
        }
    }
    static void addFillers()
    {
        addModels({QStringLiteral("qwen2"), QStringLiteral("starcoder2"), QStringLiteral("deepseek"),
                   QStringLiteral("codellama")});
    }

private Q_SLOTS:
    void partsStandInTheOrderOfTraining_data() { addFillers(); }
    void partsStandInTheOrderOfTraining()
    {
        QFETCH(QString, path);
        const auto tokenizer = openTokenizer(path);
        GW_VERIFY_RESULT(tokenizer);
        const model::FillInTheMiddle &marks = (*tokenizer)->fillInTheMiddle();
        const auto read = promptTokens(**tokenizer, holeIn("int a;\n", "", "\nint c;\n"), kRoom);
        const TokenId begin = (*tokenizer)->beginOfText();
        QCOMPARE(read.tokens.front(), begin >= 0 ? begin : marks.prefix);
        for (const TokenId mark : {marks.prefix, marks.suffix, marks.middle})
            QCOMPARE(std::ranges::count(read.tokens, mark), 1);
        QCOMPARE(read.tokens.back(), marks.middle);
        // SentencePiece writes its blank before a text, and not before what goes on.
        const std::string blank = (*tokenizer)->kind().starts_with("llama/") ? " " : "";
        QCOMPARE(between(**tokenizer, read.tokens, marks.prefix, marks.suffix), blank + "int a;\n");
        QCOMPARE(between(**tokenizer, read.tokens, marks.suffix, marks.middle), std::string("\nint c;\n"));
        QVERIFY(read.required.empty());
    }

    void whatIsFilledInAlreadyIsHealed_data() { addFillers(); }
    void whatIsFilledInAlreadyIsHealed()
    {
        QFETCH(QString, path);
        const auto tokenizer = openTokenizer(path);
        GW_VERIFY_RESULT(tokenizer);
        const TokenId middle = (*tokenizer)->fillInTheMiddle().middle;
        const auto read = promptTokens(**tokenizer, holeIn("x\n", "for i in ran", ":\n"), kRoom);
        QCOMPARE(between(**tokenizer, read.tokens, middle, -1) + read.required, std::string("for i in ran"));
        QCOMPARE(read.required, std::string(" ran"));
        const auto word = promptTokens(**tokenizer, holeIn("x\n", "ran", ":\n"), kRoom);
        QCOMPARE(word.tokens.back(), middle);
        QCOMPARE(word.required, std::string("ran"));
    }

    void controlTokensInTextsAreText_data() { addFillers(); }
    void controlTokensInTextsAreText()
    {
        QFETCH(QString, path);
        const auto tokenizer = openTokenizer(path);
        GW_VERIFY_RESULT(tokenizer);
        std::string names;
        for (TokenId token = 0; token < TokenId((*tokenizer)->vocabularySize()); ++token)
            if ((*tokenizer)->isControl(token))
                names.append((*tokenizer)->bytesOf(token));
        QVERIFY(names.size() > 40);
        const auto read = promptTokens(**tokenizer, holeIn(names, names, names), 4000);
        const auto marks =
            std::ranges::count_if(read.tokens, [&](TokenId token) { return (*tokenizer)->isControl(token); });
        QCOMPARE(marks, (*tokenizer)->beginOfText() >= 0 ? 4 : 3);
    }

    void theirEndsEndTheAnswer_data() { addFillers(); }
    void theirEndsEndTheAnswer()
    {
        QFETCH(QString, name);
        QFETCH(QString, path);
        static const QHash<QString, std::vector<std::string>> ends{
            {QStringLiteral("qwen2"), {"<|endoftext|>", "<|file_sep|>", "<|fim_prefix|>", "<|im_end|>"}},
            {QStringLiteral("starcoder2"), {"<|endoftext|>", "<file_sep>", "<fim_prefix>"}},
            {QStringLiteral("deepseek"),
             {"<\xef\xbd\x9c"
              "end\xe2\x96\x81of\xe2\x96\x81sentence\xef\xbd\x9c>",
              "<|EOT|>"}},
            {QStringLiteral("codellama"), {"</s>", "\xe2\x96\x81<EOT>", "\xe2\x96\x81<PRE>"}}};
        const auto tokenizer = openTokenizer(path);
        GW_VERIFY_RESULT(tokenizer);
        const decode::TokenPrefixIndex index(**tokenizer);
        for (const std::string &end : ends.value(name)) {
            const TokenId token = (*tokenizer)->controlToken(end);
            QVERIFY2(token >= 0, end.c_str());
            const decode::GenerationRequest request;
            decode::AnswerText answer(request, **tokenizer, index);
            QVERIFY(answer.add({token, 0.0F}) == decode::GenerationEnd::EndOfText);
        }
    }

    void longTextsKeepWhatIsNearTheCursor_data() { addFillers(); }
    void longTextsKeepWhatIsNearTheCursor()
    {
        QFETCH(QString, path);
        const auto tokenizer = openTokenizer(path);
        GW_VERIFY_RESULT(tokenizer);
        const model::FillInTheMiddle &marks = (*tokenizer)->fillInTheMiddle();
        std::string lines;
        for (int line = 0; line < 400; ++line)
            lines += "x" + std::to_string(line) + ";\n";
        for (const std::size_t room : {std::size_t{8}, std::size_t{300}, std::size_t{1200}}) {
            for (const auto &[before, filled] : {std::pair(lines, std::string("y = ")), {"", lines}}) {
                const auto read = promptTokens(**tokenizer, holeIn(before, filled, lines), room);
                QVERIFY(read.tokens.size() <= room);
                for (const TokenId mark : {marks.prefix, marks.suffix, marks.middle})
                    QCOMPARE(std::ranges::count(read.tokens, mark), 1);
                const std::string after = between(**tokenizer, read.tokens, marks.suffix, marks.middle);
                QVERIFY(lines.starts_with(after));
                if (room > 8 && !before.empty())
                    QVERIFY(lines.ends_with(between(**tokenizer, read.tokens, marks.prefix, marks.suffix)));
            }
        }
    }

    void modelsWithoutTheTokensGoOn()
    {
        const auto tokenizer = openTokenizer(kFolder + QStringLiteral("smollm"));
        GW_VERIFY_RESULT(tokenizer);
        const auto filled = promptTokens(**tokenizer, holeIn("int a;\n", "int b", "\nint c;\n"), kRoom);
        const auto plain = promptTokens(**tokenizer, std::string("int a;\nint b"), kRoom);
        QCOMPARE(filled.tokens, plain.tokens);
        QCOMPARE(filled.required, plain.required);
    }

    // The reason for the hole that stays behind the cursor.
    void aKeyCostsFewTokens_data() { addFillers(); }
    void aKeyCostsFewTokens()
    {
        QFETCH(QString, path);
        auto local = LocalModel::load(path, {.threads = 1}, m_clock);
        GW_VERIFY_RESULT(local);
        QVERIFY((*local)->fillsInTheMiddle());
        PromptBudget budget;
        budget.before = 90;
        budget.step = 30;
        budget.behindHole = 40;
        budget.holeStep = 32;
        const std::string typed = "    total = total + value\n    count = count + 1\n";
        int costHere = 0;
        int costAtCursor = 0;
        for (std::size_t key = 1; key <= typed.size(); ++key) {
            const std::string before = "def mean(values):\n" + typed.substr(0, key);
            const std::string all = before + "\n    return total / count\n";
            const CursorContext cursor = cursorContext(Language::Qiskit, all, before.size());
            Prompt prompt = assemblePrompt(cursor, {}, {}, budget, Prompt::Form::FillIn);
            const auto read = (*local)->warm(prompt, {});
            GW_VERIFY_RESULT(read);
            costHere += read->promptTokens - read->reusedTokens;
            Prompt atCursor = prompt;
            atCursor.hole = prompt.text.size();
            const auto healed = promptTokens((*local)->tokenizer(), atCursor, (*local)->context().capacity());
            // From the end of what was typed on all is new.
            const auto suffix =
                std::ranges::find(healed.tokens, (*local)->tokenizer().fillInTheMiddle().suffix);
            costAtCursor += static_cast<int>(healed.tokens.end() - suffix);
        }
        qInfo("%d tokens with the hole behind, %d with the hole at the cursor", costHere, costAtCursor);
        QVERIFY2(3 * costHere < costAtCursor,
                 qPrintable(QStringLiteral("%1, %2").arg(costHere).arg(costAtCursor)));
    }
};

QTEST_GUILESS_MAIN(TestPromptTokens)
#include "tst_prompt_tokens.moc"
