// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/result_test.h"
#include "tests/ui/editor/editor_fixture.h"

using namespace gatewright;

namespace {

SearchQuery plain(const char *pattern)
{
    return {QString::fromUtf8(pattern), false, false, false};
}

SearchQuery expression(const char *pattern, bool caseSensitive = true)
{
    return {QString::fromUtf8(pattern), caseSensitive, false, true};
}

} // namespace

class TextSearchTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void counts_data();
    void counts();
    void nextAndPrevious_data();
    void nextAndPrevious();
    void badExpressions();
    void expensiveExpressionsEnd();
    void replacesOne();
    void replacesAll_data();
    void replacesAll();
    void replaceAllIsOneUndoStep();
    void readOnlyIsRefused();
    void offsetsAreBytes();
    void matchesAreMarked();

private:
    SyntaxLibrary m_library;
};

void TextSearchTest::counts_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<bool>("caseSensitive");
    QTest::addColumn<bool>("wholeWords");
    QTest::addColumn<bool>("regularExpression");
    QTest::addColumn<int>("count");
    const auto row = [](const char *name, const QByteArray &text, const char *pattern, const char *options,
                        int count) {
        const QByteArray flags(options);
        QTest::newRow(name) << text << QString::fromUtf8(pattern) << flags.contains('c')
                            << flags.contains('w') << flags.contains('r') << count;
    };
    row("any case", "Foo foo FOO food", "foo", "", 4);
    row("case", "Foo foo FOO food", "foo", "c", 2);
    row("words", "Foo foo FOO food", "foo", "w", 3);
    row("words and case", "Foo foo FOO food", "foo", "cw", 1);
    row("any case beyond ASCII", "Größe GRÖßE größe", "größe", "", 3);
    row("no overlaps", "aaaa", "aa", "", 2);
    row("empty pattern", "aaaa", "", "", 0);
    row("empty pattern as expression", "aaaa", "", "r", 0);
    row("plain dots", "a.b axb", "a.b", "c", 1);
    row("expression", "a.b axb", "a.b", "cr", 2);
    row("expression, any case", "AB ab", "ab", "r", 2);
    row("expression, words", "ab abc cab ab", "ab", "rw", 2);
    row("line starts", "a\nb\na\n", "^a", "cr", 2);
    row("line ends, CR LF", "a;\r\nb;\r\nc", ";$", "cr", 2);
    row("over lines", "a\nb\na\nb", "a\\nb", "cr", 2);
    row("empty matches", "ab\ncd", "^", "cr", 2);
    row("NUL in the text", QByteArray("a\0a", 3), "a", "c", 2);
    row("NUL in the text, expression", QByteArray("a\0a", 3), "a", "cr", 2);
    row("invalid UTF-8",
        "a\xFF"
        "a\xE2\x82"
        "a",
        "a", "cr", 3);
    row("classes beyond ASCII", "größe = 1", "\\w+ =", "cr", 1);
    row("nothing", "abc", "x", "", 0);
}

void TextSearchTest::counts()
{
    QFETCH(QByteArray, text);
    SearchQuery query;
    query.pattern = *static_cast<QString *>(QTest::qData("pattern", qMetaTypeId<QString>()));
    query.caseSensitive = *static_cast<bool *>(QTest::qData("caseSensitive", qMetaTypeId<bool>()));
    query.wholeWords = *static_cast<bool *>(QTest::qData("wholeWords", qMetaTypeId<bool>()));
    query.regularExpression = *static_cast<bool *>(QTest::qData("regularExpression", qMetaTypeId<bool>()));
    DocumentBuffer document(m_library);
    document.setBytes(text.toStdString());
    const auto matches = TextSearch(document, query).all();
    GW_VERIFY_RESULT(matches);
    QTEST(static_cast<int>(matches->size()), "count");
}

void TextSearchTest::nextAndPrevious_data()
{
    QTest::addColumn<bool>("regularExpression");
    QTest::newRow("plain") << false;
    QTest::newRow("expression") << true;
}

void TextSearchTest::nextAndPrevious()
{
    QFETCH(bool, regularExpression);
    DocumentBuffer document(m_library);
    document.setBytes("ab..ab..ab");
    const TextSearch search(document, {QStringLiteral("ab"), true, false, regularExpression});
    using Span = std::optional<TextSpan>;
    const auto is = [](const Result<Span> &found, Span expected) {
        return found.has_value() && *found == expected;
    };
    QVERIFY(is(search.next(0), TextSpan{0, 2}));
    QVERIFY(is(search.next(1), TextSpan{4, 6}));
    QVERIFY(is(search.next(4), TextSpan{4, 6}));
    QVERIFY(is(search.next(9), TextSpan{0, 2}));
    QVERIFY(is(search.next(9, TextSearch::AtEnd::Stop), std::nullopt));
    QVERIFY(is(search.next(999), TextSpan{0, 2}));
    QVERIFY(is(search.previous(10), TextSpan{8, 10}));
    QVERIFY(is(search.previous(9), TextSpan{4, 6}));
    QVERIFY(is(search.previous(1), TextSpan{8, 10}));
    QVERIFY(is(search.previous(1, TextSearch::AtEnd::Stop), std::nullopt));
}

