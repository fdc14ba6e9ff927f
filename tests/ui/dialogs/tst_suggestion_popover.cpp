// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/suggestion_popover.h"

#include <QPlainTextEdit>
#include <QPointer>
#include <QScreen>
#include <QSignalSpy>
#include <QTest>

using namespace gatewright;

class TestSuggestionPopover : public QObject
{
    Q_OBJECT

    QWidget m_window;
    QPointer<SuggestionPopover> m_popover;

private Q_SLOTS:
    void init()
    {
        m_window.show();
        m_popover =
            new SuggestionPopover(QStringLiteral("for (;;) {\n    x += y;\n}"), m_window.font(), &m_window);
    }
    void cleanup() { delete m_popover; }

    void itsTextCanBeReadAndSelectedButNotChanged()
    {
        m_popover->openAt({0, 0});
        QVERIFY(QTest::qWaitForWindowExposed(m_popover));
        auto *text = m_popover->findChild<QPlainTextEdit *>(QStringLiteral("suggestionText"));
        QTRY_VERIFY(text->hasFocus());
        QVERIFY(!text->accessibleName().isEmpty());
        QTest::keyClicks(text, QStringLiteral("abc"));
        QCOMPARE(text->toPlainText(), QStringLiteral("for (;;) {\n    x += y;\n}"));
        QTest::keyClick(text, Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(text->textCursor().selectedText().size(), 24);
    }

    void escapeClosesIt()
    {
        m_popover->openAt({0, 0});
        QSignalSpy accepted(m_popover, &SuggestionPopover::accepted);
        QVERIFY(QTest::qWaitForWindowExposed(m_popover));
        QTest::keyClick(m_popover->findChild<QPlainTextEdit *>(), Qt::Key_Escape);
        QTRY_VERIFY(!m_popover);
        QVERIFY(accepted.isEmpty());
    }

    void controlReturnAccepts()
    {
        m_popover->openAt({0, 0});
        QSignalSpy accepted(m_popover, &SuggestionPopover::accepted);
        QVERIFY(QTest::qWaitForWindowExposed(m_popover));
        QTest::keyClick(m_popover->findChild<QPlainTextEdit *>(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(accepted.count(), 1);
        QTRY_VERIFY(!m_popover);
    }

    void itStaysOnTheScreen()
    {
        const QRect screen = m_window.screen()->availableGeometry();
        m_popover->openAt(screen.bottomRight());
        QVERIFY(screen.contains(m_popover->geometry()));
    }
};

QTEST_MAIN(TestSuggestionPopover)
#include "tst_suggestion_popover.moc"
