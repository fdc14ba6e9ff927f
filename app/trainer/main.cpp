// SPDX-License-Identifier: Apache-2.0
#include "app/trainer/head_slice.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <sched.h>
#include <sys/resource.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <csignal>
#include <cstdio>
#include <ctime>
#include <string>
#include <thread>

using namespace gatewright;

namespace {

constexpr int kLongestSlice = 20; // seconds

// Only what nobody else wants: the user types beside this. Where somebody waits for it, merely behind others.
void lowerPriority(bool isWaitedFor)
{
    setpriority(PRIO_PROCESS, 0, isWaitedFor ? 10 : 19);
    if (isWaitedFor)
        return;
    const sched_param parameters{};
    sched_setscheduler(0, SCHED_IDLE, &parameters);
}

std::chrono::milliseconds processorTime()
{
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::seconds(now.tv_sec) +
                                                                 std::chrono::nanoseconds(now.tv_nsec));
}

// SIGTERM asks for a checkpoint and the end. Blocked in every thread that is made after this, and waited for
// on one of its own.
std::jthread watchForEnd(std::stop_source &source)
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    return std::jthread([signals, &source](const std::stop_token &end) {
        constexpr timespec kPatience{0, 100'000'000};
        while (!end.stop_requested())
            if (sigtimedwait(&signals, nullptr, &kPatience) > 0)
                source.request_stop();
    });
}

} // namespace

int main(int argc, char *argv[])
{
    std::stop_source stop;
    const std::jthread watcher = watchForEnd(stop);
    const QCoreApplication application(argc, argv);
    std::string folder;
    int seconds = kLongestSlice;
    CLI::App app("Does one slice of a training job of Gatewright", "gatewright-trainer");
    app.set_version_flag("--version", GATEWRIGHT_VERSION);
    app.add_option("--job", folder, "Folder of the job")->required();
    app.add_option("--seconds", seconds, "Processor time of the slice")->check(CLI::Range(1, kLongestSlice));
    bool isWaitedFor = false;
    app.add_flag("--waited-for", isWaitedFor, "Somebody waits: low priority, but not only idle time");
    CLI11_PARSE(app, argc, argv);
    lowerPriority(isWaitedFor);

    trainer::SliceLimits limits;
    limits.work = std::chrono::seconds(seconds);
    limits.elapsed = processorTime;
    const auto report = trainer::trainHeadSlice(QString::fromStdString(folder), limits, stop.get_token());
    if (!report) {
        std::fprintf(stderr, "gatewright-trainer: %s\n", qPrintable(report.error().toString()));
        return report.error().code == ErrorCode::Missing ? 3 : 2;
    }
    std::printf("%s\n", QJsonDocument(report->toJson()).toJson(QJsonDocument::Compact).constData());
    return 0;
}
