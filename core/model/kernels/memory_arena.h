// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <memory>

namespace gatewright::model {

// One mapping of zeroed memory that is handed out in 64-byte-aligned pieces and freed as a whole. Large
// arenas ask for huge pages: streaming weights through 4 KiB pages costs up to a third of the memory
// bandwidth.
class MemoryArena
{
public:
    static constexpr std::size_t kAlignment = 64;

    // LimitExceeded when the system refuses the memory.
    [[nodiscard]] static Result<MemoryArena> create(std::size_t bytes);

    // What `bytes` take in an arena.
    [[nodiscard]] static constexpr std::size_t padded(std::size_t bytes)
    {
        return (bytes + kAlignment - 1) / kAlignment * kAlignment;
    }

    // The caller added up padded() sizes before; asking for more than create() was given is a bug and aborts.
    [[nodiscard]] std::byte *allocate(std::size_t bytes);

    template <class T>
    [[nodiscard]] T *allocate(std::size_t count)
    {
        return reinterpret_cast<T *>(allocate(count * sizeof(T)));
    }

    [[nodiscard]] std::size_t size() const { return m_size; }

private:
    struct Unmap
    {
        std::size_t bytes;
        void operator()(std::byte *address) const;
    };

    MemoryArena() = default;

    std::unique_ptr<std::byte, Unmap> m_mapping;
    std::byte *m_begin = nullptr;
    std::size_t m_size = 0;
    std::size_t m_used = 0;
};

} // namespace gatewright::model
