// SPDX-License-Identifier: Apache-2.0
#include "core/model/thread_pool.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <atomic>
#include <chrono>
#include <thread>
#include <vector>

using namespace gatewright::model;

namespace {

const QString taskFolder = QStringLiteral("/proc/self/task");

// Of all threads of this program. The state stands behind the name, which ends with a bracket.
int awakeThreads()
{
    int count = 0;
    const QDir tasks(taskFolder);
    for (const QString &task : tasks.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        QFile file(tasks.filePath(task + QStringLiteral("/stat")));
        if (file.open(QIODevice::ReadOnly)) {
            const QByteArray line = file.readAll();
            count += line.mid(line.lastIndexOf(')') + 2, 1) == "S" ? 0 : 1;
        }
    }
    return count;
}

} // namespace

class TestThreadPool : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sizes();
    void everyWorkerRunsOnce_data();
    void everyWorkerRunsOnce();
    void piecesCoverTheRangeOnce_data() { everyWorkerRunsOnce_data(); }
    void piecesCoverTheRangeOnce();
    void phasesAreOrdered_data() { everyWorkerRunsOnce_data(); }
    void phasesAreOrdered();
    void wakesParkedWorkers();
    void idleWorkersSleep();
    void alertsAreNoJobs();
    void briefWorkSaysNothingOfTheMachine();
    void fewerWorkersCoverTheRangeToo();
    void aBusyMachineHasOneWorker();
    void oneWorkerIsNotForEver();
};

void TestThreadPool::sizes()
{
    QCOMPARE(ThreadPool(1).size(), 1U);
    QCOMPARE(ThreadPool(3).size(), 3U);
    QVERIFY(ThreadPool(0).size() >= 1U);
    QVERIFY(ThreadPool(0).size() <= 8U);
    QCOMPARE(ThreadPool(2).pieceOf(0), std::size_t{1});
    QCOMPARE(ThreadPool(2).pieceOf(80), std::size_t{10});
}

void TestThreadPool::everyWorkerRunsOnce_data()
{
    QTest::addColumn<unsigned>("threads");
    for (unsigned threads : {1U, 2U, 3U, 5U})
        QTest::addRow("%u", threads) << threads;
}

void TestThreadPool::everyWorkerRunsOnce()
{
    QFETCH(unsigned, threads);
    ThreadPool pool(threads);
    for (int round = 0; round < 200; ++round) {
        std::vector<std::atomic<int>> calls(threads);
        pool.run([&](unsigned worker) { ++calls[worker]; });
        for (const auto &count : calls)
            QCOMPARE(count.load(), 1);
    }
}

void TestThreadPool::piecesCoverTheRangeOnce()
{
    QFETCH(unsigned, threads);
    ThreadPool pool(threads);
    for (std::size_t count : {std::size_t{0}, std::size_t{1}, std::size_t{7}, std::size_t{1000}})
        for (std::size_t piece : {std::size_t{1}, std::size_t{3}, std::size_t{2000}}) {
            std::vector<std::atomic<int>> visits(count);
            pool.run([&](unsigned) {
                pool.share(count, piece, [&](std::size_t begin, std::size_t end) {
                    for (std::size_t i = begin; i < end; ++i)
                        ++visits[i];
                });
            });
            for (const auto &visit : visits)
                QCOMPARE(visit.load(), 1);
        }
}

// What one phase wrote, every worker sees in the next.
void TestThreadPool::phasesAreOrdered()
{
    QFETCH(unsigned, threads);
    ThreadPool pool(threads);
    constexpr std::size_t kCount = 64;
    constexpr int kPhases = 300;
    std::vector<int> values(kCount, 0);
    std::atomic<int> wrong = 0;
    pool.run([&](unsigned) {
        for (int phase = 0; phase < kPhases; ++phase) {
            pool.share(kCount, 5, [&](std::size_t begin, std::size_t end) {
                for (std::size_t i = begin; i < end; ++i)
                    ++values[i];
            });
            pool.share(kCount, 7, [&](std::size_t begin, std::size_t end) {
                for (std::size_t i = begin; i < end; ++i)
                    if (values[kCount - 1 - i] != phase + 1)
                        ++wrong;
            });
        }
    });
    QCOMPARE(wrong.load(), 0);
    QVERIFY(std::all_of(values.begin(), values.end(), [](int value) { return value == kPhases; }));
}

