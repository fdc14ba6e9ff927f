// SPDX-License-Identifier: Apache-2.0
#include "core/base/clock.h"
#include "core/decode/draft/head_drafter.h"
#include "tests/core/decode/draft/some_head.h"
#include "tests/core/model/loaded_model.h"
#include "tests/support/result_test.h"

#include <QTest>

#include <utility>
#include <vector>

using namespace gatewright;
using namespace gatewright::decode;
using model::SyntheticModel;

class TestHeadDrafter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void draftsAlongEachBranchOfATree()
    {
        const SyntheticModel shape;
        const auto loaded = model::load(shape.builder());
        GW_VERIFY_RESULT(loaded);
        const tensors::DraftHead head = someHead(shape, 6);
        auto network = HeadNetwork::create(*loaded->model, head);
        auto other = HeadNetwork::create(*loaded->model, head);
        GW_VERIFY_RESULT(network);
        GW_VERIFY_RESULT(other);
        const SystemClock clock;
        HeadDrafter drafter(clock);
        DraftTree tree;
        tree.start(7);
        Proposals proposals;
        const std::vector<TokenId> context{1, 2, 7};
        drafter.start(context);
        drafter.propose(tree, DraftTree::root, proposals);
        QVERIFY(proposals.items.empty()); // no network
        drafter.setNetwork(std::move(*network));
        drafter.propose(tree, DraftTree::root, proposals);
        QVERIFY(proposals.items.empty()); // no state
        std::vector<float> state(shape.embedding, 0.25F);
        drafter.setState(state);
        drafter.start(context);
        const std::size_t left = tree.add(8, DraftTree::root);
        const std::size_t right = tree.add(9, DraftTree::root);
        const std::size_t deep = tree.add(10, right);
        // The deepest first: what is before it is computed on the way.
        for (const std::size_t node : {deep, left, right, DraftTree::root}) {
            std::vector<TokenId> path;
            for (std::size_t at = node;; at = tree.parent(at)) {
                path.insert(path.begin(), tree.token(at));
                if (at == DraftTree::root)
                    break;
            }
            std::vector<float> expected = state;
            for (std::size_t depth = 1; depth <= path.size(); ++depth)
                other->step(expected, path[depth - 1], depth);
            const RowTop top = other->top(expected);
            proposals.clear();
            drafter.propose(tree, node, proposals);
            QCOMPARE(proposals.items.size(), top.count);
            for (std::size_t rank = 0; rank < top.count; ++rank)
                QCOMPARE(proposals.items[rank].token, top.tokens[rank]);
            for (const Proposal &proposal : proposals.items)
                QVERIFY(proposal.features[0] < drafter.featureCount());
            QVERIFY(proposals.absent < drafter.featureCount());
        }
        QVERIFY(drafter.takeSpent() > 0.0);
        drafter.setResting(true);
        proposals.clear();
        drafter.propose(tree, deep, proposals);
        QVERIFY(proposals.items.empty());
        QCOMPARE(drafter.takeSpent(), 0.0);
    }
};

QTEST_GUILESS_MAIN(TestHeadDrafter)
#include "tst_head_drafter.moc"
