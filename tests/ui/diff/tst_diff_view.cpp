// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diff/diff_pane.h"
#include "ui/diff/diff_view.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace gatewright;

namespace {

std::string numbered(int count, const std::vector<int> &changed = {})
{
    std::string text;
    for (int line = 0; line < count; ++line) {
        const bool other = std::find(changed.begin(), changed.end(), line) != changed.end();
        text += "line " + std::to_string(line) + (other ? " changed\n" : "\n");
    }
    return text;
}

} // namespace

class TestDiffView : public QObject
{
    Q_OBJECT

    SyntaxLibrary m_library;
    std::unique_ptr<DiffView> m_view;

    void compare(const std::string &before, const std::string &after)
    {
        QSignalSpy compared(m_view.get(), &DiffView::compared);
        m_view->setTexts({QStringLiteral("Before"), QStringLiteral("a.cpp"), before},
                         {QStringLiteral("After"), QStringLiteral("a.cpp"), after});
        QTRY_COMPARE(compared.count(), 1);
    }

private Q_SLOTS:
    void init()
    {
        m_view = std::make_unique<DiffView>(m_library, Theme(m_library, ColourScheme::Light));
        m_view->resize(800, 300);
        m_view->show();
    }

    void theFirstChangeIsLookedAtFirst()
    {
        compare(numbered(100), numbered(100, {50, 80}));
        QCOMPARE(m_view->changes().size(), std::size_t{2});
        QCOMPARE(m_view->currentChange(), 0);
        QVERIFY(m_view->rightPane().verticalScrollBar()->value() > 20);
    }

    void changesAreGoneThroughOneByOne()
    {
        compare(numbered(100), numbered(100, {10, 50, 80}));
        QVERIFY(m_view->nextChange());
        QVERIFY(m_view->nextChange());
        QCOMPARE(m_view->currentChange(), 2);
        QVERIFY(!m_view->nextChange());
        QVERIFY(m_view->previousChange());
        QCOMPARE(m_view->currentChange(), 1);
    }

    void bothSidesScrollTogether()
    {
        compare(numbered(200), numbered(200, {10}));
        m_view->leftPane().verticalScrollBar()->setValue(120);
        QCOMPARE(m_view->rightPane().verticalScrollBar()->value(), 120);
        m_view->rightPane().verticalScrollBar()->setValue(7);
        QCOMPARE(m_view->leftPane().verticalScrollBar()->value(), 7);
    }

    void fillersAreNotCopied()
    {
        compare("a\nb\n", "a\nx\ny\nb\n");
        m_view->leftPane().selectAll();
        m_view->leftPane().copy();
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("a\nb"));
    }

    void selectedLinesAreThoseOfTheRightText()
    {
        compare("a\nb\nc\n", "a\nB\nc\nd\n");
        QTextCursor cursor(m_view->rightPane().document());
        cursor.movePosition(QTextCursor::Down);
        cursor.movePosition(QTextCursor::Down, QTextCursor::KeepAnchor);
        m_view->rightPane().setTextCursor(cursor);
        QCOMPARE(m_view->selectedLines().begin, 1);
        QCOMPARE(m_view->selectedLines().end, 2);
    }

    void theSameTextsAgainKeepTheChange()
    {
        compare(numbered(100), numbered(100, {10, 50, 80}));
        m_view->goToChange(1);
        compare(numbered(100), numbered(100, {10, 50}));
        QCOMPARE(m_view->currentChange(), 1);
    }

    void anOlderComparisonIsDropped()
    {
        QSignalSpy compared(m_view.get(), &DiffView::compared);
        m_view->setTexts({QStringLiteral("x"), {}, numbered(20'000)}, {QStringLiteral("y"), {}, "\n"});
        m_view->setTexts({QStringLiteral("x"), {}, "a\n"}, {QStringLiteral("z"), {}, "b\n"});
        QTRY_COMPARE(compared.count(), 1);
        QCOMPARE(m_view->changes().size(), std::size_t{1});
        QCOMPARE(m_view->changes()[0].lines, (git::LineChange{0, 1, 0, 1}));
    }

    void aMessageStandsInPlaceOfTexts()
    {
        compare("a\n", "b\n");
        m_view->showMessage(QStringLiteral("Binary files."));
        QVERIFY(m_view->changes().empty());
        QVERIFY(!m_view->leftPane().isVisible());
    }
};

QTEST_MAIN(TestDiffView)
#include "tst_diff_view.moc"
