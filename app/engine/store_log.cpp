// SPDX-License-Identifier: Apache-2.0
#include "app/engine/store_log.h"

#include "app/engine/store_requests.h"
#include "core/base/log.h"
#include "core/store/shown_suggestions.h"
#include "core/store/store.h"
#include "core/store/writer_lock.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>

#include <future>
#include <optional>
#include <utility>

namespace gatewright::engine {

namespace {

constexpr int mostDays = 36'500;
constexpr int mostMegabytes = 100'000;
constexpr qint64 megabyte = qint64{1024} * 1024;

store::StoreOptions optionsOf(const StoreSettings &settings)
{
    return {store::RetentionRules{settings.retentionDays, settings.maximumMegabytes * megabyte},
            settings.excluded};
}

// Both sides call the kinds by the names of the protocol.
std::optional<store::Outcome> toStored(const completion::Outcome &outcome)
{
    const auto kind = store::outcomeFromName(QString(completion::outcomeName(outcome.kind)));
    if (!kind)
        return std::nullopt;
    return store::Outcome{outcome.id.value(), *kind, outcome.characters, outcome.tier};
}

store::Suggestion toStored(const completion::Suggestion &suggestion, const completion::SuggestionPlace &place,
                           const QDateTime &time, qint64 erasures)
{
    store::Suggestion stored;
    stored.id = suggestion.id.value();
    stored.time = time;
    stored.language = place.language;
    stored.path = place.path;
    stored.linePrefix = place.linePrefix;
    stored.model = place.model;
    stored.tier = suggestion.tier;
    stored.score = suggestion.score;
    stored.tokens = suggestion.tokens;
    stored.text = suggestion.text;
    stored.erasures = erasures;
    return stored;
}

} // namespace

Result<StoreSettings> storeSettingsFromJson(const lsp::Field &settings, const StoreSettings &before)
{
    StoreSettings made = before;
    GW_CHECK(settings.object());
    if (!settings["enabled"].isNothing()) {
        GW_TRY(enabled, settings["enabled"].boolean());
        made.enabled = enabled;
    }
    if (!settings["retentionDays"].isNothing()) {
        GW_TRY(days, settings["retentionDays"].integer(1, mostDays));
        made.retentionDays = days;
    }
    if (!settings["maximumMegabytes"].isNothing()) {
        GW_TRY(megabytes, settings["maximumMegabytes"].integer(1, mostMegabytes));
        made.maximumMegabytes = megabytes;
    }
    if (!settings["excluded"].isNothing()) {
        GW_TRY(globs, lsp::listOf(settings["excluded"], [](const lsp::Field &glob) { return glob.text(); }));
        made.excluded = QStringList(globs.begin(), globs.end());
    }
    return made;
}

struct StoreLog::Worker
{
    QString path;
    const Clock &clock;
    StoreSettings settings;
    store::ShownSuggestions shown;
    std::shared_ptr<store::Store> store; // open for writing; none while it is off or another engine has it
    QString lastProblem;
    AcceptedTexts *listener = nullptr;
    ReplayLog *replay = nullptr;
    qint64 knownErasures = -1; // that the listener knows of

    // Each trouble once: it would come back with every outcome.
    void complain(const Error &error)
    {
        const QString problem = error.toString();
        if (problem != std::exchange(lastProblem, problem))
            qCWarning(logEngine).noquote() << "nothing is kept:" << problem;
    }

    [[nodiscard]] bool openForWriting()
    {
        if (store)
            return true;
        auto opened = store::Store::open(path, store::Access::Write, optionsOf(settings), clock);
        if (!opened) {
            complain(opened.error());
            return false;
        }
        store = std::move(*opened);
        lastProblem.clear();
        if (store->problem())
            qCWarning(logEngine).noquote() << store->problem()->toString();
        return true;
    }

    // Zero where that cannot be read: then nothing of it is kept, unless the store begins anew.
    [[nodiscard]] qint64 erasures() const
    {
        if (store)
            return store->erasures().value_or(0);
        if (!QFileInfo::exists(path))
            return 0;
        const auto opened = store::Store::open(path, store::Access::Read, optionsOf(settings), clock);
        return opened ? (*opened)->erasures().value_or(0) : 0;
    }

    void apply(const StoreSettings &changed)
    {
        settings = changed;
        if (!settings.enabled) {
            shown.clear();
            if (replay) {
                replay->forgetOffers();
                replay->close();
            }
            store.reset();
        } else if (store) {
            store->setOptions(optionsOf(settings));
        }
    }

