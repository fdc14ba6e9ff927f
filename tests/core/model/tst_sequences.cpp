// SPDX-License-Identifier: Apache-2.0
#include "core/model/context.h"
#include "core/model/page_pool.h"
#include "tests/core/model/loaded_model.h"
#include "tests/support/result_test.h"

#include <QTest>

#include <array>
#include <optional>

using namespace gatewright;
using namespace gatewright::model;

Q_DECLARE_METATYPE(gatewright::model::CachePrecision)

// Several sequences in one context, and trees of tokens: whatever is shared or computed together, each row
// has the bits of its own tokens evaluated alone.
class TestSequences : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void branchesEqualSequencesOfTheirOwn_data() { precisions(); }
    void branchesEqualSequencesOfTheirOwn();
    void aBranchSurvivesWhatTheMainSequenceForgets();
    void branchesOfBranches();
    void aFullContextHasNoRoom();
    void manyStepsTakeSeveralPasses();
    void treesEqualTheirPaths_data() { precisions(); }
    void treesEqualTheirPaths();
    void anAcceptedPathIsPartOfTheSequence_data() { precisions(); }
    void anAcceptedPathIsPartOfTheSequence();
    void aTreeIsForgottenByWhatComesAfter();
    void refusesWrongTreesAndSteps();
    void pagesComeBack();

private:
    static void precisions()
    {
        QTest::addColumn<CachePrecision>("cache");
        QTest::newRow("bytes") << CachePrecision::Bytes;
        QTest::newRow("halves") << CachePrecision::Half;
    }

    [[nodiscard]] bool loadWith(CachePrecision cache)
    {
        auto loaded = load(m_shape.builder(), {.threads = 2, .cache = cache});
        if (loaded)
            m_loaded = std::move(*loaded);
        return m_loaded.has_value();
    }
    [[nodiscard]] std::unique_ptr<Context> context(std::size_t capacity, std::size_t spareTokens = 0) const
    {
        auto created = Context::create(*m_loaded->model, capacity, spareTokens);
        return created ? std::move(*created) : nullptr;
    }
    // The logits behind the tokens, evaluated alone and at once.
    [[nodiscard]] std::vector<float> alone(std::span<const TokenId> tokens) const
    {
        const auto other = context(tokens.size());
        return other && other->evaluate(tokens, LogitsFor::Last) ? row(*other) : std::vector<float>();
    }
    [[nodiscard]] std::vector<float> alone(std::vector<TokenId> tokens,
                                           std::initializer_list<TokenId> more) const
    {
        tokens.insert(tokens.end(), more);
        return alone(tokens);
    }

    const SyntheticModel m_shape;
    std::optional<Loaded> m_loaded;
};

void TestSequences::branchesEqualSequencesOfTheirOwn()
{
    QFETCH(CachePrecision, cache);
    QVERIFY(loadWith(cache));
    const auto prompt = someTokens(300, m_shape); // ends inside the second page
    const auto created = context(400, 3 * 400);
    QVERIFY(created);
    GW_VERIFY_RESULT(created->evaluate(prompt, LogitsFor::None));
    std::array<SequenceId, 3> branches{};
    std::array<std::vector<TokenId>, 3> texts{prompt, prompt, prompt};
    for (SequenceId &branch : branches) {
        const auto forked = created->fork(kMainSequence, prompt.size());
        GW_VERIFY_RESULT(forked);
        branch = *forked;
    }
    for (TokenId turn = 0; turn < 20; ++turn) {
        std::vector<SequenceStep> steps;
        for (std::size_t i = 0; i < branches.size(); ++i) {
            steps.push_back(
                {branches[i], static_cast<TokenId>((turn * 7 + static_cast<TokenId>(i) * 13) % 100)});
            texts[i].push_back(steps.back().token);
        }
        GW_VERIFY_RESULT(created->evaluateSteps(steps));
        QCOMPARE(created->logitsRows(), branches.size());
        if (turn % 6 == 1)
            for (std::size_t i = 0; i < branches.size(); ++i)
                QVERIFY(sameBits(row(*created, i), alone(texts[i])));
    }
    QCOMPARE(created->length(), prompt.size()); // nothing happened to the main sequence
    GW_VERIFY_RESULT(created->evaluate(std::array<TokenId, 2>{5, 6}, LogitsFor::Last));
    QVERIFY(sameBits(row(*created), alone(prompt, {5, 6})));
}

void TestSequences::aBranchSurvivesWhatTheMainSequenceForgets()
{
    QVERIFY(loadWith(CachePrecision::Bytes));
    const auto prompt = someTokens(200, m_shape);
    const auto created = context(400, 600);
    GW_VERIFY_RESULT(created->evaluate(prompt, LogitsFor::None));
    const auto branch = created->fork(kMainSequence, prompt.size());
    GW_VERIFY_RESULT(branch);
    created->truncate(50);
    GW_VERIFY_RESULT(created->evaluate(someTokens(120, m_shape, 9), LogitsFor::Last));
    GW_VERIFY_RESULT(created->evaluateSteps(std::array{SequenceStep{*branch, 42}}));
    QVERIFY(sameBits(row(*created), alone(prompt, {42})));
    QCOMPARE(created->tokens(*branch).size(), prompt.size() + 1);
}

