// SPDX-License-Identifier: Apache-2.0
#include "core/base/random.h"
#include "core/decode/token_healing.h"
#include "tests/support/small_vocabulary.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace gatewright;
using namespace gatewright::decode;
using gatewright::test::SmallVocabulary;

class TestTokenHealing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_tokenizer =
            SmallVocabulary({"int", " return", " main", "for", "    ", "\n    ", "();", "((", "r\xc3\xbc"})
                .tokenizer();
        QVERIFY(m_tokenizer);
        m_index = std::make_unique<TokenPrefixIndex>(*m_tokenizer);
    }

    void indexFindsTokensByTheirBeginning()
    {
        std::set<std::string> found;
        for (const TokenId token : m_index->startingWith(" re"))
            found.insert(std::string(m_tokenizer->bytesOf(token)));
        QVERIFY((found == std::set<std::string>{" re", " ret", " retu", " retur", " return"}));
        QVERIFY(m_index->startingWith("zz").empty());
        QVERIFY(m_index->startingWith(" returns").empty());
    }

    void indexAgreesWithALookAtAllTokens()
    {
        RandomSource random(2);
        for (int round = 0; round < 300; ++round) {
            // A beginning of a random token, so that something is found.
            const auto any = static_cast<TokenId>(random.below(m_tokenizer->vocabularySize()));
            const std::string_view bytes = m_tokenizer->bytesOf(any);
            const std::string_view prefix = bytes.substr(0, 1 + random.below(bytes.size()));
            std::set<TokenId> expected;
            for (TokenId token = 0; token < static_cast<TokenId>(m_tokenizer->vocabularySize()); ++token) {
                if (!m_tokenizer->isControl(token) && m_tokenizer->bytesOf(token).starts_with(prefix))
                    expected.insert(token);
            }
            const auto found = m_index->startingWith(prefix);
            QVERIFY(std::set<TokenId>(found.begin(), found.end()) == expected);
        }
    }

    void indexHoldsNoControlTokens()
    {
        for (const TokenId token : m_index->startingWith("<"))
            QVERIFY(!m_tokenizer->isControl(token));
        QVERIFY(m_index->exactly("<|endoftext|>").empty());
        QCOMPARE(m_index->exactly("for").size(), std::size_t{1});
        QVERIFY(m_index->exactly("").empty());
    }

    void takesOffTheLastPiece_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("required");
        QTest::newRow("empty") << QByteArray() << QByteArray();
        QTest::newRow("half a word") << QByteArray("int main; retur") << QByteArray(" retur");
        QTest::newRow("a whole word") << QByteArray("x for") << QByteArray(" for");
        QTest::newRow("a blank at the end") << QByteArray("x = ") << QByteArray(" ");
        QTest::newRow("an indent") << QByteArray("{\n    ") << QByteArray("\n    ");
        QTest::newRow("a bracket") << QByteArray("main(") << QByteArray("(");
        QTest::newRow("a digit") << QByteArray("x42") << QByteArray("2");
        QTest::newRow("only one piece") << QByteArray("int") << QByteArray("int");
        QTest::newRow("a letter of two bytes") << QByteArray("x gr\xc3\xbc") << QByteArray(" gr\xc3\xbc");
    }

    void takesOffTheLastPiece()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, required);
        const HealedPrompt prompt = healPrompt(*m_tokenizer, text.toStdString());
        QCOMPARE(QByteArray::fromStdString(prompt.required), required);
        QCOMPARE(m_tokenizer->decode(prompt.tokens) + prompt.required, text.toStdString());
    }

    void aVeryLongPieceIsTakenOffInPart()
    {
        const std::string text = "x" + std::string(500, ' ');
        const HealedPrompt prompt = healPrompt(*m_tokenizer, text);
        QVERIFY(prompt.required.size() <= kLongestHealing);
        QVERIFY(prompt.required.size() > kLongestHealing - 8);
        QCOMPARE(m_tokenizer->decode(prompt.tokens) + prompt.required, text);
    }

    void controlTokensInTheTextAreText()
    {
        const HealedPrompt prompt = healPrompt(*m_tokenizer, "a<|endoftext|> b");
        QVERIFY(std::ranges::none_of(prompt.tokens,
                                     [&](TokenId token) { return m_tokenizer->isControl(token); }));
    }

    void whatIsAllowedBeginsOrContinuesTheRequiredBytes()
    {
        PrefixConstraint constraint(*m_index, " ret");
        QVERIFY(!constraint.isMet());
        std::set<std::string> allowed;
        for (const TokenId token : constraint.allowed())
            allowed.insert(std::string(m_tokenizer->bytesOf(token)));
        QVERIFY((allowed == std::set<std::string>{" ret", " retu", " retur", " return", " ", " r", " re"}));
        constraint.advance(" r");
        allowed.clear();
        for (const TokenId token : constraint.allowed())
            allowed.insert(std::string(m_tokenizer->bytesOf(token)));
        QVERIFY((allowed == std::set<std::string>{"e", "et"} || allowed == std::set<std::string>{"e"}));
        constraint.advance("e");
        QVERIFY(!constraint.isMet());
        constraint.advance("turn");
        QVERIFY(constraint.isMet());
    }

    void nothingRequiredIsMetAtOnce() { QVERIFY(PrefixConstraint(*m_index, {}).isMet()); }

    void anyWayThroughEndsWithTheRequiredBytes()
    {
        RandomSource random(8);
        for (int round = 0; round < 500; ++round) {
            std::string required(1 + random.below(20), ' ');
            for (char &byte : required)
                byte = static_cast<char>(random.below(4) == 0 ? random.below(256)
                                                              : "for int(\n "[random.below(10)]);
            PrefixConstraint constraint(*m_index, required);
            std::string written;
            while (!constraint.isMet()) {
                const auto allowed = constraint.allowed();
                QVERIFY(!allowed.empty());
                const std::string_view bytes = m_tokenizer->bytesOf(allowed[random.below(allowed.size())]);
                written += bytes;
                constraint.advance(bytes);
            }
            QVERIFY(written.starts_with(required));
        }
    }

    void deadEndsAreNotAllowed()
    {
        // Without tokens for single bytes: "ab" can be begun by "a" but then not finished.
        test::GgufBuilder builder;
        builder.text("tokenizer.ggml.model", "gpt2").text("tokenizer.ggml.pre", "smollm");
        builder.texts("tokenizer.ggml.tokens", {"a", "ab", "abc"})
            .int32s("tokenizer.ggml.token_type", {1, 1, 1});
        builder.texts("tokenizer.ggml.merges", {});
        const QByteArray bytes = builder.bytes();
        const auto file = tensors::GgufFile::parse(
            std::as_bytes(std::span(bytes.constData(), static_cast<std::size_t>(bytes.size()))), {});
        QVERIFY(file.has_value());
        const auto tokenizer = model::Tokenizer::create(**file);
        QVERIFY(tokenizer.has_value());
        const TokenPrefixIndex index(**tokenizer);
        QVERIFY((PrefixConstraint(index, "ab").allowed() == std::vector<TokenId>{1, 2}));
        QVERIFY(PrefixConstraint(index, "b").allowed().empty());
        QVERIFY((PrefixConstraint(index, "aab").allowed() == std::vector<TokenId>{0}));
    }

private:
    std::unique_ptr<model::Tokenizer> m_tokenizer;
    std::unique_ptr<TokenPrefixIndex> m_index;
};

QTEST_GUILESS_MAIN(TestTokenHealing)
#include "tst_token_healing.moc"
