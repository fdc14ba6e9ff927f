// SPDX-License-Identifier: Apache-2.0
#include "client_test_support.h"
#include "core/completion/client/completion_controller.h"

#include <QSignalSpy>
#include <QTest>

using namespace gatewright;
using namespace gatewright::completion;
using namespace std::chrono_literals;

class TestCompletionController : public QObject
{
    Q_OBJECT

    SteppedClock m_clock;
    std::unique_ptr<ScriptedSource> m_source;
    std::unique_ptr<CompletionController> m_controller;
    std::unique_ptr<QSignalSpy> m_ready;

    // What is shown; empty when nothing was.
    [[nodiscard]] QString shown() const
    {
        return m_ready->isEmpty() ? QString() : m_ready->last().at(2).value<Suggestion>().text;
    }
    [[nodiscard]] WhyNothing lastWhy() const { return m_controller->attempts().back().why; }

private Q_SLOTS:
    void init()
    {
        m_source = std::make_unique<ScriptedSource>();
        m_controller = std::make_unique<CompletionController>(*m_source, m_clock);
        ControllerSettings settings;
        settings.mode = DebounceMode::Fixed;
        settings.fixedDelay = 1ms;
        settings.hold = 0ms;
        m_controller->setSettings(settings);
        m_ready = std::make_unique<QSignalSpy>(m_controller.get(), &CompletionController::suggestionReady);
    }
    void cleanup()
    {
        m_ready.reset();
        m_controller.reset();
        m_source.reset();
    }

    void asksAfterTheDebounce()
    {
        m_controller->typed(placeIn("int a = |\n"));
        QVERIFY(m_source->questions.empty());
        QTRY_COMPARE(m_source->questions.size(), std::size_t(1));
        QCOMPARE(m_source->questions[0].trigger, Trigger::Automatic);
        m_source->answer({suggestionOf("1", "b;")});
        QCOMPARE(shown(), QStringLiteral("b;"));
        QCOMPARE(m_ready->last().at(3).toInt(), 1);
        QCOMPARE(m_ready->last().at(4).toInt(), 1);
    }

    void fastTypingAsksOnce()
    {
        for (const char *text : {"i|", "in|", "int|", "int |", "int a|"})
            m_controller->typed(placeIn(text));
        QTRY_COMPARE(m_source->questions.size(), std::size_t(1));
        QCOMPARE(m_source->questions[0].place.before, std::string("int a"));
    }

    void answerForAnOlderPlaceIsShownWhereItStillFits()
    {
        m_controller->typed(placeIn("int a = |\n"));
        QTRY_VERIFY(m_source->isAsked());
        m_controller->typed(placeIn("int a = b|\n"));
        m_source->answer({suggestionOf("1", "bcd;")});
        QCOMPARE(shown(), QStringLiteral("cd;"));
        QCOMPARE(m_ready->last().at(1).value<Revision>(), placeIn("int a = b|\n").revision);
        // It is not asked again.
        QTRY_VERIFY(!m_source->isAsked());
        QCOMPARE(m_source->questions.size(), std::size_t(1));
    }

    void answerForAnOlderPlaceIsDroppedWhereItDoesNotFit()
    {
        m_controller->typed(placeIn("int a = |\n"));
        QTRY_VERIFY(m_source->isAsked());
        m_controller->typed(placeIn("int a = x|\n"));
        m_source->answer({suggestionOf("1", "bcd;")});
        QVERIFY(m_ready->isEmpty());
        QTRY_COMPARE(m_source->questions.size(), std::size_t(2));
    }

    void cacheAnswersAtOnce()
    {
        m_controller->typed(placeIn("int a = |\n"));
        QTRY_VERIFY(m_source->isAsked());
        m_source->answer({suggestionOf("1", "b;")});
        m_controller->left();
        m_controller->typed(placeIn("int a = |\n"));
        QCOMPARE(m_ready->count(), 2);
        QCOMPARE(m_source->questions.size(), std::size_t(1));
        QVERIFY(m_controller->attempts().back().fromCache);
    }

    void freshAnswersWaitForTheHold()
    {
        ControllerSettings settings = m_controller->settings();
        settings.hold = 20ms;
        m_controller->setSettings(settings);
        m_controller->typed(placeIn("int a = |\n"));
        QTRY_VERIFY(m_source->isAsked());
        m_source->answer({suggestionOf("1", "b;")});
        QVERIFY(m_ready->isEmpty());
        QTRY_COMPARE(shown(), QStringLiteral("b;"));
    }

    void aKeyDuringTheHoldTakesItBack()
    {
        ControllerSettings settings = m_controller->settings();
        settings.hold = 20ms;
        m_controller->setSettings(settings);
        m_controller->typed(placeIn("int a = |\n"));
        QTRY_VERIFY(m_source->isAsked());
        m_source->answer({suggestionOf("1", "b;")});
        m_controller->typed(placeIn("int a = x|\n"));
        QTRY_VERIFY(m_source->isAsked());
        m_source->answer({suggestionOf("2", "yz;")});
        QTRY_COMPARE(shown(), QStringLiteral("yz;"));
        QCOMPARE(m_ready->count(), 1);
    }

