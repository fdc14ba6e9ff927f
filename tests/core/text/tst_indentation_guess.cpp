// SPDX-License-Identifier: Apache-2.0
#include "core/text/indentation_guess.h"

#include <QTest>

using namespace gatewright;

class TestIndentationGuess : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void detected_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("found");
        QTest::addColumn<bool>("tabs");
        QTest::addColumn<int>("width");
        const auto row = [](const char *name, const char *text, bool found, bool tabs = false,
                            int width = 4) {
            QTest::newRow(name) << QByteArray(text) << found << tabs << width;
        };
        row("nothing", "", false);
        row("no indentation", "a\nb\nc\n", false);
        row("one line says nothing", "a\n  b\n", false);
        row("two", "a\n  b\n    c\n  d\ne\n  f\n", true, false, 2);
        row("four", "a\n    b\n        c\n    d\ne\n", true, false, 4);
        row("three", "a\n   b\nc\n   d\n", true, false, 3);
        row("eight", "a\n        b\nc\n        d\n", true, false, 8);
        row("tabs", "a\n\tb\n\t\tc\n\td\n", true, true);
        row("mostly tabs", "a\n\tb\n\tc\n\td\n  e\n", true, true);
        row("a comment's stars", "/*\n * a\n * b\n */\nf() {\n    a;\n}\ng() {\n    b;\n}\n", true, false, 4);
        row("two, closed by fours", "a {\n  b {\n    c\n}\n}\nd {\n  e {\n    f\n}\n}\n", true, false, 2);
        row("carriage returns", "a\r\n  b\r\n    c\r\n  d\r\n", true, false, 2);
    }
    void detected()
    {
        QFETCH(QByteArray, text);
        QFETCH(bool, found);
        QFETCH(bool, tabs);
        QFETCH(int, width);
        const std::optional<Indentation> made = detectIndentation(text.toStdString());
        QCOMPARE(made.has_value(), found);
        if (found) {
            QCOMPARE(made->tabs, tabs);
            if (!tabs)
                QCOMPARE(made->width, width);
        }
    }
};

QTEST_APPLESS_MAIN(TestIndentationGuess)
#include "tst_indentation_guess.moc"
