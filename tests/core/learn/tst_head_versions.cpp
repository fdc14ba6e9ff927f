// SPDX-License-Identifier: Apache-2.0
#include "core/learn/head_gate.h"
#include "core/learn/head_versions.h"
#include "tests/core/learn/replay_fixture.h"
#include "tests/support/files.h"
#include "tests/support/result_test.h"

#include <QTest>

using namespace gatewright;
using namespace gatewright::learn;
using gatewright::test::Folder;

namespace {

tensors::DraftHead someHead(const ModelIdentity &model = someModel())
{
    tensors::DraftHead head;
    head.shape = {smallEmbedding, 32, 4};
    head.modelHash = model.modelHash;
    head.vocabulary = {1, 2, 3};
    head.setWeights({std::vector<float>(2 * smallEmbedding * 32, 0.5F), std::vector<float>(4 * 32),
                     std::vector<float>(smallEmbedding * 32)});
    return head;
}

HeadFigures figures(double right, double tokens = 1.5, std::size_t positions = 500)
{
    HeadFigures result;
    result.positions = positions;
    result.right[0] = right;
    result.tokensPerPass = tokens;
    return result;
}

int servedVersion(const HeadVersions &versions)
{
    const auto served = versions.served();
    return served && *served ? (*served)->head.version : -1;
}

} // namespace

