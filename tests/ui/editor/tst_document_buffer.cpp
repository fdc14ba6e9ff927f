// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/line_index.h"
#include "tests/support/result_test.h"
#include "tests/ui/editor/editor_fixture.h"

#include <QRandomGenerator>
#include <QSignalSpy>

using namespace gatewright;

Q_DECLARE_METATYPE(gatewright::Encoding)
Q_DECLARE_METATYPE(gatewright::LineEnding)

namespace {

std::string_view asView(const QByteArray &bytes)
{
    return {bytes.data(), static_cast<std::size_t>(bytes.size())};
}

// Follows a document by its signals alone, as a language server does.
class Follower : public QObject
{
public:
    explicit Follower(DocumentBuffer &document)
        : text(document.text())
        , revision(document.revision())
    {
        connect(&document, &DocumentBuffer::edited, this, [this](const DocumentEdit &edit) {
            const LineIndex lines(text);
            consistent = consistent && edit.edit.end <= text.size() &&
                         text.substr(edit.edit.begin, edit.edit.end - edit.edit.begin) == edit.removed &&
                         lines.range(text, edit.edit.begin, edit.edit.end) == edit.range &&
                         revision < edit.revision;
            text.replace(edit.edit.begin, edit.edit.end - edit.edit.begin, edit.edit.text);
            revision = edit.revision;
            ++edits;
        });
        connect(&document, &DocumentBuffer::reset, this, [this, &document](Revision at) {
            text = document.text();
            revision = at;
        });
    }

    std::string text;
    Revision revision;
    bool consistent = true;
    int edits = 0;
};

} // namespace

class DocumentBufferTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bytesAreKept_data();
    void bytesAreKept();
    void bytesSurviveTyping_data() { bytesAreKept_data(); }
    void bytesSurviveTyping();
    void encodings_data();
    void encodings();
    void damagedUtf16IsRefused();
    void unencodableTextIsRefused();
    void lineEndings_data();
    void lineEndings();
    void lineEndsConvert_data();
    void lineEndsConvert();
    void modification();
    void encodingChangeIsAModification();
    void positions_data();
    void positions();
    void humanPositions();
    void placesOutsideAreMovedInside();
    void applyIsOneUndoStep();
    void applyRefusesWhatDoesNotFit();
    void applyRefusesReadOnly();
    void replaceTextIsSmall();
    void editsDescribeEveryChange_data();
    void editsDescribeEveryChange();
    void editsOfRandomChanges();
    void editsOfViews();
    void languageFollowsThePath();
    void resetIsTold();
    void largeFiles();
    void hundredMegabytes();

private:
    SyntaxLibrary m_library;
};

void DocumentBufferTest::bytesAreKept_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QByteArray all;
    for (int byte = 0; byte < 256; ++byte)
        all.append(static_cast<char>(byte));
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("LF") << QByteArray("a\nb\n");
    QTest::newRow("no line end at the end") << QByteArray("a\nb");
    QTest::newRow("CR LF") << QByteArray("a\r\nb\r\n");
    QTest::newRow("CR") << QByteArray("a\rb\r");
    QTest::newRow("mixed") << QByteArray("a\r\nb\nc\rd\n\r\r\n");
    QTest::newRow("NUL") << QByteArray("a\0b\0\0c\n", 7);
    QTest::newRow("NUL first") << QByteArray("\0a", 2);
    QTest::newRow("all bytes in UTF-8 text")
        << QByteArray("ä ö ü € 中 text so that this is UTF-8\n").repeated(100) + all;
    QTest::newRow("cut UTF-8") << QByteArray("ä ö ü text in UTF-8\n").repeated(50) + QByteArray("\xE2\x82");
    QTest::newRow("overlong") << QByteArray("ä ö ü text in UTF-8\n").repeated(50) + QByteArray("\xC0\xAF\n");
    QTest::newRow("beyond the first plane") << QByteArray("x = \"😀𝒳\";\n");
    QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBFint x;\n");
    QTest::newRow("Latin-1") << QByteArray("gr\xF6\xDF"
                                           "er\n");
    QTest::newRow("UTF-16 LE") << QByteArray("\xFF\xFE"
                                             "a\0\n\0",
                                             6);
    QTest::newRow("UTF-16 BE") << QByteArray("\xFE\xFF"
                                             "\0a\0\n",
                                             6);
    QTest::newRow("form feed and others") << QByteArray("a\fb\vc\x1A\xC2\x85\xE2\x80\xA8z\n");
    QTest::newRow("one long line") << QByteArray(100'000, 'x');
}

