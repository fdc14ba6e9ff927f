// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/editor/editor_fixture.h"
#include "tests/ui/editor/ghost_room.h"

using namespace gatewright;

// The room that a ghost of several lines takes, in its own view and in the others of the document.
class GhostRoomTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void splitViewShowsItOnce();
    void splitViewEditKeepsRoomRight();
    void roomFollowsTheAnchor();
    void roomGoesWithTheGhost();
    void typingAlongKeepsTheRoom();
};

void GhostRoomTest::splitViewShowsItOnce()
{
    EditorFixture editor("one\ntwo\nthree");
    CodeView other(editor.document, editor.theme);
    other.resize(400, 300);
    other.show();
    const int rows = rowsOf(other);
    editor.view.setCaret(3);
    QVERIFY(editor.ghost("x\ny\nz"));
    QCOMPARE(rowsOf(editor.view), 5);
    QCOMPARE(rowsOf(other), rows);
    QVERIFY(!other.hasGhost());
    editor.key(Qt::Key_Escape);
    QCOMPARE(rowsOf(editor.view), 3);
    QCOMPARE(rowsOf(other), 3);
}

void GhostRoomTest::splitViewEditKeepsRoomRight()
{
    EditorFixture editor("one\ntwo\nthree");
    CodeView other(editor.document, editor.theme);
    other.resize(400, 300);
    other.show();
    editor.view.setCaret(7);
    QVERIFY(editor.ghost("x\ny\nz"));
    QVERIFY(editor.document.apply(TextEdit{0, 0, "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\nl\n"}).has_value());
    QVERIFY(!editor.view.hasGhost());
    for (int line = 0; line < editor.document.lineCount(); ++line)
        QCOMPARE(roomBelow(editor.view, line), 0);
    QCOMPARE(rowsOf(editor.view), editor.document.lineCount());
    QCOMPARE(rowsOf(other), editor.document.lineCount());
}

void GhostRoomTest::roomFollowsTheAnchor()
{
    EditorFixture editor("a\nb");
    editor.view.setCaret(1);
    QVERIFY(editor.ghost("1\n2\n3\n4"));
    QCOMPARE(roomBelow(editor.view, 0), 3);
    editor.type("1");
    editor.key(Qt::Key_Return);
    QCOMPARE(roomBelow(editor.view, 0), 0);
    QCOMPARE(roomBelow(editor.view, 1), 2);
    QCOMPARE(rowsOf(editor.view), 5);
}

void GhostRoomTest::roomGoesWithTheGhost()
{
    EditorFixture editor("a\nb\nc\nd");
    editor.view.setCaret(1);
    QVERIFY(editor.ghost("1\n2"));
    editor.view.select({0, editor.document.size()});
    editor.view.run(EditCommand::Delete);
    QCOMPARE(roomBelow(editor.view, 0), 0);
    QCOMPARE(rowsOf(editor.view), 1);
}

void GhostRoomTest::typingAlongKeepsTheRoom()
{
    EditorFixture editor("");
    QVERIFY(editor.ghost("abc\ndef"));
    int layouts = 0;
    // Whoever sets an annotation tells every view; typing along must not.
    Scintilla(&scintillaOf(editor.view))
        .send(Scintilla::Base::SCI_SETMODEVENTMASK, Scintilla::Base::SC_MOD_CHANGEANNOTATION);
    connect(&scintillaOf(editor.view), &QsciScintillaBase::SCN_MODIFIED, this, [&layouts] { ++layouts; });
    editor.type("abc");
    QCOMPARE(layouts, 0);
    QCOMPARE(roomBelow(editor.view, 0), 1);
}

QTEST_MAIN(GhostRoomTest)
#include "tst_ghost_room.moc"
