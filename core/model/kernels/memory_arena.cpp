// SPDX-License-Identifier: Apache-2.0
#include "core/model/kernels/memory_arena.h"

#include <sys/mman.h>

#include <cstdint>
#include <cstdlib>

namespace gatewright::model {

namespace {

constexpr std::size_t kHugePage = std::size_t{2} << 20;

} // namespace

void MemoryArena::Unmap::operator()(std::byte *address) const
{
    ::munmap(address, bytes);
}

Result<MemoryArena> MemoryArena::create(std::size_t bytes)
{
    constexpr std::size_t kLimit = SIZE_MAX / 4;
    if (bytes > kLimit)
        return makeError(ErrorCode::LimitExceeded,
                         QStringLiteral("The model needs more memory than can be addressed."));
    const bool large = bytes >= kHugePage;
    const std::size_t unit = large ? kHugePage : std::size_t{4096};
    const std::size_t size = (bytes + unit - 1) / unit * unit + (bytes == 0 ? unit : 0);
    const std::size_t mapped = large ? size + kHugePage : size;
    void *address =
        ::mmap(nullptr, mapped, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (address == MAP_FAILED)
        return makeError(
            ErrorCode::LimitExceeded,
            QStringLiteral("There is not enough memory for the model; close other programs or choose a "
                           "smaller model or context."),
            QStringLiteral("%1 MiB were asked for").arg(mapped >> 20));

    MemoryArena arena;
    arena.m_mapping = {static_cast<std::byte *>(address), Unmap{mapped}};
    arena.m_begin = static_cast<std::byte *>(address);
    arena.m_size = size;
    if (large) {
        const auto misaligned = reinterpret_cast<std::uintptr_t>(address) % kHugePage;
        arena.m_begin += misaligned == 0 ? 0 : kHugePage - misaligned;
        ::madvise(arena.m_begin, size, MADV_HUGEPAGE); // refusal only costs speed
    }
    return arena;
}

std::byte *MemoryArena::allocate(std::size_t bytes)
{
    if (bytes > m_size - m_used || padded(bytes) > m_size - m_used)
        std::abort();
    std::byte *piece = m_begin + m_used;
    m_used += padded(bytes);
    return piece;
}

} // namespace gatewright::model
