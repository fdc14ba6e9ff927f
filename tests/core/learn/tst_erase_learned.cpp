// SPDX-License-Identifier: Apache-2.0
#include "core/learn/erase_learned.h"
#include "core/learn/head_versions.h"
#include "tests/core/learn/replay_fixture.h"
#include "tests/support/files.h"
#include "tests/support/result_test.h"

#include <QTest>

using namespace gatewright;
using namespace gatewright::learn;
using gatewright::test::Folder;

namespace {

tensors::DraftHead someHead()
{
    tensors::DraftHead head;
    head.shape = {smallEmbedding, 32, 4};
    head.modelHash = someModel().modelHash;
    head.vocabulary = {1, 2, 3};
    head.setWeights({std::vector<float>(2 * smallEmbedding * 32, 0.5F), std::vector<float>(4 * 32),
                     std::vector<float>(smallEmbedding * 32)});
    return head;
}

} // namespace

class TestEraseLearned : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void erasingForgetsStatesAndNamesHeads()
    {
        const Folder folder;
        const QString id = QStringLiteral("suggestion-1");
        {
            const auto store = ReplayStore::open(folder.path("replay"), someModel(), smallEmbedding);
            GW_VERIFY_RESULT(store);
            GW_VERIFY_RESULT((*store)->append(someText(6, sourceOf(id))));
            GW_VERIFY_RESULT((*store)->append(someText(7, sourceOf(QStringLiteral("other")))));
        }
        HeadVersions versions(folder.path("heads"), someModel());
        tensors::DraftHead head = someHead();
        head.sources = {sourceOf(id)};
        GW_VERIFY_RESULT(versions.add(head));
        GW_VERIFY_RESULT(versions.add(someHead()));
        const auto erased = eraseLearned(folder.path("replay"), folder.path("heads"), {id});
        GW_VERIFY_RESULT(erased);
        QCOMPARE(erased->positions, std::size_t{6});
        QCOMPARE(erased->heads, QStringList{versions.folder() + QStringLiteral("/1.safetensors")});
        const auto none = eraseLearned(folder.path("replay"), folder.path("heads"), {QStringLiteral("x")});
        GW_VERIFY_RESULT(none);
        QCOMPARE(none->positions, std::size_t{0});
        const auto all = eraseAllLearned(folder.path("replay"), folder.path("heads"));
        GW_VERIFY_RESULT(all);
        QCOMPARE(all->heads.size(), 1);
        QVERIFY(!QDir(folder.path("replay")).exists());
    }

    // The text of one completion may have been seen by two models.
    void theStatesOfEveryModelGo()
    {
        const Folder folder;
        const std::uint64_t source = sourceOf(QStringLiteral("one"));
        for (const char model : {'a', 'b'}) {
            const auto store = ReplayStore::open(folder.path("replay"), someModel(model), smallEmbedding);
            GW_VERIFY_RESULT(store);
            GW_VERIFY_RESULT((*store)->append(someText(4, source)));
        }
        const auto erased =
            eraseLearned(folder.path("replay"), folder.path("heads"), {QStringLiteral("one")});
        GW_VERIFY_RESULT(erased);
        QCOMPARE(erased->positions, std::size_t{8});
        QVERIFY(erased->heads.isEmpty());
    }

    void whereNothingWasLearnedNothingGoes()
    {
        const Folder folder;
        const auto erased = eraseLearned(folder.path("none"), folder.path("none"), {QStringLiteral("one")});
        GW_VERIFY_RESULT(erased);
        QCOMPARE(erased->positions, std::size_t{0});
        GW_VERIFY_RESULT(eraseAllLearned(folder.path("none"), folder.path("none")));
    }

    // A file that cannot be read is nobody's head.
    void damagedHeadsArePassedOver()
    {
        const Folder folder;
        folder.write("heads/model/1.safetensors", "no tensors");
        const auto erased = eraseAllLearned(folder.path("replay"), folder.path("heads"));
        GW_VERIFY_RESULT(erased);
        QVERIFY(erased->heads.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestEraseLearned)
#include "tst_erase_learned.moc"