    void record(const store::Outcome &outcome)
    {
        // What is not known is not worth a file: the first suggestion that somebody reacts to makes it.
        const store::Suggestion *suggestion = shown.find(outcome.id);
        if (!settings.enabled || (!suggestion && !store && !QFileInfo::exists(path)) || !openForWriting())
            return;
        const auto recorded = store->record(outcome, suggestion);
        if (recorded) {
            if (*recorded == store::Recorded::Yes)
                tell(outcome);
            return;
        }
        complain(recorded.error());
        // Opening it anew sets it aside.
        if (recorded.error().code == ErrorCode::Corrupt)
            store.reset();
    }

    void tell(const store::Outcome &outcome)
    {
        const bool rejected =
            outcome.kind == store::OutcomeKind::Dismissed || outcome.kind == store::OutcomeKind::TypedOver;
        const bool isNew =
            outcome.kind == store::OutcomeKind::Accepted || outcome.kind == store::OutcomeKind::Partial;
        if ((!listener && !replay) || rejected)
            return;
        noticeErasures(erasures());
        // What is kept of it: without secrets, and nothing of a file that may hold some.
        const auto row = store->show(outcome.id);
        if (!row || row->text.isEmpty())
            return;
        if (listener && isNew)
            listener->accepted(row->id, row->text);
        if (!replay)
            return;
        if (const auto kept = replay->accepted(row->id, row->text, outcome.tier); !kept)
            complain(kept.error());
    }

    void tellTexts()
    {
        if (!listener || !settings.enabled || !QFileInfo::exists(path))
            return;
        const auto opened = store ? store : openToRead().value_or(std::shared_ptr<store::Store>());
        if (!opened)
            return;
        knownErasures = opened->erasures().value_or(-1);
        const auto visited = opened->visitAll([](int) -> Result<void> { return {}; },
                                              [this](const store::Completion &row) -> Result<void> {
                                                  if (!row.text.isEmpty())
                                                      listener->accepted(row.id, row.text);
                                                  return {};
                                              },
                                              {});
        if (!visited)
            complain(visited.error());
    }

    // Another process may have erased something; which, nobody knows.
    void noticeErasures(qint64 now)
    {
        if ((!listener && !replay) || std::exchange(knownErasures, now) == now || now == 0)
            return;
        if (replay)
            replay->erasedElsewhere();
        if (listener)
            listener->erasedAll();
        tellTexts();
    }

    [[nodiscard]] Result<std::shared_ptr<store::Store>> openToRead() const
    {
        GW_TRY(opened, store::Store::open(path, store::Access::Read, optionsOf(settings), clock));
        return std::shared_ptr<store::Store>(std::move(opened));
    }

    void tellErased(const StoreRequest &request)
    {
        knownErasures = erasures();
        if (!listener)
            return;
        if (request.action == StoreRequest::Action::EraseAll)
            listener->erasedAll();
        for (const QString &id : request.ids)
            listener->erased(id);
    }

    // What was learned of the rows that just went.
    [[nodiscard]] Result<void> eraseStates(const StoreRequest &request, QJsonObject &answer) const
    {
        if (!replay)
            return {};
        GW_TRY(learned, request.action == StoreRequest::Action::EraseAll ? replay->eraseAll()
                                                                         : replay->erase(request.ids));
        answer.insert(QStringLiteral("positions"), static_cast<qint64>(learned.positions));
        answer.insert(QStringLiteral("heads"), QJsonArray::fromStringList(learned.heads));
        return {};
    }

    // Beside a store that is off or was never made, its lock alone.
    void whileWriting(const WritingJob &job)
    {
        if (store || (settings.enabled && QFileInfo::exists(path) && openForWriting())) {
            noticeErasures(erasures());
            return job(store->erasures());
        }
        if (!QDir().mkpath(QFileInfo(path).path()))
            return job(makeError(ErrorCode::Io, QStringLiteral("The folder cannot be made."), {},
                                 QFileInfo(path).path()));
        const auto lock = store::WriterLock::tryAcquire(path + QLatin1String(".lock"));
        if (!lock)
            return job(tl::unexpected(lock.error()));
        if (!*lock)
            return job(makeError(ErrorCode::Unsupported,
                                 QStringLiteral("Another window keeps what is learned; end it or do this "
                                                "there."),
                                 {}, path));
        job(erasures());
    }

