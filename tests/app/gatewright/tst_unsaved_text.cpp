// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/keys.h"
#include "tests/app/gatewright/window_fixture.h"
#include "tests/support/files.h"
#include "ui/diff/diff_view.h"
#include "ui/shell/compare_view.h"
#include "ui/shell/editor_group.h"
#include "ui/shell/notice_area.h"
#include "ui/shell/status_bar.h"

#include <QDir>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QTest>
#include <QToolButton>

using namespace gatewright;

// What becomes of text that is in no file when the program ends, however it ends.
class TestUnsavedText : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<WindowFixture> m_fixture;

    MainWindow &window() { return m_fixture->window(); }
    CommandRegistry &commands() { return m_fixture->context().commands; }
    void type(const char *text) { m_fixture->view().insert(text); }

    QStringList titles()
    {
        QStringList all;
        const QList<EditorPage *> pages = window().editors().pages();
        for (const EditorPage *page : pages)
            all << page->document().title();
        return all;
    }

    EditorPage *page(const QString &title)
    {
        const QList<EditorPage *> pages = window().editors().pages();
        for (EditorPage *page : pages) {
            if (page->document().title() == title)
                return page;
        }
        return nullptr;
    }

    // The button of a notice of that page; null when there is none.
    static QPushButton *button(const EditorPage *page, const QString &text)
    {
        const QList<QPushButton *> buttons = page->notices().findChildren<QPushButton *>();
        for (QPushButton *button : buttons) {
            if (button->text() == text && button->isVisible())
                return button;
        }
        return nullptr;
    }

