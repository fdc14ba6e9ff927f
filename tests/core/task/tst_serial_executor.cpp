// SPDX-License-Identifier: Apache-2.0
#include "core/task/serial_executor.h"

#include <QTest>

#include <atomic>
#include <latch>
#include <vector>

using namespace gatewright;

class TestSerialExecutor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void urgentJobsGoFirst()
    {
        SerialExecutor executor;
        std::latch gate(1);
        std::latch done(4);
        std::vector<int> order; // only touched by the executor's thread until done
        executor.post([&](std::stop_token) {
            gate.wait();
            done.count_down();
        });
        for (const int job : {1, 2})
            executor.post([&, job](std::stop_token) {
                order.push_back(job);
                done.count_down();
            });
        executor.post(
            [&](std::stop_token) {
                order.push_back(3);
                done.count_down();
            },
            SerialExecutor::Priority::Urgent);
        gate.count_down();
        done.wait();
        QCOMPARE(order, (std::vector<int>{3, 1, 2}));
    }

    void aStoppedJobIsSkipped()
    {
        SerialExecutor executor;
        std::latch gate(1);
        std::latch done(1);
        bool ran = false;
        executor.post([&](std::stop_token) { gate.wait(); });
        auto stop = executor.post([&](std::stop_token) { ran = true; });
        executor.post([&](std::stop_token) { done.count_down(); });
        stop.request_stop();
        gate.count_down();
        done.wait();
        QVERIFY(!ran);
    }

    void destructionStopsTheRunningJob()
    {
        std::atomic<bool> ended = false;
        std::atomic<bool> started = false;
        {
            SerialExecutor executor;
            executor.post([&](std::stop_token token) {
                started = true;
                while (!token.stop_requested())
                    std::this_thread::yield();
                ended = true;
            });
            QTRY_VERIFY(started);
        }
        QVERIFY(ended);
    }

    void pendingCountsWaitingAndRunning()
    {
        SerialExecutor executor;
        std::latch gate(1);
        executor.post([&](std::stop_token) { gate.wait(); });
        executor.post([](std::stop_token) {});
        QCOMPARE(executor.pending(), std::size_t(2));
        gate.count_down();
        QTRY_COMPARE(executor.pending(), std::size_t(0));
    }
};

QTEST_GUILESS_MAIN(TestSerialExecutor)
#include "tst_serial_executor.moc"
