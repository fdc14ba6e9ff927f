// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/completion/local/state_recorder.h"
#include "core/learn/erase_learned.h"
#include "core/learn/replay_store.h"

#include <QString>
#include <QStringList>

#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>

namespace gatewright::engine {

struct LearningFolders
{
    QString replay; // of the states of all models
    QString heads;  // of the acceleration heads of all models
};

// Keeps the states of what was accepted, beside the learning store and under the same rules: its owner calls
// accepted() for a text that the store has kept, and only while it may write there.
//
// offer() from any thread, everything else on the log's.
class ReplayLog
{
public:
    // `onChange` is called on the log's thread when there is more or less to learn from; `isErased` when
    // something that might have been learned from is no longer there.
    using OnChange = std::function<void(bool isErased)>;

    ReplayLog(LearningFolders folders, OnChange onChange);

    // What the model knew when it wrote the suggestion, which begins at byte `begin` of the answer. Forgotten
    // after some hundred more, or when the model forgets it.
    void offer(const QString &id, const std::shared_ptr<const completion::RecordedAnswer> &answer,
               std::size_t begin);
    // No suggestion that stands now is learned from.
    void forgetOffers();

    // This beginning of the suggestion was accepted, word for word, and passed this tier. Once for each text:
    // a later call brings what it did not bring before.
    [[nodiscard]] Result<void> accepted(const QString &id, const QString &text, int tier);
    // What is open for writing is closed: another process may write from now on.
    void close();

    [[nodiscard]] Result<learn::ErasedLearning> erase(const QStringList &ids);
    [[nodiscard]] Result<learn::ErasedLearning> eraseAll();
    // Another process erased something.
    void erasedElsewhere();

private:
    struct Offer
    {
        QString id;
        std::weak_ptr<const completion::RecordedAnswer> answer;
        std::size_t begin = 0;
        std::size_t learned = 0; // bytes from `begin` on that are kept, whole tokens
    };
    // The piece that was kept last: a word or a line that is accepted next goes on where it ended.
    struct Last
    {
        QString id;
        std::size_t end = 0;      // in the answer
        std::uint64_t record = 0; // the store's end behind it
    };

    [[nodiscard]] Result<learn::ReplayStore *> storeOf(const completion::RecordedAnswer &answer);

    const LearningFolders m_folders;
    const OnChange m_onChange;
    std::mutex m_mutex;
    std::deque<Offer> m_offers; // guarded by m_mutex; the oldest first
    learn::ModelIdentity m_identity;
    std::unique_ptr<learn::ReplayStore> m_store; // of m_identity
    Last m_last;
};

} // namespace gatewright::engine
