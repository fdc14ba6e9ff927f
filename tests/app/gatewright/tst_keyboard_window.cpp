// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/gatewright/window_fixture.h"
#include "ui/bridge/notice_hub.h"
#include "ui/bridge/task_progress_model.h"
#include "ui/dialogs/settings_dialog.h"
#include "ui/shell/notice_area.h"

#include <QDockWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QStatusBar>
#include <QTest>

using namespace gatewright;

// The window without a mouse.
class TestKeyboardWindow : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<WindowFixture> m_fixture;

    MainWindow &window() { return m_fixture->window(); }
    QDockWidget &dock(const char *name)
    {
        return *window().findChild<QDockWidget *>(QString::fromLatin1(name));
    }
    bool hasFocus(const QWidget &widget)
    {
        return QTest::qWaitFor([&] {
            const QWidget *focus = QApplication::focusWidget();
            return focus && (focus == &widget || widget.isAncestorOf(focus));
        });
    }

private Q_SLOTS:
    void init() { m_fixture = std::make_unique<WindowFixture>(); }
    void cleanup() { m_fixture.reset(); }

    // Qt calls a dock behind another tab visible, so that the command closed it.
    void thePanelOfModelsBehindATabComesToTheFront()
    {
        dock("problemsDock").raise();
        QTRY_VERIFY(dock("modelDock").visibleRegion().isEmpty());
        m_fixture->context().commands.run(QStringLiteral("view.model"));
        QTRY_VERIFY(!dock("modelDock").visibleRegion().isEmpty());
        QVERIFY(hasFocus(dock("modelDock")));
        m_fixture->context().commands.run(QStringLiteral("view.model"));
        QTRY_VERIFY(dock("modelDock").isHidden());
    }

    void escapeInAPanelGoesBackToTheText()
    {
        QVERIFY(m_fixture->open(QStringLiteral("fir/fir.cpp")));
        dock("problemsDock").hide();
        m_fixture->context().commands.run(QStringLiteral("view.problems"));
        QVERIFY(hasFocus(dock("problemsDock")));
        m_fixture->keys().press(Qt::Key_Escape);
        QVERIFY(hasFocus(m_fixture->view()));
    }

    void aMessageIsAnsweredByKeys()
    {
        QVERIFY(m_fixture->open(QStringLiteral("fir/fir.cpp")));
        bool answered = false;
        Notice notice;
        notice.text = QStringLiteral("Shall it be?");
        notice.actions = {{QStringLiteral("Yes"), [&] { answered = true; }}};
        m_fixture->context().notices.present(notice, m_fixture->document()->id());
        m_fixture->keys().press(Qt::CTRL | Qt::Key_F6);
        NoticeArea &area = window().editors().currentPage()->notices();
        QVERIFY(hasFocus(area));
        m_fixture->keys().press(Qt::Key_Escape);
        QVERIFY(hasFocus(m_fixture->view()));
        m_fixture->keys().press(Qt::CTRL | Qt::Key_F6);
        QVERIFY(hasFocus(area));
        m_fixture->keys().press(Qt::Key_Space);
        QTRY_VERIFY(answered);
        // The bar is gone, and the keyboard is not lost with it.
        QVERIFY(hasFocus(m_fixture->view()));
    }

    // While a model was loaded the window grew beyond the screen, and stayed so.
    void whatAWorkIsCalledMakesTheWindowNoWider()
    {
        QVERIFY(m_fixture->open(QStringLiteral("fir/fir.cpp")));
        TaskProgressModel &tasks = m_fixture->context().tasks;
        const auto first = tasks.begin(QStringLiteral("x"));
        const int narrow = window().statusBar()->minimumSizeHint().width();
        tasks.end(first);
        const auto second = tasks.begin(QString(500, QLatin1Char('x')));
        QVERIFY(window().statusBar()->minimumSizeHint().width() <= narrow);
        tasks.end(second);
    }

    // Long words of a language pushed the controls out of the window of settings.
    void longWordsLeaveTheControlsOfTheSettingsInSight()
    {
        SettingsDialog dialog(m_fixture->context().settings, &window());
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.resize(dialog.minimumSizeHint());
        dialog.show();
        QVERIFY(QTest::qWaitForWindowExposed(&dialog));
        const auto *scroll = dialog.findChild<QScrollArea *>();
        QVERIFY(scroll->widget()->width() <= scroll->viewport()->width());
    }
};

QTEST_MAIN(TestKeyboardWindow)
#include "tst_keyboard_window.moc"
