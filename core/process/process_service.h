// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/process/child_process.h"
#include "core/process/sandbox.h"
#include "core/process/sandboxed_server.h"

#include <QByteArray>
#include <QObject>

#include <chrono>
#include <functional>
#include <memory>
#include <stop_token>

namespace gatewright {

// Runs commands for work on other threads, which wait for them. The children start on the thread that made
// this object, the program's permanent one (thread trap in process_tree.h), which must run an event loop.
//
// run(), follow(), runInSandbox(), sandbox() and startServer() may be called from every thread but that one.
// They return Cancelled as soon as the token is tripped or this object is destroyed, and the child is then
// killed behind their back: a caller that is joined by the permanent thread never waits for that thread.
class ProcessService final : public QObject
{
    Q_OBJECT

public:
    using OutputSink = std::function<void(const QByteArray &bytes)>;

    // Tries the sandbox, in the event loop.
    explicit ProcessService(QObject *parent = nullptr);
    ~ProcessService() override;

    // Missing and Io as ChildProcess::start() says; an outcome however the command ended otherwise.
    [[nodiscard]] Result<ProcessOutcome> run(const Command &command, const ProcessLimits &limits,
                                             const QByteArray &input, const std::stop_token &token) const;
    // run() for a command that takes its time: `output` hears what it writes on stdout as it comes, on the
    // calling thread. When the token is tripped this waits for the child's death, at most `killTime`, so that
    // the caller can clear up what it left.
    [[nodiscard]] Result<ProcessOutcome> follow(const Command &command, const ProcessLimits &limits,
                                                const OutputSink &output, const std::stop_token &token) const;
    // Waits for the trial; one that failed is repeated. Missing or Timeout (see Sandbox::probe): then
    // nothing untrusted is run.
    [[nodiscard]] Result<Sandbox> sandbox(const std::stop_token &token) const;
    // run() in the sandbox; what bubblewrap itself complains about is an error, not an outcome.
    [[nodiscard]] Result<ProcessOutcome> runInSandbox(const SandboxedProgram &program,
                                                      const ProcessLimits &limits, const QByteArray &input,
                                                      const std::stop_token &token) const;
    // Starts a program in the sandbox that is kept running; does not wait for it. Fails as sandbox() says,
    // InvalidInput as Sandbox::command() does.
    [[nodiscard]] Result<std::unique_ptr<SandboxedServer>> startServer(const SandboxedProgram &program,
                                                                       const ServerLimits &limits,
                                                                       const std::stop_token &token) const;

    static constexpr std::chrono::milliseconds killTime{2000};

private:
    struct State;

    // Shared with callers that wait: they may notice only after this is gone that it is.
    std::shared_ptr<State> m_state;
};

} // namespace gatewright
