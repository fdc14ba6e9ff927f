// SPDX-License-Identifier: Apache-2.0
#include "app/trainer/client/trainer_process.h"
#include "core/tensors/draft_head.h"
#include "tests/app/trainer/small_job.h"
#include "tests/support/result_test.h"
#include "tests/support/send_signal.h"

#include <QDateTime>
#include <QFileInfo>
#include <QJsonDocument>
#include <QTest>

#include <csignal>
#include <optional>

using namespace gatewright;
using namespace gatewright::trainer;
using gatewright::test::Folder;
using learn::HeadJob;

namespace {

const QString program = QStringLiteral(GATEWRIGHT_BIN_DIR "/gatewright-trainer");
constexpr int longest = 60'000; // ms, of any wait

// A slice, and what became of it.
struct Slice
{
    TrainerProcess process{program};
    std::optional<Result<SliceReport>> result;

    // On a busy machine idle time may never come.
    void start(const QString &folder, int seconds = 20)
    {
        process.start(folder, seconds, TrainerProcess::Urgency::WaitedFor,
                      [this](Result<SliceReport> done) { result = std::move(done); });
    }
};

// The letter of the process's state: R, S, T ...
char stateOf(qint64 process)
{
    const QByteArray stat = test::readFile(QStringLiteral("/proc/%1/stat").arg(process));
    const qsizetype name = stat.lastIndexOf(')');
    return name < 0 || name + 2 >= stat.size() ? '?' : stat[name + 2];
}

} // namespace

class TestTrainerProcess : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void doesASlice()
    {
        const Folder folder;
        GW_VERIFY_RESULT(SmallJob::write(folder, 5));
        Slice slice;
        slice.start(folder.path("job"));
        QTRY_VERIFY_WITH_TIMEOUT(slice.result.has_value(), longest);
        GW_VERIFY_RESULT(*slice.result);
        QVERIFY((*slice.result)->isDone);
        QCOMPARE((*slice.result)->step, std::size_t{5});
        GW_VERIFY_RESULT(tensors::DraftHead::read(HeadJob::candidateFile(folder.path("job"))));
    }

    // Killed wherever it is, again and again: in the end the head is there.
    void whoIsKilledLosesNothing()
    {
        const Folder folder;
        GW_VERIFY_RESULT(SmallJob::write(folder, 40));
        const QString checkpoint = HeadJob::checkpointFile(folder.path("job"));
        const auto lastWritten = [&checkpoint] { return QFileInfo(checkpoint).lastModified(); };
        for (int turn = 0; turn < 3; ++turn) {
            Slice slice;
            const QDateTime before = lastWritten();
            slice.start(folder.path("job"), 1);
            QTRY_VERIFY_WITH_TIMEOUT(slice.process.processId() > 0, longest);
            // First while it begins, then where it has kept something.
            if (turn > 0)
                QTRY_VERIFY_WITH_TIMEOUT(slice.result || lastWritten() != before, longest);
            test::sendSignal(slice.process.processId(), SIGKILL);
            QTRY_VERIFY_WITH_TIMEOUT(slice.result.has_value(), longest);
            if (!*slice.result)
                QCOMPARE(slice.result->error().code, ErrorCode::Crashed);
        }
        for (bool isDone = false; !isDone;) {
            Slice slice;
            slice.start(folder.path("job"));
            QTRY_VERIFY_WITH_TIMEOUT(slice.result.has_value(), longest);
            GW_VERIFY_RESULT(*slice.result);
            QVERIFY(!(*slice.result)->startedAgain);
            isDone = (*slice.result)->isDone;
        }
        QVERIFY(QFile::exists(checkpoint));
        GW_VERIFY_RESULT(tensors::DraftHead::read(HeadJob::candidateFile(folder.path("job"))));
    }

    void standsStillWhenItIsPaused()
    {
        const Folder folder;
        GW_VERIFY_RESULT(SmallJob::write(folder, 1'000'000));
        Slice slice;
        slice.start(folder.path("job"));
        QTRY_VERIFY_WITH_TIMEOUT(slice.process.processId() > 0, longest);
        slice.process.pause();
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(slice.process.processId()), 'T', longest);
        slice.process.resume();
        QTRY_VERIFY_WITH_TIMEOUT(stateOf(slice.process.processId()) != 'T', longest);
        // A checkpoint, and the end; also of one that stands still.
        slice.process.pause();
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(slice.process.processId()), 'T', longest);
        slice.process.stop();
        QTRY_VERIFY_WITH_TIMEOUT(slice.result.has_value(), longest);
    }

    void saysWhatIsWrongWithTheJob()
    {
        const Folder folder;
        Slice slice;
        slice.start(folder.path("no job"));
        QTRY_VERIFY_WITH_TIMEOUT(slice.result.has_value(), longest);
        GW_VERIFY_ERROR(*slice.result, ErrorCode::InvalidInput);
        QVERIFY(slice.result->error().detail.contains(QStringLiteral("job.json")));
    }

    void saysWhenThereIsNoTrainer()
    {
        TrainerProcess process(QStringLiteral("/nowhere/gatewright-trainer"));
        std::optional<Result<SliceReport>> result;
        process.start(QStringLiteral("/x"), 1, TrainerProcess::Urgency::IdleTime,
                      [&](Result<SliceReport> done) { result = std::move(done); });
        QTRY_VERIFY_WITH_TIMEOUT(result.has_value(), longest);
        GW_VERIFY_ERROR(*result, ErrorCode::Missing);
    }

    void readsReports()
    {
        SliceReport report;
        report.step = 3;
        report.steps = 9;
        report.loss = 1.5;
        report.after = learn::HeadFigures();
        const auto line = QJsonDocument(report.toJson()).toJson(QJsonDocument::Compact);
        const auto back = SliceReport::lastOf("noise\n" + line + "\n");
        QVERIFY(back);
        QCOMPARE(back->step, std::size_t{3});
        QVERIFY(back->after && !back->before);
        QVERIFY(!SliceReport::lastOf("noise\n{}\n"));
    }
};

QTEST_GUILESS_MAIN(TestTrainerProcess)
#include "tst_trainer_process.moc"
