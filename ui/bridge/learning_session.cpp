// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/learning_session.h"

#include <QFileInfo>
#include <QJsonArray>

#include <algorithm>
#include <utility>

namespace gatewright {

using completion::EngineClient;
using completion::LearnedVersion;
using completion::LearningClient;
using completion::LearningReport;
using completion::LearningState;

namespace {

constexpr qsizetype mostHeads = 64;

// A version's number, or its file's name, which is that number.
int versionOf(const QJsonValue &head)
{
    return head.isString() ? QFileInfo(head.toString()).baseName().toInt() : head.toInt();
}

LearningSession::Erased erasedFromJson(const QJsonObject &json)
{
    LearningSession::Erased erased;
    erased.suggestions = json[QLatin1String("erased")].toInt();
    const QJsonArray heads = json[QLatin1String("heads")].toArray();
    for (qsizetype i = 0; i < std::min(heads.size(), mostHeads); ++i) {
        if (const int version = versionOf(heads[i]); version > 0)
            erased.heads.push_back(version);
    }
    std::ranges::sort(erased.heads);
    return erased;
}

} // namespace

LearningSession::LearningSession(EngineClient &engine, LearningClient &learning, TaskProgressModel &tasks,
                                 const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_engine(engine)
    , m_learning(learning)
    , m_tasks(tasks)
    , m_clock(clock)
{
    connect(&engine, &EngineClient::reportChanged, this, &LearningSession::look);
    connect(&learning, &LearningClient::changed, this, &LearningSession::look);
    look();
}

LearningSession::~LearningSession()
{
    m_tasks.end(m_task);
}

void LearningSession::setWishes(bool drafting, bool keepsText)
{
    m_view.drafting = drafting;
    m_view.keepsText = keepsText;
    look();
}

void LearningSession::look()
{
    m_view.engine = m_engine.report();
    m_view.learning.reset();
    if (m_learning.known())
        m_view.learning = m_learning.known()->report;
    m_view.problem = m_learning.problem() ? m_learning.problem()->message : QString();
    m_view.today = m_clock.today().toLocalTime().date();
    followTask();
    Q_EMIT changed();
}

void LearningSession::followTask()
{
    if (!canCancel()) {
        m_tasks.end(std::exchange(m_task, 0));
        return;
    }
    if (m_task == 0)
        m_task = m_tasks.begin(tr("Learning from what you accepted"), [this] { cancel(); });
    const LearningReport &report = *m_view.learning;
    Progress progress;
    if (report.state == LearningState::Training && report.steps > 0)
        progress.fraction =
            std::min(1.0, static_cast<double>(report.step) / static_cast<double>(report.steps));
    m_tasks.report(m_task, progress);
}

const LearnedVersion *LearningSession::find(int version) const
{
    if (!m_view.learning)
        return nullptr;
    const auto found = std::ranges::find(m_view.learning->versions, version, &LearnedVersion::version);
    return found != m_view.learning->versions.end() ? &*found : nullptr;
}

LearningClient::Done LearningSession::tellingFailure(const QString &what)
{
    return [this, what](const Result<LearningReport> &answer) {
        if (!answer)
            Q_EMIT failed(what, answer.error());
    };
}

bool LearningSession::canLearnNow() const
{
    if (!m_view.learning || m_view.learning->onDemand || m_view.learning->positions == 0)
        return false;
    const LearningState state = m_view.learning->state;
    return state != LearningState::Unavailable && state != LearningState::Training;
}

void LearningSession::learnNow()
{
    m_learning.learnNow(this, tellingFailure(tr("The head does not learn now.")));
}

bool LearningSession::canCancel() const
{
    return m_view.learning && m_view.learning->onDemand &&
           m_view.learning->state != LearningState::Unavailable;
}

void LearningSession::cancel()
{
    m_learning.cancel(this, tellingFailure(tr("Learning was not cancelled.")));
}

bool LearningSession::canPause() const
{
    return m_view.learning && m_view.learning->state != LearningState::Unavailable;
}

bool LearningSession::isPaused() const
{
    return m_view.learning && m_view.learning->state == LearningState::Paused;
}

void LearningSession::setPaused(bool paused)
{
    m_learning.setPaused(
        paused, this,
        tellingFailure(paused ? tr("Learning was not paused.") : tr("Learning does not go on.")));
}

bool LearningSession::canServe(int version) const
{
    const LearnedVersion *found = find(version);
    return found && !found->serves && found->problem.isEmpty();
}

void LearningSession::serve(int version)
{
    m_learning.serve(version, this, tellingFailure(tr("Version %1 does not serve.").arg(version)));
}

bool LearningSession::canDrop(int version) const
{
    return version > 0 && find(version);
}

void LearningSession::drop(int version)
{
    m_learning.drop(version, this, tellingFailure(tr("Version %1 was not dropped.").arg(version)));
}

bool LearningSession::canRollBack() const
{
    if (!m_view.learning)
        return false;
    const auto &versions = m_view.learning->versions;
    const auto serving = std::ranges::find(versions, true, &LearnedVersion::serves);
    return serving != versions.end() &&
           std::any_of(std::next(serving), versions.end(),
                       [](const LearnedVersion &older) { return older.problem.isEmpty(); });
}

void LearningSession::rollBack()
{
    m_learning.rollBack(this, tellingFailure(tr("The version before does not serve.")));
}

void LearningSession::countKept(QObject *context, std::function<void(const Result<int> &)> done)
{
    m_engine.requestStore({{QStringLiteral("action"), QStringLiteral("stats")}}, context,
                          [done = std::move(done)](const Result<QJsonObject> &stats) {
                              done(stats ? Result<int>((*stats)[QLatin1String("completions")].toInt())
                                         : Result<int>(tl::unexpected(stats.error())));
                          });
}

void LearningSession::erase(QObject *context, std::function<void(const Result<Erased> &)> done)
{
    m_engine.requestStore(
        {{QStringLiteral("action"), QStringLiteral("erase")}, {QStringLiteral("all"), true}}, this,
        [this, context = QPointer<QObject>(context),
         done = std::move(done)](const Result<QJsonObject> &answer) {
            Result<Erased> erased = answer ? Result<Erased>(erasedFromJson(*answer))
                                           : Result<Erased>(tl::unexpected(answer.error()));
            if (erased)
                m_view.sawErased.insert(m_view.sawErased.end(), erased->heads.begin(), erased->heads.end());
            m_learning.refresh();
            look();
            if (context)
                done(erased);
        });
}

} // namespace gatewright
