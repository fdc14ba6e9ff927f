// SPDX-License-Identifier: Apache-2.0
#include "core/completion/local/state_recorder.h"
#include "tests/support/small_vocabulary.h"

#include <QTest>

#include <cmath>
#include <memory>

using namespace gatewright;
using namespace gatewright::completion;
using gatewright::test::SmallVocabulary;

namespace {

constexpr std::size_t kEmbedding = 8;
constexpr std::size_t kTokens = 300;

// A recorder that is shown answers of a model whose state behind token i is full of i.
struct Bench
{
    // The answer to a prompt whose last bytes, `required`, come back as its beginning.
    std::shared_ptr<const RecordedAnswer> record(const std::string &text, const std::string &required = {})
    {
        recorder.expect(hash);
        if (!recorder.begins())
            return nullptr;
        float number = 0.0F;
        for (const model::TokenId token : tokenizer->encode(required + text, model::Specials::AsText))
            show(number++, token);
        return std::dynamic_pointer_cast<const RecordedAnswer>(recorder.take(text, required.size()));
    }
    void show(float number, model::TokenId token)
    {
        std::vector<float> logits(kTokens, 0.0F);
        logits[static_cast<std::size_t>(token)] = 4.0F;
        const float sum = std::exp(4.0F) + static_cast<float>(kTokens - 1);
        recorder.chosen(std::vector<float>(kEmbedding, number), logits, {token, 4.0F - std::log(sum)});
    }

    std::unique_ptr<model::Tokenizer> tokenizer = SmallVocabulary({"int", " call", " return"}).tokenizer();
    StateRecorder recorder{*tokenizer};
    QString hash = QString(64, QLatin1Char('a'));
};

} // namespace

class TestStateRecorder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatTheModelKnewIsThere()
    {
        Bench bench;
        const auto answer = bench.record("int call;");
        QVERIFY(answer);
        QCOMPARE(answer->modelHash(), bench.hash);
        QCOMPARE(answer->embedding(), kEmbedding);
        QCOMPARE(answer->text(), std::string("int call;"));
        const auto tokens = bench.tokenizer->encode("int call;", model::Specials::AsText);
        const auto positions = answer->positions(0, 9);
        QCOMPARE(positions.size(), tokens.size());
        for (std::size_t i = 0; i < positions.size(); ++i) {
            QCOMPARE(positions[i].nextToken, tokens[i]);
            QCOMPARE(positions[i].hidden, std::vector<float>(kEmbedding, float(i)));
            QCOMPARE(positions[i].teacher.tokens[0], tokens[i]);
            const float wanted = 4.0F - std::log(std::exp(4.0F) + float(kTokens - 1));
            QVERIFY(std::abs(positions[i].teacher.logProbabilities[0] - wanted) < 1e-3F);
            QVERIFY(std::abs(positions[i].teacher.logProbabilities[1] - wanted + 4.0F) < 1e-2F);
        }
    }

    void onlyWholeTokensOfThePart()
    {
        Bench bench;
        const auto answer = bench.record("int call;");
        QCOMPARE(answer->positions(0, 3).size(), std::size_t{1});
        QCOMPARE(answer->positions(0, 7).size(), std::size_t{1}); // " call" was not accepted as a whole
        QCOMPARE(answer->positions(3, 9).size(), std::size_t{2});
        QCOMPARE(answer->positions(1, 8).size(), std::size_t{1});
        QVERIFY(answer->positions(9, 9).empty());
    }

    void whatCompletesAWordBelongsToIt()
    {
        Bench bench;
        const auto answer = bench.record("nt call", "i"); // the token "int" has both
        QCOMPARE(answer->positions(0, 7).size(), std::size_t{2});
        QCOMPARE(answer->positions(0, 1).size(), std::size_t{0});
        QCOMPARE(answer->positions(0, 2).size(), std::size_t{1});
        const auto behind = bench.record(" call", "int"); // a token that is there already
        QCOMPARE(behind->positions(0, 5).size(), std::size_t{2});
        QCOMPARE(behind->positions(0, 5)[0].hidden[0], 0.0F);
    }

    void nothingWhereNothingIsExpected()
    {
        Bench bench;
        bench.recorder.expect({});
        QVERIFY(!bench.recorder.begins());
        bench.show(1.0F, 5);
        QVERIFY(!bench.recorder.take("x", 0));
        // One answer each, and none without states.
        bench.recorder.expect(bench.hash);
        QVERIFY(bench.recorder.begins());
        bench.recorder.chosen({}, std::vector<float>(kTokens), {5, 0.0F});
        bench.show(1.0F, 5);
        QVERIFY(!bench.recorder.take("x", 0));
        QVERIFY(!bench.recorder.begins());
    }

    void memoryIsBounded()
    {
        Bench bench;
        std::vector<std::weak_ptr<const RecordedAnswer>> answers;
        for (std::size_t i = 0; i < StateRecorder::kMostAnswers + 5; ++i)
            answers.push_back(bench.record("int call;"));
        QCOMPARE(bench.recorder.answers(), StateRecorder::kMostAnswers);
        QVERIFY(answers[4].expired());
        QVERIFY(!answers[5].expired());
        const auto longest = bench.record(std::string(2 * StateRecorder::kMostTokens, ';'));
        QCOMPARE(longest->positions(0, 10'000).size(), StateRecorder::kMostTokens);
        QVERIFY(longest->bytes() < std::size_t{512} * 1024);
        bench.recorder.clear();
        QVERIFY(answers.back().expired());
    }
};

QTEST_GUILESS_MAIN(TestStateRecorder)
#include "tst_state_recorder.moc"
