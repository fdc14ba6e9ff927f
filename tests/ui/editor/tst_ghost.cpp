// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/editor/editor_fixture.h"
#include "tests/ui/editor/ghost_room.h"
#include "tests/ui/editor/recording_announcer.h"

#include <QLineEdit>
#include <QSignalSpy>

#include <memory>

using namespace gatewright;

class GhostTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tabTakesAll_data();
    void tabTakesAll();
    void wordByWord();
    void lineByLine();
    void eachAcceptanceIsOneUndoStep();
    void acceptanceDoesNotMergeWithTyping();
    void carriageReturns();
    void typedAsSuggested();
    void typedOut();
    void enterAsSuggested_data();
    void enterAsSuggested();
    void typedOver();
    void backspaceDismisses();
    void escapeDismisses();
    void keysAreTheEditorsWithoutGhost();
    void movesDismiss_data();
    void movesDismiss();
    void otherEditsDismiss();
    void focusLossDismisses();
    void aViewThatGoesEndsItsGhostBefore();
    void mousePressDismisses();
    void noGhostWhere_data();
    void noGhostWhere();
    void anotherReplaces();
    void popupWins();
    void doesNotModify();
    void announcements();
    void announcementSpeaksOnce();
};

void GhostTest::tabTakesAll_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("caret");
    QTest::addColumn<QByteArray>("ghost");
    QTest::addColumn<QByteArray>("result");
    QTest::newRow("end of line") << QByteArray("sum += \n") << 7 << QByteArray("a[i];")
                                 << QByteArray("sum += a[i];\n");
    QTest::newRow("mid-line") << QByteArray("f();") << 2 << QByteArray("x, y") << QByteArray("f(x, y);");
    QTest::newRow("several lines") << QByteArray("{\n}\n") << 1 << QByteArray("\n    a;\n    b;")
                                   << QByteArray("{\n    a;\n    b;\n}\n");
    QTest::newRow("mid-line, several lines")
        << QByteArray("f();") << 2 << QByteArray("x,\n  y") << QByteArray("f(x,\n  y);");
    QTest::newRow("tabs") << QByteArray("\tx") << 2 << QByteArray("\t= 1;\n\ty")
                          << QByteArray("\tx\t= 1;\n\ty");
    QTest::newRow("CR LF document") << QByteArray("a\r\nb\r\n") << 1 << QByteArray(";\nc;")
                                    << QByteArray("a;\r\nc;\r\nb\r\n");
    QTest::newRow("beyond ASCII") << QByteArray("größe ") << 8 << QByteArray("= \"äöü 😀\";")
                                  << QByteArray("größe = \"äöü 😀\";");
    QTest::newRow("empty document") << QByteArray() << 0 << QByteArray("int x;") << QByteArray("int x;");
}

void GhostTest::tabTakesAll()
{
    QFETCH(QByteArray, text);
    QFETCH(int, caret);
    QFETCH(QByteArray, ghost);
    EditorFixture editor(text.toStdString());
    QSignalSpy accepted(&editor.view, &CodeView::ghostAccepted);
    editor.view.setCaret(static_cast<std::size_t>(caret));
    QVERIFY(editor.ghost(ghost.constData()));
    editor.key(Qt::Key_Tab);
    QTEST(editor.document.bytes(), "result");
    QVERIFY(!editor.view.hasGhost());
    QCOMPARE(accepted.size(), 1);
    QCOMPARE(accepted.at(0).at(0).toString(), QStringLiteral("g1"));
    QCOMPARE(accepted.at(0).at(1).value<AcceptUnit>(), AcceptUnit::All);
    QCOMPARE(accepted.at(0).at(2).toInt(), static_cast<int>(QString::fromUtf8(ghost).toUcs4().size()));
    QCOMPARE(accepted.at(0).at(3).toInt(), 0);
    editor.view.run(EditCommand::Undo);
    QCOMPARE(editor.document.bytes(), text);
}

