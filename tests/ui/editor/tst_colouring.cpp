// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/result_test.h"
#include "tests/ui/editor/editor_fixture.h"
#include "ui/editor/document_internals.h"
#include "ui/editor/line_text.h"

#include <QRandomGenerator>

using namespace gatewright;

namespace {

using Base = Scintilla::Base;

const char kernel[] = "#include <ap_int.h>\n"
                      "/* a comment\n   of two lines */\n"
                      "void f(int a[4])\n{\n"
                      "#pragma HLS pipeline II=1\n"
                      "    for (int i = 0; i < 4; ++i) {\n        a[i] += \"text\"[i];\n    }\n"
                      "    if (a[0]) {\n        return;\n    } else {\n        a[1] = 0;\n    }\n}\n";

const char circuit[] = "from qiskit import QuantumCircuit\n\n\ndef bell():\n    \"\"\"Two\n    lines.\"\"\"\n"
                       "    c = QuantumCircuit(2)\n    if c:\n        c.h(0)\n\n        c.cx(0, 1)\n    "
                       "return c\n\n\nprint(bell())\n";

void finish(const DocumentBuffer &document)
{
    QTRY_VERIFY_WITH_TIMEOUT(document.isColoured(), 20'000);
}

QByteArray styles(const DocumentBuffer &document)
{
    const Scintilla scintilla = document.internals().scintilla();
    QByteArray result;
    for (std::size_t place = 0; place < document.size(); ++place)
        result.append(static_cast<char>(scintilla.send(Base::SCI_GETSTYLEAT, place)));
    return result;
}

QList<int> foldLevels(const DocumentBuffer &document)
{
    QList<int> result;
    for (int line = 0; line < document.lineCount(); ++line)
        result.append(static_cast<int>(document.internals().scintilla().send(Base::SCI_GETFOLDLEVEL, line)));
    return result;
}

} // namespace

class ColouringTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lineTextMapsOffsets_data();
    void lineTextMapsOffsets();
    void editsColourAsTheWhole_data();
    void editsColourAsTheWhole();
    void oneKeyColoursOneLine();
    void commentStartColoursTheRest();
    void jumpToTheEndDoesNotColourEverything();
    void twoViewsOneColourer();
    void languageChangeColoursAgain();
    void themeChangeColoursAgain();
    void longLinesStayPlain();
    void folds_data();
    void folds();
    void foldedTextIsHidden();

private:
    SyntaxLibrary m_library;
    Theme m_theme{m_library, ColourScheme::Light};
};

void ColouringTest::lineTextMapsOffsets_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("ASCII") << QByteArray("int x;");
    QTest::newRow("two bytes") << QByteArray("größe");
    QTest::newRow("surrogates") << QByteArray("a😀b𝒳");
    QTest::newRow("invalid") << QByteArray("a\xFF"
                                           "b\xE2\x82"
                                           "c");
    QTest::newRow("NUL") << QByteArray("a\0b", 3);
    QTest::newRow("empty") << QByteArray();
}

void ColouringTest::lineTextMapsOffsets()
{
    QFETCH(QByteArray, bytes);
    const LineText line({bytes.data(), static_cast<std::size_t>(bytes.size())});
    QCOMPARE(line.text(), QString::fromUtf8(bytes));
    for (qsizetype unit = 0; unit <= line.text().size(); ++unit) {
        if (unit < line.text().size() && line.text().at(unit).isLowSurrogate())
            continue;
        const std::size_t byte = line.byteOffset(unit);
        QCOMPARE(line.utf16Offset(byte), unit);
        const QByteArray before = bytes.left(static_cast<qsizetype>(byte));
        QCOMPARE(QString::fromUtf8(before), line.text().left(unit));
    }
}

void ColouringTest::editsColourAsTheWhole_data()
{
    QTest::addColumn<Language>("language");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 6; ++seed) {
        QTest::addRow("C++ %u", seed) << Language::HlsCpp << QByteArray(kernel).repeated(4) << seed;
        QTest::addRow("Python %u", seed) << Language::Qiskit << QByteArray(circuit).repeated(4) << seed;
    }
}

