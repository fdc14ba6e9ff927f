// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/editor/editor_fixture.h"
#include "ui/theme/colour.h"

#include <QHelpEvent>
#include <QSignalSpy>
#include <QToolTip>

using namespace gatewright;

namespace {

int pixelsOf(const QColor &colour, const QImage &image)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            count += image.pixelColor(x, y) == colour ? 1 : 0;
    return count;
}

QString toolTipAt(const EditorFixture &editor, const QPoint &place)
{
    QToolTip::hideText();
    QHelpEvent event(QEvent::ToolTip, place, editor.viewport()->mapToGlobal(place));
    event.ignore();
    QCoreApplication::sendEvent(editor.viewport(), &event);
    return event.isAccepted() ? QToolTip::text() : QString(); // an old one fades slowly
}

QPoint placeOf(EditorFixture &editor, std::size_t offset)
{
    editor.view.setCaret(offset);
    return editor.view.caretRectangle().center() + QPoint(3, 0);
}

} // namespace

class MarksTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void levelsAreSeen_data();
    void levelsAreSeen();
    void shapesDiffer();
    void emptyRangesMarkSomething_data();
    void emptyRangesMarkSomething();
    void toolTips();
    void gutterToolTips();
    void toolTipTextIsNotMarkup();
    void marksMoveWithTheText();
    void newMarksReplaceOld();
    void rangesOutsideAreHarmless();
    void bothViewsShowThem();
    void notesArePainted();
};

void MarksTest::levelsAreSeen_data()
{
    QTest::addColumn<int>("level");
    QTest::newRow("error") << static_cast<int>(MarkLevel::Error);
    QTest::newRow("warning") << static_cast<int>(MarkLevel::Warning);
    QTest::newRow("information") << static_cast<int>(MarkLevel::Information);
    QTest::newRow("hint") << static_cast<int>(MarkLevel::Hint);
}

void MarksTest::levelsAreSeen()
{
    QFETCH(int, level);
    EditorFixture editor("int x = broken\nint y;\n");
    const QColor colour = editor.theme.levelColour(static_cast<MarkLevel>(level));
    const QImage before = editor.view.grab().toImage();
    QCOMPARE(pixelsOf(colour, before), 0);
    editor.document.setMarks({{{{0, 8}, {0, 14}}, static_cast<MarkLevel>(level), QStringLiteral("broken")}});
    const QImage image = editor.view.grab().toImage();
    const QRect gutter(0, 0, 60, image.height());
    QVERIFY(image.copy(gutter) != before.copy(gutter));
    QVERIFY(pixelsOf(colour, image.copy(gutter.right(), 0, image.width() - gutter.right(), image.height())) >
            3);
    editor.document.setMarks({});
    QCOMPARE(pixelsOf(colour, editor.view.grab().toImage()), 0);
}

void MarksTest::shapesDiffer()
{
    // Without their colours errors and warnings still look different, in the text and in the gutter.
    QList<QImage> images;
    for (const MarkLevel level : {MarkLevel::Error, MarkLevel::Warning, MarkLevel::Information}) {
        EditorFixture editor("int x = broken\n");
        const QColor colour = editor.theme.levelColour(level);
        editor.document.setMarks({{{{0, 8}, {0, 14}}, level, QStringLiteral("m")}});
        QImage image = editor.view.grab().toImage();
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                image.setPixelColor(x, y, image.pixelColor(x, y) == colour ? Qt::black : Qt::white);
        QVERIFY(!images.contains(image));
        images.append(image);
    }
}

void MarksTest::emptyRangesMarkSomething_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("column");
    QTest::newRow("in a word") << QByteArray("int xyz;") << 5;
    QTest::newRow("before a symbol") << QByteArray("f( ;") << 2;
    QTest::newRow("end of line") << QByteArray("f(\nx") << 2;
    QTest::newRow("end of text") << QByteArray("f(x") << 3;
}

void MarksTest::emptyRangesMarkSomething()
{
    QFETCH(QByteArray, text);
    QFETCH(int, column);
    EditorFixture editor(text.toStdString());
    const QImage before = editor.view.grab().toImage();
    editor.document.setMarks({{{{0, column}, {0, column}}, MarkLevel::Error, QStringLiteral("m")}});
    const QImage after = editor.view.grab().toImage();
    const QRect textArea(70, 0, 400, 40);
    QVERIFY(after.copy(textArea) != before.copy(textArea));
}