class TestHeadVersions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingServesAtFirst()
    {
        const Folder folder;
        const HeadVersions versions(folder.path(), someModel());
        GW_VERIFY_RESULT(versions.served());
        QVERIFY(!versions.served()->has_value());
        QVERIFY(versions.list().empty());
    }

    void theNewestServesAndCanBeTakenBack()
    {
        const Folder folder;
        HeadVersions versions(folder.path(), someModel());
        for (int wanted = 1; wanted <= 3; ++wanted) {
            const auto number = versions.add(someHead());
            GW_VERIFY_RESULT(number);
            QCOMPARE(*number, wanted);
            QCOMPARE(servedVersion(versions), wanted);
        }
        QCOMPARE(*versions.rollBack(), 2);
        QCOMPARE(servedVersion(versions), 2);
        QCOMPARE(versions.list().size(), std::size_t{3});
        QVERIFY(versions.list()[1].serves);
        GW_VERIFY_RESULT(versions.serve(3));
        QCOMPARE(servedVersion(versions), 3);
        GW_VERIFY_RESULT(versions.serveNone());
        QVERIFY(!versions.served()->has_value());
        GW_VERIFY_ERROR(versions.serve(9), ErrorCode::NotFound);
        // Numbers are not used twice.
        QCOMPARE(*versions.add(someHead()), 4);
    }

    void theShippedHeadServesUntilAnotherDoes()
    {
        const Folder folder;
        const QString shipped = folder.path("shipped.safetensors");
        GW_VERIFY_RESULT(someHead().write(shipped));
        HeadVersions versions(folder.path(), someModel(), shipped);
        QCOMPARE(servedVersion(versions), 0);
        QCOMPARE(*versions.add(someHead()), 1);
        QCOMPARE(servedVersion(versions), 1);
        QCOMPARE(*versions.rollBack(), 0);
        QCOMPARE(servedVersion(versions), 0);
        GW_VERIFY_ERROR(versions.rollBack(), ErrorCode::NotFound);
        // With another model it is none, and that is no fault.
        const HeadVersions others(folder.path(), someModel('b'), shipped);
        GW_VERIFY_RESULT(others.served());
        QVERIFY(!others.served()->has_value());
        QVERIFY(others.list().empty());
    }

    // The one in resources: for the default model, small, and above the gate.
    void theProgramShipsOneForItsModel()
    {
        const QString path =
            QStringLiteral(GATEWRIGHT_SOURCE_DIR "/resources/heads/SmolLM2-135M-Instruct.Q4_1.safetensors");
        QVERIFY(QFileInfo(path).size() <= 2'000'000);
        const Folder folder;
        const ModelIdentity model{
            QStringLiteral("b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"), {}};
        const HeadVersions versions(folder.path(), model, path);
        const auto served = versions.served();
        GW_VERIFY_RESULT(served);
        QVERIFY(served->has_value());
        QCOMPARE((*served)->head.vocabulary.size(), std::size_t{4096});
        QVERIFY((*served)->head.sources.empty());
        QVERIFY(HeadFigures::fromJson((*served)->head.after).right[0] >= GateRules().leastRight);
    }

    void aDamagedHeadIsToldAndTheOneBeforeCanServe()
    {
        const Folder folder;
        HeadVersions versions(folder.path(), someModel());
        GW_VERIFY_RESULT(versions.add(someHead()));
        GW_VERIFY_RESULT(versions.add(someHead()));
        test::writeFile(versions.folder() + QStringLiteral("/2.safetensors"), "nonsense");
        const auto served = versions.served();
        QVERIFY(!served);
        QVERIFY(served.error().place.contains(QStringLiteral("2.safetensors")));
        QVERIFY(versions.list()[0].problem);
        QCOMPARE(*versions.rollBack(), 1);
        QCOMPARE(servedVersion(versions), 1);
    }

    void aForeignHeadDoesNotServe()
    {
        const Folder folder;
        HeadVersions versions(folder.path(), someModel());
        GW_VERIFY_ERROR(versions.add(someHead(someModel('b'))), ErrorCode::Unsupported);
        GW_VERIFY_RESULT(versions.add(someHead()));
        GW_VERIFY_RESULT(
            someHead(someModel('b')).write(versions.folder() + QStringLiteral("/1.safetensors")));
        GW_VERIFY_ERROR(versions.served(), ErrorCode::Unsupported);
    }

    void aDamagedChoiceIsTold()
    {
        const Folder folder;
        HeadVersions versions(folder.path(), someModel());
        GW_VERIFY_RESULT(versions.add(someHead()));
        test::writeFile(versions.folder() + QStringLiteral("/served.json"), "{");
        GW_VERIFY_ERROR(versions.served(), ErrorCode::Corrupt);
        GW_VERIFY_RESULT(versions.serve(1));
        QCOMPARE(servedVersion(versions), 1);
    }

    void oldVersionsGo()
    {
        const Folder folder;
        HeadVersions versions(folder.path(), someModel());
        for (int i = 0; i < HeadVersions::kMostVersions + 3; ++i)
            GW_VERIFY_RESULT(versions.add(someHead()));
        QCOMPARE(versions.list().size(), std::size_t{HeadVersions::kMostVersions});
        QCOMPARE(versions.list().front().version, HeadVersions::kMostVersions + 3);
    }

    void saysWhichSawAText()
    {
        const Folder folder;
        HeadVersions versions(folder.path(), someModel());
        tensors::DraftHead head = someHead();
        head.sources = {4, 8};
        GW_VERIFY_RESULT(versions.add(head));
        GW_VERIFY_RESULT(versions.add(someHead()));
        const std::vector<std::uint64_t> sources{8};
        QCOMPARE(versions.thatSaw(sources), std::vector<int>{1});
        GW_VERIFY_RESULT(versions.remove(1));
        QVERIFY(versions.thatSaw(sources).empty());
        QCOMPARE(servedVersion(versions), 2);
        // Removing the one that serves leaves none serving.
        GW_VERIFY_RESULT(versions.remove(2));
        QVERIFY(!versions.served()->has_value());
    }

    void theGateWantsARise()
    {
        QVERIFY(decideGate(std::nullopt, figures(0.36)).keeps);
        QVERIFY(!decideGate(std::nullopt, figures(0.20)).keeps);
        QVERIFY(decideGate(figures(0.36), figures(0.366)).keeps);
        QVERIFY(!decideGate(figures(0.36), figures(0.364)).keeps);
        QVERIFY(!decideGate(figures(0.36, 1.6), figures(0.40, 1.5)).keeps);
        QVERIFY(!decideGate(std::nullopt, figures(0.9, 1.5, 10)).keeps);
        QVERIFY(!decideGate(figures(0.36), figures(0.364)).reason.isEmpty());
    }

    void figuresComeBackFromJson()
    {
        HeadFigures some = figures(0.36, 1.7);
        some.right[3] = 0.25;
        some.rightAmongEight = 0.7;
        const HeadFigures back = HeadFigures::fromJson(some.toJson());
        QCOMPARE(back.positions, some.positions);
        QCOMPARE(back.right, some.right);
        QCOMPARE(back.rightAmongEight, some.rightAmongEight);
        QCOMPARE(back.tokensPerPass, some.tokensPerPass);
        QCOMPARE(HeadFigures::fromJson({}).tokensPerPass, 1.0);
    }
};

QTEST_GUILESS_MAIN(TestHeadVersions)
#include "tst_head_versions.moc"
