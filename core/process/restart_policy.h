// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>

namespace gatewright {

// When a helper process that died is started again (design, section 2).
struct RestartRules
{
    std::chrono::milliseconds firstDelay{1'000}; // doubled with every crash in a row
    std::chrono::milliseconds longestDelay{60'000};
    // A run that was ready for so long counts as sound: the next crash is the first one again.
    std::chrono::milliseconds soundAfter{60'000};
    // Crashes in a row, none of them sound, after which it is left alone until somebody asks.
    int crashesBeforeGivingUp = 12;
    // Crashes on one file after which that file goes without the process until somebody asks.
    int crashesPerFile = 3;
    // How long a start may take until markReady().
    std::chrono::milliseconds startTime{30'000};
};

// Counts crashes and decides. A value without clock or timer: times come in, decisions go out.
class RestartPolicy
{
public:
    using Time = std::chrono::steady_clock::time_point;

    explicit RestartPolicy(RestartRules rules = {});

    struct Decision
    {
        std::optional<std::chrono::milliseconds> delay; // until the next start; nothing: given up
        bool fileExcluded = false;                      // this crash was the last one allowed for `file`
    };
    // `readySince` is nothing when the run never became ready; `file` is what it was working on, possibly
    // empty.
    [[nodiscard]] Decision crashed(Time now, std::optional<Time> readySince, const QString &file);

    [[nodiscard]] int crashesInARow() const { return m_crashesInARow; }
    [[nodiscard]] bool excludes(const QString &file) const;
    [[nodiscard]] QStringList excludedFiles() const;
    // The user wants this file to be tried again.
    void allow(const QString &file);
    // The user wants the process to be tried again: the delays begin anew, excluded files stay excluded.
    void forgive();

    [[nodiscard]] const RestartRules &rules() const { return m_rules; }

private:
    RestartRules m_rules;
    int m_crashesInARow = 0;
    QHash<QString, int> m_crashesByFile;
};

} // namespace gatewright
