// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/editor/editor_fixture.h"

#include <QAction>
#include <QClipboard>
#include <QDropEvent>
#include <QGuiApplication>
#include <QMimeData>
#include <QSignalSpy>
#include <QUrl>

using namespace gatewright;

Q_DECLARE_METATYPE(gatewright::EditCommand)

class TypingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void enterIndents_data();
    void enterIndents();
    void closingBraceAligns();
    void settingsDecideAboutTabs_data();
    void settingsDecideAboutTabs();
    void commands_data();
    void commands();
    void everyCommandRunsOnEverything_data();
    void everyCommandRunsOnEverything();
    void clipboard();
    void shortcutsOfTheWindowFire_data();
    void shortcutsOfTheWindowFire();
    void keysOfTheTextAreNotShortcuts();
    void severalCarets();
    void allOccurrences();
    void anOccurrenceIsSkipped();
    void caretsAboveAndBelow();
    void everyEditReachesAllCarets_data();
    void everyEditReachesAllCarets();
    void columnsAreTypedInto();
    void downGoesOnFromWhereACommandWent();
    void ghostAndSeveralCarets();
    void typedIsSaidForTypingOnly();
    void caretIsTold();
    void goingToPlaces();
    void placeIsKept();
    void zoom();
    void bracketsAreMatched();
    void droppedFilesAreTold();
    void inputMethod();
    void documentCanBeChanged();
    void accessibleNames();
};

void TypingTest::enterIndents_data()
{
    QTest::addColumn<Language>("language");
    QTest::addColumn<QByteArray>("text"); // | is the caret
    QTest::addColumn<QByteArray>("result");
    const Language cpp = Language::HlsCpp;
    const Language python = Language::Qiskit;
    QTest::newRow("keeps") << cpp << QByteArray("    x;|") << QByteArray("    x;\n    |");
    QTest::newRow("keeps tabs") << cpp << QByteArray("\t\tx;|") << QByteArray("\t\tx;\n\t\t|");
    QTest::newRow("brace") << cpp << QByteArray("  f() {|") << QByteArray("  f() {\n      |");
    QTest::newRow("brace and blanks") << cpp << QByteArray("f() {  |") << QByteArray("f() {  \n    |");
    QTest::newRow("between braces") << cpp << QByteArray("f() {|}") << QByteArray("f() {\n    |\n}");
    QTest::newRow("between brackets")
        << python << QByteArray("  x = [|]") << QByteArray("  x = [\n      |\n  ]");
    QTest::newRow("colon of Python") << python << QByteArray("if x:|") << QByteArray("if x:\n    |");
    QTest::newRow("colon of C++") << cpp << QByteArray("loop:|") << QByteArray("loop:\n|");
    QTest::newRow("return of Python")
        << python << QByteArray("    return x|") << QByteArray("    return x\n|");
    QTest::newRow("returned is a name")
        << python << QByteArray("    returned|") << QByteArray("    returned\n    |");
    QTest::newRow("caret in the indentation") << cpp << QByteArray("  |  x;") << QByteArray("  \n  |  x;");
    QTest::newRow("middle of a line") << cpp << QByteArray("  a| b") << QByteArray("  a\n  | b");
    QTest::newRow("CR LF") << cpp << QByteArray("{\r\n  a;|\r\n}") << QByteArray("{\r\n  a;\r\n  |\r\n}");
}

void TypingTest::enterIndents()
{
    QFETCH(Language, language);
    QFETCH(QByteArray, text);
    const qsizetype caret = text.indexOf('|');
    text.remove(caret, 1);
    EditorFixture editor(text.toStdString(), language);
    editor.view.setCaret(static_cast<std::size_t>(caret));
    editor.key(Qt::Key_Return);
    QByteArray result = editor.document.bytes();
    result.insert(static_cast<qsizetype>(editor.view.caret()), '|');
    QTEST(result, "result");
    editor.view.run(EditCommand::Undo);
    QCOMPARE(editor.document.bytes(), text);
}

void TypingTest::closingBraceAligns()
{
    EditorFixture editor("  if (x) {\n", Language::HlsCpp);
    editor.view.setCaret(10);
    editor.key(Qt::Key_Return);
    editor.type("y;");
    editor.key(Qt::Key_Return);
    editor.type("}");
    QCOMPARE(editor.document.bytes(), QByteArray("  if (x) {\n      y;\n  }\n"));
}

