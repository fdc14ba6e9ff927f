// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/editor/editor_fixture.h"
#include "tests/ui/editor/ghost_room.h"
#include "ui/inline/inline_geometry.h"

using namespace gatewright;

namespace {

// How many pixels of this colour a part of the view has.
int pixelsOf(const QColor &colour, CodeView &view, const QRect &part)
{
    const QImage image = view.grab(part).toImage();
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            count += image.pixelColor(x, y) == colour ? 1 : 0;
    return count;
}

// The smallest rectangle with all that is not background.
QRect inkOf(const QImage &image)
{
    const QRgb background = image.pixel(image.width() - 1, 0);
    QRect ink;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            if (image.pixel(x, y) != background)
                ink |= QRect(x, y, 1, 1);
    return ink;
}

// The row of text that stands `rows` below that of the caret.
QRect rowRectangle(const CodeView &view, int rows)
{
    const QRect caret = view.caretRectangle();
    return {0, caret.top() + rows * caret.height(), view.width() - 30, caret.height()};
}

} // namespace

class GhostPaintingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void firstLineIsPainted();
    void linesBelowArePainted();
    void restOfLineMoves();
    void restStandsBehindTheLastLine();
    void tabsAreExpanded();
    void marginsAreNotPaintedOver();
    void zoomAndThemeChange();
    void wrappedLines();
    void badges();

private:
    void paintsGhost(EditorFixture &editor);
};

void GhostPaintingTest::firstLineIsPainted()
{
    EditorFixture editor("int x = ");
    editor.view.setCaret(8);
    const QColor ghost = editor.theme.editor().ghost;
    QCOMPARE(pixelsOf(ghost, editor.view, rowRectangle(editor.view, 0)), 0);
    QVERIFY(editor.ghost("MMMM"));
    const int all = pixelsOf(ghost, editor.view, rowRectangle(editor.view, 0));
    QVERIFY(all > 10);
    editor.type("MM");
    const int half = pixelsOf(ghost, editor.view, rowRectangle(editor.view, 0));
    QVERIFY(half > 0 && half < all);
    editor.key(Qt::Key_Escape);
    QCOMPARE(pixelsOf(ghost, editor.view, rowRectangle(editor.view, 0)), 0);
}

void GhostPaintingTest::linesBelowArePainted()
{
    EditorFixture editor("first\nHHHHHH");
    editor.view.setCaret(5);
    QVERIFY(editor.ghost("{\n    HHHH\n    HHHH"));
    const QColor ghost = editor.theme.editor().ghost;
    for (const int row : {1, 2})
        QVERIFY(pixelsOf(ghost, editor.view, rowRectangle(editor.view, row)) > 10);
    QCOMPARE(pixelsOf(ghost, editor.view, rowRectangle(editor.view, 3)), 0);
    QVERIFY(pixelsOf(editor.theme.editor().text, editor.view, rowRectangle(editor.view, 3)) > 10); // "second"
}

void GhostPaintingTest::restOfLineMoves()
{
    // The text behind a ghost stands where it will stand once the ghost is accepted.
    EditorFixture editor("call(HHHH);\n", Language::HlsCpp);
    editor.view.setCaret(5);
    QVERIFY(editor.ghost("MM, "));
    const QRect row = rowRectangle(editor.view, 0);
    const QRect rest(editor.view.caretRectangle().right() + 3 * 8 + 12, row.top(), 160, row.height());
    const QRect before = inkOf(editor.view.grab(rest).toImage());
    QVERIFY(before.width() > 20);
    editor.key(Qt::Key_Tab);
    editor.view.setCaret(0);
    const QRect after = inkOf(editor.view.grab(rest).toImage());
    QCOMPARE(before.top(), after.top());
    QCOMPARE(before.bottom(), after.bottom());
    QVERIFY(qAbs(before.right() - after.right()) <= 1); // Scintilla tells places in whole pixels
}

void GhostPaintingTest::restStandsBehindTheLastLine()
{
    EditorFixture editor("call(HHHH);\nnext", Language::PlainText);
    editor.view.setCaret(5);
    QVERIFY(editor.ghost("a,\n     b, "));
    const QColor text = editor.theme.editor().text;
    const QRect first = rowRectangle(editor.view, 0);
    const int right = editor.view.caretRectangle().right() + 30;
    QCOMPARE(pixelsOf(text, editor.view, QRect(right, first.top(), 300, first.height())), 0);
    const QRect second = rowRectangle(editor.view, 1);
    QVERIFY(pixelsOf(text, editor.view, second) > 10);
}