void GhostTest::wordByWord()
{
    EditorFixture editor("x = ");
    QSignalSpy accepted(&editor.view, &CodeView::ghostAccepted);
    editor.view.setCaret(4);
    QVERIFY(editor.ghost("foo(bar) + 1;"));
    const std::vector<std::string> steps{"x = foo", "x = foo(", "x = foo(bar", "x = foo(bar)",
                                         "x = foo(bar) +"};
    for (const std::string &step : steps) {
        editor.key(Qt::Key_Right, Qt::AltModifier);
        QCOMPARE(editor.text(), step);
        QVERIFY(editor.view.hasGhost());
    }
    QCOMPARE(editor.view.ghostRemainder(), std::string(" 1;"));
    QCOMPARE(accepted.size(), 5);
    QCOMPARE(accepted.at(0).at(3).toInt(), 10);
    editor.key(Qt::Key_Tab);
    QCOMPARE(editor.text(), std::string("x = foo(bar) + 1;"));
}

void GhostTest::lineByLine()
{
    EditorFixture editor("{\n}");
    editor.view.setCaret(1);
    QVERIFY(editor.ghost("\n    one;\n    two;\n    three;"));
    editor.key(Qt::Key_Backtab, Qt::ShiftModifier);
    QCOMPARE(editor.text(), std::string("{\n    one;\n}"));
    QCOMPARE(editor.view.ghostRemainder(), std::string("\n    two;\n    three;"));
    QCOMPARE(roomBelow(editor.view, 1), 2);
    QCOMPARE(roomBelow(editor.view, 0), 0);
    editor.key(Qt::Key_Backtab, Qt::ShiftModifier);
    editor.key(Qt::Key_Backtab, Qt::ShiftModifier);
    QCOMPARE(editor.text(), std::string("{\n    one;\n    two;\n    three;\n}"));
    QVERIFY(!editor.view.hasGhost());
}

void GhostTest::eachAcceptanceIsOneUndoStep()
{
    EditorFixture editor("");
    QVERIFY(editor.ghost("one two\nthree\nfour"));
    editor.key(Qt::Key_Right, Qt::AltModifier);
    editor.key(Qt::Key_Backtab, Qt::ShiftModifier);
    editor.key(Qt::Key_Tab);
    QCOMPARE(editor.text(), std::string("one two\nthree\nfour"));
    editor.view.run(EditCommand::Undo);
    QCOMPARE(editor.text(), std::string("one two"));
    editor.view.run(EditCommand::Undo);
    QCOMPARE(editor.text(), std::string("one"));
    editor.view.run(EditCommand::Undo);
    QCOMPARE(editor.text(), std::string());
}

void GhostTest::acceptanceDoesNotMergeWithTyping()
{
    EditorFixture editor("");
    editor.type("ab");
    QVERIFY(editor.ghost("cd"));
    editor.key(Qt::Key_Tab);
    editor.type("ef");
    QCOMPARE(editor.text(), std::string("abcdef"));
    editor.view.run(EditCommand::Undo);
    QCOMPARE(editor.text(), std::string("abcd"));
    editor.view.run(EditCommand::Undo);
    QCOMPARE(editor.text(), std::string("ab"));
}

void GhostTest::carriageReturns()
{
    EditorFixture editor("a\r\nb\r\n");
    editor.view.setCaret(1);
    QVERIFY(editor.ghost(" {\r\n  x\r\n}")); // whatever line ends it came with
    editor.key(Qt::Key_Right, Qt::AltModifier);
    editor.key(Qt::Key_Right, Qt::AltModifier);
    editor.key(Qt::Key_Right, Qt::AltModifier);
    QCOMPARE(editor.text(), std::string("a {\r\n  x\r\nb\r\n"));
    QCOMPARE(editor.view.ghostRemainder(), std::string("\n}"));
}

void GhostTest::typedAsSuggested()
{
    EditorFixture editor("x");
    editor.view.setCaret(1);
    QSignalSpy dismissed(&editor.view, &CodeView::ghostDismissed);
    QSignalSpy typed(&editor.view, &CodeView::typed);
    QVERIFY(editor.ghost(" += 1;\nnext"));
    editor.type(" +");
    QCOMPARE(editor.view.ghostRemainder(), std::string("= 1;\nnext"));
    QCOMPARE(dismissed.size(), 0);
    QCOMPARE(typed.size(), 2);
    QVERIFY(typed.at(0).at(0).toBool() && typed.at(1).at(0).toBool());
    editor.key(Qt::Key_Tab);
    QCOMPARE(editor.text(), std::string("x += 1;\nnext"));
}

