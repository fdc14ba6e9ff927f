// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/keys.h"
#include "tests/app/gatewright/window_fixture.h"
#include "tests/support/files.h"
#include "tests/support/result_test.h"
#include "ui/bridge/keyboard_scheme.h"
#include "ui/dialogs/keyboard_dialog.h"
#include "ui/dialogs/settings_dialog.h"
#include "ui/panels/search/search_panel.h"
#include "ui/shell/quick_pick.h"

#include <QComboBox>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>
#include <QTreeWidget>
#include <QWheelEvent>

using namespace gatewright;

// Finding one's way: palette, symbols, search, places, bookmarks, keys, what files say about themselves.
class TestNavigation : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<WindowFixture> m_fixture;

    MainWindow &window() { return m_fixture->window(); }
    CommandRegistry &commands() { return m_fixture->context().commands; }
    int line() { return m_fixture->view().caretHumanPosition().line; }

    int lineSeen()
    {
        const auto &seen = m_fixture->program().navigation().lastSeen();
        return seen ? seen->place.line : 0;
    }

    bool canRun(const QString &id)
    {
        const UserCommand *command = commands().find(id);
        return command && (!command->enabled || command->enabled());
    }

    bool openWorkspace()
    {
        window().documents().open({m_fixture->workspace()});
        return QTest::qWaitFor([this] { return m_fixture->context().files.index()->files.size() > 3; });
    }

    QStringList picked()
    {
        QStringList texts;
        const QuickPickModel &model = window().quickPick().model();
        for (int row = 0; row < model.rowCount(); ++row)
            texts.append(model.item(row).text);
        return texts;
    }

