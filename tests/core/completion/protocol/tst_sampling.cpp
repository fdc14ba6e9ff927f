// SPDX-License-Identifier: Apache-2.0
#include "core/completion/protocol/sampling.h"
#include "tests/support/result_test.h"

#include <QJsonDocument>
#include <QTest>

#include <cmath>

using namespace gatewright;
using namespace gatewright::completion;

class TestSampling : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void thereAndBack()
    {
        SamplingChoice sampling;
        sampling.strategy = SamplingChoice::Strategy::Beam;
        sampling.temperature = 0.7;
        sampling.topK = 12;
        sampling.topP = 0.5;
        sampling.minP = 0.05;
        sampling.repetitionPenalty = 1.2;
        sampling.repetitionWindow = 256;
        sampling.beams = 8;
        sampling.seed = (std::uint64_t{1} << 53) - 1;
        const auto again = samplingFromJson(toJson(sampling));
        GW_VERIFY_RESULT(again);
        QCOMPARE(*again, sampling);
    }

    void whatIsNotNamedKeepsItsDefault()
    {
        QCOMPARE(samplingFromJson({}).value(), SamplingChoice());
        SamplingChoice defaults;
        defaults.beams = 7;
        const auto read = samplingFromJson(QJsonObject{{QStringLiteral("topK"), 3}}, defaults);
        GW_VERIFY_RESULT(read);
        QCOMPARE(read->beams, 7);
        QCOMPARE(read->topK, 3);
    }

    void bothMannersOfNames()
    {
        SamplingChoice sampling;
        GW_VERIFY_RESULT(setSampling(sampling, QStringLiteral("top_k"), 3));
        GW_VERIFY_RESULT(setSampling(sampling, QStringLiteral("repetitionPenalty"), 1.5));
        QCOMPARE(sampling.topK, 3);
        QCOMPARE(sampling.repetitionPenalty, 1.5);
        for (const auto *name : {"temperature", "top_k", "top_p", "min_p", "repetition_penalty", "beams"})
            QVERIFY(samplingSettingsHelp().contains(QLatin1String(name)));
    }

    void whatMeansNothingIsRefused_data()
    {
        QTest::addColumn<QByteArray>("json");
        for (const char *json :
             {R"({"temperature": -0.1})", R"({"temperature": 10.1})", R"({"temperature": "warm"})",
              R"({"topK": -1})", R"({"topK": 1.5})", R"({"topK": 1e300})", R"({"topP": 0})",
              R"({"topP": 1.1})", R"({"minP": -1})", R"({"minP": 2})", R"({"repetitionPenalty": 0})",
              R"({"repetitionWindow": 1e9})", R"({"beams": 0})", R"({"beams": 17})", R"({"seed": -1})",
              R"({"seed": 1e300})", R"({"strategy": "magic"})", R"({"strategy": 3})", R"({"temperatur": 1})"})
            QTest::newRow(json) << QByteArray(json);
    }
    void whatMeansNothingIsRefused()
    {
        QFETCH(QByteArray, json);
        GW_VERIFY_ERROR(samplingFromJson(QJsonDocument::fromJson(json).object()), ErrorCode::InvalidInput);
    }

    void notANumberIsRefused()
    {
        SamplingChoice sampling;
        GW_VERIFY_ERROR(setSampling(sampling, QStringLiteral("temperature"), std::nan("")),
                        ErrorCode::InvalidInput);
        GW_VERIFY_ERROR(samplingFromJson(QJsonValue(7)), ErrorCode::InvalidInput);
    }
};

QTEST_GUILESS_MAIN(TestSampling)
#include "tst_sampling.moc"
