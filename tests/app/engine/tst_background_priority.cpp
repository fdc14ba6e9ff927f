// SPDX-License-Identifier: Apache-2.0
#include "app/engine/background_priority.h"

#include <QTest>

#include <sched.h>
#include <sys/resource.h>

#include <thread>

class TestBackgroundPriority : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // A parent that is pinned to one core leaves its mask to its children.
    void takesTheMaskOff()
    {
        cpu_set_t all;
        QCOMPARE(sched_getaffinity(0, sizeof all, &all), 0);
        if (CPU_COUNT(&all) < 2)
            QSKIP("There is one processor.");
        std::size_t last = CPU_SETSIZE - 1;
        while (!CPU_ISSET(last, &all))
            --last;
        cpu_set_t one;
        CPU_ZERO(&one);
        CPU_SET(last, &one);
        QCOMPARE(sched_setaffinity(0, sizeof one, &one), 0);

        gatewright::engine::enterBackground();

        cpu_set_t now;
        QCOMPARE(sched_getaffinity(0, sizeof now, &now), 0);
        QVERIFY(CPU_COUNT(&now) >= CPU_COUNT(&all));
    }

    // Threads have the priority of the one that starts them.
    void stepsBehindTheWindow()
    {
        gatewright::engine::enterBackground();
        int inThread = -1;
        std::thread([&] { inThread = getpriority(PRIO_PROCESS, 0); }).join();
        QCOMPARE(inThread, 5);
    }
};

QTEST_GUILESS_MAIN(TestBackgroundPriority)
#include "tst_background_priority.moc"