private Q_SLOTS:
    void init() { m_fixture = std::make_unique<WindowFixture>(); }
    void cleanup() { m_fixture.reset(); }

    void backAndForwardThroughFiles()
    {
        QVERIFY(m_fixture->open(QStringLiteral("fir/fir.cpp")));
        m_fixture->view().goTo(HumanPosition{20, 3});
        QVERIFY(!commands().run(QStringLiteral("go.forward")));
        QTRY_COMPARE(lineSeen(), 20);
        QVERIFY(m_fixture->open(QStringLiteral("qiskit/bell.py")));
        QTRY_VERIFY(canRun(QStringLiteral("go.back")));
        QVERIFY(commands().run(QStringLiteral("go.back")));
        QTRY_COMPARE(m_fixture->document()->title(), QStringLiteral("fir.cpp"));
        QTRY_COMPARE(line(), 20);
        QVERIFY(commands().run(QStringLiteral("go.forward")));
        QTRY_COMPARE(m_fixture->document()->title(), QStringLiteral("bell.py"));
    }

    void aJumpWithinAFileIsRememberedAndTypingIsNot()
    {
        QVERIFY(m_fixture->open(QStringLiteral("fir/fir.cpp")));
        m_fixture->view().goTo(HumanPosition{2, 1});
        QTRY_COMPARE(lineSeen(), 2);
        m_fixture->view().insert(std::string(30, '\n')); // the caret goes far, by typing
        QTRY_COMPARE(lineSeen(), 32);
        m_fixture->view().goTo(HumanPosition{60, 1});
        QTRY_VERIFY(canRun(QStringLiteral("go.back")));
        QVERIFY(commands().run(QStringLiteral("go.back")));
        QTRY_COMPARE(line(), 32);
    }

    void bookmarksAreSetWalkedAndKept()
    {
        QVERIFY(m_fixture->open(QStringLiteral("fir/fir.cpp")));
        m_fixture->view().goTo(HumanPosition{5, 1});
        QVERIFY(commands().run(QStringLiteral("bookmarks.toggle")));
        m_fixture->view().goTo(HumanPosition{25, 1});
        QVERIFY(commands().run(QStringLiteral("bookmarks.toggle")));
        QVERIFY(commands().run(QStringLiteral("bookmarks.next")));
        QTRY_COMPARE(line(), 5);
        QVERIFY(commands().run(QStringLiteral("bookmarks.previous")));
        QTRY_COMPARE(line(), 25);
        QVERIFY(commands().run(QStringLiteral("bookmarks.list")));
        QCOMPARE(picked(), (QStringList{QStringLiteral("fir.cpp:5"), QStringLiteral("fir.cpp:25")}));
        m_fixture->restart();
        QCOMPARE(m_fixture->program().navigation().bookmarks().all().size(), std::size_t{2});
    }

    void symbolsOfTheFileAndOfTheFolder()
    {
        QVERIFY(openWorkspace());
        QVERIFY(m_fixture->open(QStringLiteral("fir/fir.cpp")));
        QVERIFY(commands().run(QStringLiteral("go.symbol")));
        QTRY_VERIFY(picked().contains(QStringLiteral("multiply_accumulate")));
        QTest::keyClicks(window().quickPick().input(), QStringLiteral("mulacc"));
        QTest::keyClick(window().quickPick().input(), Qt::Key_Return);
        QVERIFY(m_fixture->document()
                    ->buffer()
                    .lineText(line() - 1)
                    .contains(QStringLiteral("multiply_accumulate")));
        QVERIFY(commands().run(QStringLiteral("go.folderSymbol")));
        QTest::keyClicks(window().quickPick().input(), QStringLiteral("bell"));
        QTRY_VERIFY(!picked().isEmpty());
        QTest::keyClick(window().quickPick().input(), Qt::Key_Return);
        QTRY_COMPARE(m_fixture->document()->title(), QStringLiteral("bell.py"));
    }

    void theFolderIsSearchedAndAHitOpens()
    {
        QVERIFY(openWorkspace());
        QVERIFY(m_fixture->open(QStringLiteral("qiskit/bell.py")));
        QVERIFY(commands().run(QStringLiteral("search.files")));
        SearchPanel &panel = m_fixture->program().search().panel();
        QVERIFY(panel.isVisible());
        QTest::keyClicks(panel.focusWidget(), QStringLiteral("multiply_accumulate"));
        QTRY_VERIFY(panel.hits().hitCount() >= 2);
        QTRY_VERIFY(!panel.isSearching());
        QTest::keyClick(&window(), Qt::Key_F4);
        QTRY_COMPARE(m_fixture->document()->title(), QStringLiteral("fir.cpp"));
        QVERIFY(m_fixture->document()
                    ->buffer()
                    .lineText(line() - 1)
                    .contains(QStringLiteral("multiply_accumulate")));
    }

    void aReplacementIsToldAndCanBeTakenBack()
    {
        QVERIFY(openWorkspace());
        const QByteArray before = WindowFixture::read(m_fixture->file(QStringLiteral("fir/fir.cpp")));
        QVERIFY(commands().run(QStringLiteral("search.replaceInFiles")));
        SearchPanel &panel = m_fixture->program().search().panel();
        panel.findChild<QLineEdit *>(QStringLiteral("searchReplacement"))->setText(QStringLiteral("sum_up"));
        QTest::keyClicks(panel.findChild<QLineEdit *>(QStringLiteral("searchText")),
                         QStringLiteral("multiply_accumulate"));
        QTRY_VERIFY(panel.hits().hitCount() >= 2);
        QTRY_VERIFY(!panel.isSearching());
        panel.findChild<QPushButton *>(QStringLiteral("searchReplace"))->click();
        QTRY_VERIFY(WindowFixture::read(m_fixture->file(QStringLiteral("fir/fir.cpp"))).contains("sum_up"));
        QTRY_VERIFY(canRun(QStringLiteral("search.undoReplace")));
        QVERIFY(commands().run(QStringLiteral("search.undoReplace")));
        QTRY_COMPARE(WindowFixture::read(m_fixture->file(QStringLiteral("fir/fir.cpp"))), before);
    }

    void zoomingWithTheWheelIsKept()
    {
        QVERIFY(m_fixture->open(QStringLiteral("fir/fir.cpp")));
        QWidget *keys = m_fixture->view().focusProxy();
        QWheelEvent wheel({10, 10}, keys->mapToGlobal(QPointF(10, 10)), {}, {0, 120}, Qt::NoButton,
                          Qt::ControlModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(qobject_cast<QAbstractScrollArea *>(keys)->viewport(), &wheel);
        QCOMPARE(m_fixture->context().settings.value(keys::zoomPercent()), 110);
        m_fixture->restart();
        QCOMPARE(m_fixture->context().settings.value(keys::zoomPercent()), 110);
    }

    void editorConfigAndTheTextDecideAboutIndentation()
    {
        test::writeFile(m_fixture->file(QStringLiteral(".editorconfig")),
                        "root = true\n[*.py]\nindent_style = tab\nmax_line_length = 88\n"
                        "trim_trailing_whitespace = true\ninsert_final_newline = true\n");
        test::writeFile(m_fixture->file(QStringLiteral("two.cpp")),
                        "f() {\n  a;\n  if (x) {\n    b;\n  }\n}\n");
        test::writeFile(m_fixture->file(QStringLiteral("tabs.py")), "x = 1  ");
        QVERIFY(m_fixture->open(QStringLiteral("two.cpp")));
        QTRY_COMPARE(m_fixture->view().settings().indentWidth, 2);
        QVERIFY(m_fixture->open(QStringLiteral("tabs.py")));
        QTRY_VERIFY(m_fixture->view().settings().indentWithTabs);
        QCOMPARE(m_fixture->view().settings().rulerColumn, 88);
        m_fixture->view().setCaret(0);
        m_fixture->view().insert("y = 2\n");
        QVERIFY(commands().run(QStringLiteral("file.save")));
        QTRY_COMPARE(WindowFixture::read(m_fixture->file(QStringLiteral("tabs.py"))),
                     QByteArray("y = 2\nx = 1\n"));
        GW_VERIFY_RESULT(m_fixture->context().settings.setValue(keys::editorConfig(), false));
        QTRY_VERIFY(!m_fixture->view().settings().indentWithTabs);
    }

    void aTrustedFolderHasSettingsOfItsOwn()
    {
        test::writeFile(m_fixture->file(QStringLiteral(".gatewright/settings.json")),
                        R"({"editor":{"tabWidth":7}})");
        QVERIFY(openWorkspace());
        QCOMPARE(m_fixture->context().settings.value(keys::tabWidth()), 4);
        QVERIFY(commands().run(QStringLiteral("workspace.trusted")));
        QCOMPARE(m_fixture->context().settings.value(keys::tabWidth()), 7);
        SettingsDialog dialog(m_fixture->context().settings);
        auto *scope = dialog.findChild<QComboBox *>(QStringLiteral("settingsScope"));
        QVERIFY(!scope->isHidden());
        dialog.setScope(SettingsDialog::Scope::Project);
        QVERIFY(dialog.findChild<QWidget *>(QStringLiteral("editor.tabWidth")));
        QTRY_VERIFY(!dialog.findChild<QWidget *>(QStringLiteral("model.path")));
        QVERIFY(commands().run(QStringLiteral("workspace.trusted")));
        QCOMPARE(m_fixture->context().settings.value(keys::tabWidth()), 4);
    }

    void aSnippetIsInsertedFromThePalette()
    {
        QVERIFY(m_fixture->open(QStringLiteral("fir/fir.cpp")));
        m_fixture->view().setCaret(m_fixture->document()->buffer().size());
        QVERIFY(commands().run(QStringLiteral("edit.insertSnippet")));
        QTest::keyClicks(window().quickPick().input(), QStringLiteral("dataflow"));
        QTest::keyClick(window().quickPick().input(), Qt::Key_Return);
        QVERIFY(m_fixture->document()->buffer().bytes().contains("#pragma HLS dataflow"));
        QVERIFY(m_fixture->view().isInSnippet());
    }

    void noTwoCommandsWantTheSameKeyInAnyScheme()
    {
        for (const char *scheme : {"gatewright", "kate", "qtcreator", "vscode"}) {
            GW_VERIFY_RESULT(
                m_fixture->context().settings.setValue(keys::keyboardScheme(), QString::fromLatin1(scheme)));
            const QList<ShortcutConflict> conflicts = commands().conflicts();
            for (const ShortcutConflict &conflict : conflicts)
                qWarning("%s: %s: %s and %s", scheme, qPrintable(conflict.key.toString()),
                         qPrintable(conflict.first), qPrintable(conflict.second));
            QVERIFY(conflicts.isEmpty());
            const Shortcuts named = shippedScheme(QString::fromLatin1(scheme)).shortcuts;
            for (auto entry = named.constBegin(); entry != named.constEnd(); ++entry)
                QVERIFY2(commands().find(entry.key()), qPrintable(entry.key()));
        }
    }

    void keysAreGivenByHandAndConflictsShown()
    {
        KeyboardDialog dialog(m_fixture->context().settings, commands());
        dialog.show();
        auto *table = dialog.findChild<QTreeWidget *>(QStringLiteral("keyboardTable"));
        QTreeWidgetItem *wanted = nullptr;
        for (int row = 0; row < table->topLevelItemCount(); ++row) {
            if (table->topLevelItem(row)->data(0, Qt::UserRole).toString() == QLatin1String("edit.sortLines"))
                wanted = table->topLevelItem(row);
        }
        QVERIFY(wanted);
        table->setCurrentItem(wanted);
        dialog.findChild<QKeySequenceEdit *>(QStringLiteral("keyboardKey"))
            ->setKeySequence(QKeySequence(Qt::CTRL | Qt::Key_D));
        QVERIFY(dialog.findChild<QLabel *>(QStringLiteral("keyboardTaken"))
                    ->text()
                    .contains(QStringLiteral("Select Next")));
        dialog.findChild<QPushButton *>(QStringLiteral("keyboardAdd"))->click();
        QCOMPARE(commands().action(QStringLiteral("edit.sortLines"))->shortcut(),
                 QKeySequence(Qt::CTRL | Qt::Key_D));
        QVERIFY(commands().action(QStringLiteral("edit.selectNextOccurrence"))->shortcuts().isEmpty());
        // As a file and back.
        const QString path = m_fixture->file(QStringLiteral("keys.json"));
        GW_VERIFY_RESULT(dialog.exportTo(path));
        dialog.findChild<QPushButton *>(QStringLiteral("keyboardReset"))->click();
        QVERIFY(commands().action(QStringLiteral("edit.sortLines"))->shortcuts().isEmpty());
        GW_VERIFY_RESULT(dialog.importFrom(path));
        QCOMPARE(commands().action(QStringLiteral("edit.sortLines"))->shortcut(),
                 QKeySequence(Qt::CTRL | Qt::Key_D));
        test::writeFile(path, "no scheme");
        GW_VERIFY_ERROR(dialog.importFrom(path), ErrorCode::Corrupt);
    }
};

QTEST_MAIN(TestNavigation)
#include "tst_navigation.moc"
