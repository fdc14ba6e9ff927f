// SPDX-License-Identifier: Apache-2.0
#include "core/model/kernels/memory_arena.h"
#include "tests/support/result_test.h"

#include <QTest>

#include <algorithm>
#include <cstdint>
#include <limits>

using namespace gatewright;
using namespace gatewright::model;

class TestMemoryArena : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void arenaIsAlignedAndZero();
};

void TestMemoryArena::arenaIsAlignedAndZero()
{
    constexpr std::size_t kLarge = std::size_t{5} << 20;
    for (std::size_t size : {std::size_t{1}, std::size_t{100}, kLarge}) {
        auto arena = MemoryArena::create(MemoryArena::padded(size) + MemoryArena::padded(3));
        GW_VERIFY_RESULT(arena);
        QVERIFY(arena->allocate(3) != nullptr);
        std::byte *piece = arena->allocate(size);
        QCOMPARE(reinterpret_cast<std::uintptr_t>(piece) % MemoryArena::kAlignment, std::uintptr_t{0});
        QVERIFY(std::all_of(piece, piece + size, [](std::byte b) { return b == std::byte{0}; }));
    }
    GW_VERIFY_ERROR(MemoryArena::create(std::numeric_limits<std::size_t>::max()), ErrorCode::LimitExceeded);
}

QTEST_GUILESS_MAIN(TestMemoryArena)
#include "tst_memory_arena.moc"
