// SPDX-License-Identifier: Apache-2.0
#include "core/model/context.h"
#include "core/model/context_view.h"
#include "tests/core/model/loaded_model.h"
#include "tests/support/result_test.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <optional>

using namespace gatewright;
using namespace gatewright::model;

Q_DECLARE_METATYPE(gatewright::model::CachePrecision)

namespace {

constexpr std::size_t kPrompt = 500;
constexpr std::size_t kCapacity = 600;
constexpr ViewSettings kSettings{.entries = 256, .voters = 16, .recent = 32, .pooling = 3, .least = 300};

} // namespace

// A context that is seen through fewer entries.
class TestContextView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatGotMostVotesIsChosen()
    {
        std::vector<float> votes(40, 0.0F);
        votes[7] = 3.0F;
        votes[20] = 2.0F;
        votes[30] = 9.0F; // stays anyway
        ViewSettings settings{.entries = 16, .voters = 4, .recent = 10, .pooling = 3, .least = 0};
        const std::vector<std::uint32_t> expected{6,  7,  8,  19, 20, 21, 30, 31,
                                                  32, 33, 34, 35, 36, 37, 38, 39};
        QCOMPARE(chooseEntries(votes, settings), expected);
        // Between equals the later goes first.
        settings.entries = 12;
        settings.pooling = 1;
        const auto few = chooseEntries(std::vector<float>(40, 1.0F), settings);
        QVERIFY((few == std::vector<std::uint32_t>{28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39}));
    }

    void theWholeIsLeftAsItWas_data() { precisions(); }
    void theWholeIsLeftAsItWas()
    {
        QVERIFY(loadModel());
        const auto context = prompted();
        QVERIFY(context);
        const std::vector<float> behindPrompt = row(*context);
        GW_VERIFY_RESULT(context->evaluate(next(3), LogitsFor::Last));
        const std::vector<float> whole = row(*context);
        const std::size_t spare = context->spareTokens();
        context->truncate(kPrompt);

        for (int round = 0; round < 2; ++round) {
            GW_VERIFY_RESULT(context->evaluate(next(3), LogitsFor::Last));
            context->truncate(kPrompt);
            GW_VERIFY_RESULT(context->beginView(kSettings));
            QVERIFY(context->isViewed());
            GW_VERIFY_RESULT(context->evaluate(next(3), LogitsFor::Last));
            QVERIFY(!sameBits(row(*context), whole));
            QCOMPARE(context->length(), kPrompt + 3);
            if (round == 0)
                context->endView();
            else
                context->truncate(kPrompt - 1);
            QVERIFY(!context->isViewed());
            QCOMPARE(context->length(), kPrompt - static_cast<std::size_t>(round));
        }
        GW_VERIFY_RESULT(context->evaluate(std::span(m_prompt).last(1), LogitsFor::Last));
        QVERIFY(sameBits(row(*context), behindPrompt));
        GW_VERIFY_RESULT(context->evaluate(next(3), LogitsFor::Last));
        QVERIFY(sameBits(row(*context), whole));
        QCOMPARE(context->spareTokens(), spare);
    }

    void logitsOutliveTheBeginning()
    {
        QVERIFY(loadModel(CachePrecision::Bytes));
        const auto context = prompted();
        const std::vector<float> before = row(*context);
        GW_VERIFY_RESULT(context->beginView(kSettings));
        QVERIFY(sameBits(row(*context), before));
    }

    // As without a view: alone, together, in a tree, in a branch, and with any number of threads.
    void bitsDoNotDependOnTheSplit_data() { precisions(); }
    void bitsDoNotDependOnTheSplit()
    {
        QVERIFY(loadModel());
        const auto context = prompted();
        const std::vector<TokenId> tokens = next(5);
        GW_VERIFY_RESULT(context->beginView(kSettings));
        GW_VERIFY_RESULT(context->evaluate(tokens, LogitsFor::All));
        std::vector<std::vector<float>> expected;
        for (std::size_t i = 0; i < tokens.size(); ++i)
            expected.push_back(row(*context, i));

        context->truncate(kPrompt);
        QVERIFY(context->isViewed());
        const auto branch = context->fork(kMainSequence, kPrompt);
        GW_VERIFY_RESULT(branch);
        for (std::size_t i = 0; i < tokens.size(); ++i) {
            GW_VERIFY_RESULT(context->evaluate(std::span(tokens).subspan(i, 1), LogitsFor::Last));
            QVERIFY(sameBits(row(*context), expected[i]));
            const std::array<SequenceStep, 1> step{{{*branch, tokens[i]}}};
            GW_VERIFY_RESULT(context->evaluateSteps(step));
            QVERIFY(sameBits(row(*context), expected[i]));
        }
        context->release(*branch);

        context->truncate(kPrompt);
        const std::array<TreeNode, 4> tree{{{tokens[0]}, {tokens[4]}, {tokens[1], 0}, {tokens[2], 2}}};
        GW_VERIFY_RESULT(context->evaluateTree(tree));
        QVERIFY(sameBits(row(*context, 2), expected[1]));
        QVERIFY(sameBits(row(*context, 3), expected[2]));
        context->acceptPath(std::array<std::size_t, 3>{0, 2, 3});
        GW_VERIFY_RESULT(context->evaluate(std::span(tokens).subspan(3, 1), LogitsFor::Last));
        QVERIFY(sameBits(row(*context), expected[3]));

        QVERIFY(loadModel(m_cache, 1));
        const auto alone = prompted();
        GW_VERIFY_RESULT(alone->beginView(kSettings));
        GW_VERIFY_RESULT(alone->evaluate(tokens, LogitsFor::Last));
        QVERIFY(sameBits(row(*alone), expected.back()));
    }

    void theContextBehindTheViewIsTheTextAsItWas()
    {
        QVERIFY(loadModel(CachePrecision::Bytes));
        const auto context = prompted();
        GW_VERIFY_RESULT(context->beginView(kSettings));
        GW_VERIFY_RESULT(context->evaluate(next(kCapacity - kPrompt), LogitsFor::Last));
        QCOMPARE(context->length(), context->capacity());
        GW_VERIFY_ERROR(context->evaluate(next(1), LogitsFor::Last), ErrorCode::LimitExceeded);
        std::vector<TokenId> all = m_prompt;
        const auto more = next(kCapacity - kPrompt);
        all.insert(all.end(), more.begin(), more.end());
        QVERIFY(std::ranges::equal(context->tokens(), all));
    }

    void whatCannotBeViewedStaysWhole()
    {
        QVERIFY(loadModel(CachePrecision::Bytes));
        const auto context = prompted();
        ViewSettings settings = kSettings;
        settings.least = kPrompt + 1;
        GW_VERIFY_RESULT(context->beginView(settings));
        QVERIFY(!context->isViewed());
        for (const ViewSettings &wrong :
             {ViewSettings{.entries = 300}, ViewSettings{.entries = 256, .voters = 0},
              ViewSettings{.entries = 256, .voters = 40, .recent = 40},
              ViewSettings{.entries = 256, .pooling = 4},
              ViewSettings{.entries = 256, .voters = 32, .recent = 16}})
            GW_VERIFY_ERROR(context->beginView(wrong), ErrorCode::InvalidInput);
        std::stop_source stop;
        stop.request_stop();
        GW_VERIFY_ERROR(context->beginView(kSettings, stop.get_token()), ErrorCode::Cancelled);
        QVERIFY(!context->isViewed());
        GW_VERIFY_RESULT(context->beginView(kSettings));

        const auto narrow = Context::create(*m_loaded->model, kCapacity);
        GW_VERIFY_RESULT(narrow);
        GW_VERIFY_RESULT((*narrow)->evaluate(m_prompt, LogitsFor::Last));
        GW_VERIFY_ERROR((*narrow)->beginView(ViewSettings{.entries = 512 - 256, .least = 0}),
                        ErrorCode::LimitExceeded);
        GW_VERIFY_RESULT((*narrow)->evaluate(next(2), LogitsFor::Last));
    }

    void aBranchCannotBeginBeforeTheViewEnds()
    {
        QVERIFY(loadModel(CachePrecision::Bytes));
        const auto context = prompted();
        GW_VERIFY_RESULT(context->beginView(kSettings));
        GW_VERIFY_ERROR(context->fork(kMainSequence, kPrompt - 1), ErrorCode::InvalidInput);
    }

