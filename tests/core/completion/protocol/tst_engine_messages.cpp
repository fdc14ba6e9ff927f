// SPDX-License-Identifier: Apache-2.0
#include "core/completion/protocol/engine_messages.h"
#include "tests/support/result_test.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace gatewright;
using namespace gatewright::completion;

namespace {

QJsonValue parsed(const char *json)
{
    return QJsonDocument::fromJson(QByteArray("[") + json + "]").array().at(0);
}

} // namespace

class TestEngineMessages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answerThereAndBack()
    {
        SuggestionAnswer answer;
        answer.items = {{CompletionId(QStringLiteral("a-1")), QStringLiteral("x;\n"), 0.75, 0, 3}};
        answer.milliseconds = 12.5;
        answer.promptTokens = 900;
        answer.reusedTokens = 880;
        answer.tokensPerSecond = 200;
        answer.cached = true;
        const auto again = suggestionAnswerFromJson(toJson(answer));
        GW_VERIFY_RESULT(again);
        QCOMPARE(again->items, answer.items);
        QCOMPARE(again->why, WhyNothing::Nothing);
        QCOMPARE(again->milliseconds, 12.5);
        QCOMPARE(again->reusedTokens, 880);
        QVERIFY(again->cached);
    }

    void reasonThereAndBack()
    {
        SuggestionAnswer answer;
        answer.why = WhyNothing::LowConfidence;
        answer.detail = QStringLiteral("d");
        const QJsonObject json = toJson(answer);
        QVERIFY(!json[QLatin1String("data")][QLatin1String("whyText")].toString().isEmpty());
        const auto again = suggestionAnswerFromJson(json);
        GW_VERIFY_RESULT(again);
        QCOMPARE(again->why, WhyNothing::LowConfidence);
        QCOMPARE(again->detail, QStringLiteral("d"));
    }

    void foreignAnswers_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<int>("items"); // -1: refused
        QTest::newRow("null") << QByteArray("null") << 0;
        QTest::newRow("bare array") << QByteArray(R"([{"insertText": "a", "data": {"id": "1"}}])") << 1;
        QTest::newRow("no id") << QByteArray(R"({"items": [{"insertText": "a"}]})") << 0;
        QTest::newRow("no text") << QByteArray(R"({"items": [{"data": {"id": "1"}}]})") << 0;
        QTest::newRow("wrong types") << QByteArray(R"({"items": 7, "data": []})") << 0;
        QTest::newRow("number") << QByteArray("7") << -1;
        QTest::newRow("string") << QByteArray(R"("x")") << -1;
    }
    void foreignAnswers()
    {
        QFETCH(QByteArray, json);
        QFETCH(int, items);
        const auto answer = suggestionAnswerFromJson(parsed(json.constData()));
        if (items < 0) {
            GW_VERIFY_ERROR(answer, ErrorCode::Corrupt);
            return;
        }
        GW_VERIFY_RESULT(answer);
        QCOMPARE(int(answer->items.size()), items);
        QCOMPARE(answer->why == WhyNothing::Nothing, items > 0);
    }

    void outcomes()
    {
        for (const OutcomeKind kind : {OutcomeKind::Accepted, OutcomeKind::Partial, OutcomeKind::Dismissed,
                                       OutcomeKind::TypedOver, OutcomeKind::Kept30s, OutcomeKind::Kept5min}) {
            const Outcome outcome{CompletionId(QStringLiteral("i")), kind, 12, 1};
            const auto again = outcomeFromJson(toJson(outcome));
            GW_VERIFY_RESULT(again);
            QCOMPARE(*again, outcome);
        }
        GW_VERIFY_ERROR(outcomeFromJson(parsed(R"({"kind": "accepted"})")), ErrorCode::InvalidInput);
        GW_VERIFY_ERROR(outcomeFromJson(parsed(R"({"id": "a", "kind": "liked"})")), ErrorCode::InvalidInput);
        GW_VERIFY_ERROR(outcomeFromJson(parsed(R"({"id": "a", "kind": "accepted", "characters": -1})")),
                        ErrorCode::InvalidInput);
        GW_VERIFY_ERROR(outcomeFromJson(parsed("[]")), ErrorCode::InvalidInput);
    }

    void statusThereAndBack()
    {
        EngineStatus status;
        status.state = ModelState::Ready;
        status.model = QStringLiteral("SmolLM2");
        status.device = QStringLiteral("cpu");
        status.kernels = QStringLiteral("scalar");
        status.threads = 2;
        status.memoryBytes = qint64(5) << 32;
        status.queue = 1;
        status.tokensPerSecond = 123.5;
        status.tokensPerPass = 1;
        status.lastWhy = WhyNothing::DoesNotParse;
        status.lastMilliseconds = 7;
        status.outcomes = {3, 0, 1, 0, 2, 5};
        QCOMPARE(engineStatusFromJson(toJson(status)), status);
        QCOMPARE(engineStatusFromJson(parsed("{}")), EngineStatus());
        QCOMPARE(engineStatusFromJson(parsed(R"({"state": 3, "threads": "x"})")), EngineStatus());
    }

    void progress()
    {
        const auto again = suggestionProgressFromJson(
            toJson(SuggestionProgress{CompletionId(QStringLiteral("i")), QStringLiteral("a\n")}));
        QVERIFY(again);
        QCOMPARE(again->text, QStringLiteral("a\n"));
        QVERIFY(!suggestionProgressFromJson(parsed("{}")));
    }
};

QTEST_GUILESS_MAIN(TestEngineMessages)
#include "tst_engine_messages.moc"