void GhostTest::typedOut()
{
    EditorFixture editor("");
    QSignalSpy typedOut(&editor.view, &CodeView::ghostTypedOut);
    QSignalSpy dismissed(&editor.view, &CodeView::ghostDismissed);
    QVERIFY(editor.ghost("abc"));
    editor.type("abc");
    QCOMPARE(typedOut.size(), 1);
    QCOMPARE(typedOut.at(0).at(1).toInt(), 3);
    QCOMPARE(dismissed.size(), 0);
    QVERIFY(!editor.view.hasGhost());
}

void GhostTest::enterAsSuggested_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("ghost");
    QTest::addColumn<QByteArray>("result");
    QTest::addColumn<QByteArray>("left");
    // The suggestion's indentation goes before that of auto-indent.
    QTest::newRow("deeper") << QByteArray("  if (x)") << QByteArray("\n      y;")
                            << QByteArray("  if (x)\n      ") << QByteArray("y;");
    QTest::newRow("back") << QByteArray("    x;") << QByteArray("\n}") << QByteArray("    x;\n")
                          << QByteArray("}");
    QTest::newRow("CR LF") << QByteArray("a\r\n  b") << QByteArray("\n  c") << QByteArray("a\r\n  b\r\n  ")
                           << QByteArray("c");
}

void GhostTest::enterAsSuggested()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, ghost);
    QFETCH(QByteArray, left);
    EditorFixture editor(text.toStdString(), Language::HlsCpp);
    editor.view.setCaret(editor.document.size());
    QVERIFY(editor.ghost(ghost.constData()));
    editor.key(Qt::Key_Return);
    QTEST(editor.document.bytes(), "result");
    QCOMPARE(QByteArray::fromStdString(editor.view.ghostRemainder()), left);
    const int last = editor.document.lineCount() - 1;
    for (int line = 0; line <= last; ++line)
        QCOMPARE(roomBelow(editor.view, line), 0);
}

void GhostTest::typedOver()
{
    EditorFixture editor("");
    QSignalSpy dismissed(&editor.view, &CodeView::ghostDismissed);
    QVERIFY(editor.ghost("abc\ndef"));
    editor.type("a");
    editor.type("x");
    QVERIFY(!editor.view.hasGhost());
    QCOMPARE(dismissed.size(), 1);
    QCOMPARE(dismissed.at(0).at(0).toString(), QStringLiteral("g1"));
    QCOMPARE(dismissed.at(0).at(1).value<GhostEnd>(), GhostEnd::TypedOver);
    QCOMPARE(editor.text(), std::string("ax"));
    QCOMPARE(roomBelow(editor.view, 0), 0);
}

void GhostTest::backspaceDismisses()
{
    EditorFixture editor("ab");
    editor.view.setCaret(2);
    QVERIFY(editor.ghost("cd"));
    QSignalSpy typed(&editor.view, &CodeView::typed);
    editor.key(Qt::Key_Backspace);
    QVERIFY(!editor.view.hasGhost());
    QCOMPARE(typed.size(), 0); // no reason to ask for a new one
}

void GhostTest::escapeDismisses()
{
    EditorFixture editor("ab");
    QSignalSpy dismissed(&editor.view, &CodeView::ghostDismissed);
    QVERIFY(editor.ghost("cd"));
    editor.key(Qt::Key_Escape);
    QCOMPARE(dismissed.at(0).at(1).value<GhostEnd>(), GhostEnd::Escape);
    QCOMPARE(editor.text(), std::string("ab"));
    QVERIFY(!editor.view.acceptGhost(AcceptUnit::All));
}

void GhostTest::keysAreTheEditorsWithoutGhost()
{
    EditorFixture editor("ab");
    editor.key(Qt::Key_Tab);
    QCOMPARE(editor.text(), std::string("    ab"));
    editor.key(Qt::Key_Backtab, Qt::ShiftModifier);
    QCOMPARE(editor.text(), std::string("ab"));
    editor.key(Qt::Key_Right, Qt::AltModifier);
    QCOMPARE(editor.text(), std::string("ab"));
}

void GhostTest::movesDismiss_data()
{
    QTest::addColumn<int>("key");
    QTest::addColumn<int>("modifiers");
    QTest::newRow("left") << int(Qt::Key_Left) << int(Qt::NoModifier);
    QTest::newRow("right") << int(Qt::Key_Right) << int(Qt::NoModifier);
    QTest::newRow("word right is navigation") << int(Qt::Key_Right) << int(Qt::ControlModifier);
    QTest::newRow("down") << int(Qt::Key_Down) << int(Qt::NoModifier);
    QTest::newRow("home") << int(Qt::Key_Home) << int(Qt::NoModifier);
    QTest::newRow("select") << int(Qt::Key_Left) << int(Qt::ShiftModifier);
    QTest::newRow("document end") << int(Qt::Key_End) << int(Qt::ControlModifier);
}

