// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/result_test.h"
#include "tests/ui/editor/editor_fixture.h"

using namespace gatewright;

class TestSnippets : public QObject
{
    Q_OBJECT

private:
    static Snippet snippet(const char *body) { return *parseSnippet(body); }

private Q_SLOTS:
    void tabGoesThroughThePlaces()
    {
        EditorFixture editor("    ", Language::HlsCpp);
        editor.view.setCaret(4);
        editor.view.insertSnippet(snippet("for (int ${1:i} = 0; $1 < ${2:size}; ++$1) {\n\t$0\n}"));
        QCOMPARE(editor.text(), std::string("    for (int i = 0; i < size; ++i) {\n        \n    }"));
        QVERIFY(editor.view.isInSnippet());
        // All places of one number are typed into at once.
        editor.type("row");
        editor.key(Qt::Key_Tab);
        editor.type("rows");
        QCOMPARE(editor.text(), std::string("    for (int row = 0; row < rows; ++row) {\n        \n    }"));
        editor.key(Qt::Key_Backtab, Qt::ShiftModifier);
        editor.type("k");
        editor.key(Qt::Key_Tab);
        editor.key(Qt::Key_Tab);
        QVERIFY(!editor.view.isInSnippet());
        editor.type("x;");
        QCOMPARE(editor.text(), std::string("    for (int k = 0; k < rows; ++k) {\n        x;\n    }"));
        // And Tab is a tab again.
        editor.key(Qt::Key_Tab);
        QVERIFY(editor.text().find("x;  ") != std::string::npos);
    }

    void itIsOneUndoStep()
    {
        EditorFixture editor("old text", Language::HlsCpp);
        editor.view.select({0, 3});
        editor.view.insertSnippet(snippet("${1:a}\n${2:b}"));
        QCOMPARE(editor.text(), std::string("a\nb text"));
        editor.view.run(EditCommand::Undo);
        QCOMPARE(editor.text(), std::string("old text"));
    }

    void escapeAndLeavingEndIt()
    {
        EditorFixture editor("before\n\nbehind\n", Language::HlsCpp);
        editor.view.setCaret(7);
        editor.view.insertSnippet(snippet("f(${1:a}, ${2:b})"));
        editor.key(Qt::Key_Escape);
        QVERIFY(!editor.view.isInSnippet());
        editor.view.setCaret(7);
        editor.view.insertSnippet(snippet("f(${1:a}, ${2:b});"));
        editor.view.setCaret(0);
        QVERIFY(!editor.view.isInSnippet());
    }

    void aSuggestionComesFirst()
    {
        EditorFixture editor("", Language::HlsCpp);
        editor.view.insertSnippet(snippet("f(${1:a}, ${2:b});"));
        editor.type("x");
        QVERIFY(editor.ghost(" + 1"));
        editor.key(Qt::Key_Tab);
        QCOMPARE(editor.text(), std::string("f(x + 1, b);"));
        editor.key(Qt::Key_Tab);
        editor.type("y");
        QCOMPARE(editor.text(), std::string("f(x + 1, y);"));
    }

    void placesGoAlongWithOtherChanges()
    {
        EditorFixture editor("\n", Language::HlsCpp);
        editor.view.setCaret(1);
        editor.view.insertSnippet(snippet("f(${1:a}, ${2:b});$0"));
        GW_VERIFY_RESULT(editor.document.apply({0, 0, "another view typed this\n"}));
        editor.key(Qt::Key_Tab);
        editor.type("y");
        QVERIFY(editor.text().ends_with("f(a, y);"));
        // A place that is emptied is still one.
        editor.key(Qt::Key_Backtab, Qt::ShiftModifier);
        editor.key(Qt::Key_Delete);
        editor.type("z");
        QVERIFY(editor.text().ends_with("f(z, y);"));
    }

    void placesOfWhatStandsThereAreVisitedAndGrow()
    {
        EditorFixture editor("call(in, out) + 1");
        editor.view.fillIn({0, 13}, {{1, 5, 7}, {2, 9, 12}, {0, 13, 13}});
        QCOMPARE(editor.view.selectedText(), QStringLiteral("in"));
        editor.type("stream");
        editor.key(Qt::Key_Tab);
        QCOMPARE(editor.view.selectedText(), QStringLiteral("out"));
        editor.key(Qt::Key_Backtab, Qt::ShiftModifier);
        QCOMPARE(editor.view.selectedText(), QStringLiteral("stream"));
        editor.key(Qt::Key_Tab);
        editor.type("x");
        editor.key(Qt::Key_Tab);
        QVERIFY(!editor.view.isInSnippet());
        editor.type(";");
        QCOMPARE(editor.text(), std::string("call(stream, x); + 1"));
        editor.view.fillIn({0, 3}, {{0, 3, 3}}); // only the end
        QVERIFY(!editor.view.isInSnippet());
        QCOMPARE(editor.view.caret(), std::size_t{3});
    }

    void oneWithinAnotherComesFirst()
    {
        EditorFixture editor("", Language::HlsCpp);
        editor.view.insertSnippet(snippet("f(${1:a}, ${2:b});$0"));
        editor.type("g()");
        editor.view.fillIn({2, 5}, {{1, 4, 4}, {0, 5, 5}}); // what a completion put in
        editor.type("x");
        editor.key(Qt::Key_Tab);
        QVERIFY(editor.view.isInSnippet());
        editor.key(Qt::Key_Tab); // the other one goes on
        QCOMPARE(editor.view.selectedText(), QStringLiteral("b"));
        editor.type("y");
        editor.key(Qt::Key_Tab);
        QVERIFY(!editor.view.isInSnippet());
        QCOMPARE(editor.text(), std::string("f(g(x), y);"));
    }

    void withoutPlacesItIsJustText()
    {
        EditorFixture editor("", Language::HlsCpp);
        editor.view.insertSnippet(snippet("text"));
        QCOMPARE(editor.text(), std::string("text"));
        QVERIFY(!editor.view.isInSnippet());
        QCOMPARE(editor.view.caret(), std::size_t{4});
        editor.document.setReadOnly(true);
        editor.view.insertSnippet(snippet("more"));
        QCOMPARE(editor.text(), std::string("text"));
    }
};

QTEST_MAIN(TestSnippets)
#include "tst_snippets.moc"
