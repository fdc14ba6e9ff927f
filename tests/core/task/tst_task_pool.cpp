// SPDX-License-Identifier: Apache-2.0
#include "core/task/start_task.h"
#include "core/task/task_pool.h"

#include <QTest>
#include <QThread>
#include <QThreadPool>

#include <sys/resource.h>

#include <algorithm>
#include <atomic>

using namespace gatewright;

class TestTaskPool : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { QVERIFY(taskPool().waitForDone(5000)); }

    // Qt waits for threads of its own pool while it paints: a search in 100,000 files held up every key.
    void tasksLeaveQtsOwnThreadsFree()
    {
        QObject context;
        std::atomic<int> running = 0;
        std::atomic<bool> goOn = false;
        int delivered = 0;
        const int tasks = 2 * QThread::idealThreadCount();
        for (int task = 0; task < tasks; ++task)
            startTask<int>(
                &context,
                [&](std::stop_token) -> Result<int> {
                    ++running;
                    goOn.wait(false);
                    return 1;
                },
                [&](const Result<int> &) { ++delivered; });
        QTRY_COMPARE(running.load(), taskPool().maxThreadCount());
        QCOMPARE(QThreadPool::globalInstance()->activeThreadCount(), 0);
        goOn = true;
        goOn.notify_all();
        QTRY_COMPARE(delivered, tasks);
    }

    void tasksGiveWayToTheEventLoop()
    {
        QObject context;
        const int own = getpriority(PRIO_PROCESS, 0);
        int niceness = own;
        bool isDelivered = false;
        startTask<int>(
            &context, [](std::stop_token) -> Result<int> { return getpriority(PRIO_PROCESS, 0); },
            [&](const Result<int> &result) {
                niceness = *result;
                isDelivered = true;
            });
        QTRY_VERIFY(isDelivered);
        QCOMPARE(niceness, std::max(own, 5));
        QCOMPARE(getpriority(PRIO_PROCESS, 0), own);
    }
};

QTEST_GUILESS_MAIN(TestTaskPool)
#include "tst_task_pool.moc"
