// SPDX-License-Identifier: Apache-2.0
#include "tests/core/completion/server/engine_session.h"

using namespace gatewright;
using namespace gatewright::completion;

// gatewright/samples.
class TestSampleRequests : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void samplesOfAPrompt()
    {
        Session session;
        QTRY_VERIFY(session.initialized);
        session.request(method::samples,
                        QJsonObject{{QStringLiteral("prompt"), QStringLiteral("int a =\r\n ")},
                                    {QStringLiteral("k"), 3},
                                    {QStringLiteral("maxTokens"), 9},
                                    {QStringLiteral("seed"), 40},
                                    {QStringLiteral("stop"), QJsonArray{QStringLiteral("END")}}});
        QTRY_VERIFY(session.answer);
        GW_VERIFY_RESULT(*session.answer);
        const QJsonValue result = session.answer->value();
        QCOMPARE(result[QLatin1String("k")].toInt(), 3);
        QCOMPARE(result[QLatin1String("timing")][QLatin1String("promptTokens")].toInt(), 10);
        const QJsonArray samples = result[QLatin1String("samples")].toArray();
        QCOMPARE(samples.size(), 3);
        QCOMPARE(samples[2][QLatin1String("text")].toString(), QStringLiteral("b + c;\n"));
        QCOMPARE(samples[2][QLatin1String("index")].toInt(), 2);
        QCOMPARE(samples[2][QLatin1String("status")].toString(), QStringLiteral("skipped"));
        QCOMPARE(samples[2][QLatin1String("end")].toString(), QStringLiteral("endOfText"));
        QVERIFY(session.progress.empty());
        const std::lock_guard lock(session.host.warmed.mutex);
        QCOMPARE(session.host.warmed.requests.size(), std::size_t(3));
        const GenerationRequest &last = session.host.warmed.requests.back();
        QCOMPARE(last.prompt.text, std::string("int a =\n "));
        QCOMPARE(last.maxTokens, 9);
        QCOMPARE(last.sampling.seed, std::uint64_t(42));
        QCOMPARE(last.sampling.strategy, SamplingChoice::Strategy::Sample);
        QCOMPARE(last.stop, std::vector<std::string>{"END"});
    }

    void samplesOfADescription()
    {
        Session session;
        QTRY_VERIFY(session.initialized);
        session.request(method::samples,
                        QJsonObject{{QStringLiteral("description"), QStringLiteral("a Bell\r\npair")},
                                    {QStringLiteral("languageId"), QStringLiteral("python")},
                                    {QStringLiteral("system"), QStringLiteral("You are terse.")},
                                    {QStringLiteral("k"), 2},
                                    {QStringLiteral("stop"), QJsonArray{QStringLiteral("END")}}});
        QTRY_VERIFY(session.answer);
        GW_VERIFY_RESULT(*session.answer);
        QCOMPARE(session.answer->value()[QLatin1String("samples")].toArray().size(), 2);
        const std::lock_guard lock(session.host.warmed.mutex);
        const GenerationRequest &last = session.host.warmed.requests.back();
        QVERIFY(last.prompt.form == Prompt::Form::Answer);
        QCOMPARE(last.prompt.text, std::string("a Bell\npair"));
        QCOMPARE(last.prompt.system, std::string("You are terse."));
        QCOMPARE(last.prompt.begun, std::string("```python\n"));
        QCOMPARE(last.stop, (std::vector<std::string>{"```", "END"}));
    }

    void aDescriptionMustBeText()
    {
        Session session;
        QTRY_VERIFY(session.initialized);
        session.request(method::samples, QJsonObject{{QStringLiteral("description"), 7}});
        QTRY_VERIFY(session.answer);
        GW_VERIFY_ERROR(*session.answer, ErrorCode::InvalidInput);
        QVERIFY(session.answer->error().message.contains(QStringLiteral("description")));
    }

    void samplesOfAPlaceAreStreamed()
    {
        Session session;
        QTRY_VERIFY(session.initialized);
        session.open(QStringLiteral("int a = \n"));
        session.request(
            method::samples,
            QJsonObject{{QStringLiteral("textDocument"), QJsonObject{{QStringLiteral("uri"), uri}}},
                        {QStringLiteral("position"), lsp::toJson(Position{0, 8})},
                        {QStringLiteral("k"), 2},
                        {QStringLiteral("partialResultToken"), QStringLiteral("t")}});
        QTRY_VERIFY(session.answer);
        GW_VERIFY_RESULT(*session.answer);
        QCOMPARE(session.answer->value()[QLatin1String("samples")].toArray().size(), 0);
        QCOMPARE(session.progress.size(), std::size_t(2));
        QCOMPARE(session.progress[1][QLatin1String("token")].toString(), QStringLiteral("t"));
        const QJsonValue sample = session.progress[1][QLatin1String("value")][QLatin1String("samples")][0];
        QCOMPARE(sample[QLatin1String("index")].toInt(), 1);
        const std::lock_guard lock(session.host.warmed.mutex);
        QVERIFY(session.host.warmed.requests.back().prompt.text.ends_with("int a = "));
    }

    // Once the text was looked at when it was gone.
    void samplesOfAPlaceOwnItsText()
    {
        Session session;
        QTRY_VERIFY(session.initialized);
        QString text;
        for (int line = 0; line < 60; ++line)
            text += QStringLiteral("int value_%1 = %1;\n").arg(line);
        session.open(text + QStringLiteral("int a = \n"));
        session.request(
            method::samples,
            QJsonObject{{QStringLiteral("textDocument"), QJsonObject{{QStringLiteral("uri"), uri}}},
                        {QStringLiteral("position"), lsp::toJson(Position{60, 8})},
                        {QStringLiteral("k"), 1}});
        QTRY_VERIFY(session.answer);
        GW_VERIFY_RESULT(*session.answer);
        const std::lock_guard lock(session.host.warmed.mutex);
        const std::string prompt = session.host.warmed.requests.back().prompt.text;
        QVERIFY2(prompt.ends_with("int value_58 = 58;\nint value_59 = 59;\nint a = "), prompt.c_str());
    }

    void samplesAreCancelled()
    {
        Session session(TestHost::Kind::Gated, nullptr, {}, "gate");
        QTRY_VERIFY(session.initialized);
        lsp::RequestHandle handle =
            session.request(method::samples, QJsonObject{{QStringLiteral("prompt"), QStringLiteral("gate")}});
        QTRY_COMPARE(session.host.running.load(), 1);
        handle.cancel();
        QTRY_VERIFY(session.answer);
        GW_VERIFY_ERROR(*session.answer, ErrorCode::Cancelled);
        QTRY_COMPARE(session.host.running.load(), 0);
        session.settle();
        QCOMPARE(session.host.begun.load(), 1);
    }

    void ghostTextGoesBeforeSamplesThreeTimes()
    {
        Session session(TestHost::Kind::Gated, nullptr, {}, "gate");
        QTRY_VERIFY(session.initialized);
        session.open(QStringLiteral("int a = \nint b = \nint c = \nint d = \n"));
        std::optional<Result<QJsonValue>> samples;
        session.client.request(
            method::samples,
            QJsonObject{{QStringLiteral("prompt"), QStringLiteral("gate")}, {QStringLiteral("k"), 2}},
            &session.context, [&samples](Result<QJsonValue> result) { samples = std::move(result); });
        for (int line = 0; line < 3; ++line) {
            QTRY_COMPARE(session.host.begun.load(), line + 1);
            session.complete(line, 8);
            QTRY_VERIFY(session.answer);
            GW_VERIFY_RESULT(*session.answer);
            QVERIFY(!samples);
        }
        // From here on somebody has waited long enough.
        QTRY_COMPARE(session.host.begun.load(), 4);
        session.complete(3, 8);
        session.settle();
        QVERIFY(!session.answer);
        session.host.open = true;
        QTRY_VERIFY(samples);
        GW_VERIFY_RESULT(*samples);
        QCOMPARE(samples->value()[QLatin1String("samples")].toArray().size(), 2);
        QTRY_VERIFY(session.answer);
    }

    void samplesNeedAModelThatStays()
    {
        Session none(TestHost::Kind::None);
        QTRY_VERIFY(none.initialized);
        none.request(method::samples, QJsonObject{{QStringLiteral("prompt"), QStringLiteral("x")}});
        QTRY_VERIFY(none.answer);
        GW_VERIFY_ERROR(*none.answer, ErrorCode::Missing);

        Session session(TestHost::Kind::Gated, nullptr, {}, "gate");
        QTRY_VERIFY(session.initialized);
        std::optional<Result<QJsonValue>> samples;
        session.client.request(
            method::samples, QJsonObject{{QStringLiteral("prompt"), QStringLiteral("gate")}},
            &session.context, [&samples](Result<QJsonValue> result) { samples = std::move(result); });
        QTRY_COMPARE(session.host.running.load(), 1);
        session.request(method::model, QJsonObject{{QStringLiteral("action"), QStringLiteral("load")}});
        QTRY_VERIFY(samples);
        GW_VERIFY_ERROR(*samples, ErrorCode::Cancelled);
        QTRY_VERIFY(session.answer);
    }

    void badSampleRequests_data()
    {
        QTest::addColumn<QByteArray>("params");
        // moc loses the class behind so many raw strings.
        const auto row = [](const QByteArray &params) {
            QTest::newRow(params.constData()) << QByteArray(params).replace('\'', '"');
        };
        for (const char *params :
             {"{}", "{'prompt': 7}", "{'prompt': 'x', 'k': 0}", "{'prompt': 'x', 'k': 65}",
              "{'prompt': 'x', 'maxTokens': 0}", "{'prompt': 'x', 'maxTokens': 1025}",
              "{'prompt': 'x', 'maxMs': -1}", "{'prompt': 'x', 'seed': -1}", "{'prompt': 'x', 'seed': 'y'}",
              "{'prompt': 'x', 'sampling': {'temperature': -1}}", "{'prompt': 'x', 'sampling': 3}",
              "{'prompt': 'x', 'k': 2, 'sampling': {'strategy': 'greedy'}}", "{'prompt': 'x', 'stop': 'END'}",
              "{'prompt': 'x', 'stop': ['']}", "{'prompt': 'x', 'stop': [1]}",
              "{'prompt': 'x', 'partialResultToken': {}}",
              "{'textDocument': {'uri': 'file:///nowhere/fir.cpp'}, 'position': {'line': 99, 'character': "
              "0}}"})
            row(params);
        row("{'prompt': 'x', 'stop': [" + QByteArray("'e',").repeated(17).chopped(1) + "]}");
    }
    void badSampleRequests()
    {
        QFETCH(QByteArray, params);
        Session session;
        QTRY_VERIFY(session.initialized);
        session.open(QStringLiteral("int a = \n"));
        session.request(method::samples, QJsonDocument::fromJson(params).object());
        QTRY_VERIFY(session.answer);
        GW_VERIFY_ERROR(*session.answer, ErrorCode::InvalidInput);
    }
};

QTEST_GUILESS_MAIN(TestSampleRequests)
#include "tst_sample_requests.moc"
