// SPDX-License-Identifier: Apache-2.0
#include "core/check/server/answer_cache.h"

#include <QCryptographicHash>

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
    const Entry *entry = m_entries.object(key);
    if (!entry || m_clock.now() - entry->since > oldest)
        return std::nullopt;
    return entry->findings;
}

void AnswerCache::keep(const QByteArray &key, const Findings &findings)
{
    const std::lock_guard lock(m_mutex);
    m_entries.insert(key, new Entry{findings, m_clock.now()}); // the cache owns it
}

} // namespace gatewright::checker