void GhostPaintingTest::tabsAreExpanded()
{
    EditorFixture editor("x");
    const InlineGeometry geometry(scintillaOf(editor.view));
    QCOMPARE(geometry.expanded("\ta\tb", 0), QStringLiteral("    a   b"));
    QCOMPARE(geometry.expanded("\ta", 3), QStringLiteral(" a"));
    QCOMPARE(geometry.expanded("ä\tb", 0), QStringLiteral("ä   b"));
    QCOMPARE(geometry.expanded("😀\tb", 0), QStringLiteral("😀   b"));
}

void GhostPaintingTest::marginsAreNotPaintedOver()
{
    EditorFixture editor(std::string(400, 'x') + "\n");
    editor.view.setCaret(400);
    QVERIFY(editor.ghost("MMMMMMMM\nMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMM"
                         "MMMMMMMMMMMMMMMMMMMMMMMMMMMMM"));
    const InlineGeometry geometry(scintillaOf(editor.view));
    const int margin = geometry.textArea().left();
    QVERIFY(margin > 20);
    QCOMPARE(pixelsOf(editor.theme.editor().ghost, editor.view,
                      QRect(0, rowRectangle(editor.view, 1).top(), margin, 30)),
             0);
}

void GhostPaintingTest::paintsGhost(EditorFixture &editor)
{
    QVERIFY(editor.view.hasGhost());
    const QColor ghost = Theme(editor.theme).editor().ghost;
    QVERIFY(pixelsOf(ghost, editor.view, rowRectangle(editor.view, 0)) > 5);
}

void GhostPaintingTest::zoomAndThemeChange()
{
    EditorFixture editor("a");
    editor.view.setCaret(1);
    QVERIFY(editor.ghost("MMMM\nMMMM"));
    paintsGhost(editor);
    const int height = editor.view.caretRectangle().height();
    editor.view.setZoom(8);
    QVERIFY(editor.view.caretRectangle().height() > height);
    paintsGhost(editor);
    const Theme dark(editor.library, ColourScheme::Dark);
    editor.view.setTheme(dark);
    QVERIFY(editor.view.hasGhost());
    QVERIFY(pixelsOf(dark.editor().ghost, editor.view, rowRectangle(editor.view, 0)) > 5);
}

void GhostPaintingTest::wrappedLines()
{
    EditorSettings settings;
    settings.wrapLines = true;
    EditorFixture editor(std::string("word ") + QByteArray("word ").repeated(60).toStdString() + "\nnext",
                         Language::PlainText, settings);
    editor.view.setCaret(10);
    QVERIFY(editor.ghost("MMMM"));
    paintsGhost(editor);
    const QColor text = editor.theme.editor().text;
    QVERIFY(pixelsOf(text, editor.view, rowRectangle(editor.view, 1)) > 10); // the row below is its own
    editor.key(Qt::Key_Escape);
    QVERIFY(editor.ghost("MMMM\nMMMM", "g2"));
    editor.view.grab();
    editor.key(Qt::Key_Tab);
    QVERIFY(editor.text().starts_with("word word MMMM\nMMMMword"));
}

void GhostPaintingTest::badges()
{
    EditorFixture editor("a");
    editor.view.setCaret(1);
    QVERIFY(editor.ghost("bc"));
    const QImage without = editor.view.grab().toImage();
    editor.view.setGhostBadge(QStringLiteral("other"), TierBadge::Failed);
    QCOMPARE(editor.view.grab().toImage(), without);
    QImage before = without;
    for (const TierBadge badge :
         {TierBadge::Parses, TierBadge::Compiles, TierBadge::Simulated, TierBadge::Failed}) {
        editor.view.setGhostBadge(QStringLiteral("g1"), badge);
        const QImage with = editor.view.grab().toImage();
        QVERIFY(with != before);
        before = with;
    }
}

QTEST_MAIN(GhostPaintingTest)
#include "tst_ghost_painting.moc"
