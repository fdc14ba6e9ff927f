// SPDX-License-Identifier: Apache-2.0
#include "core/completion/server/draft_feeder.h"

#include "core/completion/serve/draft_memory.h"

#include <algorithm>
#include <utility>

namespace gatewright::completion {

namespace {

constexpr std::size_t kPieceBytes = 16 * 1024; // some milliseconds of work

// Up to the last line break that fits, or as much as fits.
std::size_t pieceEnd(std::string_view text)
{
    if (text.size() <= kPieceBytes)
        return text.size();
    const std::size_t line = text.rfind('\n', kPieceBytes);
    return line == std::string_view::npos || line == 0 ? kPieceBytes : line;
}

DraftMemory *memoryOf(ModelWorker &worker)
{
    return worker.model.generator ? worker.model.generator->draftMemory() : nullptr;
}

std::string prefixOf(const QString &key)
{
    return key.toStdString() + '#';
}

} // namespace

DraftFeeder::DraftFeeder(ModelScheduler &scheduler, std::shared_ptr<ModelWorker> worker,
                         std::function<void()> onWork)
    : m_scheduler(scheduler)
    , m_worker(std::move(worker))
    , m_onWork(std::move(onWork))
    , m_queue(std::make_shared<Queue>())
{
}

void DraftFeeder::put(const QString &key, const QString &text)
{
    const std::string prefix = prefixOf(key);
    const std::string whole = text.toStdString();
    dropWaiting(prefix);
    {
        const std::lock_guard lock(m_queue->mutex);
        m_queue->pieces.push_back({prefix, {}});
        std::string_view rest = whole;
        for (int number = 0; !rest.empty(); ++number) {
            const std::size_t end = pieceEnd(rest);
            m_queue->pieces.push_back({prefix + std::to_string(number), std::string(rest.substr(0, end))});
            rest.remove_prefix(end);
        }
    }
    post();
}

void DraftFeeder::remove(const QString &key)
{
    const std::string prefix = prefixOf(key);
    dropWaiting(prefix);
    {
        const std::lock_guard lock(m_queue->mutex);
        m_queue->pieces.push_back({prefix, {}});
    }
    post();
}

void DraftFeeder::forget(const QString &key)
{
    const std::string prefix = prefixOf(key);
    dropWaiting(prefix);
    m_scheduler.post(WorkKind::Interactive, [worker = m_worker, prefix](const std::stop_token &) {
        if (DraftMemory *memory = memoryOf(*worker))
            memory->forget(prefix);
    });
}

void DraftFeeder::forgetAll()
{
    dropWaiting("store/");
    m_scheduler.post(WorkKind::Interactive, [worker = m_worker](const std::stop_token &) {
        if (DraftMemory *memory = memoryOf(*worker))
            memory->forgetAll();
    });
}

void DraftFeeder::clear()
{
    dropWaiting({});
}

void DraftFeeder::setEnabled(bool enabled)
{
    m_scheduler.post(WorkKind::Interactive, [worker = m_worker, enabled](const std::stop_token &) {
        worker->drafting = enabled;
        if (DraftMemory *memory = memoryOf(*worker))
            memory->setEnabled(enabled);
    });
}

void DraftFeeder::setLearning(bool learns)
{
    m_scheduler.post(WorkKind::Interactive, [worker = m_worker, learns](const std::stop_token &) {
        worker->learning = learns;
        if (worker->model.generator)
            worker->model.generator->keepStates(learns);
    });
}

void DraftFeeder::readHead()
{
    m_scheduler.post(WorkKind::Interactive, [worker = m_worker](const std::stop_token &) {
        if (DraftMemory *memory = memoryOf(*worker))
            memory->readHead();
    });
}

void DraftFeeder::wake()
{
    post();
}

std::size_t DraftFeeder::waiting() const
{
    const std::lock_guard lock(m_queue->mutex);
    return m_queue->pieces.size();
}

void DraftFeeder::dropWaiting(const std::string &prefix)
{
    const std::lock_guard lock(m_queue->mutex);
    std::erase_if(m_queue->pieces, [&](const Piece &piece) { return piece.key.starts_with(prefix); });
}

void DraftFeeder::post()
{
    {
        const std::lock_guard lock(m_queue->mutex);
        if (std::exchange(m_queue->isPosted, true))
            return;
    }
    // A job that more urgent work stops leaves the rest to another one behind that work.
    m_scheduler.post(WorkKind::Training,
                     [this, queue = m_queue, worker = m_worker](const std::stop_token &stop) {
                         const bool isDone = run(*queue, *worker, stop);
                         if (!isDone)
                             post();
                         else if (m_onWork)
                             m_onWork();
                     });
}

std::optional<DraftFeeder::Piece> DraftFeeder::Queue::take()
{
    const std::lock_guard lock(mutex);
    if (pieces.empty())
        return std::nullopt;
    Piece piece = std::move(pieces.front());
    pieces.pop_front();
    return piece;
}

// From here on whoever has something to do posts a job. False when something came meanwhile.
bool DraftFeeder::Queue::leave(bool evenIfNotEmpty)
{
    const std::lock_guard lock(mutex);
    if (!pieces.empty() && !evenIfNotEmpty)
        return false;
    isPosted = false;
    return true;
}

bool DraftFeeder::run(Queue &queue, ModelWorker &worker, const std::stop_token &stop)
{
    DraftMemory *memory = memoryOf(worker);
    while (memory && !stop.stop_requested()) {
        const std::optional<Piece> piece = queue.take();
        if (!piece) {
            if (!memory->work(stop) && !stop.stop_requested() && queue.leave(false))
                return true;
        } else if (piece->text.empty()) {
            memory->remove(piece->key);
        } else {
            memory->put(piece->key, piece->text);
        }
    }
    queue.leave(true);
    return !memory; // what waits for a model waits for the next occasion
}

} // namespace gatewright::completion