void DocumentBufferTest::bytesAreKept()
{
    QFETCH(QByteArray, bytes);
    DocumentBuffer document(m_library);
    GW_VERIFY_RESULT(document.load(bytes));
    const auto saved = document.fileBytes();
    GW_VERIFY_RESULT(saved);
    QCOMPARE(*saved, bytes);
    QVERIFY(!document.isModified());
}

void DocumentBufferTest::bytesSurviveTyping()
{
    QFETCH(QByteArray, bytes);
    EditorFixture editor;
    GW_VERIFY_RESULT(editor.document.load(bytes));
    editor.view.setCaret(0);
    editor.type("xy");
    QVERIFY(editor.document.isModified());
    editor.key(Qt::Key_Backspace);
    editor.key(Qt::Key_Backspace);
    GW_VERIFY_RESULT(editor.document.fileBytes());
    QCOMPARE(*editor.document.fileBytes(), bytes);
    editor.view.run(EditCommand::Undo);
    editor.view.run(EditCommand::Undo);
    editor.view.run(EditCommand::Undo);
    QCOMPARE(*editor.document.fileBytes(), bytes);
}

void DocumentBufferTest::encodings_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<Encoding>("encoding");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("UTF-8") << QByteArray("ä\n") << Encoding::Utf8 << QByteArray("ä\n");
    QTest::newRow("with mark") << QByteArray("\xEF\xBB\xBFä") << Encoding::Utf8WithMark << QByteArray("ä");
    QTest::newRow("UTF-16 LE") << QByteArray("\xFF\xFE\xE4\0", 4) << Encoding::Utf16LittleEndian
                               << QByteArray("ä");
    QTest::newRow("UTF-16 BE") << QByteArray("\xFE\xFF\0\xE4", 4) << Encoding::Utf16BigEndian
                               << QByteArray("ä");
    QTest::newRow("Latin-1") << QByteArray("\xE4\xF6\xFC") << Encoding::Latin1 << QByteArray("äöü");
}

void DocumentBufferTest::encodings()
{
    QFETCH(QByteArray, bytes);
    DocumentBuffer document(m_library);
    GW_VERIFY_RESULT(document.load(bytes));
    QTEST(document.encoding(), "encoding");
    QTEST(document.bytes(), "text");
}

void DocumentBufferTest::damagedUtf16IsRefused()
{
    DocumentBuffer document(m_library);
    document.setBytes("before");
    GW_VERIFY_ERROR(document.load(QByteArray("\xFF\xFE"
                                             "a",
                                             3),
                                  Encoding::Utf16LittleEndian),
                    ErrorCode::Corrupt);
    QCOMPARE(document.bytes(), QByteArray("before"));
}

void DocumentBufferTest::unencodableTextIsRefused()
{
    DocumentBuffer document(m_library);
    document.setBytes("a € b");
    document.setEncoding(Encoding::Latin1);
    GW_VERIFY_ERROR(document.fileBytes(), ErrorCode::InvalidInput);
    document.setEncoding(Encoding::Utf8);
    GW_VERIFY_RESULT(document.fileBytes());
}

void DocumentBufferTest::lineEndings_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<LineEnding>("ending");
    QTest::addColumn<QByteArray>("newLine");
    QTest::newRow("none") << QByteArray("abc") << LineEnding::None << QByteArray("\n");
    QTest::newRow("LF") << QByteArray("a\nb") << LineEnding::Lf << QByteArray("\n");
    QTest::newRow("CR LF") << QByteArray("a\r\nb") << LineEnding::CrLf << QByteArray("\r\n");
    QTest::newRow("CR") << QByteArray("a\rb") << LineEnding::Cr << QByteArray("\r");
    QTest::newRow("mixed, mostly CR LF")
        << QByteArray("a\r\nb\r\nc\nd") << LineEnding::Mixed << QByteArray("\r\n");
    QTest::newRow("mixed, mostly LF") << QByteArray("a\nb\nc\r\nd") << LineEnding::Mixed << QByteArray("\n");
}

void DocumentBufferTest::lineEndings()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, newLine);
    EditorFixture editor;
    GW_VERIFY_RESULT(editor.document.load(bytes));
    QTEST(editor.document.lineEnding(), "ending");
    editor.view.setCaret(0);
    editor.key(Qt::Key_Return);
    QCOMPARE(editor.document.bytes(), newLine + bytes);
}

