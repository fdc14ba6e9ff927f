// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/engine/learning/replay_log.h"
#include "core/base/clock.h"
#include "core/completion/server/completion_log.h"
#include "core/task/serial_executor.h"

#include <QString>
#include <QStringList>

#include <memory>

namespace gatewright::engine {

// The user's settings of the store.
struct StoreSettings
{
    bool enabled = true;
    int retentionDays = 365;
    int maximumMegabytes = 64;
    QStringList excluded; // globs, beside the built-in ones
};

// What `settings` names is taken from there, the rest from `before`.
[[nodiscard]] Result<StoreSettings> storeSettingsFromJson(const lsp::Field &settings,
                                                          const StoreSettings &before);

// Who wants to know what is in the store: called on the log's own thread.
class AcceptedTexts
{
public:
    virtual ~AcceptedTexts() = default;

    virtual void accepted(const QString &id, const QString &text) = 0;
    virtual void erased(const QString &id) = 0;
    virtual void erasedAll() = 0;
};

// Keeps the log in the store of a profile. The store lives on the one thread of an executor, so that neither
// the model nor the server waits for a disk, and everything happens in the order of the calls.
//
// The states of what was accepted go the same way (learning/replay_log.h): where the store keeps a text, they
// are kept, and what is erased from one is erased from the other.
//
// The store is opened when there is something to do with it. While another engine writes it this one keeps
// nothing and answers requests all the same; when the other one is gone, this one takes over.
class StoreLog final : public completion::CompletionLog
{
public:
    // `clock` outlives the log, and so do the listener and `replay`, which may be null; the log then keeps no
    // states.
    StoreLog(const QString &storeFile, const Clock &clock, AcceptedTexts *listener = nullptr,
             ReplayLog *replay = nullptr);
    // Finishes what was called before.
    ~StoreLog() override;

    // Tells the listener every text that was accepted, the oldest first.
    void tellTexts();
    // Runs `job` on the log's thread, where what was learned may be written: no other process does meanwhile.
    // It gets the number of erasures so far; Unsupported while another engine writes, Io when the disk
    // refuses.
    using WritingJob = std::function<void(const Result<qint64> &erasures)>;
    void whileWriting(WritingJob job);
    [[nodiscard]] bool isEnabled() const { return m_settings.enabled; } // on the server's thread
    // Forgets the states of what stands now.
    void forgetStates();

    void start() override;
    void suggested(const completion::SuggestionPlace &place,
                   const std::vector<completion::Suggestion> &suggestions) override;
    void learnable(const completion::CompletionId &id,
                   const std::shared_ptr<const completion::AnswerStates> &states, std::size_t begin) override;
    void ended(const completion::Outcome &outcome) override;
    [[nodiscard]] Result<void> configure(const lsp::Field &settings) override;
    void answer(const lsp::Field &params, const lsp::Responder &responder) override;

private:
    // What only jobs of the executor touch.
    struct Worker;

    StoreSettings m_settings;
    ReplayLog *const m_replay;
    std::shared_ptr<Worker> m_worker;
    SerialExecutor m_executor; // last: ends before everything that its jobs use
};

} // namespace gatewright::engine
