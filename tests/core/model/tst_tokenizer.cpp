// SPDX-License-Identifier: Apache-2.0
#include "core/model/tokenizer.h"
#include "tests/support/gguf_builder.h"
#include "tests/support/result_test.h"

#include <functional>

using namespace gatewright;
using namespace gatewright::model;
using gatewright::test::GgufBuilder;

namespace {

// A vocabulary of a few letters: what the keys of a GGUF file say.
struct Keys
{
    QByteArray algorithm = "gpt2";
    QByteArray preTokenizer = "smollm";
    //                          0                1               2    3    4    5         6     7      8 9
    std::vector<QByteArray> tokens{"<|endoftext|>", "<|im_start|>", "a", "b", "c", "\xc4\xa0", "ab", "abc",
                                   "\xc4\xa0"
                                   "ab",
                                   "<tool>",
                                   // U+FFFD in bytes: 10 11 12
                                   "\xc3\xaf", "\xc2\xbf", "\xc2\xbd"};
    std::vector<std::int32_t> types{3, 3, 1, 1, 1, 1, 1, 1, 1, 4, 1, 1, 1};
    std::vector<QByteArray> merges{"a b", "ab c", "\xc4\xa0 ab"};

    [[nodiscard]] QByteArray bytes() const
    {
        GgufBuilder builder;
        builder.text("tokenizer.ggml.model", algorithm.toStdString())
            .text("tokenizer.ggml.pre", preTokenizer.toStdString());
        builder.texts("tokenizer.ggml.tokens", tokens).int32s("tokenizer.ggml.token_type", types);
        builder.texts("tokenizer.ggml.merges", merges);
        return builder.bytes();
    }
};

Result<std::unique_ptr<Tokenizer>> tokenizerFrom(const QByteArray &bytes)
{
    GW_TRY(file, tensors::GgufFile::parse(
                     std::as_bytes(std::span(bytes.constData(), static_cast<std::size_t>(bytes.size()))),
                     QStringLiteral("vocabulary.gguf")));
    return Tokenizer::create(*file); // the file and its bytes go away here
}

Result<std::unique_ptr<Tokenizer>> tokenizerFrom(const Keys &keys)
{
    return tokenizerFrom(keys.bytes());
}

using Tokens = std::vector<TokenId>;
using Spoil = std::function<void(Keys &)>;

} // namespace

Q_DECLARE_METATYPE(Spoil)

