// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/task/task_pool.h"

#include <QFutureWatcher>
#include <QObject>
#include <QThread>
#include <QThreadPool>
#include <QtConcurrentRun>

#include <exception>
#include <memory>
#include <new>
#include <stop_token>
#include <utility>

namespace gatewright {

// Runs `work` and turns what it throws into an error: nothing may unwind through a thread pool or a Qt slot.
template <class T, class Work>
Result<T> guarded(Work &work, std::stop_token token)
{
    try {
        return work(std::move(token));
    } catch (const std::bad_alloc &) {
        return makeError(ErrorCode::LimitExceeded, QStringLiteral("Not enough memory."));
    } catch (const std::exception &exception) {
        return makeError(ErrorCode::Internal, QStringLiteral("The task failed unexpectedly."),
                         QString::fromUtf8(exception.what()));
    } catch (...) {
        return makeError(ErrorCode::Internal, QStringLiteral("The task failed unexpectedly."));
    }
}

// The one way to run a long function of the core from an event loop.
//
// work: Result<T>(std::stop_token), runs on taskPool() and polls its token.
// done: void(Result<T>), runs on context's thread, and never runs once context is gone. It may delete
// context. Destroying context asks the work to stop; it does not wait for it. Call on context's thread. The
// returned source cancels the work; it also reads as stopped once the task was delivered.
template <class T, class Work, class Done>
std::stop_source startTask(QObject *context, Work work, Done done)
{
    Q_ASSERT(context && context->thread() == QThread::currentThread());
    using Shared =
        std::shared_ptr<Result<T>>; // shared: QFuture needs a copyable result, T need not be copyable
    std::stop_source stop;
    auto *watcher = new QFutureWatcher<Shared>(context);
    QObject::connect(watcher, &QObject::destroyed, watcher, [stop]() mutable { stop.request_stop(); });
    QObject::connect(watcher, &QFutureWatcherBase::finished, context,
                     [watcher, done = std::move(done)]() mutable {
                         const Shared result = watcher->result();
                         // Before done, because done may delete context and with it the watcher.
                         watcher->deleteLater();
                         done(std::move(*result));
                     });
    watcher->setFuture(
        QtConcurrent::run(&taskPool(), [work = std::move(work), token = stop.get_token()]() mutable {
            giveWayToEventLoops();
            return std::make_shared<Result<T>>(guarded<T>(work, token));
        }));
    return stop;
}

} // namespace gatewright