    [[nodiscard]] Result<std::shared_ptr<store::Store>> openFor(store::Access access)
    {
        // Suggestions that stand now were made before: nothing of them may come after.
        if (access == store::Access::Erase) {
            shown.clear();
            if (replay)
                replay->forgetOffers();
        }
        if (store)
            return store;
        GW_TRY(opened, store::Store::open(path, access, optionsOf(settings), clock));
        return std::shared_ptr<store::Store>(std::move(opened));
    }

    [[nodiscard]] Result<QJsonObject> answer(const StoreRequest &request)
    {
        auto answered = answerStoreRequest(request, [this](store::Access access) { return openFor(access); });
        if (answered && (request.action == StoreRequest::Action::Erase ||
                         request.action == StoreRequest::Action::EraseAll)) {
            tellErased(request);
            GW_CHECK(eraseStates(request, *answered));
        }
        if (answered && request.action == StoreRequest::Action::Stats) {
            answered->insert(QStringLiteral("enabled"), settings.enabled);
            answered->insert(QStringLiteral("writable"), settings.enabled && openForStatistics());
        }
        return answered;
    }

    // Whether this engine may write; asking makes no file.
    [[nodiscard]] bool openForStatistics() { return !QFileInfo::exists(path) || openForWriting(); }
};

StoreLog::StoreLog(const QString &storeFile, const Clock &clock, AcceptedTexts *listener, ReplayLog *replay)
    : m_replay(replay)
    , m_worker(std::make_shared<Worker>(
          Worker{storeFile, clock, {}, store::ShownSuggestions(), nullptr, {}, listener, replay}))
{
}

void StoreLog::whileWriting(WritingJob job)
{
    m_executor.post(
        [worker = m_worker, job = std::move(job)](const std::stop_token &) { worker->whileWriting(job); });
}

void StoreLog::forgetStates()
{
    if (m_replay)
        m_replay->forgetOffers();
}

void StoreLog::learnable(const completion::CompletionId &id,
                         const std::shared_ptr<const completion::AnswerStates> &states, std::size_t begin)
{
    const auto answer = std::dynamic_pointer_cast<const completion::RecordedAnswer>(states);
    if (m_replay && answer)
        m_replay->offer(id.value(), answer, begin);
}

void StoreLog::tellTexts()
{
    m_executor.post([worker = m_worker](const std::stop_token &) { worker->tellTexts(); });
}

StoreLog::~StoreLog()
{
    // The store belongs to the executor's thread, and the executor forgets what waits when it ends. Jobs are
    // short; the longest writes the file anew.
    std::promise<void> closed;
    m_executor.post([&](const std::stop_token &) {
        if (m_worker->replay)
            m_worker->replay->close();
        m_worker->store.reset();
        closed.set_value();
    });
    closed.get_future().wait();
}

void StoreLog::start()
{
    // Opening prunes; where nothing was kept yet there is nothing to open.
    m_executor.post([worker = m_worker](const std::stop_token &) {
        if (worker->settings.enabled && QFileInfo::exists(worker->path))
            static_cast<void>(worker->openForWriting());
    });
}

void StoreLog::suggested(const completion::SuggestionPlace &place,
                         const std::vector<completion::Suggestion> &suggestions)
{
    m_executor.post([worker = m_worker, place, suggestions](const std::stop_token &) {
        if (!worker->settings.enabled)
            return;
        const qint64 erasures = worker->erasures();
        worker->noticeErasures(erasures);
        for (const completion::Suggestion &suggestion : suggestions)
            worker->shown.add(toStored(suggestion, place, worker->clock.today(), erasures));
    });
}

void StoreLog::ended(const completion::Outcome &outcome)
{
    if (const auto stored = toStored(outcome))
        m_executor.post(
            [worker = m_worker, outcome = *stored](const std::stop_token &) { worker->record(outcome); });
}

Result<void> StoreLog::configure(const lsp::Field &settings)
{
    GW_TRY(changed, storeSettingsFromJson(settings, m_settings));
    m_settings = changed;
    m_executor.post([worker = m_worker, changed](const std::stop_token &) { worker->apply(changed); });
    return {};
}

void StoreLog::answer(const lsp::Field &params, const lsp::Responder &responder)
{
    const auto request = storeRequestFromJson(params);
    if (!request)
        return responder.fail(request.error());
    m_executor.post([worker = m_worker, request = *request, responder](const std::stop_token &) {
        const Result<QJsonObject> answered = worker->answer(request);
        if (answered)
            responder.reply(*answered);
        else
            responder.fail(answered.error());
    });
}

} // namespace gatewright::engine
