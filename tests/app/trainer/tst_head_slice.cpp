// SPDX-License-Identifier: Apache-2.0
#include "app/trainer/head_slice.h"
#include "core/learn/head_versions.h"
#include "core/learn/replay_reader.h"
#include "core/learn/training_state.h"
#include "core/tensors/draft_head.h"
#include "tests/app/trainer/small_job.h"
#include "tests/support/result_test.h"

#include <QTest>

using namespace gatewright;
using namespace gatewright::trainer;
using gatewright::test::Folder;
using learn::HeadJob;

namespace {

// Time that passes by a step of the training each time somebody looks.
SliceLimits limitOf(int looks)
{
    SliceLimits limits;
    limits.work = std::chrono::milliseconds(looks);
    limits.betweenCheckpoints = std::chrono::milliseconds(2);
    limits.elapsed = [now = std::make_shared<int>(0)] { return std::chrono::milliseconds((*now)++); };
    return limits;
}

Result<SliceReport> slice(const Folder &folder, int looks = 1'000'000)
{
    return trainHeadSlice(folder.path("job"), limitOf(looks), {});
}

QByteArray candidate(const Folder &folder)
{
    return test::readFile(HeadJob::candidateFile(folder.path("job")));
}

} // namespace

class TestHeadSlice : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Collected in windows of a context that is shorter than the text.
    void theJobHasItsText()
    {
        const Folder folder;
        const auto job = SmallJob::write(folder, 4);
        GW_VERIFY_RESULT(job);
        const auto reader = learn::ReplayReader::open(job->replay, job->identity, 64, 100);
        GW_VERIFY_RESULT(reader);
        QCOMPARE((*reader)->size(), SmallJob::positions);
        QCOMPARE((*reader)->withFollowers(4).size(), SmallJob::positions - 4);
        const auto tokens = model::someTokens(SmallJob::positions + 1, {});
        for (std::size_t i = 0; i < SmallJob::positions; ++i)
            QCOMPARE((*reader)->at(i).nextToken(), tokens[i + 1]);
    }

    void slicesMakeTheHeadOfAnUnbrokenTraining()
    {
        const Folder whole;
        const Folder sliced;
        GW_VERIFY_RESULT(SmallJob::write(whole, 12));
        GW_VERIFY_RESULT(SmallJob::write(sliced, 12));
        const auto report = slice(whole);
        GW_VERIFY_RESULT(report);
        QVERIFY(report->isDone);
        QVERIFY(report->after && !report->before);
        int slices = 0;
        for (bool isDone = false; !isDone; ++slices) {
            QVERIFY(slices < 20);
            const auto part = slice(sliced, 8);
            GW_VERIFY_RESULT(part);
            QVERIFY(!part->startedAgain);
            isDone = part->isDone;
        }
        QVERIFY(slices > 2);
        // The folders' names are in the jobs, and nowhere in the heads.
        QVERIFY(!candidate(whole).isEmpty());
        QCOMPARE(candidate(sliced), candidate(whole));
        const auto head = tensors::DraftHead::read(HeadJob::candidateFile(sliced.path("job")));
        GW_VERIFY_RESULT(head);
        QCOMPARE(head->sources, std::vector<std::uint64_t>{9});
        QVERIFY(!head->after.isEmpty());
        // Asked again it says the same.
        const auto again = slice(sliced);
        GW_VERIFY_RESULT(again);
        QVERIFY(again->isDone);
    }

    void aDamagedCheckpointStartsTheTrainingAgain()
    {
        const Folder folder;
        GW_VERIFY_RESULT(SmallJob::write(folder, 12));
        const auto first = slice(folder, 8);
        GW_VERIFY_RESULT(first);
        QVERIFY(!first->isDone && first->step > 0);
        test::writeFile(HeadJob::checkpointFile(folder.path("job")), "nonsense");
        const auto second = slice(folder);
        GW_VERIFY_RESULT(second);
        QVERIFY(second->startedAgain);
        QVERIFY(second->isDone);
    }

    void aCheckpointOfAnotherJobIsNone()
    {
        const Folder folder;
        auto job = SmallJob::write(folder, 12);
        GW_VERIFY_RESULT(job);
        GW_VERIFY_RESULT(slice(folder, 8));
        job->recipe.seed = 99;
        GW_VERIFY_RESULT(job->write(folder.path("job")));
        const auto second = slice(folder, 8);
        GW_VERIFY_RESULT(second);
        QVERIFY(second->startedAgain);
    }

    void goesOnFromAHeadAndMeasuresBoth()
    {
        const Folder folder;
        auto job = SmallJob::write(folder, 6);
        GW_VERIFY_RESULT(job);
        GW_VERIFY_RESULT(slice(folder));
        const auto head = tensors::DraftHead::read(HeadJob::candidateFile(folder.path("job")));
        GW_VERIFY_RESULT(head);
        learn::HeadVersions versions(folder.path("heads"), job->identity);
        GW_VERIFY_RESULT(versions.add(*head));
        job->startFrom = versions.list().front().path;
        GW_VERIFY_RESULT(job->write(folder.path("job")));
        const auto report = slice(folder);
        GW_VERIFY_RESULT(report);
        QVERIFY(report->before && report->after);
    }

    void refusesAnotherModel()
    {
        const Folder folder;
        const auto job = SmallJob::write(folder, 6);
        GW_VERIFY_RESULT(job);
        const model::SyntheticModel other{.seed = 2};
        test::writeFile(job->model, other.builder().bytes());
        GW_VERIFY_ERROR(slice(folder), ErrorCode::InvalidInput);
        test::writeFile(HeadJob::jobFile(folder.path("job")), "{}");
        GW_VERIFY_ERROR(slice(folder), ErrorCode::Corrupt);
    }

    void stopsWithACheckpoint()
    {
        const Folder folder;
        const auto job = SmallJob::write(folder, 1000);
        GW_VERIFY_RESULT(job);
        std::stop_source stop;
        SliceLimits limits = limitOf(1'000'000);
        limits.elapsed = [&, looks = 0]() mutable {
            if (++looks == 10)
                stop.request_stop();
            return std::chrono::milliseconds(0);
        };
        const auto report = trainHeadSlice(folder.path("job"), limits, stop.get_token());
        GW_VERIFY_RESULT(report);
        QVERIFY(!report->isDone);
        const auto state = learn::TrainingState::read(HeadJob::checkpointFile(folder.path("job")),
                                                      job->fingerprint(), {64, 768, 4});
        GW_VERIFY_RESULT(state);
        QCOMPARE(state->step, report->step);
    }
};

QTEST_GUILESS_MAIN(TestHeadSlice)
#include "tst_head_slice.moc"
