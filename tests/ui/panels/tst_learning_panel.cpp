// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/panels/learning_views.h"
#include "ui/panels/learning/day_chart.h"
#include "ui/panels/learning/figures_row.h"
#include "ui/panels/learning/learning_panel.h"
#include "ui/panels/learning/learning_texts.h"
#include "ui/panels/learning/shares_bar.h"
#include "ui/panels/learning/versions_table.h"

#include <QAction>
#include <QHelpEvent>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QToolTip>

using namespace gatewright;
using completion::EngineState;
using completion::LearningState;

class TestLearningPanel : public QObject
{
    Q_OBJECT

private:
    template <class Widget>
    [[nodiscard]] Widget &part(const char *name) const
    {
        auto *found = m_panel->findChild<Widget *>(QString::fromLatin1(name));
        if (!found)
            qFatal("the panel has no %s", name);
        return *found;
    }
    [[nodiscard]] QString words() const { return part<QLabel>("learningWords").text(); }
    [[nodiscard]] QString detail() const { return part<QLabel>("learningWordsDetail").text(); }
    [[nodiscard]] QString headline() const { return part<QLabel>("learningHeadline").text(); }
    [[nodiscard]] QPushButton &start() const { return part<QPushButton>("learningStart"); }
    [[nodiscard]] DayChart &chart() const { return part<DayChart>("learningChart"); }
    [[nodiscard]] VersionsTable &versions() const { return part<VersionsTable>("learningVersions"); }
    [[nodiscard]] bool showsPage() const { return part<QScrollArea>("learningPage").isVisible(); }

    SyntaxLibrary m_library;
    IconProvider m_icons;
    QAction m_now{QStringLiteral("Learn &Now")};
    QAction m_cancel{QStringLiteral("&Cancel Learning")};
    QAction m_pause{QStringLiteral("&Pause Learning")};
    QAction m_use{QStringLiteral("&Use This Version")};
    QAction m_drop{QStringLiteral("&Drop This Version…")};
    QAction m_rollBack{QStringLiteral("Use the Version &Before")};
    QAction m_erase{QStringLiteral("&Erase What Was Learned…")};
    QAction m_draft{QStringLiteral("Draft Several &Words at Once")};
    QAction m_restart{QStringLiteral("&Restart the Engine")};
    QAction m_suggest{QStringLiteral("&Suggest Here")};
    std::unique_ptr<LearningPanel> m_panel;

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void init()
    {
        m_panel = std::make_unique<LearningPanel>(m_icons, Theme(m_library, ColourScheme::Light));
        m_panel->setActions({&m_now, &m_cancel, &m_pause, &m_use, &m_drop, &m_rollBack, &m_erase, &m_draft,
                             &m_restart, &m_suggest});
        m_panel->resize(1200, 320);
        m_panel->show();
    }

    // --- where there is nothing to show ---

    void withoutAnEngineItIsSaidWhatIsWrong()
    {
        LearningView view = test::learnedView();
        view.engine.state = EngineState::Off;
        m_panel->setView(view);
        QVERIFY(!showsPage());
        QVERIFY(words().startsWith(QStringLiteral("Model off")));
        QVERIFY(!start().isVisible());
        view.engine.state = EngineState::GivenUp;
        m_panel->setView(view);
        QVERIFY(words().startsWith(QStringLiteral("The engine stopped too often")));
        QCOMPARE(start().text(), QStringLiteral("Restart the Engine"));
        QSignalSpy asked(&m_restart, &QAction::triggered);
        start().click();
        QCOMPARE(asked.count(), 1);
    }

    void whileTheModelLoadsNothingIsOffered()
    {
        LearningView view;
        view.engine.state = EngineState::LoadingModel;
        m_panel->setView(view);
        QVERIFY(words().contains(QStringLiteral("Loading")));
        QVERIFY(!start().isVisible());
    }

    void draftingThatIsOffIsSwitchedOnHere()
    {
        LearningView view = test::learnedView();
        view.drafting = false;
        m_panel->setView(view);
        QVERIFY(words().contains(QStringLiteral("switched off")));
        QSignalSpy asked(&m_draft, &QAction::triggered);
        start().click();
        QCOMPARE(asked.count(), 1);
    }

    void nothingYetSaysWhatLearnsWhen()
    {
        LearningView view;
        view.engine.state = EngineState::Ready;
        view.learning = completion::LearningReport();
        view.learning->wantedPositions = 10'000;
        m_panel->setView(view);
        QCOMPARE(words(), QStringLiteral("Nothing was learned yet."));
        QVERIFY(detail().contains(QStringLiteral("at once")));
        QVERIFY(detail().contains(QStringLiteral("10,000 tokens")) ||
                detail().contains(QStringLiteral("10000 tokens")));
        QVERIFY(!detail().contains(QStringLiteral("not kept")));
        QCOMPARE(start().text(), QStringLiteral("Suggest Here"));
        m_suggest.setEnabled(false);
        QVERIFY(!start().isEnabled());
        m_suggest.setEnabled(true);
        QVERIFY(start().isEnabled());
        view.keepsText = false;
        m_panel->setView(view);
        QVERIFY(detail().contains(QStringLiteral("not kept")));
    }