    void typingAsSuggestedAsksNothing()
    {
        m_controller->typed(placeIn("int a = |\n"));
        QTRY_VERIFY(m_source->isAsked());
        m_source->answer({suggestionOf("1", "bcd;")});
        m_controller->typedAsSuggested(placeIn("int a = b|\n"));
        m_controller->typedAsSuggested(placeIn("int a = bc|\n"));
        QCOMPARE(m_ready->count(), 1);
        QVERIFY(!m_controller->isAsking());
        QCOMPARE(m_source->questions.size(), std::size_t(1));
    }

    void leavingCancels()
    {
        m_controller->typed(placeIn("int a = |\n"));
        QTRY_VERIFY(m_source->isAsked());
        m_controller->left();
        QVERIFY(!m_source->isAsked());
        QCOMPARE(m_source->cancels, 1);
        QVERIFY(!m_controller->isAsking());
    }

    void refusedPlacesAskNothing()
    {
        m_controller->typed(placeIn("f(|some long text right of it);\n"));
        QCOMPARE(lastWhy(), WhyNothing::TextRightOfCursor);
        m_controller->requestNow(placeIn("f(|some long text right of it);\n"));
        QCOMPARE(m_source->questions.size(), std::size_t(1));
        QCOMPARE(m_source->questions[0].trigger, Trigger::Invoked);
    }

    void switchedOffOnlyAnswersByHand()
    {
        ControllerSettings settings = m_controller->settings();
        settings.enabled = false;
        m_controller->setSettings(settings);
        m_controller->typed(placeIn("int a = |\n"));
        QVERIFY(!m_controller->isAsking());
        m_controller->requestNow(placeIn("int a = |\n"));
        QVERIFY(m_controller->isAsking());
    }

    void silenceIsRemembered()
    {
        m_controller->typed(placeIn("int a = |\n"));
        QTRY_VERIFY(m_source->isAsked());
        m_source->answer({}, WhyNothing::LowConfidence);
        QCOMPARE(lastWhy(), WhyNothing::LowConfidence);
        m_controller->typed(placeIn("int a = |\n"));
        QVERIFY(!m_controller->isAsking());
        QVERIFY(m_ready->isEmpty());
    }

    void aLoadingModelIsAskedAgain()
    {
        m_controller->typed(placeIn("int a = |\n"));
        QTRY_VERIFY(m_source->isAsked());
        m_source->answer({}, WhyNothing::ModelLoading);
        m_controller->typed(placeIn("int a = |\n"));
        QTRY_COMPARE(m_source->questions.size(), std::size_t(2));
    }

    void errorsBecomeReasons()
    {
        m_controller->requestNow(placeIn("a|"));
        m_source->fail(ErrorCode::Crashed);
        QCOMPARE(lastWhy(), WhyNothing::EngineDown);
        m_controller->requestNow(placeIn("a|"));
        m_source->fail(ErrorCode::Timeout);
        QCOMPARE(lastWhy(), WhyNothing::TimeLimit);
        m_controller->requestNow(placeIn("a|"));
        m_source->fail(ErrorCode::Cancelled);
        QCOMPARE(m_controller->attempts().size(), std::size_t(2));
    }

    void windowsLineEndsAreTakenOut()
    {
        m_controller->requestNow(placeIn("{|\r\n"));
        m_source->answer({suggestionOf("1", "\r\n  a;\r\n}")});
        QCOMPARE(shown(), QStringLiteral("\n  a;\n}"));
    }

    void candidatesCycle()
    {
        m_controller->requestNow(placeIn("a = |"));
        m_source->answer({suggestionOf("1", "xa"), suggestionOf("2", "xb"), suggestionOf("3", "c")});
        QCOMPARE(m_ready->last().at(4).toInt(), 3);
        m_controller->cycle(-1);
        QCOMPARE(shown(), QStringLiteral("c"));
        m_controller->cycle(1);
        QCOMPARE(shown(), QStringLiteral("xa"));
        m_controller->typedAsSuggested(placeIn("a = x|"));
        m_controller->cycle(1);
        QCOMPARE(shown(), QStringLiteral("b"));
        QCOMPARE(m_ready->last().at(4).toInt(), 2);
    }

    void acceptingAsksForMore()
    {
        m_controller->typed(placeIn("int a = |\n"));
        QTRY_VERIFY(m_source->isAsked());
        const Suggestion suggestion = suggestionOf("1", "b;");
        m_source->answer({suggestion});
        m_controller->accepted(suggestion.id, 1, 1, placeIn("int a = b|\n"));
        QVERIFY(m_source->outcomes.empty());
        m_controller->accepted(suggestion.id, 1, 0, placeIn("int a = b;|\n"));
        QCOMPARE(m_source->outcomes.size(), std::size_t(1));
        QCOMPARE(m_source->outcomes[0], (Outcome{suggestion.id, OutcomeKind::Accepted, 2, 0}));
        QTRY_COMPARE(m_source->questions.size(), std::size_t(2));
    }