void ColouringTest::editsColourAsTheWhole()
{
    QFETCH(Language, language);
    QFETCH(QByteArray, text);
    QFETCH(quint32, seed);
    QRandomGenerator random(seed);
    DocumentBuffer document(m_library);
    document.setTheme(m_theme);
    document.setLanguage(language);
    document.setBytes(text.toStdString());
    const std::vector<std::string> pieces{
        "x",       "\n",   "/*", "*/",      "\"",      "\"\"\"", "{",     "}", "#pragma HLS unroll\n",
        "\r\n",    "ä",    "'",  "//",      "#",       "    ",   "if:\n", "(", ")",
        "a\nb\nc", "\\\n", "\r", "#if 0\n", "#endif\n"};
    for (int round = 0; round < 60; ++round) {
        for (int count = random.bounded(1, 4); count > 0; --count) {
            const auto begin =
                static_cast<std::size_t>(random.bounded(static_cast<int>(document.size()) + 1));
            const std::size_t end =
                random.bounded(3) == 0
                    ? std::min(document.size(), begin + static_cast<std::size_t>(random.bounded(40)))
                    : begin;
            GW_VERIFY_RESULT(document.apply(
                TextEdit{begin, end,
                         pieces[static_cast<std::size_t>(random.bounded(static_cast<int>(pieces.size())))]}));
            // Now and then Scintilla asks in the middle, as a paint would.
            if (random.bounded(2) == 0)
                document.internals().scintilla().send(
                    Base::SCI_COLOURISE, 0,
                    static_cast<std::intptr_t>(random.bounded(static_cast<int>(document.size()) + 1)));
        }
        if (round % 3 != 0)
            continue;
        finish(document);
        DocumentBuffer fresh(m_library);
        fresh.setTheme(m_theme);
        fresh.setLanguage(language);
        fresh.setBytes(document.text());
        finish(fresh);
        QCOMPARE(styles(document), styles(fresh));
        QCOMPARE(foldLevels(document), foldLevels(fresh));
    }
}

void ColouringTest::oneKeyColoursOneLine()
{
    EditorFixture editor(QByteArray(kernel).repeated(200).toStdString(), Language::HlsCpp);
    finish(editor.document);
    editor.view.setCaret(editor.document.lineEnd(1000));
    const std::size_t before = editor.document.internals().colourer().linesColoured();
    constexpr int keys = 20;
    for (int count = 0; count < keys; ++count) {
        editor.type("x");
        finish(editor.document);
    }
    const std::size_t lines = editor.document.internals().colourer().linesColoured() - before;
    QVERIFY2(lines <= keys + 2, qPrintable(QString::number(lines)));
}

void ColouringTest::commentStartColoursTheRest()
{
    EditorFixture editor("int a;\nint b;\nint c;\n", Language::HlsCpp);
    finish(editor.document);
    const QByteArray before = styles(editor.document);
    editor.view.setCaret(0);
    editor.type("/*");
    finish(editor.document);
    const QByteArray commented = styles(editor.document);
    QCOMPARE(commented.at(commented.size() - 2), commented.at(0)); // ';' of the last line is a comment too
    QVERIFY(before.at(before.size() - 2) != commented.at(0));
    editor.key(Qt::Key_Backspace);
    editor.key(Qt::Key_Backspace);
    finish(editor.document);
    QCOMPARE(styles(editor.document), before);
}

