// SPDX-License-Identifier: Apache-2.0
#include "core/decode/stop_rules.h"

#include <QTest>

using namespace gatewright::decode;
using Why = StopState::Why;

Q_DECLARE_METATYPE(gatewright::decode::StopState::Why)

class TestStopRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void decides_data()
    {
        QTest::addColumn<QList<QByteArray>>("stops");
        QTest::addColumn<int>("lines");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<Why>("why");
        QTest::addColumn<int>("certain");
        const auto row = [](const char *name, const QList<QByteArray> &stops, int lines, const char *text,
                            Why why, int certain) {
            QTest::newRow(name) << stops << lines << QByteArray(text) << why << certain;
        };
        row("no rules", {}, 0, "a\nb\n", Why::GoOn, 4);
        row("nothing yet", {"END"}, 1, "", Why::GoOn, 0);
        row("stop text", {"END"}, 0, "abENDcd", Why::Text, 2);
        row("stop text at once", {"END"}, 0, "END", Why::Text, 0);
        row("the first of two stop texts", {"yy", "xx"}, 0, "a xx yy", Why::Text, 2);
        row("a beginning is held back", {"END"}, 0, "abEN", Why::GoOn, 2);
        row("a beginning that came to nothing", {"END"}, 0, "abENx", Why::GoOn, 5);
        row("the longest beginning is held back", {"aab"}, 0, "xaa", Why::GoOn, 1);
        row("a beginning inside a beginning", {"aab"}, 0, "xaaa", Why::GoOn, 2);
        row("empty stop texts do not count", {""}, 0, "ab", Why::GoOn, 2);
        row("stop text of one byte", {";"}, 0, "ab;", Why::Text, 2);
        row("first line", {}, 1, "ab\ncd", Why::Lines, 2);
        row("second line", {}, 2, "ab\ncd\nef", Why::Lines, 5);
        row("not that many lines", {}, 3, "ab\ncd\nef", Why::GoOn, 8);
        row("an empty first line", {}, 1, "\nab", Why::Lines, 0);
        row("line before stop text", {"END"}, 1, "ab\nEND", Why::Lines, 2);
        row("stop text before line", {"END"}, 1, "abEND\n", Why::Text, 2);
        row("stop text over a line break", {"\n}"}, 0, "a\n}", Why::Text, 1);
        row("whole characters", {}, 0, "\xc3\xa4\xe2\x82\xac", Why::GoOn, 5);
        row("half of two", {}, 0, "a\xc3", Why::GoOn, 1);
        row("half of three", {}, 0, "a\xe2\x82", Why::GoOn, 1);
        row("half of four", {}, 0, "a\xf0\x9f\x98", Why::GoOn, 1);
        row("a byte that begins nothing", {}, 0,
            "a\x80"
            "b",
            Why::BrokenText, 1);
        row("a lead without its rest", {}, 0,
            "a\xc3"
            "b",
            Why::BrokenText, 1);
        row("a surrogate", {}, 0, "a\xed\xa0", Why::BrokenText, 1);
        row("an overlong beginning", {}, 0, "a\xe0\x80", Why::BrokenText, 1);
        row("beyond Unicode", {}, 0, "a\xf4\x90", Why::BrokenText, 1);
        row("a byte of no UTF-8", {}, 0, "\xff", Why::BrokenText, 0);
        row("stop before broken text", {"END"}, 0, "aEND\xff", Why::Text, 1);
        row("broken text before stop", {"END"}, 0,
            "a\xff"
            "END",
            Why::BrokenText, 1);
        row("held back and half a character", {"ab"}, 0, "xa\xc3", Why::GoOn, 2);
    }

    void decides()
    {
        QFETCH(QList<QByteArray>, stops);
        QFETCH(int, lines);
        QFETCH(QByteArray, text);
        QFETCH(Why, why);
        QFETCH(int, certain);
        StopRules rules;
        for (const QByteArray &stop : stops)
            rules.texts.push_back(stop.toStdString());
        rules.lines = lines;
        const StopState state = applyStopRules(rules, text.toStdString());
        QCOMPARE(state.certain, static_cast<std::size_t>(certain));
        QCOMPARE(state.why, why);
    }

    void certainTextNeverShrinks()
    {
        const StopRules rules{{"\n\n", "END", "\xe2\x82\xac!"}, 4};
        const std::string text = "for i in x:\n    EN \xe2\x82\xac?\nE\xc3\xa4\n y\nEND rest";
        std::size_t last = 0;
        for (std::size_t size = 0; size <= text.size(); ++size) {
            const StopState state = applyStopRules(rules, std::string_view(text).substr(0, size));
            QVERIFY(state.certain >= last);
            last = state.certain;
        }
        QCOMPARE(text.substr(last), std::string("\nEND rest"));
    }
};

QTEST_GUILESS_MAIN(TestStopRules)
#include "tst_stop_rules.moc"