private:
    static void precisions()
    {
        QTest::addColumn<CachePrecision>("cache");
        QTest::newRow("bytes") << CachePrecision::Bytes;
        QTest::newRow("halves") << CachePrecision::Half;
    }

    [[nodiscard]] bool loadModel()
    {
        return loadModel(
            *static_cast<CachePrecision *>(QTest::qData("cache", qMetaTypeId<CachePrecision>())));
    }
    [[nodiscard]] bool loadModel(CachePrecision cache, unsigned threads = 2)
    {
        SyntheticModel shape;
        shape.context = kCapacity;
        m_cache = cache;
        auto loaded = load(shape.builder(), {.threads = threads, .cache = cache});
        if (loaded)
            m_loaded = std::move(*loaded);
        m_prompt = someTokens(kPrompt, shape);
        return loaded.has_value();
    }
    // With the prompt evaluated, and spare room for a view and a branch.
    [[nodiscard]] std::unique_ptr<Context> prompted() const
    {
        auto created = Context::create(*m_loaded->model, kCapacity, 6 * Context::pageTokens);
        if (!created || !(*created)->evaluate(m_prompt, LogitsFor::Last))
            return nullptr;
        return std::move(*created);
    }
    [[nodiscard]] static std::vector<TokenId> next(std::size_t count)
    {
        return someTokens(count, SyntheticModel(), 77);
    }

    CachePrecision m_cache = CachePrecision::Bytes;
    std::optional<Loaded> m_loaded;
    std::vector<TokenId> m_prompt;
};

QTEST_GUILESS_MAIN(TestContextView)
#include "tst_context_view.moc"