    // --- what the head is at ---

    void theHeadSaysWhatItIsAt_data()
    {
        QTest::addColumn<LearningState>("state");
        QTest::addColumn<bool>("onDemand");
        QTest::addColumn<QString>("says");
        QTest::addColumn<bool>("progress");
        QTest::newRow("too little") << LearningState::TooLittle << false << "waits for text: 1240 of the 2000"
                                    << false;
        QTest::newRow("waiting") << LearningState::Waiting << false << "1240 new tokens in the next idle time"
                                 << false;
        QTest::newRow("asked for") << LearningState::Waiting << true << "as soon as no suggestion" << true;
        QTest::newRow("training") << LearningState::Training << false << "step 300 of 900, 33 %" << true;
        QTest::newRow("paused") << LearningState::Paused << false << "paused" << false;
        QTest::newRow("unavailable") << LearningState::Unavailable << false
                                     << "does not learn; index and table do" << false;
    }
    void theHeadSaysWhatItIsAt()
    {
        QFETCH(const LearningState, state);
        QFETCH(const bool, onDemand);
        QFETCH(const QString, says);
        QFETCH(const bool, progress);
        LearningView view = test::learnedView();
        view.learning->state = state;
        view.learning->onDemand = onDemand;
        view.learning->step = 300;
        view.learning->steps = 900;
        m_panel->setView(view);
        QVERIFY(showsPage());
        QVERIFY2(headline().remove(QLatin1Char(',')).contains(QString(says).remove(QLatin1Char(','))),
                 qPrintable(headline()));
        const auto &bar = part<QProgressBar>("learningProgress");
        QCOMPARE(bar.isVisible(), progress);
        if (state == LearningState::Training)
            QCOMPARE(bar.value(), 333);
    }

    void aBuildWithoutATrainerNamesTheRemedy()
    {
        LearningView view = test::learnedView();
        view.learning->state = LearningState::Unavailable;
        m_panel->setView(view);
        QVERIFY(part<QLabel>("learningDetail").text().contains(QStringLiteral("gatewright-trainer")));
        view.learning->problem = QStringLiteral("The trainer is missing. Install gatewright-training.");
        m_panel->setView(view);
        QCOMPARE(part<QLabel>("learningDetail").text(), view.learning->problem);
        view.keepsText = false;
        m_panel->setView(view);
        QVERIFY(headline().contains(QStringLiteral("not kept")));
    }

    void howTheLastTrainingEndedIsSaid()
    {
        LearningView view = test::learnedView();
        m_panel->setView(view);
        QVERIFY(
            part<QLabel>("learningDetail").text().contains(QStringLiteral("version 2 is better and serves")));
        view.learning->last =
            completion::LearningOutcome{false, 0, QStringLiteral("It was right less often.")};
        m_panel->setView(view);
        QCOMPARE(part<QLabel>("learningDetail").text(),
                 QStringLiteral("Last time: what serves was kept. It was right less often."));
    }

    void anEngineThatSaysNothingOfTheHeadStillHasFigures()
    {
        LearningView view = test::readyView();
        view.problem = QStringLiteral("No such method.");
        m_panel->setView(view);
        QVERIFY(showsPage());
        QCOMPARE(part<QLabel>("learningDetail").text(), view.problem);
        QCOMPARE(part<FigureView>("learningPerPass").number(), QStringLiteral("2.50"));
    }

    void aSentenceWithoutEndIsCut()
    {
        LearningView view = test::learnedView();
        view.learning->state = LearningState::Unavailable;
        view.learning->problem = QString(5000, QLatin1Char('x'));
        m_panel->setView(view);
        QVERIFY(part<QLabel>("learningDetail").text().size() < 400);
        QVERIFY(part<QLabel>("learningDetail").toolTip().contains(view.learning->problem));
    }

    // --- figures, chart, shares ---

    void theThreeNumbers()
    {
        m_panel->setView(test::learnedView());
        QCOMPARE(part<FigureView>("learningPerPass").number(), QStringLiteral("2.82"));
        QCOMPARE(part<FigureView>("learningSaved").number(), QStringLiteral("1 min 50 s"));
        QVERIFY(part<FigureView>("learningTokens")
                    .accessibleName()
                    .contains(QStringLiteral("tokens learned from")));
        QVERIFY(
            part<FigureView>("learningPerPass").accessibleDescription().contains(QStringLiteral("today")));
        completion::DraftReport none;
        LearningView view = test::learnedView();
        view.engine.engine.drafting = none;
        view.learning->days.clear();
        m_panel->setView(view);
        QCOMPARE(part<FigureView>("learningPerPass").number(), QStringLiteral("–"));
        QCOMPARE(part<FigureView>("learningSaved").number(), QStringLiteral("0 s"));
    }

