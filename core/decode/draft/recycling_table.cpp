// SPDX-License-Identifier: Apache-2.0
#include "core/decode/draft/recycling_table.h"

#include <QDataStream>

#include <algorithm>
#include <cmath>

namespace gatewright::decode {

namespace {

using Entry = RecyclingTable::Entry;

std::size_t placeOf(TokenId before, TokenId last, std::size_t sets)
{
    const std::uint64_t key =
        static_cast<std::uint64_t>(static_cast<std::uint32_t>(before)) << 32 | static_cast<std::uint32_t>(last);
    const std::uint64_t hash = (key ^ (key >> 31)) * 0x9e3779b97f4a7c15ULL;
    return static_cast<std::size_t>((hash ^ (hash >> 32)) % sets);
}

} // namespace

RecyclingTable::RecyclingTable()
    : m_entries(mostEntries)
{
}

std::span<Entry> RecyclingTable::setOf(TokenId before, TokenId last)
{
    return std::span(m_entries).subspan(placeOf(before, last, mostEntries / kWays) * kWays, kWays);
}

const Entry *RecyclingTable::find(TokenId before, TokenId last) const
{
    const std::size_t begin = placeOf(before, last, mostEntries / kWays) * kWays;
    for (std::size_t way = 0; way < kWays; ++way) {
        const Entry &entry = m_entries[begin + way];
        if (entry.last == last && entry.before == before)
            return last == kNone ? nullptr : &entry;
    }
    return nullptr;
}

void RecyclingTable::store(const Entry &entry)
{
    const auto set = setOf(entry.before, entry.last);
    auto place = std::ranges::find_if(set, [&](const Entry &other) {
        return other.last == entry.last && other.before == entry.before;
    });
    if (place == set.end())
        place = std::ranges::min_element(set, {}, [](const Entry &other) {
            return other.last == kNone ? std::int64_t{-1} : std::int64_t{other.written};
        });
    if (place->last == kNone)
        ++m_size;
    *place = entry;
}

void RecyclingTable::put(TokenId before, TokenId last, const RowTop &top)
{
    Entry entry;
    entry.before = before;
    entry.last = last;
    entry.written = ++m_clock;
    entry.count = static_cast<std::uint8_t>(std::min(top.count, RowTop::most));
    entry.tokens = top.tokens;
    for (std::size_t rank = 0; rank < entry.count; ++rank)
        entry.behind[rank] =
            static_cast<std::uint8_t>(std::clamp(std::lround(-top.behind[rank] * 16.0F), 0L, 255L));
    store(entry);
    if (before != kNone) {
        entry.before = kNone;
        store(entry);
    }
}

void RecyclingTable::remove(TokenId before, TokenId last)
{
    for (Entry &entry : setOf(before, last)) {
        if (last != kNone && entry.last == last && entry.before == before) {
            entry = {};
            --m_size;
        }
    }
}

void RecyclingTable::erase(std::span<const TokenId> tokens)
{
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        remove(kNone, tokens[i]);
        if (i > 0)
            remove(tokens[i - 1], tokens[i]);
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
        if (entry.last != kNone)
            entries.push_back(&entry);
    }
    std::ranges::sort(entries, {}, &Entry::written);
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream << static_cast<quint32>(entries.size());
    for (const Entry *entry : entries) {
        stream << entry->before << entry->last << entry->count;
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
        stream >> entry.before >> entry.last >> entry.count;
        if (stream.status() != QDataStream::Ok || !isToken(entry.last) || entry.count > RowTop::most ||
            (entry.before != kNone && !isToken(entry.before)))
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
