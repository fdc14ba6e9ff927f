// SPDX-License-Identifier: Apache-2.0
#include "core/base/random.h"
#include "core/text/text_edit.h"
#include "tests/support/result_test.h"

#include <QTest>

#include <array>
#include <iterator>

using namespace gatewright;

class TestTextEdit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void editsApplyInOrder()
    {
        const std::array<TextEdit, 2> edits{TextEdit{0, 0, "xy"}, TextEdit{1, 3, ""}};
        QCOMPARE(textAfter("abc", edits).value(), std::string("xbc"));
        const std::array<TextEdit, 2> bad{TextEdit{0, 3, ""}, TextEdit{0, 1, ""}};
        GW_VERIFY_ERROR(textAfter("abc", bad), ErrorCode::InvalidInput);
    }

    void differenceIsSmall_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<int>("begin");
        QTest::addColumn<int>("end");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("same") << QByteArray("abc") << QByteArray("abc") << 3 << 3 << QByteArray("");
        QTest::newRow("inserted") << QByteArray("abc") << QByteArray("abxc") << 2 << 2 << QByteArray("x");
        QTest::newRow("doubled") << QByteArray("aa") << QByteArray("aaa") << 2 << 2 << QByteArray("a");
        QTest::newRow("removed") << QByteArray("abc") << QByteArray("ac") << 1 << 2 << QByteArray("");
        QTest::newRow("all") << QByteArray("abc") << QByteArray("") << 0 << 3 << QByteArray("");
        QTest::newRow("same lead byte")
            << QByteArray("\xC3\xA9") << QByteArray("\xC3\xA8") << 0 << 2 << QByteArray("\xC3\xA8");
        QTest::newRow("same last byte")
            << QByteArray("\xC3\xA9") << QByteArray("\xC4\xA9") << 0 << 2 << QByteArray("\xC4\xA9");
    }

    void differenceIsSmall()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QFETCH(int, begin);
        QFETCH(int, end);
        QFETCH(QByteArray, text);
        QCOMPARE(difference(before.toStdString(), after.toStdString()),
                 (TextEdit{size_t(begin), size_t(end), text.toStdString()}));
    }

    void differenceAlwaysLeadsThere()
    {
        RandomSource random(17);
        const std::string pieces[] = {"a", "b", "\n", "\xC3\xA9", "\xC3\xA8", "\xF0\x9F\x98\x80", "\x80"};
        for (int round = 0; round < 2000; ++round) {
            std::string before;
            std::string after;
            for (int i = 0; i < 6; ++i) {
                before += pieces[random.below(std::size(pieces))];
                after += pieces[random.below(std::size(pieces))];
            }
            const TextEdit edit = difference(before, after);
            QCOMPARE(textAfter(before, {&edit, 1}).value(), after);
        }
    }

    void backToFrontNoneMovesAnother()
    {
        const auto edits = backToFront({{0, 1, "X"}, {4, 4, "1"}, {4, 4, "2"}, {4, 6, "Y"}, {1, 3, ""}});
        GW_VERIFY_RESULT(edits);
        QCOMPARE(textAfter("abcdefg", *edits).value(), std::string("Xd12Yg"));
        GW_VERIFY_RESULT(backToFront({}));
    }

    void overlappingEditsAreRefused()
    {
        GW_VERIFY_ERROR(backToFront({{0, 3, ""}, {2, 4, ""}}), ErrorCode::InvalidInput);
        GW_VERIFY_ERROR(backToFront({{0, 3, ""}, {1, 1, "in the middle"}}), ErrorCode::InvalidInput);
        GW_VERIFY_ERROR(backToFront({{2, 4, "a"}, {2, 4, "b"}}), ErrorCode::InvalidInput);
        GW_VERIFY_ERROR(backToFront({{3, 1, "reversed"}}), ErrorCode::InvalidInput);
    }
};

QTEST_GUILESS_MAIN(TestTextEdit)
#include "tst_text_edit.moc"