    void afterAnAcceptanceTheNextIsAskedAtOnce()
    {
        m_controller->setSettings(
            {.enabled = true, .mode = DebounceMode::Fixed, .fixedDelay = std::chrono::hours(1)});
        m_controller->requestNow(placeIn("int a = |\n"));
        const Suggestion suggestion = suggestionOf("1", "b;");
        m_source->answer({suggestion});
        m_controller->accepted(suggestion.id, 2, 0, placeIn("int a = b;|\n"));
        QCOMPARE(m_source->questions.size(), std::size_t(2));
        QCOMPARE(m_source->questions[1].trigger, Trigger::Automatic);
        QCOMPARE(m_source->questions[1].place.before, std::string("int a = b;"));
    }

    void afterAnAcceptanceNothingIsAskedWhereOnlyTheUserAsks()
    {
        m_controller->setSettings({.enabled = true, .mode = DebounceMode::Manual});
        m_controller->requestNow(placeIn("int a = |\n"));
        const Suggestion suggestion = suggestionOf("1", "b;");
        m_source->answer({suggestion});
        m_controller->accepted(suggestion.id, 2, 0, placeIn("int a = b;|\n"));
        QCOMPARE(m_source->questions.size(), std::size_t(1));
    }

    void deletingBackIntoASuggestionShowsItAgain()
    {
        m_controller->requestNow(placeIn("int a = |\n"));
        m_source->answer({suggestionOf("1", "b + c;")});
        m_controller->typedAsSuggested(placeIn("int a = b|\n"));
        m_controller->typed(placeIn("int a = bx|\n"));
        m_ready->clear();
        m_controller->typed(placeIn("int a = b|\n"));
        QCOMPARE(m_ready->size(), 1);
        QCOMPARE(m_ready->at(0).at(2).value<Suggestion>().text, QStringLiteral(" + c;"));
        QVERIFY(!m_source->isAsked());
    }

    void theEngineHearsWhereTheCursorRests()
    {
        m_controller->moved(placeIn("int a = |\n"));
        QCOMPARE(m_source->rested.size(), std::size_t(1));
        m_controller->moved(placeIn("f(|some long text right of it);\n")); // nothing is suggested there
        m_controller->setSettings({.enabled = false});
        m_controller->moved(placeIn("int a = |\n"));
        QCOMPARE(m_source->rested.size(), std::size_t(1));
        QVERIFY(m_source->questions.empty());
    }

    void attemptsAreBounded()
    {
        CursorPlace readOnly = placeIn("f(|)\n");
        readOnly.readOnly = true;
        for (std::size_t index = 0; index < 2 * CompletionController::mostAttempts; ++index) {
            m_controller->typed(placeIn("f(|some long text right of it);\n"));
            m_controller->typed(readOnly);
        }
        QCOMPARE(m_controller->attempts().size(), CompletionController::mostAttempts);
    }

    void destroyingCancels()
    {
        m_controller->requestNow(placeIn("a|"));
        m_ready.reset();
        m_controller.reset();
        QVERIFY(!m_source->isAsked());
    }

    void snoozedAndLanguagesThatAreOffAnswerOnlyByHand_data()
    {
        QTest::addColumn<bool>("snoozed");
        QTest::addColumn<int>("why");
        QTest::newRow("snoozed") << true << static_cast<int>(WhyNothing::Snoozed);
        QTest::newRow("language off") << false << static_cast<int>(WhyNothing::LanguageOff);
    }
    void snoozedAndLanguagesThatAreOffAnswerOnlyByHand()
    {
        QFETCH(bool, snoozed);
        QFETCH(int, why);
        ControllerSettings settings = m_controller->settings();
        settings.snoozed = snoozed;
        if (!snoozed)
            settings.languagesOff = {Language::HlsCpp};
        m_controller->setSettings(settings);
        m_controller->typed(placeIn("int a = |\n"));
        QCOMPARE(static_cast<int>(lastWhy()), why);
        m_controller->moved(placeIn("int |a\n"));
        QVERIFY(m_source->rested.empty());
        m_controller->requestNow(placeIn("int a = |\n"));
        QCOMPARE(m_source->questions.size(), std::size_t(1));
        m_source->answer({suggestionOf("1", "b;")});
        QCOMPARE(shown(), QStringLiteral("b;"));
    }

    void otherLanguagesAreAskedAsBefore()
    {
        ControllerSettings settings = m_controller->settings();
        settings.languagesOff = {Language::Qiskit};
        m_controller->setSettings(settings);
        m_controller->typed(placeIn("int a = |\n"));
        QTRY_VERIFY(m_source->isAsked());
    }

    void keysAtARefusedPlaceAreOneEntry()
    {
        ControllerSettings settings = m_controller->settings();
        settings.snoozed = true;
        m_controller->setSettings(settings);
        for (const char *text : {"i|", "in|", "int|"})
            m_controller->typed(placeIn(text));
        QCOMPARE(m_controller->attempts().size(), std::size_t(1));
        QCOMPARE(m_controller->attempts().back().times, 3);
    }
};

QTEST_GUILESS_MAIN(TestCompletionController)
#include "tst_completion_controller.moc"
