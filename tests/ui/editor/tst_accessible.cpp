// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/editor/editor_fixture.h"
#include "ui/inline/scintilla.h"

#include <QAccessible>

using namespace gatewright;

namespace {

QAccessibleInterface &interfaceOf(const EditorFixture &editor)
{
    return *QAccessible::queryAccessibleInterface(editor.keys());
}

} // namespace

class AccessibleTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void roleAndState();
    void textAndOffsets_data();
    void textAndOffsets();
    void offsetsFollowEdits();
    void caretAndSelection();
    void pieces();
    void places();
    void editing();
    void readOnly();
    void ghostCanBeRead();
    void typingCountsNothing();
};

void AccessibleTest::roleAndState()
{
    EditorFixture editor("abc");
    QAccessibleInterface &accessible = interfaceOf(editor);
    QCOMPARE(accessible.role(), QAccessible::EditableText);
    QVERIFY(accessible.state().multiLine);
    QVERIFY(accessible.state().editable);
    QVERIFY(accessible.state().focused);
    QVERIFY(!accessible.text(QAccessible::Name).isEmpty());
    QVERIFY(accessible.textInterface());
    QVERIFY(accessible.editableTextInterface());
}

void AccessibleTest::textAndOffsets_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("ASCII") << QByteArray("one\ntwo\n");
    QTest::newRow("CR LF") << QByteArray("one\r\ntwo\r\n\r\n");
    QTest::newRow("beyond ASCII") << QByteArray("größe\nä😀b\n中");
    QTest::newRow("invalid") << QByteArray("a\xFF"
                                           "b\n\xE2\x82\nc");
}

void AccessibleTest::textAndOffsets()
{
    QFETCH(QByteArray, text);
    EditorFixture editor(text.toStdString());
    QAccessibleTextInterface &accessible = *interfaceOf(editor).textInterface();
    const QString all = QString::fromUtf8(text);
    QCOMPARE(accessible.characterCount(), static_cast<int>(all.size()));
    QCOMPARE(accessible.text(0, static_cast<int>(all.size())), all);
    for (int offset = 0; offset <= all.size(); ++offset) {
        if (offset < all.size() && all.at(offset).isLowSurrogate())
            continue;
        accessible.setCursorPosition(offset);
        QCOMPARE(accessible.cursorPosition(), offset);
        QCOMPARE(accessible.text(0, offset), all.left(offset));
    }
    QCOMPARE(accessible.text(-5, 9999), all);
    QCOMPARE(accessible.text(3, 1), QString());
}

void AccessibleTest::offsetsFollowEdits()
{
    EditorFixture editor("one\nzwölf\n");
    QAccessibleTextInterface &accessible = *interfaceOf(editor).textInterface();
    QCOMPARE(accessible.characterCount(), 10);
    editor.view.setCaret(0);
    editor.view.insert("ä😀");
    editor.key(Qt::Key_Return);
    const QString all = QString::fromUtf8(editor.document.bytes());
    QCOMPARE(accessible.characterCount(), static_cast<int>(all.size()));
    QCOMPARE(accessible.text(3, 9), all.mid(3, 6));
    editor.view.run(EditCommand::Undo);
    QCOMPARE(accessible.characterCount(),
             static_cast<int>(QString::fromUtf8(editor.document.bytes()).size()));
}

void AccessibleTest::caretAndSelection()
{
    EditorFixture editor("größe = 1");
    QAccessibleTextInterface &accessible = *interfaceOf(editor).textInterface();
    QCOMPARE(accessible.selectionCount(), 0);
    accessible.addSelection(2, 5);
    QCOMPARE(editor.view.selectedText(), QStringLiteral("öße"));
    QCOMPARE(accessible.selectionCount(), 1);
    int start = 0;
    int end = 0;
    accessible.selection(0, &start, &end);
    QCOMPARE(start, 2);
    QCOMPARE(end, 5);
    accessible.selection(7, &start, &end);
    QCOMPARE(start, 0);
    accessible.setSelection(0, 0, 5);
    QCOMPARE(editor.view.selectedText(), QStringLiteral("größe"));
    accessible.removeSelection(0);
    QCOMPARE(accessible.selectionCount(), 0);
}