    void theChartTellsTheDayUnderTheMouse()
    {
        const LearningView view = test::learnedView();
        m_panel->setView(view);
        QCOMPARE(chart().dayCount(), static_cast<int>(view.learning->days.size()));
        QCOMPARE(chart().toldDay(), dayText(view.learning->days.back(), view.today));
        QTest::mouseMove(&chart(), chart().barOf(2).center());
        QTRY_COMPARE(chart().toldDay(), dayText(view.learning->days.at(2), view.today));
        QEvent left(QEvent::Leave);
        QCoreApplication::sendEvent(&chart(), &left);
        QCOMPARE(chart().toldDay(), dayText(view.learning->days.back(), view.today));
        // A better day has a higher bar, all of them stand on one line, in the widget.
        QVERIFY(chart().barOf(chart().dayCount() - 1).height() > chart().barOf(0).height());
        for (int day = 0; day < chart().dayCount(); ++day) {
            QCOMPARE(chart().barOf(day).bottom(), chart().barOf(0).bottom());
            QVERIFY(chart().rect().contains(chart().barOf(day)));
        }
    }

    void theChartIsReadWithKeysAndHeardInWords()
    {
        const LearningView view = test::learnedView();
        m_panel->setView(view);
        QVERIFY(chart().accessibleDescription().contains(QStringLiteral("Plain decoding brings 1")));
        QVERIFY(chart().accessibleDescription().contains(dayText(view.learning->days.front(), view.today)));
        chart().setFocus();
        QTest::keyClick(&chart(), Qt::Key_Home);
        QCOMPARE(chart().toldDay(), dayText(view.learning->days.front(), view.today));
        QVERIFY(chart().accessibleName().endsWith(chart().toldDay()));
        QTest::keyClick(&chart(), Qt::Key_Left);
        QCOMPARE(chart().toldDay(), dayText(view.learning->days.front(), view.today));
        QTest::keyClick(&chart(), Qt::Key_Right);
        QCOMPARE(chart().toldDay(), dayText(view.learning->days.at(1), view.today));
        // New reports leave the day that is looked at alone.
        LearningView later = view;
        later.learning->days.back().passes += 10;
        m_panel->setView(later);
        QCOMPARE(chart().toldDay(), dayText(view.learning->days.at(1), view.today));
        QTest::keyClick(&chart(), Qt::Key_End);
        QVERIFY(chart().toldDay().startsWith(QStringLiteral("today")));
    }

    void anAbsurdDayDoesNotBreakTheChart()
    {
        LearningView view = test::learnedView();
        view.learning->days = {{test::today.addDays(-1), 1, 4'000'000'000'000, -5.0},
                               {test::today, 0, 0, 1e300}};
        m_panel->setView(view);
        QVERIFY(chart().rect().contains(chart().barOf(0)));
        QVERIFY(chart().rect().contains(chart().barOf(1)));
        QVERIFY(!chart().grab().isNull());
    }

    void theSharesAreABarWithWords()
    {
        LearningView view = test::readyView();
        view.problem = QStringLiteral("unknown");
        view.engine.engine.drafting.shares.push_back({QStringLiteral("strange"), 0.0});
        m_panel->setView(view);
        auto &shares = part<SharesBar>("learningShares");
        QCOMPARE(shares.partCount(), 6);
        QVERIFY(shares.accessibleDescription().startsWith(
            QStringLiteral("Project and accepted text 41 %; Open file 24 %")));
        QVERIFY(shares.heightForWidth(200) > shares.heightForWidth(2000));
        view.engine.engine.drafting.shares.clear();
        m_panel->setView(view);
        QCOMPARE(shares.accessibleDescription(), QStringLiteral("No draft stood yet."));
    }

    // --- versions ---

    void theVersionsSayWhatTheyAreWorth()
    {
        m_panel->setView(test::learnedView());
        QCOMPARE(versions().topLevelItemCount(), 3);
        const QTreeWidgetItem &serving = *versions().topLevelItem(0);
        QCOMPARE(serving.text(VersionsTable::NumberColumn), QStringLiteral("2"));
        QCOMPARE(serving.text(VersionsTable::RightColumn), QStringLiteral("39.8 % → 41.9 %"));
        QCOMPARE(serving.text(VersionsTable::PerPassColumn), QStringLiteral("1.51 → 1.58"));
        QCOMPARE(serving.text(VersionsTable::ServesColumn), QStringLiteral("serves"));
        QVERIFY(!serving.icon(VersionsTable::ServesColumn).isNull());
        const QTreeWidgetItem &shipped = *versions().topLevelItem(2);
        QCOMPARE(shipped.text(VersionsTable::SourceColumn), QStringLiteral("came with Gatewright"));
        QCOMPARE(shipped.text(VersionsTable::RightColumn), QStringLiteral("35.2 %"));
        QVERIFY(shipped.text(VersionsTable::ServesColumn).isEmpty());
    }

