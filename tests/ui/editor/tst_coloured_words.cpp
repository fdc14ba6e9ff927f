// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/result_test.h"
#include "tests/ui/editor/editor_fixture.h"
#include "ui/editor/document_internals.h"

#include <QRandomGenerator>
#include <QSignalSpy>

using namespace gatewright;

namespace {

using Base = Scintilla::Base;

// One letter a byte: which kind of word it is coloured as, or a dot.
std::string colours(const DocumentBuffer &document)
{
    const Scintilla scintilla = document.internals().scintilla();
    std::string shown;
    for (std::size_t place = 0; place < document.size(); ++place) {
        char letter = '.';
        for (int kind = 0; kind < wordKinds; ++kind) {
            if (scintilla.send(Base::SCI_INDICATORVALUEAT, firstWordIndicator + kind,
                               static_cast<std::intptr_t>(place)) != 0)
                letter = static_cast<char>('A' + kind);
        }
        shown += letter;
    }
    return shown;
}

bool isDone(const DocumentBuffer &document)
{
    return QTest::qWaitFor([&document] { return document.internals().words().isComplete(); }, 20'000);
}

} // namespace

class WordsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wordsHaveTheirColours()
    {
        EditorFixture editor("ü fir(x);\n\nfir\n", Language::HlsCpp);
        editor.document.setColouredWords(
            {{0, 2, 3, WordKind::Function}, {0, 6, 1, WordKind::Parameter}, {2, 0, 3, WordKind::Function}});
        QVERIFY(isDone(editor.document));
        QCOMPARE(colours(editor.document), std::string("...DDD.F...") + "." + "DDD.");
        editor.document.setColouredWords({{2, 0, 3, WordKind::Macro}});
        QVERIFY(isDone(editor.document));
        QCOMPARE(colours(editor.document), std::string("...........") + "." + "EEE.");
        editor.document.setColouredWords(
            {{40, 0, 3, WordKind::Macro}, {41, 500, 3, WordKind::Macro}}); // nowhere
        QVERIFY(isDone(editor.document));
        QVERIFY(colours(editor.document).find('E') == std::string::npos);
    }
    void oneKeyTouchesOneBlock()
    {
        std::string text;
        std::vector<ColouredWord> words;
        for (int line = 0; line < 5'000; ++line) {
            text += "call(value);\n";
            words.push_back({line, 0, 4, WordKind::Function});
        }
        EditorFixture editor(text, Language::HlsCpp);
        editor.document.setColouredWords(words);
        QVERIFY(isDone(editor.document));
        const std::size_t before = editor.document.internals().words().linesTouched();
        QCOMPARE(before, std::size_t{5'001});
        editor.view.setCaret(editor.document.lineStart(2'500));
        editor.key(Qt::Key_Return);
        for (std::size_t index = 2'500; index < words.size(); ++index)
            ++words[index].line;
        editor.document.setColouredWords(words);
        QVERIFY(isDone(editor.document));
        QVERIFY(editor.document.internals().words().linesTouched() - before <= 3);
    }
    // Whatever was typed and answered in between, the colours are those of the last answer.
    void editsColourAsTheWhole()
    {
        EditorFixture editor("aa bb cc\ndd ee ff\ngg hh ii\n", Language::HlsCpp);
        QRandomGenerator random(7);
        for (int round = 0; round < 300; ++round) {
            const std::size_t place = random.bounded(static_cast<quint32>(editor.document.size() + 1));
            const std::size_t end = std::min(editor.document.size(), place + random.bounded(4U));
            const char *const texts[] = {"", "x", " zz ", "\n", "kk\nll"};
            GW_VERIFY_RESULT(editor.document.apply(TextEdit{place, end, texts[random.bounded(5U)]}));
            if (random.bounded(3U) != 0)
                continue;
            // Every other word, each of a kind.
            std::vector<ColouredWord> words;
            std::string expected(editor.document.size(), '.');
            for (int line = 0, number = 0; line < editor.document.lineCount(); ++line) {
                const QString text = editor.document.lineText(line);
                for (qsizetype begin = 0; begin < text.size();) {
                    qsizetype length = 0;
                    while (begin + length < text.size() && text.at(begin + length).isLetter())
                        ++length;
                    if (length > 0 && ++number % 2 == 0) {
                        const auto kind = static_cast<WordKind>(number % wordKinds);
                        words.push_back({line, static_cast<int>(begin), static_cast<int>(length), kind});
                        expected.replace(editor.document.lineStart(line) + static_cast<std::size_t>(begin),
                                         static_cast<std::size_t>(length),
                                         std::string(static_cast<std::size_t>(length),
                                                     static_cast<char>('A' + static_cast<int>(kind))));
                    }
                    begin += std::max<qsizetype>(1, length);
                }
            }
            editor.document.setColouredWords(words);
            QVERIFY(isDone(editor.document));
            QCOMPARE(colours(editor.document), expected);
        }
    }
};

QTEST_MAIN(WordsTest)
#include "tst_coloured_words.moc"
