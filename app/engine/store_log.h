// SPDX-License-Identifier: Apache-2.0
#pragma once

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
// The store is opened when there is something to do with it. While another engine writes it this one keeps
// nothing and answers requests all the same; when the other one is gone, this one takes over.
class StoreLog final : public completion::CompletionLog
{
public:
    // `clock` outlives the log, and so does the listener, which may be null.
    StoreLog(const QString &storeFile, const Clock &clock, AcceptedTexts *listener = nullptr);
    // Finishes what was called before.
    ~StoreLog() override;

    // Tells the listener every text that was accepted, the oldest first.
    void tellTexts();

    void start() override;
    void suggested(const completion::SuggestionPlace &place,
                   const std::vector<completion::Suggestion> &suggestions) override;
    void ended(const completion::Outcome &outcome) override;
    [[nodiscard]] Result<void> configure(const lsp::Field &settings) override;
    void answer(const lsp::Field &params, const lsp::Responder &responder) override;

private:
    // What only jobs of the executor touch.
    struct Worker;

    StoreSettings m_settings;
    std::shared_ptr<Worker> m_worker;
    SerialExecutor m_executor; // last: ends before everything that its jobs use
};

} // namespace gatewright::engine
