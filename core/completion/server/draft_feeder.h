// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/completion/server/model_scheduler.h"
#include "core/completion/server/model_worker.h"

#include <QString>

#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace gatewright::completion {

// Fills the model's draft memory with the user's texts, and lets it do its own work, while the model has
// nothing better to do: a request never waits for more than a piece of a text. What was erased goes at once.
// From any one thread; the memory is touched on the scheduler's.
class DraftFeeder
{
public:
    // Both outlive it and what it posts. `onWork` is called on the scheduler's thread, when the memory has
    // changed and nothing more is to do for now.
    DraftFeeder(ModelScheduler &scheduler, std::shared_ptr<ModelWorker> worker, std::function<void()> onWork);

    // A text under its key, without '#'; the one of the same key before it goes.
    void put(const QString &key, const QString &text);
    void remove(const QString &key);
    // The user erased it.
    void forget(const QString &key);
    // All accepted text was erased.
    void forgetAll();
    // There is another model: what waited was for the old one.
    void clear();
    void setEnabled(bool enabled);
    // Whether the model keeps what it knew of its answers.
    void setLearning(bool learns);
    // Which acceleration head serves has changed on the disk.
    void readHead();
    // Something was answered: the memory may have work to do.
    void wake();

    // Texts that wait.
    [[nodiscard]] std::size_t waiting() const;

private:
    struct Piece
    {
        std::string key; // "file/…#3"; without a text: all that begin so go
        std::string text;
    };
    struct Queue
    {
        std::mutex mutex;
        std::deque<Piece> pieces; // guarded by mutex
        bool isPosted = false;    // guarded by mutex: a job waits or runs that will see them

        std::optional<Piece> take();
        bool leave(bool evenIfNotEmpty);
    };

    void dropWaiting(const std::string &prefix);
    void post();
    // Whether nothing is left to do.
    [[nodiscard]] static bool run(Queue &queue, ModelWorker &worker, const std::stop_token &stop);

    ModelScheduler &m_scheduler;
    std::shared_ptr<ModelWorker> m_worker;
    std::function<void()> m_onWork;
    std::shared_ptr<Queue> m_queue;
};

} // namespace gatewright::completion
