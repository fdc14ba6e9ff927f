// SPDX-License-Identifier: Apache-2.0
#include "core/decode/sampler.h"
#include "tests/support/result_test.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>

using namespace gatewright;
using namespace gatewright::decode;

namespace {

using Strategy = SamplingSettings::Strategy;

SamplingSettings sample(double temperature, int topK, double topP, std::uint64_t seed = 1)
{
    return {Strategy::Sample, temperature, topK, topP, seed};
}

std::vector<float> randomLogits(std::size_t count, RandomSource &random)
{
    std::vector<float> logits(count);
    for (float &logit : logits)
        logit = static_cast<float>(random.uniform() * 8 - 4);
    return logits;
}

// The distribution as the settings define it, with a full sort and the C library's exp. `recent`: the tokens
// that the repetition penalty looks at.
std::vector<double> distributionByDefinition(std::vector<float> logits, const SamplingSettings &settings,
                                             const std::set<TokenId> &recent = {})
{
    for (const TokenId token : recent) {
        float &logit = logits[static_cast<std::size_t>(token)];
        logit = logit > 0 ? logit / static_cast<float>(settings.repetitionPenalty)
                          : logit * static_cast<float>(settings.repetitionPenalty);
    }
    std::vector<std::size_t> order(logits.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return logits[a] > logits[b]; });
    if (settings.topK > 0)
        order.resize(std::min(order.size(), static_cast<std::size_t>(settings.topK)));
    const std::size_t likeliest = order[0];
    const auto weight = [&](std::size_t token) {
        return std::exp((static_cast<double>(logits[token]) - static_cast<double>(logits[likeliest])) /
                        settings.temperature);
    };
    const auto total = [&] {
        return std::accumulate(order.begin(), order.end(), 0.0,
                               [&](double sum, std::size_t t) { return sum + weight(t); });
    };
    const double all = total();
    double kept = 0;
    std::size_t count = 0;
    while (count < order.size() && (count == 0 || kept < settings.topP * all))
        kept += weight(order[count++]);
    order.resize(settings.topP < 1 ? count : order.size());
    std::erase_if(order, [&](std::size_t token) { return weight(token) < settings.minP; });
    std::vector<double> probabilities(logits.size(), 0.0);
    const double sum = total();
    for (const std::size_t token : order)
        probabilities[token] = weight(token) / sum;
    return probabilities;
}

// Pearson's statistic of the counts; its mean is the number of free cells and its variance twice that.
double chiSquare(const std::vector<int> &counts, const std::vector<double> &probabilities, int draws)
{
    double statistic = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (probabilities[i] > 0) {
            const double expected = probabilities[i] * draws;
            statistic += (counts[i] - expected) * (counts[i] - expected) / expected;
        }
    }
    return statistic;
}

} // namespace