void ColouringTest::jumpToTheEndDoesNotColourEverything()
{
    EditorFixture editor(QByteArray(kernel).repeated(3000).toStdString(), Language::HlsCpp);
    editor.view.setCaret(editor.document.size());
    editor.view.grab(); // paints
    const auto &colourer = editor.document.internals().colourer();
    QVERIFY2(colourer.linesColoured() < 10'000, qPrintable(QString::number(colourer.linesColoured())));
    // What is seen has a guess already; in time it is right.
    finish(editor.document);
    DocumentBuffer fresh(m_library);
    fresh.setTheme(m_theme);
    fresh.setLanguage(Language::HlsCpp);
    fresh.setBytes(editor.text());
    finish(fresh);
    QCOMPARE(styles(editor.document), styles(fresh));
}

void ColouringTest::twoViewsOneColourer()
{
    EditorFixture editor(QByteArray(kernel).repeated(50).toStdString(), Language::HlsCpp);
    CodeView other(editor.document, editor.theme);
    other.resize(400, 300);
    other.show();
    finish(editor.document);
    const std::size_t before = editor.document.internals().colourer().linesColoured();
    editor.view.setCaret(editor.document.lineEnd(3));
    editor.type("x");
    editor.view.grab();
    other.grab();
    finish(editor.document);
    QVERIFY(editor.document.internals().colourer().linesColoured() - before <= 2);
}

void ColouringTest::languageChangeColoursAgain()
{
    DocumentBuffer document(m_library);
    document.setTheme(m_theme);
    document.setBytes("int x; // y\n");
    finish(document);
    QCOMPARE(styles(document), QByteArray(static_cast<int>(document.size()), '\0'));
    document.setLanguage(Language::HlsCpp);
    finish(document);
    const QByteArray coloured = styles(document);
    QVERIFY(coloured.count('\0') < coloured.size());
    document.setLanguage(Language::PlainText);
    finish(document);
    QCOMPARE(styles(document), QByteArray(static_cast<int>(document.size()), '\0'));
}

void ColouringTest::themeChangeColoursAgain()
{
    EditorFixture editor(kernel, Language::HlsCpp);
    finish(editor.document);
    const Theme dark(m_library, ColourScheme::Dark);
    editor.view.setTheme(dark);
    finish(editor.document);
    QCOMPARE(editor.view.grab().toImage().pixelColor(editor.view.width() / 2, editor.view.height() - 10),
             dark.editor().background);
    DocumentBuffer fresh(m_library);
    fresh.setTheme(dark);
    fresh.setLanguage(Language::HlsCpp);
    fresh.setBytes(kernel);
    finish(fresh);
    QCOMPARE(styles(editor.document), styles(fresh));
}

void ColouringTest::longLinesStayPlain()
{
    DocumentBuffer document(m_library);
    document.setTheme(m_theme);
    document.setLanguage(Language::HlsCpp);
    const std::string longLine = "int a; " + std::string(200'000, '{');
    document.setBytes(longLine + "\nint b;\n");
    finish(document);
    const QByteArray all = styles(document);
    QCOMPARE(all.at(0), '\0');
    QVERIFY(all.at(static_cast<int>(longLine.size()) + 1) != '\0');
}

void ColouringTest::folds_data()
{
    QTest::addColumn<Language>("language");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QList<int>>("headers");
    QTest::newRow("C++") << Language::HlsCpp << QByteArray(kernel) << QList<int>{1, 4, 6, 9, 11};
    QTest::newRow("Python") << Language::Qiskit << QByteArray(circuit) << QList<int>{3, 7};
    QTest::newRow("unbalanced") << Language::HlsCpp << QByteArray("}\n}\nvoid f() {\n}\n") << QList<int>{2};
    QTest::newRow("plain") << Language::PlainText << QByteArray("a {\nb\n}\n") << QList<int>{};
}

void ColouringTest::folds()
{
    QFETCH(Language, language);
    QFETCH(QByteArray, text);
    DocumentBuffer document(m_library);
    document.setTheme(m_theme);
    document.setLanguage(language);
    document.setBytes(text.toStdString());
    finish(document);
    QList<int> headers;
    const QList<int> levels = foldLevels(document);
    for (int line = 0; line < levels.size(); ++line)
        if ((levels.at(line) & static_cast<int>(Base::SC_FOLDLEVELHEADERFLAG)) != 0)
            headers.append(line);
    QTEST(headers, "headers");
}

void ColouringTest::foldedTextIsHidden()
{
    EditorFixture editor(kernel, Language::HlsCpp);
    finish(editor.document);
    auto *view = qobject_cast<QsciScintillaBase *>(editor.keys());
    const Scintilla scintilla(view);
    editor.view.setCaret(editor.document.lineStart(6));
    editor.view.run(EditCommand::ToggleFold);
    QCOMPARE(scintilla.send(Base::SCI_GETLINEVISIBLE, 7), 0);
    editor.view.goTo(HumanPosition{8, 1}); // going there shows it
    QCOMPARE(scintilla.send(Base::SCI_GETLINEVISIBLE, 7), 1);
    editor.view.run(EditCommand::FoldAll);
    QCOMPARE(scintilla.send(Base::SCI_GETLINEVISIBLE, 7), 0);
    editor.view.run(EditCommand::UnfoldAll);
    QCOMPARE(scintilla.send(Base::SCI_GETLINEVISIBLE, 7), 1);
}

QTEST_MAIN(ColouringTest)
#include "tst_colouring.moc"