void TypingTest::settingsDecideAboutTabs_data()
{
    QTest::addColumn<bool>("tabs");
    QTest::addColumn<int>("width");
    QTest::addColumn<QByteArray>("result");
    QTest::newRow("four blanks") << false << 4 << QByteArray("    x");
    QTest::newRow("two blanks") << false << 2 << QByteArray("  x");
    QTest::newRow("tab") << true << 4 << QByteArray("\tx");
}

void TypingTest::settingsDecideAboutTabs()
{
    QFETCH(bool, tabs);
    QFETCH(int, width);
    EditorSettings settings;
    settings.indentWithTabs = tabs;
    settings.indentWidth = width;
    settings.tabWidth = width;
    EditorFixture editor("x", Language::PlainText, settings);
    editor.key(Qt::Key_Tab);
    QTEST(editor.document.bytes(), "result");
}

void TypingTest::commands_data()
{
    QTest::addColumn<EditCommand>("command");
    QTest::addColumn<Language>("language");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("begin");
    QTest::addColumn<int>("end");
    QTest::addColumn<QByteArray>("result");
    const auto row = [](const char *name, EditCommand command, Language language, const QByteArray &text,
                        int begin, int end, const QByteArray &result) {
        QTest::newRow(name) << command << language << text << begin << end << result;
    };
    const Language cpp = Language::HlsCpp;
    const Language python = Language::Qiskit;
    const auto comment = EditCommand::ToggleComment;
    row("comment a line", comment, cpp, "  a;\nb;", 3, 3, "  // a;\nb;");
    row("comment lines at the least indentation", comment, cpp, "    a;\n  b;\n", 0, 11,
        "  //   a;\n  // b;\n");
    row("uncomment", comment, cpp, "  // a;\n  //b;\n", 0, 14, "  a;\n  b;\n");
    row("comment what is partly commented", comment, cpp, "// a;\nb;\n", 0, 8, "// // a;\n// b;\n");
    row("blank lines stay", comment, cpp, "a;\n\n  \nb;", 0, 9, "// a;\n\n  \n// b;");
    row("comment in Python", comment, python, "x = 1\n", 0, 0, "# x = 1\n");
    row("no comments in plain text", comment, Language::PlainText, "x\n", 0, 0, "x\n");
    row("line below a selection is not meant", comment, cpp, "a;\nb;\n", 0, 3, "// a;\nb;\n");
    row("delete a line", EditCommand::DeleteLines, cpp, "a\nb\nc\n", 2, 2, "a\nc\n");
    row("delete lines", EditCommand::DeleteLines, cpp, "a\nb\nc\n", 0, 3, "c\n");
    row("delete the last line", EditCommand::DeleteLines, cpp, "a\nb", 2, 2, "a\n");
    row("duplicate", EditCommand::DuplicateLines, cpp, "a\nb\n", 0, 0, "a\na\nb\n");
    row("move up", EditCommand::MoveLinesUp, cpp, "a\nb\nc\n", 2, 2, "b\na\nc\n");
    row("move down", EditCommand::MoveLinesDown, cpp, "a\nb\nc\n", 0, 0, "b\na\nc\n");
    row("indent lines", EditCommand::Indent, cpp, "a\nb\n", 0, 3, "    a\n    b\n");
    row("unindent lines", EditCommand::Unindent, cpp, "    a\n    b\n", 0, 9, "a\nb\n");
    row("sort", EditCommand::SortLinesAscending, cpp, "b\na\n", 0, 4, "a\nb\n");
    row("sort backwards", EditCommand::SortLinesDescending, cpp, "a\nb\n", 0, 4, "b\na\n");
    row("trim", EditCommand::TrimLineEnds, cpp, "a  \nb\t\n", 0, 0, "a\nb\n");
    row("join", EditCommand::JoinLines, cpp, "a\n  b\n", 0, 0, "a b\n");
    row("upper case", EditCommand::UpperCase, cpp, "abc", 1, 3, "aBC");
    row("lower case", EditCommand::LowerCase, cpp, "ABC", 0, 2, "abC");
    row("delete the selection", EditCommand::Delete, cpp, "abc", 1, 2, "ac");
}

