// SPDX-License-Identifier: Apache-2.0
#include "core/base/random.h"
#include "core/decode/draft/top_tokens.h"
#include "core/decode/draft/tree_grower.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <map>

using namespace gatewright;
using namespace gatewright::decode;

namespace {

// Proposes the same tokens behind every node, each with a feature of its own.
class ConstantDrafter final : public Drafter
{
public:
    explicit ConstantDrafter(std::vector<TokenId> tokens)
        : m_tokens(std::move(tokens))
    {
    }
    [[nodiscard]] QLatin1String name() const override { return QLatin1String("constant"); }
    [[nodiscard]] std::size_t featureCount() const override { return m_tokens.size() + 1; }
    void start(std::span<const TokenId>) override { asked = 0; }
    void propose(const DraftTree &, std::size_t, Proposals &proposals) override
    {
        ++asked;
        for (std::size_t i = 0; i < m_tokens.size(); ++i)
            proposals.items.push_back({m_tokens[i], {static_cast<Feature>(i), Proposal::none}});
        proposals.absent = static_cast<Feature>(m_tokens.size());
    }
    void learn(const VerifiedPass &) override { ++learned; }

    int asked = 0;
    int learned = 0;

private:
    std::vector<TokenId> m_tokens;
};

float logit(double probability)
{
    return static_cast<float>(std::log(probability / (1.0 - probability)));
}

struct Bench
{
    // One drafter whose tokens are given these probabilities.
    explicit Bench(const std::map<TokenId, double> &probabilities)
        : drafter(keysOf(probabilities))
        , drafters{&drafter}
        , mixer(TreeGrower::evidenceCount(drafters))
        , grower(drafters, mixer, calibration)
    {
        std::vector<float> weights(mixer.weights().size(), 0.0F);
        std::size_t i = weights.size() - drafter.featureCount() - 1;
        for (const auto &[token, probability] : probabilities)
            weights[i++] = logit(probability);
        mixer.startFrom(weights);
        times.measured(flat);
    }
    static std::vector<TokenId> keysOf(const std::map<TokenId, double> &probabilities)
    {
        std::vector<TokenId> keys;
        for (const auto &[token, probability] : probabilities)
            keys.push_back(token);
        return keys;
    }

    static constexpr std::array<std::pair<std::size_t, double>, 2> flat{{{1, 4.0}, {64, 4.0}}};
    ConstantDrafter drafter;
    std::vector<Drafter *> drafters;
    Mixer mixer;
    Calibration calibration;
    TreeGrower grower;
    PassTimes times;
    std::vector<TokenId> context{1, 2, 3};
};

} // namespace