void TestSequences::branchesOfBranches()
{
    QVERIFY(loadWith(CachePrecision::Bytes));
    const auto prompt = someTokens(20, m_shape);
    const auto created = context(100, 1024);
    GW_VERIFY_RESULT(created->evaluate(prompt, LogitsFor::None));
    const auto first = created->fork(kMainSequence, 20);
    GW_VERIFY_RESULT(first);
    GW_VERIFY_RESULT(created->evaluateSteps(std::array{SequenceStep{*first, 1}}));
    const auto second = created->fork(*first, 21);
    GW_VERIFY_RESULT(second);
    GW_VERIFY_RESULT(created->evaluateSteps(std::array{SequenceStep{*first, 2}, SequenceStep{*second, 3}}));
    QVERIFY(sameBits(row(*created, 0), alone(prompt, {1, 2})));
    QVERIFY(sameBits(row(*created, 1), alone(prompt, {1, 3})));
    created->release(*first);
    GW_VERIFY_RESULT(created->evaluateSteps(std::array{SequenceStep{*second, 4}}));
    QVERIFY(sameBits(row(*created), alone(prompt, {1, 3, 4})));
    GW_VERIFY_ERROR(created->fork(*first, 1), ErrorCode::InvalidInput);
    GW_VERIFY_ERROR(created->fork(*second, 99), ErrorCode::InvalidInput);
}

void TestSequences::aFullContextHasNoRoom()
{
    QVERIFY(loadWith(CachePrecision::Bytes));
    const auto created = context(20, 256); // one page to spare
    GW_VERIFY_RESULT(created->evaluate(someTokens(10, m_shape), LogitsFor::None));
    const auto one = created->fork(kMainSequence, 10);
    const auto two = created->fork(kMainSequence, 10);
    GW_VERIFY_RESULT(one);
    GW_VERIFY_RESULT(two);
    GW_VERIFY_RESULT(created->evaluateSteps(std::array{SequenceStep{*one, 1}}));
    GW_VERIFY_ERROR(created->evaluateSteps(std::array{SequenceStep{*two, 1}}), ErrorCode::LimitExceeded);
    created->release(*one);
    GW_VERIFY_RESULT(created->evaluateSteps(std::array{SequenceStep{*two, 1}}));
    for (TokenId token = 0; token < 9; ++token)
        GW_VERIFY_RESULT(created->evaluateSteps(std::array{SequenceStep{*two, token}}));
    GW_VERIFY_ERROR(created->evaluateSteps(std::array{SequenceStep{*two, 1}}), ErrorCode::LimitExceeded);
}

void TestSequences::manyStepsTakeSeveralPasses()
{
    QVERIFY(loadWith(CachePrecision::Bytes));
    const auto prompt = someTokens(5, m_shape);
    constexpr std::size_t kBranches = 70; // more than one pass
    const auto created = context(50, kBranches * 256);
    GW_VERIFY_RESULT(created->evaluate(prompt, LogitsFor::None));
    std::vector<SequenceStep> steps;
    for (std::size_t i = 0; i < kBranches; ++i) {
        const auto branch = created->fork(kMainSequence, prompt.size());
        GW_VERIFY_RESULT(branch);
        steps.push_back({*branch, static_cast<TokenId>(i)});
    }
    GW_VERIFY_RESULT(created->evaluateSteps(steps));
    for (const std::size_t i : {std::size_t{0}, std::size_t{63}, std::size_t{64}, kBranches - 1})
        QVERIFY(sameBits(row(*created, i), alone(prompt, {static_cast<TokenId>(i)})));
}

void TestSequences::treesEqualTheirPaths()
{
    QFETCH(CachePrecision, cache);
    QVERIFY(loadWith(cache));
    constexpr std::size_t kRoot = TreeNode::kRoot;
    const std::vector<TreeNode> tree{{3, kRoot}, {4, kRoot}, {5, 0},     {6, 0},  {7, 2}, {8, 1},
                                     {9, 5},     {10, 6},    {3, kRoot}, {11, 4}, {12, 9}};
    const std::vector<std::vector<TokenId>> paths{{3},       {4},           {3, 5},           {3, 6},
                                                  {3, 5, 7}, {4, 8},        {4, 8, 9},        {4, 8, 9, 10},
                                                  {3},       {3, 5, 7, 11}, {3, 5, 7, 11, 12}};
    // Inside a page, across the border of two, at the start of one, and from nothing.
    for (const std::size_t length : {std::size_t{40}, std::size_t{250}, std::size_t{254}, std::size_t{256},
                                     std::size_t{511}, std::size_t{0}}) {
        const auto prompt = someTokens(length, m_shape);
        const auto created = context(700);
        if (length > 0)
            GW_VERIFY_RESULT(created->evaluate(prompt, LogitsFor::None));
        GW_VERIFY_RESULT(created->evaluateTree(tree));
        QCOMPARE(created->logitsRows(), tree.size());
        QCOMPARE(created->length(), length);
        for (std::size_t node = 0; node < tree.size(); ++node) {
            auto text = prompt;
            text.insert(text.end(), paths[node].begin(), paths[node].end());
            QVERIFY2(sameBits(row(*created, node), alone(text)),
                     qPrintable(QStringLiteral("node %1 behind %2").arg(node).arg(length)));
        }
    }
}

