// SPDX-License-Identifier: Apache-2.0
#include "tests/support/draft_replay.h"
#include "tests/support/manual_clock.h"
#include "tests/support/result_test.h"

#include <QFile>

#include <cmath>

using namespace gatewright;
using namespace gatewright::decode;
using gatewright::test::DraftTrace;
using gatewright::test::DraftTraces;

namespace {

struct Total
{
    std::size_t passes = 0;
    std::size_t tokens = 0;
    double cost = 0.0;

    [[nodiscard]] double tokensPerPass() const { return double(tokens) / double(passes); }
};

// t(n) of two cores, and of a machine for which rows are free.
double twoCores(std::size_t rows)
{
    static const PassTimes times;
    return times.of(rows);
}

double flat(std::size_t)
{
    return 1.0;
}

} // namespace

// What the default model wrote behind places of the product's own texts, drafted anew (tests/data/draft).
class TestDraftTraces : public QObject
{
    Q_OBJECT

private:
    [[nodiscard]] std::unique_ptr<Drafting> drafting(DraftingOptions options) const
    {
        options.learnsRejectedRows = false; // what the model would have said there was not recorded
        auto made = std::make_unique<Drafting>(options, m_clock);
        made->startFrom(m_weights);
        return made;
    }
    Total replayAll(Drafting &drafting, const test::PassCost &cost)
    {
        Total total;
        for (const DraftTraces &traces : m_sets) {
            test::learnHistory(traces, drafting);
            const std::size_t vocabulary = traces.vocabularySize();
            for (const DraftTrace &trace : traces.traces) {
                drafting.forgetAnswers();
                const test::Replay one = test::replay(trace, drafting, vocabulary, cost);
                total.passes += one.passes;
                total.tokens += one.tokens;
                total.cost += one.cost;
            }
            drafting.history().eraseAll("");
            drafting.recycling().clear(); // each set has numbers of its own
        }
        return total;
    }

private Q_SLOTS:
    void initTestCase()
    {
        for (const QString &name : {QStringLiteral("hls"), QStringLiteral("qiskit")}) {
            auto traces = DraftTraces::read(QStringLiteral(GATEWRIGHT_TEST_DATA "/draft/%1.txt").arg(name));
            GW_VERIFY_RESULT(traces);
            QVERIFY(traces->traces.size() >= 15);
            m_sets.push_back(std::move(*traces));
        }
        QFile file(QStringLiteral(GATEWRIGHT_SOURCE_DIR "/resources/drafting/mixer.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        auto weights = MixerWeights::fromJson(file.readAll());
        GW_VERIFY_RESULT(weights);
        m_weights = std::move(*weights);
    }

    // Taking the larger of two probabilities fails this.
    void theMixIsNeverBelowItsBestDrafter()
    {
        DraftingOptions none;
        none.rows = 6;
        none.buffer = none.history = none.answers = none.recycling = none.variations = none.head = false;
        double best = 0.0;
        for (bool DraftingOptions::*drafter : {&DraftingOptions::buffer, &DraftingOptions::history,
                                               &DraftingOptions::recycling, &DraftingOptions::variations}) {
            DraftingOptions alone = none;
            alone.*drafter = true;
            best = std::max(best, replayAll(*drafting(alone), twoCores).tokensPerPass());
        }
        DraftingOptions all;
        all.rows = 6;
        const double mixed = replayAll(*drafting(all), twoCores).tokensPerPass();
        QVERIFY2(mixed >= best * 1.02, qPrintable(QStringLiteral("%1, best alone %2").arg(mixed).arg(best)));
        QVERIFY2(mixed >= 2.6, qPrintable(QString::number(mixed))); // when first recorded: 2.75
    }

    void theSizeFollowsTheCurve()
    {
        const auto own = drafting({});
        const Total two = replayAll(*own, twoCores);
        const DraftStatistics &statistics = own->statistics();
        const double rows = double(statistics.passes + statistics.drafted) / double(statistics.passes);
        QVERIFY2(rows >= 2.5 && rows <= 8.0, qPrintable(QString::number(rows)));
        QVERIFY(double(two.tokens) * twoCores(1) / two.cost > 1.5);
        const auto free = drafting({});
        free->times().measured(std::array<std::pair<std::size_t, double>, 1>{{{1, 1.0}}});
        QVERIFY(free->times().of(64) > 60.0); // beyond the last measurement every row costs
        free->times().measured(std::array<std::pair<std::size_t, double>, 2>{{{1, 1.0}, {64, 1.0}}});
        static_cast<void>(replayAll(*free, flat));
        const DraftStatistics &all = free->statistics();
        // Few passes of a short answer have no room for as much.
        QVERIFY2(double(all.passes + all.drafted) / double(all.passes) > 32.0,
                 qPrintable(QString::number(double(all.passes + all.drafted) / double(all.passes))));
    }

    void predictionsAreWithinFivePercentOverAThousandPasses()
    {
        for (const std::size_t rows : {0UL, 6UL}) {
            DraftingOptions options;
            options.rows = rows;
            const auto own = drafting(options);
            while (own->statistics().passes < 1000)
                static_cast<void>(replayAll(*own, twoCores));
            const double ratio = own->statistics().predicted / double(own->statistics().accepted);
            QVERIFY2(std::abs(ratio - 1.0) < 0.05,
                     qPrintable(QStringLiteral("%1 with %2 rows").arg(ratio).arg(rows)));
        }
    }

    void withoutShippedWeightsItLearnsWhileItRuns()
    {
        DraftingOptions options;
        options.learnsRejectedRows = false;
        options.rows = 6;
        Drafting own(options, m_clock);
        const double first = replayAll(own, twoCores).tokensPerPass();
        double last = 0.0;
        for (int round = 0; round < 5; ++round)
            last = replayAll(own, twoCores).tokensPerPass();
        QVERIFY2(last > first, qPrintable(QStringLiteral("%1, at first %2").arg(last).arg(first)));
    }

private:
    test::ManualClock m_clock;
    std::vector<DraftTraces> m_sets;
    MixerWeights m_weights;
};

QTEST_GUILESS_MAIN(TestDraftTraces)
#include "tst_draft_traces.moc"