private Q_SLOTS:
    void init() { m_fixture = std::make_unique<WindowFixture>(); }
    void cleanup() { m_fixture.reset(); }

    void closingKeepsItWithoutAsking()
    {
        QVERIFY(m_fixture->open(QStringLiteral("fir/fir.h")));
        type("// mine\n");
        const QByteArray text = m_fixture->document()->buffer().bytes();
        QVERIFY(commands().run(QStringLiteral("file.new")));
        type("notes");
        QVERIFY(m_fixture->open(QStringLiteral("qiskit/bell.py")));
        const QStringList before = titles();
        m_fixture->restart();
        QVERIFY(m_fixture->questions().asked.isEmpty());
        QTRY_COMPARE(titles(), before);
        QCOMPARE(m_fixture->document()->title(), QStringLiteral("bell.py"));
        QTRY_COMPARE(page(QStringLiteral("fir.h"))->document().buffer().bytes(), text);
        QVERIFY(page(QStringLiteral("fir.h"))->document().buffer().isModified());
        QCOMPARE(page(QStringLiteral("Untitled 1"))->document().buffer().bytes(), QByteArray("notes"));
        // Not written: the file is the user's to save.
        QVERIFY(!WindowFixture::read(m_fixture->file(QStringLiteral("fir/fir.h"))).contains("mine"));
        QVERIFY(!m_fixture->tells(QStringLiteral("fir.h")));
        // And again, without a change in between.
        m_fixture->restart();
        QTRY_COMPARE(titles(), before);
        QTRY_COMPARE(page(QStringLiteral("fir.h"))->document().buffer().bytes(), text);
    }

    void aCrashIsAskedAbout()
    {
        QVERIFY(m_fixture->open(QStringLiteral("fir/fir.h")));
        type("// mine\n");
        const QByteArray text = m_fixture->document()->buffer().bytes();
        // The session of before does not know the file: it is opened because of its journal.
        m_fixture->crash();
        QTRY_VERIFY(page(QStringLiteral("fir.h")));
        EditorPage *shown = page(QStringLiteral("fir.h"));
        QTRY_VERIFY(button(shown, QStringLiteral("Recover")));
        type("refused");
        QVERIFY(!shown->document().buffer().isModified());
        button(shown, QStringLiteral("Compare"))->click();
        CompareView &comparison = window().comparison();
        QTRY_VERIFY(comparison.isVisible());
        QTRY_COMPARE(comparison.view().changes().size(), std::size_t(1));
        QTest::keyClick(&comparison.view(), Qt::Key_Escape);
        QTRY_VERIFY(!comparison.isVisible());
        button(shown, QStringLiteral("Recover"))->click();
        QCOMPARE(shown->document().buffer().bytes(), text);
        m_fixture->view().run(EditCommand::Undo);
        QVERIFY(!shown->document().buffer().isModified());
    }

    void aRunWithoutTheSessionLeavesItAlone()
    {
        QVERIFY(m_fixture->open(QStringLiteral("fir/fir.h")));
        type("// mine\n");
        QVERIFY(m_fixture->context().settings.setValue(keys::restoreSession(), false));
        m_fixture->questions().unsaved = UserQuestions::Unsaved::Cancel;
        window().close();
        QCOMPARE(m_fixture->questions().asked, QStringList{QStringLiteral("fir.h")});
        QVERIFY(window().isVisible());
        // Nothing comes back by itself, but the journal is offered when the file is opened.
        m_fixture->crash();
        QVERIFY(m_fixture->open(QStringLiteral("fir/fir.h")));
        QTRY_VERIFY(button(page(QStringLiteral("fir.h")), QStringLiteral("Discard")));
        button(page(QStringLiteral("fir.h")), QStringLiteral("Discard"))->click();
        QVERIFY(!m_fixture->document()->buffer().isReadOnly());
    }

    void theEndOfTheUsersSessionKeepsEverything()
    {
        QVERIFY(m_fixture->context().settings.setValue(keys::keepUnsaved(), false));
        QVERIFY(m_fixture->open(QStringLiteral("fir/fir.h")));
        type("// mine\n");
        const QByteArray text = m_fixture->document()->buffer().bytes();
        window().endNow();
        QTRY_VERIFY(!window().isVisible());
        QVERIFY(m_fixture->questions().asked.isEmpty());
        m_fixture->crash();
        QTRY_VERIFY(m_fixture->document());
        QTRY_COMPARE(m_fixture->document()->buffer().bytes(), text);
    }

    void anotherProgramsChangeIsComparedInTheWindow()
    {
        QVERIFY(m_fixture->open(QStringLiteral("fir/fir.h")));
        type("// mine\n");
        test::writeFile(m_fixture->file(QStringLiteral("fir/fir.h")), "// theirs\n");
        m_fixture->context().documents.checkDisk();
        EditorPage *shown = page(QStringLiteral("fir.h"));
        QTRY_VERIFY(button(shown, QStringLiteral("Compare")));
        button(shown, QStringLiteral("Compare"))->click();
        QTRY_VERIFY(window().comparison().isVisible());
        QTRY_VERIFY(!window().comparison().view().changes().empty());
        window().comparison().leave();
        QVERIFY(button(shown, QStringLiteral("Keep Mine")));
        button(shown, QStringLiteral("Keep Mine"))->click();
        QTRY_VERIFY(!button(shown, QStringLiteral("Keep Mine")));
        QVERIFY(commands().run(QStringLiteral("file.save")));
        QTRY_VERIFY(WindowFixture::read(m_fixture->file(QStringLiteral("fir/fir.h"))).startsWith("// mine"));
    }

    void encodingAndLineEndsAreChangedFromTheStatusBar()
    {
        const QString path =
            test::writeFile(m_fixture->file(QStringLiteral("notes.txt")), "caf\xE9\r\nx\r\n");
        QVERIFY(m_fixture->open(QStringLiteral("notes.txt")));
        auto *field = window().findChild<QToolButton *>(QStringLiteral("statusEncoding"));
        QVERIFY2(field->text().startsWith(QStringLiteral("Latin-1 · CR LF ·")), qPrintable(field->text()));
        QVERIFY(commands().run(QStringLiteral("edit.lineEndsLf")));
        QVERIFY2(field->text().startsWith(QStringLiteral("Latin-1 · LF ·")), qPrintable(field->text()));
        field->click();
        QMenu *menu = nullptr;
        QTRY_VERIFY(menu = qobject_cast<QMenu *>(QApplication::activePopupWidget()));
        const auto entry = [](const QMenu *in, const QString &text) -> QAction * {
            const QList<QAction *> actions = in->actions();
            for (QAction *action : actions) {
                if (action->text() == text)
                    return action;
            }
            return nullptr;
        };
        QAction *save = entry(menu, QStringLiteral("Save with Encoding"));
        QVERIFY(save && save->menu());
        QVERIFY(entry(save->menu(), QStringLiteral("Latin-1"))->isChecked());
        entry(save->menu(), QStringLiteral("UTF-8"))->trigger();
        menu->close();
        QTRY_COMPARE(WindowFixture::read(path), QByteArray("caf\xC3\xA9\nx\n"));
        QVERIFY2(field->text().startsWith(QStringLiteral("UTF-8 · LF ·")), qPrintable(field->text()));
    }
};

QTEST_MAIN(TestUnsavedText)
#include "tst_unsaved_text.moc"
