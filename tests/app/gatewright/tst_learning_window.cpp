// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/keys.h"
#include "tests/app/gatewright/window_fixture.h"
#include "tests/ui/panels/learning_views.h"
#include "ui/panels/learning/learning_panel.h"
#include "ui/panels/learning/versions_table.h"

#include <QDockWidget>
#include <QJsonDocument>
#include <QLabel>
#include <QTest>

using namespace gatewright;
using completion::LearningState;

// The panel and its commands in the window, with an engine that learns by a script.
class TestLearningWindow : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<WindowFixture> m_fixture;

    [[nodiscard]] static QString json(const QJsonObject &object)
    {
        return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
    }
    void startWith(const LearningView &view)
    {
        Command engine;
        engine.program = QStringLiteral(GATEWRIGHT_BUILD_DIR "/tests/fake-engine");
        engine.arguments = {
            QStringLiteral("--learning"), json(completion::toJson(*view.learning)),
            QStringLiteral("--drafting"), json(completion::toJson(view.engine.engine.drafting)),
            QStringLiteral("--kept"),     QStringLiteral("42")};
        m_fixture = std::make_unique<WindowFixture>(engine);
        QTRY_VERIFY_WITH_TIMEOUT(m_fixture->program().learning().view().learning, 30'000);
        QTRY_COMPARE(learningStage(m_fixture->program().learning().view()), LearningStage::Known);
    }
    CommandRegistry &commands() { return m_fixture->context().commands; }
    bool run(const char *id) { return commands().run(QString::fromLatin1(id)); }
    [[nodiscard]] bool canRun(const char *id)
    {
        commands().refresh();
        return commands().action(QString::fromLatin1(id))->isEnabled();
    }
    [[nodiscard]] const completion::LearningReport &report()
    {
        return *m_fixture->program().learning().view().learning;
    }
    LearningPanel &panel() { return m_fixture->program().learningWindow().panel(); }
    [[nodiscard]] const Notice *notice(const char *key)
    {
        for (const NoticeHub::Entry &entry : m_fixture->context().notices.entries()) {
            if (entry.notice.key == QLatin1String(key))
                return &entry.notice;
        }
        return nullptr;
    }
    [[nodiscard]] static int servingVersion(const completion::LearningReport &report)
    {
        for (const completion::LearnedVersion &version : report.versions) {
            if (version.serves)
                return version.version;
        }
        return -1;
    }

private Q_SLOTS:
    void cleanup() { m_fixture.reset(); }

    void thePanelIsADockWithAKey()
    {
        startWith(test::learnedView());
        auto *dock = m_fixture->window().findChild<QDockWidget *>(QStringLiteral("learningDock"));
        QVERIFY(dock);
        QCOMPARE(m_fixture->window().dockWidgetArea(dock), Qt::BottomDockWidgetArea);
        QVERIFY(dock->visibleRegion().isEmpty()); // behind the problems
        QVERIFY(commands().conflicts().isEmpty());
        m_fixture->keys().press(Qt::CTRL | Qt::SHIFT | Qt::Key_L);
        QTRY_VERIFY(!dock->visibleRegion().isEmpty());
        QTRY_VERIFY(panel().findChild<QLabel *>(QStringLiteral("learningHeadline"))->isVisible());
    }

    void learningNowStandsAmongTheTasksAndIsCancelledThere()
    {
        LearningView view = test::learnedView();
        startWith(view);
        QVERIFY(!canRun("learning.cancel"));
        QVERIFY(run("learning.now"));
        QTRY_COMPARE(report().state, LearningState::Training);
        QVERIFY(!canRun("learning.now"));
        const TaskProgressModel &tasks = m_fixture->context().tasks;
        QCOMPARE(tasks.rowCount(), 1);
        const QModelIndex task = tasks.index(0);
        QTRY_COMPARE(task.data(TaskProgressModel::FractionRole).toDouble(), 1.0 / 3);
        m_fixture->context().tasks.cancel(0);
        QTRY_COMPARE(report().state, LearningState::TooLittle);
        QCOMPARE(tasks.rowCount(), 0);
        QVERIFY(canRun("learning.now"));
    }

    void pausingIsASwitch()
    {
        startWith(test::learnedView());
        QVERIFY(run("learning.pause"));
        QTRY_COMPARE(report().state, LearningState::Paused);
        QVERIFY(commands().action(QStringLiteral("learning.pause"))->isChecked());
        QVERIFY(run("learning.pause"));
        QTRY_COMPARE(report().state, LearningState::TooLittle);
        QVERIFY(!commands().action(QStringLiteral("learning.pause"))->isChecked());
    }

    void anotherVersionServesAndIsRolledBack()
    {
        startWith(test::learnedView());
        QVERIFY(!canRun("learning.use")); // none is selected
        panel().selectVersion(2);
        QVERIFY(!canRun("learning.use")); // it serves
        QVERIFY(run("learning.rollBack"));
        QTRY_COMPARE(servingVersion(report()), 1);
        QVERIFY(canRun("learning.use"));
        QVERIFY(run("learning.use"));
        QTRY_COMPARE(servingVersion(report()), 2);
        panel().selectVersion(0);
        QVERIFY(canRun("learning.use"));
        QVERIFY(!canRun("learning.drop")); // it came with the program
        QVERIFY(run("learning.use"));
        QTRY_COMPARE(servingVersion(report()), 0);
        QVERIFY(!canRun("learning.rollBack"));
    }

    void aVersionIsDroppedOnlyAfterAQuestion()
    {
        startWith(test::learnedView());
        panel().selectVersion(2);
        QVERIFY(run("learning.drop"));
        QVERIFY(notice("learning"));
        QVERIFY(notice("learning")->text.contains(QStringLiteral("serves now")));
        QCOMPARE(report().versions.size(), std::size_t(3));
        const Notice asked = *notice("learning");
        asked.actions.first().run();
        QTRY_COMPARE(report().versions.size(), std::size_t(2));
        panel().selectVersion(1);
        QVERIFY(run("learning.drop"));
        QVERIFY(!notice("learning")->text.contains(QStringLiteral("serves now")));
    }

    void whatTheEngineRefusesIsTold()
    {
        LearningView view = test::learnedView();
        view.learning->newPositions = 0;
        startWith(view);
        QVERIFY(run("learning.now"));
        QTRY_VERIFY(notice("learning"));
        QCOMPARE(notice("learning")->kind, Notice::Kind::Error);
        QVERIFY(notice("learning")->text.contains(QStringLiteral("nothing new")));
    }

    void erasingSaysWhatGoesAndStaysAndNamesTheHeads()
    {
        startWith(test::learnedView());
        QVERIFY(run("store.erase"));
        QTRY_VERIFY(notice("store"));
        const Notice asked = *notice("store");
        QVERIFY2(asked.text.contains(QStringLiteral("42 suggestion")), qPrintable(asked.text));
        QVERIFY(asked.text.contains(QStringLiteral("What goes")));
        QVERIFY(asked.text.contains(QStringLiteral("What stays")));
        QCOMPARE(asked.actions.size(), 2);
        asked.actions.first().run();
        QTRY_VERIFY(notice("store")->text.contains(QStringLiteral("Erased: 42")));
        const Notice erased = *notice("store");
        QVERIFY2(erased.text.contains(QStringLiteral(": 1, 2.")), qPrintable(erased.text));
        QTRY_COMPARE(report().positions, qint64(0));
        auto *versions = panel().findChild<VersionsTable *>();
        QVERIFY(
            versions->topLevelItem(0)->text(VersionsTable::SourceColumn).contains(QStringLiteral("erased")));
        erased.actions.first().run();
        QCOMPARE(panel().currentVersion(), 2);
        QVERIFY(run("store.erase"));
        QTRY_VERIFY(notice("store")->text.contains(QStringLiteral("Nothing of your suggestions")));
    }

    void draftingIsSwitchedFromThePanel()
    {
        startWith(test::learnedView());
        QVERIFY(run("learning.draft"));
        QVERIFY(!m_fixture->context().settings.value(keys::completionDrafting()));
        QCOMPARE(learningStage(m_fixture->program().learning().view()), LearningStage::DraftingOff);
        QVERIFY(run("learning.draft"));
        QCOMPARE(learningStage(m_fixture->program().learning().view()), LearningStage::Known);
    }

    void withoutAnEngineThePanelSaysSo()
    {
        m_fixture = std::make_unique<WindowFixture>();
        QTRY_COMPARE(learningStage(m_fixture->program().learning().view()), LearningStage::NoEngine);
        QVERIFY(!canRun("learning.now"));
        QVERIFY(!canRun("learning.pause"));
        QVERIFY(!canRun("learning.use"));
        QVERIFY(!canRun("learning.drop"));
        QVERIFY(!canRun("learning.rollBack"));
    }
};

QTEST_MAIN(TestLearningWindow)
#include "tst_learning_window.moc"
