// SPDX-License-Identifier: Apache-2.0
#include "core/base/random.h"
#include "core/learn/output_slice.h"
#include "core/learn/torch/head_trainer.h"
#include "tests/core/learn/replay_fixture.h"
#include "tests/support/files.h"
#include "tests/support/result_test.h"

#include <QTest>

#include <array>
#include <cmath>

using namespace gatewright;
using namespace gatewright::learn;
using gatewright::test::Folder;

namespace {

constexpr std::size_t textLength = 300;
constexpr std::size_t texts = 8;

// Rows of a made-up model: input and output alike, random.
class RandomRows final : public TokenRows
{
public:
    RandomRows()
    {
        std::mt19937 generator(7);
        std::normal_distribution<float> normal;
        for (auto &row : m_rows)
            for (float &value : row)
                value = normal(generator);
    }
    [[nodiscard]] std::size_t vocabularySize() const override { return smallVocabulary; }
    [[nodiscard]] std::size_t embedding() const override { return smallEmbedding; }
    [[nodiscard]] Result<void> inputRow(std::int32_t token, std::span<float> row) const override
    {
        std::ranges::copy(m_rows[static_cast<std::size_t>(token)], row.begin());
        return {};
    }
    [[nodiscard]] Result<void> outputRow(std::int32_t token, std::span<float> row) const override
    {
        return inputRow(token, row);
    }

private:
    std::array<std::array<float, smallEmbedding>, smallVocabulary> m_rows{};
};

// Texts of a language in which each token says which one comes next, and states that say nothing: only a head
// that sees the last token can learn it.
Result<void> writeTexts(const Folder &folder)
{
    GW_TRY(store, ReplayStore::open(folder.path(), someModel(), smallEmbedding));
    RandomSource random(5);
    for (std::size_t t = 0; t < texts; ++t) {
        ReplayText text;
        auto token = static_cast<std::int32_t>(random.below(smallVocabulary));
        for (std::size_t i = 0; i < textLength; ++i) {
            ReplayPosition position;
            for (std::size_t k = 0; k < smallEmbedding; ++k)
                position.hidden.push_back(static_cast<float>(random.uniform() - 0.5));
            const std::int32_t next = (token * 37 + 11) % static_cast<std::int32_t>(smallVocabulary);
            position.nextToken = next;
            position.teacher.tokens[0] = next;
            position.teacher.logProbabilities[0] = -0.1F;
            for (std::size_t j = 1; j < kTeacherTokens; ++j) {
                position.teacher.tokens[j] =
                    (next + static_cast<std::int32_t>(j)) % static_cast<std::int32_t>(smallVocabulary);
                position.teacher.logProbabilities[j] = -7.0F;
            }
            token = next;
            text.positions.push_back(std::move(position));
        }
        GW_CHECK(store->append(text));
    }
    return {};
}

HeadJob someJob(std::size_t steps)
{
    HeadJob job;
    job.identity = someModel();
    job.recipe.steps = steps;
    job.recipe.batch = 64;
    job.recipe.learningRate = 1e-2;
    job.vocabulary = TokenCounts().slice(smallVocabulary, smallVocabulary);
    return job;
}

const tensors::HeadShape shape{smallEmbedding, 64, 4};

} // namespace

