// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/panels/learning_views.h"

#include <QTest>

using namespace gatewright;
using completion::EngineState;

class TestLearningView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theEngineComesFirst_data()
    {
        QTest::addColumn<EngineState>("state");
        QTest::addColumn<LearningStage>("stage");
        QTest::newRow("off") << EngineState::Off << LearningStage::NoEngine;
        QTest::newRow("missing") << EngineState::Missing << LearningStage::NoEngine;
        QTest::newRow("no model") << EngineState::NoModel << LearningStage::NoEngine;
        QTest::newRow("restarting") << EngineState::Restarting << LearningStage::NoEngine;
        QTest::newRow("given up") << EngineState::GivenUp << LearningStage::NoEngine;
        QTest::newRow("starting") << EngineState::Starting << LearningStage::Loading;
        QTest::newRow("loading") << EngineState::LoadingModel << LearningStage::Loading;
        QTest::newRow("ready") << EngineState::Ready << LearningStage::Known;
    }
    void theEngineComesFirst()
    {
        QFETCH(const EngineState, state);
        LearningView view = test::learnedView();
        view.engine.state = state;
        QTEST(learningStage(view), "stage");
    }

    void withoutDraftsNothingIsLearned()
    {
        LearningView view = test::learnedView();
        view.drafting = false;
        QCOMPARE(learningStage(view), LearningStage::DraftingOff);
    }

    void nothingYetIsNoTextAtAll()
    {
        LearningView view;
        view.engine.state = EngineState::Ready;
        QCOMPARE(learningStage(view), LearningStage::Loading); // the engine did not say anything yet
        view.learning = completion::LearningReport();
        view.learning->versions.resize(1); // the head that came with the program is nothing learned
        QCOMPARE(learningStage(view), LearningStage::NothingYet);
        LearningView files = view;
        files.engine.engine.drafting.textTokens = 500;
        QCOMPARE(learningStage(files), LearningStage::Known);
        LearningView own = view;
        own.learning->versions[0].version = 3;
        QCOMPARE(learningStage(own), LearningStage::Known);
        LearningView kept = view;
        kept.learning->positions = 7;
        QCOMPARE(learningStage(kept), LearningStage::Known);
    }

    // What index and table do is known without the head.
    void anEngineThatDoesNotLearnStillDrafts()
    {
        LearningView view = test::readyView();
        view.problem = QStringLiteral("Unknown method.");
        QCOMPARE(learningStage(view), LearningStage::Known);
    }

    void theFiguresAreOfTodayWhereThereIsOne()
    {
        LearningView view = test::learnedView();
        view.learning->days = {{test::today.addDays(-1), 100, 300, 5000.0}, {test::today, 200, 500, 7000.0}};
        const LearningFigures figures = learningFigures(view);
        QCOMPARE(*figures.tokensPerPass, 2.5);
        QCOMPARE(figures.day, test::today);
        QCOMPARE(figures.passes, qint64(200));
        QCOMPARE(figures.savedTodayMs, 7000.0);
        QCOMPARE(figures.savedMs, 12000.0);
        QCOMPARE(figures.textTokens, qint64(48'213));
        QCOMPARE(figures.positions, qint64(12'400));
    }

    void elseOfThisRunAndElseOfTheLastDay()
    {
        LearningView view = test::learnedView();
        view.learning->days = {{test::today.addDays(-3), 100, 300, 5000.0}};
        LearningFigures figures = learningFigures(view);
        QCOMPARE(*figures.tokensPerPass, 2.5); // 1,000 tokens in 400 passes since the model was loaded
        QVERIFY(!figures.day.isValid());
        QCOMPARE(figures.savedTodayMs, 0.0);
        view.engine.engine.drafting.passes = 0;
        figures = learningFigures(view);
        QCOMPARE(*figures.tokensPerPass, 3.0);
        QCOMPARE(figures.day, test::today.addDays(-3));
        view.learning->days.clear();
        QVERIFY(!learningFigures(view).tokensPerPass);
    }
};

QTEST_GUILESS_MAIN(TestLearningView)
#include "tst_learning_view.moc"
