// SPDX-License-Identifier: Apache-2.0
#include "core/process/restart_policy.h"

#include <algorithm>

namespace gatewright {

RestartPolicy::RestartPolicy(RestartRules rules)
    : m_rules(rules)
{
}

RestartPolicy::Decision RestartPolicy::crashed(Time now, std::optional<Time> readySince, const QString &file)
{
    if (readySince && now - *readySince >= m_rules.soundAfter)
        m_crashesInARow = 0;
    ++m_crashesInARow;

    Decision decision;
    if (!file.isEmpty())
        decision.fileExcluded = ++m_crashesByFile[file] == m_rules.crashesPerFile;
    if (m_crashesInARow >= m_rules.crashesBeforeGivingUp)
        return decision;
    auto delay = m_rules.firstDelay;
    for (int i = 1; i < m_crashesInARow && delay < m_rules.longestDelay; ++i)
        delay *= 2;
    decision.delay = std::min(delay, m_rules.longestDelay);
    return decision;
}

bool RestartPolicy::excludes(const QString &file) const
{
    return m_crashesByFile.value(file) >= m_rules.crashesPerFile;
}

QStringList RestartPolicy::excludedFiles() const
{
    QStringList files;
    for (auto entry = m_crashesByFile.constBegin(); entry != m_crashesByFile.constEnd(); ++entry) {
        if (entry.value() >= m_rules.crashesPerFile)
            files.append(entry.key());
    }
    files.sort();
    return files;
}

void RestartPolicy::allow(const QString &file)
{
    m_crashesByFile.remove(file);
}

void RestartPolicy::forgive()
{
    m_crashesInARow = 0;
}

} // namespace gatewright