class TestHeadTrainer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        GW_VERIFY_RESULT(writeTexts(m_folder));
        auto reader = ReplayReader::open(m_folder.path(), someModel(), smallEmbedding, smallVocabulary);
        GW_VERIFY_RESULT(reader);
        m_reader = std::move(*reader);
        QCOMPARE(m_reader->size(), texts * textLength);
    }

    void learnsWhatTheLastTokenSays()
    {
        const auto trainer = create(200);
        GW_VERIFY_RESULT(trainer);
        const auto before = (*trainer)->measure((*trainer)->state().weights);
        GW_VERIFY_RESULT(before);
        QVERIFY2(before->right[0] < 0.2, qPrintable(QString::number(before->right[0])));
        double first = 0.0;
        double last = 0.0;
        for (std::size_t i = 0; i < 200; ++i) {
            const auto loss = (*trainer)->step();
            GW_VERIFY_RESULT(loss);
            (i == 0 ? first : last) = *loss;
        }
        QVERIFY2(last < 0.5 * first, qPrintable(QStringLiteral("%1 after %2").arg(last).arg(first)));
        const auto after = (*trainer)->measure((*trainer)->state().weights);
        GW_VERIFY_RESULT(after);
        QVERIFY(after->positions > 100);
        QVERIFY2(after->right[0] > 0.9, qPrintable(QString::number(after->right[0])));
        QVERIFY2(after->right[3] > 0.6, qPrintable(QString::number(after->right[3])));
        QVERIFY(after->rightAmongEight >= after->right[0]);
        QVERIFY(after->tokensPerPass > 3.0);
    }

    void aResumedTrainingEqualsAnUnbrokenOne()
    {
        const auto whole = create(8);
        GW_VERIFY_RESULT(whole);
        for (int i = 0; i < 8; ++i)
            GW_VERIFY_RESULT((*whole)->step());
        const QString path = m_folder.path("checkpoint.safetensors");
        for (int part = 0; part < 4; ++part) {
            const auto slice = create(8);
            GW_VERIFY_RESULT(slice);
            if (part > 0) {
                const auto state = TrainingState::read(path, QStringLiteral("job"), shape);
                GW_VERIFY_RESULT(state);
                GW_VERIFY_RESULT((*slice)->restore(*state));
            }
            GW_VERIFY_RESULT((*slice)->step());
            GW_VERIFY_RESULT((*slice)->step());
            GW_VERIFY_RESULT((*slice)->state().write(path, QStringLiteral("job")));
        }
        const auto resumed = TrainingState::read(path, QStringLiteral("job"), shape);
        GW_VERIFY_RESULT(resumed);
        const TrainingState unbroken = (*whole)->state();
        QCOMPARE(resumed->step, std::size_t{8});
        QCOMPARE(resumed->weights.input, unbroken.weights.input);
        QCOMPARE(resumed->weights.depthBias, unbroken.weights.depthBias);
        QCOMPARE(resumed->weights.output, unbroken.weights.output);
        QCOMPARE(resumed->variance.input, unbroken.variance.input);
        QCOMPARE(resumed->loss, unbroken.loss);
    }

    void doneIsDone()
    {
        const auto trainer = create(2);
        GW_VERIFY_RESULT(trainer);
        for (int i = 0; i < 5; ++i)
            GW_VERIFY_RESULT((*trainer)->step());
        QCOMPARE((*trainer)->stepsDone(), std::size_t{2});
    }

    void goesOnFromAHead()
    {
        const auto first = create(60);
        GW_VERIFY_RESULT(first);
        for (int i = 0; i < 60; ++i)
            GW_VERIFY_RESULT((*first)->step());
        const auto weights = (*first)->state().weights;
        const auto second = HeadTrainer::create(someJob(60), shape, weights, *m_reader, m_rows);
        GW_VERIFY_RESULT(second);
        QCOMPARE((*second)->state().weights.input, weights.input);
        const auto a = (*first)->measure(weights);
        const auto b = (*second)->measure(weights);
        GW_VERIFY_RESULT(a);
        GW_VERIFY_RESULT(b);
        QCOMPARE(a->right, b->right);
    }

    void refusesAnotherModelsHead()
    {
        auto weights = (*create(1))->state().weights;
        weights.input.pop_back();
        GW_VERIFY_ERROR(HeadTrainer::create(someJob(1), shape, weights, *m_reader, m_rows),
                        ErrorCode::InvalidInput);
        HeadJob job = someJob(1);
        job.vocabulary = {1, static_cast<std::int32_t>(smallVocabulary)};
        GW_VERIFY_ERROR(HeadTrainer::create(job, shape, std::nullopt, *m_reader, m_rows),
                        ErrorCode::InvalidInput);
    }

    void saysWhenThereIsTooLittleText()
    {
        const Folder folder;
        {
            const auto store = ReplayStore::open(folder.path(), someModel(), smallEmbedding);
            GW_VERIFY_RESULT(store);
            GW_VERIFY_RESULT((*store)->append(someText(12)));
        }
        const auto reader = ReplayReader::open(folder.path(), someModel(), smallEmbedding, smallVocabulary);
        GW_VERIFY_RESULT(reader);
        GW_VERIFY_ERROR(HeadTrainer::create(someJob(1), shape, std::nullopt, **reader, m_rows),
                        ErrorCode::LimitExceeded);
    }

private:
    Result<std::unique_ptr<HeadTrainer>> create(std::size_t steps) const
    {
        return HeadTrainer::create(someJob(steps), shape, std::nullopt, *m_reader, m_rows);
    }

    Folder m_folder;
    RandomRows m_rows;
    std::unique_ptr<ReplayReader> m_reader;
};

QTEST_GUILESS_MAIN(TestHeadTrainer)
#include "tst_head_trainer.moc"
