// SPDX-License-Identifier: Apache-2.0
#include "core/learn/head_job.h"
#include "core/learn/output_slice.h"
#include "core/learn/training_state.h"
#include "tests/core/learn/replay_fixture.h"
#include "tests/support/files.h"
#include "tests/support/result_test.h"

#include <QJsonArray>
#include <QTest>

using namespace gatewright;
using namespace gatewright::learn;
using gatewright::test::Folder;

namespace {

HeadJob someJob()
{
    HeadJob job;
    job.model = QStringLiteral("/models/small.gguf");
    job.identity = someModel();
    job.replay = QStringLiteral("/replay");
    job.range = {5, ~std::uint64_t{0} - 3};
    job.newest = 40;
    job.vocabulary = {1, 5, 9};
    job.recipe.seed = ~std::uint64_t{0};
    job.title = QStringLiteral("learned");
    return job;
}

TrainingState someState()
{
    TrainingState state;
    state.step = 12;
    state.loss = 3.25;
    for (tensors::HeadWeights *part : {&state.weights, &state.mean, &state.variance})
        *part = {std::vector<float>(2 * smallEmbedding * 32, 0.1F), std::vector<float>(4 * 32, 0.2F),
                 std::vector<float>(smallEmbedding * 32, 0.3F)};
    return state;
}

const tensors::HeadShape shape{smallEmbedding, 32, 4};

} // namespace

class TestHeadJob : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWhatItWrote()
    {
        const Folder folder;
        const HeadJob job = someJob();
        GW_VERIFY_RESULT(job.write(folder.path()));
        const auto read = HeadJob::read(folder.path());
        GW_VERIFY_RESULT(read);
        QCOMPARE(read->toJson(), job.toJson());
        QCOMPARE(read->range.end, job.range.end);
        QCOMPARE(read->recipe.seed, job.recipe.seed);
        QCOMPARE(read->fingerprint(), job.fingerprint());
    }

    void refusesWhatIsNoJob_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QJsonValue>("value");
        const auto row = [](const char *key, const QJsonValue &value) {
            QTest::newRow(key) << QString::fromLatin1(key) << value;
        };
        row("format", 0.5);
        row("model", 3);
        row("model_hash", QStringLiteral("../../etc"));
        row("vocabulary_ids", QJsonArray{3, 2});
        row("steps", QStringLiteral("0"));
        row("batch", QStringLiteral("99999999999"));
        row("learning_rate", -1.0);
        row("seed", QStringLiteral("x"));
        row("end", QJsonValue());
    }
    void refusesWhatIsNoJob()
    {
        QFETCH(QString, key);
        QFETCH(QJsonValue, value);
        QJsonObject json = someJob().toJson();
        json.insert(key, value);
        const auto job = HeadJob::fromJson(json, QStringLiteral("job.json"));
        QVERIFY(!job);
        QCOMPARE(job.error().place, QStringLiteral("job.json"));
    }

    void aRecipeFitsTheText()
    {
        QCOMPARE(HeadRecipe::forText(500, false).steps, std::size_t{60});
        QCOMPARE(HeadRecipe::forText(10'000, false).steps, std::size_t{150});
        const std::size_t large = HeadRecipe::forText(50'000, false).steps;
        QVERIFY(large > 280 && large < 320);
        QVERIFY(HeadRecipe::forText(10'000, true).learningRate <
                HeadRecipe::forText(10'000, false).learningRate);
    }

    void aCheckpointComesBackExactly()
    {
        const Folder folder;
        const QString path = folder.path("checkpoint.safetensors");
        const TrainingState state = someState();
        GW_VERIFY_ERROR(TrainingState::read(path, QStringLiteral("job"), shape), ErrorCode::NotFound);
        GW_VERIFY_RESULT(state.write(path, QStringLiteral("job")));
        const auto read = TrainingState::read(path, QStringLiteral("job"), shape);
        GW_VERIFY_RESULT(read);
        QCOMPARE(read->step, state.step);
        QCOMPARE(read->loss, state.loss);
        QCOMPARE(read->weights.input, state.weights.input);
        QCOMPARE(read->variance.output, state.variance.output);
    }

    void anotherJobsCheckpointIsNone()
    {
        const Folder folder;
        const QString path = folder.path("checkpoint.safetensors");
        GW_VERIFY_RESULT(someState().write(path, QStringLiteral("job")));
        GW_VERIFY_ERROR(TrainingState::read(path, QStringLiteral("other"), shape), ErrorCode::Corrupt);
        GW_VERIFY_ERROR(TrainingState::read(path, QStringLiteral("job"), {smallEmbedding, 64, 4}),
                        ErrorCode::Corrupt);
        test::writeFile(path, test::readFile(path).chopped(10));
        GW_VERIFY_ERROR(TrainingState::read(path, QStringLiteral("job"), shape), ErrorCode::Corrupt);
    }

    void theSliceHasTheCommonestTokens()
    {
        TokenCounts counts;
        counts.add(std::vector<std::int32_t>{70, 70, 80, 90, 90, 90, 500});
        QCOMPARE(counts.distinct(), std::size_t{4});
        QCOMPARE(counts.slice(2, 100), (std::vector<std::int32_t>{70, 90}));
        // Token 500 is none of the model's; what is left is filled up.
        const std::vector<std::int32_t> then{42};
        QCOMPARE(counts.slice(6, 100, then), (std::vector<std::int32_t>{0, 1, 42, 70, 80, 90}));
        QCOMPARE(counts.slice(1000, 100).size(), std::size_t{100});
    }
};

QTEST_GUILESS_MAIN(TestHeadJob)
#include "tst_head_job.moc"
