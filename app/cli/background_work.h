// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/task/start_task.h"

#include <QEventLoop>

#include <functional>
#include <optional>
#include <stop_token>

namespace gatewright::cli {

// Does work that waits for child processes: on another thread, while this one, where children start, runs
// its event loop. `stop` is Ctrl+C.
template <class T>
Result<T> workInBackground(std::function<Result<T>(std::stop_token)> work, const std::stop_token &stop)
{
    QEventLoop loop;
    std::optional<Result<T>> result;
    std::stop_source source = startTask<T>(&loop, std::move(work), [&](Result<T> done) {
        result = std::move(done);
        loop.quit();
    });
    const std::stop_callback whenInterrupted(stop, [&source] { source.request_stop(); });
    loop.exec();
    return std::move(*result);
}

} // namespace gatewright::cli
