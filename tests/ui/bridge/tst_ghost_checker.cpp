// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/editor/editor_fixture.h"
#include "ui/bridge/diagnostics_model.h"
#include "ui/bridge/ghost_checker.h"

#include <QSignalSpy>
#include <QTest>
#include <QTimer>

#include <memory>
#include <vector>

using namespace gatewright;
using checker::CheckAnswer;
using checker::CheckQuestion;

// A suggestion stands in a view; the test plays the checker.
class TestGhostChecker : public QObject
{
    Q_OBJECT

    struct Asked
    {
        CheckQuestion question;
        GhostChecker::Checked done;
    };

    SyntaxLibrary m_library;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<Document> m_document;
    std::unique_ptr<CodeView> m_view;
    std::unique_ptr<DiagnosticsModel> m_problems;
    std::unique_ptr<GhostChecker> m_ghosts;
    std::vector<Asked> m_asked;

    static CheckAnswer passed(Tier tier)
    {
        CheckAnswer answer;
        answer.status = CheckStatus::Passed;
        answer.tier = tier;
        return answer;
    }
    static Diagnostic error(int line, const char *message)
    {
        Diagnostic found;
        found.range = {{line, 0}, {line, 3}};
        found.message = QLatin1String(message);
        return found;
    }
    static CheckAnswer failed(std::vector<Diagnostic> errors)
    {
        CheckAnswer answer;
        answer.status = CheckStatus::Failed;
        answer.tier = Tier::T0;
        answer.diagnostics = std::move(errors);
        return answer;
    }
    void suggest(const char *text, const char *id = "g1") const
    {
        GhostText ghost;
        ghost.id = QLatin1String(id);
        ghost.text = text;
        ghost.badge = TierBadge::Parses;
        QVERIFY(m_view->showGhost(ghost));
    }

private Q_SLOTS:
    void init()
    {
        m_asked.clear();
        m_theme = std::make_unique<Theme>(m_library, ColourScheme::Light);
        m_document = std::make_unique<Document>(1, QStringLiteral("fir.cpp"), m_library);
        m_document->buffer().setLanguage(Language::HlsCpp);
        m_document->buffer().setBytes("int a = 1;\nint b = \nint c;\n");
        m_view = std::make_unique<CodeView>(m_document->buffer(), *m_theme);
        m_view->show();
        QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
        m_view->setFocus();
        m_view->setCaret(m_document->buffer().lineEnd(1));
        m_problems = std::make_unique<DiagnosticsModel>();
        m_ghosts = std::make_unique<GhostChecker>(
            [this](const CheckQuestion &question, QObject *, GhostChecker::Checked done) {
                m_asked.push_back({question, std::move(done)});
                return lsp::RequestHandle();
            },
            *m_problems);
        m_ghosts->setView(m_view.get(), m_document.get());
    }
    void cleanup()
    {
        m_ghosts->setView(nullptr, nullptr);
        m_view.reset();
        m_document.reset();
    }

    void theWholeTextIsTried()
    {
        suggest("2;");
        QCOMPARE(m_asked.size(), std::size_t(1));
        QCOMPARE(m_asked[0].question.text, std::optional(QStringLiteral("int a = 1;\nint b = 2;\nint c;\n")));
        QCOMPARE(m_asked[0].question.highest, Tier::T1);
    }

    void whatCompilesIsTold()
    {
        QSignalSpy spy(m_ghosts.get(), &GhostChecker::passed);
        suggest("2;");
        m_asked[0].done(passed(Tier::T1));
        QCOMPARE(spy.size(), 1);
        QCOMPARE(spy[0][0].toString(), QStringLiteral("g1"));
        QCOMPARE(m_asked.size(), std::size_t(1)); // never run before: not run now
    }

    void aShortRunFollowsWhenIdle()
    {
        QSignalSpy spy(m_ghosts.get(), &GhostChecker::passed);
        m_ghosts->setLastRun([](const QString &) { return std::optional(300.0); });
        suggest("2;");
        m_asked[0].done(passed(Tier::T1));
        QVERIFY(m_ghosts->findChild<QTimer *>()->isActive());
        QTRY_COMPARE(m_asked.size(), std::size_t(2));
        QCOMPARE(m_asked[1].question.highest, Tier::T2);
        m_asked[1].done(passed(Tier::T2));
        QCOMPARE(spy.size(), 2);
    }

    void aLongRunDoesNot()
    {
        m_ghosts->setLastRun([](const QString &) { return std::optional(5000.0); });
        suggest("2;");
        m_asked[0].done(passed(Tier::T1));
        QVERIFY(!m_ghosts->findChild<QTimer *>()->isActive());
        QCOMPARE(m_asked.size(), std::size_t(1));
    }

    void errorsOfTheDocumentAreNotTheSuggestions()
    {
        QSignalSpy spy(m_ghosts.get(), &GhostChecker::failed);
        m_problems->setProblems(1, {}, {}, {error(2, "old")}, Revision{1});
        suggest("2;");
        m_asked[0].done(failed({error(2, "old")}));
        QCOMPARE(spy.size(), 0);
    }

    void itsOwnErrorsAre_data()
    {
        QTest::addColumn<int>("line");
        QTest::addColumn<QString>("message");
        QTest::newRow("in its line, even if known") << 1 << QStringLiteral("old");
        QTest::newRow("new, elsewhere") << 2 << QStringLiteral("new");
    }
    void itsOwnErrorsAre()
    {
        QFETCH(int, line);
        QFETCH(QString, message);
        QSignalSpy spy(m_ghosts.get(), &GhostChecker::failed);
        m_problems->setProblems(1, {}, {}, {error(1, "old")}, Revision{1});
        suggest("two;");
        m_asked[0].done(failed({error(line, message.toLatin1().constData())}));
        QCOMPARE(spy.size(), 1);
    }

    void whatDoesNotParseYetSaysNothing()
    {
        QSignalSpy bad(m_ghosts.get(), &GhostChecker::failed);
        QSignalSpy good(m_ghosts.get(), &GhostChecker::passed);
        suggest("2 + (");
        CheckAnswer answer = failed({error(1, "missing )")});
        answer.tier.reset();
        m_asked[0].done(answer);
        QCOMPARE(bad.size() + good.size(), 0);
    }

    void aKeyEndsTheQuestion()
    {
        QSignalSpy spy(m_ghosts.get(), &GhostChecker::passed);
        suggest("2;");
        QTest::keyClicks(m_view->focusProxy(), QStringLiteral("9"));
        m_asked[0].done(passed(Tier::T1));
        QCOMPARE(spy.size(), 0);
    }

    void typingAlongDoesNot()
    {
        QSignalSpy spy(m_ghosts.get(), &GhostChecker::passed);
        suggest("2;");
        QTest::keyClicks(m_view->focusProxy(), QStringLiteral("2"));
        m_asked[0].done(passed(Tier::T1));
        QCOMPARE(spy.size(), 1);
        QCOMPARE(m_asked.size(), std::size_t(1));
    }

    void anAnswerAboutTheSuggestionBeforeIsDropped()
    {
        QSignalSpy spy(m_ghosts.get(), &GhostChecker::passed);
        suggest("2;", "g1");
        suggest("3;", "g2");
        QCOMPARE(m_asked.size(), std::size_t(2));
        m_asked[0].done(passed(Tier::T1));
        QCOMPARE(spy.size(), 0);
        m_asked[1].done(passed(Tier::T1));
        QCOMPARE(spy.size(), 1);
    }
};

QTEST_MAIN(TestGhostChecker)
#include "tst_ghost_checker.moc"
