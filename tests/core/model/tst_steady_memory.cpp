// SPDX-License-Identifier: Apache-2.0
// A token takes no memory from the heap: what a pass needs was taken when its context was made.
#include "tests/core/model/loaded_model.h"
#include "tests/support/result_test.h"

#include <QTest>

#include <atomic>
#include <cstdlib>
#include <new>

using namespace gatewright;
using namespace gatewright::model;

namespace {

std::atomic<int> allocations = 0;

void *counted(std::size_t bytes, std::size_t alignment)
{
    ++allocations;
    void *memory = alignment <= alignof(std::max_align_t)
                       ? std::malloc(bytes == 0 ? 1 : bytes)
                       : std::aligned_alloc(alignment, (bytes + alignment - 1) / alignment * alignment);
    if (memory == nullptr)
        std::abort();
    return memory;
}

// Allocations of all threads in what `work` does for the second time.
template <class Work>
int allocationsOf(Work &&work)
{
    work();
    const int before = allocations;
    work();
    return allocations - before;
}

} // namespace

void *operator new(std::size_t bytes)
{
    return counted(bytes, 0);
}
void *operator new(std::size_t bytes, std::align_val_t alignment)
{
    return counted(bytes, static_cast<std::size_t>(alignment));
}
void operator delete(void *memory) noexcept
{
    std::free(memory);
}
void operator delete(void *memory, std::size_t) noexcept
{
    std::free(memory);
}
void operator delete(void *memory, std::align_val_t) noexcept
{
    std::free(memory);
}
void operator delete(void *memory, std::size_t, std::align_val_t) noexcept
{
    std::free(memory);
}

class TestSteadyMemory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        auto loaded = load(m_shape.builder(), {.threads = 2});
        GW_VERIFY_RESULT(loaded);
        m_loaded = std::make_unique<Loaded>(std::move(*loaded));
        auto context = Context::create(*m_loaded->model, 1000);
        GW_VERIFY_RESULT(context);
        m_context = std::move(*context);
        m_tokens = someTokens(700, m_shape);
    }
    void cleanup()
    {
        m_context.reset();
        m_loaded.reset();
    }

    void theCountCounts()
    {
        QVERIFY(allocationsOf([&] { QVERIFY(Context::create(*m_loaded->model, 10)); }) > 0);
    }

    // 600 tokens also begin new pages of 256.
    void tokensTakeNone()
    {
        std::size_t next = 0;
        QCOMPARE(allocationsOf([&] {
                     for (int i = 0; i < 300; ++i)
                         if (!m_context->evaluate(std::span(m_tokens).subspan(next++, 1), LogitsFor::Last))
                             return;
                 }),
                 0);
        QCOMPARE(m_context->length(), std::size_t{600});
    }

    void widePassesTakeNone()
    {
        std::size_t next = 0;
        QCOMPARE(allocationsOf([&] {
                     (void)m_context->evaluate(std::span(m_tokens).subspan(next, 100), LogitsFor::All);
                     next += 100;
                 }),
                 0);
        QCOMPARE(m_context->length(), std::size_t{200});
    }

    void treesTakeNone()
    {
        const std::vector<TreeNode> nodes{{1, TreeNode::kRoot}, {2, 0}, {3, 0}, {4, 1}, {5, TreeNode::kRoot}};
        const std::vector<std::size_t> path{0, 1, 3};
        QVERIFY(m_context->evaluate(std::span(m_tokens).first(20), LogitsFor::Last).has_value());
        QCOMPARE(allocationsOf([&] {
                     if (m_context->evaluateTree(nodes))
                         m_context->acceptPath(path);
                 }),
                 0);
        QCOMPARE(m_context->length(), std::size_t{26});
    }

private:
    const SyntheticModel m_shape;
    std::unique_ptr<Loaded> m_loaded;
    std::unique_ptr<Context> m_context;
    std::vector<TokenId> m_tokens;
};

QTEST_GUILESS_MAIN(TestSteadyMemory)
#include "tst_steady_memory.moc"
