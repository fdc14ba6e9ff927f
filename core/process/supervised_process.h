// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/process/command.h"
#include "core/process/restart_policy.h"

#include <QObject>
#include <QProcess>
#include <QString>
#include <QTimer>

#include <chrono>
#include <memory>
#include <optional>

namespace gatewright {

enum class SupervisedState {
    Stopped,    // nobody wants it to run
    Missing,    // the program is not there
    Starting,   // it runs but has not said that it is ready
    Running,    // ready
    Restarting, // it died; the next start comes by itself
    GivenUp,    // it died too often; restart() tries again
};

// What a status bar needs.
struct SupervisedStatus
{
    SupervisedState state = SupervisedState::Stopped;
    int crashesInARow = 0;
    std::chrono::milliseconds restartDelay{0}; // Restarting: how long this wait is in all
    std::optional<Error> lastError;            // why it last died or did not start
};

// One English sentence for logs and the command line. With the subject "The engine": "The engine stopped
// working; it is started again in 4 s."
[[nodiscard]] QString describe(const SupervisedStatus &status, const QString &subject);

// A program that ends itself over a file says so in its last line on stderr: these words, then the file as
// setActiveFile() would name it. What it was working on is its own knowledge: it may have several files.
inline constexpr char gaveUpOn[] = "gatewright: gave up on ";

// Keeps one helper program running: a crash, a hang or a start that takes too long ends in a new start after
// a growing delay. Whoever talks to it connects to started() and ended() and uses the device only between the
// two.
//
// Lives on the main thread (thread trap in process_tree.h). Destroying it kills the process tree.
class SupervisedProcess final : public QObject
{
    Q_OBJECT

public:
    // `clock` outlives this. Of `limits` those hold that the kernel keeps for each process on its own, memory
    // (as RLIMIT_DATA) among them; there is no control group, in which the program's own children, which have
    // limits of their own, would count. Children inherit them: what they are given is not more than this.
    SupervisedProcess(Command command, const RestartRules &rules, const Clock &clock,
                      const ProcessLimits &limits = {}, QObject *parent = nullptr);
    ~SupervisedProcess() override;

    // From the next run on.
    void setCommand(const Command &command) { m_command = command; }
    // Nothing happens when it runs or is about to.
    void start();
    // Kills it and leaves it alone.
    void stop();
    // It was asked to end (LSP shutdown, exit): its end within `grace` is no crash; after that it is killed.
    void finish(std::chrono::milliseconds grace);
    // At once and with the delays begun anew, whatever the state: what the user's "try again" does.
    void restart();

    // The program answered for the first time in this run.
    void markReady();
    // It does not react: kills it; that counts as a crash.
    void reportHang(const QString &what);

    // What it is working on, for "three crashes on one file", unless it names the file itself (gaveUpOn).
    // Empty: nothing in particular.
    void setActiveFile(const QString &file);
    [[nodiscard]] bool excludes(const QString &file) const { return m_policy.excludes(file); }
    [[nodiscard]] QStringList excludedFiles() const { return m_policy.excludedFiles(); }
    void allowFile(const QString &file);

    [[nodiscard]] const SupervisedStatus &status() const { return m_status; }
    [[nodiscard]] SupervisedState state() const { return m_status.state; }
    // The last of what the program wrote to stderr, at most 64 kB, over all runs.
    [[nodiscard]] const QByteArray &messages() const { return m_messages; }
    [[nodiscard]] qint64 processId() const { return m_process ? m_process->processId() : 0; }

Q_SIGNALS:
    // `device` reads the program's stdout and writes its stdin. It is deleted after ended().
    void started(QIODevice *device);
    void ended();
    void statusChanged();
    // This file will not be worked on until allowFile().
    void fileExcluded(const QString &file);

private:
    void launch();
    void collectMessages();
    void processStarted();
    void processFinished(int exitCode, QProcess::ExitStatus exitStatus);
    void processFailed(QProcess::ProcessError error);
    [[nodiscard]] QString fileGivenUpOn() const;
    void dropProcess();
    void setState(SupervisedState state);

    Command m_command;
    const ProcessLimits m_limits;
    const Clock &m_clock;
    RestartPolicy m_policy;
    std::unique_ptr<QProcess> m_process;
    QTimer m_timer; // Restarting: the delay; Starting and finishing: the time allowed
    SupervisedStatus m_status;
    std::optional<Error> m_hang; // why we killed it
    std::optional<RestartPolicy::Time> m_readySince;
    QString m_activeFile;
    QByteArray m_messages;
    qsizetype m_messagesOfRun = 0; // how many of these bytes, from the end
    qint64 m_leader = 0;           // the process and group id of the run
    bool m_finishing = false;
    bool m_connected = false; // started() was emitted, ended() not yet
};

} // namespace gatewright