void GhostTest::movesDismiss()
{
    QFETCH(int, key);
    QFETCH(int, modifiers);
    EditorFixture editor("one two\nthree four\n");
    QSignalSpy dismissed(&editor.view, &CodeView::ghostDismissed);
    editor.view.setCaret(3);
    QVERIFY(editor.ghost("x\ny"));
    editor.key(static_cast<Qt::Key>(key), static_cast<Qt::KeyboardModifiers>(modifiers));
    QVERIFY(!editor.view.hasGhost());
    QCOMPARE(dismissed.at(0).at(1).value<GhostEnd>(), GhostEnd::Moved);
    QCOMPARE(editor.text(), std::string("one two\nthree four\n"));
    QCOMPARE(roomBelow(editor.view, 0), 0);
}

void GhostTest::otherEditsDismiss()
{
    EditorFixture editor("one\ntwo\n");
    QSignalSpy dismissed(&editor.view, &CodeView::ghostDismissed);
    editor.view.setCaret(3);
    QVERIFY(editor.ghost("x\ny"));
    QVERIFY(editor.document.apply(TextEdit{4, 4, "new\nlines\n"}).has_value());
    QCOMPARE(dismissed.size(), 1);
    QCOMPARE(dismissed.at(0).at(1).value<GhostEnd>(), GhostEnd::Edited);
    QVERIFY(editor.ghost("x\ny"));
    editor.document.setBytes("other");
    QCOMPARE(dismissed.size(), 2);
    editor.type("q");
    QVERIFY(editor.ghost("x\ny"));
    editor.view.run(EditCommand::Undo);
    QVERIFY(!editor.view.hasGhost());
}

void GhostTest::focusLossDismisses()
{
    EditorFixture editor("one");
    QLineEdit field(&editor.view);
    field.show();
    QSignalSpy dismissed(&editor.view, &CodeView::ghostDismissed);
    QVERIFY(editor.ghost("x"));
    field.setFocus();
    QTRY_COMPARE(dismissed.size(), 1);
    QCOMPARE(dismissed.at(0).at(1).value<GhostEnd>(), GhostEnd::FocusLost);
}

// Once the view's ghost ended, and said so, when the view was no view any more.
void GhostTest::aViewThatGoesEndsItsGhostBefore()
{
    EditorFixture editor("one");
    auto view = std::make_unique<CodeView>(editor.document, editor.theme, EditorSettings());
    view->show();
    QVERIFY(QTest::qWaitForWindowActive(view.get()));
    view->setFocus();
    QTRY_VERIFY(view->focusProxy()->hasFocus());
    GhostText ghost;
    ghost.id = QStringLiteral("g1");
    ghost.text = "x";
    QVERIFY(view->showGhost(ghost));
    QString ended;
    const QObject *sender = nullptr;
    connect(view.get(), &CodeView::ghostDismissed, this, [&, raw = view.get()](const QString &id) {
        ended = id;
        sender = qobject_cast<CodeView *>(static_cast<QObject *>(raw)); // nothing once it is a mere widget
    });
    view.reset();
    QCOMPARE(ended, QStringLiteral("g1"));
    QVERIFY(sender != nullptr);
}

void GhostTest::mousePressDismisses()
{
    EditorFixture editor("one two three");
    editor.view.setCaret(3);
    QVERIFY(editor.ghost("xxxxxxxxxx"));
    const InlineGeometry geometry(scintillaOf(editor.view));
    const QPoint place = geometry.place(8) + QPoint(1, 2);
    QTest::mouseClick(editor.viewport(), Qt::LeftButton, Qt::NoModifier, place);
    QVERIFY(!editor.view.hasGhost());
    QCOMPARE(editor.view.caret(), std::size_t{8}); // where the text is without the ghost
}

void GhostTest::noGhostWhere_data()
{
    QTest::addColumn<int>("state");
    QTest::newRow("selection") << 0;
    QTest::newRow("read-only") << 1;
    QTest::newRow("two carets") << 2;
    QTest::newRow("nothing to show") << 4;
    QTest::newRow("overtype") << 5;
}

