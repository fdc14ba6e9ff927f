// SPDX-License-Identifier: Apache-2.0
#include "core/process/process_service.h"

#include "core/process/server_channel.h"

#include <QThread>

#include <condition_variable>
#include <functional>
#include <mutex>
#include <utility>

namespace gatewright {

namespace {

tl::unexpected<Error> cancelled()
{
    return makeError(ErrorCode::Cancelled, QStringLiteral("The run was cancelled."));
}

// One answer that one thread waits for and another gives.
template <class T>
class Answer
{
public:
    void give(Result<T> answer)
    {
        {
            const std::lock_guard lock(m_mutex);
            if (!m_answer)
                m_answer = std::move(answer);
        }
        m_given.notify_all();
    }
    [[nodiscard]] Result<T> wait(const std::stop_token &token)
    {
        std::unique_lock lock(m_mutex);
        m_given.wait(lock, token, [this] { return m_answer.has_value(); });
        return m_answer ? *m_answer : Result<T>(cancelled());
    }
    [[nodiscard]] bool isError()
    {
        const std::lock_guard lock(m_mutex);
        return m_answer && !*m_answer;
    }

private:
    std::mutex m_mutex;
    std::condition_variable_any m_given;
    std::optional<Result<T>> m_answer; // guarded by m_mutex
};

// What a child says and how it ends, for a thread that follows it.
class Followed
{
public:
    void say(const QByteArray &bytes)
    {
        {
            const std::lock_guard lock(m_mutex);
            m_said += bytes;
        }
        m_news.notify_all();
    }
    void end(Result<ProcessOutcome> outcome)
    {
        {
            const std::lock_guard lock(m_mutex);
            if (!m_outcome)
                m_outcome = std::move(outcome);
        }
        m_news.notify_all();
    }
    // What was said since the last call and, once it is all, the outcome; neither when the token was tripped.
    [[nodiscard]] std::pair<QByteArray, std::optional<Result<ProcessOutcome>>>
    next(const std::stop_token &token)
    {
        std::unique_lock lock(m_mutex);
        m_news.wait(lock, token, [this] { return !m_said.isEmpty() || m_outcome; });
        return {std::exchange(m_said, {}), m_outcome};
    }
    void waitForEnd(std::chrono::milliseconds atMost)
    {
        std::unique_lock lock(m_mutex);
        (void)m_news.wait_for(lock, atMost, [this] { return m_outcome.has_value(); });
    }

private:
    std::mutex m_mutex;
    std::condition_variable_any m_news;
    QByteArray m_said;                               // guarded by m_mutex
    std::optional<Result<ProcessOutcome>> m_outcome; // guarded by m_mutex
};

// A child on the permanent thread and the wish of a waiting thread to have it stopped. Deletes itself.
class Run final : public QObject
{
public:
    Run(const Command &command, const ProcessLimits &limits, QObject *parent)
        : QObject(parent)
        , m_child(command, limits)
    {
    }

    void listen(ProcessService::OutputSink output) { m_child.listen(std::move(output)); }
    void start(const QByteArray &input, ChildProcess::Done done, const std::stop_token &stop)
    {
        m_child.start(
            [this, done = std::move(done)](Result<ProcessOutcome> outcome) {
                done(std::move(outcome));
                deleteLater();
            },
            input);
        // Called on the waiting thread; the child is stopped on its own.
        m_watch.emplace(stop, [this] {
            QMetaObject::invokeMethod(this, [this] { m_child.stop(); }, Qt::QueuedConnection);
        });
    }

private:
    ChildProcess m_child;
    std::optional<std::stop_callback<std::function<void()>>> m_watch; // last: gone before what it touches
};

} // namespace

// What outlives the service for callers that still wait.
struct ProcessService::State
{
    // Runs `work` on the permanent thread, from its event loop; false when the service is gone. What is
    // posted to it before goes with it.
    [[nodiscard]] bool post(const std::function<void(QObject *)> &work)
    {
        const std::lock_guard lock(mutex);
        if (!service)
            return false;
        QMetaObject::invokeMethod(service, [work, parent = service] { work(parent); }, Qt::QueuedConnection);
        return true;
    }

    // The trial that is under way or has succeeded. One that failed is followed by another, since what failed
    // may have been put right: bubblewrap installed, a busy machine at rest.
    [[nodiscard]] std::shared_ptr<Answer<Sandbox>> trial()
    {
        const std::lock_guard lock(mutex);
        if (sandbox && !sandbox->isError())
            return sandbox;
        sandbox = std::make_shared<Answer<Sandbox>>();
        if (service)
            QMetaObject::invokeMethod(
                service,
                [answer = sandbox, parent = service] {
                    Sandbox::probe(parent,
                                   [answer](Result<Sandbox> found) { answer->give(std::move(found)); });
                },
                Qt::QueuedConnection);
        else
            sandbox->give(cancelled());
        return sandbox;
    }