void MarksTest::toolTips()
{
    EditorFixture editor("int x = broken;\n");
    editor.document.setMarks({{{{0, 8}, {0, 14}}, MarkLevel::Warning, QStringLiteral("second")},
                              {{{0, 8}, {0, 14}}, MarkLevel::Error, QStringLiteral("first")}});
    const QString shown = toolTipAt(editor, placeOf(editor, 9));
    QVERIFY(shown.contains(QLatin1String("first")));
    QVERIFY(shown.indexOf(QLatin1String("first")) < shown.indexOf(QLatin1String("second")));
    QVERIFY(!toolTipAt(editor, placeOf(editor, 2)).contains(QLatin1String("first")));
}

void MarksTest::gutterToolTips()
{
    EditorFixture editor("int x;\nint y = broken;\n");
    editor.document.setMarks({{{{1, 8}, {1, 14}}, MarkLevel::Error, QStringLiteral("message")}});
    QPoint place = placeOf(editor, 8);
    place.setX(40);
    QVERIFY(toolTipAt(editor, place).contains(QLatin1String("message")));
}

void MarksTest::toolTipTextIsNotMarkup()
{
    EditorFixture editor("vector<int> v;\n");
    editor.document.setMarks({{{{0, 0}, {0, 6}}, MarkLevel::Error, QStringLiteral("no <b>type</b> & such")}});
    QVERIFY(
        toolTipAt(editor, placeOf(editor, 1)).contains(QLatin1String("&lt;b&gt;type&lt;/b&gt; &amp; such")));
}

void MarksTest::marksMoveWithTheText()
{
    EditorFixture editor("int broken;\n");
    editor.document.setMarks({{{{0, 4}, {0, 10}}, MarkLevel::Error, QStringLiteral("message")}});
    editor.view.setCaret(0);
    editor.type("abc ");
    editor.key(Qt::Key_Return);
    QVERIFY(toolTipAt(editor, placeOf(editor, 10)).contains(QLatin1String("message")));
    QVERIFY(!toolTipAt(editor, placeOf(editor, 1)).contains(QLatin1String("message")));
}

void MarksTest::newMarksReplaceOld()
{
    EditorFixture editor("one two\n");
    QSignalSpy changes(&editor.document, &DocumentBuffer::marksChanged);
    editor.document.setMarks({{{{0, 0}, {0, 3}}, MarkLevel::Error, QStringLiteral("old")}});
    editor.document.setMarks({{{{0, 4}, {0, 7}}, MarkLevel::Error, QStringLiteral("new")}});
    QCOMPARE(changes.size(), 2);
    QCOMPARE(editor.document.marks().size(), std::size_t{1});
    QVERIFY(!toolTipAt(editor, placeOf(editor, 1)).contains(QLatin1String("old")));
    QVERIFY(toolTipAt(editor, placeOf(editor, 5)).contains(QLatin1String("new")));
    QVERIFY(!editor.document.isModified());
}

void MarksTest::rangesOutsideAreHarmless()
{
    EditorFixture editor("a\n");
    editor.document.setMarks({{{{50, 3}, {99, 9}}, MarkLevel::Error, QStringLiteral("m")},
                              {{{-5, -1}, {-3, 0}}, MarkLevel::Error, QStringLiteral("m")},
                              {{{0, 1}, {0, 0}}, MarkLevel::Warning, QStringLiteral("reversed")}});
    editor.view.grab();
    editor.document.setBytes("");
    QVERIFY(editor.document.marks().empty());
}

void MarksTest::bothViewsShowThem()
{
    EditorFixture editor("int broken;\n");
    CodeView other(editor.document, editor.theme);
    other.resize(400, 200);
    other.show();
    editor.document.setMarks({{{{0, 4}, {0, 10}}, MarkLevel::Error, QStringLiteral("m")}});
    QVERIFY(pixelsOf(editor.theme.editor().error, other.grab().toImage()) > 3);
    QVERIFY(pixelsOf(editor.theme.editor().error, editor.view.grab().toImage()) > 3);
}

void MarksTest::notesArePainted()
{
    EditorFixture editor("for (;;) {\n}\n");
    const QColor note = editor.theme.editor().note;
    QCOMPARE(pixelsOf(note, editor.view.grab().toImage()), 0);
    editor.view.setNotes({{0, QStringLiteral("HHHH 1"), {}}, {77, QStringLiteral("no such line"), {}}});
    QVERIFY(pixelsOf(note, editor.view.grab().toImage()) > 10);
    editor.view.setNotes({});
    QCOMPARE(pixelsOf(note, editor.view.grab().toImage()), 0);
}

QTEST_MAIN(MarksTest)
#include "tst_marks.moc"