void TypingTest::commands()
{
    QFETCH(EditCommand, command);
    QFETCH(Language, language);
    QFETCH(QByteArray, text);
    QFETCH(int, begin);
    QFETCH(int, end);
    EditorFixture editor(text.toStdString(), language);
    editor.view.select({static_cast<std::size_t>(begin), static_cast<std::size_t>(end)});
    editor.view.run(command);
    QTEST(editor.document.bytes(), "result");
    if (editor.view.canRun(EditCommand::Undo))
        editor.view.run(EditCommand::Undo);
    QCOMPARE(editor.document.bytes(), text);
}

void TypingTest::everyCommandRunsOnEverything_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("one character") << QByteArray("}");
    QTest::newRow("hostile") << QByteArray("\0\xFF{[(\r\n\r\t\n\xE2\x82", 13);
    QTest::newRow("ordinary") << QByteArray("int f()\n{\n    return g(1);\n}\n");
}

void TypingTest::everyCommandRunsOnEverything()
{
    QFETCH(QByteArray, text);
    for (const bool readOnly : {false, true}) {
        EditorFixture editor(text.toStdString(), Language::HlsCpp);
        editor.document.setReadOnly(readOnly);
        for (int command = 0; command <= static_cast<int>(EditCommand::ZoomReset); ++command) {
            editor.view.run(static_cast<EditCommand>(command));
            editor.view.grab();
            if (readOnly)
                QCOMPARE(editor.document.bytes(), text);
        }
    }
}