void TextSearchTest::badExpressions()
{
    DocumentBuffer document(m_library);
    document.setBytes("abc");
    const TextSearch search(document, expression("a(b"));
    const auto found = search.next(0);
    GW_VERIFY_ERROR(found, ErrorCode::InvalidInput);
    QCOMPARE(found.error().place, QStringLiteral("character 4"));
    GW_VERIFY_ERROR(search.all(), ErrorCode::InvalidInput);
    GW_VERIFY_ERROR(search.replaceAll(QStringLiteral("x")), ErrorCode::InvalidInput);
    QCOMPARE(document.bytes(), QByteArray("abc"));
}

void TextSearchTest::expensiveExpressionsEnd()
{
    DocumentBuffer document(m_library);
    document.setBytes(std::string(40, 'a') + "!");
    QElapsedTimer timer;
    timer.start();
    GW_VERIFY_ERROR(TextSearch(document, expression("(a|aa)+$")).all(), ErrorCode::LimitExceeded);
    QVERIFY(timer.elapsed() < 10'000);
}

void TextSearchTest::replacesOne()
{
    DocumentBuffer document(m_library);
    document.setBytes("foo(1) foo(2)");
    const TextSearch search(document, expression("foo\\((\\d)\\)"));
    const auto replaced = search.replace({7, 13}, QStringLiteral("bar<\\1>"));
    GW_VERIFY_RESULT(replaced);
    QVERIFY(*replaced);
    QCOMPARE(document.bytes(), QByteArray("foo(1) bar<2>"));
    const auto none = search.replace({1, 6}, QStringLiteral("x"));
    GW_VERIFY_RESULT(none);
    QVERIFY(!*none);
}

void TextSearchTest::replacesAll_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<bool>("regularExpression");
    QTest::addColumn<QString>("replacement");
    QTest::addColumn<QByteArray>("result");
    const auto row = [](const char *name, const QByteArray &text, const char *pattern, bool regular,
                        const char *replacement, const QByteArray &result) {
        QTest::newRow(name) << text << QString::fromUtf8(pattern) << regular << QString::fromUtf8(replacement)
                            << result;
    };
    row("plain", "a b a", "a", false, "xyz", "xyz b xyz");
    row("shorter", "aaa b aaa", "aaa", false, "", " b ");
    row("contains itself", "a a", "a", false, "aa", "aa aa");
    row("backslashes are plain", "a", "a", false, "\\1\\n", "\\1\\n");
    row("groups", "x=1;y=2;", "(\\w)=(\\d)", true, "$2=\\1", "1=x;2=y;");
    row("whole match", "ab", "a", true, "[\\0]", "[a]b");
    row("line end", "a,b", ",", true, "\\n", "a\nb");
    row("line end in CR LF", "x\r\na,b\r\n", ",", true, "\\n", "x\r\na\r\nb\r\n");
    row("dollar and tab", "a", "a", true, "$$\\t\\\\", "$\t\\");
    row("missing group", "a", "a", true, "<\\3>", "<>");
    row("beyond ASCII", "größe größe", "ö", false, "oe", "groeße groeße");
    row("keeps invalid bytes",
        "a\xFF"
        "a",
        "a", true, "b",
        "b\xFF"
        "b");
    row("line starts", "a\nb", "^", true, "> ", "> a\n> b");
}

void TextSearchTest::replacesAll()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, pattern);
    QFETCH(bool, regularExpression);
    QFETCH(QString, replacement);
    DocumentBuffer document(m_library);
    document.setBytes(text.toStdString());
    const auto count =
        TextSearch(document, {pattern, true, false, regularExpression}).replaceAll(replacement);
    GW_VERIFY_RESULT(count);
    QTEST(document.bytes(), "result");
}

void TextSearchTest::replaceAllIsOneUndoStep()
{
    EditorFixture editor(QByteArray("abc abc\n").repeated(500).toStdString());
    const QByteArray before = editor.document.bytes();
    const auto count = TextSearch(editor.document, plain("abc")).replaceAll(QStringLiteral("x"));
    GW_VERIFY_RESULT(count);
    QCOMPARE(*count, 1000);
    QCOMPARE(editor.document.bytes(), QByteArray("x x\n").repeated(500));
    editor.view.run(EditCommand::Undo);
    QCOMPARE(editor.document.bytes(), before);
    QVERIFY(!editor.document.isModified());
}

void TextSearchTest::readOnlyIsRefused()
{
    DocumentBuffer document(m_library);
    document.setBytes("abc");
    document.setReadOnly(true);
    GW_VERIFY_ERROR(TextSearch(document, plain("b")).replaceAll(QStringLiteral("x")),
                    ErrorCode::InvalidInput);
    GW_VERIFY_RESULT(TextSearch(document, plain("b")).all());
}

void TextSearchTest::offsetsAreBytes()
{
    DocumentBuffer document(m_library);
    document.setBytes("ä😀x ä😀x");
    for (const bool regular : {false, true}) {
        const auto matches = TextSearch(document, {QStringLiteral("x"), true, false, regular}).all();
        GW_VERIFY_RESULT(matches);
        QVERIFY((*matches == std::vector<TextSpan>{{6, 7}, {14, 15}}));
    }
}

void TextSearchTest::matchesAreMarked()
{
    EditorFixture editor("one two one\n");
    const QImage before = editor.view.grab().toImage();
    editor.view.setSearchMatches(*TextSearch(editor.document, plain("one")).all());
    const QImage marked = editor.view.grab().toImage();
    QVERIFY(marked != before);
    editor.view.setSearchMatches({});
    QCOMPARE(editor.view.grab().toImage(), before);
}

QTEST_MAIN(TextSearchTest)
#include "tst_text_search.moc"
