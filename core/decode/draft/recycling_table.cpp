// SPDX-License-Identifier: Apache-2.0
#include "core/decode/draft/recycling_table.h"

#include <QDataStream>

#include <algorithm>
#include <cmath>

namespace gatewright::decode {

RecyclingTable::RecyclingTable()
    : m_entries(mostEntries)
{
}

std::uint64_t RecyclingTable::keyOf(std::span<const TokenId> recent)
{
    std::uint64_t key = recent.size();
    for (const TokenId token : recent) {
        key = (key ^ static_cast<std::uint32_t>(token)) * 0x9e3779b97f4a7c15ULL;
        key ^= key >> 32;
    }
    return key | 1; // never none
}

std::size_t RecyclingTable::setOf(std::uint64_t key)
{
    return static_cast<std::size_t>((key >> 20) % (mostEntries / kWays)) * kWays;
}

const RecyclingTable::Entry *RecyclingTable::find(std::uint64_t key) const
{
    const auto set = std::span(m_entries).subspan(setOf(key), kWays);
    const auto place = std::ranges::find(set, key, &Entry::key);
    return place == set.end() ? nullptr : &*place;
}

RecyclingTable::Found RecyclingTable::find(std::span<const TokenId> recent) const
{
    for (std::size_t length = std::min(longestKey, recent.size()); length > 0; --length) {
        if (const Entry *entry = find(keyOf(recent.first(length))))
            return {entry, length};
    }
    return {};
}

void RecyclingTable::store(const Entry &entry)
{
    const auto set = std::span(m_entries).subspan(setOf(entry.key), kWays);
    auto place = std::ranges::find(set, entry.key, &Entry::key);
    if (place == set.end()) // an empty one was written at 0
        place = std::ranges::min_element(set, {}, &Entry::written);
    m_size += place->key == 0 ? 1 : 0;
    *place = entry;
}

void RecyclingTable::put(std::span<const TokenId> recent, const RowTop &top)
{
    Entry entry;
    entry.written = ++m_clock;
    entry.count = static_cast<std::uint8_t>(std::min(top.count, RowTop::most));
    entry.tokens = top.tokens;
    for (std::size_t rank = 0; rank < entry.count; ++rank)
        entry.behind[rank] =
            static_cast<std::uint8_t>(std::clamp(std::lround(-top.behind[rank] * 16.0F), 0L, 255L));
    for (std::size_t length = 1; length <= std::min(longestKey, recent.size()); ++length) {
        entry.key = keyOf(recent.first(length));
        store(entry);
    }
}

void RecyclingTable::erase(std::span<const TokenId> tokens)
{
    std::array<TokenId, longestKey> recent{};
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        for (std::size_t length = 1; length <= std::min(longestKey, i + 1); ++length) {
            recent[length - 1] = tokens[i + 1 - length];
            const std::uint64_t key = keyOf(std::span(recent).first(length));
            const auto set = std::span(m_entries).subspan(setOf(key), kWays);
            if (const auto place = std::ranges::find(set, key, &Entry::key); place != set.end()) {
                *place = {};
                --m_size;
            }
        }
    }
}

void RecyclingTable::clear()
{
    std::ranges::fill(m_entries, Entry{});
    m_size = 0;
    m_clock = 0;
}

QByteArray RecyclingTable::save() const
{
    std::vector<const Entry *> entries;
    for (const Entry &entry : m_entries) {
        if (entry.key != 0)
            entries.push_back(&entry);
    }
    std::ranges::sort(entries, {}, &Entry::written);
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream << static_cast<quint32>(entries.size());
    for (const Entry *entry : entries) {
        stream << static_cast<quint64>(entry->key) << entry->count;
        for (std::size_t rank = 0; rank < entry->count; ++rank)
            stream << entry->tokens[rank] << entry->behind[rank];
    }
    return bytes;
}

Result<void> RecyclingTable::restore(const QByteArray &bytes, std::size_t vocabularySize)
{
    const auto corrupt = [] {
        return makeError(ErrorCode::Corrupt, QStringLiteral("The table of recycled tokens is damaged."));
    };
    const auto isToken = [&](TokenId token) {
        return token >= 0 && static_cast<std::size_t>(token) < vocabularySize;
    };
    QDataStream stream(bytes);
    quint32 count = 0;
    stream >> count;
    if (count > mostEntries)
        return corrupt();
    std::vector<Entry> entries(count);
    for (Entry &entry : entries) {
        quint64 key = 0;
        stream >> key >> entry.count;
        entry.key = key;
        if (stream.status() != QDataStream::Ok || key == 0 || entry.count > RowTop::most)
            return corrupt();
        for (std::size_t rank = 0; rank < entry.count; ++rank) {
            stream >> entry.tokens[rank] >> entry.behind[rank];
            if (stream.status() != QDataStream::Ok || !isToken(entry.tokens[rank]))
                return corrupt();
        }
    }
    if (!stream.atEnd() || stream.status() != QDataStream::Ok)
        return corrupt();
    clear();
    for (Entry &entry : entries) {
        entry.written = ++m_clock;
        store(entry);
    }
    return {};
}

} // namespace gatewright::decode
