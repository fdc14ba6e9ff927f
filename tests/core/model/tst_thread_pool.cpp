// SPDX-License-Identifier: Apache-2.0
#include "core/model/thread_pool.h"

#include <QTest>

#include <atomic>
#include <chrono>
#include <vector>

using namespace gatewright::model;

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

QTEST_GUILESS_MAIN(TestThreadPool)
#include "tst_thread_pool.moc"