void DocumentBufferTest::lineEndsConvert_data()
{
    QTest::addColumn<LineEnding>("to");
    QTest::addColumn<QByteArray>("result");
    QTest::newRow("LF") << LineEnding::Lf << QByteArray("a\nb\nc\nd");
    QTest::newRow("CR LF") << LineEnding::CrLf << QByteArray("a\r\nb\r\nc\r\nd");
    QTest::newRow("CR") << LineEnding::Cr << QByteArray("a\rb\rc\rd");
}

void DocumentBufferTest::lineEndsConvert()
{
    QFETCH(LineEnding, to);
    const QByteArray mixed("a\nb\r\nc\rd");
    EditorFixture editor(asView(mixed));
    Follower follower(editor.document);
    editor.document.convertLineEnds(to);
    QTEST(editor.document.bytes(), "result");
    QCOMPARE(editor.document.lineEnding(), to);
    QCOMPARE(QByteArray::fromStdString(follower.text), editor.document.bytes());
    QVERIFY(follower.consistent);
    editor.view.run(EditCommand::Undo);
    QCOMPARE(editor.document.bytes(), mixed);
}

void DocumentBufferTest::modification()
{
    EditorFixture editor("abc");
    QSignalSpy changes(&editor.document, &DocumentBuffer::modifiedChanged);
    QVERIFY(!editor.document.isModified());
    editor.type("x");
    QVERIFY(editor.document.isModified());
    editor.view.run(EditCommand::Undo);
    QVERIFY(!editor.document.isModified());
    editor.view.run(EditCommand::Redo);
    editor.document.markSaved();
    QVERIFY(!editor.document.isModified());
    editor.view.run(EditCommand::Undo);
    QVERIFY(editor.document.isModified());
    QCOMPARE(changes.size(), 5);
}

void DocumentBufferTest::encodingChangeIsAModification()
{
    DocumentBuffer document(m_library);
    document.setBytes("abc");
    document.setEncoding(Encoding::Utf16LittleEndian);
    QVERIFY(document.isModified());
    QCOMPARE(*document.fileBytes(), QByteArray("\xFF\xFE"
                                               "a\0b\0c\0",
                                               8));
    document.markSaved();
    QVERIFY(!document.isModified());
}

void DocumentBufferTest::positions_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("ASCII") << QByteArray("int x;\n  y\n");
    QTest::newRow("two bytes") << QByteArray("größe = äöü;\nß");
    QTest::newRow("surrogate pairs") << QByteArray("a😀b\n😀😀\nc");
    QTest::newRow("invalid") << QByteArray("a\xFF"
                                           "b\xE2\x82"
                                           "c\n\x80x");
    QTest::newRow("CR LF") << QByteArray("a\r\nb\rc\nd");
    QTest::newRow("NUL") << QByteArray("a\0b\n\0", 5);
}

void DocumentBufferTest::positions()
{
    QFETCH(QByteArray, text);
    DocumentBuffer document(m_library);
    document.setBytes(asView(text));
    const LineIndex lines(asView(text));
    QCOMPARE(document.lineCount(), lines.lineCount());
    for (std::size_t offset = 0; offset <= document.size(); ++offset) {
        const Position position = document.position(offset);
        const Position expected = lines.position(asView(text), offset);
        if (lines.offset(asView(text), expected) != offset)
            continue; // inside a character or a line end
        QCOMPARE(position.line, expected.line);
        QCOMPARE(position.column, expected.column);
        QCOMPARE(document.offset(position), offset);
        const HumanPosition human = document.humanPosition(offset);
        QVERIFY(human == lines.humanPosition(asView(text), offset));
        QCOMPARE(document.offset(human), offset);
    }
}

void DocumentBufferTest::humanPositions()
{
    DocumentBuffer document(m_library);
    document.setBytes("a😀b\nxyz");
    const HumanPosition behindFace{1, 3};
    QCOMPARE(document.offset(behindFace), std::size_t{5});
    QVERIFY(document.humanPosition(5) == behindFace);
    QVERIFY((document.position(5) == Position{0, 3}));
}

void DocumentBufferTest::placesOutsideAreMovedInside()
{
    DocumentBuffer document(m_library);
    document.setBytes("abc\nde");
    QCOMPARE(document.offset(Position{-3, 0}), std::size_t{0});
    QCOMPARE(document.offset(Position{0, 99}), std::size_t{3});
    QCOMPARE(document.offset(Position{0, -1}), std::size_t{0});
    QCOMPARE(document.offset(Position{99, 0}), std::size_t{6});
    QCOMPARE(document.offset(HumanPosition{0, 0}), std::size_t{0});
    QCOMPARE(document.offset(HumanPosition{2, 99}), std::size_t{6});
    QVERIFY((document.position(999) == Position{1, 2}));
    QCOMPARE(document.lineStart(99), std::size_t{6});
    QCOMPARE(document.lineText(1), QStringLiteral("de"));
}

