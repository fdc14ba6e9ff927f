// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/recovery/journal_store.h"
#include "core/task/serial_executor.h"

#include <functional>
#include <map>
#include <mutex>
#include <set>

namespace gatewright::recovery {

// Writes journals in order on a thread of its own. Every function returns at once unless it says otherwise,
// and may be called from any thread. What was asked for is done before the destructor returns.
class JournalWriter
{
public:
    // `failed` runs on the writer's thread, once for a journal until it is begun again.
    JournalWriter(JournalStore store, std::function<void(const QString &id, const Error &error)> failed);
    ~JournalWriter();
    JournalWriter(const JournalWriter &) = delete;
    JournalWriter &operator=(const JournalWriter &) = delete;

    [[nodiscard]] const JournalStore &store() const { return m_store; }

    // Begins a journal, or begins it anew in place of what it held. `base` is compressed on that thread.
    void begin(const QString &id, const JournalHeader &header, std::optional<std::string> base);
    // Records as encodeRecord() makes them. Nothing when the journal could not be begun.
    void append(const QString &id, const QByteArray &records);
    // What was appended since the last time goes to the disk itself.
    void sync();
    void discard(const QString &id);
    // Runs `done` on the writer's thread after everything before it. False: some journal of `ids` could not
    // be written whole, or does not exist.
    void whenWritten(const QStringList &ids, std::function<void(bool whole)> done);
    // Waits until everything before it is written. Not for the window's thread, except at its end.
    void wait();

private:
    struct Open
    {
        JournalFile file;
        bool dirty = false;
        bool broken = false;
    };

    void post(std::function<void()> job);
    void fail(const QString &id, Open *journal, const Error &error);

    const JournalStore m_store;
    const std::function<void(const QString &, const Error &)> m_failed;
    std::map<QString, Open> m_open; // of the writer's thread alone
    SerialExecutor m_thread;        // last: it uses everything above
};

} // namespace gatewright::recovery
