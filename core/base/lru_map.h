// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QHash>

#include <cstddef>
#include <list>
#include <utility>

namespace gatewright {

// Values by key, of which the least recently used goes when there are too many. For one thread at a time.
template <class Value>
class LruMap
{
public:
    // `capacity` is at least 1.
    explicit LruMap(std::size_t capacity)
        : m_capacity(capacity)
    {
    }
    LruMap(const LruMap &) = delete; // the index points into the list
    LruMap &operator=(const LruMap &) = delete;
    ~LruMap() = default;

    void insert(const QByteArray &key, Value value)
    {
        if (const auto known = m_index.constFind(key); known != m_index.constEnd())
            m_entries.erase(*known);
        m_entries.push_front({key, std::move(value)});
        m_index[key] = m_entries.begin();
        if (m_entries.size() > m_capacity) {
            m_index.remove(m_entries.back().key);
            m_entries.pop_back();
        }
    }
    // Null when there is none. Lives until the next insert() or clear().
    [[nodiscard]] const Value *find(const QByteArray &key) const
    {
        const auto found = m_index.constFind(key);
        return found == m_index.constEnd() ? nullptr : &(*found)->value;
    }
    // The value of this key is the most recently used one now.
    void touch(const QByteArray &key)
    {
        if (const auto found = m_index.constFind(key); found != m_index.constEnd())
            m_entries.splice(m_entries.begin(), m_entries, *found);
    }
    void clear()
    {
        m_index.clear();
        m_entries.clear();
    }
    [[nodiscard]] std::size_t size() const { return m_entries.size(); }

private:
    struct Entry
    {
        QByteArray key;
        Value value;
    };

    const std::size_t m_capacity;
    std::list<Entry> m_entries; // the most recently used first
    QHash<QByteArray, typename std::list<Entry>::iterator> m_index;
};

} // namespace gatewright