void DocumentBufferTest::applyIsOneUndoStep()
{
    EditorFixture editor("one two three");
    const std::vector<TextEdit> edits{{0, 3, "1"}, {2, 5, "2"}, {4, 9, "3"}};
    GW_VERIFY_RESULT(editor.document.apply(edits));
    QCOMPARE(editor.document.bytes(), QByteArray("1 2 3"));
    editor.view.run(EditCommand::Undo);
    QCOMPARE(editor.document.bytes(), QByteArray("one two three"));
}

void DocumentBufferTest::applyRefusesWhatDoesNotFit()
{
    DocumentBuffer document(m_library);
    document.setBytes("abc");
    const std::vector<TextEdit> edits{{0, 1, ""}, {0, 3, "x"}};
    GW_VERIFY_ERROR(document.apply(edits), ErrorCode::InvalidInput);
    GW_VERIFY_ERROR(document.apply(TextEdit{2, 1, "x"}), ErrorCode::InvalidInput);
    QCOMPARE(document.bytes(), QByteArray("abc"));
    QVERIFY(!document.isModified());
}

void DocumentBufferTest::applyRefusesReadOnly()
{
    EditorFixture editor("abc");
    QSignalSpy refused(&editor.document, &DocumentBuffer::modificationRefused);
    editor.document.setReadOnly(true);
    GW_VERIFY_ERROR(editor.document.apply(TextEdit{0, 0, "x"}), ErrorCode::InvalidInput);
    editor.type("x");
    editor.key(Qt::Key_Return);
    QCOMPARE(editor.document.bytes(), QByteArray("abc"));
    QVERIFY(!refused.isEmpty());
    GW_VERIFY_RESULT(editor.document.load(QByteArray("new"))); // a reload is not the user's edit
    QCOMPARE(editor.document.bytes(), QByteArray("new"));
    QVERIFY(editor.document.isReadOnly());
}

void DocumentBufferTest::replaceTextIsSmall()
{
    DocumentBuffer document(m_library);
    document.setBytes("int a;\nint b;\nint c;\n");
    Follower follower(document);
    GW_VERIFY_RESULT(document.replaceText("int a;\nint xyz;\nint c;\n"));
    QCOMPARE(document.bytes(), QByteArray("int a;\nint xyz;\nint c;\n"));
    QVERIFY(follower.edits <= 2); // a removal and an insertion
    QCOMPARE(follower.text, std::string(document.text()));
    GW_VERIFY_RESULT(document.replaceText(document.bytes().toStdString()));
    QVERIFY(follower.edits <= 2);
}

void DocumentBufferTest::editsDescribeEveryChange_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("LF") << QByteArray("int main()\n{\n    return 0;\n}\n");
    QTest::newRow("CR LF") << QByteArray("int main()\r\n{\r\n    return 0;\r\n}\r\n");
    QTest::newRow("beyond ASCII") << QByteArray("größe 😀\n{\n    ä\n}\n");
}

void DocumentBufferTest::editsDescribeEveryChange()
{
    QFETCH(QByteArray, text);
    EditorFixture editor(asView(text), Language::HlsCpp);
    Follower follower(editor.document);
    const auto inStep = [&] { return follower.consistent && follower.text == editor.text(); };
    editor.view.setCaret(editor.document.lineEnd(0));
    editor.type("abc ");
    QVERIFY(inStep());
    editor.key(Qt::Key_Return);
    QVERIFY(inStep());
    editor.type("}");
    QVERIFY(inStep());
    for (const EditCommand command :
         {EditCommand::ToggleComment, EditCommand::DuplicateLines, EditCommand::MoveLinesDown,
          EditCommand::MoveLinesUp, EditCommand::Indent, EditCommand::Unindent, EditCommand::DeleteLines,
          EditCommand::Undo, EditCommand::Undo, EditCommand::Redo, EditCommand::SelectAll,
          EditCommand::Indent, EditCommand::ToggleComment, EditCommand::Cut, EditCommand::Paste,
          EditCommand::Paste, EditCommand::Undo, EditCommand::Undo, EditCommand::Undo}) {
        editor.view.run(command);
        QVERIFY2(inStep(), qPrintable(QString::number(static_cast<int>(command))));
    }
    editor.view.select({0, editor.document.size()});
    editor.type("x");
    QVERIFY(inStep());
    QCOMPARE(follower.revision.value, editor.document.revision().value);
}

