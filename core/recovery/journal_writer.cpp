// SPDX-License-Identifier: Apache-2.0
#include "core/recovery/journal_writer.h"

#include <algorithm>
#include <future>
#include <memory>
#include <utility>

namespace gatewright::recovery {

JournalWriter::JournalWriter(JournalStore store, std::function<void(const QString &, const Error &)> failed)
    : m_store(std::move(store))
    , m_failed(std::move(failed))
{
}

JournalWriter::~JournalWriter()
{
    wait();
}

void JournalWriter::post(std::function<void()> job)
{
    m_thread.post([job = std::move(job)](const std::stop_token &) { job(); });
}

void JournalWriter::fail(const QString &id, Open *journal, const Error &error)
{
    if (journal && std::exchange(journal->broken, true))
        return;
    if (m_failed)
        m_failed(id, error);
}

void JournalWriter::begin(const QString &id, const JournalHeader &header, std::optional<std::string> base)
{
    post([this, id, header, base = std::move(base)] {
        QByteArray records = encodeRecord(header);
        if (base)
            records += encodeBase(*base);
        Result<JournalFile> made = JournalFile::create(m_store, id, records);
        if (made)
            m_open.insert_or_assign(id, Open{std::move(*made), true, false});
        else // one that stands goes on: it is older, and better than none
            fail(id, nullptr, made.error());
    });
}

void JournalWriter::append(const QString &id, const QByteArray &records)
{
    post([this, id, records] {
        const auto found = m_open.find(id);
        // Behind a gap the edits would count in another text.
        if (found == m_open.end() || found->second.broken)
            return;
        found->second.dirty = true;
        if (const Result<void> appended = found->second.file.append(records); !appended)
            fail(id, &found->second, appended.error());
    });
}

void JournalWriter::sync()
{
    post([this] {
        for (auto &[id, journal] : m_open) {
            if (!std::exchange(journal.dirty, false))
                continue;
            if (const Result<void> synced = journal.file.sync(); !synced)
                fail(id, &journal, synced.error());
        }
    });
}

void JournalWriter::discard(const QString &id)
{
    post([this, id] {
        m_store.remove(id);
        m_open.erase(id);
    });
}

void JournalWriter::whenWritten(const QStringList &ids, std::function<void(bool)> done)
{
    post([this, ids, done = std::move(done)] {
        done(std::all_of(ids.begin(), ids.end(), [this](const QString &id) {
            const auto found = m_open.find(id);
            return found != m_open.end() && !found->second.broken;
        }));
    });
}

void JournalWriter::wait()
{
    const auto written = std::make_shared<std::promise<void>>();
    std::future<void> answer = written->get_future();
    post([written] { written->set_value(); });
    answer.wait();
}

} // namespace gatewright::recovery
