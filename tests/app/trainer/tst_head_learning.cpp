// SPDX-License-Identifier: Apache-2.0
// The head on what the default model knew of this project's own sources (drafting, section 7, item 3): it has
// to learn, and from the last token.
#include "app/trainer/model_rows.h"
#include "core/completion/local/state_collector.h"
#include "core/learn/output_slice.h"
#include "core/learn/replay_store.h"
#include "core/learn/torch/head_trainer.h"
#include "core/model/known_models.h"
#include "core/model/tokenizer.h"
#include "tests/core/model/model_under_test.h"
#include "tests/support/files.h"
#include "tests/support/result_test.h"

#include <QDirIterator>
#include <QTest>

#include <utility>

using namespace gatewright;
using gatewright::test::Folder;

namespace {

constexpr std::size_t positions = 10'000;

// This project's decoder, in the order of its files' names.
std::vector<std::string> texts()
{
    QStringList paths;
    QDirIterator files(QStringLiteral(GATEWRIGHT_SOURCE_DIR "/core/model"),
                       {QStringLiteral("*.cpp"), QStringLiteral("*.h")}, QDir::Files);
    while (files.hasNext())
        paths.append(files.next());
    paths.sort();
    std::vector<std::string> found;
    for (const QString &path : std::as_const(paths))
        found.push_back(test::readFile(path).toStdString());
    return found;
}

} // namespace

class TestHeadLearning : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void learnsFromTenThousandPositions()
    {
        const auto path = test::modelFile();
        GW_NEED_PART(path);
        const Folder folder;
        learn::HeadJob job;
        const auto hash = collect(*path, folder.path(), job.identity);
        GW_VERIFY_RESULT(hash);
        const auto rows = trainer::ModelRows::open(*path, job.identity.modelHash, {});
        GW_VERIFY_RESULT(rows);
        const auto reader = learn::ReplayReader::open(folder.path(), job.identity, (*rows)->embedding(),
                                                      (*rows)->vocabularySize());
        GW_VERIFY_RESULT(reader);
        QCOMPARE((*reader)->size(), positions);
        learn::TokenCounts counts;
        for (std::size_t i = 0; i < positions; ++i)
            counts.add(std::vector<std::int32_t>{(*reader)->at(i).nextToken()});
        job.vocabulary = counts.slice(learn::kSliceTokens, (*rows)->vocabularySize());
        job.recipe = learn::HeadRecipe::forText(positions, false);
        tensors::HeadShape shape;
        shape.embedding = (*rows)->embedding();
        const auto trainer = learn::HeadTrainer::create(job, shape, std::nullopt, **reader, **rows);
        GW_VERIFY_RESULT(trainer);
        for (std::size_t step = 0; step < job.recipe.steps; ++step)
            GW_VERIFY_RESULT((*trainer)->step());
        const auto figures = (*trainer)->measure((*trainer)->state().weights);
        GW_VERIFY_RESULT(figures);
        qInfo("right at depth 1 to 4: %.3f %.3f %.3f %.3f", figures->right[0], figures->right[1],
              figures->right[2], figures->right[3]);
        QVERIFY2(figures->right[0] >= 0.35, qPrintable(QString::number(figures->right[0])));
        QVERIFY2(figures->right[3] >= 0.25, qPrintable(QString::number(figures->right[3])));
        // Rounded to bytes it serves as well.
        tensors::DraftHead head;
        head.shape = shape;
        head.setWeights((*trainer)->state().weights);
        const auto rounded = (*trainer)->measure(head.weights());
        GW_VERIFY_RESULT(rounded);
        QVERIFY2(rounded->right[0] > figures->right[0] - 0.02,
                 qPrintable(QString::number(rounded->right[0])));
    }

private:
    static Result<void> collect(const QString &path, const QString &folder, learn::ModelIdentity &identity)
    {
        GW_TRY(file, tensors::GgufFile::open(path));
        GW_TRY(hash, model::sha256Of(*file, {}));
        identity.modelHash = hash;
        GW_TRY(tokenizer, model::Tokenizer::create(*file));
        GW_TRY(loaded, model::LlamaModel::load(*file));
        GW_TRY(context, model::Context::create(*loaded, 1024));
        GW_TRY(store, learn::ReplayStore::open(folder, identity, loaded->config().embeddingLength));
        completion::StateCollector collector(*context);
        for (const std::string &text : texts()) {
            auto tokens = tokenizer->encode(text, model::Specials::AsText);
            tokens.resize(std::min<std::size_t>(tokens.size(), positions - store->end() + 1));
            bool continues = false;
            GW_CHECK(collector.read(tokens,
                                    [&](std::vector<learn::ReplayPosition> read) {
                                        return store->append(
                                            {0, 1.0F, std::exchange(continues, true), std::move(read)});
                                    },
                                    {}));
        }
        return {};
    }
};

QTEST_GUILESS_MAIN(TestHeadLearning)
#include "tst_head_learning.moc"
