// SPDX-License-Identifier: Apache-2.0
#include "tests/core/completion/server/engine_session.h"

using namespace gatewright;
using namespace gatewright::completion;

// What the engine does before anybody asks: warming and speculation.
class TestEngineAhead : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void typingWarmsThePromptAtTheCursor()
    {
        Session session;
        QTRY_COMPARE(session.server->status().state, ModelState::Ready);
        session.open(QStringLiteral("int a = \nint c;\n"));
        session.client.notify(QStringLiteral("textDocument/didChange"),
                              lsp::didChangeParams(uri, Revision{2}, {{0, 8}, {0, 8}}, QStringLiteral("b")));
        const auto warmed = [&] {
            const std::lock_guard lock(session.host.warmed.mutex);
            return session.host.warmed.prompts;
        };
        QTRY_VERIFY(!warmed().empty());
        QVERIFY(warmed().back().ends_with("int a = b"));
    }

    void aRestingCursorWarmsItsPlace()
    {
        Session session;
        QTRY_COMPARE(session.server->status().state, ModelState::Ready);
        session.open(QStringLiteral("int a = b;\nint c;\n"));
        session.client.notify(method::cursor, QJsonObject{{QStringLiteral("textDocument"), 3}}); // refused
        session.client.notify(
            method::cursor,
            QJsonObject{{QStringLiteral("textDocument"), QJsonObject{{QStringLiteral("uri"), uri}}},
                        {QStringLiteral("position"), lsp::toJson(Position{1, 4})}});
        const auto warmed = [&] {
            const std::lock_guard lock(session.host.warmed.mutex);
            return session.host.warmed.prompts;
        };
        QTRY_VERIFY(!warmed().empty());
        QVERIFY(warmed().back().ends_with("int a = b;\nint "));
    }

    void whatFollowsAnAcceptedSuggestionIsMadeAhead_data()
    {
        QTest::addColumn<bool>("speculative");
        QTest::newRow("ahead") << true;
        QTest::newRow("not ahead") << false;
    }
    void whatFollowsAnAcceptedSuggestionIsMadeAhead()
    {
        QFETCH(bool, speculative);
        Session session(TestHost::Kind::Answering, nullptr,
                        {{QStringLiteral("initializationOptions"),
                          QJsonObject{{QStringLiteral("speculative"), speculative}}}});
        QTRY_VERIFY(session.initialized);
        session.open(QStringLiteral("int a = \n"));
        session.complete(0, 8);
        QTRY_VERIFY(session.answer);
        const SuggestionAnswer first = session.suggestion();
        QVERIFY(!first.cached);
        QCOMPARE(first.items.at(0).text, QStringLiteral("b + c;"));
        const auto asked = [&] {
            const std::lock_guard lock(session.host.warmed.mutex);
            return session.host.warmed.requests;
        };
        QTRY_COMPARE(session.server->status().queue, 0);
        if (speculative) {
            QTRY_COMPARE(asked().size(), std::size_t(2));
            QVERIFY(asked().back().prompt.text.ends_with("int a = b + c;"));
            QTRY_VERIFY(session.server->isIdle());
        }
        session.type(8, first.items.at(0).text);
        session.complete(0, 14);
        QTRY_VERIFY(session.answer);
        const SuggestionAnswer next = session.suggestion();
        QCOMPARE(next.cached, speculative);
        // The same whether or not it was made ahead; shown anew, it has an id of its own.
        QCOMPARE(next.items.at(0).text, first.items.at(0).text);
        QVERIFY(next.items.at(0).id != first.items.at(0).id);
        const auto questions = asked();
        QCOMPARE(std::ranges::count_if(questions,
                                       [](const GenerationRequest &request) {
                                           return request.prompt.text.ends_with("int a = b + c;");
                                       }),
                 1);
    }

    void speculationEndsWhenSomebodyWaits()
    {
        Session session(TestHost::Kind::Gated, nullptr, {}, "int a = b + c;");
        QTRY_VERIFY(session.initialized);
        session.open(QStringLiteral("int a = \n"));
        session.complete(0, 8);
        QTRY_COMPARE(session.host.running.load(), 1);
        QTRY_VERIFY(session.answer);
        session.complete(0, 7); // elsewhere
        QTRY_VERIFY(session.answer);
        GW_VERIFY_RESULT(*session.answer);
        QCOMPARE(session.host.running.load(), 0);
    }

    void speculationEndsWhenTheTextGoesAnotherWay()
    {
        Session session(TestHost::Kind::Gated, nullptr, {}, "int a = b + c;");
        QTRY_VERIFY(session.initialized);
        session.open(QStringLiteral("int a = \n"));
        session.complete(0, 8);
        QTRY_COMPARE(session.host.running.load(), 1);
        session.type(8, QStringLiteral("b")); // as suggested
        session.settle();
        QCOMPARE(session.host.running.load(), 1);
        session.type(9, QStringLiteral("x"));
        QTRY_COMPARE(session.host.running.load(), 0);
        QCOMPARE(session.host.begun.load(), 1);
    }

    void samplingSettingsReachTheModel()
    {
        Session session;
        QTRY_VERIFY(session.initialized);
        const auto configure = [&](const QJsonObject &sampling) {
            const QJsonObject settings{{QStringLiteral("sampling"), sampling}};
            session.client.notify(QStringLiteral("workspace/didChangeConfiguration"),
                                  QJsonObject{{QStringLiteral("settings"), settings}});
        };
        configure({{QStringLiteral("strategy"), QStringLiteral("beam")}, {QStringLiteral("beams"), 3}});
        configure({{QStringLiteral("beams"), 99}}); // refused
        session.open(QStringLiteral("int a = \n"));
        session.complete(0, 8);
        QTRY_VERIFY(session.answer);
        const std::lock_guard lock(session.host.warmed.mutex);
        QCOMPARE(session.host.warmed.requests.at(0).sampling.strategy, SamplingChoice::Strategy::Beam);
        QCOMPARE(session.host.warmed.requests.at(0).sampling.beams, 3);
    }
};

QTEST_GUILESS_MAIN(TestEngineAhead)
#include "tst_engine_ahead.moc"