void TypingTest::clipboard()
{
    EditorFixture editor("one two\r\n");
    editor.view.select({0, 3});
    QCOMPARE(editor.view.selectedText(), QStringLiteral("one"));
    editor.view.run(EditCommand::Copy);
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("one"));
    editor.view.run(EditCommand::Cut);
    QCOMPARE(editor.text(), std::string(" two\r\n"));
    QGuiApplication::clipboard()->setText(QStringLiteral("x\ny"));
    editor.view.setCaret(0);
    editor.key(Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(editor.text(), std::string("x\r\ny two\r\n")); // in the line ends of the document
    editor.key(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(editor.text(), std::string(" two\r\n"));
}

void TypingTest::shortcutsOfTheWindowFire_data()
{
    QTest::addColumn<QKeySequence>("keys");
    for (const char *keys : {"Ctrl+D", "Ctrl+L", "Ctrl+T",    "Ctrl+U",      "Ctrl+Shift+L", "Ctrl+Shift+T",
                             "Ctrl+F", "Ctrl+G", "Ctrl+S",    "Ctrl+/",      "Ctrl+P",       "Ctrl+Shift+P",
                             "Ctrl+Z", "Ctrl+C", "Alt+Right", "Alt+Left",    "Alt+Up",       "Alt+Down",
                             "F3",     "Escape", "Ctrl+Tab",  "Ctrl+Return", "Ctrl+PgUp",    "Ctrl+Space"})
        QTest::newRow(keys) << QKeySequence(QString::fromLatin1(keys));
}

void TypingTest::shortcutsOfTheWindowFire()
{
    QFETCH(QKeySequence, keys);
    EditorFixture editor("text\n");
    QAction action;
    action.setShortcut(keys);
    editor.view.addAction(&action);
    QSignalSpy fired(&action, &QAction::triggered);
    QTest::keySequence(editor.keys(), keys);
    QCOMPARE(fired.size(), 1);
    QCOMPARE(editor.text(), std::string("text\n"));
}

void TypingTest::keysOfTheTextAreNotShortcuts()
{
    EditorFixture editor("");
    for (const char *keys : {"a", "Shift+A", "Tab", "Return", "Backspace", "Left", "Ctrl+Right", "Home"}) {
        QAction action;
        action.setShortcut(QKeySequence(QString::fromLatin1(keys)));
        editor.view.addAction(&action);
        QSignalSpy fired(&action, &QAction::triggered);
        QTest::keySequence(editor.keys(), action.shortcut());
        QVERIFY2(fired.isEmpty(), keys);
    }
}

void TypingTest::severalCarets()
{
    EditorFixture editor("one two one two one\n");
    editor.view.setCaret(1);
    editor.view.run(EditCommand::SelectNextOccurrence); // the word itself
    editor.view.run(EditCommand::SelectNextOccurrence);
    editor.view.run(EditCommand::SelectNextOccurrence);
    editor.type("xy");
    QCOMPARE(editor.text(), std::string("xy two xy two xy\n"));
    editor.view.run(EditCommand::Undo);
    QVERIFY(editor.text() != "xy two xy two xy\n");
}

void TypingTest::allOccurrences()
{
    EditorFixture editor("tap taps tap\ntap");
    editor.view.setCaret(10);
    editor.view.run(EditCommand::SelectAllOccurrences);
    editor.type("x");
    QCOMPARE(editor.text(), std::string("x taps x\nx"));
    editor.view.run(EditCommand::Undo);
    QCOMPARE(editor.text(), std::string("tap taps tap\ntap"));
    // Part of a word is looked for as it is.
    editor.view.select({0, 2});
    editor.view.run(EditCommand::SelectAllOccurrences);
    editor.type("x");
    QCOMPARE(editor.text(), std::string("xp xps xp\nxp"));
    EditorFixture nothing("  ");
    nothing.view.setCaret(1);
    nothing.view.run(EditCommand::SelectAllOccurrences);
    QVERIFY(!nothing.view.hasSelection());
}

void TypingTest::anOccurrenceIsSkipped()
{
    EditorFixture editor("a a a a\n");
    editor.view.run(EditCommand::SelectNextOccurrence);
    editor.view.run(EditCommand::SelectNextOccurrence);
    editor.view.run(EditCommand::SkipOccurrence);
    editor.type("b");
    QCOMPARE(editor.text(), std::string("b a b a\n"));
    editor.view.setCaret(0);
    editor.view.run(EditCommand::SelectNextOccurrence);
    editor.view.run(EditCommand::SelectNextOccurrence);
    editor.view.run(EditCommand::RemoveLastCaret);
    editor.type("c");
    QCOMPARE(editor.text(), std::string("c a b a\n"));
}

void TypingTest::caretsAboveAndBelow()
{
    EditorFixture editor("abcdef\nab\n\tcd\nabcdef\n");
    editor.view.setCaret(5);
    for (int i = 0; i < 3; ++i)
        editor.view.run(EditCommand::AddCaretBelow);
    editor.type("|");
    // Columns are those of the screen: the tab is four wide.
    QCOMPARE(editor.text(), std::string("abcde|f\nab|\n\tc|d\nabcde|f\n"));
    editor.key(Qt::Key_Escape);
    editor.view.setCaret(editor.document.size());
    for (int i = 0; i < 20; ++i)
        editor.view.run(EditCommand::AddCaretAbove); // not above the first line
    editor.type("_");
    QCOMPARE(editor.text(), std::string("_abcde|f\n_ab|\n_\tc|d\n_abcde|f\n_"));
}

void TypingTest::everyEditReachesAllCarets_data()
{
    QTest::addColumn<EditCommand>("command");
    QTest::addColumn<QByteArray>("result");
    QTest::newRow("comment") << EditCommand::ToggleComment << QByteArray("// a b\nx\n// a b\n");
    QTest::newRow("delete") << EditCommand::DeleteLines << QByteArray("x\n");
    QTest::newRow("move down") << EditCommand::MoveLinesDown << QByteArray("x\na b\n\na b");
    QTest::newRow("duplicate") << EditCommand::DuplicateLines << QByteArray("aa b\nx\naa b\n");
    QTest::newRow("upper case") << EditCommand::UpperCase << QByteArray("A b\nx\nA b\n");
    QTest::newRow("cut") << EditCommand::Cut << QByteArray(" b\nx\n b\n");
    QTest::newRow("delete selection") << EditCommand::Delete << QByteArray(" b\nx\n b\n");
    QTest::newRow("join") << EditCommand::JoinLines << QByteArray("a b x\na b\n");
    QTest::newRow("line ends") << EditCommand::CaretsAtLineEnds << QByteArray("a b\nx\na b\n");
}

void TypingTest::everyEditReachesAllCarets()
{
    QFETCH(EditCommand, command);
    EditorFixture editor("a b\nx\na b\n", Language::HlsCpp);
    const std::string before = editor.text();
    editor.view.setCaret(0);
    editor.view.run(EditCommand::SelectAllOccurrences);
    editor.view.run(command);
    QTEST(editor.document.bytes(), "result");
    if (editor.text() != before)
        editor.view.run(EditCommand::Undo);
    QCOMPARE(editor.text(), before);
}

void TypingTest::columnsAreTypedInto()
{
    EditorFixture editor("one\ntwo\nsix\n");
    editor.view.setCaret(1);
    editor.key(Qt::Key_Down, Qt::AltModifier | Qt::ShiftModifier);
    editor.key(Qt::Key_Down, Qt::AltModifier | Qt::ShiftModifier);
    editor.key(Qt::Key_Right, Qt::AltModifier | Qt::ShiftModifier);
    editor.type("-");
    QCOMPARE(editor.document.bytes(), QByteArray("o-e\nt-o\ns-x\n"));
    editor.key(Qt::Key_Return);
    QCOMPARE(editor.text(), std::string("o-\ne\nt-\no\ns-\nx\n"));
    editor.view.run(EditCommand::Undo);
    QCOMPARE(editor.text(), std::string("o-e\nt-o\ns-x\n"));
}

void TypingTest::downGoesOnFromWhereACommandWent()
{
    EditorFixture editor("abcd\nabcd\nabcd\n");
    editor.view.goTo(HumanPosition{1, 3});
    editor.key(Qt::Key_Down);
    QCOMPARE(editor.view.caretHumanPosition(), (HumanPosition{2, 3}));
    editor.view.setCaret(1);
    editor.key(Qt::Key_Down);
    QCOMPARE(editor.view.caretHumanPosition(), (HumanPosition{2, 2}));
}

void TypingTest::ghostAndSeveralCarets()
{
    EditorFixture editor("f() {\n}\nf() {\n}\n", Language::HlsCpp);
    editor.view.setCaret(5);
    QVERIFY(editor.ghost("// more"));
    // A second caret ends the suggestion: which one would it be for?
    editor.view.run(EditCommand::AddCaretBelow);
    QVERIFY(!editor.view.hasGhost());
    QVERIFY(!editor.ghost("// more"));
    editor.key(Qt::Key_Escape);
    QVERIFY(editor.ghost("// more"));
    // And Enter indents at each of them.
    editor.view.setCaret(1);
    editor.view.run(EditCommand::SelectAllOccurrences);
    editor.key(Qt::Key_End);
    editor.key(Qt::Key_Return);
    editor.type("x;");
    QCOMPARE(editor.text(), std::string("f() {\n    x;\n}\nf() {\n    x;\n}\n"));
    editor.key(Qt::Key_Return);
    editor.type("}");
    QCOMPARE(editor.text(), std::string("f() {\n    x;\n}\n}\nf() {\n    x;\n}\n}\n"));
}

void TypingTest::typedIsSaidForTypingOnly()
{
    EditorFixture editor("abc");
    QSignalSpy typed(&editor.view, &CodeView::typed);
    editor.type("x");
    QCOMPARE(typed.size(), 1);
    editor.key(Qt::Key_Return);
    QCOMPARE(typed.size(), 2);
    editor.key(Qt::Key_Left);
    editor.key(Qt::Key_Backspace);
    editor.key(Qt::Key_Delete);
    editor.view.run(EditCommand::Undo);
    editor.view.insert("pasted");
    editor.key(Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(typed.size(), 2);
    editor.document.setReadOnly(true);
    editor.type("x");
    QCOMPARE(typed.size(), 2);
}

void TypingTest::caretIsTold()
{
    EditorFixture editor("ab\ncd😀e\n");
    QSignalSpy moved(&editor.view, &CodeView::caretMoved);
    editor.view.setCaret(10);
    editor.view.grab();
    QTRY_VERIFY(!moved.isEmpty());
    const auto place = moved.last().at(0).value<HumanPosition>();
    QCOMPARE(place.line, 2);
    QCOMPARE(place.column, 5);
    QVERIFY((editor.view.caretHumanPosition() == HumanPosition{2, 5}));
    QVERIFY((editor.view.caretPosition() == Position{1, 5}) ||
            (editor.view.caretPosition() == Position{1, 4}));
}

void TypingTest::goingToPlaces()
{
    EditorFixture editor(QByteArray("line\n").repeated(500).toStdString());
    editor.view.goTo(HumanPosition{400, 3});
    QCOMPARE(editor.view.caret(), std::size_t{399 * 5 + 2});
    QVERIFY(editor.view.rect().contains(editor.view.caretRectangle()));
    editor.view.goTo(Position{10, 1});
    QCOMPARE(editor.view.caret(), std::size_t{51});
    editor.view.goTo(HumanPosition{99999, 99999});
    QCOMPARE(editor.view.caret(), editor.document.size());
    editor.view.select({5, 9});
    QCOMPARE(editor.view.selectedText(), QStringLiteral("line"));
    editor.view.select({9, 999999});
    QCOMPARE(editor.view.selection().end, editor.document.size());
}

void TypingTest::placeIsKept()
{
    EditorFixture editor(QByteArray("line\n").repeated(500).toStdString());
    editor.view.goTo(HumanPosition{300, 2});
    const CodeView::Place place = editor.view.place();
    editor.view.goTo(HumanPosition{1, 1});
    editor.view.setPlace(place);
    QCOMPARE(editor.view.place().caret, place.caret);
    QCOMPARE(editor.view.place().firstLine, place.firstLine);
}

void TypingTest::zoom()
{
    EditorFixture editor("x");
    QSignalSpy zoomed(&editor.view, &CodeView::zoomChanged);
    editor.view.run(EditCommand::ZoomIn);
    editor.view.run(EditCommand::ZoomIn);
    QCOMPARE(editor.view.zoom(), 2);
    editor.view.run(EditCommand::ZoomReset);
    QCOMPARE(editor.view.zoom(), 0);
    QCOMPARE(zoomed.size(), 3);
}

void TypingTest::bracketsAreMatched()
{
    EditorFixture editor("f(a[1], \")\", g(2));\n}\n", Language::HlsCpp);
    QTRY_VERIFY(editor.document.isColoured());
    editor.view.setCaret(1);
    editor.view.run(EditCommand::GoToMatchingBracket);
    QCOMPARE(editor.view.caret(), std::size_t{17}); // not the one in the string
    editor.view.run(EditCommand::GoToMatchingBracket);
    QCOMPARE(editor.view.caret(), std::size_t{1});
    editor.view.setCaret(19);
    editor.view.run(EditCommand::GoToMatchingBracket);
    QCOMPARE(editor.view.caret(), std::size_t{19});
}

void TypingTest::droppedFilesAreTold()
{
    EditorFixture editor("x");
    QSignalSpy dropped(&editor.view, &CodeView::filesDropped);
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(QStringLiteral("/a/kernel.cpp")),
                  QUrl(QStringLiteral("https://example.org/x"))});
    QDragEnterEvent enter(QPoint(10, 10), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(editor.viewport(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent event(QPointF(10, 10), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(editor.viewport(), &event);
    QCOMPARE(dropped.size(), 1);
    QCOMPARE(dropped.at(0).at(0).toStringList(), QStringList{QStringLiteral("/a/kernel.cpp")});
    QCOMPARE(editor.text(), std::string("x"));
}

void TypingTest::inputMethod()
{
    EditorFixture editor("");
    QSignalSpy typed(&editor.view, &CodeView::typed);
    QInputMethodEvent event;
    event.setCommitString(QStringLiteral("量子"));
    QCoreApplication::sendEvent(editor.keys(), &event);
    QCOMPARE(editor.text(), std::string("量子"));
    QCOMPARE(typed.size(), 1);
}

void TypingTest::documentCanBeChanged()
{
    EditorFixture editor("one");
    DocumentBuffer other(editor.library);
    other.setPath(QStringLiteral("/x/kernel.cpp"));
    other.setBytes("other");
    QVERIFY(editor.ghost("g\nh"));
    editor.view.setDocument(other);
    QVERIFY(!editor.view.hasGhost());
    editor.type("x");
    QCOMPARE(other.bytes(), QByteArray("xother"));
    QCOMPARE(editor.text(), std::string("one"));
    QVERIFY(editor.keys()->accessibleName().contains(QLatin1String("kernel.cpp")));
    editor.view.setDocument(editor.document);
    editor.view.grab();
}

void TypingTest::accessibleNames()
{
    EditorFixture editor("");
    QVERIFY(!editor.keys()->accessibleName().isEmpty());
    editor.document.setPath(QStringLiteral("/x/bell.py"));
    QVERIFY(editor.keys()->accessibleName().contains(QLatin1String("bell.py")));
}

QTEST_MAIN(TypingTest)
#include "tst_typing.moc"