void AccessibleTest::pieces()
{
    EditorFixture editor("one zwölf\nthree\n");
    QAccessibleTextInterface &accessible = *interfaceOf(editor).textInterface();
    int start = 0;
    int end = 0;
    QCOMPARE(accessible.textAtOffset(5, QAccessible::WordBoundary, &start, &end), QStringLiteral("zwölf"));
    QCOMPARE(start, 4);
    QCOMPARE(end, 9);
    QCOMPARE(accessible.textAtOffset(6, QAccessible::CharBoundary, &start, &end), QStringLiteral("ö"));
    QCOMPARE(accessible.textAtOffset(0, QAccessible::LineBoundary, &start, &end),
             QStringLiteral("one zwölf\n"));
    QCOMPARE(accessible.textAfterOffset(0, QAccessible::LineBoundary, &start, &end),
             QStringLiteral("three\n"));
    QCOMPARE(start, 10);
    QCOMPARE(accessible.textBeforeOffset(12, QAccessible::LineBoundary, &start, &end),
             QStringLiteral("one zwölf\n"));
    QCOMPARE(accessible.textBeforeOffset(0, QAccessible::LineBoundary, &start, &end), QString());
    QCOMPARE(start, -1);
    QCOMPARE(accessible.textAtOffset(3, QAccessible::NoBoundary, &start, &end),
             QStringLiteral("one zwölf\nthree\n"));
}

void AccessibleTest::places()
{
    EditorFixture editor("one two\nthree\n");
    QAccessibleTextInterface &accessible = *interfaceOf(editor).textInterface();
    const QRect second = accessible.characterRect(9);
    QVERIFY(second.width() > 0 && second.height() > 0);
    QVERIFY(second.top() > accessible.characterRect(1).top());
    QCOMPARE(accessible.offsetAtPoint(second.center()), 9);
    accessible.scrollToSubstring(8, 12);
}

void AccessibleTest::editing()
{
    EditorFixture editor("one two");
    QAccessibleEditableTextInterface &accessible = *interfaceOf(editor).editableTextInterface();
    accessible.insertText(3, QStringLiteral("ä"));
    QCOMPARE(editor.text(), std::string("oneä two"));
    accessible.deleteText(0, 4);
    QCOMPARE(editor.text(), std::string(" two"));
    accessible.replaceText(1, 4, QStringLiteral("x"));
    QCOMPARE(editor.text(), std::string(" x"));
}

void AccessibleTest::readOnly()
{
    EditorFixture editor("one");
    editor.document.setReadOnly(true);
    QVERIFY(interfaceOf(editor).state().readOnly);
    interfaceOf(editor).editableTextInterface()->insertText(0, QStringLiteral("x"));
    QCOMPARE(editor.text(), std::string("one"));
}

void AccessibleTest::ghostCanBeRead()
{
    EditorFixture editor("x");
    editor.view.setCaret(1);
    QVERIFY(editor.ghost(" = 1;"));
    QCOMPARE(interfaceOf(editor).text(QAccessible::Description), QStringLiteral("Suggestion:  = 1;"));
    editor.key(Qt::Key_Escape);
    QVERIFY(interfaceOf(editor).text(QAccessible::Description).isEmpty());
}

void AccessibleTest::typingCountsNothing()
{
    // QScintilla's own accessibility would need 7 ms a key for each megabyte before the caret.
    EditorFixture editor(
        QByteArray("int x = 0; // a line of code in a long file\n").repeated(200'000).toStdString());
    QVERIFY(&interfaceOf(editor) != nullptr);
    editor.view.setCaret(editor.document.size());
    editor.type("x");
    QElapsedTimer timer;
    timer.start();
    editor.type("0123456789");
    QVERIFY2(timer.elapsed() < 300, qPrintable(QString::number(timer.elapsed()))); // stock: 600
}

QTEST_MAIN(AccessibleTest)
#include "tst_accessible.moc"
