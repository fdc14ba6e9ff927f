// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace gatewright::model {

// Which pages of a cache are in use, and by how many sequences. One thread.
class PagePool
{
public:
    explicit PagePool(std::size_t pages);

    // A page that nobody uses, with one user now; nothing when there is none.
    [[nodiscard]] std::optional<std::uint32_t> take();
    void share(std::uint32_t page);
    // One user less.
    void drop(std::uint32_t page);
    [[nodiscard]] bool isShared(std::uint32_t page) const { return m_users[page] > 1; }
    [[nodiscard]] std::size_t freePages() const { return m_free.size(); }

private:
    std::vector<std::uint32_t> m_users; // by page
    std::vector<std::uint32_t> m_free;  // the last one is taken first: its memory may be in the cache still
};

} // namespace gatewright::model