class TestSampler : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void greedyTakesTheLargest()
    {
        Sampler sampler({});
        const std::vector<float> logits{0.5F, 3.0F, -1.0F, 2.5F};
        const auto choice = sampler.choose(logits);
        GW_VERIFY_RESULT(choice);
        QCOMPARE(choice->token, 1);
        const double sum = std::exp(0.5) + std::exp(3.0) + std::exp(-1.0) + std::exp(2.5);
        QVERIFY(std::abs(choice->logProbability - (3.0 - std::log(sum))) < 1e-5);
    }

    void greedyTakesTheFirstOfEquals()
    {
        Sampler sampler({});
        QCOMPARE(sampler.choose(std::vector<float>{1.0F, 2.0F, 2.0F}).value().token, 1);
        QCOMPARE(
            sampler.chooseAmong(std::vector<float>{2.0F, 1.0F, 2.0F, 2.0F}, std::vector<TokenId>{3, 2, 1})
                .value()
                .token,
            2);
    }

    void noTemperatureMeansGreedy()
    {
        for (const double temperature : {0.0, 1e-300, 1e-30}) {
            Sampler sampler(sample(temperature, 0, 0.9));
            for (int i = 0; i < 50; ++i)
                QCOMPARE(sampler.choose(std::vector<float>{1.0F, 1.1F, 1.05F}).value().token, 1);
        }
    }

    void onlyAllowedTokensAreChosen()
    {
        const std::vector<float> logits{9.0F, 1.0F, 8.0F, 2.0F};
        const std::vector<TokenId> allowed{1, 3};
        Sampler greedy({});
        const auto choice = greedy.chooseAmong(logits, allowed);
        QCOMPARE(choice->token, 3);
        // The probability is that of the model itself: small, because the model wanted another token.
        QVERIFY(choice->logProbability < -6.0F);
        Sampler drawing(sample(5.0, 0, 1.0));
        std::vector<int> counts(4, 0);
        for (int i = 0; i < 400; ++i)
            ++counts[static_cast<std::size_t>(drawing.chooseAmong(logits, allowed).value().token)];
        QCOMPARE(counts[0] + counts[2], 0);
        QVERIFY(counts[1] > 100 && counts[3] > 100);
    }

    void drawsFollowTheDistribution_data()
    {
        QTest::addColumn<double>("temperature");
        QTest::addColumn<int>("topK");
        QTest::addColumn<double>("topP");
        QTest::addColumn<double>("minP");
        QTest::addColumn<double>("penalty");
        QTest::newRow("temperature 1") << 1.0 << 0 << 1.0 << 0.0 << 1.0;
        QTest::newRow("temperature 0.4") << 0.4 << 0 << 1.0 << 0.0 << 1.0;
        QTest::newRow("temperature 2") << 2.0 << 0 << 1.0 << 0.0 << 1.0;
        QTest::newRow("top-k 5") << 1.0 << 5 << 1.0 << 0.0 << 1.0;
        QTest::newRow("top-k 1") << 1.0 << 1 << 1.0 << 0.0 << 1.0;
        QTest::newRow("top-k over the vocabulary") << 1.0 << 1000 << 1.0 << 0.0 << 1.0;
        QTest::newRow("top-p 0.9") << 1.0 << 0 << 0.9 << 0.0 << 1.0;
        QTest::newRow("top-p 0.5") << 1.5 << 0 << 0.5 << 0.0 << 1.0;
        QTest::newRow("top-p of one token") << 1.0 << 0 << 0.01 << 0.0 << 1.0;
        QTest::newRow("min-p 0.1") << 1.0 << 0 << 1.0 << 0.1 << 1.0;
        QTest::newRow("min-p 0.3, hot") << 3.0 << 0 << 1.0 << 0.3 << 1.0;
        QTest::newRow("min-p of one token") << 1.0 << 0 << 1.0 << 1.0 << 1.0;
        QTest::newRow("repetition penalty 1.5") << 1.0 << 0 << 1.0 << 0.0 << 1.5;
        QTest::newRow("repetition reward") << 1.0 << 0 << 1.0 << 0.0 << 0.7;
        QTest::newRow("top-k and top-p") << 0.7 << 12 << 0.8 << 0.0 << 1.0;
        QTest::newRow("top-p leaves what min-p takes") << 1.3 << 0 << 0.95 << 0.2 << 1.0;
        QTest::newRow("all together") << 0.9 << 15 << 0.95 << 0.05 << 1.2;
    }

    void drawsFollowTheDistribution()
    {
        QFETCH(double, temperature);
        QFETCH(int, topK);
        QFETCH(double, topP);
        QFETCH(double, minP);
        QFETCH(double, penalty);
        constexpr int kDraws = 20'000;
        RandomSource random(99);
        for (std::uint64_t round = 0; round < 3; ++round) {
            SamplingSettings settings = sample(temperature, topK, topP, round + 1);
            settings.minP = minP;
            settings.repetitionPenalty = penalty;
            settings.repetitionWindow = 4;
            const std::vector<float> logits = randomLogits(40, random);
            // The window holds the last four: 3, 9, 9 and 20.
            const std::vector<TokenId> before{1, 2, 3, 9, 9, 20};
            const auto probabilities = distributionByDefinition(logits, settings, {3, 9, 20});
            std::vector<int> counts(logits.size(), 0);
            Sampler drawing(settings);
            for (int i = 0; i < kDraws; ++i) {
                // A choice moves the window: each draw of a penalised distribution is the first of its
                // sampler.
                settings.seed = round * kDraws + static_cast<std::uint64_t>(i);
                Sampler first(settings, before);
                Sampler &sampler = penalty == 1.0 ? drawing : first;
                ++counts[static_cast<std::size_t>(sampler.choose(logits).value().token)];
            }
            int cells = 0;
            for (std::size_t i = 0; i < counts.size(); ++i) {
                cells += probabilities[i] > 0 ? 1 : 0;
                if (probabilities[i] == 0)
                    QCOMPARE(counts[i], 0);
            }
            const double freedom = cells - 1;
            // Five standard deviations above the mean; with fixed seeds this never flickers.
            QVERIFY(chiSquare(counts, probabilities, kDraws) <= freedom + 5 * std::sqrt(2 * freedom) + 1e-9);
        }
    }

    void whatWasChosenIsPenalised()
    {
        // Greedy: 3; then 2, as 3 fell to 1.5; then 3 twice, as 2 fell to 1; then the window has forgotten 2.
        SamplingSettings settings;
        settings.repetitionPenalty = 2.0;
        settings.repetitionWindow = 2;
        const std::vector<float> logits{0.5F, 1.0F, 2.0F, 3.0F, -1.0F};
        const auto write = [&](std::span<const TokenId> before, int count) {
            Sampler sampler(settings, before);
            std::vector<TokenId> tokens;
            for (int i = 0; i < count; ++i)
                tokens.push_back(sampler.choose(logits).value().token);
            return tokens;
        };
        QCOMPARE(write({}, 5), (std::vector<TokenId>{3, 2, 3, 3, 2}));
        const std::vector<TokenId> before{2, 3, 3, 1};
        QCOMPARE(write(before, 3), (std::vector<TokenId>{2, 3, 3}));
        settings.repetitionWindow = 0;
        QCOMPARE(write(before, 3), (std::vector<TokenId>{3, 3, 3}));
        settings.repetitionWindow = 4;
        const std::vector<TokenId> few{3};
        QCOMPARE(write(few, 3), (std::vector<TokenId>{2, 3, 3}));
    }

    void thePenaltyGoesTheRightWayForNegativeLogits()
    {
        SamplingSettings settings;
        settings.repetitionPenalty = 3.0;
        const std::vector<float> logits{-1.0F, -2.0F};
        const std::vector<TokenId> before{0, 77}; // 77 is beyond the logits
        Sampler sampler(settings, before);
        const auto choice = sampler.choose(logits).value();
        QCOMPARE(choice.token, 1);
        // Still the model's own probability.
        QVERIFY(std::abs(choice.logProbability - (-2.0 - std::log(std::exp(-1.0) + std::exp(-2.0)))) < 1e-5);
        Sampler among(settings, before);
        QCOMPARE(among.chooseAmong(logits, std::vector<TokenId>{0, 1}).value().token, 1);
    }

    void theSameSeedDrawsTheSameTokens()
    {
        RandomSource random(4);
        const std::vector<float> logits = randomLogits(500, random);
        const auto draw = [&](std::uint64_t seed) {
            Sampler sampler(sample(1.2, 50, 0.95, seed));
            std::vector<TokenId> tokens;
            for (int i = 0; i < 64; ++i)
                tokens.push_back(sampler.choose(logits).value().token);
            return tokens;
        };
        QCOMPARE(draw(7), draw(7));
        QVERIFY(draw(7) != draw(8));
    }

    void drawsStayWhatTheyWere()
    {
        // Fixed by value: a change of generator, order or arithmetic changes everybody's seeds and should be
        // noticed.
        const std::vector<float> logits{1.0F, 0.5F, 0.25F, 2.0F, -1.0F, 0.0F};
        Sampler sampler(sample(1.0, 0, 1.0, 42));
        std::vector<TokenId> tokens;
        for (int i = 0; i < 12; ++i)
            tokens.push_back(sampler.choose(logits).value().token);
        QCOMPARE(tokens, (std::vector<TokenId>{0, 2, 3, 4, 5, 3, 3, 3, 3, 3, 3, 1}));
    }

    void logProbabilityIgnoresTheSettings()
    {
        const std::vector<float> logits{1.0F, 2.0F, 3.0F};
        Sampler sampler(sample(0.3, 2, 0.5));
        const auto choice = sampler.choose(logits).value();
        const double sum = std::exp(1.0) + std::exp(2.0) + std::exp(3.0);
        QVERIFY(std::abs(choice.logProbability -
                         (logits[static_cast<std::size_t>(choice.token)] - std::log(sum))) < 1e-5);
    }

    void unusableLogitsAreAnError()
    {
        const float nan = std::numeric_limits<float>::quiet_NaN();
        const float infinity = std::numeric_limits<float>::infinity();
        for (const auto &settings : {SamplingSettings{}, sample(1.0, 0, 1.0), sample(1.0, 2, 0.5)}) {
            Sampler sampler(settings);
            GW_VERIFY_ERROR(sampler.choose(std::vector<float>{1.0F, nan, 2.0F}), ErrorCode::Corrupt);
            GW_VERIFY_ERROR(sampler.choose(std::vector<float>{1.0F, infinity}), ErrorCode::Corrupt);
            GW_VERIFY_ERROR(sampler.choose(std::vector<float>{-infinity, -infinity}), ErrorCode::Corrupt);
            GW_VERIFY_ERROR(sampler.choose({}), ErrorCode::Corrupt);
            QCOMPARE(sampler.choose(std::vector<float>{-infinity, 1.0F}).value().token, 1);
        }
    }

    void settingsThatMeanNothingAreRefused_data()
    {
        QTest::addColumn<double>("temperature");
        QTest::addColumn<int>("topK");
        QTest::addColumn<double>("topP");
        QTest::newRow("negative temperature") << -0.1 << 0 << 1.0;
        QTest::newRow("infinite temperature") << std::numeric_limits<double>::infinity() << 0 << 1.0;
        QTest::newRow("temperature not a number") << std::nan("") << 0 << 1.0;
        QTest::newRow("negative top-k") << 1.0 << -1 << 1.0;
        QTest::newRow("top-p 0") << 1.0 << 0 << 0.0;
        QTest::newRow("top-p above 1") << 1.0 << 0 << 1.01;
        QTest::newRow("top-p not a number") << 1.0 << 0 << std::nan("");
    }

    void settingsThatMeanNothingAreRefused()
    {
        QFETCH(double, temperature);
        QFETCH(int, topK);
        QFETCH(double, topP);
        GW_VERIFY_ERROR(sample(temperature, topK, topP).check(), ErrorCode::InvalidInput);
        GW_VERIFY_RESULT(SamplingSettings{}.check());
    }

    void otherSettingsThatMeanNothingAreRefused()
    {
        const auto refused = [](auto &&change) {
            SamplingSettings settings;
            change(settings);
            const auto checked = settings.check();
            return !checked && checked.error().code == ErrorCode::InvalidInput;
        };
        QVERIFY(refused([](SamplingSettings &s) { s.minP = -0.1; }));
        QVERIFY(refused([](SamplingSettings &s) { s.minP = 1.1; }));
        QVERIFY(refused([](SamplingSettings &s) { s.minP = std::nan(""); }));
        QVERIFY(refused([](SamplingSettings &s) { s.repetitionPenalty = 0; }));
        QVERIFY(refused([](SamplingSettings &s) { s.repetitionPenalty = 11; }));
        QVERIFY(refused([](SamplingSettings &s) { s.repetitionPenalty = std::nan(""); }));
        QVERIFY(refused([](SamplingSettings &s) { s.repetitionWindow = -1; }));
        QVERIFY(
            refused([](SamplingSettings &s) { s.repetitionWindow = SamplingSettings::longestWindow + 1; }));
        QVERIFY(refused([](SamplingSettings &s) { s.beams = 0; }));
        QVERIFY(refused([](SamplingSettings &s) { s.beams = SamplingSettings::mostBeams + 1; }));
    }
};

QTEST_GUILESS_MAIN(TestSampler)
#include "tst_sampler.moc"