    std::stop_source ended; // tripped when the service goes
    std::mutex mutex;
    std::shared_ptr<Answer<Sandbox>> sandbox; // guarded by mutex
    QObject *service = nullptr;               // the owner of every child; guarded by mutex
};

ProcessService::ProcessService(QObject *parent)
    : QObject(parent)
    , m_state(std::make_shared<State>())
{
    m_state->service = this;
    (void)m_state->trial();
}

ProcessService::~ProcessService()
{
    {
        const std::lock_guard lock(m_state->mutex);
        m_state->service = nullptr;
        m_state->sandbox->give(cancelled());
    }
    m_state->ended.request_stop();
}

Result<ProcessOutcome> ProcessService::run(const Command &command, const ProcessLimits &limits,
                                           const QByteArray &input, const std::stop_token &token) const
{
    Q_ASSERT(QThread::currentThread() != thread());
    const std::shared_ptr<State> state = m_state;
    if (token.stop_requested() || state->ended.stop_requested())
        return cancelled();
    auto answer = std::make_shared<Answer<ProcessOutcome>>();
    std::stop_source stopChild;
    const bool posted =
        state->post([command, limits, input, answer, stop = stopChild.get_token()](QObject *owner) {
            if (stop.stop_requested())
                return;
            auto *run = new Run(command, limits, owner);
            run->start(
                input, [answer](Result<ProcessOutcome> outcome) { answer->give(std::move(outcome)); }, stop);
        });
    if (!posted)
        return cancelled();
    const std::stop_callback whenEnded(state->ended.get_token(), [answer] { answer->give(cancelled()); });
    Result<ProcessOutcome> outcome = answer->wait(token);
    if (!outcome && outcome.error().code == ErrorCode::Cancelled)
        stopChild.request_stop();
    return outcome;
}

Result<ProcessOutcome> ProcessService::follow(const Command &command, const ProcessLimits &limits,
                                              const OutputSink &output, const std::stop_token &token) const
{
    Q_ASSERT(QThread::currentThread() != thread());
    const std::shared_ptr<State> state = m_state;
    if (token.stop_requested() || state->ended.stop_requested())
        return cancelled();
    auto followed = std::make_shared<Followed>();
    std::stop_source stopChild;
    const bool posted =
        state->post([command, limits, followed, stop = stopChild.get_token()](QObject *owner) {
            if (stop.stop_requested())
                return followed->end(cancelled());
            auto *run = new Run(command, limits, owner);
            run->listen([followed](const QByteArray &bytes) { followed->say(bytes); });
            run->start(
                {}, [followed](Result<ProcessOutcome> outcome) { followed->end(std::move(outcome)); }, stop);
        });
    if (!posted)
        return cancelled();
    const std::stop_callback whenEnded(state->ended.get_token(), [followed] { followed->end(cancelled()); });
    while (!token.stop_requested()) {
        const auto [said, outcome] = followed->next(token);
        if (!said.isEmpty() && output)
            output(said);
        if (outcome)
            return *outcome;
    }
    stopChild.request_stop();
    followed->waitForEnd(killTime);
    return cancelled();
}

Result<Sandbox> ProcessService::sandbox(const std::stop_token &token) const
{
    const std::shared_ptr<State> state = m_state; // it may be ours alone before the wait is over
    return state->trial()->wait(token);
}

Result<ProcessOutcome> ProcessService::runInSandbox(const SandboxedProgram &program,
                                                    const ProcessLimits &limits, const QByteArray &input,
                                                    const std::stop_token &token) const
{
    GW_TRY(box, sandbox(token));
    SandboxedProgram limited = program;
    limited.processes = limits.processes;
    GW_TRY(command, box.command(limited));
    GW_TRY(outcome, run(command, limits, input, token));
    if (std::optional<Error> failure = Sandbox::ownFailure(outcome))
        return tl::unexpected(std::move(*failure));
    return outcome;
}

Result<std::unique_ptr<SandboxedServer>> ProcessService::startServer(const SandboxedProgram &program,
                                                                     const ServerLimits &limits,
                                                                     const std::stop_token &token) const
{
    Q_ASSERT(QThread::currentThread() != thread());
    const std::shared_ptr<State> state = m_state;
    GW_TRY(box, sandbox(token));
    GW_TRY(command, box.command(program));
    if (token.stop_requested() || state->ended.stop_requested())
        return cancelled();
    auto channel = std::make_shared<ServerChannel>();
    const bool posted = state->post([command, limits, channel](QObject *owner) {
        (new ServerProcess(command, limits, channel, owner))->start();
    });
    if (!posted)
        return cancelled();
    return std::make_unique<SandboxedServer>(channel, state->ended.get_token());
}

} // namespace gatewright