// One worker is late by far more than the others spin; they park and must be woken, at barriers and between
// jobs.
void TestThreadPool::wakesParkedWorkers()
{
    ThreadPool pool(3);
    std::atomic<int> done = 0;
    for (unsigned late = 0; late < 3; ++late)
        pool.run([&](unsigned worker) {
            if (worker == late) {
                const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(2);
                while (std::chrono::steady_clock::now() < end) {
                }
            }
            pool.share(0, 1, [](std::size_t, std::size_t) {});
            ++done;
        });
    QCOMPARE(done.load(), 9);
}

// A keystroke is all that wakes them: while nobody asks, they take nothing from other programs.
void TestThreadPool::idleWorkersSleep()
{
    if (!QFile::exists(taskFolder))
        QSKIP("Threads are looked at in /proc.");
    ThreadPool pool(4);
    pool.run([](unsigned) {});
    QTRY_COMPARE(awakeThreads(), 1);
    pool.run([](unsigned) {});
    QTRY_COMPARE(awakeThreads(), 1);
}

// A worker that is woken for it is late by more than it takes; passes go on with all.
void TestThreadPool::briefWorkSaysNothingOfTheMachine()
{
    ThreadPool pool(2);
    for (int round = 0; round < 20; ++round) {
        std::atomic<int> workers = 0;
        pool.runBriefly([&](unsigned worker) {
            if (worker == 1) {
                const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(2);
                while (std::chrono::steady_clock::now() < end) {
                }
            }
            ++workers;
            pool.share(0, 1, [](std::size_t, std::size_t) {});
        });
        QCOMPARE(workers.load(), 2);
    }
}

void TestThreadPool::fewerWorkersCoverTheRangeToo()
{
    ThreadPool pool(3);
    for (int round = 0; round < 300; ++round) {
        std::vector<std::atomic<int>> seen(100);
        std::atomic<unsigned> workers = 0;
        pool.runAsItPays([&](unsigned worker) {
            ++workers;
            pool.share(seen.size(), 7, [&](std::size_t begin, std::size_t end) {
                for (std::size_t i = begin; i < end; ++i)
                    ++seen[i];
            });
            // A worker that is late: the others wait for it, and the next round is made without them.
            if (worker == 2 && round < 3)
                std::this_thread::sleep_for(std::chrono::milliseconds(5));
            pool.share(seen.size(), 9, [&](std::size_t begin, std::size_t end) {
                for (std::size_t i = begin; i < end; ++i)
                    ++seen[i];
            });
        });
        QVERIFY(workers == 1 || workers == 3);
        for (const auto &count : seen)
            QCOMPARE(count.load(), 2);
    }
}

// Whether the others spin, rest or are on their way: an alert is no job, and none gets lost behind one.
void TestThreadPool::alertsAreNoJobs()
{
    ThreadPool pool(3);
    std::atomic<int> calls = 0;
    for (int round = 1; round <= 2000; ++round) {
        for (int alert = 0; alert < round % 4; ++alert)
            pool.alert();
        if (round % 500 == 0 && QFile::exists(taskFolder))
            QTRY_COMPARE(awakeThreads(), 1); // as between two requests
        pool.run([&](unsigned) { ++calls; });
        QCOMPARE(calls.load(), 3 * round);
    }
}

void TestThreadPool::aBusyMachineHasOneWorker()
{
    using namespace std::chrono_literals;
    WorkerPlan plan(4);
    QCOMPARE(plan.workers(), 4U);
    plan.ran(10ms, 8ms); // less than a tenth of the time for each of three who wait
    QCOMPARE(plan.workers(), 4U);
    plan.ran(10ms, 12ms);
    QCOMPARE(plan.workers(), 1U);
    QCOMPARE(WorkerPlan(1).workers(), 1U);
    WorkerPlan one(1);
    one.ran(10ms, 0ms);
    QCOMPARE(one.workers(), 1U);
}

void TestThreadPool::oneWorkerIsNotForEver()
{
    using namespace std::chrono_literals;
    WorkerPlan plan(2);
    int longest = 0;
    for (int trial = 0; trial < 8; ++trial) { // busy each time it is tried
        QCOMPARE(plan.workers(), 2U);
        plan.ran(10ms, 9ms);
        int alone = 0;
        for (; plan.workers() == 1; ++alone)
            plan.ran(10ms, 0ms);
        QVERIFY(alone >= longest && alone <= 128);
        longest = alone;
    }
    QCOMPARE(longest, 128);
    plan.ran(10ms, 0ms); // quiet again
    plan.ran(10ms, 9ms);
    int alone = 0;
    for (; plan.workers() == 1; ++alone)
        plan.ran(10ms, 0ms);
    QVERIFY(alone < 32);
}

QTEST_GUILESS_MAIN(TestThreadPool)
#include "tst_thread_pool.moc"