class TestTreeGrower : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theMostProbablePathComesNext()
    {
        Bench bench({{7, 0.8}, {9, 0.15}});
        TreeLimits limits;
        limits.rows = 6;
        const DraftTree &tree = bench.grower.grow(bench.context, limits, nullptr);
        QCOMPARE(tree.size(), std::size_t{6});
        QCOMPARE(tree.token(0), 3);
        double last = 1.0;
        for (std::size_t node = 1; node < tree.size(); ++node) {
            QVERIFY(bench.grower.pathProbability(node) <= last);
            last = bench.grower.pathProbability(node);
            QVERIFY(tree.parent(node) < node);
        }
        // 0.8, 0.64, 0.51, 0.41, 0.33: a chain; then the brothers.
        for (std::size_t node = 1; node < tree.size(); ++node)
            QCOMPARE(tree.token(node), 7);
        limits.rows = 64;
        const DraftTree &large = bench.grower.grow(bench.context, limits, nullptr);
        QVERIFY(std::ranges::any_of(large.nodes(), [](const auto &node) { return node.token == 9; }));
        for (std::size_t node = 1; node < large.size(); ++node)
            QCOMPARE(large.child(large.parent(node), large.token(node)), node); // no token twice
    }

    void aFlatCurveFindsSixtyFourRows()
    {
        Bench bench({{7, 0.6}, {8, 0.2}, {9, 0.1}});
        QCOMPARE(bench.grower.grow(bench.context, {}, &bench.times).size(), DraftTree::most);
    }

    void twoCoresFindAFew()
    {
        Bench bench({{7, 0.6}, {8, 0.2}, {9, 0.1}});
        const PassTimes believed;
        const std::size_t rows = bench.grower.grow(bench.context, {}, &believed).size();
        QVERIFY2(rows >= 3 && rows <= 8, qPrintable(QString::number(rows)));
    }

    void rowsThatCostTheirFullPriceAreNotTaken()
    {
        Bench bench({{7, 0.6}, {8, 0.2}});
        PassTimes linear;
        linear.measured(std::array<std::pair<std::size_t, double>, 2>{{{1, 4.0}, {64, 256.0}}});
        QCOMPARE(bench.grower.grow(bench.context, {}, &linear).size(), std::size_t{1});
        Bench unsure({{7, 0.05}, {8, 0.02}});
        const PassTimes believed;
        QCOMPARE(unsure.grower.grow(unsure.context, {}, &believed).size(), std::size_t{1});
    }

    // Rows that come free at the end of a tile are found behind some that do not pay by themselves.
    void aStepInTheCurveIsLookedBeyond()
    {
        Bench bench({{7, 0.9}});
        PassTimes steps;
        steps.measured(
            std::array<std::pair<std::size_t, double>, 4>{{{1, 4.0}, {2, 8.0}, {8, 8.0}, {64, 200.0}}});
        QCOMPARE(bench.grower.grow(bench.context, {}, &steps).size(), std::size_t{8});
    }

    void keepsToItsLimits()
    {
        Bench bench({{7, 0.9}, {8, 0.05}});
        TreeLimits limits;
        limits.depth = 2;
        limits.rows = 20;
        const DraftTree &tree = bench.grower.grow(bench.context, limits, nullptr);
        for (std::size_t node = 0; node < tree.size(); ++node)
            QVERIFY(tree.depth(node) <= 2);
        limits.depth = 0;
        QCOMPARE(bench.grower.grow(bench.context, limits, &bench.times).size(), std::size_t{1});
        limits.rows = 1;
        limits.depth = 5;
        QCOMPARE(bench.grower.grow(bench.context, limits, &bench.times).size(), std::size_t{1});
    }

    void learnsFromNodesWhoseParentsStand()
    {
        Bench bench({{7, 0.5}, {8, 0.5}});
        TreeLimits limits;
        limits.rows = 4;
        for (int i = 0; i < 500; ++i) {
            const DraftTree &tree = bench.grower.grow(bench.context, limits, nullptr);
            // The model always says 8.
            std::vector<std::size_t> path{DraftTree::root};
            for (std::size_t node = tree.child(0, 8); node != tree.size(); node = tree.child(node, 8))
                path.push_back(node);
            const std::vector<RowTop> tops(tree.size());
            bench.grower.learn({bench.context, tree, path, 8, tops});
        }
        QCOMPARE(bench.drafter.learned, 500);
        const DraftTree &tree = bench.grower.grow(bench.context, limits, nullptr);
        QCOMPARE(tree.token(1), 8);
        QVERIFY(bench.grower.pathProbability(1) > 0.9);
        QCOMPARE(bench.grower.proposers(1), 1U);
    }

    void topTokensAreThoseOfASort()
    {
        RandomSource random(4);
        for (const std::size_t size : {1UL, 5UL, 255UL, 256UL, 1000UL, 49'152UL}) {
            std::vector<float> logits(size);
            for (float &value : logits)
                value = static_cast<float>(random.below(size < 1000 ? 10 : 1'000'000));
            std::vector<TokenId> sorted(size);
            for (std::size_t i = 0; i < size; ++i)
                sorted[i] = static_cast<TokenId>(i);
            std::ranges::stable_sort(sorted, std::ranges::greater(),
                                     [&](TokenId token) { return logits[static_cast<std::size_t>(token)]; });
            const RowTop top = topTokens(logits);
            QCOMPARE(top.count, std::min(size, RowTop::most));
            for (std::size_t rank = 0; rank < top.count; ++rank) {
                QCOMPARE(top.tokens[rank], sorted[rank]);
                QCOMPARE(top.behind[rank], logits[static_cast<std::size_t>(sorted[rank])] -
                                               logits[static_cast<std::size_t>(sorted[0])]);
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestTreeGrower)
#include "tst_tree_grower.moc"
