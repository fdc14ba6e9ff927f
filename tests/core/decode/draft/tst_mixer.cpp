// SPDX-License-Identifier: Apache-2.0
#include "core/base/random.h"
#include "core/decode/draft/calibration.h"
#include "core/decode/draft/mixer.h"
#include "core/decode/draft/mixer_weights.h"
#include "tests/support/result_test.h"

#include <cmath>
#include <limits>

using namespace gatewright;
using namespace gatewright::decode;

namespace {

using Evidence = std::vector<std::uint32_t>;

} // namespace

class TestMixer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void learnsWhatEvidenceIsWorth()
    {
        // Two witnesses: the first is right nine times of ten, the second contradicts it when it is wrong.
        Mixer mixer(4);
        mixer.setRate(0.05, 0.0001);
        RandomSource random(1);
        for (int i = 0; i < 20'000; ++i) {
            const bool contradicted = random.uniform() < 0.2;
            const bool isRight = contradicted ? random.uniform() < 0.5 : random.uniform() < 0.95;
            const Evidence evidence{0, contradicted ? 1U : 2U};
            mixer.learn(evidence, mixer.probability(evidence), isRight);
        }
        QVERIFY(std::abs(mixer.probability(Evidence{0, 1}) - 0.5) < 0.08);
        QVERIFY(std::abs(mixer.probability(Evidence{0, 2}) - 0.95) < 0.03);
    }

    void isDrawnBackToWhereItStarted()
    {
        Mixer mixer(1);
        mixer.startFrom(std::vector<float>{2.0F});
        mixer.setRate(0.1, 0.5);
        for (int i = 0; i < 1000; ++i)
            mixer.learn(Evidence{0}, 0.5, false); // pulls down by half a point, back by half a distance
        QVERIFY(std::abs(mixer.weights()[0] - 1.0F) < 0.05F);
    }

    void whatIsNoNumberCountsAsNothing()
    {
        Mixer mixer(3);
        mixer.startFrom(std::vector<float>{std::numeric_limits<float>::quiet_NaN(), 1e30F,
                                           -std::numeric_limits<float>::infinity()});
        const double probability = mixer.probability(Evidence{0, 1, 2});
        QVERIFY(probability > 0.0 && probability <= 1.0);
        QCOMPARE(mixer.weights()[0], 0.0F);
    }

    void weightsAreWrittenAndRead()
    {
        MixerWeights weights;
        weights.byOwner[QStringLiteral("buffer")] = {0.5F, -1.25F};
        weights.byOwner[QStringLiteral("tree")] = {3.0F};
        const auto read = MixerWeights::fromJson(weights.toJson());
        GW_VERIFY_RESULT(read);
        QCOMPARE(read->byOwner, weights.byOwner);
        GW_VERIFY_ERROR(MixerWeights::fromJson("{}"), ErrorCode::Corrupt);
        GW_VERIFY_ERROR(MixerWeights::fromJson("\xff\x00"), ErrorCode::Corrupt);
        GW_VERIFY_ERROR(MixerWeights::fromJson(R"({"format":"gatewright-mixer","version":2})"),
                        ErrorCode::Unsupported);
    }

    void sumsOfPredictionsAreBroughtToWhatHappens()
    {
        // Products say 0.2 where 0.3 is true at the second depth, and are right at the first.
        Calibration calibration;
        RandomSource random(2);
        double predicted = 0.0;
        double stood = 0.0;
        for (int pass = 0; pass < 1000; ++pass) {
            const bool first = random.uniform() < 0.6;
            const bool second = random.uniform() < 0.3;
            predicted += calibration.corrected(0.6, 1) + calibration.corrected(0.2, 2);
            stood += (first ? 1.0 : 0.0) + (second ? 1.0 : 0.0);
            calibration.fade();
            calibration.seen(1, 0.6, first ? 1.0 : 0.0);
            calibration.seen(2, 0.2, second ? 1.0 : 0.0);
        }
        QVERIFY2(std::abs(predicted / stood - 1.0) < 0.05, qPrintable(QString::number(predicted / stood)));
        QVERIFY(std::abs(calibration.corrected(0.2, 2) - 0.3) < 0.06);
        QVERIFY(calibration.corrected(0.9, 2) <= 1.0);
    }
};

QTEST_GUILESS_MAIN(TestMixer)
#include "tst_mixer.moc"
