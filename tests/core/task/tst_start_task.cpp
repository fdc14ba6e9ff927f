// SPDX-License-Identifier: Apache-2.0
#include "core/task/progress.h"
#include "core/task/start_task.h"

#include <QSignalSpy>
#include <QTest>
#include <QThreadPool>

#include <algorithm>
#include <atomic>
#include <memory>
#include <stdexcept>

using namespace gatewright;

namespace {

class ManualClock final : public Clock
{
public:
    std::chrono::steady_clock::time_point now() const override { return time; }
    QDateTime today() const override { return {}; }
    std::chrono::steady_clock::time_point time;
};

} // namespace

class TestStartTask : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { QVERIFY(taskPool().waitForDone(5000)); }

    void deliversOnTheCallersThread()
    {
        QObject context;
        QThread *seen = nullptr;
        QThread *worker = nullptr;
        int value = 0;
        startTask<int>(
            &context,
            [&worker](std::stop_token) -> Result<int> {
                worker = QThread::currentThread();
                return 42;
            },
            [&](Result<int> result) {
                seen = QThread::currentThread();
                value = result.value();
            });
        QTRY_COMPARE(value, 42);
        QCOMPARE(seen, QThread::currentThread());
        QVERIFY(worker != seen);
    }

    void movesResultsThatCannotBeCopied()
    {
        QObject context;
        std::unique_ptr<int> kept;
        startTask<std::unique_ptr<int>>(
            &context,
            [](std::stop_token) -> Result<std::unique_ptr<int>> { return std::make_unique<int>(7); },
            [&kept](Result<std::unique_ptr<int>> result) { kept = std::move(*result); });
        QTRY_VERIFY(kept);
        QCOMPARE(*kept, 7);
    }

    void cancelEndsTheWork()
    {
        QObject context;
        bool cancelled = false;
        std::atomic<bool> started = false;
        auto stop = startTask<int>(
            &context,
            [&started](std::stop_token token) -> Result<int> {
                started = true;
                while (!token.stop_requested())
                    std::this_thread::yield();
                return makeError(ErrorCode::Cancelled, QStringLiteral("Cancelled."));
            },
            [&](Result<int> result) { cancelled = !result && result.error().code == ErrorCode::Cancelled; });
        QTRY_VERIFY(started);
        stop.request_stop();
        QTRY_VERIFY(cancelled);
    }

    void doneNeverRunsAfterTheContextDied()
    {
        std::atomic<bool> ended = false;
        bool called = false;
        {
            QObject context;
            startTask<int>(
                &context,
                [&ended](std::stop_token token) -> Result<int> {
                    while (!token.stop_requested())
                        std::this_thread::yield();
                    ended = true;
                    return 1;
                },
                [&called](Result<int>) { called = true; });
        }
        QTRY_VERIFY(ended);
        QVERIFY(taskPool().waitForDone(5000));
        QCoreApplication::processEvents();
        QVERIFY(!called);
    }

    void doneMayDeleteTheContext()
    {
        auto *context = new QObject;
        QSignalSpy destroyed(context, &QObject::destroyed);
        startTask<int>(
            context, [](std::stop_token) -> Result<int> { return 1; },
            [context](Result<int>) { delete context; });
        QTRY_COMPARE(destroyed.count(), 1);
    }

    void exceptionsBecomeErrors()
    {
        QObject context;
        QString detail;
        startTask<int>(
            &context, [](std::stop_token) -> Result<int> { throw std::runtime_error("broken"); },
            [&detail](Result<int> result) { detail = result.error().detail; });
        QTRY_COMPARE(detail, QStringLiteral("broken"));
    }

    void progressIsThrottledButTheEndIsNot()
    {
        ManualClock clock;
        int reports = 0;
        ThrottledProgress progress([&reports](const Progress &) { ++reports; }, clock);
        for (int i = 0; i < 100; ++i)
            progress.report({i / 100.0, {}});
        QCOMPARE(reports, 1);
        clock.time += std::chrono::milliseconds(150);
        progress.report({0.5, {}});
        QCOMPARE(reports, 2);
        progress.report({1.0, {}});
        QCOMPARE(reports, 3);
    }
};

QTEST_GUILESS_MAIN(TestStartTask)
#include "tst_start_task.moc"