class TestTokenizer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        auto created = tokenizerFrom(Keys{});
        GW_VERIFY_RESULT(created);
        m_tokenizer = std::move(*created);
    }

    void encodesByMerges()
    {
        QVERIFY((encode("abc") == Tokens{7}));
        QVERIFY((encode("ab ab") == Tokens{6, 8}));
        QVERIFY((encode("ba") == Tokens{3, 2}));
        QVERIFY(encode("").empty());
    }

    void knowsTheBytesOfItsTokens()
    {
        QCOMPARE(m_tokenizer->vocabularySize(), std::size_t{13});
        QVERIFY(m_tokenizer->bytesOf(8) == " ab");
        QVERIFY(m_tokenizer->bytesOf(10) == "\xef");
        QVERIFY(m_tokenizer->bytesOf(0) == "<|endoftext|>");
        QVERIFY(m_tokenizer->bytesOf(-1).empty());
        QVERIFY(m_tokenizer->bytesOf(13).empty());
        QVERIFY(m_tokenizer->kind() == "gpt2/smollm");
    }

    void decodesByteForByte()
    {
        QVERIFY(m_tokenizer->decode(Tokens{7, 8, 5}) == "abc ab ");
        QVERIFY(m_tokenizer->decode(Tokens{-5, 2, 1000}) == "a");
        QVERIFY(m_tokenizer->decode({}).empty());
    }

    void controlTokensAreParsedOnlyWhenAsked()
    {
        QVERIFY((m_tokenizer->encode("a<|endoftext|>b", Specials::Parse) == Tokens{2, 0, 3}));
        QVERIFY((m_tokenizer->encode("<|im_start|><|im_start|>", Specials::Parse) == Tokens{1, 1}));
        const auto asText = m_tokenizer->encode("a<|endoftext|>b", Specials::AsText);
        QVERIFY(std::ranges::none_of(asText, [&](TokenId token) { return m_tokenizer->isControl(token); }));
        QVERIFY((m_tokenizer->encode("<|endoftext", Specials::Parse) != Tokens{0}));
    }

    void mergesMakeNoControlTokens()
    {
        Keys keys;
        keys.types[7] = 3; // "abc"
        const auto tokenizer = tokenizerFrom(keys);
        GW_VERIFY_RESULT(tokenizer);
        QVERIFY(((*tokenizer)->encode("abc", Specials::AsText) == Tokens{6, 4}));
        QVERIFY(((*tokenizer)->encode("abc", Specials::Parse) == Tokens{7}));
    }

    void userDefinedTokensCountInEitherMode()
    {
        QVERIFY((m_tokenizer->encode("a<tool>b", Specials::AsText) == Tokens{2, 9, 3}));
        QVERIFY((m_tokenizer->encode("a<tool>b", Specials::Parse) == Tokens{2, 9, 3}));
        QVERIFY(!m_tokenizer->isControl(9));
    }

    void theLongestOfTwoSpecialsWins()
    {
        Keys keys;
        keys.tokens.insert(keys.tokens.end(), {"<x>", "<x>y"});
        keys.types.insert(keys.types.end(), {3, 3});
        const auto tokenizer = tokenizerFrom(keys);
        GW_VERIFY_RESULT(tokenizer);
        QVERIFY(((*tokenizer)->encode("<x>y<x>a", Specials::Parse) == Tokens{14, 13, 2}));
    }

    void findsControlTokensByName()
    {
        QCOMPARE(m_tokenizer->endOfText(), 0);
        QCOMPARE(m_tokenizer->controlToken("<|im_start|>"), 1);
        QCOMPARE(m_tokenizer->controlToken("<tool>"), -1);
        QCOMPARE(m_tokenizer->controlToken("abc"), -1);
        QVERIFY(m_tokenizer->isControl(1));
        QVERIFY(!m_tokenizer->isControl(7));
        QVERIFY(!m_tokenizer->isControl(-1));
        QVERIFY(!m_tokenizer->isControl(999));
    }

    void aByteWithoutTokenBecomesTheReplacementCharacter()
    {
        QVERIFY(m_tokenizer->represents('a'));
        QVERIFY(!m_tokenizer->represents('z'));
        QVERIFY((encode("azb") == Tokens{2, 10, 11, 12, 3}));
        QVERIFY(m_tokenizer->decode(encode("azb")) == "a\xef\xbf\xbd"
                                                      "b");
    }

    void withoutReplacementTokensSuchAByteIsLeftOut()
    {
        Keys keys;
        keys.tokens.resize(10);
        keys.types.resize(10);
        const auto tokenizer = tokenizerFrom(keys);
        GW_VERIFY_RESULT(tokenizer);
        QVERIFY(((*tokenizer)->encode("azb", Specials::AsText) == Tokens{6}));
    }

    void noEndOfTextWithoutItsToken()
    {
        Keys keys;
        keys.tokens[0] = "<other>";
        const auto tokenizer = tokenizerFrom(keys);
        GW_VERIFY_RESULT(tokenizer);
        QCOMPARE((*tokenizer)->endOfText(), -1);
    }

    void wrongVocabulariesAreRefused_data()
    {
        QTest::addColumn<Spoil>("spoil");
        QTest::addColumn<ErrorCode>("code");
        const auto row = [](const char *name, ErrorCode code, Spoil spoil) {
            QTest::newRow(name) << std::move(spoil) << code;
        };
        row("WordPiece", ErrorCode::Unsupported, [](Keys &keys) { keys.algorithm = "bert"; });
        row("SentencePiece without scores", ErrorCode::Corrupt, [](Keys &keys) { keys.algorithm = "llama"; });
        row("another pre-tokenizer", ErrorCode::Unsupported,
            [](Keys &keys) { keys.preTokenizer = "falcon"; });
        row("no tokens", ErrorCode::Corrupt, [](Keys &keys) {
            keys.tokens.clear();
            keys.types.clear();
            keys.merges.clear();
        });
        row("fewer types than tokens", ErrorCode::Corrupt, [](Keys &keys) { keys.types.pop_back(); });
        row("more types than tokens", ErrorCode::Corrupt, [](Keys &keys) { keys.types.push_back(1); });
        row("merge without blank", ErrorCode::Corrupt, [](Keys &keys) { keys.merges.push_back("ab"); });
        row("empty merge", ErrorCode::Corrupt, [](Keys &keys) { keys.merges.push_back(""); });
        row("merge of one blank", ErrorCode::Corrupt, [](Keys &keys) { keys.merges.push_back(" "); });
        row("merge of an unknown token", ErrorCode::Corrupt,
            [](Keys &keys) { keys.merges.push_back("a z"); });
        row("merge into an unknown token", ErrorCode::Corrupt,
            [](Keys &keys) { keys.merges.push_back("b a"); });
        row("thousands of control tokens", ErrorCode::Corrupt, [](Keys &keys) {
            for (std::size_t i = 0; i <= Tokenizer::kMaximumSpecials; ++i) {
                keys.tokens.push_back("<" + QByteArray::number(static_cast<qulonglong>(i)) + ">");
                keys.types.push_back(3);
            }
        });
    }

    void wrongVocabulariesAreRefused()
    {
        QFETCH(Spoil, spoil);
        QFETCH(ErrorCode, code);
        Keys keys;
        spoil(keys);
        const auto tokenizer = tokenizerFrom(keys);
        GW_VERIFY_ERROR(tokenizer, code);
        QCOMPARE(tokenizer.error().place, QStringLiteral("vocabulary.gguf"));
    }

    void aFileWithoutTokenizerSaysWhichKeyItLacks()
    {
        GgufBuilder builder;
        builder.text("general.architecture", "llama");
        const auto tokenizer = tokenizerFrom(builder.bytes());
        GW_VERIFY_ERROR(tokenizer, ErrorCode::Corrupt);
        QVERIFY(tokenizer.error().message.contains(QStringLiteral("tokenizer.ggml.model")));
    }

    void doubleNamesAndOddTypesAreBearable()
    {
        Keys keys;
        keys.tokens.insert(keys.tokens.end(), {"a", "", ""});
        keys.types.insert(keys.types.end(), {1, 3, 77});
        const auto tokenizer = tokenizerFrom(keys);
        GW_VERIFY_RESULT(tokenizer);
        QVERIFY(((*tokenizer)->encode("a", Specials::Parse) == Tokens{2}));
        QVERIFY((*tokenizer)->bytesOf(14).empty());
        QVERIFY((*tokenizer)->isControl(14));
    }

private:
    [[nodiscard]] Tokens encode(std::string_view text) const
    {
        return m_tokenizer->encode(text, Specials::AsText);
    }

    std::unique_ptr<Tokenizer> m_tokenizer;
};

QTEST_GUILESS_MAIN(TestTokenizer)
#include "tst_tokenizer.moc"
