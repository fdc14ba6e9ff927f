// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/result_test.h"
#include "ui/diff/comparison.h"

#include <QTest>

using namespace gatewright;

namespace {

// "1 2 . 3" for lines and fillers.
QString lines(const DiffPaneContents &pane)
{
    QStringList words;
    for (const DiffRow &row : pane.rows)
        words.append(row.line < 0 ? QStringLiteral(".") : QString::number(row.line + 1));
    return words.join(QLatin1Char(' '));
}

} // namespace

class TestComparison : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bothSidesHaveTheSameRows()
    {
        const auto made = compareTexts("a\nb\nc\nd\n", "a\nB\nB2\nc\n");
        GW_VERIFY_RESULT(made);
        QCOMPARE(lines(made->left), QStringLiteral("1 2 . 3 4"));
        QCOMPARE(lines(made->right), QStringLiteral("1 2 3 4 ."));
        QCOMPARE(made->left.text, QStringLiteral("a\nb\n\nc\nd"));
        QCOMPARE(made->changes.size(), std::size_t{2});
        QCOMPARE(made->changes[0].firstRow, 1);
        QCOMPARE(made->changes[0].rowCount, 2);
        QCOMPARE(made->changes[1].firstRow, 4);
    }

    void wordsAreMarkedInColumnsOfCharacters()
    {
        const auto made =
            compareTexts("// \xc3\xa4\xc3\xb6 int taps = 4;\n", "// \xc3\xa4\xc3\xb6 int taps = 16;\n");
        GW_VERIFY_RESULT(made);
        QCOMPARE(made->left.rows[0].marks, (std::vector<DiffRow::Mark>{{17, 18}}));
        QCOMPARE(made->right.rows[0].marks, (std::vector<DiffRow::Mark>{{17, 19}}));
    }

    void otherLineEndsAreSaidOnce()
    {
        const auto made = compareTexts("a\nb\nc\n", "a\r\nB\r\nc\r\n");
        GW_VERIFY_RESULT(made);
        QVERIFY(made->lineEndsDiffer);
        QCOMPARE(made->changes.size(), std::size_t{1});
    }

    void charactersThatWouldBreakTheRowsAreReplaced()
    {
        const auto made = compareTexts(std::string("a\0b\n", 4), "x\xe2\x80\xa9y\n");
        GW_VERIFY_RESULT(made);
        QCOMPARE(made->left.text, QStringLiteral("a\u2400b"));
        QCOMPARE(made->right.text, QStringLiteral("x\u21b5y"));
    }

    void anEmptyTextIsNoLine()
    {
        const auto made = compareTexts("", "a\nb\n");
        GW_VERIFY_RESULT(made);
        QCOMPARE(lines(made->left), QStringLiteral(". ."));
        QCOMPARE(lines(made->right), QStringLiteral("1 2"));
    }

    void threeTextsStandInTheSameRows()
    {
        const auto made = compareThree("a\nb\nc\nd\ne\n", "a\nB\nc\nd\ne\n", "a\nb\nc\nd\nnew\nE\n");
        GW_VERIFY_RESULT(made);
        QCOMPARE(lines(made->ours), QStringLiteral("1 2 3 4 5 ."));
        QCOMPARE(lines(made->base), QStringLiteral("1 2 3 4 5 ."));
        QCOMPARE(lines(made->theirs), QStringLiteral("1 2 3 4 5 6"));
        QCOMPARE(made->changes.size(), std::size_t{2});
        QVERIFY(made->changes[0].byOurs && !made->changes[0].byTheirs);
        QVERIFY(!made->changes[1].byOurs && made->changes[1].byTheirs);
    }

    void whatBothChangedIsAConflict()
    {
        const auto made = compareThree("a\nb\nc\nd\n", "a\nX\nY\nd\n", "a\nb\nZ\n");
        GW_VERIFY_RESULT(made);
        QCOMPARE(made->changes.size(), std::size_t{1});
        QVERIFY(made->changes[0].isConflict());
        QCOMPARE(made->ours.rows.size(), made->theirs.rows.size());
        QCOMPARE(made->ours.text, QStringLiteral("a\nX\nY\nd"));
    }

    void aStoppedComparisonIsCancelled()
    {
        std::stop_source stop;
        stop.request_stop();
        GW_VERIFY_ERROR(compareTexts("a\n", "b\n", stop.get_token()), ErrorCode::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestComparison)
#include "tst_comparison.moc"