void TestSequences::anAcceptedPathIsPartOfTheSequence()
{
    QFETCH(CachePrecision, cache);
    QVERIFY(loadWith(cache));
    constexpr std::size_t kRoot = TreeNode::kRoot;
    const std::vector<TreeNode> tree{{3, kRoot}, {4, kRoot}, {5, 1}, {6, 0}, {7, 2}, {8, 4}};
    for (const std::size_t length : {std::size_t{30}, std::size_t{253}}) {
        auto text = someTokens(length, m_shape);
        const auto created = context(700);
        GW_VERIFY_RESULT(created->evaluate(text, LogitsFor::None));
        for (int round = 0; round < 3; ++round) {
            GW_VERIFY_RESULT(created->evaluateTree(tree));
            created->acceptPath(std::array<std::size_t, 3>{1, 2, 4});
            text.insert(text.end(), {4, 5, 7});
            QVERIFY(std::ranges::equal(created->tokens(), text));
        }
        GW_VERIFY_RESULT(created->evaluate(std::array<TokenId, 1>{50}, LogitsFor::Last));
        QVERIFY(sameBits(row(*created), alone(text, {50})));
    }
}

void TestSequences::aTreeIsForgottenByWhatComesAfter()
{
    QVERIFY(loadWith(CachePrecision::Bytes));
    const auto created = context(100);
    GW_VERIFY_RESULT(created->evaluate(someTokens(10, m_shape), LogitsFor::None));
    GW_VERIFY_RESULT(created->evaluateTree(std::array{TreeNode{1}, TreeNode{2, 0}}));
    created->acceptPath(std::array<std::size_t, 1>{1}); // not the root's child
    QCOMPARE(created->length(), std::size_t{10});
    GW_VERIFY_RESULT(created->evaluateTree(std::array{TreeNode{1}, TreeNode{2, 0}}));
    created->truncate(9);
    created->acceptPath(std::array<std::size_t, 1>{0});
    QCOMPARE(created->length(), std::size_t{9});
}

void TestSequences::refusesWrongTreesAndSteps()
{
    QVERIFY(loadWith(CachePrecision::Bytes));
    const auto created = context(12, 256);
    GW_VERIFY_RESULT(created->evaluate(someTokens(10, m_shape), LogitsFor::None));
    GW_VERIFY_ERROR(created->evaluateTree({}), ErrorCode::InvalidInput);
    GW_VERIFY_ERROR(created->evaluateTree(std::vector<TreeNode>(65)), ErrorCode::InvalidInput);
    GW_VERIFY_ERROR(created->evaluateTree(std::array{TreeNode{1, 0}}), ErrorCode::InvalidInput);
    GW_VERIFY_ERROR(created->evaluateTree(std::array{TreeNode{1}, TreeNode{2, 1}}), ErrorCode::InvalidInput);
    GW_VERIFY_ERROR(created->evaluateTree(std::array{TreeNode{100'000}}), ErrorCode::InvalidInput);
    GW_VERIFY_ERROR(created->evaluateTree(std::array{TreeNode{1}, TreeNode{2, 0}, TreeNode{3, 1}}),
                    ErrorCode::LimitExceeded);
    GW_VERIFY_RESULT(created->evaluateTree(std::array{TreeNode{1}, TreeNode{2, 0}, TreeNode{3, 0}}));
    GW_VERIFY_ERROR(created->evaluateSteps(std::array{SequenceStep{7, 1}}), ErrorCode::InvalidInput);
    GW_VERIFY_ERROR(created->evaluateSteps(std::array{SequenceStep{0, 1}, SequenceStep{0, 2}}),
                    ErrorCode::InvalidInput);
    GW_VERIFY_RESULT(created->evaluateSteps(std::array{SequenceStep{0, 1}})); // the main one is one too
    QCOMPARE(created->length(), std::size_t{11});
}

void TestSequences::pagesComeBack()
{
    PagePool pool(2);
    const auto a = pool.take();
    const auto b = pool.take();
    QVERIFY(a && b && *a != *b);
    QVERIFY(!pool.take());
    pool.share(*a);
    QVERIFY(pool.isShared(*a));
    pool.drop(*a);
    QVERIFY(!pool.isShared(*a));
    QVERIFY(!pool.take());
    pool.drop(*a);
    QCOMPARE(pool.take(), a);
    QCOMPARE(pool.freePages(), std::size_t{0});
}

QTEST_GUILESS_MAIN(TestSequences)
#include "tst_sequences.moc"
