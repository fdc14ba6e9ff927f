// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/keys.h"
#include "tests/app/gatewright/window_fixture.h"
#include "ui/dialogs/settings_dialog.h"
#include "ui/panels/problems/problems_panel.h"
#include "ui/panels/project/project_panel.h"
#include "ui/panels/run/run_panel.h"
#include "ui/shell/editor_group.h"
#include "ui/shell/editor_tab_bar.h"
#include "ui/shell/find_bar.h"
#include "ui/shell/quick_pick.h"
#include "ui/shell/status_bar.h"

#include <QCheckBox>
#include <QDockWidget>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMenuBar>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

using namespace gatewright;

// The window as a whole: commands and keys, files and tabs, session, problems, dialogs. Without an engine.
class TestWindow : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<WindowFixture> m_fixture;

    MainWindow &window() { return m_fixture->window(); }
    CommandRegistry &commands() { return m_fixture->context().commands; }

    void type(const char *text) { m_fixture->view().insert(text); }

    // Qt calls a dock behind another tab visible.
    static bool isBehind(const QWidget &panel) { return panel.visibleRegion().isEmpty(); }
    // A kernel with one problem at its start that can be mended in so many ways.
    [[nodiscard]] bool openWithFixes(int count)
    {
        QSignalSpy checked(&m_fixture->program().checker(), &DocumentChecker::checked);
        if (!m_fixture->open(QStringLiteral("fir/fir.cpp")) ||
            !QTest::qWaitFor([&] { return checked.count() > 0; }))
            return false;
        const Document &document = *m_fixture->document();
        Diagnostic problem;
        problem.range = {{0, 0}, {0, 2}};
        for (int number = 0; number < count; ++number) {
            const Position end = document.buffer().position(document.buffer().size());
            problem.fixes.push_back(
                {QStringLiteral("Mend %1").arg(number),
                 {{problem.range, "//" + std::to_string(number)}, {{end, end}, "//end"}}});
        }
        m_fixture->context().problems.setProblems(document.id(), document.title(), document.path(), {problem},
                                                  document.buffer().revision());
        return true;
    }

