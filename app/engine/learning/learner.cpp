// SPDX-License-Identifier: Apache-2.0
#include "app/engine/learning/learner.h"

#include "core/base/log.h"
#include "core/learn/head_gate.h"
#include "core/learn/head_versions.h"
#include "core/tensors/draft_head.h"

#include <QDir>

#include <algorithm>
#include <utility>

namespace gatewright::engine {

namespace {

using namespace std::chrono_literals;

using trainer::SliceReport;
using trainer::TrainerProcess;

constexpr int kMostDoublings = 6;  // of the time after failures
constexpr int kFailuresOfAJob = 3; // after which it begins anew
constexpr auto kLookAgain = 200ms; // whether the model is idle
constexpr auto kSaveAfter = 30s;
constexpr int kEndMs = 3000; // for a last checkpoint

} // namespace

void LearnerDoor::post(const std::function<void(Learner &)> &work)
{
    const std::lock_guard lock(m_mutex);
    if (m_learner)
        QMetaObject::invokeMethod(
            m_learner, [learner = m_learner, work] { work(*learner); }, Qt::QueuedConnection);
}

void LearnerDoor::set(Learner *learner)
{
    const std::lock_guard lock(m_mutex);
    m_learner = learner;
}

Learner::Learner(lsp::ServerEndpoint &endpoint, completion::EngineServer &server, StoreLog &log,
                 std::shared_ptr<LearnerDoor> door, const Clock &clock, LearnerOptions options)
    : m_endpoint(endpoint)
    , m_server(server)
    , m_log(log)
    , m_door(std::move(door))
    , m_clock(clock)
    , m_options(std::move(options))
    , m_memory(LearningMemory::read(m_options.stateFolder + QLatin1String("/memory.json")))
    , m_history(m_options.stateFolder + QLatin1String("/days.json"))
    , m_lastWork(clock.now())
    , m_notBefore(clock.now())
{
    for (QTimer *timer : {&m_idle, &m_publish, &m_save})
        timer->setSingleShot(true);
    m_save.setInterval(kSaveAfter);
    m_publish.setInterval(1s);
    listen();
    m_door->set(this);
}

Learner::~Learner()
{
    m_door->set(nullptr);
    ++m_trainings; // what its end says is nobody's business any more
    if (m_process)
        m_process->stop();
    for (TrainerProcess *process : {m_process.get(), m_ending.data()})
        if (process)
            process->waitForEnd(kEndMs);
    saveHistory();
}

void Learner::listen()
{
    using completion::EngineServer;
    connect(&m_server, &EngineServer::userWorks, this, &Learner::userWorks);
    connect(&m_server, &EngineServer::modelChanged, this, &Learner::modelChanged);
    connect(&m_server, &EngineServer::statusChanged, this, &Learner::noteDrafting);
    connect(&m_server, &EngineServer::learningChanged, this, [this](bool learns) {
        if (!learns) {
            m_log.forgetStates();
            abandon(true);
        }
        publishSoon();
        advance();
    });
    m_endpoint.onRequest(completion::method::learn, this,
                         [this](const QJsonValue &params, const lsp::Responder &responder) {
                             answerLearn(params, responder);
                         });
    m_endpoint.onRequest(completion::method::rollback, this,
                         [this](const QJsonValue &params, const lsp::Responder &responder) {
                             answerRollback(params, responder);
                         });
    connect(&m_idle, &QTimer::timeout, this, &Learner::advance);
    connect(&m_save, &QTimer::timeout, this, &Learner::saveHistory);
    connect(&m_publish, &QTimer::timeout, this, [this] {
        if (m_endpoint.state() == lsp::ServerEndpoint::State::Running)
            m_endpoint.notify(completion::method::learning, toJson(report()));
    });
}

// --- what there is ---------------------------------------------------------------------------------------

template <class T>
void Learner::inBackground(std::function<T(const std::stop_token &)> work,
                           std::function<void(const T &)> then)
{
    m_executor.post([this, work = std::move(work), then = std::move(then),
                     models = m_models](const std::stop_token &stop) {
        T result = work(stop);
        QMetaObject::invokeMethod(
            this,
            [this, then, models, result = std::move(result)] {
                if (models == m_models)
                    then(result);
            },
            Qt::QueuedConnection);
    });
}

void Learner::modelChanged(const QString &path)
{
    abandon(true);
    ++m_models;
    m_model.reset();
    m_facts = {};
    m_versions.clear();
    publishSoon();
    if (!path.isEmpty())
        inBackground<Result<LearnedModel>>(
            [path](const std::stop_token &stop) { return learnedModel(path, stop); },
            [this](const Result<LearnedModel> &model) { modelKnown(model); });
}

void Learner::modelKnown(const Result<LearnedModel> &model)
{
    if (!model) {
        m_problem = model.error().toString();
        return publishSoon();
    }
    m_problem.clear();
    m_model = *model;
    recount();
    readVersions();
}

// Everything: after a start, an erasing or a training.
void Learner::recount()
{
    if (!m_model)
        return;
    inBackground<ReplayFacts>(
        [folder = m_options.folders.replay, model = *m_model, trainedTo = modelMemory().trainedTo](
            const std::stop_token &) { return countReplay(folder, model, trainedTo); },
        [this](const ReplayFacts &facts) {
            m_facts = facts;
            if (modelMemory().trainedTo > facts.end) {
                modelMemory().trainedTo = 0;
                remember();
            }
            publishSoon();
            advance();
        });
}

void Learner::readVersions(const std::function<void()> &then)
{
    if (!m_model)
        return then ? then() : void();
    using Versions = std::vector<completion::LearnedVersion>;
    inBackground<Versions>([model = *m_model, folders = m_options.folders, shipped = m_options.shippedHead](
                               const std::stop_token &) { return learnedVersions(model, folders, shipped); },
                           [this, then](const Versions &versions) {
                               m_versions = versions;
                               publishSoon();
                               if (then)
                                   then();
                           });
}

void Learner::replayChanged(bool isErased)
{
    if (isErased) {
        // A training may have seen what went.
        abandon(false);
        return recount();
    }
    if (!m_model)
        return;
    m_facts = countOn(m_options.folders.replay, *m_model, m_facts);
    publishSoon();
    advance();
}

void Learner::noteDrafting()
{
    const QDate day = m_clock.today().toLocalTime().date();
    m_history.note(m_server.status().drafting, day);
    if (m_history.hasChanged() && !m_save.isActive())
        m_save.start();
}

void Learner::saveHistory()
{
    if (!m_history.hasChanged())
        return;
    if (const auto saved = m_history.save(); !saved)
        qCWarning(logEngine).noquote() << saved.error().toString();
    publishSoon();
}

void Learner::remember()
{
    const auto written = m_memory.write(m_options.stateFolder + QLatin1String("/memory.json"));
    if (!written)
        qCWarning(logEngine).noquote() << written.error().toString();
}

LearningMemory::Model &Learner::modelMemory()
{
    return m_memory.models[m_model->identity.folderName()];
}

QString Learner::jobFolder() const
{
    return m_options.stateFolder + QLatin1Char('/') + m_model->identity.folderName();
}

QString Learner::unavailable() const
{
    if (!m_server.isLearning())
        return QStringLiteral("Learning is switched off in the settings.");
    if (!m_log.isEnabled())
        return QStringLiteral(
            "Nothing is kept to learn from: the learning store is switched off in the settings.");
    if (!m_options.trainer)
        return m_options.trainer.error().toString();
    if (!m_model)
        return m_problem.isEmpty() ? QStringLiteral("There is no model to learn for yet.") : m_problem;
    return {};
}

completion::LearningReport Learner::report() const
{
    using State = completion::LearningState;
    completion::LearningReport report;
    const QString missing = unavailable();
    report.problem = missing.isEmpty() ? m_problem : missing;
    report.positions = m_facts.positions;
    report.newPositions = m_facts.newPositions;
    report.wantedPositions = m_options.wantedPositions;
    report.state = !missing.isEmpty()                              ? State::Unavailable
                   : m_step != Step::None || m_job || m_onDemand   ? State::Training
                   : m_memory.isPaused                             ? State::Paused
                   : m_facts.newPositions < report.wantedPositions ? State::TooLittle
                                                                   : State::Waiting;
    if (m_job) {
        report.step = static_cast<qint64>(m_stepsDone);
        report.steps = static_cast<qint64>(m_job->recipe.steps);
    }
    report.onDemand = m_onDemand;
    if (m_model)
        report.last = m_memory.models.value(m_model->identity.folderName()).last;
    report.versions = m_versions;
    report.days = m_history.days();
    return report;
}

void Learner::publishSoon()
{
    if (!m_publish.isActive())
        m_publish.start();
}

// --- training --------------------------------------------------------------------------------------------

void Learner::userWorks()
{
    m_lastWork = m_clock.now();
    if (m_process && !m_isStopped) {
        m_process->pause();
        m_isStopped = true;
    }
    if (m_process && !m_idle.isActive())
        m_idle.start(idleTime());
}

bool Learner::wantsTraining() const
{
    if (m_step != Step::None || !unavailable().isEmpty())
        return false;
    return m_onDemand || (!m_memory.isPaused && (m_job || m_facts.newPositions >= m_options.wantedPositions));
}

// Without a sign of the user, before the next thing is done.
Learner::Ms Learner::idleTime() const
{
    if (m_onDemand)
        return m_options.onDemandAfter;
    return m_process ? m_options.goOnAfter : m_options.idleBefore;
}

void Learner::advance()
{
    const bool goesOn = m_process && m_isStopped;
    if (!goesOn && !wantsTraining())
        return;
    const auto now = m_clock.now();
    const auto earliest = goesOn ? m_lastWork + idleTime() : std::max(m_lastWork + idleTime(), m_notBefore);
    if (now < earliest)
        return m_idle.start(std::chrono::ceil<Ms>(earliest - now) + 1ms);
    if (!m_server.isIdle() || m_ending)
        return m_idle.start(kLookAgain);
    if (goesOn) {
        m_isStopped = false;
        m_process->resume();
    } else if (m_job) {
        startSlice();
    } else {
        prepare();
    }
}

// Only the engine that may write trains: the log says whether this is it.
void Learner::prepare()
{
    m_step = Step::Preparing;
    publishSoon();
    m_log.whileWriting([door = m_door, training = m_trainings](const Result<qint64> &erasures) {
        door->post([training, erasures](Learner &learner) {
            if (training != learner.m_trainings)
                return;
            if (!erasures)
                return learner.failed(erasures.error());
            HeadPreparation preparation{*learner.m_model,
                                        learner.m_options.folders,
                                        learner.m_options.shippedHead,
                                        learner.jobFolder(),
                                        learner.modelMemory().trainedTo,
                                        learner.modelMemory().erasures == *erasures};
            learner.inBackground<Result<learn::HeadJob>>(
                [preparation](const std::stop_token &) { return prepareHeadJob(preparation); },
                [&learner, training, erasures](const Result<learn::HeadJob> &job) {
                    if (training == learner.m_trainings)
                        learner.prepared(job, *erasures);
                });
        });
    });
}

void Learner::prepared(const Result<learn::HeadJob> &job, qint64 erasures)
{
    m_step = Step::None;
    if (!job) {
        if (job.error().code != ErrorCode::LimitExceeded)
            return failed(job.error());
        // More text is the remedy, not another try.
        m_problem = job.error().toString();
        m_onDemand = false;
        m_notBefore = m_clock.now() + m_options.retryAfter;
        return publishSoon();
    }
    modelMemory().erasures = erasures;
    remember();
    m_job = *job;
    m_stepsDone = 0;
    advance();
}

void Learner::startSlice()
{
    m_step = Step::Slice;
    m_isStopped = false;
    m_process = std::make_unique<TrainerProcess>(*m_options.trainer);
    m_process->start(jobFolder(), m_onDemand ? m_options.onDemandSeconds : m_options.sliceSeconds,
                     m_onDemand ? TrainerProcess::Urgency::WaitedFor : TrainerProcess::Urgency::IdleTime,
                     [this, training = m_trainings](const Result<SliceReport> &report) {
                         if (training == m_trainings)
                             sliceEnded(report);
                     });
    publishSoon();
}

void Learner::sliceEnded(const Result<SliceReport> &report)
{
    // This is called by the process itself.
    m_process.release()->deleteLater();
    m_step = Step::None;
    m_isStopped = false;
    if (!report)
        return failed(report.error());
    m_failures = 0;
    m_problem.clear();
    m_stepsDone = report->step;
    publishSoon();
    if (report->isDone && report->after)
        return judge(*report);
    m_notBefore = m_clock.now() + (m_onDemand ? 0ms : m_options.rest);
    advance();
}

void Learner::judge(const SliceReport &report)
{
    const learn::GateDecision decision = learn::decideGate(report.before, *report.after);
    completion::LearningOutcome outcome{decision.keeps, 0, decision.reason};
    if (!decision.keeps)
        return judged(outcome);
    m_step = Step::Judging;
    m_log.whileWriting([door = m_door, training = m_trainings, outcome,
                        candidate = learn::HeadJob::candidateFile(jobFolder()), model = *m_model,
                        folder = m_options.folders.heads, shipped = m_options.shippedHead,
                        wanted = modelMemory().erasures](const Result<qint64> &erasures) mutable {
        const auto add = [&]() -> Result<completion::LearningOutcome> {
            if (!erasures)
                return tl::unexpected(erasures.error());
            if (*erasures != wanted)
                return makeError(ErrorCode::Cancelled,
                                 QStringLiteral("Text was erased while the head learned from it; it is "
                                                "trained again without."));
            GW_TRY(head, tensors::DraftHead::read(candidate));
            GW_TRY(version, learn::HeadVersions(folder, model.identity, shipped).add(std::move(head)));
            outcome.version = version;
            return outcome;
        };
        door->post([training, result = add()](Learner &learner) {
            if (training == learner.m_trainings)
                learner.judged(result);
        });
    });
}

void Learner::judged(const Result<completion::LearningOutcome> &outcome)
{
    m_step = Step::None;
    if (!outcome && outcome.error().code == ErrorCode::Cancelled)
        return abandon(false);
    if (!outcome)
        return failed(outcome.error());
    modelMemory().last = *outcome;
    modelMemory().trainedTo = m_job->range.end;
    remember();
    QDir(jobFolder()).removeRecursively();
    m_job.reset();
    m_onDemand = false;
    m_notBefore = m_clock.now() + m_options.rest;
    if (outcome->kept)
        m_server.readHead();
    recount();
    readVersions();
    publishSoon();
}

void Learner::failed(const Error &error)
{
    m_step = Step::None;
    m_problem = error.toString();
    qCWarning(logEngine).noquote() << "learning:" << m_problem;
    // A crash goes on from the checkpoint; what is wrong with the job itself stays wrong.
    const bool isCrash = error.code == ErrorCode::Crashed || error.code == ErrorCode::Unsupported;
    ++m_failures;
    if (m_job && (!isCrash || m_failures % kFailuresOfAJob == 0)) {
        QDir(jobFolder()).removeRecursively();
        m_job.reset();
    }
    m_onDemand = false;
    m_notBefore = m_clock.now() + m_options.retryAfter * (1 << std::min(m_failures - 1, kMostDoublings));
    publishSoon();
    advance();
}

void Learner::abandon(bool keeps)
{
    ++m_trainings;
    m_step = Step::None;
    m_isStopped = false;
    m_onDemand = false;
    if (m_process) {
        TrainerProcess *process = m_process.release();
        if (keeps) {
            // It goes on in the background until its checkpoint is written, or until this goes.
            process->setParent(this);
            m_ending = process;
            process->stop();
            process->deleteWhenEnded();
        } else {
            delete process;
        }
    }
    if (!keeps && m_model)
        QDir(jobFolder()).removeRecursively();
    m_job.reset();
    publishSoon();
}

// --- requests --------------------------------------------------------------------------------------------

void Learner::answerLearn(const QJsonValue &params, const lsp::Responder &responder)
{
    const lsp::Field fields(params);
    const auto action = fields["action"].text();
    if (!action)
        return responder.fail(action.error());
    if (*action == QLatin1String("status"))
        return readVersions([this, responder] { responder.reply(toJson(report())); });
    if (*action == QLatin1String("now"))
        return learnNow(responder);
    if (*action == QLatin1String("pause") || *action == QLatin1String("resume")) {
        setPaused(*action == QLatin1String("pause"));
    } else if (*action == QLatin1String("cancel")) {
        if (m_onDemand)
            abandon(true);
    } else if (*action == QLatin1String("drop")) {
        const auto version = fields["version"].integer(1, 1'000'000);
        if (!version)
            return responder.fail(version.error());
        return changeVersions(
            [version = *version](learn::HeadVersions &heads) { return heads.remove(version); }, responder);
    } else {
        return responder.answer(
            fields["action"].refuse(QStringLiteral("must be status, now, cancel, pause, resume or drop")));
    }
    responder.reply(toJson(report()));
}

void Learner::answerRollback(const QJsonValue &params, const lsp::Responder &responder)
{
    const lsp::Field field = lsp::Field(params)["version"];
    if (field.isNothing())
        return changeVersions(
            [](learn::HeadVersions &heads) -> Result<void> {
                GW_CHECK(heads.rollBack());
                return {};
            },
            responder);
    const auto version = field.integer(0, 1'000'000);
    if (!version)
        return responder.fail(version.error());
    changeVersions([version = *version](learn::HeadVersions &heads) { return heads.serve(version); },
                   responder);
}

void Learner::learnNow(const lsp::Responder &responder)
{
    if (const QString problem = unavailable(); !problem.isEmpty())
        return responder.fail({ErrorCode::Unsupported, problem, {}, {}});
    const bool wasOnDemand = std::exchange(m_onDemand, true);
    m_problem.clear();
    m_notBefore = m_clock.now();
    if (m_process && m_isStopped)
        m_idle.stop(); // it does not wait any longer
    // A slice of idle time may hardly move on a busy machine: one that is waited for goes on where it ends.
    if (m_process && !wasOnDemand) {
        m_process->stop();
        m_isStopped = false;
    }
    advance();
    publishSoon();
    responder.reply(toJson(report()));
}

void Learner::setPaused(bool paused)
{
    if (std::exchange(m_memory.isPaused, paused) == paused)
        return;
    remember();
    if (paused && !m_onDemand)
        abandon(true);
    publishSoon();
    advance();
}

void Learner::changeVersions(const VersionChange &change, const lsp::Responder &responder)
{
    if (!m_model)
        return responder.fail(
            {ErrorCode::Missing, QStringLiteral("There is no model whose heads could be changed."), {}, {}});
    m_log.whileWriting([door = m_door, model = *m_model, folder = m_options.folders.heads,
                        shipped = m_options.shippedHead, change, responder](const Result<qint64> &erasures) {
        learn::HeadVersions heads(folder, model.identity, shipped);
        const Result<void> changed = erasures ? change(heads) : tl::unexpected(erasures.error());
        if (!changed)
            return responder.fail(changed.error());
        door->post([responder](Learner &learner) {
            learner.m_server.readHead();
            learner.readVersions([&learner, responder] { responder.reply(toJson(learner.report())); });
        });
    });
}

} // namespace gatewright::engine
