// SPDX-License-Identifier: Apache-2.0
#include "core/model/page_pool.h"

#include <algorithm>
#include <numeric>

namespace gatewright::model {

PagePool::PagePool(std::size_t pages)
    : m_users(pages)
    , m_free(pages)
{
    std::iota(m_free.begin(), m_free.end(), 0U);
    std::reverse(m_free.begin(), m_free.end()); // low pages first: the untouched rest costs no memory
}

std::optional<std::uint32_t> PagePool::take()
{
    if (m_free.empty())
        return std::nullopt;
    const std::uint32_t page = m_free.back();
    m_free.pop_back();
    m_users[page] = 1;
    return page;
}

void PagePool::share(std::uint32_t page)
{
    ++m_users[page];
}

void PagePool::drop(std::uint32_t page)
{
    if (--m_users[page] == 0)
        m_free.push_back(page);
}

} // namespace gatewright::model