private Q_SLOTS:
    void init() { m_fixture = std::make_unique<WindowFixture>(); }
    void cleanup() { m_fixture.reset(); }

    // --- commands ---

    void noTwoCommandsShareAKey()
    {
        for (const auto &conflict : commands().conflicts())
            QFAIL(qPrintable(conflict.first + QStringLiteral(" and ") + conflict.second));
    }

    void everyMenuEntryIsACommandOrASubmenu()
    {
        int entries = 0;
        const QList<QAction *> menus = window().menuBar()->actions();
        for (const QAction *menu : menus) {
            const QList<QAction *> actions = menu->menu()->actions();
            for (const QAction *action : actions) {
                if (action->isSeparator() || action->menu())
                    continue;
                QVERIFY2(commands().find(action->objectName()), qPrintable(action->text()));
                ++entries;
            }
        }
        QVERIFY(entries > 40);
    }

    // A laptop of 1366 by 768 at 150 % has 911 by 512 points, some of which the desktop takes.
    void fitsASmallScreen()
    {
        QStringList tall;
        for (const QDockWidget *dock : window().findChildren<QDockWidget *>()) {
            const QSize least = dock->widget()->minimumSizeHint();
            tall.append(
                QStringLiteral("%1 %2x%3").arg(dock->objectName()).arg(least.width()).arg(least.height()));
        }
        const QSize least = window().minimumSizeHint();
        QVERIFY2(least.width() <= 800 && least.height() <= 488,
                 qPrintable(QStringLiteral("%1x%2: ").arg(least.width()).arg(least.height()) +
                            tall.join(QStringLiteral(", "))));
    }

    void everyControlHasAnAccessibleName()
    {
        const QList<QWidget *> all = window().findChildren<QWidget *>();
        for (const QWidget *widget : all) {
            const bool isControl =
                qobject_cast<const QAbstractButton *>(widget) || qobject_cast<const QLineEdit *>(widget);
            const auto *button = qobject_cast<const QAbstractButton *>(widget);
            // Qt's own parts (scroll buttons, title bars) name themselves.
            if (!isControl || widget->objectName().startsWith(QLatin1String("qt_")) || !widget->isVisible())
                continue;
            if (QByteArray(widget->metaObject()->className()).contains("Private") ||
                QByteArray(widget->metaObject()->className()).startsWith("QDockWidgetTitleButton") ||
                widget->parentWidget()->inherits("QLineEdit"))
                continue;
            QVERIFY2(!widget->accessibleName().isEmpty() || (button && !button->text().isEmpty()),
                     qPrintable(QStringLiteral("%1 %2").arg(QLatin1String(widget->metaObject()->className()),
                                                            widget->objectName())));
        }
    }

    void theKeysOfTheShortcutsReachTheirCommands()
    {
        QVERIFY(m_fixture->open(QStringLiteral("fir/fir.cpp")));
        QTRY_VERIFY(QApplication::focusWidget() &&
                    window().editors().isAncestorOf(QApplication::focusWidget()));
        m_fixture->keys().press(Qt::CTRL | Qt::SHIFT | Qt::Key_P);
        QTRY_VERIFY(window().quickPick().isVisible());
        m_fixture->keys().press(Qt::Key_Escape);
        QTRY_VERIFY(!window().quickPick().isVisible());
        m_fixture->keys().press(Qt::CTRL | Qt::Key_F);
        QTRY_VERIFY(window().findBar().isVisible());
        m_fixture->keys().press(Qt::Key_Escape);
        QTRY_VERIFY(!window().findBar().isVisible());
        m_fixture->keys().press(Qt::CTRL | Qt::Key_W);
        QTRY_VERIFY(!m_fixture->document());
    }

    // --- files and tabs ---

    void aNewFileIsSavedUnderAName()
    {
        QVERIFY(commands().run(QStringLiteral("file.new")));
        QVERIFY(m_fixture->document());
        type("int x;\n");
        m_fixture->questions().path = m_fixture->file(QStringLiteral("new.cpp"));
        QVERIFY(commands().run(QStringLiteral("file.save")));
        QTRY_COMPARE(m_fixture->document()->title(), QStringLiteral("new.cpp"));
        QCOMPARE(WindowFixture::read(m_fixture->file(QStringLiteral("new.cpp"))), QByteArray("int x;\n"));
        QCOMPARE(window().windowTitle().left(7), QStringLiteral("new.cpp"));
    }

    void closingAChangedFileAsks_data()
    {
        QTest::addColumn<int>("answer");
        QTest::addColumn<bool>("closed");
        QTest::addColumn<bool>("written");
        QTest::newRow("save") << static_cast<int>(UserQuestions::Unsaved::Save) << true << true;
        QTest::newRow("discard") << static_cast<int>(UserQuestions::Unsaved::Discard) << true << false;
        QTest::newRow("cancel") << static_cast<int>(UserQuestions::Unsaved::Cancel) << false << false;
    }
    void closingAChangedFileAsks()
    {
        QFETCH(int, answer);
        QFETCH(bool, closed);
        QFETCH(bool, written);
        QVERIFY(m_fixture->open(QStringLiteral("fir/fir.h")));
        type("// mine\n");
        m_fixture->questions().unsaved = static_cast<UserQuestions::Unsaved>(answer);
        QVERIFY(commands().run(QStringLiteral("file.close")));
        QTRY_COMPARE(m_fixture->document() == nullptr, closed);
        QCOMPARE(m_fixture->questions().asked, QStringList{QStringLiteral("fir.h")});
        QCOMPARE(WindowFixture::read(m_fixture->file(QStringLiteral("fir/fir.h"))).startsWith("// mine"),
                 written);
    }

    void closingTheWindowAsksTooWhereUnsavedTextIsNotKept()
    {
        QVERIFY(m_fixture->context().settings.setValue(keys::keepUnsaved(), false));
        QVERIFY(m_fixture->open(QStringLiteral("fir/fir.h")));
        type("// mine\n");
        m_fixture->questions().unsaved = UserQuestions::Unsaved::Cancel;
        window().close();
        QVERIFY(window().isVisible());
        QVERIFY(m_fixture->document());
        m_fixture->questions().unsaved = UserQuestions::Unsaved::Discard;
        window().close();
        QTRY_VERIFY(!window().isVisible());
    }

    void saveAllSavesEveryFile()
    {
        QVERIFY(m_fixture->open(QStringLiteral("fir/fir.h")));
        type("// a\n");
        QVERIFY(m_fixture->open(QStringLiteral("qiskit/bell.py")));
        type("# b\n");
        QVERIFY(commands().run(QStringLiteral("file.saveAll")));
        QTRY_VERIFY(!m_fixture->context().documents.hasModified());
        QVERIFY(WindowFixture::read(m_fixture->file(QStringLiteral("fir/fir.h"))).startsWith("// a"));
        QVERIFY(WindowFixture::read(m_fixture->file(QStringLiteral("qiskit/bell.py"))).startsWith("# b"));
    }

    void aClosedTabComesBackWhereItWas()
    {
        QVERIFY(!commands().run(QStringLiteral("file.reopenClosed")));
        QVERIFY(m_fixture->open(QStringLiteral("fir/fir.cpp")));
        m_fixture->view().goTo(HumanPosition{22, 5});
        QVERIFY(commands().run(QStringLiteral("file.close")));
        QTRY_VERIFY(!m_fixture->document());
        QVERIFY(commands().run(QStringLiteral("file.reopenClosed")));
        QTRY_VERIFY(m_fixture->document());
        QCOMPARE(m_fixture->view().caretHumanPosition(), (HumanPosition{22, 5}));
    }

    void theMiddleButtonClosesATab()
    {
        QVERIFY(m_fixture->open(QStringLiteral("fir/fir.cpp")));
        EditorTabBar &tabs = window().editors().activeGroup().tabs();
        QTest::mouseClick(&tabs, Qt::MiddleButton, {}, tabs.tabRect(0).center());
        QTRY_VERIFY(!m_fixture->document());
    }

    void tabsOfOneNameSayTheirFolders()
    {
        QVERIFY(QFile::copy(m_fixture->file(QStringLiteral("fir/fir.h")),
                            m_fixture->file(QStringLiteral("matmul/fir.h"))));
        QVERIFY(m_fixture->open(QStringLiteral("fir/fir.h")));
        QVERIFY(m_fixture->open(QStringLiteral("matmul/fir.h")));
        const EditorTabBar &tabs = window().editors().activeGroup().tabs();
        QCOMPARE(tabs.tabText(0), QStringLiteral("fir.h — fir"));
        QCOMPARE(tabs.tabText(1), QStringLiteral("fir.h — matmul"));
    }

    void aSplitShowsTheSameDocument()
    {
        QVERIFY(m_fixture->open(QStringLiteral("fir/fir.cpp")));
        QVERIFY(commands().run(QStringLiteral("view.splitRight")));
        QVERIFY(commands().run(QStringLiteral("view.splitDown")));
        QCOMPARE(window().editors().groups().size(), 3);
        QCOMPARE(window().editors().pagesOf(*m_fixture->document()).size(), 3);
        type("// everywhere\n");
        const QList<EditorPage *> pages = window().editors().pages();
        for (const EditorPage *page : pages)
            QCOMPARE(&page->document(), m_fixture->document());
        // Closing one split asks nothing and loses nothing.
        QVERIFY(commands().run(QStringLiteral("file.close")));
        QVERIFY(m_fixture->questions().asked.isEmpty());
        QCOMPARE(window().editors().groups().size(), 2);
        QVERIFY(commands().run(QStringLiteral("view.closeSplit")));
        QCOMPARE(window().editors().groups().size(), 1);
        QVERIFY(m_fixture->document()->buffer().isModified());
    }

    void filesDroppedOnTheWindowOpen()
    {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(m_fixture->file(QStringLiteral("fir/fir.cpp"))),
                      QUrl::fromLocalFile(m_fixture->workspace())});
        QDropEvent drop(QPointF(10, 10), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        // Qt delivers drops only in a drag of its own; the window sees the same event this way.
        static_cast<QObject &>(window()).event(&drop);
        QTRY_VERIFY(m_fixture->document());
        QCOMPARE(m_fixture->context().workspace.folder(),
                 QFileInfo(m_fixture->workspace()).canonicalFilePath());
    }

    void aChangeOnDiskIsABarWithReload()
    {
        QVERIFY(m_fixture->open(QStringLiteral("fir/fir.h")));
        type("// mine\n");
        QFile file(m_fixture->file(QStringLiteral("fir/fir.h")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("// from elsewhere\n");
        file.close();
        m_fixture->context().documents.checkDisk();
        EditorPage *page = window().editors().currentPage();
        QTRY_VERIFY(page->findChild<QLabel *>(QStringLiteral("noticeText")));
        const QList<QPushButton *> buttons = page->findChildren<QPushButton *>();
        QCOMPARE(buttons.first()->text(), QStringLiteral("Reload"));
        buttons.first()->click();
        QTRY_COMPARE(m_fixture->document()->buffer().bytes(), QByteArray("// from elsewhere\n"));
        QTRY_VERIFY(!page->findChild<QLabel *>(QStringLiteral("noticeText")));
    }

    // --- session ---

    void theSessionComesBack()
    {
        window().documents().openFolder(m_fixture->workspace());
        QVERIFY(m_fixture->open(QStringLiteral("fir/fir.cpp")));
        m_fixture->view().goTo(HumanPosition{26, 9});
        QVERIFY(commands().run(QStringLiteral("view.splitRight")));
        QVERIFY(m_fixture->open(QStringLiteral("qiskit/bell.py")));
        m_fixture->restart();
        QTRY_COMPARE(window().editors().pages().size(), 3);
        QCOMPARE(window().editors().groups().size(), 2);
        QCOMPARE(m_fixture->document()->title(), QStringLiteral("bell.py"));
        const HumanPosition place = window().editors().pages().first()->view().caretHumanPosition();
        QCOMPARE(place.line, 26);
        QCOMPARE(place.column, 9);
        QCOMPARE(m_fixture->context().workspace.folder(),
                 QFileInfo(m_fixture->workspace()).canonicalFilePath());
        QVERIFY(m_fixture->context()
                    .settings.value(keys::recentFiles())
                    .contains(m_fixture->file(QStringLiteral("qiskit/bell.py"))));
    }

    void aFileThatIsGoneIsLeftOutOfTheSession()
    {
        QVERIFY(m_fixture->open(QStringLiteral("fir/fir.cpp")));
        QVERIFY(m_fixture->open(QStringLiteral("fir/fir.h")));
        window().close();
        QVERIFY(QFile::remove(m_fixture->file(QStringLiteral("fir/fir.h"))));
        m_fixture->restart();
        QTRY_VERIFY(m_fixture->document());
        QCOMPARE(m_fixture->document()->title(), QStringLiteral("fir.cpp"));
        QVERIFY(!m_fixture->tells(QStringLiteral("fir.h")));
    }

    // --- problems ---

    void anErrorIsMarkedListedAndReached()
    {
        QVERIFY(m_fixture->open(QStringLiteral("fir/fir.h")));
        QTRY_COMPARE(m_fixture->context().problems.rowCount(), 0);
        m_fixture->view().setCaret(m_fixture->document()->buffer().size());
        type("\nint broken( {\n\n\n");
        QTRY_VERIFY(m_fixture->context().problems.count(Severity::Error) > 0);
        QVERIFY(!m_fixture->document()->buffer().marks().empty());
        const auto *field = window().findChild<QToolButton *>(QStringLiteral("statusProblems"));
        QVERIFY2(field->text().contains(QLatin1Char('1')), qPrintable(field->text()));
        m_fixture->view().setCaret(0);
        QVERIFY(commands().run(QStringLiteral("go.nextProblem")));
        const Range range = m_fixture->context().problems.problem(0).diagnostic.range;
        QCOMPARE(m_fixture->view().caretPosition(), range.start);
        m_fixture->view().run(EditCommand::Undo);
        QTRY_COMPARE(m_fixture->context().problems.rowCount(), 0);
        QVERIFY(m_fixture->document()->buffer().marks().empty());
    }

    void closingAFileTakesItsProblemsAway()
    {
        QVERIFY(commands().run(QStringLiteral("file.new")));
        m_fixture->document()->buffer().setLanguage(Language::Qiskit);
        type("def f(:\n");
        QTRY_VERIFY(m_fixture->context().problems.rowCount() > 0);
        m_fixture->questions().unsaved = UserQuestions::Unsaved::Discard;
        QVERIFY(commands().run(QStringLiteral("file.close")));
        QTRY_COMPARE(m_fixture->context().problems.rowCount(), 0);
    }

    // --- find, palette, settings, templates ---

    void findCountsAndReplaces()
    {
        QVERIFY(commands().run(QStringLiteral("file.new")));
        type("tap tip tap top");
        m_fixture->view().setCaret(0);
        FindBar &bar = window().findBar();
        QVERIFY(commands().run(QStringLiteral("edit.replace")));
        auto *pattern = bar.findChild<QLineEdit *>(QStringLiteral("findPattern"));
        QTest::keyClicks(pattern, QStringLiteral("tap"));
        QTest::keyClick(pattern, Qt::Key_Return);
        QCOMPARE(m_fixture->view().selectedText(), QStringLiteral("tap"));
        QTRY_COMPARE(bar.status(), QStringLiteral("2 of 2"));
        bar.findChild<QLineEdit *>(QStringLiteral("findReplacement"))->setText(QStringLiteral("x"));
        bar.replaceAll();
        QCOMPARE(m_fixture->document()->buffer().bytes(), QByteArray("x tip x top"));
        m_fixture->view().run(EditCommand::Undo);
        QCOMPARE(m_fixture->document()->buffer().bytes(), QByteArray("tap tip tap top"));
    }

    void aBrokenRegularExpressionIsSaid()
    {
        QVERIFY(commands().run(QStringLiteral("file.new")));
        type("text");
        QVERIFY(commands().run(QStringLiteral("edit.find")));
        FindBar &bar = window().findBar();
        bar.findChild<QToolButton *>(QStringLiteral("findRegularExpression"))->setChecked(true);
        QTest::keyClicks(bar.findChild<QLineEdit *>(QStringLiteral("findPattern")), QStringLiteral("(te"));
        QTRY_VERIFY(!bar.status().isEmpty());
        QCOMPARE(m_fixture->document()->buffer().bytes(), QByteArray("text"));
    }

    void aSettingChangesTheEditorAtOnce()
    {
        QVERIFY(m_fixture->open(QStringLiteral("fir/fir.cpp")));
        SettingsDialog dialog(m_fixture->context().settings);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        auto *row = dialog.findChild<QWidget *>(QStringLiteral("editor.wrapLines"));
        QVERIFY(row);
        QVERIFY(!m_fixture->view().settings().wrapLines);
        row->findChild<QCheckBox *>()->setChecked(true);
        QVERIFY(m_fixture->view().settings().wrapLines);
        m_fixture->restart();
        QVERIFY(m_fixture->context().settings.value(keys::wrapLines()));
    }

    void theSettingsSearchNarrowsTheList()
    {
        SettingsDialog dialog(m_fixture->context().settings);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.show();
        dialog.findChild<QLineEdit *>()->setText(QStringLiteral("secret"));
        QVERIFY(dialog.findChild<QWidget *>(QStringLiteral("completion.disabledFor"))->isVisible());
        QVERIFY(!dialog.findChild<QWidget *>(QStringLiteral("editor.wrapLines"))->isVisible());
    }

    void aKernelComesFromATemplate()
    {
        window().documents().openFolder(m_fixture->workspace());
        QVERIFY(commands().run(QStringLiteral("file.newFromTemplate")));
        auto *dialog = window().findChild<QDialog *>(QStringLiteral("templateDialog"));
        QVERIFY(dialog);
        auto *name = dialog->findChild<QLineEdit *>(QStringLiteral("templateName"));
        auto *create = dialog->findChild<QPushButton *>(QStringLiteral("templateCreate"));
        name->setText(QStringLiteral("not a name"));
        QVERIFY(!create->isEnabled());
        name->setText(QStringLiteral("scale"));
        QVERIFY(create->isEnabled());
        create->click();
        QTRY_VERIFY(m_fixture->document());
        QCOMPARE(m_fixture->document()->title(), QStringLiteral("scale.cpp"));
        QVERIFY(QFile::exists(m_fixture->file(QStringLiteral("scale_tb.cpp"))));
        QVERIFY(m_fixture->document()->buffer().text().find("void scale(") != std::string_view::npos);
    }

    void withoutAnEngineTheStatusSaysSo()
    {
        auto *field = window().findChild<QToolButton *>(QStringLiteral("statusModel"));
        QTRY_COMPARE(field->text(), QStringLiteral("No engine"));
        QVERIFY(m_fixture->open(QStringLiteral("fir/fir.cpp")));
        type("int x;\n");
        QVERIFY(m_fixture->document()->buffer().isModified());
    }

    // --- runs and fixes ---

    void aPanelBehindAnotherComesInFrontBeforeItIsHidden()
    {
        QTRY_VERIFY(!isBehind(window().problems()));
        QVERIFY(commands().run(QStringLiteral("view.run")));
        QTRY_VERIFY(!isBehind(window().run()));
        QVERIFY(commands().run(QStringLiteral("view.problems")));
        QTRY_VERIFY(!isBehind(window().problems()));
        QVERIFY(commands().run(QStringLiteral("view.problems")));
        QTRY_VERIFY(!window().problems().isVisible());
    }

    void aRunIsForPrograms()
    {
        QVERIFY(!commands().run(QStringLiteral("run.run")));
        QVERIFY(m_fixture->open(QStringLiteral("README.md")));
        QVERIFY(!commands().run(QStringLiteral("run.run")));
        QVERIFY(!commands().run(QStringLiteral("run.again")));
        QVERIFY(!commands().run(QStringLiteral("run.cancel")));
    }

    void aRunWithoutACheckerSaysWhyInItsPanel()
    {
        QVERIFY(m_fixture->open(QStringLiteral("fir/fir.cpp")));
        RunPanel &panel = window().run();
        QVERIFY(isBehind(panel)); // the problems
        m_fixture->keys().press(Qt::Key_F5);
        QTRY_VERIFY(!isBehind(panel));
        QVERIFY(isBehind(window().problems()));
        const RunSession &run = m_fixture->context().run;
        QTRY_COMPARE(run.state(), RunSession::State::NotRun);
        QCOMPARE(run.target().path, m_fixture->file(QStringLiteral("fir/fir.cpp")));
        const auto *words = panel.findChild<QLabel *>(QStringLiteral("runWords"));
        QCOMPARE(words->text(), QStringLiteral("The checker is not running."));
        QVERIFY(commands().action(QStringLiteral("run.again"))->isEnabled());
        QVERIFY(!commands().action(QStringLiteral("run.cancel"))->isEnabled());
    }

    void runAgainOpensWhatWasClosed()
    {
        QVERIFY(m_fixture->open(QStringLiteral("qiskit/bell.py")));
        QVERIFY(commands().run(QStringLiteral("run.run")));
        const RunSession &run = m_fixture->context().run;
        QTRY_VERIFY(!run.isRunning());
        QVERIFY(commands().run(QStringLiteral("file.close")));
        QTRY_VERIFY(!m_fixture->document());
        QSignalSpy changed(&run, &RunSession::changed);
        QVERIFY(commands().run(QStringLiteral("run.again")));
        QTRY_VERIFY(m_fixture->document());
        QTRY_COMPARE(changed.count(), 2); // it started and it ended
        QCOMPARE(m_fixture->document()->title(), QStringLiteral("bell.py"));
    }

    void aLinkOfTheOutputOpensItsPlace()
    {
        Q_EMIT window().run().placeChosen(m_fixture->file(QStringLiteral("fir/fir_tb.cpp")), 7, 3);
        QTRY_VERIFY(m_fixture->document());
        QTRY_COMPARE(m_fixture->view().caretHumanPosition().line, 7);
    }

    void aQuickFixIsOneUndoStep()
    {
        QVERIFY(openWithFixes(1));
        const QByteArray before = m_fixture->document()->buffer().bytes();
        m_fixture->view().goTo(Position{0, 0});
        m_fixture->keys().press(Qt::CTRL | Qt::Key_Period);
        QTRY_VERIFY(m_fixture->document()->buffer().bytes() != before);
        QVERIFY(m_fixture->document()->buffer().bytes().startsWith("//0"));
        QVERIFY(m_fixture->document()->buffer().bytes().endsWith("//end"));
        m_fixture->keys().press(Qt::CTRL | Qt::Key_Z);
        QTRY_COMPARE(m_fixture->document()->buffer().bytes(), before);
    }

    void ofSeveralFixesTheUserChooses()
    {
        QVERIFY(openWithFixes(2));
        m_fixture->view().goTo(Position{0, 0});
        QVERIFY(commands().run(QStringLiteral("edit.quickFix")));
        const auto menu = [this]() -> QMenu * {
            for (QMenu *candidate : window().findChildren<QMenu *>())
                if (candidate->isVisible())
                    return candidate;
            return nullptr;
        };
        QTRY_VERIFY(menu());
        QCOMPARE(menu()->actions().size(), 2);
        menu()->actions().at(1)->trigger();
        QTRY_VERIFY(m_fixture->document()->buffer().bytes().startsWith("//1"));
    }

    void aFixOfTextThatWasChangedIsRefused()
    {
        QVERIFY(openWithFixes(1));
        const auto row = m_fixture->context().problems.nearest(m_fixture->document()->id(), {0, 0},
                                                               DiagnosticsModel::Direction::Next);
        QVERIFY(row);
        m_fixture->view().goTo(Position{0, 0});
        type("x");
        const QByteArray before = m_fixture->document()->buffer().bytes();
        Q_EMIT window().problems().fixesRequested(*row, window().mapToGlobal(QPoint(10, 10)));
        for (QMenu *menu : window().findChildren<QMenu *>())
            if (menu->isVisible())
                menu->actions().constFirst()->trigger();
        const std::vector<NoticeHub::Entry> &notices = m_fixture->context().notices.entries();
        QVERIFY(std::any_of(notices.begin(), notices.end(), [](const NoticeHub::Entry &entry) {
            return entry.notice.text.contains(QStringLiteral("The fix was not applied."));
        }));
        QCOMPARE(m_fixture->document()->buffer().bytes(), before);
    }

    void theProjectShowsTheFolder()
    {
        const auto *tree = window().project().findChild<QTreeView *>(QStringLiteral("projectTree"));
        QVERIFY(!tree->isVisible());
        window().documents().openFolder(m_fixture->workspace());
        QTRY_VERIFY(tree->isVisible() && tree->model()->rowCount(tree->rootIndex()) == 4);
        QCOMPARE(tree->model()->index(0, 0, tree->rootIndex()).data().toString(), QStringLiteral("fir"));
    }
};

QTEST_MAIN(TestWindow)
#include "tst_window.moc"
