// SPDX-License-Identifier: Apache-2.0
#include "core/model/kernels/packed_matrix.h"
#include "core/model/llama_weights.h"
#include "tests/core/model/loaded_model.h"
#include "tests/support/result_test.h"

#include <QTest>

using namespace gatewright;
using namespace gatewright::model;

namespace {

std::vector<float> hiddenRow(const Context &context, std::size_t index = 0)
{
    const auto state = context.hidden(index);
    return {state.begin(), state.end()};
}

} // namespace

class TestHiddenStates : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void areNotKeptUnlessAskedFor()
    {
        const SyntheticModel shape;
        const auto loaded = load(shape.builder());
        GW_VERIFY_RESULT(loaded);
        auto context = Context::create(*loaded->model, 64);
        GW_VERIFY_RESULT(context);
        GW_VERIFY_RESULT((*context)->evaluate(someTokens(4, shape), LogitsFor::All));
        QVERIFY((*context)->hidden().empty());
    }

    // The output layer makes the logits of them.
    void makeTheLogits()
    {
        const SyntheticModel shape{.tied = false};
        const auto loaded = load(shape.builder(), {.threads = 2, .precision = Precision::Float32});
        GW_VERIFY_RESULT(loaded);
        const MatrixView &output = loaded->model->weights().output;
        auto context = Context::create(*loaded->model, 64);
        GW_VERIFY_RESULT(context);
        (*context)->setHiddenStates(HiddenStates::Keep);
        GW_VERIFY_RESULT((*context)->evaluate(someTokens(5, shape), LogitsFor::All));
        std::vector<float> weights(shape.embedding);
        for (std::size_t row = 0; row < 5; ++row) {
            const auto state = (*context)->hidden(row);
            QCOMPARE(state.size(), std::size_t{shape.embedding});
            for (std::size_t token = 0; token < shape.vocabulary; ++token) {
                unpackRow(output, token, weights.data());
                double sum = 0.0;
                for (std::size_t i = 0; i < weights.size(); ++i)
                    sum += double(weights[i]) * double(state[i]);
                QVERIFY(std::fabs(sum - double((*context)->logits(row)[token])) < 1e-3);
            }
        }
        QVERIFY((*context)->hidden(5).empty());
    }

    void areTheSameBitsHoweverTheyCameAbout()
    {
        const SyntheticModel shape;
        const auto loaded = load(shape.builder());
        GW_VERIFY_RESULT(loaded);
        auto whole = Context::create(*loaded->model, 256);
        auto steps = Context::create(*loaded->model, 256);
        GW_VERIFY_RESULT(whole);
        GW_VERIFY_RESULT(steps);
        const auto tokens = someTokens(100, shape);
        (*whole)->setHiddenStates(HiddenStates::Keep);
        (*steps)->setHiddenStates(HiddenStates::Keep);
        GW_VERIFY_RESULT((*whole)->evaluate(tokens, LogitsFor::All));
        for (std::size_t i = 0; i < tokens.size(); ++i) {
            GW_VERIFY_RESULT((*steps)->evaluate(std::span(tokens).subspan(i, 1), LogitsFor::Last));
            QVERIFY(sameBits(hiddenRow(**whole, i), hiddenRow(**steps)));
        }
    }

    void belongToTheNodesOfATree()
    {
        const SyntheticModel shape;
        const auto loaded = load(shape.builder());
        GW_VERIFY_RESULT(loaded);
        auto tree = Context::create(*loaded->model, 64);
        auto chain = Context::create(*loaded->model, 64);
        GW_VERIFY_RESULT(tree);
        GW_VERIFY_RESULT(chain);
        const auto tokens = someTokens(6, shape);
        for (auto &context : {tree->get(), chain->get()}) {
            context->setHiddenStates(HiddenStates::Keep);
            GW_VERIFY_RESULT(context->evaluate(tokens, LogitsFor::Last));
        }
        const std::vector<TreeNode> nodes{{7, TreeNode::kRoot}, {9, TreeNode::kRoot}, {11, 1}};
        GW_VERIFY_RESULT((*tree)->evaluateTree(nodes));
        const std::vector<TokenId> path{9, 11};
        GW_VERIFY_RESULT((*chain)->evaluate(path, LogitsFor::All));
        QVERIFY(sameBits(hiddenRow(**tree, 1), hiddenRow(**chain, 0)));
        QVERIFY(sameBits(hiddenRow(**tree, 2), hiddenRow(**chain, 1)));
    }
};

QTEST_GUILESS_MAIN(TestHiddenStates)
#include "tst_hidden_states.moc"
