// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/notice_hub.h"

#include <algorithm>

namespace gatewright {

namespace {

// More than this many in one place would push the text out of the window: the oldest goes.
constexpr auto mostInOnePlace = 3;

} // namespace

template <class Predicate>
void NoticeHub::removeWhere(Predicate predicate)
{
    std::vector<int> ids;
    for (const Entry &entry : m_entries) {
        if (predicate(entry))
            ids.push_back(entry.id);
    }
    for (const int id : ids)
        remove(id);
}

void NoticeHub::present(const Notice &notice, int document)
{
    if (!notice.key.isEmpty())
        withdraw(notice.key, document);
    const auto isHere = [document](const Entry &entry) { return entry.document == document; };
    while (std::count_if(m_entries.begin(), m_entries.end(), isHere) >= mostInOnePlace)
        remove(std::find_if(m_entries.begin(), m_entries.end(), isHere)->id);
    const Entry entry{m_nextId++, document, notice};
    m_entries.push_back(entry);
    Q_EMIT added(entry);
}

void NoticeHub::withdraw(const QString &key, int document)
{
    removeWhere([&](const Entry &entry) { return entry.document == document && entry.notice.key == key; });
}

void NoticeHub::forgetDocument(int document)
{
    removeWhere([document](const Entry &entry) { return entry.document == document; });
}

void NoticeHub::remove(int id)
{
    if (std::erase_if(m_entries, [id](const Entry &entry) { return entry.id == id; }) > 0)
        Q_EMIT removed(id);
}

} // namespace gatewright
