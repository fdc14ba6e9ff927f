// SPDX-License-Identifier: Apache-2.0
#include "core/check/server/answer_cache.h"

#include <QCryptographicHash>

#include <algorithm>

namespace gatewright::checker {

QByteArray AnswerCache::key(const QString &uri, Tier highest, std::string_view text, quint64 generation)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(
        QStringLiteral("%1\n%2\n%3\n").arg(static_cast<int>(highest)).arg(generation).arg(uri).toUtf8());
    hash.addData(QByteArrayView(text.data(), static_cast<qsizetype>(text.size())));
    return hash.result();
}

std::optional<Findings> AnswerCache::find(const QByteArray &key)
{
    const std::lock_guard lock(m_mutex);
    const Time now = m_clock.now();
    m_entries.remove_if([now](const Entry &entry) { return now - entry.since > oldest; });
    const auto found = std::find_if(m_entries.begin(), m_entries.end(),
                                    [&key](const Entry &entry) { return entry.key == key; });
    return found == m_entries.end() ? std::nullopt : std::optional(found->findings);
}

void AnswerCache::keep(const QByteArray &key, const Findings &findings)
{
    const std::lock_guard lock(m_mutex);
    m_entries.remove_if([&key](const Entry &entry) { return entry.key == key; });
    m_entries.push_front({key, findings, m_clock.now()});
    if (m_entries.size() > mostAnswers)
        m_entries.pop_back();
}

} // namespace gatewright::checker