void GhostTest::noGhostWhere()
{
    QFETCH(int, state);
    EditorFixture editor("one two one");
    QSignalSpy shown(&editor.view, &CodeView::ghostShown);
    const Scintilla scintilla(&scintillaOf(editor.view));
    if (state == 0)
        editor.view.select({0, 3});
    else if (state == 1)
        editor.document.setReadOnly(true);
    else if (state == 2)
        scintilla.send(Scintilla::Base::SCI_ADDSELECTION, 5, std::intptr_t{5});
    else if (state == 5)
        editor.key(Qt::Key_Insert);
    QVERIFY(!editor.ghost(state == 4 ? "" : "x"));
    QVERIFY(!editor.view.hasGhost());
    QCOMPARE(shown.size(), 0);
}

void GhostTest::anotherReplaces()
{
    EditorFixture editor("");
    QSignalSpy dismissed(&editor.view, &CodeView::ghostDismissed);
    QSignalSpy shown(&editor.view, &CodeView::ghostShown);
    QVERIFY(editor.ghost("a\nb\nc", "g1"));
    QVERIFY(editor.ghost("d\ne", "g2"));
    QCOMPARE(dismissed.size(), 1);
    QCOMPARE(dismissed.at(0).at(1).value<GhostEnd>(), GhostEnd::Replaced);
    QCOMPARE(shown.size(), 2);
    QCOMPARE(roomBelow(editor.view, 0), 1);
}

void GhostTest::popupWins()
{
    EditorFixture editor("");
    QVERIFY(editor.ghost("a\nb"));
    editor.view.setPopupOpen(true);
    QCOMPARE(roomBelow(editor.view, 0), 0);
    QVERIFY(!editor.view.acceptGhost(AcceptUnit::All));
    editor.view.setPopupOpen(false);
    QCOMPARE(roomBelow(editor.view, 0), 1);
    QVERIFY(editor.view.acceptGhost(AcceptUnit::All));
    QCOMPARE(editor.text(), std::string("a\nb"));
    // One that comes meanwhile waits for the end of the popup.
    QSignalSpy shown(&editor.view, &CodeView::ghostShown);
    editor.view.setPopupOpen(true);
    QVERIFY(editor.ghost("c\nd", "g2"));
    QCOMPARE(shown.size(), 0);
    QCOMPARE(roomBelow(editor.view, 1), 0);
    editor.view.setPopupOpen(false);
    QCOMPARE(shown.size(), 1);
    QCOMPARE(roomBelow(editor.view, 1), 1);
}

void GhostTest::doesNotModify()
{
    EditorFixture editor("abc");
    const Revision before = editor.document.revision();
    QSignalSpy edits(&editor.document, &DocumentBuffer::edited);
    QVERIFY(editor.ghost("x\ny"));
    editor.view.grab();
    editor.key(Qt::Key_Escape);
    QVERIFY(!editor.document.isModified());
    QVERIFY(!editor.view.canRun(EditCommand::Undo));
    QCOMPARE(editor.document.revision().value, before.value);
    QCOMPARE(edits.size(), 0);
    QCOMPARE(editor.text(), std::string("abc"));
}

void GhostTest::announcements()
{
    EditorFixture editor("a");
    RecordingAnnouncer announcer;
    editor.view.setAnnouncer(&announcer);
    GhostText ghost;
    ghost.id = QStringLiteral("g1");
    ghost.text = "foo();";
    ghost.badge = TierBadge::Parses;
    ghost.index = 2;
    ghost.count = 4;
    QVERIFY(editor.view.showGhost(ghost));
    QCOMPARE(announcer.said, QStringList{QStringLiteral("Suggestion: foo();, 2 of 4, parses")});
    editor.view.setAnnouncer(nullptr);
}

void GhostTest::announcementSpeaksOnce()
{
    EditorFixture editor("");
    RecordingAnnouncer announcer;
    editor.view.setAnnouncer(&announcer);
    QVERIFY(editor.ghost("one two three"));
    editor.type("one");
    editor.key(Qt::Key_Right, Qt::AltModifier);
    QCOMPARE(announcer.said.size(), 1);
    editor.view.setAnnouncer(nullptr);
}

QTEST_MAIN(GhostTest)
#include "tst_ghost.moc"
