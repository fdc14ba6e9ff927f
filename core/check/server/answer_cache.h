// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/check/check_runner.h"

#include <QByteArray>
#include <QCache>

#include <chrono>
#include <mutex>
#include <optional>
#include <string_view>

namespace gatewright::checker {

// What was found about a text.
struct Findings
{
    CheckReport report;
    QString note; // what a run had to say, or why there was none; may be empty
};

// What was found, by content: a suggestion that comes back, or that was accepted, is not compiled again.
// Files on disk may change behind an answer, so that none is kept for long. Any thread.
class AnswerCache
{
public:
    static constexpr qsizetype mostAnswers = 32;
    static constexpr std::chrono::seconds oldest{20};

    explicit AnswerCache(const Clock &clock)
        : m_clock(clock)
    {
    }

    // What an answer depends on; `generation` counts the changes of other documents and of the workspace.
    [[nodiscard]] static QByteArray key(const QString &uri, Tier highest, std::string_view text,
                                        quint64 generation);

    [[nodiscard]] std::optional<Findings> find(const QByteArray &key);
    void keep(const QByteArray &key, const Findings &findings);

private:
    using Time = std::chrono::steady_clock::time_point;
    struct Entry
    {
        Findings findings;
        Time since;
    };

    const Clock &m_clock;
    std::mutex m_mutex;
    QCache<QByteArray, Entry> m_entries{mostAnswers}; // guarded by m_mutex
};

} // namespace gatewright::checker
