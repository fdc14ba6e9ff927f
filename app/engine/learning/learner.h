// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/engine/learning/head_preparation.h"
#include "app/engine/learning/learning_history.h"
#include "app/engine/learning/learning_memory.h"
#include "app/engine/store_log.h"
#include "app/trainer/client/trainer_process.h"
#include "core/base/clock.h"
#include "core/completion/protocol/learning_report.h"
#include "core/completion/server/engine_server.h"
#include "core/learn/head_versions.h"
#include "core/lsp/server_endpoint.h"
#include "core/task/serial_executor.h"

#include <QObject>
#include <QPointer>
#include <QString>
#include <QTimer>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>

namespace gatewright::engine {

class Learner;

// The way to a learner for those who live on other threads, or longer, or before it.
class LearnerDoor
{
public:
    // Calls the learner on its thread, some time later; never when it is gone by then.
    void post(const std::function<void(Learner &)> &work);
    void set(Learner *learner);

private:
    std::mutex m_mutex;
    Learner *m_learner = nullptr; // guarded by m_mutex
};

struct LearnerOptions
{
    LearningFolders folders;
    QString stateFolder; // of its own
    QString shippedHead; // may be empty
    Result<QString> trainer = trainer::TrainerProcess::program();
    qint64 wantedPositions = 2000;                // new ones that a training begins with
    std::chrono::milliseconds idleBefore{20'000}; // without a sign of the user, before a training begins
    std::chrono::milliseconds goOnAfter{2000};    // the same before one that was stopped goes on
    std::chrono::milliseconds onDemandAfter{300}; // both, when the user asked for it
    std::chrono::milliseconds rest{40'000};       // between slices that nobody asked for
    std::chrono::milliseconds retryAfter{60'000}; // a failure; twice as long after each further one
    int sliceSeconds = 20;                        // processor time
    int onDemandSeconds = 8;
};

// Trains the acceleration head in gatewright-trainer while the user does nothing, and answers
// gatewright/learn and gatewright/rollback (core/completion/protocol/learning_report.h has them). A slice
// stands still from the moment at which the user does something. What is written of heads is written on the
// log's thread, so that one engine of a profile does it.
//
// Lives on the server's thread, the main one.
class Learner final : public QObject
{
    Q_OBJECT

public:
    // All outlive it.
    Learner(lsp::ServerEndpoint &endpoint, completion::EngineServer &server, StoreLog &log,
            std::shared_ptr<LearnerDoor> door, const Clock &clock, LearnerOptions options);
    // Ends a slice with a checkpoint, if it is quick about it.
    ~Learner() override;

    // ReplayLog::OnChange.
    void replayChanged(bool isErased);
    [[nodiscard]] completion::LearningReport report() const;

private:
    enum class Step { None, Preparing, Slice, Judging };
    using Ms = std::chrono::milliseconds;

    void listen();
    void modelChanged(const QString &path);
    void modelKnown(const Result<LearnedModel> &model);
    void recount();
    void readVersions(const std::function<void()> &then = {});
    void noteDrafting();

    void userWorks();
    // Does what there is to do, now or once the user has been idle for long enough.
    void advance();
    [[nodiscard]] bool wantsTraining() const;
    [[nodiscard]] Ms idleTime() const;
    void prepare();
    void prepared(const Result<learn::HeadJob> &job, qint64 erasures);
    void startSlice();
    void sliceEnded(const Result<trainer::SliceReport> &report);
    void judge(const trainer::SliceReport &report);
    void judged(const Result<completion::LearningOutcome> &outcome);
    void failed(const Error &error);
    // Ends what is done now, whatever it is; with a checkpoint when `keeps`.
    void abandon(bool keeps);

    void answerLearn(const QJsonValue &params, const lsp::Responder &responder);
    void answerRollback(const QJsonValue &params, const lsp::Responder &responder);
    void learnNow(const lsp::Responder &responder);
    void setPaused(bool paused);
    // Changes the versions on the log's thread, then answers.
    using VersionChange = std::function<Result<void>(learn::HeadVersions &)>;
    void changeVersions(const VersionChange &change, const lsp::Responder &responder);
    [[nodiscard]] QString unavailable() const; // why nothing can be learned; empty when it can
    void publishSoon();
    void remember();
    void saveHistory();
    [[nodiscard]] LearningMemory::Model &modelMemory();
    [[nodiscard]] QString jobFolder() const;
    // Runs `work` on the executor and then `then` here, unless the model is another one by then.
    template <class T>
    void inBackground(std::function<T(const std::stop_token &)> work, std::function<void(const T &)> then);

    lsp::ServerEndpoint &m_endpoint;
    completion::EngineServer &m_server;
    StoreLog &m_log;
    const std::shared_ptr<LearnerDoor> m_door;
    const Clock &m_clock;
    const LearnerOptions m_options;
    LearningMemory m_memory;
    LearningHistory m_history;

    std::optional<LearnedModel> m_model;
    int m_models = 0; // how often it changed
    ReplayFacts m_facts;
    std::vector<completion::LearnedVersion> m_versions;
    QString m_problem; // of the last training

    Step m_step = Step::None;
    int m_trainings = 0; // tells what belongs to a training that was abandoned
    bool m_onDemand = false;
    bool m_isStopped = false; // the slice stands still
    std::optional<learn::HeadJob> m_job;
    std::size_t m_stepsDone = 0;
    int m_failures = 0; // in a row
    std::chrono::steady_clock::time_point m_lastWork;
    std::chrono::steady_clock::time_point m_notBefore;
    std::unique_ptr<trainer::TrainerProcess> m_process;
    QPointer<trainer::TrainerProcess>
        m_ending; // of a training that was abandoned, until its checkpoint is there
    QTimer m_idle;
    QTimer m_publish;
    QTimer m_save;
    SerialExecutor m_executor; // last: ends before everything that its jobs use
};

} // namespace gatewright::engine
