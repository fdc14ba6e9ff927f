// SPDX-License-Identifier: Apache-2.0
#include "core/completion/serve/sample_run.h"
#include "scripted_generator.h"
#include "tests/support/result_test.h"

#include <QTest>

using namespace gatewright;
using namespace gatewright::completion;

class TestSampleRun : public QObject
{
    Q_OBJECT

    static SampleQuery queryFor(int count)
    {
        SampleQuery query;
        query.prompt = "int a = ";
        query.before = "int a = ";
        query.language = Language::HlsCpp;
        query.count = count;
        query.sampling.strategy = SamplingChoice::Strategy::Sample;
        query.sampling.seed = 5;
        query.stop = {"END"};
        return query;
    }

private Q_SLOTS:
    void eachSampleHasItsSeed()
    {
        ScriptedGenerator model;
        model.answers = {{"b;", -0.5F}, {"c;"}, {"d(;"}};
        SampleRun run(queryFor(3), [](Language, std::string_view before, std::string_view text) {
            return before == "int a = " && text.find('(') == std::string_view::npos;
        });
        std::vector<int> seen;
        GW_VERIFY_RESULT(run.go(model, [&](const Sample &sample) { seen.push_back(sample.index); }, {}));
        QCOMPARE(seen, (std::vector<int>{0, 1, 2}));
        QCOMPARE(run.samples().size(), std::size_t(3));
        QCOMPARE(run.samples()[1].generated.text, std::string("c;"));
        QVERIFY(std::abs(run.samples()[0].score() - std::exp(-0.5)) < 1e-6);
        QCOMPARE(run.samples()[1].tier0, Sample::Tier0::Passed);
        QCOMPARE(run.samples()[2].tier0, Sample::Tier0::Failed);
        for (std::size_t index = 0; index < 3; ++index) {
            QCOMPARE(model.requests[index].sampling.seed, 5 + index);
            QCOMPARE(model.requests[index].stop, std::vector<std::string>{"END"});
        }
        QCOMPARE(run.timing().generatedTokens, 7);
        QCOMPARE(run.timing().promptTokens, 10);
    }

    void aGoThatWasStoppedIsGoneOnWith()
    {
        ScriptedGenerator model;
        model.answers = {{"a"}, {"b"}, {"c"}};
        SampleRun run(queryFor(3), {});
        std::stop_source stop;
        const auto first = run.go(model, [&](const Sample &) { stop.request_stop(); }, stop.get_token());
        GW_VERIFY_ERROR(first, ErrorCode::Cancelled);
        QCOMPARE(run.samples().size(), std::size_t(1));
        model.answers = {{"b"}, {"c"}};
        GW_VERIFY_RESULT(run.go(model, {}, {}));
        QCOMPARE(run.samples().size(), std::size_t(3));
        // Sample 1 was begun twice, with the same seed.
        QCOMPARE(model.requests.size(), std::size_t(4));
        QCOMPARE(model.requests[1].sampling.seed, model.requests[2].sampling.seed);
        QCOMPARE(run.samples()[0].tier0, Sample::Tier0::Untried);
    }

    void errorsAreTheModels()
    {
        ScriptedGenerator model;
        model.error = Error{ErrorCode::LimitExceeded, QStringLiteral("Too long."), {}, {}};
        SampleRun run(queryFor(1), {});
        GW_VERIFY_ERROR(run.go(model, {}, {}), ErrorCode::LimitExceeded);
        QVERIFY(run.samples().empty());
    }
};

QTEST_GUILESS_MAIN(TestSampleRun)
#include "tst_sample_run.moc"