void DocumentBufferTest::editsOfRandomChanges()
{
    QRandomGenerator random(7);
    DocumentBuffer document(m_library);
    document.setBytes("a\r\nb\nc\rd\n");
    Follower follower(document);
    const std::vector<std::string> pieces{"",  "x",  "\n",     "\r",   "\r\n",
                                          "ä", "😀", "ab\ncd", "\xFF", std::string(1, '\0')};
    for (int round = 0; round < 500; ++round) {
        std::vector<TextEdit> edits;
        std::size_t length = document.size();
        for (int count = random.bounded(1, 4); count > 0; --count) {
            const auto begin = static_cast<std::size_t>(random.bounded(static_cast<int>(length) + 1));
            const std::size_t end = std::min(length, begin + static_cast<std::size_t>(random.bounded(4)));
            edits.push_back(
                {begin, end,
                 pieces[static_cast<std::size_t>(random.bounded(static_cast<int>(pieces.size())))]});
            length = length - (end - begin) + edits.back().text.size();
        }
        GW_VERIFY_RESULT(document.apply(edits));
        QVERIFY(follower.consistent);
        QCOMPARE(follower.text, std::string(document.text()));
    }
}

void DocumentBufferTest::editsOfViews()
{
    EditorFixture editor("shared\n");
    CodeView other(editor.document, editor.theme);
    other.resize(300, 200);
    other.show();
    QSignalSpy edits(&editor.document, &DocumentBuffer::edited);
    QTest::keyClicks(other.focusProxy(), QStringLiteral("xy"));
    QCOMPARE(editor.text(), std::string("xyshared\n"));
    QCOMPARE(edits.size(), 2); // told once, whatever the number of views
}

void DocumentBufferTest::languageFollowsThePath()
{
    DocumentBuffer document(m_library);
    QSignalSpy languages(&document, &DocumentBuffer::languageChanged);
    document.setPath(QStringLiteral("/work/kernel.cpp"));
    QCOMPARE(document.language(), Language::HlsCpp);
    document.setPath(QStringLiteral("/work/bell.py"));
    QCOMPARE(document.language(), Language::Qiskit);
    document.setPath(QStringLiteral("/work/run.tcl"));
    QCOMPARE(document.language(), Language::PlainText);
    QCOMPARE(languages.size(), 3);
}

void DocumentBufferTest::resetIsTold()
{
    DocumentBuffer document(m_library);
    QSignalSpy resets(&document, &DocumentBuffer::reset);
    QSignalSpy edits(&document, &DocumentBuffer::edited);
    const Revision before = document.revision();
    document.setBytes("abc");
    QCOMPARE(resets.size(), 1);
    QCOMPARE(edits.size(), 0);
    QVERIFY(before < document.revision());
}

void DocumentBufferTest::largeFiles()
{
    EditorFixture editor("small", Language::HlsCpp);
    QVERIFY(!editor.document.isLarge());
    const QByteArray large = QByteArray("int x = 0; // a line of code\n").repeated(800'000);
    GW_VERIFY_RESULT(editor.document.load(large));
    QVERIFY(editor.document.isLarge());
    QVERIFY(editor.document.isColoured()); // there is nothing to colour
    QVERIFY(!editor.ghost("text"));
    editor.view.setCaret(editor.document.size());
    editor.type("y");
    QCOMPARE(editor.document.size(), static_cast<std::size_t>(large.size()) + 1);
    editor.view.run(EditCommand::Undo);
    QCOMPARE(editor.document.bytes(), large);
    GW_VERIFY_RESULT(editor.document.load(QByteArray("int small;")));
    QVERIFY(!editor.document.isLarge());
    editor.view.setCaret(0);
    editor.type("z");
    QCOMPARE(editor.text(), std::string("zint small;"));
    QVERIFY(editor.ghost("text"));
}

void DocumentBufferTest::hundredMegabytes()
{
    const QByteArray bytes =
        QByteArray("float weights[] = {0.125f, 0.25f, 0.5f}; // line\n").repeated(2'100'000);
    EditorFixture editor;
    QElapsedTimer timer;
    timer.start();
    GW_VERIFY_RESULT(editor.document.load(bytes));
    QVERIFY2(timer.elapsed() < 5'000, qPrintable(QString::number(timer.elapsed())));
    editor.view.goTo(HumanPosition{2'000'000, 1});
    timer.restart();
    editor.type("x");
    QVERIFY2(timer.elapsed() < 500, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(editor.document.size(), static_cast<std::size_t>(bytes.size()) + 1);
}

QTEST_MAIN(DocumentBufferTest)
#include "tst_document_buffer.moc"