    void theRowsHaveTheCommandsAsTheirMenu()
    {
        QCOMPARE(versions().contextMenuPolicy(), Qt::ActionsContextMenu);
        QCOMPARE(versions().actions(), (QList<QAction *>{&m_use, &m_rollBack, &m_drop}));
    }

    void theSelectionStaysOnItsVersion()
    {
        LearningView view = test::learnedView();
        m_panel->setView(view);
        QSignalSpy changed(m_panel.get(), &LearningPanel::currentVersionChanged);
        m_panel->selectVersion(1);
        QCOMPARE(changed.count(), 1);
        m_panel->setView(view); // the same: nothing is made anew
        QCOMPARE(changed.count(), 1);
        completion::LearnedVersion third = view.learning->versions.front();
        third.version = 3;
        view.learning->versions.insert(view.learning->versions.begin(), third);
        m_panel->setView(view);
        QCOMPARE(m_panel->currentVersion(), 1);
        std::erase_if(view.learning->versions, [](const auto &each) { return each.version == 1; });
        m_panel->setView(view);
        QVERIFY(m_panel->currentVersion() != 1);
    }

    void aVersionThatSawErasedTextOrCannotBeReadSaysSo()
    {
        LearningView view = test::learnedView();
        view.sawErased = {1};
        view.learning->versions[0].problem = QStringLiteral("The file is cut off.");
        m_panel->setView(view);
        QVERIFY(versions()
                    .topLevelItem(1)
                    ->text(VersionsTable::SourceColumn)
                    .contains(QStringLiteral("erased text")));
        QVERIFY(versions()
                    .topLevelItem(0)
                    ->text(VersionsTable::SourceColumn)
                    .contains(QStringLiteral("cut off")));
        QVERIFY(!versions().topLevelItem(0)->icon(VersionsTable::SourceColumn).isNull());
    }

    // --- the whole ---

    void everythingThatCanBeDoneIsAButtonWithAName()
    {
        m_panel->setView(test::learnedView());
        QStringList names;
        const QList<QToolButton *> all = m_panel->findChildren<QToolButton *>();
        for (const QToolButton *button : all) {
            if (button->defaultAction()) {
                QVERIFY(button->isVisible());
                names.append(button->accessibleName());
            }
        }
        QCOMPARE(names.size(), 7);
        QVERIFY(names.contains(QStringLiteral("Erase What Was Learned…")));
    }

    void itSaysWhatLearnsAtOnceAndWhatSlowly()
    {
        m_panel->setView(test::learnedView());
        QVERIFY(part<QLabel>("learningAtOnce").isVisible());
        QVERIFY(part<QLabel>("learningAtOnce").text().contains(QStringLiteral("at once")));
        QVERIFY(part<QLabel>("learningSlowly").isVisible());
        QVERIFY(part<QLabel>("learningSlowly").text().contains(QStringLiteral("slowly")));
    }

    void narrowAndHighIsOneColumnAndNothingIsCutOff()
    {
        m_panel->setView(test::learnedView());
        const int beside = chart().mapTo(m_panel.get(), QPoint(0, 0)).x();
        QVERIFY(versions().mapTo(m_panel.get(), QPoint(0, 0)).x() > beside + chart().width() / 2);
        m_panel->resize(360, 700);
        QTRY_VERIFY(versions().mapTo(m_panel.get(), QPoint(0, 0)).y() >
                    chart().mapTo(m_panel.get(), QPoint(0, 0)).y());
        const auto &page = part<QScrollArea>("learningPage");
        QTRY_VERIFY(page.widget()->width() <= page.viewport()->width());
        const QList<QToolButton *> all = m_panel->findChildren<QToolButton *>();
        for (const QToolButton *button : all) {
            if (button->defaultAction())
                QVERIFY(button->width() >= button->minimumSizeHint().width());
        }
    }

    void theThemeIsFollowed()
    {
        m_panel->setView(test::learnedView());
        const QImage light = chart().grab().toImage();
        m_panel->setTheme(Theme(m_library, ColourScheme::Dark));
        QVERIFY(chart().grab().toImage() != light);
    }
};

QTEST_MAIN(TestLearningPanel)
#include "tst_learning_panel.moc"
