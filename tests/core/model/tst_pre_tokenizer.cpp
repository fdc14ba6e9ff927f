// SPDX-License-Identifier: Apache-2.0
#include "core/base/random.h"
#include "core/model/pre_tokenizer.h"

#include <QRegularExpression>
#include <QStringList>
#include <QTest>

#include <string>

using namespace gatewright;
using namespace gatewright::model;

namespace {

QList<QByteArray> pieces(const QByteArray &text)
{
    QList<QByteArray> found;
    PreTokenizer preTokenizer({text.constData(), static_cast<std::size_t>(text.size())});
    for (std::string_view piece = preTokenizer.next(); !piece.empty(); piece = preTokenizer.next())
        found.append(QByteArray(piece.data(), static_cast<qsizetype>(piece.size())));
    return found;
}

// The two passes as regular expressions, on text that is valid UTF-8.
QList<QByteArray> piecesByExpression(const QString &text)
{
    static const QRegularExpression digit(QStringLiteral("\\p{N}"),
                                          QRegularExpression::UseUnicodePropertiesOption);
    static const QRegularExpression word(
        QStringLiteral("'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+"),
        QRegularExpression::UseUnicodePropertiesOption);
    QList<QByteArray> found;
    const auto addPart = [&](const QString &part) {
        auto matches = word.globalMatch(part);
        while (matches.hasNext())
            found.append(matches.next().captured().toUtf8());
    };
    qsizetype begin = 0;
    auto digits = digit.globalMatch(text);
    while (digits.hasNext()) {
        const auto match = digits.next();
        addPart(text.mid(begin, match.capturedStart() - begin));
        found.append(match.captured().toUtf8());
        begin = match.capturedEnd();
    }
    addPart(text.mid(begin));
    return found;
}

} // namespace

class TestPreTokenizer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cutsText_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QList<QByteArray>>("expected");
        const auto row = [](const char *name, const char *text, const QList<QByteArray> &expected) {
            QTest::newRow(name) << QByteArray(text) << expected;
        };
        row("empty", "", {});
        row("words", "int main", {"int", " main"});
        row("punctuation", "a+=b;", {"a", "+=", "b", ";"});
        row("blank before punctuation", "a += b", {"a", " +=", " b"});
        row("each digit alone", "x42", {"x", "4", "2"});
        row("blanks before a digit stay together", "  12", {"  ", "1", "2"});
        row("one blank before a digit", "a 1", {"a", " ", "1"});
        row("last blank goes with the word", "    return", {"   ", " return"});
        row("line break and indent", "{\n    x", {"{", "\n   ", " x"});
        row("tab before a word stands alone", "\tx", {"\t", "x"});
        row("two tabs before a word", "\t\tx", {"\t", "\t", "x"});
        row("blank and tab", " \tx", {" ", "\t", "x"});
        row("line breaks at the end", "x\n\n", {"x", "\n\n"});
        row("carriage return", "x\r\ny", {"x", "\r", "\n", "y"});
        row("contractions", "don't we'll I'd", {"don", "'t", " we", "'ll", " I", "'d"});
        row("contractions are lower case", "'S'T", {"'", "S", "'", "T"});
        row("quote that is no contraction", "'a'", {"'", "a", "'"});
        row("contraction inside punctuation does not count", "+'s", {"+'", "s"});
        row("blank before a contraction", " 's", {" '", "s"});
        row("letters beyond ASCII",
            "gr\xc3\xbc\xc3\x9f"
            "e \xce\xb1\xce\xb2",
            {"gr\xc3\xbc\xc3\x9f"
             "e",
             " \xce\xb1\xce\xb2"});
        row("digits beyond ASCII", "\xd9\xa3\xe2\x85\xa7\xc2\xb2", {"\xd9\xa3", "\xe2\x85\xa7", "\xc2\xb2"});
        row("ideographic space", "\xe3\x80\x80x", {"\xe3\x80\x80", "x"});
        row("no-break space before a word", "\xc2\xa0\xc2\xa0x", {"\xc2\xa0", "\xc2\xa0", "x"});
        row("emoji", "ok \xf0\x9f\x98\x80!", {"ok", " \xf0\x9f\x98\x80!"});
        row("invalid bytes are symbols",
            "a\xff\xfe"
            "b \x80",
            {"a", "\xff\xfe", "b", " \x80"});
    }

    void cutsText()
    {
        QFETCH(QByteArray, text);
        QFETCH(QList<QByteArray>, expected);
        QCOMPARE(pieces(text), expected);
    }

    void agreesWithTheExpressionOnRandomText()
    {
        static const QString letters = QStringLiteral(
            "ab Z\t\n\r  "
            "'''stmrevld019+-_(){}\u00e4\u00df\u03b1\u4e2d\u00a0\u3000\u2028\u0663\u00b2\u2167\u0301");
        RandomSource random(11);
        for (int round = 0; round < 20000; ++round) {
            QString text;
            const auto length = random.below(24);
            for (std::uint64_t i = 0; i < length; ++i)
                text += letters.at(
                    static_cast<qsizetype>(random.below(static_cast<std::uint64_t>(letters.size()))));
            const auto expected = piecesByExpression(text);
            if (pieces(text.toUtf8()) != expected)
                QCOMPARE(pieces(text.toUtf8()), expected);
        }
    }

    void piecesOfAnyBytesJoinToTheText()
    {
        RandomSource random(13);
        for (int round = 0; round < 5000; ++round) {
            QByteArray text;
            const auto length = random.below(64);
            for (std::uint64_t i = 0; i < length; ++i)
                text += static_cast<char>(random.below(256));
            QCOMPARE(pieces(text).join(), text);
        }
    }
};

QTEST_GUILESS_MAIN(TestPreTokenizer)
#include "tst_pre_tokenizer.moc"
